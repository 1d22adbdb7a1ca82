"""``factcheck policy``: what the case asks for is shown and changed."""

import json

import pytest

from tests.support.commandline import Runner

DEFAULTS = {"origins": 2, "anchored": True, "standard": True, "second_reader": True}


def test_the_policy_is_shown(case: Runner) -> None:
    done = case("policy")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        "corroborated  2 independent origins that support the claim, and none that contests it\n"
        "verified      the same; every quote that supports it anchored; a standard of proof; "
        "a second reader\n"
        "any other     a reason\n"
    )
    assert json.loads(case("policy", "--json").stdout) == DEFAULTS


def test_an_option_changes_what_it_names_and_nothing_else(case: Runner) -> None:
    done = case("policy", "--origins", "1", "--no-second-reader", "--json")
    assert json.loads(done.stdout) == {**DEFAULTS, "origins": 1, "second_reader": False}
    assert done.stderr == "No status changed by it.\n"
    assert case("policy", "--no-anchored", "--no-standard").stdout == (
        "corroborated  1 independent origin that supports the claim, and none that contests it\n"
        "verified      the same; quotes as they are; no standard of proof; one reader\n"
        "any other     a reason\n"
    )
    case("policy", "--anchored", "--standard", "--second-reader", "--origins", "2")
    assert json.loads(case("policy", "--json").stdout) == DEFAULTS
    assert case("policy", "--origins", "2").stderr == "Nothing changed.\n"


def test_claims_that_are_no_longer_allowed_go_back_to_review(filled: Runner) -> None:
    assert filled("policy", "--origins", "3").stderr == "1 claim has another status now.\n"
    claim = json.loads(filled("claim", "show", "in-touch-75", "--json").stdout)
    assert claim["status"] == "in-review"
    assert "It needs 3 independent origins" in claim["status_because"]
    assert "the policy does not allow Anna Reporter's review of" in filled("export").stdout


@pytest.mark.parametrize("origins", ["0", "-1", "21", "many"])
def test_a_number_that_makes_no_policy_is_refused(case: Runner, origins: str) -> None:
    done = case("policy", "--origins", origins)
    assert (done.stdout, done.exit_code) == ("", 2)
    assert json.loads(case("policy", "--json").stdout) == DEFAULTS


def test_nobody_changes_it_without_a_name(case: Runner) -> None:
    assert case("policy", "--origins", "1", author=None).exit_code == 2
    assert json.loads(case("policy", "--json", author=None).stdout) == DEFAULTS
