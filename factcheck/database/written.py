"""The documents of rows that were just written as tuples, made without reading them again.

To read a million claims back would take half as long as to import them. What is made here is what
``documents.read`` reads, field by field: a test holds the two together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table

from factcheck.database import bulk
from factcheck.database.documents import COMPUTED, PARTS, Row, id_digits
from factcheck.database.models import Base
from factcheck.database.types import Digest, Id, Sha256


class Rows(NamedTuple):
    """Rows of one table, in the form of ``bulk.insert_rows``."""

    columns: Sequence[str]
    rows: Sequence[tuple[Any, ...]]


class Written:
    """Makes documents, and remembers the ids of what they refer to."""

    REMEMBERED = 50_000
    """Ids, of each table."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._ids: dict[str, dict[int, str]] = {}

    def documents(self, kind: str, tables: Mapping[str, Rows]) -> Iterator[Row]:
        """The documents of new records, in the order of their rows.

        ``tables`` holds the rows by table: those of the records, and of all that belongs to them.
        """
        parts = [
            (part, self._grouped(part.table, part.owner, tables[part.table]))
            for part in PARTS[kind]
            if part.table in tables
        ]
        for seq, document in self._made(kind, "seq", tables[kind]):
            for part, found in parts:
                if seq in found:
                    document[part.field] = part.gather(found[seq])
            yield seq, document["id"], document

    def _grouped(self, table: str, owner: str, written: Rows) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = {}
        alone = len(written.columns) == 2  # one field beside the owner: its value stands for it
        for seq, document in self._made(table, owner, written):
            (row,) = document.values() if alone else (document,)
            found.setdefault(seq, []).append(row)
        return found

    def _made(self, name: str, owner: str, written: Rows) -> Iterator[tuple[int, dict[str, Any]]]:
        table, columns = Base.metadata.tables[name], written.columns
        owned = columns.index(owner)
        left_out = {"seq", owner, *COMPUTED.get(name, ())}
        told = [place for place, column in enumerate(columns) if column not in left_out]
        names = [_field(table, columns[place]) for place in told]
        pick = itemgetter(*told) if len(told) > 1 else lambda row: (row[told[0]],)
        referring = [
            (place, self._ids_of(other, (row[place] for row in written.rows)))
            for place in told
            if (other := _referred(table, columns[place])) is not None
        ]
        in_bytes = [place for place in told if _is_bytes(table, columns[place])]
        for row in written.rows:
            values = list(row)
            for place in in_bytes:
                values[place] = values[place].hex()
            for place, ids in referring:
                if values[place] is not None:
                    values[place] = ids[values[place]]
            fields = zip(names, pick(values), strict=True)
            yield row[owned], {field: value for field, value in fields if value is not None}

    def _ids_of(self, table: Table, seqs: Iterable[int | None]) -> Mapping[int, str]:
        known = self._ids.setdefault(table.name, {})
        wanted = {seq for seq in seqs if seq is not None}
        if len(known) + len(wanted) > self.REMEMBERED:
            known.clear()
        missing = sorted(wanted.difference(known))
        rows = bulk.rows_with(self._connection, table, ["seq", "id"], "seq", missing)
        known |= {seq: id_digits(id) for seq, id in rows}
        return known


def _referred(table: Table, column: str) -> Table | None:
    return next((key.column.table for key in table.c[column].foreign_keys), None)


def _field(table: Table, column: str) -> str:
    return column if _referred(table, column) is None else column.removesuffix("_seq")


def _is_bytes(table: Table, column: str) -> bool:
    return isinstance(table.c[column].type, Id | Digest | Sha256)
