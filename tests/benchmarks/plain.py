"""The plain script: Python's ``sqlite3`` and ``csv``, and nothing else."""

import json
import os
import sqlite3
from pathlib import Path

from tests.benchmarks import byhand
from tests.benchmarks.measure import Stopwatch
from tests.benchmarks.rows import COLUMNS, REFERRED, Referred, batches

PRAGMAS = (
    "foreign_keys = ON",
    "journal_mode = WAL",
    "synchronous = FULL",
    "temp_store = MEMORY",
    "secure_delete = ON",
    "trusted_schema = OFF",
)
"""Those of ``factcheck.database.engine``; a test holds the two together."""


def connect(case: str) -> sqlite3.Connection:
    db = sqlite3.connect(case, isolation_level=None)
    for pragma in PRAGMAS:
        db.execute(f"PRAGMA {pragma}")
    return db


def imported(watch: Stopwatch, case: str, sheet: str) -> None:
    """Everything in one transaction: the rows as they come, and at the end the search index."""
    with watch.running():
        db = connect(case)
        db.execute("BEGIN IMMEDIATE")
        triggers = _take_off_triggers(db)
        referred = Referred(*(dict(db.execute(query)) for query in REFERRED.values()))
        statements = {
            table: f"INSERT INTO {table} ({columns}) VALUES ({_marks(columns)})"
            for table, columns in COLUMNS.items()
        }
        for batch in batches(watch, sheet, referred):
            for table, rows in batch.items():
                db.executemany(statements[table], rows)
        _fill_index(db)
        for statement in triggers:
            db.execute(statement)
        db.execute("COMMIT")
        db.close()


def _marks(columns: str) -> str:
    return ", ".join("?" for _ in columns.split(","))


def _take_off_triggers(db: sqlite3.Connection) -> list[str]:
    """Without them a row costs less; returns what brings them back."""
    query = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'claim_%'"
    found = db.execute(query).fetchall()
    for name, _ in found:
        db.execute(f"DROP TRIGGER {name}")
    return [sql for _, sql in found]


def _fill_index(db: sqlite3.Connection) -> None:
    # As much as FTS5 keeps in memory before it writes; with its default of 1 MiB it takes longer.
    db.execute("INSERT INTO claim_search (claim_search, rank) VALUES ('hashsize', 67108864)")
    db.execute(
        "INSERT INTO claim_search (rowid, text, quotes, titles) "
        "SELECT seq, text, quotes, titles FROM claim_document"
    )
    db.execute("INSERT INTO claim_search (claim_search, rank) VALUES ('hashsize', 1048576)")


def exported(watch: Stopwatch, case: str, form: str, file: str, bibliography: str) -> None:
    """Write the sheet; the bibliography is handed to the script ready."""
    entries, records = json.loads(Path(bibliography).read_text(encoding="utf-8"))
    with watch.running(), open(file, "w", encoding="utf-8", newline="") as stream:
        db = connect(case)
        db.execute("BEGIN")
        if form == "csv":
            byhand.write_csv(db, stream, entries)
        else:
            byhand.write_json(db, stream, records)
        db.close()
        stream.flush()
        os.fsync(stream.fileno())
