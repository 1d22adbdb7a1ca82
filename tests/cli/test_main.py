"""The front door: which case, which name, and errors made words in one place."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from factcheck.database import engine
from factcheck.database.engine import Location
from factcheck.errors import FactcheckError, UsageError
from factcheck.services import cases as services
from tests.support.commandline import Runner

COMMANDS = [
    ("status",),
    ("claim", "list"),
    ("claim", "add", "A raid.", "--kind", "event"),
    ("db", "info"),
    ("db", "upgrade"),
    ("db", "backup", "copy.db"),
    ("export", "-o", "sheet.md"),
    ("search", "x"),
]


# --- which case -----------------------------------------------------------------------------


def test_the_case_is_named_by_option_variable_or_nearness(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / "near" / "deep"
    deep.mkdir(parents=True)
    for name in ("near/factcheck", "variable", "option"):
        run("init", db=tmp_path / f"{name}.db")
        run("party", "add", Path(name).parts[0], db=tmp_path / f"{name}.db")
    monkeypatch.chdir(deep)

    def found(db: Path | str | None = None) -> str:
        return run("party", "list", "--csv", db=db).stdout.splitlines()[1].split(",")[0]

    assert found() == "near"
    monkeypatch.setenv("FACTCHECK_DB", str(tmp_path / "variable.db"))
    assert found() == "variable"
    assert found(tmp_path / "option.db") == "option"
    assert found(f"sqlite:///{tmp_path / 'option.db'}") == "option"


def test_a_home_folder_is_written_as_shells_do(run: Runner, tmp_path: Path) -> None:
    run("init", db=tmp_path / "mine.db")
    assert run("status", db="~/mine.db").exit_code == 0
    unknown = run("status", db="~nobody-of-that-name/mine.db")
    assert unknown.exit_code in (1, 2)
    assert "fault of its own" not in unknown.stderr


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_without_a_case_there_is_one_sentence_and_no_file(
    run: Runner, tmp_path: Path, command: tuple[str, ...]
) -> None:
    nearest = run(*command)
    assert (nearest.stdout, nearest.exit_code) == ("", 1)
    assert "There is no factcheck.db in this folder or in one above it." in nearest.stderr
    assert "factcheck init" in nearest.stderr
    named = run(*command, db="nowhere.db")
    assert (named.stdout, named.exit_code) == ("", 1)
    assert "There is no case file at nowhere.db." in named.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def odd_places(tmp_path: Path) -> Path:
    (tmp_path / "folder").mkdir()
    (tmp_path / "notes.txt").write_text("My notes.\n")
    (tmp_path / "empty.db").touch()
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE mine (a)")
        other.commit()
    (tmp_path / "damaged.db").write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 64)
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("folder", "it is a folder"),
        ("notes.txt", "it is some other kind of file"),
        ("empty.db", "there is no case in it"),
        ("other.db", "there is no case in it"),
        ("damaged.db", "damaged"),
    ],
)
def test_what_is_no_case_is_said_and_left_alone(
    run: Runner, odd_places: Path, command: tuple[str, ...], place: str, why: str
) -> None:
    before = {file.name: file.read_bytes() for file in odd_places.iterdir() if file.is_file()}
    done = run(*command, db=place)
    assert (done.stdout, done.exit_code) == ("", 1)
    assert done.stderr.startswith(f"Error: {place} is ")
    assert why in done.stderr
    assert "--db" in done.stderr or "backup" in done.stderr
    after = {file.name: file.read_bytes() for file in odd_places.iterdir() if file.is_file()}
    assert after.keys() - before.keys() <= {f"{place}-wal", f"{place}-shm"}
    assert {name: after[name] for name in before} == before


def test_an_unknown_kind_of_database_is_refused_without_its_password(run: Runner) -> None:
    done = run("status", db="mysql://ada:hunter2@host/name")
    assert (done.stdout, done.exit_code) == ("", 2)
    assert "hunter2" not in done.stderr
    assert "postgresql://" in done.stderr


def test_a_server_that_does_not_answer_is_said_without_its_password(
    run: Runner, tmp_path: Path
) -> None:
    pytest.importorskip("psycopg")
    done = run("status", db=f"postgresql://ada:hunter2@/name?host={tmp_path}")
    assert (done.stdout, done.exit_code) == ("", 1)
    assert "hunter2" not in done.stderr
    assert "refused" in done.stderr


def test_a_locked_case_is_said_and_nothing_is_changed(
    filled: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(tmp_path / "case.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = filled("claim", "add", "A raid.", "--kind", "event")
        assert (done.stdout, done.exit_code) == ("", 1)
        assert "is being changed by another program" in done.stderr
        assert filled("claim", "list").exit_code == 0  # reading goes on
    assert filled("claim", "add", "A raid.", "--kind", "event").exit_code == 0


# --- who works ------------------------------------------------------------------------------


def test_the_name_is_given_by_option_variable_or_settings(
    case: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def signed(author: str | None) -> str:
        key = case("party", "add", "x", author=author).stdout.strip()
        with closing(sqlite3.connect(tmp_path / "case.db")) as file:
            query = "SELECT created_by FROM party WHERE key = ?"
            return str(file.execute(query, (key,)).fetchone()[0])

    (tmp_path / "factcheck.toml").write_text('as = "Kept"\n')
    assert signed(None) == "Kept"
    monkeypatch.setenv("FACTCHECK_AS", "Variable")
    assert signed(None) == "Variable"
    assert signed("Option") == "Option"


@pytest.mark.parametrize("command", [("status",), ("claim", "list"), ("export",), ("db", "info")])
def test_reading_needs_no_name(filled: Runner, command: tuple[str, ...]) -> None:
    assert filled(*command, author=None).exit_code == 0


def test_broken_settings_are_named(case: Runner, tmp_path: Path) -> None:
    (tmp_path / "factcheck.toml").write_text("as = Ada\n")
    done = case("party", "add", "x", author=None)
    assert (done.stdout, done.exit_code) == ("", 2)
    assert "factcheck.toml cannot be read" in done.stderr


# --- errors ---------------------------------------------------------------------------------


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> "Failing":
    """Makes ``factcheck status`` fail as it is told."""
    return Failing(monkeypatch)


class Failing:
    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def with_(self, fault: BaseException) -> None:
        def fail(session: object) -> None:
            raise fault

        self._monkeypatch.setattr(services, "overview", fail)


@pytest.mark.parametrize(("error", "code"), [(FactcheckError, 1), (UsageError, 2)])
def test_an_error_is_its_sentence_its_hint_and_its_code(
    case: Runner, failing: Failing, error: type[FactcheckError], code: int
) -> None:
    failing.with_(error("It went wrong.", "Do it otherwise."))
    assert case("status") == ("", "Error: It went wrong.\nDo it otherwise.\n", code)
    failing.with_(error("It went wrong."))
    assert case("status").stderr == "Error: It went wrong.\n"


def test_an_error_is_told_however_quiet(case: Runner, failing: Failing) -> None:
    failing.with_(FactcheckError("It went wrong."))
    assert case("--quiet", "status").stderr == "Error: It went wrong.\n"


def test_a_fault_of_the_program_is_one_sentence_unless_asked_for_in_full(
    case: Runner, failing: Failing
) -> None:
    failing.with_(ZeroDivisionError("secret of the case"))
    done = case("status")
    assert (done.stdout, done.exit_code) == ("", 1)
    assert "factcheck met a fault of its own (ZeroDivisionError)." in done.stderr
    assert "FACTCHECK_DEBUG=1" in done.stderr
    assert "secret" not in done.stderr
    with pytest.raises(ZeroDivisionError):
        case("status", env={"FACTCHECK_DEBUG": "1"})


def test_a_fault_of_the_database_is_one_sentence(case: Runner, failing: Failing) -> None:
    failing.with_(OperationalError("SELECT 1", {}, sqlite3.OperationalError("no such thing\nor")))
    done = case("status")
    assert (done.stdout, done.exit_code) == ("", 1)
    assert "could not do this: no such thing." in done.stderr
    assert "SELECT" not in done.stderr


def test_an_interrupt_is_one_sentence(case: Runner, failing: Failing) -> None:
    failing.with_(KeyboardInterrupt())
    told = "Error: The command was interrupted.\nNothing was changed.\n"
    assert case("status") == ("", told, 1)


def test_wrong_usage_is_shown_in_short_and_forges_no_line(case: Runner) -> None:
    done = case("claim", "list", f"a\nError: all is well\x1b[31m {'x' * 10_000}")
    assert (done.stdout, done.exit_code) == ("", 2)
    assert len(done.stderr) < 1_000
    assert "\nError: all" not in done.stderr
    assert "\\nError: all is well" in done.stderr
    assert done.stderr.startswith("Usage: factcheck claim list")


def test_a_missing_choice_is_one_line_with_the_legal_ones(case: Runner) -> None:
    last = case("review", "record", "x", "--because", "y").stderr.splitlines()[-1]
    assert last.startswith("Error: Missing option '--status'. Choose from: unverified, in-review,")


def test_work_that_fails_is_taken_back_whole(case: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    from factcheck.services import claims

    add = claims.add

    def failing(*arguments: Any) -> None:
        add(*arguments)
        raise FactcheckError("It went wrong at the end.")

    monkeypatch.setattr(claims, "add", failing)
    done = case("claim", "add", "A raid.", "--kind", "event", "--speaker", "Ada")
    assert (done.stdout, done.exit_code) == ("", 1)
    monkeypatch.undo()
    assert (
        case("claim", "list", "--json").stdout == case("party", "list", "--json").stdout == "[]\n"
    )


# --- as a process ---------------------------------------------------------------------------


def process(
    *arguments: str | bytes,
    input: bytes = b"",
    environment: dict[str, str] | None = None,
) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "factcheck", *arguments],
        input=input,
        env={**os.environ, **(environment or {})},
        capture_output=True,
    )


def test_text_is_utf_8_wherever_the_program_runs(filled_file: Path) -> None:
    strange = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = process("--db", str(filled_file), "source", "list", "--csv", environment=strange)
    assert "Кочетков" in done.stdout.decode()
    assert done.returncode == 0


NO_TEXT: list[tuple[list[str | bytes], bytes]] = [
    (["claim", "add", "-", "--kind", "event"], b"caf\xe9"),
    (["claim", "show", b"caf\xe9"], b""),
    (["claim", "add", b"caf\xe9", "--kind", "event"], b""),
    (["claim", "list", "--tag", b"caf\xe9"], b""),
    (["claim", "list", "--source", b"caf\xe9"], b""),
]


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are text there")
@pytest.mark.parametrize(("arguments", "content"), NO_TEXT)
def test_bytes_that_are_no_text_are_one_sentence(
    filled_file: Path, arguments: list[str | bytes], content: bytes
) -> None:
    done = process("--db", str(filled_file), "--as", "Ada", *arguments, input=content)
    assert done.returncode in (0, 1, 2)
    assert b"Traceback" not in done.stderr
    assert b"fault of its own" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix shell")
def test_a_reader_that_has_enough_is_no_error(case: Runner, tmp_path: Path) -> None:
    rows = "".join(f"k{number},{'x' * 500},event\n" for number in range(2_000))
    case("import", "-", "-f", "csv", input="key,text,kind\n" + rows)
    for form in ("--json", "--csv", ""):
        command = f"{sys.executable} -m factcheck --db case.db claim list {form} | head -n 1"
        done = subprocess.run(command, shell=True, capture_output=True, text=True)
        assert len(done.stdout.splitlines()) == 1
        assert done.stderr == ""


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="Linux has a full device")
@pytest.mark.parametrize("form", ["", "--json", "--csv"])
def test_output_that_cannot_be_written_is_told(filled_file: Path, form: str) -> None:
    command = [sys.executable, "-m", "factcheck", "--db", str(filled_file), "claim", "list", form]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [part for part in command if part], stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert "fault of its own" not in done.stderr


def test_both_databases_tell_the_same_story(location: Location, run: Runner) -> None:
    """A working day from end to end."""
    case = run.on(location)

    def does(*command: str, input: str | None = None) -> str:
        done = case(*command, input=input)
        assert done.exit_code == 0, done.stderr
        return done.stdout

    does("source", "add", "wire", "--kind", "article-newspaper", "--title", "Wire")
    does("source", "add", "page", "--kind", "webpage", "--title", "Page", "--relays", "wire")
    does("measure", "add", "contacted", "--unit", "people")
    does("claim", "add", "-", "--key", "in-touch", "--kind", "number", "--number", "some 75 people",
         "--measure", "contacted", "--speaker", "Igor", "--cite", "page", "--quote", "some 75",
         input="About 75 people were in touch.\n")  # fmt: skip
    does("claim", "cite", "in-touch", "wire")
    assert "in-touch" in does("search", "people")
    assert "in-touch" in does("review", "queue")
    does("claim", "edit", "in-touch", "--place", "Argun")
    does("review", "record", "in-touch", "--status", "verified", "--because", "Counted.",
         "--override", "The list was seen.")  # fmt: skip
    assert does("review", "queue", "--json") == "[]\n"
    assert "**Verified; attributed to Igor.**" in does("export")
    does("claim", "withdraw", "in-touch", "--because", "Logged twice.")
    assert "No claim is shown." in does("export")
    assert "withdrawn  1" in does("status")
