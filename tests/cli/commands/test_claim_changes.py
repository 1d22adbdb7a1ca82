"""``factcheck claim cite``, ``edit`` and ``withdraw``."""

import json
from pathlib import Path

import pytest

from tests.cli.commands.test_claim import CLAIM_NAMES, shown
from tests.support.commandline import Runner


def test_cite_adds_a_passage(filled: Runner) -> None:
    done = filled("claim", "cite", "denied", "outlet", "--quote", "never", "--locator", "p. 1")
    assert (done.stdout, done.exit_code) == ("denied\n", 0)
    assert "It has 2 citations and 1 origin now." in done.stderr
    printed = filled("claim", "cite", "denied", "outlet", "--via", "wire", "--json")
    assert list(json.loads(printed.stdout)) == CLAIM_NAMES
    again = filled("claim", "cite", "denied", "outlet", "--quote", "never", "--locator", "p. 1")
    assert again.exit_code == 1
    assert "denied cites this passage of outlet already." in again.stderr


def test_withdraw_keeps_the_reason(filled: Runner) -> None:
    done = filled("claim", "withdraw", "detained", "--because", "Logged twice.")
    assert (done.stdout, done.exit_code) == ("detained\n", 0)
    assert "Withdrawn; it was unverified." in done.stderr
    assert shown(filled, "detained")["status"] == "withdrawn"
    assert "Logged twice." in filled("claim", "show", "detained").stdout
    again = filled("claim", "withdraw", "detained", "--because", "Again.")
    assert again.exit_code == 1
    assert "detained is withdrawn already." in again.stderr


def test_withdraw_takes_back_one_citation(filled: Runner) -> None:
    done = filled("claim", "withdraw", "in-touch-75", "--cite", "outlet", "--because", "Misread.")
    assert (done.stdout, done.exit_code) == ("in-touch-75\n", 0)
    claim = shown(filled, "in-touch-75")
    assert claim["origins"] == ["interview"]
    assert claim["status"] == "in-review"
    assert "It is in-review now: the evidence changed after" in done.stderr


@pytest.mark.parametrize("because", [[], ["--because", ""], ["--because", "  "]])
def test_withdraw_needs_a_reason(filled: Runner, because: list[str]) -> None:
    done = filled("claim", "withdraw", "detained", *because)
    assert done.exit_code in (1, 2)
    assert "because" in done.stderr or "reason" in done.stderr
    assert shown(filled, "detained")["status"] == "unverified"


def test_edit_changes_what_is_named(filled: Runner) -> None:
    before = shown(filled, "detained")
    done = filled(
        "claim", "edit", "detained", "--text", "Men were detained.", "--place", "Grozny",
        "--tag", "a", "--tag", "b",
    )  # fmt: skip
    assert (done.stdout, done.exit_code) == ("detained\n", 0)
    assert shown(filled, "detained") == {
        **before,
        "text": "Men were detained.",
        "place": "Grozny",
        "tags": ["a", "b"],
    }
    assert list(json.loads(filled("claim", "edit", "detained", "--as-of", "2017", "--json").stdout))


@pytest.mark.parametrize(
    ("option", "name"),
    [
        ("--act", "act"),
        ("--speaker", "speaker"),
        ("--against", "against"),
        ("--as-of", "as_of"),
        ("--happened", "happened"),
        ("--place", "place"),
        ("--tag", "tags"),
    ],
)
def test_an_empty_value_takes_a_field_away(filled: Runner, option: str, name: str) -> None:
    filled("claim", "edit", "detained", "--speaker", "Ada", "--as-of", "2017")
    before = shown(filled, "detained")
    assert before[name]
    done = filled("claim", "edit", "detained", option, "")
    assert done.exit_code == 0, done.stderr
    assert shown(filled, "detained") == {**before, name: [] if name == "tags" else None}


def test_a_number_is_taken_away_with_its_method_and_measure(filled: Runner) -> None:
    done = filled(
        "claim", "edit", "in-touch-75", "--number", "", "--number-method", "", "--measure", ""
    )
    assert done.exit_code == 0, done.stderr
    assert shown(filled, "in-touch-75")["quantity"] is None


def test_edit_reads_the_statement_from_standard_input(filled: Runner) -> None:
    assert filled("claim", "edit", "denied", "--text", "-", input="Denied.\n").exit_code == 0
    assert shown(filled, "denied")["text"] == "Denied."


def test_edit_says_how_a_new_number_was_read_and_what_party_was_made(filled: Runner) -> None:
    done = filled("claim", "edit", "denied", "--number", "a dozen", "--speaker", "Alvi Karimov")
    assert "New party: Alvi Karimov." in done.stderr
    assert "Read “a dozen” as: 12." in done.stderr


def test_a_wrong_edit_changes_nothing(filled: Runner) -> None:
    before = shown(filled, "denied")
    for options in (["--text", ""], ["--kind", "abuse", "--act", "insult"], ["--number", "lots"]):
        done = filled("claim", "edit", "denied", "--place", "Grozny", *options)
        assert done.exit_code in (1, 2)
        assert done.stdout == ""
    assert shown(filled, "denied") == before


def test_edit_without_options_or_a_terminal_says_what_to_do(filled: Runner) -> None:
    done = filled("claim", "edit", "denied")
    assert (done.stdout, done.exit_code) == ("", 2)
    assert "no terminal to open an editor in" in done.stderr


def test_edit_takes_a_text_from_a_file_or_standard_input(filled: Runner, tmp_path: Path) -> None:
    text = 'text = "Denied."\nkind = "denial"\n[[citation]]\nsource = "wire"\nstance = "refutes"\n'
    file = tmp_path / "denied.toml"
    file.write_text(text)
    assert filled("claim", "edit", "denied", "--from", file).exit_code == 0
    assert shown(filled, "denied")["text"] == "Denied."
    citations = shown(filled, "denied")["citations"]
    assert isinstance(citations, list)
    assert citations[0]["stance"] == "refutes"
    text = text.replace("Denied.", "Denied again.")
    assert filled("claim", "edit", "denied", "--from", "-", input=text).exit_code == 0
    assert shown(filled, "denied")["text"] == "Denied again."
    missing = filled("claim", "edit", "denied", "--from", tmp_path / "nowhere.toml")
    assert missing.exit_code == 1
    assert "nowhere.toml cannot be read" in missing.stderr
