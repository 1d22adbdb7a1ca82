"""Hostile queries: any string at all is a legal one, on both databases."""

import string
import unicodedata
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from factcheck.database.engine import Location, connect
from factcheck.database.models import Claim
from factcheck.database.search import find, matching
from factcheck.domain.searchquery import parse_query
from factcheck.services.searching import search
from factcheck.services.selecting import Wanted
from tests.hostile.attacks import attack, done

Ask = Callable[[str], None]

SYNTAX = (
    '"', "'", "*", "^", "-", "+", "(", ")", ":", "|", "&", "!", "<->", "<2>", ":*", ":A", "AND",
        "OR", "NOT",
    "NEAR(", "NEAR(a b, 5)", "text:", "claim_search", "rank", "\\", "''", '""', "{text quotes}:",
    "a*", "a**",
    "ill-treatment", "A/HRC/49/71", "пытка", "ребёнок*", "e\u0301", "ё", "🙂", "👩‍👩‍👧", "\u202e",
    "\u200b",
    "%", "_", "$1", "?1", ":key", "%s", "x" * 600, "я" * 600, "a" * 3000, "1" * 400, "İ", "ß",
    "ﬁ", "½", "Ⅻ",
    "\u0300" * 50, "e" + "\u0301" * 500, "\U0001d400", "\ufdfa", "\ud800", "\x00", "\x1b", "ا",
    "日本語", "ไทย",
)  # fmt: skip
CATEGORIES = sorted({unicodedata.category(chr(n)) for n in range(0x20000)})

queries = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(SYNTAX), max_size=12).map(" ".join),
    st.lists(st.one_of(st.sampled_from(SYNTAX), st.text(max_size=5)), max_size=12).map("".join),
    st.text(string.punctuation + " aя", max_size=40),
)


@pytest.fixture
def ask(populated: Location) -> Iterator[Ask]:
    """Asks in this process: a fault is an exception, and hundreds are asked quickly."""
    with Session(connect(populated, write=False)) as session:
        connection: Connection = session.connection()

        def ask(query: str) -> None:
            read = parse_query(query)
            found = find(connection, read)
            assert len(found.hits) <= 20
            connection.scalars(select(Claim.seq).where(matching(connection, read))).all()
            for claim in search(session, query, Wanted(), 20).hits:
                assert all(0 <= a < b <= len(claim.passage) for a, b in claim.marks)

        yield ask


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(query=queries)
def test_any_string_is_a_query(ask: Ask, query: str) -> None:
    ask(query)


def test_every_kind_of_character_is_a_query(ask: Ask) -> None:
    for category in CATEGORIES:
        members = [chr(n) for n in range(0x20000) if unicodedata.category(chr(n)) == category]
        some = members[:: max(1, len(members) // 4)]
        for character in some:
            ask(f'{character} a{character}b* "{character} people{character}')
        ask("".join(some))
        ask(" ".join(some))


def test_every_punctuation_mark_is_a_query(ask: Ask) -> None:
    for mark in string.punctuation:
        for query in (
            f"{mark} {mark * 2}",
            f"{mark}people",
            f"people{mark}",
            f'"{mark}" peo{mark}ple',
        ):
            ask(query)
    ask(string.punctuation)
    ask(string.printable)


ENORMOUS = (
    "a " * 50_000,
    "пытка " * 20_000,
    "x" * 100_000,
    '"' * 100_000,
    "*" * 100_000,
    "(" * 100_000,
    "a-" * 50_000,
    " ".join(f"word{number}*" for number in range(10_000)),
    "пытали мучили задержали " * 3_000,
    '"' + "пытка задержание похищение " * 40 + '"',
    "e" + "\u0301" * 100_000,
)


def test_a_query_of_100_kb(ask: Ask) -> None:
    for query in ENORMOUS:
        ask(query)


TYPED = ("-", "--help", "-q", "--", '"', "a AND", "(", "", "%", "\x1b[31m", b"\xff", "--limit")


@pytest.mark.parametrize("query", TYPED)
def test_a_query_by_the_command(sqlite_location: Location, query: str | bytes) -> None:
    """After ``--`` everything is a query."""
    done(attack("search", "--", query, db=sqlite_location))
    done(attack("claim", "list", "--text", query, db=sqlite_location))
