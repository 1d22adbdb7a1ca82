"""The journal: one entry for every change of a record, each leading to the one before.

Triggers refuse to change or delete a row. Entries hold ids, digests and hashes, never keys or
text; what a record said before a change, and the salt of its digest, stand in ``revision``.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from factcheck.database.models.base import Base, Row
from factcheck.database.types import Id, Moment, RowNumber, Sha256


class Author(Row, Base):
    """Who makes entries: a name, with the key that it signs with.

    The same name with another key is another author.
    """

    __tablename__ = "author"

    name: Mapped[str] = mapped_column(Text, index=True)
    public_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Ed25519, 32 bytes; none of an author whose entries are not signed."""
    created_at: Mapped[datetime] = mapped_column(Moment)


class Entry(Base):
    """One change of one record (``domain.journal.Entry``)."""

    __tablename__ = "journal"
    __table_args__ = (Index(None, "record_id", "seq"),)

    seq: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=False)
    """The place in the chain, from 1."""
    digest: Mapped[bytes] = mapped_column(Sha256)
    """By which the next entry names this one (``domain.journal.entry_digest``)."""
    parents: Mapped[bytes] = mapped_column(LargeBinary)
    """Digests of the entries before, one after another: 32 bytes each, none for the first."""
    author_seq: Mapped[int] = mapped_column(ForeignKey("author.seq"))
    at: Mapped[datetime] = mapped_column(Moment)
    action: Mapped[str] = mapped_column(Text)
    record_kind: Mapped[str] = mapped_column(Text)
    record_id: Mapped[UUID] = mapped_column(Id)
    document: Mapped[bytes] = mapped_column(Sha256)
    """The salted digest of the record after the change (``domain.journal.record_digest``)."""
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)


class Revision(Base):
    """What an entry's digest is made with, and what the record said before."""

    __tablename__ = "revision"

    journal_seq: Mapped[int] = mapped_column(
        ForeignKey("journal.seq"), primary_key=True, autoincrement=False
    )
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    before: Mapped[str | None] = mapped_column(Text)
    """The record's document before the change, in canonical form; none where it was new."""
