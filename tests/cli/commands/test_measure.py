"""``factcheck measure``: what numbers count."""

import json

import pytest

from tests.support.commandline import Runner


def shown(case: Runner, key: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(case("measure", "show", key, "--json").stdout)
    return found


def test_a_measure_is_named(case: Runner) -> None:
    done = case(
        "measure", "add", "contacted", "--unit", "people", "--definition", "In contact.",
        "--cumulative",
    )  # fmt: skip
    assert (done.stdout, done.exit_code) == ("contacted\n", 0)
    added = case("measure", "add", "fled", "--unit", "people", "--part-of", "contacted", "--json")
    assert json.loads(added.stdout) == {
        "key": "fled",
        "unit": "people",
        "definition": None,
        "cumulative": False,
        "part_of": "contacted",
        "figures": 0,
    }
    assert shown(case, "contacted")["cumulative"] is True


def test_measures_are_listed_with_their_figures(filled: Runner) -> None:
    listed = json.loads(filled("measure", "list", "--json").stdout)
    assert [(measure["key"], measure["figures"]) for measure in listed] == [
        ("contacted", 1),
        ("evacuated", 0),
    ]
    flowing = " ".join(filled("measure", "show", "contacted").stdout.split())
    assert "People in contact with the network." in flowing
    assert "since some day (cumulative)" in flowing
    assert "Part of contacted" in " ".join(filled("measure", "show", "evac").stdout.split())


def test_an_empty_list_says_what_to_do(case: Runner) -> None:
    done = case("measure", "list")
    assert (done.stdout, done.exit_code) == ("", 0)
    assert "factcheck measure add" in done.stderr


@pytest.mark.parametrize(
    ("options", "name", "value"),
    [
        (["--unit", "cases"], "unit", "cases"),
        (["--definition", "Otherwise."], "definition", "Otherwise."),
        (["--definition", ""], "definition", None),
        (["--cumulative"], "cumulative", True),
        (["--state"], "cumulative", False),
        (["--part-of", ""], "part_of", None),
    ],
)
def test_edit_changes_what_is_named(
    filled: Runner, options: list[str], name: str, value: object
) -> None:
    before = shown(filled, "evacuated")
    done = filled("measure", "edit", "evacuated", *options)
    assert (done.stdout, done.exit_code) == ("evacuated\n", 0)
    assert shown(filled, "evacuated") == {**before, name: value}


@pytest.mark.parametrize(
    ("command", "told", "code"),
    [
        (["add", "new"], "--unit", 2),
        (["add", "new", "--unit", " "], "unit is empty", 1),
        (["add", "two words", "--unit", "people"], "cannot be a key", 2),
        (["add", "contacted", "--unit", "people"], "belongs to another one already", 1),
        (["add", "new", "--unit", "people", "--part-of", "contatced"], "contacted?", 1),
        (["show", "contatced"], "Did you mean contacted?", 1),
        (["edit", "contacted"], "Nothing was said about what to change", 2),
        (["edit", "contacted", "--unit", ""], "unit is empty", 1),
        (["edit", "contacted", "--part-of", "evacuated"], "contacted be part of evacuated", 1),
    ],
)
def test_what_is_wrong_is_refused_and_changes_nothing(
    filled: Runner, command: list[str], told: str, code: int
) -> None:
    before = filled("measure", "list", "--json").stdout
    done = filled("measure", *command)
    assert (done.stdout, done.exit_code) == ("", code)
    assert told in done.stderr
    assert filled("measure", "list", "--json").stdout == before


def test_nobody_works_without_a_name(case: Runner) -> None:
    done = case("measure", "add", "new", "--unit", "people", author=None)
    assert (done.stdout, done.exit_code) == ("", 2)
