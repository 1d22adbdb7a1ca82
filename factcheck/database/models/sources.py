"""Works that can be cited, and what each of them relays."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from factcheck.database.models.base import Base, Logged, Row, Withdrawable
from factcheck.database.types import Json, Key


class Source(Row, Logged, Withdrawable, Base):
    """A work one can cite: an interview, a report, an article, a post, a document."""

    __tablename__ = "source"
    __table_args__ = (CheckConstraint("length(title) > 0", name="title"),)

    key: Mapped[str] = mapped_column(Key, unique=True)
    kind: Mapped[str] = mapped_column(Text)
    """A CSL 1.0.2 item type."""
    title: Mapped[str] = mapped_column(Text)
    names: Mapped[dict[str, Any]] = mapped_column(Json)
    """CSL name lists by role: ``{"author": [{"family": …, "given": …}]}``."""
    publisher: Mapped[str | None] = mapped_column(Text)
    issued: Mapped[str | None] = mapped_column(Text)
    """EDTF; the two columns below are computed from it."""
    issued_earliest: Mapped[date | None]
    issued_latest: Mapped[date | None]
    accessed: Mapped[str | None] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    archive_url: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(Text)
    """A BCP 47 tag."""
    reliability: Mapped[str | None] = mapped_column(Text)
    """A to F, the NATO Admiralty code."""
    voice_seq: Mapped[int | None] = mapped_column(ForeignKey("party.seq"), index=True)
    """Who speaks in it, where it relays nothing."""
    other: Mapped[dict[str, Any]] = mapped_column(Json)
    """Every other CSL variable of an imported record, kept as it came."""


class SourceRelay(Base):
    """One source passing on what another said."""

    __tablename__ = "source_relay"

    source_seq: Mapped[int] = mapped_column(ForeignKey("source.seq"), primary_key=True)
    relayed_seq: Mapped[int] = mapped_column(ForeignKey("source.seq"), primary_key=True, index=True)
