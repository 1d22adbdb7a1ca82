"""The way in for all attacks: the command in a process of its own, and what it may never do.

A command is forked from ``nursery``; what depends on how Python itself starts is run as
``program`` instead.
"""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from factcheck.database.engine import Location
from tests.hostile.nursery import SECONDS, environment, nursery, send
from tests.support.cases import AUTHOR
from tests.support.snapshots import rows_of

PROGRAM = [sys.executable, "-m", "factcheck"]

Argument = str | bytes | Path | Location

HARMFUL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
"""What a terminal or a reader's eye could be led astray by: controls other than the line feed,
direction marks, invisible separators and tags. Written here anew: not asked of the program."""

HINTED = 2
"""Lines of a refusal: the sentence, and what to do next."""

LONGEST = 3_000
"""Characters of a refusal that a person will still read."""


class Outcome(NamedTuple):
    code: int
    stdout: bytes
    stderr: bytes

    @property
    def out(self) -> str:
        return self.stdout.decode()

    @property
    def err(self) -> str:
        return self.stderr.decode()


class Setting(NamedTuple):
    """The surroundings of an attack."""

    cwd: str | None = None
    env: Mapping[str, str | None] = {}
    """Over the present environment; none takes a variable away."""
    user: int | None = None
    file_size: int | None = None
    """RLIMIT_FSIZE."""
    closed: Sequence[int] = ()
    """File descriptors that are closed when the program starts."""
    busy_seconds: float | None = None
    """In the place of ``BUSY_SECONDS``: not to wait so long."""


USUAL = Setting()


class Running:
    """A command that may still be at work."""

    def __init__(self, pid: int, status: socket.socket, printed: Sequence[int]) -> None:
        self.pid = pid
        self._status, self._printed = status, printed

    def send(self, number: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def wait(self, seconds: float = SECONDS) -> Outcome:
        """What it did; a signal that ended it is a negative code. Fails where it hangs."""
        self._status.settimeout(seconds)
        try:
            code = int(self._status.recv(64))
        except TimeoutError:
            self.send(signal.SIGKILL)
            pytest.fail(f"it was still at work after {seconds} seconds")
        finally:
            self._status.close()
            out, err = map(_whole, self._printed)
        return Outcome(code, out, err)


def begin(
    *arguments: Argument,
    db: Argument | None = None,
    author: str | None = AUTHOR,
    stdin: bytes | int | None = b"",
    stdout: int | None = None,
    setting: Setting = USUAL,
) -> Running:
    """Start a command. ``stdin`` is what it reads, or a descriptor; so is ``stdout``."""
    out, err = _nameless(), _nameless()
    # Messages, not a stream: a quick command's number and its end must not run together.
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with tempfile.TemporaryFile() as given:
        given.write(stdin if isinstance(stdin, bytes) else b"")
        given.seek(0)
        descriptors = [
            stdin if isinstance(stdin, int) else given.fileno(),
            out if stdout is None else stdout,
            err,
            theirs.fileno(),
        ]
        request = {
            "arguments": [os.fsdecode(a) for a in command(*arguments, db=db, author=author)],
            "environment": environment(setting.env),
            **setting._replace(env={}, cwd=setting.cwd or os.getcwd())._asdict(),
        }
        with tempfile.TemporaryFile() as asked:
            asked.write(json.dumps(request).encode())
            asked.seek(0)
            send(nursery(), [asked.fileno(), *descriptors])
            ours.settimeout(SECONDS)
            pid = int(ours.recv(64))
    theirs.close()
    return Running(pid, ours, (out, err))


def attack(*arguments: Argument, **surroundings: Any) -> Outcome:
    """Run a command to its end, in whatever surroundings ``begin`` can be told of."""
    return begin(*arguments, **surroundings).wait()


def program(*arguments: Argument, env: Mapping[str, str | None] = {}, **options: Any) -> Outcome:
    """The command with a Python of its own: for what happens before ``main``."""
    done = subprocess.run(
        [*PROGRAM, *map(os.fsencode, command(*arguments, db=options.pop("db", None)))],
        env=environment(env),
        capture_output=True,
        timeout=SECONDS,
        **{"stdin": subprocess.DEVNULL, **options},
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


def command(
    *arguments: Argument, db: Argument | None = None, author: str | None = AUTHOR
) -> list[str | bytes]:
    options: list[Argument] = [] if db is None else ["--db", db]
    options += [] if author is None else ["--as", author]
    return [_written(argument) for argument in (*options, *arguments)]


def refused(outcome: Outcome, *codes: int, says: str = "") -> str:
    """What a refusal said. Fails unless it keeps every promise that a refusal makes."""
    text = harmless(outcome.stderr)
    assert outcome.code in (codes or (1, 2)), (outcome.code, text[:1000], outcome.stdout[:300])
    assert outcome.stdout == b"", outcome.stdout[:1000]
    assert "Traceback" not in text, text[-2000:]
    assert "fault of its own" not in text, text[:1000]
    assert len(text) <= LONGEST, f"{len(text):,} characters: {text[:300]}"
    lines = text.splitlines()
    if lines[:1] and lines[0].startswith("Usage: "):  # Click's own form
        lines = lines[lines.index("") + 1 :]
    assert lines, "it said nothing"
    assert lines[0].startswith("Error: "), text[:1000]
    assert len(lines) <= HINTED, text[:2000]
    assert says in text, text[:1000]
    return text


def done(outcome: Outcome) -> str:
    """What a command printed. Fails unless it succeeded and did no harm to the terminal."""
    assert outcome.code == 0, (outcome.code, outcome.stderr.decode(errors="replace")[:2000])
    harmless(outcome.stderr)
    return harmless(outcome.stdout)


def aimed(command: Sequence[str], text: Argument) -> list[Argument]:
    """The command with the text in the place of every argument that is a question mark."""
    return [text if part == "?" else part for part in command]


def named(command: Sequence[str]) -> str:
    return " ".join(command)


def harmless(output: bytes) -> str:
    """Output as text: legible, and nothing in it acts on a terminal."""
    text = output.decode()
    found = HARMFUL.search(text)
    assert found is None, f"{found.group()!r} in {text[max(0, found.start() - 80) : found.end()]!r}"
    return text


@contextmanager
def untouched(location: Location) -> Iterator[None]:
    """Fails where the block changes the case, or leaves a part of a file beside it."""
    if location.path is None:
        before = rows_of(location)
        yield
        assert rows_of(location) == before
        return
    # SQLite counts what others commit: quicker than reading every row, and misses nothing.
    with closing(sqlite3.connect(location.path)) as watching:
        version = watching.execute("PRAGMA data_version").fetchone()
        yield
        assert watching.execute("PRAGMA data_version").fetchone() == version
    assert not list(location.path.parent.glob(".*.part"))


def _written(argument: Argument) -> str | bytes:
    if isinstance(argument, Location):
        return str(argument.path) if argument.path else argument.url or ""
    return str(argument) if isinstance(argument, Path) else argument


def _nameless() -> int:
    """A file to print to: unlike a pipe it takes any amount."""
    descriptor, name = tempfile.mkstemp()
    os.unlink(name)
    return descriptor


def _whole(descriptor: int) -> bytes:
    os.lseek(descriptor, 0, os.SEEK_SET)
    with open(descriptor, "rb") as file:
        return file.read()
