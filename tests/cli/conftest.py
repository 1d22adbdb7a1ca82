"""Cases for the command line: most of its tests need one database only, so it is SQLite."""

import os
import stat
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from shutil import copy
from typing import Protocol

import pytest

from factcheck import settings
from factcheck.database.engine import Location
from tests.support.commandline import Runner


@pytest.fixture(autouse=True)
def no_strays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case or settings that somebody left in a folder above the test's are not found."""
    find = settings.nearest

    def confined(name: str, start: Path) -> Path | None:
        found = find(name, start)
        return found if found is not None and found.is_relative_to(tmp_path) else None

    monkeypatch.setattr(settings, "nearest", confined)


@pytest.fixture
def case(sqlite_location: Location) -> Runner:
    """Calls the command line on an empty case."""
    return Runner(sqlite_location)


@pytest.fixture(scope="session")
def filled_file(sqlite_filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small case of ``tests.support.cases.populate``, to be read or copied."""
    return Path(copy(sqlite_filled, tmp_path_factory.mktemp("filled") / "case.db"))


@pytest.fixture
def filled(filled_file: Path, tmp_path: Path) -> Runner:
    """Calls the command line on the small case of ``tests.support.cases.populate``."""
    return Runner(Path(copy(filled_file, tmp_path / "case.db")))


class Prepare(Protocol):
    def __call__(self, name: str, commands: Callable[[], object]) -> None: ...


@pytest.fixture(scope="session")
def preparations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("prepared")


@pytest.fixture
def prepare(sqlite_location: Location, preparations: Path) -> Prepare:
    """Brings the case of ``case`` to where a test begins.

    The first test that wants it runs the commands; what they made is copied for the others.
    """

    def prepared(name: str, commands: Callable[[], object]) -> None:
        file = preparations / f"{name}.db"
        if file.exists():
            copy(file, str(sqlite_location))
        else:
            commands()
            copy(str(sqlite_location), file)

    return prepared


class Editor(Protocol):
    def __call__(self, *steps: str, fails: bool = False) -> Path: ...


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Sets $EDITOR to a program that makes one of the ``steps`` each time it is opened.

    A step is a Python expression of the new text, in which ``text`` is the one that was opened;
    after the last step the text is left as it is. The file that is returned counts the openings,
    one path a line.
    """

    def install(*steps: str, fails: bool = False) -> Path:
        opened = tmp_path / "opened"
        program = tmp_path / "editor"
        program.write_text(
            f"#!{sys.executable}\n"
            "import pathlib, sys\n"
            f"opened, steps = pathlib.Path({str(opened)!r}), {list(steps)!r}\n"
            "file = pathlib.Path(sys.argv[-1])\n"
            "with opened.open('a') as log: log.write(f'{file}\\n')\n"
            "count = len(opened.read_text().splitlines())\n"
            "text = file.read_text(encoding='utf-8')\n"
            "if count <= len(steps):\n"
            "    file.write_text(eval(steps[count - 1]), encoding='utf-8')\n"
            f"sys.exit({int(fails)})\n"
        )
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("EDITOR", str(program))
        return opened

    return install


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the texts that are edited are kept."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


terminals = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


def on_terminal(arguments: Sequence[str], environment: dict[str, str]) -> str:
    """What the program prints where standard output is a terminal."""
    import pty
    import subprocess

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "factcheck", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm-256color", **environment},
    ) as process:
        os.close(theirs)
        printed = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # Linux: the other end is closed
                break
            if not part:
                break
            printed += part
        process.wait()
    os.close(ours)
    return printed.decode().replace("\r\n", "\n")
