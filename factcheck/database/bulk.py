"""Looking up and inserting many rows at once, as fast as each database can."""

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table

from factcheck.database.types import Id

Values = list[tuple[Any, ...]]


def insert_rows(connection: Connection, table: Table, columns: Sequence[str], rows: Values) -> None:
    """Insert tuples in the order of ``columns``.

    Values are given as SQLite keeps them: ids as 16 bytes, numbers, days and moments as text.
    """
    if not rows:
        return
    names = ", ".join(f'"{column}"' for column in columns)
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns))
        statement = f"INSERT INTO {table.name} ({names}) VALUES ({marks})"
        connection.exec_driver_sql(statement, rows)
        return
    # COPY takes a uuid as text; bytes would be written as bytea.
    ids = [place for place, column in enumerate(columns) if isinstance(table.c[column].type, Id)]
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
        for row in rows:
            values = list(row)
            for place in ids:
                values[place] = values[place].hex()
            copy.write_row(values)


def rows_with(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    column: str,
    values: Collection[Any],
) -> Iterator[Any]:
    """The rows whose ``column`` is one of ``values``; values as the driver keeps them."""
    wanted = list(values)
    if not wanted:
        return iter(())
    names = ", ".join(f'"{name}"' for name in columns)
    query = f'SELECT {names} FROM {table.name} WHERE "{column}"'
    if connection.dialect.name == "sqlite":
        if all(isinstance(value, str) for value in wanted):
            # One parameter, however many they are: the statement is prepared once.
            listed = json.dumps(wanted)
            return iter(
                connection.exec_driver_sql(
                    f"{query} IN (SELECT value FROM json_each(?))", (listed,)
                )
            )
        marks = ", ".join("?" * len(wanted))
        return iter(connection.exec_driver_sql(f"{query} IN ({marks})", tuple(wanted)))
    return iter(connection.exec_driver_sql(f"{query} = ANY(%s)", (wanted,)))


def reserve(connection: Connection, table: Table, count: int) -> list[int]:
    """Row numbers for ``count`` new rows, ascending. The caller holds the table's write lock."""
    if not count:
        return []
    if connection.dialect.name == "sqlite":
        query = f"SELECT coalesce(max(seq), 0) + {count:d} FROM {table.name}"
    else:
        # One row, however many are reserved: the lock keeps others from taking any in between.
        query = (
            f"SELECT setval(numbers, nextval(numbers) + {count - 1:d}) FROM "
            f"(SELECT pg_get_serial_sequence('{table.name}', 'seq')::regclass AS numbers) AS own"
        )
    last: int = connection.exec_driver_sql(query).scalar_one()
    return list(range(last - count + 1, last + 1))


def lock(connection: Connection, *tables: Table) -> None:
    """Keep other writers away until the transaction ends; on SQLite they are away already."""
    if connection.dialect.name != "sqlite":
        names = ", ".join(table.name for table in tables)
        connection.exec_driver_sql(f"LOCK TABLE {names} IN EXCLUSIVE MODE")


CACHE = 32_768
"""KiB of the case that SQLite keeps in memory while many rows are inserted: the indexes of keys
and digests are written all over, and with its own 2 MB it would read them again and again."""


def widen_cache(connection: Connection) -> None:
    """Give SQLite room for many rows, until the connection is closed."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE}")


SORTED_UP_TO = 200_000
"""Rows of which SQLite may sort an index at once: it does so in memory, in some 50 bytes a row."""


class LateIndexes:
    """Builds the indexes of empty tables when there are rows in them, which costs half as much.

    They are taken off and put back inside the load's own transaction, so that no other program
    ever sees the tables without them. ``needed`` are those by which the load itself finds rows.
    On PostgreSQL, and where the tables hold rows already, every index stays where it is.
    """

    def __init__(
        self, connection: Connection, tables: Collection[Table], needed: Collection[str]
    ) -> None:
        self._connection = connection
        self._definitions: list[str] = []
        if connection.dialect.name != "sqlite" or _any_rows(connection, tables):
            return
        names = {str(index.name) for table in tables for index in table.indexes}
        found = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
            "AND name IN (SELECT value FROM json_each(?)) ORDER BY rowid",
            (json.dumps(sorted(names.difference(needed))),),
        ).all()
        for name, definition in found:
            connection.exec_driver_sql(f"DROP INDEX {name}")
            self._definitions.append(definition)

    def grown_to(self, rows: int) -> None:
        """To be told how many rows the largest of the tables has."""
        if rows > SORTED_UP_TO:
            self.build()

    def build(self) -> None:
        """Put the indexes back, unless that is done."""
        for definition in self._definitions:
            self._connection.exec_driver_sql(definition)
        self._definitions.clear()


def _any_rows(connection: Connection, tables: Collection[Table]) -> bool:
    return any(
        connection.exec_driver_sql(f"SELECT EXISTS (SELECT 1 FROM {table.name})").scalar()
        for table in tables
    )
