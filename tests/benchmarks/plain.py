"""The plain script: Python's ``sqlite3`` and ``csv``, and nothing else."""

import csv
import json
import os
import sqlite3
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from tests.benchmarks import byhand
from tests.benchmarks.corpus import computed
from tests.benchmarks.measure import Stopwatch

PRAGMAS = (
    "foreign_keys = ON",
    "journal_mode = WAL",
    "synchronous = FULL",
    "temp_store = MEMORY",
    "secure_delete = ON",
    "trusted_schema = OFF",
)
"""Those of ``factcheck.database.engine``; a test holds the two together."""

CITATION = (
    "seq, id, claim_seq, source_seq, via_seq, stance, locator, quote, translation, created_at,"
    " created_by"
)
_FIRST_ID = 0x0195_0000_0000_7000_8000 << 48
_MOMENT, _AUTHOR = "2017-05-18T09:30:00.000Z", "Plain script"

Rows = list[tuple[Any, ...]]


def connect(case: str) -> sqlite3.Connection:
    db = sqlite3.connect(case, isolation_level=None)
    for pragma in PRAGMAS:
        db.execute(f"PRAGMA {pragma}")
    return db


def imported(watch: Stopwatch, case: str, sheet: str) -> None:
    """Everything in one transaction: the rows as they come, and at the end the search index."""
    beside = Path(sheet).with_name("computed.bin")
    with watch.running():
        db = connect(case)
        db.execute("BEGIN IMMEDIATE")
        triggers = _take_off_triggers(db)
        insert = _Inserter(db)
        with open(sheet, encoding="utf-8", newline="") as stream:
            reader = csv.reader(stream)
            next(reader)
            batches = computed(beside)
            while True:
                with watch.stopped():
                    batch = next(batches, None)
                if batch is None:
                    break
                insert.batch(list(islice(reader, len(batch))), batch)
        _fill_index(db)
        for statement in triggers:
            db.execute(statement)
        db.execute("COMMIT")
        db.close()


class _Inserter:
    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._parties = dict(db.execute("SELECT name, seq FROM party"))
        self._measures = dict(db.execute("SELECT key, seq FROM measure"))
        self._sources = dict(db.execute("SELECT key, seq FROM source"))
        self._citations = 0

    def batch(self, rows: Sequence[Sequence[str]], beside: Sequence[tuple[int, Any]]) -> None:
        claims: Rows = []
        quantities: Rows = []
        tagged: Rows = []
        citations: Rows = []
        party, measure, cited = self._parties.get, self._measures.get, self._sources.get
        at = self._citations
        for row, (number, new) in zip(rows, beside, strict=True):
            (
                *_, text, kind, act, speaker, against, as_of, happened, place, tags, _, method,
                measured, source, via, stance, locator, quote, translation,
            ) = row  # fmt: skip
            if new is not None:
                key, digest, held, happening, quantity = new
                claims.append(
                    (
                        number,
                        (_FIRST_ID + number).to_bytes(16, "big"),
                        key,
                        text,
                        kind,
                        act or None,
                        "unverified",
                        party(speaker),
                        party(against),
                        place or None,
                        as_of or None,
                        *held,
                        happened or None,
                        *happening,
                        digest,
                        _MOMENT,
                        _AUTHOR,
                    )
                )
                if quantity is not None:
                    quantities.append((number, *quantity, method or None, measure(measured)))
                if tags:
                    tagged += [(number, tag) for tag in tags.split(", ")]
            at += 1
            citations.append(
                (
                    at,
                    (_FIRST_ID + at).to_bytes(16, "big"),
                    number,
                    cited(source),
                    cited(via),
                    stance or "supports",
                    locator or None,
                    quote or None,
                    translation or None,
                    _MOMENT,
                    _AUTHOR,
                )
            )
        self._citations = at
        many = self._db.executemany
        many(f"INSERT INTO claim VALUES ({_marks(19)})", claims)
        many(f"INSERT INTO quantity VALUES ({_marks(10)})", quantities)
        many(f"INSERT INTO claim_tag VALUES ({_marks(2)})", tagged)
        many(f"INSERT INTO citation ({CITATION}) VALUES ({_marks(11)})", citations)


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def _take_off_triggers(db: sqlite3.Connection) -> list[str]:
    """Without them a row costs less; returns what brings them back."""
    query = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'claim_search%'"
    found = db.execute(query).fetchall()
    for name, _ in found:
        db.execute(f"DROP TRIGGER {name}")
    return [sql for _, sql in found]


def _fill_index(db: sqlite3.Connection) -> None:
    # As much as FTS5 keeps in memory before it writes: the default of 1 MiB takes twice as long.
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
        stream.flush()
        os.fsync(stream.fileno())
        db.close()
