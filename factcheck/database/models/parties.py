"""People and organisations."""

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from factcheck.database.models.base import Base, Logged, Row
from factcheck.database.types import Key


class Party(Row, Logged, Base):
    """A person or an organisation: who speaks, who is accused."""

    __tablename__ = "party"

    key: Mapped[str] = mapped_column(Key, unique=True)
    name: Mapped[str] = mapped_column(Text, index=True)
    """The published name, as it is to be printed."""
    kind: Mapped[str | None] = mapped_column(Text)
    """``person`` or ``organisation``; none where it was not said."""
    speaks_for_seq: Mapped[int | None] = mapped_column(ForeignKey("party.seq"), index=True)
    """The party on whose behalf this one speaks."""
