"""The work on claims beside judging them: notes, who holds them, and the right of reply.

Nothing here is changed or deleted once it is written: triggers refuse it.
"""

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from factcheck.database.models.base import Base, Logged, Row


class Note(Row, Logged, Base):
    """A working note on a claim: for the desk, never for print."""

    __tablename__ = "note"
    __table_args__ = (CheckConstraint("length(text) > 0", name="text"),)

    claim_seq: Mapped[int] = mapped_column(ForeignKey("claim.seq"), index=True)
    text: Mapped[str] = mapped_column(Text)


class Reply(Row, Logged, Base):
    """A step in asking a party about a claim: the question, the answer, or that none came."""

    __tablename__ = "reply"

    claim_seq: Mapped[int] = mapped_column(ForeignKey("claim.seq"), index=True)
    party_seq: Mapped[int] = mapped_column(ForeignKey("party.seq"))
    outcome: Mapped[str] = mapped_column(Text)
    """``asked``, ``answered``, ``declined`` or ``no-answer``."""
    happened: Mapped[str | None] = mapped_column(Text)
    """When (EDTF)."""
    text: Mapped[str | None] = mapped_column(Text)
    """What was asked, or answered."""


class Assignment(Row, Logged, Base):
    """Who is to review a claim. Of several, the last counts."""

    __tablename__ = "assignment"

    claim_seq: Mapped[int] = mapped_column(ForeignKey("claim.seq"), index=True)
    reviewer: Mapped[str | None] = mapped_column(Text)
    """None: whoever held it holds it no longer."""
