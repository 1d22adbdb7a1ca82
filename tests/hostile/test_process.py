"""The way in for all attacks: the command in a process of its own, and what it may never do.

Starting Python and importing everything takes most of a second, and there are hundreds of
attacks. So one process imports the program once, and forks for every attack: the child has its
own file descriptors, folder, environment, user, limits and signals, and runs ``main`` as
``factcheck`` does. What depends on how Python itself starts is run as ``program`` instead.
"""

import array
import atexit
import gc
import json
import os
import re
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from functools import cache
from importlib import import_module
from io import BufferedReader, BufferedWriter, FileIO, TextIOWrapper
from pathlib import Path
from pkgutil import walk_packages
from typing import Any, NamedTuple

import pytest
from sqlalchemy.orm import configure_mappers

import factcheck
from factcheck import plugins
from factcheck.database.engine import Location
from tests.support.cases import AUTHOR
from tests.support.snapshots import rows_of

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = [sys.executable, "-m", "factcheck"]
SECONDS = 30

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
    ours, theirs = socket.socketpair()
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
            "environment": _environment(setting.env),
            **setting._replace(env={}, cwd=setting.cwd or os.getcwd())._asdict(),
        }
        with tempfile.TemporaryFile() as asked:
            asked.write(json.dumps(request).encode())
            asked.seek(0)
            _send(_nursery(), [asked.fileno(), *descriptors])
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
        env=_environment(env),
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


def _environment(changes: Mapping[str, str | None]) -> dict[str, str]:
    known = {**os.environ, "PYTHONPATH": str(ROOT), **changes}
    return {name: value for name, value in known.items() if value is not None}


def _nameless() -> int:
    """A file to print to: unlike a pipe it takes any amount."""
    descriptor, name = tempfile.mkstemp()
    os.unlink(name)
    return descriptor


def _whole(descriptor: int) -> bytes:
    os.lseek(descriptor, 0, os.SEEK_SET)
    with open(descriptor, "rb") as file:
        return file.read()


# --- the process that forks -------------------------------------------------------------------


@cache
def _nursery() -> socket.socket:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    started = subprocess.Popen(
        [sys.executable, "-c", f"from {__name__} import serve; serve({theirs.fileno()})"],
        cwd=ROOT,
        pass_fds=[theirs.fileno()],
        env=_environment({}),
    )
    theirs.close()

    def stop() -> None:
        ours.close()
        started.wait(SECONDS)

    atexit.register(stop)
    return ours


def _send(line: socket.socket, descriptors: Sequence[int]) -> None:
    rights = array.array("i", descriptors)
    line.sendmsg([b"?"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])


def serve(descriptor: int) -> None:
    """Fork for every request until the tests end."""
    _load()
    line = socket.socket(fileno=descriptor)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who watch
    while True:
        said, descriptors, _, _ = socket.recv_fds(line, 1, 5)
        if not said:
            return
        if os.fork() == 0:
            line.close()
            _watch(descriptors)
        for one in descriptors:
            os.close(one)


def _load() -> None:
    """Import all that a command may need; the children of another user could not read it."""
    for module in walk_packages(factcheck.__path__, "factcheck."):
        if module.name != "factcheck.__main__":
            import_module(module.name)
    for name in (
        "alembic.command",
        "anyascii",
        "difflib",
        "platformdirs.unix",
        "psycopg",
        "sqlalchemy.dialects.postgresql.psycopg",
        "sqlalchemy.dialects.sqlite.pysqlite",
        "sqlite3.dump",
    ):
        import_module(name)
    for group in (plugins.EXPORTERS, plugins.IMPORTERS):
        for name in plugins.names(group):
            plugins.load(group, name)
    configure_mappers()
    gc.collect()
    gc.freeze()


def _watch(descriptors: Sequence[int]) -> None:
    """Run one command in a child, and tell how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    asked, *streams, status = descriptors
    with open(asked, "rb") as file:
        request = json.loads(file.read())
    child = os.fork()
    if child == 0:
        os.close(status)
        _become(request, streams)
    for one in streams:
        os.close(one)
    with socket.socket(fileno=status) as line, suppress(BrokenPipeError):
        line.send(str(child).encode())
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        line.send(str(code).encode())
    os._exit(0)


def _become(request: Mapping[str, Any], streams: Sequence[int]) -> None:
    """The command, as Python would have started it."""
    code = 1
    try:
        for target, one in enumerate(streams):
            os.dup2(one, target)
        os.closerange(3, 256)
        os.environ.clear()
        os.environ.update(request["environment"])
        os.chdir(request["cwd"])
        _limit(request)
        for target, name in enumerate(("stdin", "stdout", "stderr")):
            stream: Any = None
            if target in request["closed"]:
                os.close(target)
            else:
                raw = FileIO(target, "wb" if target else "rb", closefd=False)
                buffer: Any = BufferedWriter(raw) if target else BufferedReader(raw)
                stream = TextIOWrapper(buffer, encoding="utf-8", line_buffering=target == 2)
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)
        sys.argv = ["factcheck", *request["arguments"]]
        code = _main()
    finally:
        os._exit(code)


def _limit(request: Mapping[str, Any]) -> None:
    if request["file_size"] is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (request["file_size"],) * 2)
    if request["busy_seconds"] is not None:
        from factcheck.database import engine

        engine.BUSY_SECONDS = request["busy_seconds"]
    if request["user"] is not None:
        os.setgroups([])
        os.setgid(request["user"])
        os.setuid(request["user"])


def _main() -> int:
    import traceback

    from factcheck.__main__ import main

    code: Any = 0
    try:
        main()
    except SystemExit as ended:
        code = ended.code
    except KeyboardInterrupt:
        traceback.print_exc()
        code = 130
    except BaseException:
        traceback.print_exc()
        code = 1
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError as fault:
            os.write(2, f"Traceback: ignored at the end: {fault}\n".encode())
            code = 120
    return int(code or 0)


# --- are the judges awake? --------------------------------------------------------------------


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
