"""``factcheck log`` on a real terminal: lines that are edited, signals, and what stays."""

import json
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Prepare, terminals
from tests.support.commandline import Runner
from tests.support.terminals import PATIENCE, Terminal

pytest.importorskip("readline")
pytestmark = terminals

PAGE = "“We are in touch with some 75 people,” he said.\n\nПомогаем тридцати из них.\n"


@pytest.fixture
def place(case: Runner, prepare: Prepare, tmp_path: Path) -> Iterator[list[Terminal]]:
    """A case with a captured interview; the terminals that a test opens are closed behind it."""
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")

    def commands() -> None:
        case("source", "add", "talk", "--kind", "interview", "--title", "A talk")
        assert case("source", "capture", "talk", "page.txt").exit_code == 0

    prepare("an interview of two paragraphs", commands)
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.close()


def begin(
    place: list[Terminal],
    *,
    at: str = "para. 1",
    columns: int = 80,
    environment: dict[str, str] | None = None,
) -> Terminal:
    start = ["--from", at] if at else []
    words = ["--db", "case.db", "log", "talk", *start]
    terminal = Terminal(words, columns, environment)
    place.append(terminal)
    return terminal


def kept(folder: Path) -> dict[str, object]:
    (file,) = folder.glob(".factcheck-log-*")
    assert file.stat().st_mode & 0o777 == 0o600
    found: dict[str, object] = json.loads(file.read_text())["draft"]
    return found


def test_a_claim_is_logged(place: list[Terminal], case: Runner) -> None:
    terminal = begin(place)
    first = terminal.until("> ")
    assert "\x1b[H\x1b[2J" in first
    terminal.type("l some 75 people\r")
    assert "\x1b[4m" in (shown := terminal.until("Claim: ")) or "\x1b[1m\x1b[4m" in shown
    assert "[[" not in shown
    terminal.type("About 75 peopel\x7f\x7fle.\r")  # mended with the key for it
    terminal.until("Kind: ")
    terminal.type("n\r")
    terminal.until("Number: some 75 people")  # stands there to be edited
    terminal.type("\r")
    for label in ("As of: ", "Tags: ", "Speaker: "):
        terminal.until(label)
        terminal.type("\r")
    assert "About 75 people." in terminal.until("[c]ancel: ")
    terminal.type("e claim\r")
    terminal.until("Claim: About 75 people.")
    terminal.type("\x01Nearly: \r")  # to the beginning of the line
    terminal.until("[c]ancel: ")
    terminal.type("y\r")
    assert "Logged nearly-about-75-people." in terminal.until("\n> ")
    terminal.type("q\r")
    terminal.until("Logged 1 claim.")
    assert terminal.ended() == 0
    (claim,) = json.loads(case("claim", "list", "--json").stdout)
    assert claim["text"] == "Nearly: About 75 people."
    assert claim["quantity"]["as_stated"] == "some 75 people"


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
def test_without_colours_the_words_stand_in_brackets(
    environment: dict[str, str], place: list[Terminal]
) -> None:
    terminal = begin(place, environment=environment)
    terminal.until("> ")
    terminal.type("l some 75 people\r")
    shown = terminal.until("Claim: ")
    assert "[[some 75 people]]" in shown
    assert not re.search("\x1b\\[[0-9;]*m", terminal.seen)
    assert ("\x1b[2J" in terminal.seen) == ("TERM" not in environment)


@pytest.mark.parametrize("columns", [40, 60])
def test_it_fits_a_narrow_terminal(columns: int, place: list[Terminal]) -> None:
    """Where COLUMNS does not say it, the terminal does."""
    terminal = begin(place, columns=columns, environment={"NO_COLOR": "1"})
    shown = terminal.until("> ").replace("\x1b[H\x1b[2J", "")
    assert max(map(len, shown.splitlines())) < columns


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=str)
def test_a_line_that_is_being_typed_is_kept_when_it_is_ended(
    number: signal.Signals, place: list[Terminal], tmp_path: Path
) -> None:
    terminal = begin(place)
    terminal.until("> ")
    terminal.type("l some 75 people\r")
    terminal.until("Claim: ")
    terminal.type("Пытки, torture")
    terminal.until("torture")
    terminal.send(number)
    terminal.until("“factcheck log talk” offers it again.")
    assert terminal.ended() == 1
    draft = kept(tmp_path)
    assert (draft["asking"], draft["typing"]) == ("text", "Пытки, torture")

    terminal = begin(place, at="")
    terminal.until("[d]rop it: ")
    terminal.type("\r")
    terminal.until("Claim: Пытки, torture")  # in the line once more
    terminal.type(" and murder.\r")
    terminal.until("Kind: ")
    assert kept(tmp_path)["answers"]["text"] == "Пытки, torture and murder."  # type: ignore[index]


def test_a_line_that_is_being_typed_is_kept_when_it_is_killed(
    place: list[Terminal], tmp_path: Path
) -> None:
    terminal = begin(place)
    terminal.until("> ")
    terminal.type("l some 75 people\r")
    terminal.until("Claim: ")
    terminal.type("Half a sen")
    last = time.monotonic() + PATIENCE
    while kept(tmp_path)["typing"] != "Half a sen":
        assert time.monotonic() < last
        time.sleep(0.1)
    terminal.send(signal.SIGKILL)
    assert terminal.ended() == -signal.SIGKILL
    terminal = begin(place, at="")
    assert "Claim: Half a sen" in terminal.until("[d]rop it: ")


def test_the_end_of_the_input_stops(place: list[Terminal]) -> None:
    terminal = begin(place)
    terminal.until("> ")
    terminal.type("\x04")
    terminal.until("Stopped at para. 1")
    assert terminal.ended() == 0


def test_an_interrupt_between_claims_loses_nothing(place: list[Terminal]) -> None:
    terminal = begin(place)
    terminal.until("> ")
    terminal.until_typing(shown=False)  # what is pressed before the line is read may be lost
    terminal.type("\x03")
    terminal.until("The command was interrupted.")
    assert terminal.ended() == 1
    assert begin(place, at="").until("> ")
