"""The plain script on PostgreSQL: ``psycopg`` and COPY, indexes made when the rows are there."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

from factcheck.database.search.base import Phrase
from factcheck.database.search.postgres import tsquery
from tests.benchmarks.measure import Stopwatch
from tests.benchmarks.rows import COLUMNS, REFERRED, Referred, batches

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
        referred = Referred(*(dict(db.execute(query).fetchall()) for query in REFERRED.values()))
        with _bare(db, list(COLUMNS)):
            for batch in batches(watch, sheet, referred):
                for table, rows in batch.items():
                    _copy(db, table, rows)
        # Without counts the planner puts the documents together in the slowest way.
        db.execute("ANALYZE claim, citation")
        with _bare(db, ["claim_search"]):
            db.execute("INSERT INTO claim_search SELECT claim_seq, document FROM claim_document")
        db.execute("ANALYZE claim_search")
        for table in ("claim", "citation"):
            number = f"pg_get_serial_sequence('{table}', 'seq')"
            db.execute(f"SELECT setval({number}, max(seq)) FROM {table}")


def _copy(db: "psycopg.Connection[Any]", table: str, rows: list[tuple[Any, ...]]) -> None:
    id = "id" in COLUMNS[table].split(", ")
    statement = f"COPY {table} ({COLUMNS[table]}) FROM STDIN"
    with db.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            # COPY takes a uuid as text.
            copy.write_row((row[0], row[1].hex(), *row[2:]) if id else row)


@contextmanager
def _bare(db: "psycopg.Connection[Any]", tables: list[str]) -> Iterator[None]:
    """The tables without keys, indexes and triggers, which are made again at the end."""
    constraints = db.execute(CONSTRAINTS, (tables, tables)).fetchall()
    indexes = db.execute(INDEXES, (tables,)).fetchall()
    for table, name, _ in reversed(constraints):
        db.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for name, _ in indexes:
        db.execute(f"DROP INDEX {name}")
    for table in tables:
        db.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    for table in tables:
        db.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    for _, definition in indexes:
        db.execute(definition)
    for table, name, definition in constraints:
        db.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")


class PostgresByHand:
    """Ranked search as ``searching`` wants it."""

    QUERY = "to_tsquery('factcheck', %(query)s)"
    RANK = f"ts_rank_cd('{{0, 0.25, 0.5, 1}}', document, {QUERY}, 1)"
    # Materialised, lest the planner walk through all claims in order for a rare word.
    BEST = f"""
        WITH found AS MATERIALIZED (
            SELECT claim_seq, document FROM claim_search WHERE document @@ {QUERY}
        ), best AS (
            SELECT claim_seq, {RANK} AS rank FROM found ORDER BY rank DESC, claim_seq DESC LIMIT 20
        )
        SELECT key, status, text,
            ts_headline('factcheck', text, {QUERY}, 'StartSel=[, StopSel=], MaxWords=24')
        FROM best JOIN claim ON seq = claim_seq ORDER BY rank DESC, claim_seq DESC
    """
    NEWEST = f"""
        SELECT key FROM claim JOIN claim_search ON claim_seq = seq
        WHERE document @@ {QUERY} ORDER BY seq DESC LIMIT 20
    """
    SCORE = f"""
        SELECT {RANK} FROM claim_search JOIN claim ON seq = claim_seq WHERE key = %(key)s
    """

    def __init__(self, case: str) -> None:
        self._db = connect(case)

    def expression(self, phrases: list[Phrase]) -> str:
        return tsquery(phrases)

    def best(self, expression: str) -> list[Any]:
        return self._db.execute(self.BEST, {"query": expression}).fetchall()

    def newest(self, expression: str) -> list[str]:
        return [key for (key,) in self._db.execute(self.NEWEST, {"query": expression})]

    def score(self, expression: str, key: str) -> float:
        found = self._db.execute(self.SCORE, {"query": expression, "key": key}).fetchone()
        assert found is not None
        return float(found[0])
