"""Words as the indexes hold them, and which of them count as one."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from unicodedata import category, normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import Connection

from factcheck.database.engine import Location, connect
from factcheck.database.search import refresh
from factcheck.database.search.english import completions, shared, stems
from factcheck.database.search.russian import forms
from factcheck.domain.searchquery import fold, words
from tests.support.searchable import add_claim


@pytest.fixture
def connection(location: Location) -> Iterator[Connection]:
    """On an empty case; what is written is rolled back."""
    with connect(location).connect() as connection:
        yield connection


SCRIPTS = "".join(
    chr(code)
    for first, last in (
        (0x20, 0x7E), (0xA0, 0x17F), (0x2BB, 0x2BC), (0x300, 0x331), (0x386, 0x3CE),
        (0x400, 0x4FF), (0x531, 0x587), (0x5D0, 0x5EA), (0x620, 0x669), (0x904, 0x96F),
        (0xE01, 0xE5B), (0x10D0, 0x10F0), (0x1E00, 0x1EF9), (0x2010, 0x2026), (0x2066, 0x2069),
        (0x2070, 0x2089), (0x20AC, 0x20BF), (0x2116, 0x2122), (0x2153, 0x2170),
        (0x3041, 0x30FF), (0x4E00, 0x4E20), (0xAC00, 0xAC20), (0x1F600, 0x1F64F),
        (0x1F910, 0x1F93A),
    )
    for code in range(first, last + 1)
    if category(chr(code)) != "Cn" and chr(code) not in "µſẛ"  # FTS5 takes them for μ and s
)  # fmt: skip
"""What reports on human rights are written in, and what stands among it."""


ENGLISH = """
    abduct abducted abductees abduction abusive abuses access adhesion agreed arrest
    arresting beaten beatings bus cities communities country countryside cries dead death deaths
    denial denied detain detainee detention dying execution extrajudicial families feed generously
    hopping humiliation hurried investigations kidnapping killed killings lies linked
    married men murders nationality organization organisational physically police policies
    possibilities prisoners prisons punished raids rational released ropes seizes silently skies
    sources speaking tied torture torturers traditional unlawfully victims violence witnesses
""".split()
"""Words of every kind that Porter's algorithm changes, but for the few endings (-bly, -logy) in
which PostgreSQL's differs from SQLite's."""


def test_the_index_cuts_words_as_queries_are_cut(connection: Connection) -> None:
    texts = sorted({normalize("NFC", f"ж{sign}ж {sign}ж") for sign in SCRIPTS})
    assert held_words(connection, texts) == {
        text: [word.folded for word in words(text)] for text in texts
    }


def test_stems_are_those_of_the_index(connection: Connection) -> None:
    known = stems(ENGLISH)
    assert held_words(connection, ENGLISH) == {word: [known[word]] for word in ENGLISH}


def held_words(connection: Connection, texts: Sequence[str]) -> dict[str, list[str]]:
    """The words that the index holds of claims with these texts, in their order."""
    claims = {add_claim(connection, text): text for text in texts}
    refresh(connection)
    if connection.dialect.name == "sqlite":
        query = 'SELECT doc, term FROM claim_search_words ORDER BY doc, "offset"'
    else:
        query = """
            SELECT claim_seq, lexeme FROM claim_search, unnest(document) AS word,
                unnest(positions) AS position ORDER BY claim_seq, position
        """
    held: dict[str, list[str]] = {text: [] for text in texts}
    for seq, word in connection.exec_driver_sql(query):
        held[claims[seq]].append(word)
    return held


ENDINGS = (
    "s ies sses ed ing ied y bility ational ization fulness iveness ement logi al e ll".split()
)


@given(st.text(st.sampled_from("abeilnostuyzв1"), min_size=1), st.sampled_from(["", *ENDINGS]))
@example("possi", "bility")
@example("a", "ing")
def test_a_word_begins_with_what_its_stem_shares(root: str, ending: str) -> None:
    word = root + ending
    start = shared(stems([word])[word])
    assert start
    assert word.startswith(start)


@pytest.mark.parametrize("word", ENGLISH)
def test_a_word_is_found_by_each_of_its_beginnings(word: str) -> None:
    for length in range(3, len(word) + 1):
        shielded, completed = completions(word[:length])
        known = stems([word, shielded, *completed])
        held = known[word]
        assert held.startswith(known[shielded]) or held in {known[end] for end in completed}


@pytest.mark.parametrize(
    "beginning", ["abus", "res", "any", "cas", "countr", "pris", "prisoner", "tr", "detentio"]
)
def test_a_beginning_is_not_taken_for_a_shorter_one(beginning: str) -> None:
    shielded, _ = completions(beginning)
    assert stems([shielded]) == {shielded: beginning}


@pytest.mark.parametrize(
    ("word", "also"),
    [
        ("пыток", {"пытка", "пытки", "пыткам"}),
        ("ребенок", {"ребенка", "дети", "детей", "детьми"}),
        ("убит", {"убить", "убили", "убитого"}),
        ("стали", {"стать", "сталь", "стал", "сталью"}),
        ("кадыровцы", {"кадыровцев", "кадыровцам"}),
        ("алаудинова", {"алаудинов", "алаудинову"}),
        ("аудиофайлами", {"аудиофайл"}),  # which has forms with a hyphen
    ],
)
def test_russian_forms(word: str, also: set[str]) -> None:
    found = forms(word)
    assert found[0] == word
    assert also < set(found)
    assert all(form == fold(form) and form.isalnum() for form in found)


def test_only_cyrillic_words_load_the_russian_dictionary() -> None:
    script = """
import sys
from factcheck.database.search.base import phrase_of
from factcheck.domain.searchquery import parse_query
def loaded(query):
    for term in parse_query(query):
        phrase_of(term)
    return any(name.startswith("pymorphy3") for name in sys.modules)
assert not loaded('abducted men* "in Grozny" 1,200 Łódź пыт*')
assert loaded("пытки")
"""
    subprocess.run([sys.executable, "-c", script], check=True)
