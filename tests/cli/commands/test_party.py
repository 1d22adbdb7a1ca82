"""``factcheck party``: people and organisations."""

import json

import pytest

from tests.support.commandline import Runner


def shown(case: Runner, key: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(case("party", "show", key, "--json").stdout)
    return found


def test_a_party_is_logged_under_the_name_that_may_be_printed(case: Runner) -> None:
    case("party", "add", "Russian LGBT Network", "--key", "network")
    done = case(
        "party", "add", "Igor Kochetkov", "--kind", "person", "--speaks-for", "network", "--json"
    )
    assert json.loads(done.stdout) == {
        "key": "igor-kochetkov",
        "name": "Igor Kochetkov",
        "kind": "person",
        "speaks_for": "network",
    }
    assert case("party", "add", "Alvi Karimov").stdout == "alvi-karimov\n"


def test_parties_are_listed_by_name_and_shown_by_name_or_key(filled: Runner) -> None:
    listed = json.loads(filled("party", "list", "--json").stdout)
    assert [party["name"] for party in listed] == [
        "Igor Kochetkov",
        "Russian LGBT Network",
        "Полиция Чечни",
    ]
    assert listed[0] == shown(filled, "Igor Kochetkov") == shown(filled, "igor")
    assert "Speaks for  network" in filled("party", "show", "igor").stdout
    assert filled("party", "show", "igor").stdout.startswith("Igor Kochetkov\n")


def test_an_empty_list_is_said(case: Runner) -> None:
    assert case("party", "list") == ("", "No parties yet.\n", 0)


@pytest.mark.parametrize(
    ("options", "name", "value"),
    [
        (["--name", "I. Kochetkov"], "name", "I. Kochetkov"),
        (["--kind", "organisation"], "kind", "organisation"),
        (["--kind", ""], "kind", None),
        (["--speaks-for", "police"], "speaks_for", "police"),
        (["--speaks-for", ""], "speaks_for", None),
    ],
)
def test_edit_changes_what_is_named(
    filled: Runner, options: list[str], name: str, value: str | None
) -> None:
    before = shown(filled, "igor-kochetkov")
    done = filled("party", "edit", "igor", *options)
    assert (done.stdout, done.exit_code) == ("igor-kochetkov\n", 0), done.stderr
    assert shown(filled, "igor-kochetkov") == {**before, name: value}


@pytest.mark.parametrize(
    ("command", "told", "code"),
    [
        (["add", ""], "name is empty", 1),
        (["add", "a\0b"], "NUL", 1),
        (["add", "Ada", "--kind", "robot"], "'person', 'organisation'", 2),
        (["add", "Ada", "--speaks-for", "Nobody"], "There is no party “Nobody”", 1),
        (["add", "Ada", "--key", "wire"], "belongs to a source already", 1),
        (["show", "netwrok"], "Did you mean network?", 1),
        (["edit", "netwrok", "--name", "x"], "Did you mean network?", 1),
        (["edit", "network"], "Nothing was said about what to change", 2),
        (["edit", "network", "--name", ""], "name is empty", 1),
        (["edit", "network", "--speaks-for", "igor"], "network speak for igor-kochetkov", 1),
    ],
)
def test_what_is_wrong_is_refused_and_changes_nothing(
    filled: Runner, command: list[str], told: str, code: int
) -> None:
    before = filled("party", "list", "--json").stdout
    done = filled("party", *command)
    assert (done.stdout, done.exit_code) == ("", code)
    assert told in done.stderr
    assert filled("party", "list", "--json").stdout == before


def test_nobody_works_without_a_name(case: Runner) -> None:
    done = case("party", "add", "Ada", author=None)
    assert (done.stdout, done.exit_code) == ("", 2)
