"""Searching in SQLite's FTS5 index, and keeping it up to date."""

import json
from collections.abc import Collection, Iterator, Sequence
from itertools import product
from math import prod
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, column, literal_column, select, table

from factcheck.database.search.base import (
    RANKED_UP_TO,
    Form,
    Line,
    Phrase,
    Picked,
    Slot,
    filters,
)
from factcheck.database.search.russian import is_russian

MOST_READINGS = 256
"""Of one phrase. FTS5 knows alternatives only between whole phrases, not inside one."""

BULK_LOAD = 10_000
"""Changed claims. Above this it pays to give the index more memory."""

HASH_SIZE = 16 << 20
"""Bytes of new entries that FTS5 collects before it writes them, during a bulk load."""

HASH_SIZE_DEFAULT = 1 << 20
"""FTS5's own. It keeps the setting in the file, so it must be put back."""


class SqliteMatches:
    """Asks the driver itself: SQLAlchemy would take longer than a rare word does."""

    def __init__(self, connection: Connection, phrases: Sequence[Phrase]) -> None:
        self._connection = connection
        self._driver: Any = connection.connection.driver_connection
        self._expression = match_expression(_held(self._driver, phrases))

    def pick(self, where: Sequence[ColumnElement[bool]], limit: int | None) -> Picked:
        met, values = filters(self._connection, "claim_search.rowid", where)
        values["expression"] = self._expression

        def rows(statement: str, limit: int) -> list[Any]:
            values["limit"] = limit
            found: list[Any] = self._driver.execute(statement.format(met=met), values).fetchall()
            return found

        # To count takes a small part of the time that it takes to rank.
        ((size,),) = rows(_COUNT, RANKED_UP_TO + 1)
        shown = _BEST if size <= RANKED_UP_TO else _NEWEST
        return Picked(size, [Line(*row) for row in rows(shown, -1 if limit is None else limit)])

    def all(self) -> Select[int]:
        index = table("claim_search", column("rowid"))
        match = literal_column("claim_search").bool_op("MATCH")(self._expression)
        return select(index.c.rowid.label("seq")).where(match)


_MATCHING = "FROM claim_search WHERE claim_search MATCH :expression {met}"

_COUNT = f"SELECT count(*) FROM (SELECT 1 {_MATCHING} LIMIT :limit)"

# CROSS JOIN makes SQLite begin with the few that are shown.
_LINES = """
    SELECT claim.seq, claim.key, claim.status, claim.text
    FROM ({shown}) AS shown CROSS JOIN claim ON claim.seq = shown.rowid ORDER BY {order}
"""

# rank is bm25 with the weights that are kept in the index.
_BEST = _LINES.format(
    shown=f"SELECT rowid, rank {_MATCHING} ORDER BY rank, rowid DESC LIMIT :limit",
    order="shown.rank, shown.rowid DESC",
)

_NEWEST = _LINES.format(
    shown=f"SELECT rowid {_MATCHING} ORDER BY rowid DESC LIMIT :limit",
    order="shown.rowid DESC",
)


def match_expression(phrases: Sequence[Phrase]) -> str:
    """In FTS5's query syntax. Every word is quoted, so that none is read as an operator."""
    return " AND ".join(f"({' OR '.join(_readings(phrase))})" for phrase in phrases)


def _readings(phrase: Phrase) -> Iterator[str]:
    """Every way to fill the slots, as FTS5 phrases."""
    slots = list(phrase)
    while prod(map(len, slots)) > MOST_READINGS:
        widest = max(range(len(slots)), key=lambda number: len(slots[number]))
        slots[widest] = slots[widest][:1]
    for reading in product(*slots):
        words = " ".join(form.word for form in reading)
        yield f'"{words}" *' if reading[-1].prefix else f'"{words}"'


def _held(driver: Any, phrases: Sequence[Phrase]) -> list[Phrase]:
    """The phrases without the Russian forms that the index does not hold: most of them."""
    asked = {form.word for phrase in phrases for slot in phrase for form in slot if _exact(form)}
    if not asked:
        return list(phrases)
    rows = driver.execute(
        "SELECT value FROM json_each(?) WHERE EXISTS "
        "(SELECT 1 FROM claim_search_words WHERE term = value)",
        (json.dumps(sorted(asked)),),
    )
    held = {word for (word,) in rows}

    def narrowed(slot: Slot) -> Slot:
        return tuple(form for form in slot if form.word in held or not _exact(form)) or slot[:1]

    return [tuple(map(narrowed, phrase)) for phrase in phrases]


def _exact(form: Form) -> bool:
    """Whether the index holds this very word, and not its stem or what it begins."""
    return is_russian(form.word) and not form.prefix


class BulkLoad:
    """Spares a load of many claims the triggers, which would double its time.

    They are taken off and put back inside the load's own transaction, so that no other program
    ever sees the tables without them.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._triggers = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master "
            "WHERE type = 'trigger' AND name GLOB 'claim_search_*' ORDER BY name"
        ).all()
        for name, _ in self._triggers:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        last = connection.exec_driver_sql("SELECT max(seq) FROM claim").scalar()
        self._indexed_up_to: int = last or 0

    def before_change(self, seqs: Collection[int]) -> None:
        """Keep what the index holds of claims that the load is about to change."""
        indexed = [seq for seq in seqs if seq <= self._indexed_up_to]
        if indexed:
            self._connection.exec_driver_sql(_KEEP, (json.dumps(indexed),))

    def finish(self) -> None:
        """Put the triggers back, and note all that is new."""
        self._connection.exec_driver_sql(
            "INSERT INTO claim_search_stale (claim_seq) SELECT seq FROM claim WHERE seq > ?",
            (self._indexed_up_to,),
        )
        for _, definition in self._triggers:
            self._connection.exec_driver_sql(definition)


_KEEP = """
    INSERT INTO claim_search_stale (claim_seq, text, quotes, titles)
    SELECT seq, text, quotes, titles FROM claim_document
    WHERE seq IN (SELECT value FROM json_each(?))
        AND NOT EXISTS (SELECT 1 FROM claim_search_stale WHERE claim_seq = seq)
"""


def refresh(connection: Connection) -> None:
    """Bring the index up to date with what the triggers noted."""
    stale = connection.exec_driver_sql("SELECT count(*) FROM claim_search_stale").scalar_one()
    if stale > BULK_LOAD:
        _set_hash_size(connection, HASH_SIZE)
    if stale:
        for statement in _REFRESH:
            connection.exec_driver_sql(statement)
    if stale > BULK_LOAD:
        _set_hash_size(connection, HASH_SIZE_DEFAULT)


_REFRESH = (
    # FTS5 is told what it was given, to find it again and take it out.
    "INSERT INTO claim_search (claim_search, rowid, text, quotes, titles) "
    "SELECT 'delete', claim_seq, text, quotes, titles FROM claim_search_stale "
    "WHERE text IS NOT NULL",
    "INSERT INTO claim_search (rowid, text, quotes, titles) "
    "SELECT seq, text, quotes, titles FROM claim_document "
    "WHERE seq IN (SELECT claim_seq FROM claim_search_stale)",
    "DELETE FROM claim_search_stale",
)


def _set_hash_size(connection: Connection, size: int) -> None:
    connection.exec_driver_sql(
        "INSERT INTO claim_search (claim_search, rank) VALUES ('hashsize', ?)", (size,)
    )
