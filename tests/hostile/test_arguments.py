"""Hostile arguments: what cannot be text, what is far too long, what looks like code."""

import pytest

from factcheck.database.engine import Location
from tests.hostile.attacks import aimed, attack, done, named, refused, untouched

NO_TEXT = b"\xff\xfe"
"""Bytes that Python hands on as lone surrogates."""

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


@pytest.mark.parametrize(
    "blank",
    ["", " \t\n\u3000\u2003", "\u200b\u2060\ufeff\u034f\u3164\U000e0041"],
    ids=["empty", "white", "invisible"],
)
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
