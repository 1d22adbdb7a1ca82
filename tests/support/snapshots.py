"""A case written out in full, to see that nothing in it has changed."""

import subprocess
from typing import Any

from sqlalchemy import Connection, inspect, make_url

from factcheck.database.engine import Location, connect

SEARCH = "claim_search"
"""How the names of the full-text tables begin: they follow from the others."""


def schema_of(location: Location) -> str:
    """Every table, index, view, trigger and function as the database itself tells it."""
    if location.path is None:
        return _pg_dump(location)
    with connect(location, write=False).begin() as connection:
        rows = connection.exec_driver_sql(
            "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
        )
        marks = [
            connection.exec_driver_sql(f"PRAGMA {mark}").scalar_one()
            for mark in ("application_id", "user_version")
        ]
        return "\n".join(str(row) for row in [*rows, *marks])


def rows_of(location: Location) -> dict[str, list[Any]]:
    """The rows of every table, but for the full-text tables."""
    with connect(location, write=False).begin() as connection:
        return {
            name: sorted(connection.exec_driver_sql(f"SELECT * FROM {name}").all(), key=repr)
            for name in tables(connection)
            if not name.startswith(SEARCH)
        }


def kept(before: dict[str, list[Any]], after: dict[str, list[Any]]) -> bool:
    """Whether every row of an older schema is there after an upgrade.

    Columns that came later stand behind the others, and are empty.
    """
    return all(
        [(*row, *new[len(row) :]) for row, new in zip(rows, after[table], strict=True)]
        == [tuple(new) for new in after[table]]
        and not any(any(new[len(row) :]) for row, new in zip(rows, after[table], strict=True))
        for table, rows in before.items()
        if table != "alembic_version"
    )


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


def _pg_dump(location: Location) -> str:
    address = make_url(location.url or "").set(drivername="postgresql")
    command = ["pg_dump", "--schema-only", address.render_as_string(hide_password=False)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    # Newer releases fence the dump with a word made anew each time.
    return "\n".join(
        line for line in done.stdout.splitlines() if not line.startswith(("\\restrict", "\\unrest"))
    )
