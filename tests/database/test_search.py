"""Finding claims: one table of queries and what they find, on both databases."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from factcheck.database import search
from factcheck.database.engine import Location, connect
from factcheck.database.search import (
    Found,
    Hit,
    base,
    find,
    matching,
    postgres,
    refresh,
    sqlite,
)
from factcheck.database.search.russian import forms
from factcheck.domain.searchquery import fold, parse_query
from tests.conftest import BOTH
from tests.support.cases import at
from tests.support.searchable import CLAIM, MOMENT, Cited, add_claim

CLAIMS: dict[str, tuple[str, *tuple[Cited, ...]]] = {
    "abducted": ("Two men were abducted in Grozny in April 2017.",),
    "detained": ("He was detained unlawfully: the detention¹² lasted twelve days.",),
    "treated": (
        "Ill-treatment was reported, see A/HRC/49/71.",
        Cited("Report of the Committee against Torture"),
    ),
    "counted": ("Some 1,200 people fled; 500₽ was paid each time.",),
    "абу": ("Abu Ghraib was a prison.",),
    "abused": ("The guards’ abuse went on. Don't name O'Neill (anna@example.org)!",),
    "пытки": ("Задержанного пытали током.", Cited("Доклад", "Пытки не прекращались", "Torture")),
    "ребёнок": ("Вместе с ними похищен ребёнок.",),
    "дети": ("Детей вернули; всё ещё неизвестно, где мать.",),
    "names": ("Кадыров и его министр Апти Алаудинов отрицают это.",),
    "café": ("Résumé, naïve Łódź Ångström, за\u0301мок; YPIĘTÝ.",),
    "posted": ("Меня избили😢🥺 и \u2068забрали\u2069 телефон.",),
    "quoted": (
        "Someone spoke to the press.",
        Cited("Interview", "Нас держали в подвале", "They kept us in a basement"),
        Cited("Interview", "без еды", "without food"),
    ),
    "withdrawn": (
        "Nothing remains of it.",
        Cited("Rumour", "unicorns", "зебры", withdrawn_at=MOMENT),
    ),
    "operators": ("AND, OR, NOT and NEAR are words.",),
}
"""Key, text, citations. The keys stand for the claims in the table below."""

QUERIES: dict[str, set[str]] = {
    # English in any inflection, in any case
    "abduct": {"abducted"},
    "ABDUCTING": {"abducted"},
    "detention": {"detained"},
    "men abduction": {"abducted"},
    "men prison": set(),
    "zebra": set(),
    # Russian in any inflection, ё or е
    "пыток": {"пытки"},
    "пытать": {"пытки"},
    "ток": {"пытки"},
    "ребёнок": {"ребёнок", "дети"},
    "РЕБЕНКА": {"ребёнок", "дети"},
    "детям": {"ребёнок", "дети"},
    "всё еще": {"дети"},
    "Кадырова Алаудинову": {"names"},
    "похитить дети": {"ребёнок"},
    # all words, anywhere in the document
    "treatment committee": {"treated"},
    "press basement food": {"quoted"},
    "подвал кормить": set(),
    "подвалы держать еда": {"quoted"},
    "пытка torture": {"пытки"},
    "torture": {"пытки", "treated"},
    # not what is withdrawn
    "unicorns": set(),
    "rumour": set(),
    "зебра": set(),
    # phrases
    '"detention lasted"': {"detained"},
    '"lasted detention"': set(),
    '"men were abducting"': {"abducted"},
    '"held in"': set(),
    '"держать в подвал"': {"quoted"},
    '"в держать подвале"': set(),
    '"kept us in': {"quoted"},
    '"министры Апти"': {"names"},
    '"press basement"': set(),
    '"71 report"': set(),
    '"press нас"': set(),
    '"food interview"': set(),
    "ill-treatment": {"treated"},
    "treatment-ill": set(),
    "A/HRC/49/71": {"treated"},
    "HRC/49": {"treated"},
    "A/HRC/71": set(),
    "1,200": {"counted"},
    "200,1": set(),
    "o'neill": {"abused"},
    "ANNA@example.org": {"abused"},
    "example.org/": {"abused"},
    # the beginning of a word
    "abduc*": {"abducted"},
    "abdu* apr*": {"abducted"},
    "detentio*": {"detained"},
    "detention*": {"detained"},
    "detai*": {"detained"},
    "pris*": {"абу"},
    "abuse*": {"abused"},
    "people*": {"counted"},
    "peoples*": {"counted"},  # a whole word, and so in any inflection
    "ill-treat*": {"treated"},
    '"unlawfully the dete*"': {"detained"},
    '"the unlawfull*"': set(),
    "похи*": {"ребёнок"},
    "похититель*": set(),
    "50*": {"counted"},
    "tortures* пытка": {"пытки"},
    "*abduc": set(),
    "ab*duc": set(),
    # nothing has a meaning but words
    "OR": {"operators"},
    "NOT abducted": set(),
    "abducted OR detained": set(),
    "NEAR(words are)": set(),
    "NEAR are words": {"operators"},
    "text:abducted": set(),
    "-abducted": {"abducted"},
    "+abducted": {"abducted"},
    "^two": {"abducted"},
    "{abducted}": {"abducted"},
    "abducted & men | !x": set(),
    "abducted:*": {"abducted"},
    "'abducted' <-> men": {"abducted"},
    "abducted\\": {"abducted"},
    "abducted\x00men": set(),
    "abducted\ud800": {"abducted"},
    # diacritics, signs and emoji
    "resume": {"café"},
    "RÉSUMÉ naive": {"café"},
    "łódź angstrom": {"café"},
    "замок": {"café"},
    "ypiety": {"café"},
    "500": {"counted"},
    "избить": {"posted"},
    "забрать телефоны": {"posted"},
    "😢": set(),
}


@pytest.fixture(scope="module", params=BOTH)
def library(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Location]:
    """A case with the claims above."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        yield _filled(at(copy(template, tmp_path_factory.mktemp("library"))))
        return
    server = request.getfixturevalue("server")
    with server.database(request.getfixturevalue("postgresql_template")) as name:
        yield _filled(at(server.url(name)))


def _filled(location: Location) -> Location:
    with connect(location).begin() as connection:
        for key, (text, *cited) in CLAIMS.items():
            add_claim(connection, text, *cited, key=key)
        refresh(connection)
    return location


@pytest.fixture
def reading(library: Location) -> Iterator[Connection]:
    with connect(library, write=False).connect() as connection:
        yield connection


@pytest.fixture
def connection(location: Location) -> Iterator[Connection]:
    """On an empty case; what is written is rolled back."""
    with connect(location).connect() as connection:
        yield connection


def keys(connection: Connection, found: Found) -> list[str]:
    known = dict(connection.execute(select(CLAIM.c.seq, CLAIM.c.key)).all())
    return [known[hit.claim_seq] for hit in found.hits]


def shown(hit: Hit) -> list[str]:
    return [hit.passage[start:end] for start, end in hit.marks]


# --- what is found ----------------------------------------------------------------------------


@pytest.mark.parametrize("query", QUERIES)
def test_queries(query: str, reading: Connection) -> None:
    found = find(reading, parse_query(query))
    assert set(keys(reading, found)) == QUERIES[query]
    assert found.total == len(found.hits) == len(QUERIES[query])


@pytest.mark.parametrize("query", QUERIES)
def test_as_a_condition_it_finds_the_same(query: str, reading: Connection) -> None:
    listed = select(CLAIM.c.key).where(matching(reading, parse_query(query)))
    assert set(reading.scalars(listed.order_by(CLAIM.c.seq.desc()))) == QUERIES[query]


@pytest.mark.parametrize("query", QUERIES)
def test_every_hit_shows_a_match(query: str, reading: Connection) -> None:
    for hit in find(reading, parse_query(query)).hits:
        assert hit.marks
        assert all(fold(word).isalnum() for word in shown(hit))


@settings(deadline=None)
@given(query=st.text(st.characters(), max_size=30) | st.text("\"*()-^:&|!<>'\\ aи", max_size=20))
def test_any_text_is_a_query(library: Location, query: str) -> None:
    with connect(library, write=False).connect() as connection:
        found = find(connection, parse_query(query))
        assert found.ranked
        assert (found.total or 0) >= len(found.hits)


@pytest.mark.parametrize("query", ["", "-", '"', "*", "()", "😀", "\x00"])
def test_what_has_no_word_finds_nothing(query: str, reading: Connection) -> None:
    assert find(reading, parse_query(query)) == ((), True, 0)
    listed = select(CLAIM.c.key).where(matching(reading, parse_query(query)))
    assert reading.scalars(listed).all() == []


@pytest.mark.parametrize(
    "junk",
    [
        " ".join(f"word{number}" for number in range(10_000)),
        '"' + " ".join(f"word{number}" for number in range(10_000)),
        "пытать " + " ".join(forms("пытать")) * 20,
        '"' + "пытать дети " * 5_000,
        "a* b* c* d* e* f*" + "-" * 100_000,
        "w" * 100_000,
        "ы" * 100_000,
        "w" * 500,
        "ы" * 500,
        "'" * 50_000 + "\\" * 50_000,
    ],
    ids=lambda junk: ascii(junk[:12]),
)
def test_junk_finds_nothing(junk: str, reading: Connection) -> None:
    assert find(reading, parse_query(junk)).hits == ()


# --- in which order ---------------------------------------------------------------------------


def test_the_text_counts_most_then_quotes_then_titles(connection: Connection) -> None:
    # In this order the newest come last: it is the weights that decide.
    add_claim(connection, "About torture only.", Cited("Filler here", "Filler again."), key="text")
    add_claim(connection, "Filler words only.", Cited("Filler here", "About torture."), key="quote")
    add_claim(
        connection, "Filler words only.", Cited("About torture", "Filler again."), key="title"
    )
    refresh(connection)
    found = find(connection, parse_query("torture"))
    assert keys(connection, found) == ["text", "quote", "title"]
    assert [hit.field for hit in found.hits] == ["text", "quotes", "titles"]


def test_of_equals_the_newest_comes_first(connection: Connection) -> None:
    for key in "abcdef":
        add_claim(connection, "All the same.", key=key)
    refresh(connection)
    assert keys(connection, find(connection, parse_query("same"))) == list("fedcba")


def test_a_limit_shows_fewer_and_counts_all(connection: Connection) -> None:
    for key in "abcdef":
        add_claim(connection, "All the same.", key=key)
    refresh(connection)
    found = find(connection, parse_query("same"), limit=2)
    assert (keys(connection, found), found.total) == (["f", "e"], 6)
    none = find(connection, parse_query("same"), limit=0)
    assert (none.hits, none.total) == ((), 6)
    everything = find(connection, parse_query("same"), limit=None)
    assert len(everything.hits) == 6


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> int:
    """How many matches are still ranked: few enough to have more in a test."""
    for module in (base, search, postgres, sqlite):
        monkeypatch.setattr(module, "RANKED_UP_TO", 3)
    return 3


def test_very_many_are_not_ranked_but_the_newest_shown(connection: Connection, few: int) -> None:
    add_claim(connection, "Same, same, same.", key="best")
    for key in "abc"[: few - 1]:
        add_claim(connection, f"The same among many other words {key}.", key=key)
    refresh(connection)
    found = find(connection, parse_query("same"))
    assert (keys(connection, found)[0], found.ranked, found.total) == ("best", True, 3)
    add_claim(connection, "The same among many other words.", key="last")
    refresh(connection)
    found = find(connection, parse_query("same"))
    assert keys(connection, found) == ["last", "b", "a", "best"]
    assert (found.ranked, found.total) == (False, None)
    assert [hit.marks for hit in find(connection, parse_query("same"), limit=1).hits] == [((4, 8),)]
    listed = select(CLAIM.c.key).where(matching(connection, parse_query("same")))
    assert set(connection.scalars(listed)) == {"last", "b", "a", "best"}


def test_conditions_are_met_before_anything_is_counted(connection: Connection, few: int) -> None:
    for key in "abcdef":
        add_claim(connection, "All the same.", key=key, status="verified" if key < "d" else "x")
    add_claim(connection, "Another one.", key="other", status="verified")
    refresh(connection)
    found = find(connection, parse_query("same"), where=[CLAIM.c.status == "verified"], limit=2)
    assert (keys(connection, found), found.ranked, found.total) == (["c", "b"], True, few)
    found = find(connection, parse_query("same"), where=[CLAIM.c.key > "b"], limit=2)
    assert (keys(connection, found), found.ranked, found.total) == (["f", "e"], False, None)
    both = [CLAIM.c.key > "b", matching(connection, parse_query("all"))]
    found = find(connection, parse_query("same"), where=both, limit=2)
    assert keys(connection, found) == ["f", "e"]
    assert find(connection, parse_query("same"), where=[CLAIM.c.key == "other"]).total == 0


# --- why it was found -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "field", "passage", "marks"),
    [
        ("всё", "text", "Детей вернули; всё ещё неизвестно, где мать.", ["всё"]),
        ("detention", "text", None, ["detention"]),
        ("detentio*", "text", None, ["detention"]),
        ("держать подвал", "quotes", "Нас держали в подвале", ["держали", "подвале"]),
        ("food", "quotes", "without food", ["food"]),
        ("committee", "titles", "Report of the Committee against Torture", ["Committee"]),
        ("treatment committee", "text", None, ["treatment"]),
        ('"kept us in"', "quotes", "They kept us in a basement", ["kept", "us", "in"]),
        ("naive resume", "text", None, ["Résumé", "naïve"]),
        ("замок", "text", None, ["за\u0301мок"]),
        ("HRC/49", "text", None, ["HRC", "49"]),
    ],
)
def test_passages(
    query: str, field: str, passage: str | None, marks: list[str], reading: Connection
) -> None:
    hit = find(reading, parse_query(query)).hits[-1]
    assert (hit.field, shown(hit)) == (field, marks)
    assert passage in (None, hit.passage)


def test_a_phrase_is_marked_where_it_is_whole(connection: Connection) -> None:
    add_claim(connection, "Men, and men were taken, said the men")
    refresh(connection)
    (hit,) = find(connection, parse_query('"men were"')).hits
    assert hit.marks == ((9, 12), (13, 17))
