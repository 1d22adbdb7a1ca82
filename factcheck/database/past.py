"""The case as it was, as far as one claim goes: put back from the journal, in memory.

There are no rules of its own for what was known once. The records that a claim rested on are
written as their documents were into a database that nobody else sees, and what reads and judges
claims reads and judges them there.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Connection, LargeBinary, Select, or_, select
from sqlalchemy.orm import Session

from factcheck.database import bulk, engine, lives, standing
from factcheck.database.documents import DIGESTED, PARTS, RECORDS
from factcheck.database.models import (
    Base,
    Capture,
    Claim,
    Entry,
    Extraction,
    Measure,
    Quantity,
    Review,
    Revision,
    table_of,
)
from factcheck.database.relations import ANCHOR, rows_of, with_names
from factcheck.database.types import Digest, Id, Sha256
from factcheck.domain.vocabulary import ClaimKind, Status
from factcheck.errors import ErasedSince

_FEW = ("party", "policy")
"""Kinds of records of which there are few: all are put back, whoever names them."""

_WITH: dict[str, tuple[type[Review] | type[Capture] | type[Extraction], ...]] = {
    "claim": (Review,),
    "source": (Capture, Extraction),
}
"""What comes with a record although the record does not name it."""


@contextmanager
def as_it_was(session: Session, claim: Claim, entries: int) -> Iterator[Session]:
    """The case when its journal had so many entries, with all that the claim then rested on.

    Raises ErasedSince.
    """
    memory = engine.in_memory()
    try:
        with memory.begin() as connection:
            Base.metadata.create_all(connection)
            past = _Past(session, entries)
            past.take(claim.id)
            past.write(connection)
            with Session(connection, expire_on_commit=False) as then:
                standing.renew(then, past.claims)
                yield then
    finally:
        memory.dispose()


class _Past:
    """Records as they were."""

    def __init__(self, session: Session, entries: int) -> None:
        self._session = session
        self._entries = entries
        self._known: dict[str, dict[str, tuple[int, dict[str, Any]]]] = {}
        """By kind and id: the row number and the document."""

    @property
    def claims(self) -> list[int]:
        """Their row numbers."""
        return [seq for seq, _ in self._known["claim"].values()]

    def take(self, claim: UUID) -> None:
        """All that is needed to read a claim and to judge it."""
        for kind in _FEW:
            ids = self._session.scalars(select(table_of(RECORDS[kind]).c.id)).all()
            self._take({kind: set(ids)})
        self._take({"claim": {claim}})
        _, document = self._known["claim"][claim.hex]
        beside = set(self._session.scalars(_beside(document, self._entries)))
        if not self._could_take(beside):
            for other in beside:
                self._could_take({other})

    def _could_take(self, claims: set[UUID]) -> bool:
        """Take claims that are told beside another; nothing where some of it was erased."""
        kept = {kind: dict(known) for kind, known in self._known.items()}
        try:
            self._take({"claim": claims})
        except ErasedSince:
            self._known = kept
            return False
        return True

    def _take(self, waiting: dict[str, set[UUID]]) -> None:
        """These records, by kind, and all that they name."""

        def note(kind: str, id: str) -> None:
            if id not in self._known.get(kind, ()):
                waiting.setdefault(kind, set()).add(UUID(id))

        while waiting:
            kind, ids = waiting.popitem()
            known = self._known.setdefault(kind, {})
            new = {id for id in ids if id.hex not in known}
            seqs = []
            for seq, id, document in lives.said(self._session, kind, new, self._entries):
                known[id] = (seq, document)
                seqs.append(seq)
                with_names(kind, document, note)
            for model in _WITH.get(kind, ()):
                owner = table_of(model).c[f"{kind}_seq"]
                query = select(table_of(model).c.id).where(owner.in_(seqs))
                for id in self._session.scalars(query):
                    note(model.__tablename__, id.hex)

    # --- writing them down ------------------------------------------------------------------------

    def write(self, connection: Connection) -> None:
        """Make the rows from which such documents would be read."""
        citations = count(1)
        for kind, records in self._known.items():
            rows = [{**document, "seq": seq} for seq, document in records.values()]
            if kind == "claim":
                rows = [{**row, "status": Status.UNVERIFIED.value} for row in rows]
            if kind in DIGESTED:
                rows = [{**row, **self._long(kind, row["seq"])} for row in rows]
            self._insert(connection, kind, rows)
            for part in PARTS.get(kind, ()):
                rows = [
                    {**row, part.owner: seq}
                    for seq, document in records.values()
                    for row in rows_of(part, document)
                ]
                if part.table == "citation":
                    rows = [{**row, "seq": next(citations)} for row in rows]
                    self._insert(connection, "anchor", list(_anchors(rows)))
                self._insert(connection, part.table, rows)

    def _long(self, kind: str, seq: int) -> Mapping[str, Any]:
        """What stands in a document by its digest only; it never changes."""
        columns = table_of(RECORDS[kind]).c
        query = select(*(columns[name] for name in sorted(DIGESTED[kind])))
        return dict(self._session.execute(query.where(columns.seq == seq)).mappings().one())

    def _insert(self, connection: Connection, name: str, rows: Collection[Any]) -> None:
        table = Base.metadata.tables[name]
        values = [tuple(self._value(column, row) for column in table.columns) for row in rows]
        bulk.insert_rows(connection, table, table.columns.keys(), values)

    def _value(self, column: Column[Any], row: Mapping[str, Any]) -> Any:
        """What a column holds, as SQLite keeps it."""
        if column.name in row:
            value = row[column.name]
            binary = isinstance(column.type, Id | Digest | Sha256 | LargeBinary)
            return bytes.fromhex(value) if binary and isinstance(value, str) else value
        named = row.get(column.name.removesuffix("_seq"))
        if named is None:
            return None
        (key,) = column.foreign_keys
        seq, _ = self._known[key.column.table.name][named]
        return seq


def _anchors(citations: Collection[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows that say where quotes stand, which a citation's document has in it."""
    for row in citations:
        fields = {
            field.removeprefix(ANCHOR): value
            for field, value in row.items()
            if field.startswith(ANCHOR)
        }
        if fields:
            yield {**fields, "citation_seq": row["seq"]}


def _beside(claim: Mapping[str, Any], entries: int) -> Select[UUID]:
    """Ids of claims that may have been told beside this one: denials, and figures of one measure.

    A claim that is one no longer was one before a change that came later.
    """
    now, before = [], []
    if "against" in claim:
        now.append(Claim.kind == ClaimKind.DENIAL.value)
        before.append(Revision.before.contains(f'"kind":"{ClaimKind.DENIAL.value}"'))
    if measure := claim.get("quantity", {}).get("measure"):
        counting = select(Quantity.claim_seq).join(Measure, Measure.seq == Quantity.measure_seq)
        now.append(Claim.seq.in_(counting.where(Measure.id == UUID(measure))))
        before.append(Revision.before.contains(f'"measure":"{measure}"'))
    later = (
        select(Entry.record_id)
        .join(Revision, Revision.journal_seq == Entry.seq)
        .where(Entry.seq > entries, Entry.record_kind == "claim", or_(False, *before))
    )
    return select(Claim.id).where(or_(False, *now, Claim.id.in_(later)))
