"""What can be done to one row past the program, worked out from the models: a column that is
added later is altered too.

Whoever has the database in his hands may write anything that it takes, of whatever kind; what the
database refuses is no alteration.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Column, Connection, Table, Text, cast, func, literal_column, select
from sqlalchemy.exc import DBAPIError, NoResultFound

from factcheck.database.models import Base, Citation, table_of
from factcheck.errors import FactcheckError
from tests.support.amounts import ROWS
from tests.support.tampering import unwatched

TABLES: Mapping[str, Table] = Base.metadata.tables
COLUMNS = [f"{table.name}.{column.name}" for table in Base.metadata.sorted_tables
           for column in table.columns]  # fmt: skip

OWNERS = {
    "anchor": ("citation_seq", "citation"),
    "citation": ("claim_seq", "claim"),
    "claim_tag": ("claim_seq", "claim"),
    "content_part": ("content_seq", "content"),
    "quantity": ("claim_seq", "claim"),
    "revision": ("journal_seq", "journal"),
    "source_relay": ("source_seq", "source"),
}
"""To which row of which other table a row belongs, by whose name it is found."""

REFUSED = (DBAPIError, FactcheckError)

Row = Mapping[str, Any]


# --- rows and what they are called --------------------------------------------------------------


def tried(connection: Connection, table: Table, count: int = ROWS) -> list[Row]:
    """Rows to attack: the first, the last, and some between."""
    found = rows(connection, table)
    step = max(1, (len(found) - 1) / (count - 1)) if count > 1 else len(found)
    places = {round(step * number) for number in range(count)}
    return [row for place, row in enumerate(found) if place in places]


def rows(connection: Connection, table: Table) -> list[Row]:
    query = select(table).order_by(*table.primary_key)
    return [dict(row) for row in connection.execute(query).mappings()]


def names(connection: Connection, table: str, row: Row) -> set[str]:
    """By what a finding may tell which row is meant."""
    if table == "journal":
        return {f"entry {row['seq']}"} | _told_of(connection, row)
    if table in OWNERS:
        column, owner = OWNERS[table]
        found = select(TABLES[owner]).where(_first_key(TABLES[owner]) == row[column])
        owning = connection.execute(found).mappings().first()
        return {f"{table} row"} | (set() if owning is None else names(connection, owner, owning))
    known = {f"{table} {row['id'].hex}", f"{table} row {row['seq']}", f"the table {table} "}
    if "key" in row:
        known.add(f"{table} {row['key']}")
    if table == "content":
        known.add(f"capture {row['digest'].hex()[:12]}")
    if table == "extraction":
        content = TABLES["content"]
        digest = select(content.c.digest).where(content.c.seq == row["content_seq"])
        known.add(f"text of capture {connection.execute(digest).scalar_one().hex()[:12]}")
    return known


def _told_of(connection: Connection, entry: Row) -> set[str]:
    table = TABLES.get(entry["record_kind"])
    if table is None:
        return set()
    found = connection.execute(select(table).where(table.c.id == entry["record_id"]))
    record = found.mappings().first()
    return set() if record is None else names(connection, table.name, record)


def _first_key(table: Table) -> Column[Any]:
    return next(iter(table.primary_key))


def _at(table: Table, row: Row) -> Any:
    """The condition that is true of this row alone."""
    clauses = [column == row[column.name] for column in table.primary_key]
    return clauses[0] if len(clauses) == 1 else clauses[0] & clauses[1]


# --- altering a value ---------------------------------------------------------------------------


def others(connection: Connection, column: Column[Any], value: Any) -> list[Any]:
    """Other values of a column: such as it may hold, nothing, and such as are of another kind."""
    if column.name == "seq":
        return _places(connection, column, value)
    found = [None] if value is not None else []
    if column.foreign_keys:
        found += _others_referred(connection, column, value)
    else:
        found += _near(column, value)
    if connection.dialect.name == "sqlite" and not column.primary_key:
        name = f'"{column.name}"'
        written = (f"CAST({name} AS BLOB)", f"CAST({name} AS TEXT)", f"lower(hex({name}))",
                   "x''", "''", "'?'", "7.5")  # fmt: skip
        found += [literal_column(each) for each in written]
    return found


def _places(connection: Connection, column: Column[Any], value: int) -> list[Any]:
    """Row numbers behind all others: elsewhere in their order, unless it is the last."""
    last = connection.execute(select(func.max(column))).scalar_one()
    return [last + 1, 2**62] if value != last else []


def _others_referred(connection: Connection, column: Column[Any], value: Any) -> list[Any]:
    (key,) = column.foreign_keys
    referred = select(key.column).where(key.column.is_distinct_from(value)).order_by(key.column)
    return [*connection.execute(referred).scalars(), 1_000_000]


def _near(column: Column[Any], value: Any) -> list[Any]:
    kind = column.type.python_type if value is None else type(value)
    return {
        str: lambda: ["x"] if value is None else [value + " ", value[:-1], value.swapcase()],
        bytes: lambda: [bytes(32), b""]
        if value is None
        else [value[:-1] + bytes([value[-1] ^ 1]) if value else b"x", value + b"\x00"],
        bool: lambda: [not value],
        int: lambda: [(value or 0) + 1, 0],
        UUID: lambda: [UUID(int=value.int ^ 1)],
        datetime: lambda: [_moved(value or datetime.fromisoformat("2017-05-18T00:00:00Z"))],
        date: lambda: [(value or date(2017, 5, 18)) + timedelta(days=1)],
        Decimal: lambda: [Decimal(76), Decimal("75.0")],
        dict: lambda: [{**value, "x": []}],
    }[_kind(column, kind)]()  # fmt: skip


def _kind(column: Column[Any], kind: type) -> type:
    name = type(column.type).__name__
    by_name = {"Moment": datetime, "Day": date, "Number": Decimal, "Json": dict, "Id": UUID,
               "Sha256": bytes, "Digest": bytes}  # fmt: skip
    return by_name.get(name, kind)


def _moved(moment: datetime) -> datetime:
    return moment + timedelta(milliseconds=1)


# --- doing it -----------------------------------------------------------------------------------


def alterations(connection: Connection, table: Table, column: Column[Any]) -> Iterator[set[str]]:
    """Alter the column in every row in turn, in every way; yields the names of what was altered."""
    is_place = (table.name, column.name) == ("citation", "seq")
    order = _order(connection)
    for row in tried(connection, table):
        known = names(connection, table.name, row)
        before = _kept(connection, table, column, row)
        for value in others(connection, column, row[column.name]):
            with connection.begin_nested() as trial:
                change = table.update().where(_at(table, row)).values({column.name: value})
                if _accepted(connection, change):
                    after = {**row, column.name: value} if column.primary_key else row
                    moved = not is_place or _order(connection) != order
                    if moved and _kept(connection, table, column, after) != before:
                        yield known | _named_after(connection, table, after)
                trial.rollback()


def _order(connection: Connection) -> list[Any]:
    """The citations of every claim in their order, which is all that their row numbers say."""
    citation = table_of(Citation).c
    query = select(citation.claim_seq, citation.id).order_by(citation.claim_seq, citation.seq)
    return [tuple(row) for row in connection.execute(query)]


def _accepted(connection: Connection, *statements: Any) -> bool:
    try:
        with connection.begin_nested(), unwatched(connection):
            for statement in statements:
                connection.execute(statement)
    except REFUSED:
        return False
    return True


def _kept(connection: Connection, table: Table, column: Column[Any], row: Row) -> Any:
    """The value as the database itself keeps it."""
    kept = literal_column(f'"{column.name}"')
    sqlite = connection.dialect.name == "sqlite"
    parts = (func.typeof(kept), func.hex(kept)) if sqlite else (cast(kept, Text),)
    if column.name == "bytes":  # which are read as such, however they are kept
        parts = parts[-1:]
    query = select(*parts).select_from(table)
    return connection.execute(query.where(_at(table, row))).first()


def _named_after(connection: Connection, table: Table, row: Row) -> set[str]:
    """The names by which it goes now, where they can be read."""
    try:
        found = connection.execute(select(table).where(_at(table, row))).mappings().first()
        return set() if found is None else names(connection, table.name, found)
    except (*REFUSED, NoResultFound, AttributeError, ValueError):
        return set()


def deletions(connection: Connection, table: Table) -> Iterator[set[str]]:
    """Delete every row in turn."""
    for row in tried(connection, table):
        known = names(connection, table.name, row)
        with connection.begin_nested() as trial:
            assert _accepted(connection, table.delete().where(_at(table, row)))
            yield known
            trial.rollback()


def copies(connection: Connection, table: Table) -> Iterator[set[str]]:
    """Put a copy of every row in turn beside it, wherever the database has room for one."""
    for row in tried(connection, table):
        for place in _free_places(connection, table, row):
            with connection.begin_nested() as trial:
                copy = {**row, **place}
                if _accepted(connection, table.insert().values(copy)):
                    yield names(connection, table.name, copy)
                    trial.rollback()
                    break
                trial.rollback()


def _free_places(connection: Connection, table: Table, row: Row) -> Iterator[Row]:
    """Other values for what is unique in a row."""
    unique: dict[str, Any] = {}
    if "id" in row:
        unique["id"] = uuid4()
    if "key" in row:
        unique["key"] = f"{row['key']}-2"
    if table.name == "content":
        unique["digest"] = bytes(32)
    for column in table.primary_key:
        for value in others(connection, column, row[column.name]):
            if isinstance(value, int | str):
                yield {**unique, column.name: value}


def exchanges(connection: Connection, table: Table) -> Iterator[set[str]]:
    """Exchange what two rows hold, for every pair: all but their place, and all but their id."""
    found = tried(connection, table, max(ROWS, 2))
    places = {column.name for column in table.primary_key}
    if places == set(table.columns.keys()):
        places = {_first_key(table).name}
    for first, second in ((a, b) for n, a in enumerate(found) for b in found[n + 1 :]):
        for kept in {frozenset(places), frozenset(places | {"id", "key"})}:
            one, other = (
                {k: v for k, v in row.items() if k not in kept} for row in (first, second)
            )
            if one == other:
                continue
            with connection.begin_nested() as trial:
                before = rows(connection, table)
                statements = [table.delete().where(_at(table, row)) for row in (first, second)]
                ends = [{**first, **other}, {**second, **one}]
                statements += [table.insert().values(row) for row in ends]
                if _accepted(connection, *statements) and rows(connection, table) != before:
                    yield {
                        name for row in (first, second, *ends)
                        for name in names(connection, table.name, row)
                    }  # fmt: skip
                trial.rollback()
