"""Claims, what they count, and the passages that say so."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from factcheck.database.models.base import Base, Logged, Row, Withdrawable
from factcheck.database.types import Digest, Key, Number


class Claim(Row, Logged, Base):
    """One checkable statement, in our own words, of one kind."""

    __tablename__ = "claim"
    __table_args__ = (
        CheckConstraint("length(text) BETWEEN 1 AND 10000", name="text"),
        Index(None, "status", "seq"),
        Index(None, "kind", "seq"),
    )

    key: Mapped[str] = mapped_column(Key, unique=True)
    text: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    act: Mapped[str | None] = mapped_column(Text)
    """The act of abuse, for the kind ``abuse``."""
    status: Mapped[str] = mapped_column(Text)
    """What the reviews, the policy and the evidence make of it; kept for quick listing."""
    status_because: Mapped[str | None] = mapped_column(Text)
    """Why the status is not what a review says: who is still to read it, what lapsed."""
    speaker_seq: Mapped[int | None] = mapped_column(ForeignKey("party.seq"), index=True)
    """To whom the claim is attributed."""
    against_seq: Mapped[int | None] = mapped_column(ForeignKey("party.seq"))
    """The party accused."""
    place: Mapped[str | None] = mapped_column(Text)
    as_of: Mapped[str | None] = mapped_column(Text)
    """When the statement held (EDTF)."""
    as_of_earliest: Mapped[date | None]
    as_of_latest: Mapped[date | None]
    happened: Mapped[str | None] = mapped_column(Text)
    """When the thing happened (EDTF)."""
    happened_earliest: Mapped[date | None]
    happened_latest: Mapped[date | None]
    logged_digest: Mapped[bytes] = mapped_column(Digest, index=True)
    """Recognises the claim as it was first logged, so that importing a file again adds nothing."""


class ClaimTag(Base):
    """A word that a claim is filed under."""

    __tablename__ = "claim_tag"

    claim_seq: Mapped[int] = mapped_column(ForeignKey("claim.seq"), primary_key=True)
    tag: Mapped[str] = mapped_column(Text, primary_key=True, index=True)


class Measure(Row, Logged, Base):
    """What a number counts, so that figures can be compared."""

    __tablename__ = "measure"

    key: Mapped[str] = mapped_column(Key, unique=True)
    unit: Mapped[str] = mapped_column(Text)
    definition: Mapped[str | None] = mapped_column(Text)
    cumulative: Mapped[bool]
    """Counted since some day, and so never falling; otherwise a state at a time."""
    part_of_seq: Mapped[int | None] = mapped_column(ForeignKey("measure.seq"), index=True)


class Quantity(Base):
    """The number in a claim."""

    __tablename__ = "quantity"

    claim_seq: Mapped[int] = mapped_column(
        ForeignKey("claim.seq"), primary_key=True, autoincrement=False
    )
    as_stated: Mapped[str] = mapped_column(Text)
    """The words as they were said; what the other columns are read from."""
    qualifier: Mapped[str] = mapped_column(Text)
    value: Mapped[Decimal | None] = mapped_column(Number)
    minimum: Mapped[Decimal | None] = mapped_column(Number)
    maximum: Mapped[Decimal | None] = mapped_column(Number)
    unit: Mapped[str | None] = mapped_column(Text)
    whole: Mapped[Decimal | None] = mapped_column(Number)
    """Of how many, where that was said: the 30 in “half of the 30”."""
    method: Mapped[str | None] = mapped_column(Text)
    """``count`` or ``estimate``; none where it was not said."""
    measure_seq: Mapped[int | None] = mapped_column(ForeignKey("measure.seq"), index=True)


class Citation(Row, Logged, Withdrawable, Base):
    """A claim's link to a source, and to the passage that says it."""

    __tablename__ = "citation"

    claim_seq: Mapped[int] = mapped_column(ForeignKey("claim.seq"), index=True)
    source_seq: Mapped[int] = mapped_column(ForeignKey("source.seq"), index=True)
    via_seq: Mapped[int | None] = mapped_column(ForeignKey("source.seq"))
    """Which of the works that the source relays this passage draws on."""
    stance: Mapped[str] = mapped_column(Text)
    """A CiTO term: ``supports``, ``disputes``, …"""
    locator: Mapped[str | None] = mapped_column(Text)
    quote: Mapped[str | None] = mapped_column(Text)
    """The passage, word for word, in the source's language."""
    translation: Mapped[str | None] = mapped_column(Text)
