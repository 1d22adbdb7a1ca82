"""Both sides in one process, on connections that are open already, taking turns."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from functools import partial
from math import isclose
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy.orm import Session

from factcheck.cli import output
from factcheck.cli.commands.claim import COLUMNS
from factcheck.database import engine
from factcheck.database.search.base import Form, Slot, phrase_of
from factcheck.database.search.sqlite import match_expression
from factcheck.domain.searchquery import parse_query
from factcheck.services import claims
from factcheck.services.searching import SearchResult, search
from factcheck.services.selecting import Wanted, select_claims
from tests.benchmarks import byhand, plain
from tests.benchmarks.byhand import Rows
from tests.benchmarks.corpus import queries
from tests.benchmarks.measure import Stopwatch
from tests.benchmarks.words import COMMON_WORD

Pairs = list[tuple[float, float]]
"""Seconds by the clock that factcheck took, and that its peer took, round by round."""


def seconds(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def in_turns(rounds: int, ours: Callable[[], object], theirs: Callable[[], object]) -> Pairs:
    """A B, B A, A B …: whoever comes second finds the caches warm as often as the other."""
    pairs = []
    for number in range(rounds):
        if number % 2:
            second, first = seconds(theirs), seconds(ours)
        else:
            first, second = seconds(ours), seconds(theirs)
        pairs.append((first, second))
    return pairs


@contextmanager
def session_on(case: str) -> Iterator[Session]:
    with Session(engine.connect(engine.locate(case), write=False)) as session:
        yield session


# --- Listing --------------------------------------------------------------------------------------


def listed(
    _: Stopwatch, case: str, folder: str, status: str, limit: int | None, rounds: int
) -> Pairs:
    """``claim list --status … --json``, and the same by hand; both write to a file."""
    ours, theirs = Path(folder, "ours.json"), Path(folder, "theirs.json")
    db = plain.connect(case)
    with session_on(case) as session:

        def list_ours() -> None:
            with ours.open("w", encoding="utf-8") as stream, redirect_stdout(stream):
                where = select_claims(session, Wanted(statuses=(status,)))
                output.listing(
                    "json",
                    COLUMNS,
                    claims.listing(session, where, limit),
                    cells=lambda claim: (),
                    as_json=output.claim_json,
                    empty="",
                )

        def list_theirs() -> None:
            with theirs.open("w", encoding="utf-8") as stream:
                byhand.write_list(db, stream, status, limit)

        in_turns(1, list_ours, list_theirs)  # warms both
        if ours.read_bytes() != theirs.read_bytes():
            raise RuntimeError("the lists differ")
        return in_turns(rounds, list_ours, list_theirs)


# --- Searching ------------------------------------------------------------------------------------


class Expressions:
    """Queries as someone who knows FTS5 and the index would write them.

    All inflections of a Russian word are handed over ready, those that occur: by hand one would
    not even know them.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        db.execute(
            "CREATE VIRTUAL TABLE temp.held_words USING fts5vocab(main, claim_search, row)"
        )
        self._db = db

    def of(self, query: str) -> str:
        phrases = [phrase_of(term) for term in parse_query(query)]
        return match_expression([tuple(map(self._held, phrase)) for phrase in phrases])

    def _held(self, slot: Slot) -> Slot:
        return tuple(form for form in slot if form.word.isascii() or self._holds(form)) or slot[:1]

    def _holds(self, form: Form) -> bool:
        query = "SELECT 1 FROM temp.held_words WHERE term = ?"
        return self._db.execute(query, (form.word,)).fetchone() is not None


def searched(_: Stopwatch, case: str, sheet: str, rounds: int) -> dict[str, list[Any]]:
    """A mixed set of queries and the word of half of all claims, each with its sort and times."""
    db = plain.connect(case)
    express = Expressions(db)
    found: dict[str, list[Any]] = {}
    with session_on(case) as session:
        for sort, query in [*queries(Path(sheet)), ("half of all claims", COMMON_WORD)]:
            expression = express.of(query)
            ours = partial(search, session, query, Wanted(), 20)
            theirs = partial(byhand.search, db, expression)
            check_hits(db, expression, query, ours(), theirs())
            pairs = in_turns(rounds, ours, theirs)
            # The median of each side's rounds.
            times = [median(side) for side in zip(*pairs, strict=True)]
            found.setdefault(sort, []).append(times)
    return found


def check_hits(
    db: sqlite3.Connection, expression: str, query: str, ours: SearchResult, theirs: Rows
) -> None:
    """The same best ones, where they were ranked, or the newest ones; among equals any."""
    keys = [hit.claim.key for hit in ours.claims]
    if ours.ranked:
        scores = [score(db, expression, key) for key in keys]
        wanted = [score(db, expression, row[1]) for row in theirs]
        same = len(set(keys)) == len(scores) == len(wanted) and all(map(isclose, scores, wanted))
    else:
        newest = "SELECT rowid FROM claim_search WHERE claim_search MATCH ? ORDER BY rowid DESC"
        named = f"SELECT key FROM claim JOIN ({newest} LIMIT 20) ON rowid = seq ORDER BY seq DESC"
        same = keys == [key for (key,) in db.execute(named, (expression,))]
    if not same:
        raise RuntimeError(f"the search for {query} found other claims than by hand")


def score(db: sqlite3.Connection, expression: str, key: str) -> float:
    query = """
        SELECT rank FROM claim_search WHERE claim_search MATCH ?
        AND rowid = (SELECT seq FROM claim WHERE key = ?)
    """
    return float(db.execute(query, (expression, key)).fetchone()[0])
