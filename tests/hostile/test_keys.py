"""Hostile keys and names, and code where data belongs."""

import pytest

from factcheck.database.engine import Location
from tests.hostile.attacks import Setting, aimed, attack, done, named, refused, untouched
from tests.support.snapshots import rows_of

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
