"""The plain script on PostgreSQL: ``psycopg`` and COPY, indexes made when the rows are there."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

from factcheck.database.search.base import Phrase
from factcheck.database.search.postgres import tsquery
from tests.benchmarks.measure import Stopwatch
from tests.benchmarks.rows import COLUMNS, REFERRED, Referred, batches

TABLES = (*COLUMNS, "claim_search")

CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype IN ('p', 'u', 'f')
        AND (conrelid::regclass::text = ANY(%s) OR confrelid::regclass::text = ANY(%s))
    ORDER BY contype = 'f', oid
"""
"""Keys of the tables, and what refers to them; foreign ones last. Checks stay."""

INDEXES = """
    SELECT indexname, indexdef FROM pg_indexes
    WHERE tablename = ANY(%s) AND indexname NOT IN (SELECT conname FROM pg_constraint)
"""


def connect(case: str) -> "psycopg.Connection[Any]":
    return psycopg.connect(case.replace("postgresql+psycopg", "postgresql"))


def imported(watch: Stopwatch, case: str, sheet: str) -> None:
    """Everything in one transaction: bare tables first, then what was taken off them."""
    with watch.running(), connect(case) as db:
        with _bare(db):
            referred = Referred(
                *(dict(db.execute(query).fetchall()) for query in REFERRED.values())
            )
            for batch in batches(watch, sheet, referred):
                for table, rows in batch.items():
                    _copy(db, table, rows)
            db.execute("INSERT INTO claim_search SELECT claim_seq, document FROM claim_document")
        db.execute("ANALYZE claim_search")
        for table in ("claim", "citation"):
            db.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'seq'), max(seq)) FROM {table}"
            )


def _copy(db: "psycopg.Connection[Any]", table: str, rows: list[tuple[Any, ...]]) -> None:
    id = "id" in COLUMNS[table].split(", ")
    statement = f"COPY {table} ({COLUMNS[table]}) FROM STDIN"
    with db.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            # COPY takes a uuid as text.
            copy.write_row((row[0], row[1].hex(), *row[2:]) if id else row)


@contextmanager
def _bare(db: "psycopg.Connection[Any]") -> Iterator[None]:
    """The tables without constraints, indexes and triggers, which are made again at the end."""
    tables = list(TABLES)
    constraints = db.execute(CONSTRAINTS, (tables, tables)).fetchall()
    indexes = db.execute(INDEXES, (tables,)).fetchall()
    for table, name, _ in reversed(constraints):
        db.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for name, _ in indexes:
        db.execute(f"DROP INDEX {name}")
    for table in TABLES:
        db.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    for table in TABLES:
        db.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    for _, definition in indexes:
        db.execute(definition)
    for table, name, definition in constraints:
        db.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
