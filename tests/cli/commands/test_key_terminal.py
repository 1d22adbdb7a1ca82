"""``factcheck key new`` on a real terminal: the passphrase is typed, and not shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.keyring.folder import Keyring
from tests.cli.commands.test_log_terminal import Terminal
from tests.cli.conftest import terminals

pytestmark = terminals

FIRST = "Passphrase for the new key of “Anna Reporter”: "
SECOND = "The same once more: "


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "keys"


@pytest.fixture
def terminal(folder: Path) -> Iterator[Terminal]:
    opened = Terminal(["key", "new"], 100, {"FACTCHECK_KEYS": str(folder)})
    yield opened
    opened.close()


def test_the_passphrase_is_asked_twice_and_not_shown(terminal: Terminal, folder: Path) -> None:
    for question in (FIRST, SECOND):
        terminal.until(question)
        terminal.type("secret\n")
    assert terminal.ended() == 0
    assert "secret" not in terminal.seen
    assert "factcheck-key ed25519" in terminal.seen
    key = Keyring(folder).key_of("Anna Reporter")
    assert key is not None
    assert key.signer("Anna Reporter", "secret").public == key.public


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["one\n", "two\n"], "The two passphrases are not the same."),
        (["\n"], "The passphrase is empty."),
        (["\x04"], "needs a passphrase"),
        (["\x03"], "The command was interrupted."),
        (["one\n", "\x03"], "The command was interrupted."),
    ],
    ids=["another", "empty", "end", "interrupt", "late interrupt"],
)
def test_a_passphrase_that_is_not_given_makes_no_key(
    terminal: Terminal, folder: Path, lines: list[str], told: str
) -> None:
    for question, line in zip((FIRST, SECOND), lines, strict=False):
        terminal.until(question)
        terminal.type(line)
    assert terminal.ended() == 1
    assert told in terminal.seen
    assert "Traceback" not in terminal.seen
    assert not folder.exists()
