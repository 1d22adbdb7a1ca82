"""The lives of records, as the journal keeps them.

What a record said after an entry is what it said before the next entry of the same record, or what
it says now. A before-image can have been erased: then nobody can tell any more.
"""

import json
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from factcheck.database import documents
from factcheck.database.documents import RECORDS
from factcheck.database.models import Author, Entry, Revision, table_of
from factcheck.domain.journal import Action, Document
from factcheck.domain.moments import moment_text
from factcheck.errors import DamagedValue, ErasedSince

_AT_ONCE = 500
"""Records that are asked for at a time."""

NEW = (Action.ADDED, Action.ADOPTED)
"""What an entry says of a record that has none before it."""


class Step(NamedTuple):
    """One entry of a record's life."""

    entry: int
    at: str
    author: Author
    action: Action
    kind: str
    record: str
    """Id of the record, as 32 hexadecimal digits."""
    before: Document | None
    """None where it was new, and where it was erased."""
    after: Document | None
    """None where it was erased."""

    @property
    def erased(self) -> bool:
        """Whether nobody can tell any more what was changed."""
        return self.after is None or (self.before is None and self.action not in NEW)


def life(session: Session, kind: str, id: UUID) -> list[Step]:
    """All that was done to a record, first to last. Raises DamagedValue."""
    query = (
        select(Entry, Author, Revision.before)
        .join(Author, Author.seq == Entry.author_seq)
        .outerjoin(Revision, Revision.journal_seq == Entry.seq)
        .where(Entry.record_id == id)
        .order_by(Entry.seq)
    )
    rows = session.execute(query).all()
    befores = [None if before is None else _read(before) for _, _, before in rows]
    now = {found: said for _, found, said in _now(session, kind, [id])}
    afters = [*befores[1:], now.get(id.hex)]
    return [
        Step(
            entry.seq, moment_text(entry.at), author, Action(entry.action), kind, id.hex, before,
            after,
        )
        for (entry, author, _), before, after in zip(rows, befores, afters, strict=True)
    ]  # fmt: skip


def entries_until(session: Session, moment: datetime) -> int:
    """How many entries the journal had at a moment; their times never go back."""
    query = select(Entry.seq).where(Entry.at <= moment).order_by(Entry.seq.desc()).limit(1)
    return session.scalars(query).first() or 0


def said(
    session: Session, kind: str, ids: Collection[UUID], entries: int
) -> Iterator[documents.Row]:
    """What records said when the journal had so many entries; those not in it yet are left out.

    Raises ErasedSince or DamagedValue.
    """
    wanted = sorted(ids)
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        there = select(Entry.record_id).where(Entry.record_id.in_(some), Entry.seq <= entries)
        known = sorted(set(session.scalars(there)))
        changed = _changed_since(session, known, entries)
        for seq, id, now in _now(session, kind, known):
            if id not in changed:
                yield seq, id, now
                continue
            before = changed[id]
            if before is None:
                raise ErasedSince(kind, str(now.get("key", id)))
            yield seq, id, _read(before)


def _changed_since(session: Session, ids: Collection[UUID], entries: int) -> dict[str, str | None]:
    """The before-image of the first change that came later, of the records that changed."""
    first = (
        select(func.min(Entry.seq))
        .where(Entry.record_id.in_(ids), Entry.seq > entries)
        .group_by(Entry.record_id)
    )
    query = (
        select(Entry.record_id, Revision.before)
        .outerjoin(Revision, Revision.journal_seq == Entry.seq)
        .where(Entry.seq.in_(first))
    )
    return {id.hex: before for id, before in session.execute(query)}


def _now(session: Session, kind: str, ids: Collection[UUID]) -> Iterator[documents.Row]:
    table = table_of(RECORDS[kind])
    seqs = session.scalars(select(table.c.seq).where(table.c.id.in_(ids)).order_by(table.c.seq))
    return documents.read(session.connection(), kind, seqs.all())


def _read(before: str) -> dict[str, Any]:
    try:
        found = json.loads(before)
    except ValueError as fault:
        raise DamagedValue("a before-image") from fault
    if not isinstance(found, dict):
        raise DamagedValue("a before-image")
    return found
