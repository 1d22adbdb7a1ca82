"""Hostile arguments: what cannot be text, what is far too long, what looks like code."""

from pathlib import Path
from shutil import copy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.database import schema
from factcheck.database.engine import Location
from tests.hostile.test_process import (
    Argument,
    Setting,
    attack,
    done,
    refused,
    untouched,
)
from tests.support.snapshots import rows_of

NO_TEXT = b"\xff\xfe"
"""Bytes that Python hands on as lone surrogates."""

INJECTIONS = (
    "x'); DROP TABLE claim; --",
    '"; DELETE FROM claim; --',
    "' OR '1'='1",
    "%s %(key)s {key} :key ?1 $1",
    "%",
    "_",
    "*",
    "[a-z]",
    "\\",
    "${HOME} $(id) `id`",
    "../../etc/passwd",
    "=cmd|' /C calc'!A0",
)

KEYED = (
    ("claim", "show", "?"),
    ("claim", "withdraw", "?", "--because", "x"),
    ("claim", "edit", "?", "--place", "x"),
    ("claim", "cite", "?", "wire"),
    ("claim", "cite", "denied", "?"),
    ("claim", "cite", "denied", "outlet", "--via", "?"),
    ("claim", "withdraw", "denied", "--because", "x", "--cite", "?"),
    ("claim", "add", "x", "--kind", "event", "--cite", "?"),
    ("claim", "add", "3 x", "--kind", "number", "--number", "3", "--measure", "?"),
    ("claim", "list", "--source", "?"),
    ("claim", "list", "--measure", "?"),
    ("claim", "list", "--speaker", "?"),
    ("source", "show", "?"),
    ("source", "edit", "?", "--title", "x"),
    ("source", "withdraw", "?", "--because", "x"),
    ("source", "add", "new", "--kind", "report", "--title", "x", "--relays", "?"),
    ("party", "show", "?"),
    ("party", "edit", "?", "--kind", "person"),
    ("party", "add", "x", "--speaks-for", "?"),
    ("measure", "show", "?"),
    ("measure", "edit", "?", "--unit", "x"),
    ("measure", "add", "new", "--unit", "x", "--part-of", "?"),
    ("review", "log", "?"),
    ("review", "record", "?", "--status", "verified", "--because", "x"),
    ("export", "--source", "?"),
    ("search", "x", "--measure", "?"),
)
"""Every place where a key is asked for."""

TYPED = (
    ("claim", "add", "?", "--kind", "event"),
    ("claim", "add", "x", "--kind", "event", "--key", "?"),
    ("claim", "add", "x", "--kind", "event", "--place", "?"),
    ("claim", "add", "x", "--kind", "event", "--tag", "?"),
    ("claim", "add", "x", "--kind", "event", "--speaker", "?"),
    ("claim", "add", "x", "--kind", "event", "--against", "?"),
    ("claim", "add", "x", "--kind", "event", "--as-of", "?"),
    ("claim", "add", "x", "--kind", "event", "--happened", "?"),
    ("claim", "add", "x", "--kind", "number", "--number", "?"),
    ("claim", "cite", "denied", "wire", "--quote", "?"),
    ("claim", "cite", "denied", "wire", "--quote", "q", "--translation", "?"),
    ("claim", "cite", "denied", "wire", "--locator", "?"),
    ("claim", "withdraw", "denied", "--because", "?"),
    ("claim", "edit", "denied", "--text", "?"),
    ("source", "add", "?", "--kind", "report", "--title", "x"),
    ("source", "add", "new", "--kind", "report", "--title", "?"),
    ("source", "add", "new", "--kind", "report", "--title", "x", "--author", "?"),
    ("source", "add", "new", "--kind", "report", "--title", "x", "--publisher", "?"),
    ("source", "add", "new", "--kind", "report", "--title", "x", "--url", "?"),
    ("source", "add", "new", "--kind", "report", "--title", "x", "--issued", "?"),
    ("source", "add", "new", "--kind", "report", "--title", "x", "--voice", "?"),
    ("party", "add", "?"),
    ("party", "edit", "police", "--name", "?"),
    ("measure", "add", "?", "--unit", "x"),
    ("measure", "add", "new", "--unit", "?"),
    ("measure", "add", "new", "--unit", "x", "--definition", "?"),
    ("review", "record", "denied", "--status", "verified", "--because", "?"),
    ("export", "--title", "?"),
)
"""Every place where text is asked for."""

CODED = (
    ("claim", "add", "x", "--kind", "?"),
    ("claim", "add", "x", "--kind", "abuse", "--act", "?"),
    ("claim", "add", "3", "--kind", "number", "--number", "3", "--number-method", "?"),
    ("claim", "cite", "denied", "wire", "--stance", "?"),
    ("claim", "list", "--kind", "?"),
    ("claim", "list", "--status", "?"),
    ("source", "add", "new", "--title", "x", "--kind", "?"),
    ("source", "add", "new", "--title", "x", "--kind", "report", "--reliability", "?"),
    ("party", "add", "x", "--kind", "?"),
    ("review", "record", "denied", "--because", "x", "--status", "?"),
    ("review", "record", "denied", "--because", "x", "--status", "verified", "--standard", "?"),
    ("review", "record", "denied", "--because", "x", "--status", "verified", "--credibility", "?"),
    ("search", "x", "--status", "?"),
    ("export", "-f", "?"),
    ("import", "-", "-f", "?"),
)
"""Every option with a vocabulary."""


@pytest.fixture(scope="module")
def case(sqlite_filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Location:
    """One case for all attacks that must not change it."""
    return Location(Path(copy(sqlite_filled, tmp_path_factory.mktemp("arguments"))), None)


def aimed(command: tuple[str, ...], text: Argument) -> list[Argument]:
    return [text if part == "?" else part for part in command]


def named(command: tuple[str, ...]) -> str:
    return " ".join(command)


# --- bytes that are not text ------------------------------------------------------------------


@pytest.mark.parametrize("command", KEYED + TYPED + CODED, ids=named)
def test_bytes_that_are_no_text_are_refused(case: Location, command: tuple[str, ...]) -> None:
    with untouched(case):
        refused(attack(*aimed(command, NO_TEXT), db=case))


@pytest.mark.parametrize(
    "command",
    [("claim", "show", "?"), ("claim", "list", "--tag", "?"), ("party", "show", "?")],
    ids=named,
)
def test_bytes_that_are_no_text_on_both_databases(
    populated: Location, command: tuple[str, ...]
) -> None:
    refused(attack(*aimed(command, NO_TEXT), db=populated))


@pytest.mark.parametrize("command", [("claim", "list", "--tag", "?"), ("search", "?"),
                                     ("claim", "list", "--text", "?")], ids=named)  # fmt: skip
def test_bytes_that_are_no_text_are_no_fault_of_the_program(
    case: Location, command: tuple[str, ...]
) -> None:
    outcome = attack(*aimed(command, NO_TEXT), db=case)
    if outcome.code:
        refused(outcome)
    else:
        assert done(outcome) == ""


# --- empty, long, unknown ---------------------------------------------------------------------

OBLIGATORY = (
    ("claim", "add", "?", "--kind", "event"),
    ("claim", "edit", "denied", "--text", "?"),
    ("claim", "withdraw", "denied", "--because", "?"),
    ("review", "record", "denied", "--status", "verified", "--because", "?"),
    ("source", "add", "new", "--kind", "report", "--title", "?"),
    ("source", "withdraw", "outlet", "--because", "?"),
    ("party", "add", "?"),
    ("party", "edit", "police", "--name", "?"),
    ("measure", "add", "new", "--unit", "?"),
    ("measure", "edit", "contacted", "--unit", "?"),
    ("claim", "add", "x", "--kind", "event", "--key", "?"),
    ("source", "add", "?", "--kind", "report", "--title", "x"),
)


@pytest.mark.parametrize("blank", ["", " \t\n\u3000\u2003"], ids=["empty", "white"])
@pytest.mark.parametrize("command", OBLIGATORY, ids=named)
def test_what_must_be_said_cannot_be_blank(
    case: Location, command: tuple[str, ...], blank: str
) -> None:
    with untouched(case):
        refused(attack(*aimed(command, blank), db=case))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"a\0b", "NUL"),
        (b"\xff", "UTF-8"),
        ("я".encode() * 10_001, "10,001 characters"),
        (b"x" * 3_000_000, "3,000,000 characters"),
    ],
    ids=repr,
)
def test_a_statement_by_standard_input(case: Location, given: bytes, says: str) -> None:
    with untouched(case):
        refused(attack("claim", "add", "-", "--kind", "event", db=case, stdin=given), 1, says=says)


def test_the_longest_statement_and_one_more(sqlite_location: Location) -> None:
    add = ("claim", "add", "-", "--kind", "event", "--key")
    done(attack(*add, "longest", db=sqlite_location, stdin="я".encode() * 10_000))
    refused(attack(*add, "longer", db=sqlite_location, stdin="я".encode() * 10_001), 1)
    refused(attack("claim", "add", "x" * 10_001, "--kind", "event", db=sqlite_location), 1)


LONG = "x" * 100_000
"""An operating system takes about so much in one argument."""


@pytest.mark.parametrize("command", KEYED[::6] + CODED[::4] + CODED[-2:], ids=named)
def test_a_very_long_argument_is_not_repeated_whole(
    case: Location, command: tuple[str, ...]
) -> None:
    with untouched(case):
        refused(attack(*aimed(command, LONG), db=case))


@pytest.mark.parametrize(
    "command",
    [
        ("claim", "add", "x", "--kind", "event", "--key", "?"),
        ("source", "add", "?", "--kind", "report", "--title", "x"),
        ("party", "add", "?"),
        ("claim", "add", "x", "--kind", "event", "--speaker", "?"),
        ("claim", "add", "x", "--kind", "event", "--place", "?"),
        ("claim", "add", "x", "--kind", "event", "--as-of", "?"),
        ("claim", "add", "x", "--kind", "number", "--number", "?"),
        ("import", "-f", "csv", "?"),
        ("import", "?"),
        ("import", "-f", "csv", "-", "--map", "?=text"),
        ("export", "-o", "?"),
        ("db", "backup", "?"),
        ("demo", "?"),
        ("claim", "list", "--limit", "?"),
        ("claim", "?"),
        ("claim", "--?"),
        ("?",),
    ],
    ids=named,
)
def test_a_very_long_value_is_refused_in_short(case: Location, command: tuple[str, ...]) -> None:
    command = tuple(part.replace("?", LONG) for part in command)
    with untouched(case):
        refused(attack(*command, db=case))


def test_advice_on_a_long_name_is_about_names(case: Location) -> None:
    text = refused(attack("party", "add", "x" * 501, db=case), 1, says="501 characters")
    assert "claims of their own" not in text


@pytest.mark.parametrize("command", [("claim", "list"), ("search", "people"), ("review", "queue")],
                         ids=named)  # fmt: skip
@pytest.mark.parametrize("limit", [2**63 - 1, 2**63])
def test_any_limit(populated: Location, command: tuple[str, ...], limit: int) -> None:
    outcome = attack(*command, "--limit", str(limit), db=populated)
    if outcome.code:
        refused(outcome, 2)
    else:
        assert "denied" in done(outcome)


@pytest.mark.parametrize("command", CODED, ids=named)
def test_a_wrong_code_is_answered_with_the_legal_ones(
    case: Location, command: tuple[str, ...]
) -> None:
    with untouched(case):
        refused(attack(*aimed(command, "bogus"), db=case), 2)


def test_every_wrong_code_names_a_legal_one(case: Location) -> None:
    asked = ("review", "record", "denied", "--because", "x", "--status", "bogus")
    refused(attack(*asked, db=case), 2, says="unverifiable")
    refused(attack("source", "add", "n", "--title", "x", "--kind", "z", db=case), says="legal_case")


@pytest.mark.parametrize("command", [("review", "record", "denied", "--status", "verified"),
                                     ("claim", "withdraw", "denied"),
                                     ("source", "withdraw", "outlet")], ids=named)  # fmt: skip
def test_a_judgement_without_a_reason(case: Location, command: tuple[str, ...]) -> None:
    with untouched(case):
        refused(attack(*command, db=case), 2, says="--because")


# --- keys -------------------------------------------------------------------------------------


def test_an_unknown_key_suggests_near_ones(case: Location) -> None:
    refused(attack("claim", "show", "in-tuch-75", db=case), 1, says="in-touch-75")
    refused(attack("source", "show", "wier", db=case), 1, says="wire")


def test_an_ambiguous_beginning_lists_what_it_may_be(case: Location) -> None:
    text = refused(attack("claim", "show", "de", db=case), 1, says="denied")
    assert "detained" in text


@pytest.mark.parametrize("key", ["denied", "wire", "police", "contacted"])
@pytest.mark.parametrize("command", [("claim", "add", "x", "--kind", "event", "--key", "?"),
                                     ("source", "add", "?", "--kind", "report", "--title", "x"),
                                     ("party", "add", "x", "--key", "?"),
                                     ("measure", "add", "?", "--unit",
                                     "x")], ids=named)  # fmt: skip
def test_a_key_is_one_record_s_in_the_whole_case(
    case: Location, command: tuple[str, ...], key: str
) -> None:
    with untouched(case):
        refused(attack(*aimed(command, key), db=case), 1, says=key)


@pytest.mark.parametrize(
    "key",
    ["..", ".", "-", "--help", "-x", "/etc/passwd", "a/b", "a b", "a\nb", "_x", "a\x1bb",
        "a\u202eb",
     "a\u200bb", "'", "%", "*", "a" * 81, "\u0301a", "ключ ключ", "🙂"],
)  # fmt: skip
def test_what_cannot_be_a_key(case: Location, key: str) -> None:
    add = ("source", "add", "--kind", "report", "--title", "x", "--", key)
    with untouched(case):
        refused(attack(*add, db=case), 2)


@pytest.mark.parametrize(
    "key", ["ключ-2017", "йод", "ё.1", "x" * 80, "9", "A", "élan", "東京", "\U00010330" * 80]
)
def test_what_can_be_a_key_finds_its_record(sqlite_location: Location, key: str) -> None:
    add = ("claim", "add", "x", "--kind", "event", "--key", key)
    assert done(attack(*add, db=sqlite_location)) == f"{key}\n"
    assert done(attack("claim", "show", key, db=sqlite_location)).startswith(key)


@pytest.mark.parametrize("command", [("claim", "show", "?"), ("review", "log", "?"),
                                     ("claim", "list", "--tag", "?"),
                                     ("claim", "list", "--speaker", "?")], ids=named)  # fmt: skip
def test_the_same_text_in_another_normal_form(
    sqlite_location: Location, command: tuple[str, ...]
) -> None:
    composed, decomposed = "й-é", "й-é"
    given = ("--key", composed, "--tag", composed, "--speaker", f"{composed} N")
    done(attack("claim", "add", "x", "--kind", "event", *given, db=sqlite_location))
    wanted = f"{decomposed} N" if "--speaker" in command else decomposed
    assert done(attack(*aimed(command, wanted), db=sqlite_location))


def test_an_edit_of_a_claim_with_the_longest_key(sqlite_location: Location) -> None:
    key = "\U00010330" * 80
    done(attack("claim", "add", "x", "--kind", "event", "--key", key, db=sqlite_location))
    done(attack("claim", "edit", key, db=sqlite_location, setting=Setting(env={"EDITOR": "true"})))


def test_names_that_differ_only_by_case_are_two_and_by_normal_form_one(
    sqlite_location: Location,
) -> None:
    for number, name in enumerate(("Élan", "élan", "Élan", "ÉLAN")):
        add = ("claim", "add", f"{number}", "--kind", "event", "--speaker", name)
        done(attack(*add, db=sqlite_location))
    assert len(rows_of(sqlite_location)["party"]) == 3


def test_nobody_speaks_for_himself(sqlite_location: Location) -> None:
    refused(attack("party", "add", "x", "--key", "p1", "--speaks-for", "p1", db=sqlite_location), 1)


# --- code in data -----------------------------------------------------------------------------


def test_code_is_only_data(populated: Location) -> None:
    for number, text in enumerate(INJECTIONS):
        tag = text.replace(",", "").replace(";", "")  # these separate tags
        claim = ("claim", "add", "--kind", "event", "--key", f"c{number}", "--place", text)
        names = ("--tag", tag, "--speaker", text, "--against", text, "--cite", "wire")
        passage = ("--quote", text, "--locator", text)
        done(attack(*claim, *names, *passage, "--", text, db=populated, author=text))
        (row,) = [row for row in rows_of(populated)["claim"] if f"c{number}" in row]
        assert list(row).count(text) == 3  # the statement, the place, who logged it
        filters = ("--speaker", text, "--tag", tag, "--nl")
        shown = done(attack("claim", "list", *filters, db=populated))
        assert shown.startswith(f'{{"key":"c{number}"')
    assert len(rows_of(populated)["claim"]) == 3 + len(INJECTIONS)


@pytest.mark.parametrize("text", ["%", "_", "*", "?", "[a-z]*", "c%", "d_nied", "d*", "de%"])
def test_patterns_are_not_keys(case: Location, text: str) -> None:
    for command in (("claim", "show", text), ("claim", "list", "--source", text)):
        refused(attack(*command, db=case), 1)
    assert done(attack("claim", "list", "--tag", text, "--nl", db=case)) == ""


# --- dates and numbers at the edges -----------------------------------------------------------


@pytest.mark.parametrize(
    "date",
    ["0001", "0001-01-01", "9999", "9999-12-31", "2016-02-29", "2000-02", "XXXX", "../9999",
        "0001/..",
     "../..", "0001/9999", "0001-01~", "9999-12-31?"],
)  # fmt: skip
def test_dates_at_the_edges(sqlite_location: Location, date: str) -> None:
    add = ("claim", "add", "x", "--kind", "event", "--key", "c1", "--as-of", date)
    outcome = attack(*add, db=sqlite_location)
    if outcome.code:
        refused(outcome, 2, says="date")
        return
    assert date[:4] in done(attack("claim", "show", "c1", "--json", db=sqlite_location))
    done(attack("claim", "show", "c1", db=sqlite_location))
    done(attack("claim", "list", "--as-of", date, db=sqlite_location))


@pytest.mark.parametrize(
    "date",
    ["0000", "2017-02-29", "1900-02-29", "2017-13", "2017-00", "2017-04-31", "10000", "-0001",
     "2017-05/2017-04", "9999-12-31/0001-01-01", "2017/2017/2017", "٢٠١٧", "２０１７", "2017-4",
     "²017",
     "2017-04-01T25:00", "today", "/", "//", "~", "?", "X", "\x1b2017", "2017\u200b",
     "Y17E8", "2017-W01", "18 May 2017"],
)  # fmt: skip
def test_what_is_no_date(case: Location, date: str) -> None:
    with untouched(case):
        outcome = attack("claim", "add", "x", "--kind", "event", f"--as-of={date}", db=case)
        refused(outcome, 2, says="date")


@pytest.mark.parametrize(
    "number",
    ["", "-", "-5", "1e9", "1e999999999", "0x10", "NaN", "Infinity", "-inf", "½", "²", "Ⅻ", "1/0",
     "1..2", "1,2,3", "1,00", "1.2.3", "--1", "9" * 201, "9" * 100_000, "5\x1b[31m people",
     "5\u202e people",
     "between 200 and 100", "100 to 27", "2017", "No. 5", "A/HRC/49/71", "three weeks", "%",
     "half of", "1\u200b2", "+5", "5!", "=5+5", "of the 30", "between 5", "hundred of hundred of"],
)  # fmt: skip
def test_what_is_no_number(case: Location, number: str) -> None:
    outcome = attack("claim", "add", "x", "--kind", "number", f"--number={number}", "--json",
                     db=case)  # fmt: skip
    if number == "":
        done(outcome)  # taken for not given
    else:
        refused(outcome, 2, says="quantity")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(st.characters(exclude_characters="\0"), min_size=1, max_size=60))
def test_any_number_is_read_or_refused(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """In the process itself: a fault would be an exception of another kind."""
    from factcheck.domain.edtf import read_edtf
    from factcheck.domain.quantities import describe, read_quantity
    from factcheck.errors import UsageError

    for read in (lambda: describe(read_quantity(text)), lambda: read_edtf(text)):
        try:
            read()
        except UsageError:
            continue


def test_a_case_is_made_in_the_schema_of_today(sqlite_location: Location) -> None:
    """What all attacks here stand on."""
    assert rows_of(sqlite_location)["claim"] == []
    assert schema.HEAD >= 2
