"""Writing the journal: the one place that makes entries.

A session notices every record that its flushes touch, and keeps what the record said before; when
it is about to commit, each record that says something else by then gets one entry. What is
written past the session, as tuples, is announced: ``changing`` before, ``added`` behind it. So
no service can forget the journal, and none has to think of it.
"""

import os
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.database import bulk, documents
from factcheck.database.documents import RECORDS
from factcheck.database.identifiers import new_id
from factcheck.database.models import (
    Anchor,
    Author,
    Citation,
    ClaimTag,
    Entry,
    Quantity,
    Revision,
    SourceRelay,
    table_of,
)
from factcheck.database.types import moment_text
from factcheck.domain import journal
from factcheck.domain.journal import SALT, Action
from factcheck.domain.signing import PublicKey, Signer, entry_message, same_name
from factcheck.errors import KeyElsewhere, NoAuthor

Record = tuple[str, int]
"""A record's kind and row number."""

ENTRY_COLUMNS = (
    "seq", "digest", "parents", "author_seq", "at", "action", "record_kind", "record_id",
    "document", "signature",
)  # fmt: skip
REVISION_COLUMNS = ("journal_seq", "salt", "before")

_KIND_OF: dict[type[Any], str] = {model: kind for kind, model in RECORDS.items()}
_OWNERS: dict[type[Any], tuple[str, str]] = {
    ClaimTag: ("claim", "claim_seq"),
    Quantity: ("claim", "claim_seq"),
    Citation: ("claim", "claim_seq"),
    SourceRelay: ("source", "source_seq"),
}
"""Rows that are part of a record's document, with the column that says of which."""

_AT_ONCE = 2_000
"""Records whose documents are held at a time."""


class Recorder:
    """What one transaction does to records, until it is written down."""

    def __init__(self, session: Session, author: str | None, signer: Signer | None) -> None:
        """``author`` is whose work it is; the ``signer`` is theirs, where they have a key."""
        self._session = session
        self._author = author
        self._signer = signer
        self._before: dict[Record, dict[str, Any] | None] = {}
        """Every record that was touched, in that order, and what it said before; none of a new
        one."""
        self._waiting: set[str] = set()
        """Kinds of which there are new ones among them."""
        self._head: _Head | None = None

    @property
    def touched(self) -> Collection[Record]:
        return self._before.keys()

    def is_new(self, record: Record) -> bool:
        """Whether a record that was touched was made in this transaction."""
        return self._before[record] is None

    # --- what the session's flushes do ----------------------------------------------------------

    def before_flush(self) -> None:
        """Keep what the records said that are about to change."""
        session = self._session
        rows = [*session.deleted, *(row for row in session.dirty if session.is_modified(row))]
        kept = {record for row in rows if (record := self._record_of(row)) is not None}
        kept |= {record for row in session.new if (record := self._owner_of(row)) is not None}
        by_kind: dict[str, list[int]] = {}
        for kind, seq in sorted(kept):
            by_kind.setdefault(kind, []).append(seq)
        for kind, seqs in by_kind.items():
            self.changing(kind, seqs)

    def after_flush(self) -> None:
        """Notice the records that are new: by now they have their row numbers."""
        for row in self._session.new:
            if (kind := _KIND_OF.get(type(row))) is not None:
                self.unfinished(kind, [row.seq])

    def _record_of(self, row: Any) -> Record | None:
        kind = _KIND_OF.get(type(row))
        return self._owner_of(row) if kind is None else (kind, row.seq)

    def _owner_of(self, row: Any) -> Record | None:
        """The record of whose document a row is part; none of a row that is a record itself."""
        if isinstance(row, Anchor):
            citation = self._session.get_one(Citation, row.citation_seq)
            return ("claim", citation.claim_seq)
        kind, column = _OWNERS.get(type(row), (None, ""))
        return None if kind is None else (kind, getattr(row, column))

    # --- what is written past the session -------------------------------------------------------

    def changing(self, kind: str, seqs: Collection[int]) -> None:
        """To be called before something is done to records that stand in the case."""
        wanted = [seq for seq in seqs if (kind, seq) not in self._before]
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            for seq, _, document in documents.read(self._session.connection(), kind, part):
                self._before[kind, seq] = document

    def added(self, kind: str, rows: Iterable[documents.Row]) -> None:
        """To be called behind the last that is written of new records: their entries are made.

        ``rows`` are their documents, in the order of their row numbers.

        Those that were announced as ``unfinished`` wait for the commit, and so do all that are
        made after them: the entries of a kind stand in the order of its row numbers.
        """
        if kind in self._waiting:
            self.unfinished(kind, (seq for seq, _, _ in rows))
            return
        self._write(kind, ((Action.ADDED, id, document, None) for _, id, document in rows))

    def unfinished(self, kind: str, seqs: Iterable[int]) -> None:
        """New records to which something is still to be done: they get one entry for it all."""
        for seq in seqs:
            self._before.setdefault((kind, seq), None)
            self._waiting.add(kind)

    # --- the entries ----------------------------------------------------------------------------

    def settle(self) -> None:
        """Make an entry for every record that says something else than before.

        Raises NoAuthor where nobody is known to have done it; KeyElsewhere where it would not be
        signed, and that name's work is.
        """
        touched: dict[str, list[int]] = {}
        for kind, seq in self._before:
            touched.setdefault(kind, []).append(seq)
        connection = self._session.connection()
        for kind in RECORDS:  # what is referred to comes first
            seqs = sorted(touched.get(kind, ()))
            for start in range(0, len(seqs), _AT_ONCE):
                rows = documents.read(connection, kind, seqs[start : start + _AT_ONCE])
                self._write(kind, self._changes(kind, rows))
        if self._head is not None and self._author is not None and self._signer is None:
            self._require_no_key(self._author)
        self.forget()

    def forget(self) -> None:
        """The transaction is over: another may go on with the chain."""
        self._before.clear()
        self._waiting.clear()
        self._head = None

    def _changes(self, kind: str, rows: Iterable[documents.Row]) -> Iterator["_Change"]:
        for seq, id, document in rows:
            before = self._before[kind, seq]
            if before is None:
                yield Action.ADDED, id, document, None
            elif before != document:
                withdrawn = "withdrawn_at" in document and "withdrawn_at" not in before
                yield Action.WITHDRAWN if withdrawn else Action.CHANGED, id, document, before

    def adopt(self) -> None:
        """Make an entry for every record that has none: it was there before the journal was."""
        connection = self._session.connection()
        for kind, model in RECORDS.items():
            table = table_of(model)
            known = select(Entry.seq).where(Entry.record_id == table.c.id)
            query = select(table.c.seq).where(~known.exists()).order_by(table.c.seq)
            seqs = list(self._session.scalars(query))
            for start in range(0, len(seqs), _AT_ONCE):
                rows = documents.read(connection, kind, seqs[start : start + _AT_ONCE])
                self._write(
                    kind, ((Action.ADOPTED, id, document, None) for _, id, document in rows)
                )

    def _write(self, kind: str, changes: Iterable["_Change"]) -> None:
        entries: list[tuple[Any, ...]] = []
        revisions: list[tuple[Any, ...]] = []
        for action, id, document, before in changes:
            salt = os.urandom(SALT)
            digest = journal.record_digest(document, salt)
            seq = self._append(entries, action, kind, id, digest)
            kept = None if before is None else journal.canonical(before).decode()
            revisions.append((seq, salt, kept))
        connection = self._session.connection()
        bulk.insert_rows(connection, table_of(Entry), ENTRY_COLUMNS, entries)
        bulk.insert_rows(connection, table_of(Revision), REVISION_COLUMNS, revisions)

    def _append(
        self,
        entries: list[tuple[Any, ...]],
        action: Action,
        kind: str,
        id: str,
        document: bytes,
    ) -> int:
        """Chain one more entry to the last; returns its place."""
        head = self._head or self._begun()
        seq, before, at, author_seq, author = head
        parents = (before.hex(),) if seq else ()
        entry = journal.Entry(parents, author, at, action.value, kind, id, document.hex())
        digest = journal.entry_digest(entry)
        seq += 1
        record = bytes.fromhex(id)
        signature = None if self._signer is None else self._signer.sign(entry_message(digest))
        entries.append(
            (seq, digest, before, author_seq, at, action.value, kind, record, document, signature)
        )
        self._head = _Head(seq, digest, at, author_seq, author)
        return seq

    def _begun(self) -> "_Head":
        """Where the chain ends, and who goes on with it from here."""
        if self._author is None:
            raise NoAuthor
        last = self._session.execute(
            select(Entry.seq, Entry.digest, Entry.at).order_by(Entry.seq.desc()).limit(1)
        ).first()
        seq, digest, moment = last or (0, b"", None)
        now = datetime.now(UTC)
        # A clock that was set back must not turn the order of what was done around.
        at = now if moment is None else max(moment, now)
        name, key = self._author, self._signer and self._signer.public.raw
        known = select(Author).where(
            Author.name == name, Author.public_key.is_not_distinct_from(key)
        )
        author = self._session.scalars(known.order_by(Author.seq).limit(1)).first()
        is_new = author is None
        if author is None:
            author = Author(id=new_id(), name=name, public_key=key, created_at=at)
            self._session.add(author)
            self._session.flush()
        self._head = _Head(seq, digest, moment_text(at), author.seq, author.id.hex)
        if is_new:  # before anything that the author does
            self._before.pop(("author", author.seq), None)
            self._waiting.discard("author")
            self.added("author", documents.read(self._session.connection(), "author", [author.seq]))
        return self._head

    def _require_no_key(self, name: str) -> None:
        """Raises KeyElsewhere where somebody of this name signs: then all of that name's work is
        signed, or nobody could tell what is theirs.
        """
        for author in self._session.scalars(select(Author).order_by(Author.seq.desc())):
            if author.public_key and same_name(author.name, name):
                raise KeyElsewhere(name, PublicKey(author.public_key).fingerprint)


class _Head(NamedTuple):
    """The end of the chain, and what the next entries of this transaction have in common."""

    seq: int
    digest: bytes
    at: str
    author_seq: int
    author: str


_Change = tuple[Action, str, dict[str, Any], dict[str, Any] | None]
"""What was done, the record's id, its document, and the one before."""
