"""The lives of records, as the journal keeps them.

What a record said after an entry is what it said before the next entry of the same record, or what
it says now. A before-image can have been erased: then nobody can tell any more.
"""

import json
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.database import documents
from factcheck.database.documents import RECORDS
from factcheck.database.models import Author, Entry, Revision, table_of
from factcheck.database.types import moment_text
from factcheck.domain.journal import Action, Document
from factcheck.errors import DamagedValue

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
