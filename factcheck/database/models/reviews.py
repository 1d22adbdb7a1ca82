"""Judgements on claims, and what the case asks of them: appended, never changed."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from factcheck.database.models.base import Base, Logged, Row
from factcheck.database.types import Moment, Sha256


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
    judged: Mapped[bytes | None] = mapped_column(Sha256)
    """Digest of the evidence that was judged: when that changes, the review lapses. None where it
    was recorded before such digests were kept."""
    override: Mapped[str | None] = mapped_column(Text)
    """Why the status was given although the policy does not allow it."""
    supersedes: Mapped[str | None] = mapped_column(Text)
    """Ids of reviews that stand no longer, separated by blanks."""


class PolicyVersion(Row, Logged, Base):
    """What the case asks of a status (``domain.policy``). Of several rows, the last counts."""

    __tablename__ = "policy"

    origins: Mapped[int]
    """How many independent origins ``corroborated`` needs."""
    anchored: Mapped[bool]
    """Whether every supporting quote of a ``verified`` claim must stand in a capture."""
    standard: Mapped[bool]
    """Whether ``verified`` needs a stated standard of proof."""
    second_reader: Mapped[bool]
    """Whether ``verified`` needs two people."""
