"""``factcheck review next`` on a real terminal: from the first claim to the last, however it ends
on the way."""

import json
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import terminals
from tests.support.commandline import Runner
from tests.support.terminals import PATIENCE, Terminal

pytest.importorskip("readline")
pytestmark = terminals

PAGE = "It began. They held 75 people in May. It went on.\n"
KEYS = "[?]"
"""The end of the line that names the keys."""


@pytest.fixture
def desk(case: Runner, tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Sits down at the desk of a case with three claims that wait, in this order: ``beaten``,
    ``taken``, ``held``. The terminals are closed behind the test."""
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    case("source", "add", "talk", "--kind", "interview", "--title", "A talk")
    case("source", "capture", "talk", "page.txt")
    case("claim", "add", "75 people were held.", "--key", "held", "--kind", "event", "--cite",
         "talk", "--quote", "75 people")  # fmt: skip
    case("claim", "add", "They were beaten.", "--key", "beaten", "--kind", "event")
    case("claim", "add", "They were taken.", "--key", "taken", "--kind", "event")
    opened: list[Terminal] = []

    def sit_down(**given: Any) -> Terminal:
        terminal = Terminal(["--db", "case.db", "review", "next"], **given)
        opened.append(terminal)
        return terminal

    yield sit_down
    for terminal in opened:
        terminal.close()


def draft(folder: Path) -> dict[str, Any]:
    """What is kept of what is being typed."""
    (file,) = folder.glob(".factcheck-review-*")
    assert file.stat().st_mode & 0o777 == 0o600
    found: dict[str, Any] = json.loads(file.read_text())["draft"] or {}
    return found


def until_kept(folder: Path, text: str) -> None:
    last = time.monotonic() + PATIENCE
    while draft(folder).get("typing") != text:
        assert time.monotonic() < last
        time.sleep(0.1)


def reviews(case: Runner, key: str) -> list[tuple[str, str]]:
    found = json.loads(case("claim", "show", key, "--json").stdout)["reviews"]
    return [(review["status"], review["because"]) for review in found]


def begin_review(terminal: Terminal, letter: str, because: str) -> None:
    """As far as the line for the reason, which is not ended."""
    terminal.type("r")
    terminal.until("Status: ")
    terminal.type(f"{letter}\r")
    terminal.until("Because: ")
    terminal.type(because)
    terminal.until(because)


def end_review(terminal: Terminal) -> None:
    terminal.type("\r")
    terminal.until("Credibility: ")
    terminal.type("3\r")
    terminal.until("[c]ancel: ")
    terminal.type("y\r")


def test_from_the_first_claim_to_the_last_and_killed_on_the_way(
    desk: Callable[..., Terminal], case: Runner, tmp_path: Path
) -> None:
    terminal = desk()
    assert "beaten (event, unverified)" in plain_page(terminal)
    begin_review(terminal, "d", "Two accounts differ.")
    end_review(terminal)
    terminal.until("Recorded your review of beaten. It was unverified and is disputed now.")
    assert reviews(case, "beaten") == [("disputed", "Two accounts differ.")]  # before any key
    terminal.until(KEYS)
    begin_review(terminal, "b", "Никто не зна")
    until_kept(tmp_path, "Никто не зна")
    terminal.send(signal.SIGKILL)
    assert terminal.ended() == -signal.SIGKILL
    assert reviews(case, "beaten") == [("disputed", "Two accounts differ.")]
    assert reviews(case, "taken") == []

    terminal = desk()
    offered = terminal.until("[d]rop it: ")
    assert "Status: unverifiable" in offered
    assert "Because: Никто не зна" in offered
    terminal.type("\r")
    terminal.until("Because: Никто не зна")  # in the line once more
    terminal.type("ет.")
    end_review(terminal)
    terminal.until("claim 2 of 2 in the queue")
    page = terminal.until(KEYS)
    assert "\x1b[4m" in page  # the quote is underlined in its context
    assert "It began. They held" in page
    terminal.type("o")
    terminal.until("Any key goes back to the claim.")
    terminal.type("x")
    terminal.until(KEYS)
    terminal.type("s")
    terminal.until("Recorded 1 review. That was the last claim in the queue.")
    assert terminal.ended() == 0
    assert reviews(case, "taken") == [("unverifiable", "Никто не знает.")]
    assert list(tmp_path.glob(".factcheck-review-*")) == []
    assert case("audit").exit_code == 0


def plain_page(terminal: Terminal) -> str:
    return " ".join(terminal.until(KEYS).split())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=str)
def test_a_reason_that_is_being_typed_is_kept_when_it_is_ended(
    number: signal.Signals, desk: Callable[..., Terminal], case: Runner, tmp_path: Path
) -> None:
    terminal = desk()
    terminal.until(KEYS)
    begin_review(terminal, "d", "Half a sen")
    terminal.send(number)
    terminal.until("“factcheck review next” offers it again.")
    assert terminal.ended() == 1
    assert (draft(tmp_path)["asking"], draft(tmp_path)["typing"]) == ("because", "Half a sen")
    assert reviews(case, "beaten") == []


def test_a_note_that_is_being_typed_is_kept_when_the_terminal_is_closed(
    desk: Callable[..., Terminal], case: Runner, tmp_path: Path
) -> None:
    terminal = desk()
    terminal.until(KEYS)
    terminal.type("n")
    terminal.until("Note: ")
    terminal.type("Ask the cou")
    until_kept(tmp_path, "Ask the cou")
    terminal.hang_up()
    assert draft(tmp_path)["typing"] == "Ask the cou"
    assert json.loads(case("claim", "show", "beaten", "--json").stdout)["notes"] == []
    terminal = desk()
    assert "Note: Ask the cou" in terminal.until("[d]rop it: ")


def test_a_page_longer_than_the_screen_is_shown_in_parts(
    desk: Callable[..., Terminal], case: Runner
) -> None:
    case("claim", "note", "beaten", "\n".join(f"line {number}" for number in range(30)))
    terminal = desk(rows=24)
    first = terminal.until(KEYS)
    assert "part 1 of 3" in first
    assert "They were beaten." in first
    assert first.count("\n") < 24
    assert "[Enter] more" in first
    terminal.type("\r")
    assert "line 12" in terminal.until("part 2 of 3") + terminal.until(KEYS)
    terminal.type(" ")
    terminal.until("part 3 of 3")
    assert "line 29" in terminal.until(KEYS)
    terminal.type("\r")
    terminal.until("part 1 of 3")


@pytest.mark.parametrize("columns", [40, 60])
def test_it_fits_a_narrow_terminal(columns: int, desk: Callable[..., Terminal]) -> None:
    terminal = desk(columns=columns, environment={"NO_COLOR": "1"})
    shown = terminal.until(KEYS).replace("\x1b[H\x1b[2J", "")
    assert max(map(len, shown.splitlines())) < columns


def test_an_arrow_is_no_key_here(desk: Callable[..., Terminal]) -> None:
    terminal = desk()
    terminal.until(KEYS)
    terminal.type("\x1b[C")
    assert "is no key here" in terminal.until(KEYS)


def test_an_interrupt_or_the_end_of_the_input_between_claims(
    desk: Callable[..., Terminal],
) -> None:
    terminal = desk()
    terminal.until(KEYS)
    terminal.type("s")
    terminal.until("claim 2 of 3")
    terminal.until(KEYS)
    terminal.type("\x03")
    terminal.until("The command was interrupted.")
    assert terminal.ended() == 1
    terminal = desk()
    terminal.until("claim 2 of 3")
    terminal.until(KEYS)
    terminal.type("\x04")
    terminal.until("Stopped at taken, claim 2 of 3 in the queue.")
    assert terminal.ended() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=str)
def test_the_terminal_is_left_as_it_was(
    number: signal.Signals, desk: Callable[..., Terminal]
) -> None:
    """While a key is awaited, the terminal does not show what is typed."""
    terminal = desk()
    before = terminal.shows_typing()
    terminal.until(KEYS)
    terminal.until_typing(shown=False)
    terminal.send(number)
    assert terminal.ended() == 1
    assert terminal.shows_typing() == before
