"""The documents of records: what the journal vouches for.

A record's document is the same on every database: ids stand for row numbers, and every value is
the text, integer or truth value that the case keeps. What is computed from other columns of the
case (a claim's status) and what has a digest of its own (a capture's bytes) is not in it. The
names of the fields are those of the columns.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Boolean, Column, Connection, LargeBinary, Table

from factcheck.database import models
from factcheck.database.engine import json_text
from factcheck.database.models import Base
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
    parts = [_grouped(connection, part, which, values) for part in PARTS.get(kind, ())]
    query, read_rows = _reading(connection.dialect.name, kind)
    driver: Any = connection.connection.driver_connection
    for seq, document in read_rows(driver.execute(query.format(which=which), values)):
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
    gather: Callable[[list[Any]], Any] = list
    """What stands in the document for the rows of one record."""


PARTS = {
    "claim": (
        Part("quantity", "quantity", "claim_seq", "claim_seq", itemgetter(0)),
        Part("tags", "claim_tag", "claim_seq", "claim_seq", sorted),
        Part("citations", "citation", "claim_seq", "claim_seq, citation.seq"),
    ),
    "source": (Part("relays", "source_relay", "source_seq", "source_seq", sorted),),
}
"""What has one field beside its owner stands there as a list of values, in the order of their
bytes, which is the same on any database; what has more, as documents."""


def _grouped(
    connection: Connection, part: Part, which: str, values: tuple[Any, ...]
) -> tuple[str, dict[int, Any]]:
    """The field of a part, and what stands in it by the row number of the record."""
    query, read_rows = _reading(connection.dialect.name, part.table, part.owner, part.order)
    driver: Any = connection.connection.driver_connection
    found: dict[int, list[Any]] = {}
    for owner, row in read_rows(driver.execute(query.format(which=which), values)):
        if owner in found:
            found[owner].append(row)
        else:
            found[owner] = [row]
    return part.field, {owner: part.gather(rows) for owner, rows in found.items()}


# --- reading rows as documents ------------------------------------------------------------------

Convert = Callable[[Any], Any]
Reading = Callable[[Iterable[Any]], Iterator[tuple[int, Any]]]
"""From rows as the driver gives them to what documents hold, each with the number it goes by."""


class _Field(NamedTuple):
    name: str
    column: str
    """As the query spells it."""
    convert: Convert | None
    """From the driver's value; none where that is what the document holds."""


@cache
def _reading(
    dialect: str, name: str, owner: str = "seq", order: str = "seq"
) -> tuple[str, Reading]:
    """The query for the rows of a table, and what reads them.

    ``owner`` is the column that is asked for, and by whose value the rows are handed out.
    """
    table = Base.metadata.tables[name]
    fields, joins = _fields(dialect, table, owner)
    columns = ", ".join([f"{name}.{owner}", *(field.column for field in fields)])
    query = (
        f"SELECT {columns} FROM {name} {joins} "
        f"WHERE {name}.{owner} {{which}} ORDER BY {name}.{order}"
    )
    names = [field.name for field in fields]
    converted = [(place, f.convert) for place, f in enumerate(fields, 1) if f.convert]

    def ready(rows: Iterable[Any]) -> Iterator[Any]:
        for row in rows:
            values = list(row)
            for place, convert in converted:
                if values[place] is not None:
                    values[place] = convert(values[place])
            yield values

    def documents(rows: Iterable[Any]) -> Iterator[tuple[int, Any]]:
        for row in ready(rows) if converted else rows:
            told = zip(names, row[1:], strict=True)
            yield row[0], {field: value for field, value in told if value is not None}

    if len(names) == 1:
        return query, (ready if converted else iter)
    return query, documents


def _fields(dialect: str, table: Table, owner: str) -> tuple[list[_Field], str]:
    """The columns of a table as fields, in the order of their names, and the joins they need."""
    fields, joins = [], []
    for column in table.columns:
        name = column.name
        if name in ("seq", owner) or name in COMPUTED.get(table.name, ()):
            continue
        spelled = f'{table.name}."{name}"'
        if name in DIGESTED.get(table.name, ()):
            binary = isinstance(column.type, LargeBinary)
            fields.append(_Field(name, spelled, _bytes_sha256 if binary else _text_sha256))
            continue
        for key in column.foreign_keys:
            name = name.removesuffix("_seq")
            other = key.column.table
            joins.append(f"LEFT JOIN {other.name} AS _{name} ON _{name}.seq = {spelled}")
            spelled, column = f"_{name}.id", other.c.id
        fields.append(_field(dialect, name, spelled, column))
    if table.name == "citation":
        anchors, anchored = _fields(dialect, Base.metadata.tables["anchor"], "citation_seq")
        joins.append(f"LEFT JOIN anchor ON anchor.citation_seq = citation.seq {anchored}")
        fields += [field._replace(name=f"anchor_{field.name}") for field in anchors]
    return sorted(fields), " ".join(joins)


def _field(dialect: str, name: str, spelled: str, column: Column[Any]) -> _Field:
    kind, sqlite = column.type, dialect == "sqlite"
    if isinstance(kind, Id | Digest | Sha256 | LargeBinary):
        if sqlite:  # in C, where it takes no time; what is no bytes must not pass for some
            kept = f"CASE typeof({spelled}) WHEN 'blob' THEN lower(hex({spelled}))"
            return _Field(name, f"{kept} ELSE typeof({spelled}) || ' ' || {spelled} END", None)
        return _Field(name, spelled, id_digits)
    if isinstance(kind, Boolean):
        # Another number than 0 or 1 is no truth value, and must not pass for one.
        return _Field(name, spelled, lambda value: {0: False, 1: True}.get(value, value))
    written: dict[type[Any], Convert] = {
        Json: json_text, Number: _number, Day: date.isoformat, Moment: exact_moment_text
    }  # fmt: skip
    return _Field(name, spelled, None if sqlite else written.get(type(kind)))


def id_digits(value: Any) -> str:
    """An id, or a digest, as documents have it, from the driver's bytes or UUID.

    Raises TypeError for anything else, which a damaged case may hold in its place.
    """
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, UUID):
        return value.hex
    raise TypeError(f"{type(value).__name__} is no id")


def exact_moment_text(moment: Any) -> str:
    """A moment as documents have it, from the driver's text or ``datetime``.

    A server keeps more than milliseconds, and factcheck does not: what has more is told in full,
    since somebody else has put it there. Raises TypeError for what is no moment.
    """
    if isinstance(moment, str):
        return moment
    if not isinstance(moment, datetime):
        raise TypeError(f"{type(moment).__name__} is no moment")
    return moment.isoformat() if moment.microsecond % 1_000 else moment_text(moment)


def _text_sha256(value: str) -> str:
    # In a damaged case a text may hold bytes that are no text: they change the digest too.
    try:
        return _bytes_sha256(value.encode(errors="surrogateescape"))
    except AttributeError as fault:
        raise TypeError(f"{type(value).__name__} is no text") from fault


def _bytes_sha256(value: bytes) -> str:
    return hashlib.sha256(value).hexdigest()


def _number(value: Decimal) -> str:
    return format(value, "f")
