"""The documents of records: what the journal vouches for.

A record's document is the same on every database: ids stand for row numbers, and every value is
the text, integer or truth value that the case keeps. What is computed from other columns of the
case (a claim's status) and what has a digest of its own (a capture's bytes) is not in it. The
names of the fields are those of the columns.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Boolean, Column, Connection, LargeBinary, Table

from factcheck.database import models
from factcheck.database.engine import json_text
from factcheck.database.models import Base, table_of
from factcheck.database.types import Day, Digest, Id, Json, Moment, Number, Sha256, moment_text

RECORDS: dict[str, type[Base]] = {
    model.__tablename__: model
    for model in (
        models.Author,
        models.Party,
        models.Source,
        models.Measure,
        models.Claim,
        models.Review,
        models.PolicyVersion,
        models.Note,
        models.Reply,
        models.Assignment,
        models.Content,
        models.Capture,
        models.Extraction,
    )
}
"""The kinds of record, by the name of their table: each has a life of its own in the journal.
What comes first is referred to by what comes later."""

COMPUTED = {"claim": {"status", "status_because"}}
"""Columns that are no part of a document: others decide what they hold, and the audit asks them."""

DIGESTED = {"extraction": {"text", "segments", "folded", "folding"}}
"""Columns that stand in a document as their SHA-256: they may be as long as a book."""

Row = tuple[int, str, dict[str, Any]]
"""A record's row number, its id as 32 hexadecimal digits, and its document."""


def read(connection: Connection, kind: str, seqs: Sequence[int]) -> Iterator[Row]:
    """The documents of the records of one kind that have these row numbers, in their order."""
    if not seqs:
        return iter(())
    if connection.dialect.name == "sqlite":
        # One parameter, however many they are.
        which = "IN (SELECT value FROM json_each(?))"
        return _documents(connection, kind, which, (str(list(seqs)),))
    return _documents(connection, kind, "= ANY(%s)", (list(seqs),))


def between(connection: Connection, kind: str, first: int, last: int) -> Iterator[Row]:
    """As ``read``, of the row numbers from ``first`` to ``last``."""
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    return _documents(connection, kind, f"BETWEEN {mark} AND {mark}", (first, last))


def _documents(
    connection: Connection, kind: str, which: str, values: tuple[Any, ...]
) -> Iterator[Row]:
    """Which records is said as a condition on a row number."""
    parts = [_grouped(connection, part, which, values) for part in _parts(kind)]
    query, read_row = _reading(connection.dialect.name, kind)
    driver: Any = connection.connection.driver_connection
    rows = driver.execute(query.format(which=which), values)
    for seq, document in map(read_row, rows):
        for field, found in parts:
            if seq in found:
                document[field] = found[seq]
        yield seq, document["id"], document


# --- what belongs to a record -------------------------------------------------------------------


class Part(NamedTuple):
    """Rows of another table that belong to a record, and are part of its document."""

    field: str
    table: str
    owner: str
    """The column that says to which record they belong."""
    order: str
    gather: Callable[[list[dict[str, Any]]], Any]
    """What stands in the document for the rows of one record."""


def _only(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return rows[0]


def _all(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return rows


def _values(field: str) -> Callable[[list[dict[str, Any]]], list[Any]]:
    """The rows have one field: its values do. In the order of their bytes, on any database."""
    return lambda rows: sorted(map(itemgetter(field), rows))


@cache
def _parts(kind: str) -> tuple[Part, ...]:
    if kind == "claim":
        return (
            Part("quantity", "quantity", "claim_seq", "claim_seq", _only),
            Part("tags", "claim_tag", "claim_seq", "claim_seq", _values("tag")),
            Part("citations", "citation", "claim_seq", "claim_seq, seq", _all),
        )
    if kind == "source":
        return (Part("relays", "source_relay", "source_seq", "source_seq", _values("relayed")),)
    return ()


def _grouped(
    connection: Connection, part: Part, which: str, values: tuple[Any, ...]
) -> tuple[str, dict[int, Any]]:
    """The field of a part, and what stands in it by the row number of the record."""
    query, read_row = _reading(connection.dialect.name, part.table, part.owner)
    driver: Any = connection.connection.driver_connection
    order = ", ".join(f"{part.table}.{column}" for column in part.order.split(", "))
    found: dict[int, list[dict[str, Any]]] = {}
    for owner, row in map(read_row, driver.execute(query.format(which=which) + order, values)):
        if owner in found:
            found[owner].append(row)
        else:
            found[owner] = [row]
    return part.field, {owner: part.gather(rows) for owner, rows in found.items()}


# --- reading rows as documents ------------------------------------------------------------------

Convert = Callable[[Any], Any]


class _Field(NamedTuple):
    name: str
    column: str
    """As the query spells it."""
    convert: Convert | None
    """From the driver's value; none where that is what the document holds."""


@cache
def _reading(
    dialect: str, name: str, owner: str | None = None
) -> tuple[str, Callable[[Any], tuple[int, dict[str, Any]]]]:
    """The query for the rows of a table, and what makes a document of one.

    ``owner`` is the column that is asked for, and by whose value the documents are handed out.
    """
    table = Base.metadata.tables[name]
    fields, joins = _fields(dialect, table, owner or "seq")
    columns = ", ".join([f"{name}.{owner or 'seq'}", *(field.column for field in fields)])
    query = (
        f"SELECT {columns} FROM {name} {joins} WHERE {name}.{owner or 'seq'} {{which}} ORDER BY "
    )
    names = [field.name for field in fields]
    converted = [(place, f.convert) for place, f in enumerate(fields) if f.convert]

    def read_row(row: Any) -> tuple[int, dict[str, Any]]:
        seq, *values = row
        for place, convert in converted:
            if values[place] is not None:
                values[place] = convert(values[place])
        document = {
            field: value for field, value in zip(names, values, strict=True) if value is not None
        }
        return seq, document

    return (query if owner else f"{query}{name}.seq"), read_row


def _fields(dialect: str, table: Table, asked: str) -> tuple[list[_Field], str]:
    """The columns of a table as fields, in the order of their names, and the joins they need."""
    fields, joins = [], []
    for column in table.columns:
        name = column.name
        if name in ("seq", asked) or name in COMPUTED.get(table.name, ()):
            continue
        digested = name in DIGESTED.get(table.name, ())
        spelled, convert = (
            f'{table.name}."{name}"',
            _sha256 if digested else _convert(dialect, column),
        )
        for key in column.foreign_keys:
            name = name.removesuffix("_seq")
            other = key.column.table.name
            joins.append(f"LEFT JOIN {other} AS _{name} ON _{name}.seq = {spelled}")
            spelled, convert = f"_{name}.id", _convert(dialect, table_of(RECORDS[other]).c.id)
        fields.append(_Field(name, spelled, convert))
    if table.name == "citation":
        anchors, anchored = _fields(dialect, Base.metadata.tables["anchor"], "citation_seq")
        joins.append(f"LEFT JOIN anchor ON anchor.citation_seq = citation.seq {anchored}")
        fields += [field._replace(name=f"anchor_{field.name}") for field in anchors]
    return sorted(fields), " ".join(joins)


def _convert(dialect: str, column: Column[Any]) -> Convert | None:
    """From what the driver gives to what the document holds."""
    kind, sqlite = column.type, dialect == "sqlite"
    if isinstance(kind, Id):
        return _hex if sqlite else attrgetter("hex")
    if isinstance(kind, Digest | Sha256 | LargeBinary):
        return _hex
    if isinstance(kind, Boolean):
        # Another number than 0 or 1 is no truth value, and must not pass for one.
        return lambda value: {0: False, 1: True}.get(value, value)
    if isinstance(kind, Json) and not sqlite:
        return json_text
    if isinstance(kind, Number) and not sqlite:
        return _number
    if isinstance(kind, Day | Moment) and not sqlite:
        return _written
    return None


def _hex(value: Any) -> str:
    return bytes(value).hex()


def _sha256(value: Any) -> str:
    if isinstance(value, str):
        # In a damaged case a text may hold bytes that are no text: they change the digest too.
        value = value.encode(errors="surrogateescape")
    return hashlib.sha256(value).hexdigest()


def _number(value: Decimal) -> str:
    return format(value, "f")


def _written(value: datetime | date) -> str:
    return moment_text(value) if isinstance(value, datetime) else value.isoformat()
