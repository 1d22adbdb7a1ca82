"""Are the judges of the attacks awake?"""

import os
import time
import unicodedata
from pathlib import Path

import pytest

from factcheck.database.engine import Location
from tests.hostile.attacks import (
    HARMFUL,
    Outcome,
    attack,
    begin,
    done,
    harmless,
    program,
    refused,
    untouched,
)


def test_a_fork_is_the_program(tmp_path: Path) -> None:
    asked = ["--db", str(tmp_path / "none.db"), "claim", "list"]
    assert attack(*asked) == program(*asked)
    refused(attack(*asked), 1, says="There is no case file")


@pytest.mark.parametrize(
    "character", ["\x1b", "\r", "\t", "\x9b", "\u202e", "\u200b", "\U000e0041"]
)
def test_what_acts_on_a_terminal_is_seen(character: str) -> None:
    with pytest.raises(AssertionError):
        harmless(f"a{character}b".encode())


@pytest.mark.parametrize(
    "text",
    [
        "Traceback (most recent call last):\nError: x\n",
        "Error: factcheck met a fault of its own (ValueError).\n",
        "Error: one.\nTwo.\nThree.\n",
        f"Error: {'x' * 5000}\n",
        "Oh no.\n",
        "",
    ],
)
def test_a_bad_refusal_is_seen(text: str) -> None:
    with pytest.raises(AssertionError):
        refused(Outcome(1, b"", text.encode()))


def test_harmful_is_all_that_unicode_calls_a_control() -> None:
    controls = {chr(n) for n in range(0xA00) if unicodedata.category(chr(n)) == "Cc"} - {"\n"}
    marks = {
        chr(n)
        for n in range(0x3000)
        if unicodedata.bidirectional(chr(n))
        in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
    }
    assert all(HARMFUL.match(character) for character in controls | marks)


def test_a_change_is_seen(sqlite_location: Location) -> None:
    with pytest.raises(AssertionError), untouched(sqlite_location):
        done(attack("party", "add", "x", db=sqlite_location))


def test_a_hanging_command_is_killed(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    started = begin("claim", "add", "-", "--kind", "event", db=tmp_path / "x.db", stdin=reading)
    os.close(reading)
    with pytest.raises(pytest.fail.Exception):
        started.wait(0.5)
    os.close(writing)
    assert any(_is_gone(started.pid) for _ in range(100))


def _is_gone(pid: int) -> bool:
    time.sleep(0.02)
    return not Path("/proc", str(pid)).exists()
