"""Judgements on claims: appended, never changed."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from factcheck.database.models.base import Base, Row
from factcheck.database.types import Moment


class Review(Row, Base):
    """One person's judgement on a claim. Triggers refuse to update or delete a row."""

    __tablename__ = "review"
    __table_args__ = (CheckConstraint("length(because) > 0", name="because"),)

    claim_seq: Mapped[int] = mapped_column(ForeignKey("claim.seq"), index=True)
    status: Mapped[str] = mapped_column(Text)
    because: Mapped[str] = mapped_column(Text)
    standard: Mapped[str | None] = mapped_column(Text)
    """The standard of proof that was met."""
    credibility: Mapped[int | None]
    """1 to 6, the NATO Admiralty code."""
    reviewer: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(Moment)
