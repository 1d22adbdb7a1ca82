"""Searching: factcheck and queries by hand in one process, on connections that are open."""

import sqlite3
from functools import partial
from math import isclose
from pathlib import Path
from statistics import median
from typing import Any, Protocol

from sqlalchemy.orm import Session

from factcheck.database.engine import connect, locate
from factcheck.database.search.base import Form, Found, Phrase, Slot, phrase_of
from factcheck.database.search.sqlite import match_expression
from factcheck.domain.searchquery import parse_query
from factcheck.services.searching import search
from factcheck.services.selecting import Wanted
from tests.benchmarks import plain, postgres
from tests.benchmarks.corpus import queries
from tests.benchmarks.measure import Spent, Stopwatch, in_turns, seconds
from tests.benchmarks.run import HALF
from tests.benchmarks.words import COMMON_WORD

SHOWN = 20


class ByHand(Protocol):
    """Queries as someone who knows the index would write them."""

    def expression(self, phrases: list[Phrase]) -> str:
        """In the index's own language. It is made before the clock starts, and the inflections
        of a Russian word are handed over: by hand one would not even know them."""
        ...

    def best(self, expression: str) -> list[Any]:
        """The best 20: key, status, text and an excerpt, with the matches marked."""
        ...

    def newest(self, expression: str) -> list[str]:
        """The keys of the newest 20."""
        ...

    def score(self, expression: str, key: str) -> float: ...


def searched(_: Stopwatch, case: str, sheet: str, rounds: int) -> dict[str, list[list[Spent]]]:
    """For each sort of query what both sides took: the median of the rounds, query by query."""
    location = locate(case)
    found: dict[str, list[list[Spent]]] = {}
    with Session(connect(location, write=False)) as session:
        by_hand: ByHand = SqliteByHand(case) if location.path else postgres.PostgresByHand(case)
        for sort, query in [*queries(Path(sheet)), (HALF, COMMON_WORD)]:
            expression = by_hand.expression([phrase_of(term) for term in parse_query(query)])
            ours = partial(search, session, query, Wanted(), SHOWN)
            theirs = partial(by_hand.best, expression)
            _check(by_hand, expression, query, ours(), theirs())
            turns = in_turns(rounds, partial(seconds, ours), partial(seconds, theirs))
            sides = zip(*turns, strict=True)
            found.setdefault(sort, []).append(
                [Spent(*map(median, zip(*side, strict=True))) for side in sides]
            )
    return found


def _check(by_hand: ByHand, expression: str, query: str, ours: Found, theirs: list[Any]) -> None:
    """The same best ones, or the newest where they were not ranked; of equals any."""
    keys = [hit.key for hit in ours.hits]
    if ours.ranked:
        scores = [by_hand.score(expression, key) for key in keys]
        wanted = [by_hand.score(expression, key) for key, *_ in theirs]
        same = len(set(keys)) == len(theirs) and all(map(isclose, scores, wanted))
    else:
        same = keys == by_hand.newest(expression)
    if not same:
        raise RuntimeError(f"“{query}” found other claims than by hand")


class SqliteByHand:
    # ORDER BY rank is FTS5's own way to sort by bm25, with the weights that are kept in the
    # index: it makes the excerpts of the twenty that are shown, not of all that match.
    BEST = f"""
        SELECT claim.key, claim.status, claim.text,
            snippet(claim_search, -1, '[', ']', '…', 24)
        FROM claim_search JOIN claim ON claim.seq = claim_search.rowid
        WHERE claim_search MATCH ? ORDER BY claim_search.rank LIMIT {SHOWN}
    """
    NEWEST = f"""
        SELECT key FROM claim WHERE seq IN (
            SELECT rowid FROM claim_search WHERE claim_search MATCH ?
            ORDER BY rowid DESC LIMIT {SHOWN}
        ) ORDER BY seq DESC
    """
    SCORE = """
        SELECT rank FROM claim_search
        WHERE claim_search MATCH ? AND rowid = (SELECT seq FROM claim WHERE key = ?)
    """

    def __init__(self, case: str) -> None:
        self._db: sqlite3.Connection = plain.connect(case)
        self._db.execute("CREATE VIRTUAL TABLE temp.held USING fts5vocab(main, claim_search, row)")

    def expression(self, phrases: list[Phrase]) -> str:
        return match_expression([tuple(map(self._narrowed, phrase)) for phrase in phrases])

    def _narrowed(self, slot: Slot) -> Slot:
        """Without the Russian forms that the index does not hold."""
        return tuple(form for form in slot if form.word.isascii() or self._holds(form)) or slot[:1]

    def _holds(self, form: Form) -> bool:
        query = "SELECT 1 FROM temp.held WHERE term = ?"
        return self._db.execute(query, (form.word,)).fetchone() is not None

    def best(self, expression: str) -> list[Any]:
        return self._db.execute(self.BEST, (expression,)).fetchall()

    def newest(self, expression: str) -> list[str]:
        return [key for (key,) in self._db.execute(self.NEWEST, (expression,))]

    def score(self, expression: str, key: str) -> float:
        (score,) = self._db.execute(self.SCORE, (expression, key)).fetchone()
        return float(score)
