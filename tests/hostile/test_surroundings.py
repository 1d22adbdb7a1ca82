"""Hostile surroundings: streams, folders, settings, locales and editors that fail."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copy

import pytest

from factcheck.database.engine import Location
from tests.hostile.attacks import (
    PROGRAM,
    Outcome,
    Setting,
    attack,
    begin,
    done,
    program,
    refused,
)
from tests.support.snapshots import rows_of

ADD = ("claim", "add", "x", "--kind", "event")
LIST = ("claim", "list")


@pytest.fixture
def case(sqlite_filled: Path, tmp_path: Path) -> Location:
    return Location(Path(copy(sqlite_filled, tmp_path / "case.db")), None)


def quiet(outcome: Outcome) -> None:
    """It may end how it likes, but not with a traceback or a fault of its own."""
    assert outcome.code in (0, 1, 2)
    assert b"Traceback" not in outcome.stderr, outcome.err
    assert b"fault of its own" not in outcome.stderr, outcome.err


# --- streams ----------------------------------------------------------------------------------

PRINTING = (LIST, (*LIST, "--json"), (*LIST, "--csv"), (*LIST, "--nl"), ("claim", "show",
    "denied"), ("export",),
            ("export", "-f", "csv"), ("search",
            "people"), ("status",), ("--version",), ("--help",), ADD)  # fmt: skip


@pytest.mark.parametrize("command", PRINTING, ids=" ".join)
def test_standard_output_that_is_closed(case: Location, command: tuple[str, ...]) -> None:
    quiet(attack(*command, db=case, setting=Setting(closed=(1,))))


@pytest.mark.parametrize("command", PRINTING, ids=" ".join)
def test_a_reader_that_went_away(case: Location, command: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    outcome = attack(*command, db=case, stdout=writing)
    os.close(writing)
    quiet(outcome)
    assert outcome.stderr == b"" or command == ADD


def test_head_of_a_long_list(sqlite_location: Location) -> None:
    table = "text,kind\n" + "".join(f"Statement {n}.,event\n" for n in range(5_000))
    done(attack("import", "-f", "csv", "-", db=sqlite_location, stdin=table.encode()))
    for command in (
        LIST,
        (*LIST, "--json"),
        (*LIST, "--csv"),
        ("export",),
        ("export", "-f", "csv"),
    ):
        reading, writing = os.pipe()
        running = begin(*command, db=sqlite_location, stdout=writing)
        os.close(writing)
        assert os.read(reading, 100)
        os.close(reading)
        outcome = running.wait()
        quiet(outcome)
        assert outcome.stderr == b""


@pytest.mark.parametrize("command", [*PRINTING[:4], *PRINTING[5:7], *PRINTING[-3:]], ids=" ".join)
def test_a_full_disk_behind_standard_output(case: Location, command: tuple[str, ...]) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    outcome = attack(*command, db=case, stdout=full)
    os.close(full)
    refused(outcome, 1, says="room")


def test_what_was_kept_is_not_denied(case: Location) -> None:
    """The claim is in the case: the message must not say that nothing was changed."""
    full = os.open("/dev/full", os.O_WRONLY)
    outcome = attack(*ADD, db=case, stdout=full)
    os.close(full)
    assert len(rows_of(case)["claim"]) == 4
    refused(outcome, 1, says="is kept")


@pytest.mark.parametrize(
    "command", [("init",), ("export", "-o", "x.md"), ("db", "backup", "x.db")], ids=" ".join
)
def test_a_file_that_was_made_is_not_denied(
    case: Location, tmp_path: Path, command: tuple[str, ...]
) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    place = tmp_path / "new.db" if command == ("init",) else case
    outcome = attack(*command, db=place, stdout=full)
    os.close(full)
    assert (tmp_path / ("new.db" if command == ("init",) else command[-1])).exists()
    refused(outcome, 1, says="is kept")


def test_standard_error_that_takes_nothing(case: Location) -> None:
    """What cannot be said is lost; what was to be printed is not."""
    asked = [
        *PROGRAM,
        "--db",
        str(case.path),
        "--as",
        "Ada",
        *ADD,
        "--speaker",
        "New",
        "--key",
        "c9",
    ]
    with open("/dev/full", "wb") as full:
        ended = subprocess.run(asked, stdout=subprocess.PIPE, stderr=full)
    assert (ended.returncode, ended.stdout) == (0, b"c9\n")


@pytest.mark.parametrize(
    "command",
    [
        ("claim", "add", "-", "--kind", "event"),
        ("claim", "edit", "denied", "--from", "-"),
        ("import", "-f", "csv", "-"),
        ("import", "-f", "toml", "-"),
        ("source", "add", "new", "--csl", "-"),
    ],
    ids=" ".join,
)
def test_standard_input_that_is_closed(case: Location, command: tuple[str, ...]) -> None:
    before = rows_of(case)
    refused(attack(*command, db=case, setting=Setting(closed=(0,))), 1, says="input is closed")
    assert rows_of(case) == before


def test_a_question_with_nobody_to_answer(tmp_path: Path) -> None:
    closed = attack("init", db=tmp_path / "new.db", author=None, setting=Setting(closed=(0,)))
    assert closed.code == 1
    assert "Error: Standard input is closed" in closed.err
    assert os.listdir(tmp_path) == []


def test_no_streams_at_all(case: Location) -> None:
    for command in (LIST, ADD, ("claim", "show", "none"), ("claim", "--bogus"), ("--version",)):
        assert attack(*command, db=case, setting=Setting(closed=(0, 1, 2))).code in (0, 1, 2)


# --- environment ------------------------------------------------------------------------------

ODD: dict[str, dict[str, str | None]] = {
    "narrow": {"COLUMNS": "10"},
    "no columns": {"COLUMNS": "0"},
    "fewer than no columns": {"COLUMNS": "-5"},
    "columns in words": {"COLUMNS": "many"},
    "no home": {"HOME": None, "XDG_CONFIG_HOME": None},
    "an empty home": {"HOME": ""},
    "a home that is not there": {"HOME": "/nonexistent"},
    "a home that takes nothing": {"HOME": "/proc"},
    "settings in a device": {"XDG_CONFIG_HOME": "/dev/null"},
    "no folder for temporary files": {"TMPDIR": "/nonexistent"},
    "empty variables": {"FACTCHECK_DB": "", "FACTCHECK_AS": "", "NO_COLOR": "", "LANG": ""},
    "no terminal": {"TERM": "dumb"},
}


@pytest.mark.parametrize("what", ODD)
@pytest.mark.parametrize("command", [(*LIST, "--help"), ADD], ids=" ".join)
def test_odd_variables(case: Location, command: tuple[str, ...], what: str) -> None:
    done(attack(*command, db=case, setting=Setting(env=ODD[what])))


@pytest.mark.parametrize(
    "env",
    [
        {"LANG": "C", "LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
        {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"},
    ],
    ids=str,
)
def test_a_locale_that_knows_ascii_only(case: Location, env: dict[str, str]) -> None:
    """With a Python of its own, whose streams and arguments depend on it."""
    shown = program("source", "show", "interview", db=case, env=env)
    assert "Игорь Кочетков" in done(shown)
    given = program("claim", "add", "-", "--kind",
        "event", db=case, env=env, input="пытки".encode(),
                    stdin=None)  # fmt: skip
    done(given)
    assert any("пытки" in row for row in rows_of(case)["claim"])
    outcome = program("claim", "add", "ещё пытки", "--kind", "event", db=case, env=env)
    if outcome.code:
        refused(outcome, 1, says="UTF-8")
    else:
        assert any("ещё пытки" in row for row in rows_of(case)["claim"])


@pytest.fixture
def gone(tmp_path: Path) -> Iterator[Setting]:
    """A working folder that was deleted after the command began in it."""
    folder = tmp_path / "gone"
    folder.mkdir()
    holder = subprocess.Popen(["sleep", "60"], cwd=folder)
    folder.rmdir()
    yield Setting(cwd=f"/proc/{holder.pid}/cwd")
    holder.kill()
    holder.wait()


@pytest.mark.parametrize("command", [LIST, ADD, ("export",), ("init", "--no-input"), ("import",
    "x.csv")],
                         ids=" ".join)  # fmt: skip
def test_a_working_folder_that_is_gone(
    case: Location, gone: Setting, command: tuple[str, ...]
) -> None:
    refused(attack(*command, setting=gone))
    refused(attack(*command, db="case.db", author=None, setting=gone))
    if command in (LIST, ADD, ("export",)):
        done(attack(*command, db=case, setting=gone))


def test_completion_in_a_folder_that_is_gone(gone: Setting) -> None:
    env = {"_FACTCHECK_COMPLETE": "bash_complete", "COMP_WORDS": "factcheck claim show ",
           "COMP_CWORD": "3"}  # fmt: skip
    outcome = attack(author=None, setting=gone._replace(env=env))
    assert (outcome.code, outcome.stderr) == (0, b"")


# --- settings ---------------------------------------------------------------------------------

BROKEN: dict[str, Callable[[Path], object]] = {
    "a folder": Path.mkdir,
    "a pipe": os.mkfifo,
    "not TOML": lambda file: file.write_text("as = ", encoding="utf-8"),
    "not UTF-8": lambda file: file.write_bytes(b"as = '\xe9'"),
    "nested deep": lambda file: file.write_text("x = " + "[" * 100_000, encoding="utf-8"),
    "a huge number": lambda file: file.write_text("x = " + "9" * 5_000, encoding="utf-8"),
}


SOON = 5
"""Seconds after which a command that reads nothing but settings has hung."""


@pytest.mark.parametrize("what", BROKEN)
def test_broken_settings_make_no_case(tmp_path: Path, what: str) -> None:
    """Refused, or done whole: not a case that was made by a command that failed."""
    BROKEN[what](tmp_path / "factcheck.toml")
    outcome = begin("init", "--no-input", db=tmp_path / "new.db").wait(SOON)
    if outcome.code:
        refused(outcome)
        assert os.listdir(tmp_path) == ["factcheck.toml"]
    else:
        done(outcome)
        done(attack(*ADD, db=tmp_path / "new.db"))


@pytest.mark.parametrize("what", BROKEN)
def test_broken_settings_beside_a_case(case: Location, tmp_path: Path, what: str) -> None:
    BROKEN[what](tmp_path / "factcheck.toml")
    text = refused(begin(*ADD, db=case, author=None).wait(SOON))
    assert not [word for word in ("codec", "Errno", "recursion") if word in text]
    done(attack(*LIST, db=case, author=None))


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_settings_file_near_the_user(case: Location, tmp_path: Path, what: str) -> None:
    """In the folder that the user is in, and not beside the case."""
    (tmp_path / "here").mkdir()
    BROKEN[what](tmp_path / "here" / "factcheck.toml")
    setting = Setting(cwd=str(tmp_path / "here"))
    refused(begin(*ADD, db=case, author=None, setting=setting).wait(SOON))


@pytest.mark.parametrize("name", ["", "   ", "\\u0000", "x" * 501])
def test_a_name_that_cannot_sign(case: Location, tmp_path: Path, name: str) -> None:
    (tmp_path / "factcheck.toml").write_text(f'as = "{name}"', encoding="utf-8")
    before = rows_of(case)
    refused(attack(*ADD, db=case, author=None))
    assert rows_of(case) == before


# --- editors ----------------------------------------------------------------------------------


@pytest.mark.parametrize("editor", ["false", "/nonexistent", "'", "rm", "sh -c 'exit 3'",
    "truncate -s 0",
                                    "sh -c 'printf \\\\377 > $0'", "mkdir"])  # fmt: skip
def test_an_editor_that_fails(case: Location, tmp_path: Path, editor: str) -> None:
    """What was typed is kept in the file that the message names."""
    before = rows_of(case)
    env = {"EDITOR": editor, "TMPDIR": str(tmp_path)}
    outcome = begin("claim", "edit", "denied", db=case, setting=Setting(env=env)).wait(SOON)
    lines = [line for line in outcome.err.splitlines(True) if not line.startswith(("mkdir", "rm"))]
    text = refused(outcome._replace(stderr="".join(lines).encode()), 1)
    assert rows_of(case) == before
    assert not [word for word in ("codec", "Errno") if word in text]
    if " kept in " in text:
        kept = text.split(" kept in ")[1].split(";")[0]
        assert Path(kept).exists()


def test_an_editor_on_a_full_disk(case: Location, tmp_path: Path) -> None:
    env = {"EDITOR": "true", "TMPDIR": str(tmp_path)}
    outcome = attack("claim", "edit", "denied", db=case, setting=Setting(env=env, file_size=100))
    refused(outcome, 1)
