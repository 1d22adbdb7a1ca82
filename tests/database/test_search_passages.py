"""Passages of long texts: cut around what matched, between words."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from factcheck.database.engine import Location, connect
from factcheck.database.search import find, passages, refresh
from factcheck.domain.searchquery import parse_query
from tests.database.test_search import shown
from tests.support.searchable import add_claim


@pytest.fixture
def connection(location: Location) -> Iterator[Connection]:
    """On an empty case; what is written is rolled back."""
    with connect(location).connect() as connection:
        yield connection


LONG = " ".join(f"word{number}" for number in range(200))


@pytest.mark.parametrize(
    ("query", "start", "end"),
    [
        ("word0", "word0 word1 ", "…"),
        ("word100", "…word", "…"),
        ("word199", "…word", " word199"),
        ("word8 word100", "…word2 ", "…"),
    ],
)
def test_a_long_text_is_cut_between_words(
    query: str, start: str, end: str, connection: Connection
) -> None:
    add_claim(connection, LONG)
    refresh(connection)
    (hit,) = find(connection, parse_query(query)).hits
    assert hit.passage.startswith(start)
    assert hit.passage.endswith(end)
    assert len(hit.passage) <= passages.WIDTH + 2
    assert hit.passage.strip("…") in LONG
    assert set(hit.passage.strip("…").split()) <= set(LONG.split())
    assert shown(hit)[0] == query.split()[0]


@given(
    st.text(st.sampled_from("ab \n"), max_size=400),
    st.lists(st.tuples(st.integers(0, 400), st.integers(1, 30)), max_size=5),
)
def test_cutting_keeps_the_marks_on_their_words(text: str, places: list[tuple[int, int]]) -> None:
    marks = sorted({(a, a + size) for a, size in places if a + size <= len(text)})
    passage, kept = passages.cut(text, marks)
    assert passage.removeprefix("…").removesuffix("…") in text
    assert [passage[a:b] for a, b in kept] == [text[a:b] for a, b in marks[: len(kept)]]
    assert bool(kept) == bool(marks)
