"""Which schema a case has, and that no command works on another one."""

import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from factcheck.database import schema
from factcheck.database.engine import APPLICATION_ID, Location, connect
from factcheck.errors import CannotWrite, CaseExists
from factcheck.services import keeping
from tests.support import cases
from tests.support.commandline import Result, Runner
from tests.support.snapshots import kept, rows_of, schema_of, tables

COMMANDS = (
    ("status",),
    ("source", "list"),
    ("source", "add", "k", "--kind", "report", "--title", "T"),
    ("claim", "list"),
    ("claim", "show", "denied"),
    ("claim", "add", "Text.", "--kind", "event"),
    ("party", "list"),
    ("measure", "list"),
    ("review", "queue"),
    ("review", "record", "denied", "--status", "disputed", "--because", "B"),
    ("search", "people"),
    ("export",),
    ("db", "info"),
)
commands = pytest.mark.parametrize("command", COMMANDS, ids=" ".join)


# --- an older case ----------------------------------------------------------------------------


@commands
def test_an_older_case_is_refused_until_it_is_upgraded(
    command: tuple[str, ...], older: Location, run: Runner
) -> None:
    before = rows_of(older)
    done = run(*command, db=older)
    assert done.refusal() == (
        f"{older} was made by an older factcheck (schema 1; this one needs {schema.HEAD})."
    )
    assert "“factcheck db upgrade”" in done.stderr
    assert rows_of(older) == before


def test_upgrading_makes_a_backup_first(
    older: Location, run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int | None] = []
    migrate = schema.migrate

    def watched(connection: Connection, to: str = "head") -> None:
        seen.append(len([*tmp_path.glob("*-schema1-*")]))
        migrate(connection, to)

    monkeypatch.setattr(schema, "migrate", watched)
    rows = rows_of(older)
    done = run("db", "upgrade", db=older)
    assert (done.exit_code, done.stdout) == (
        0,
        f"Upgraded the case from schema 1 to {schema.HEAD}.\n",
    )
    assert seen == [1], "the backup was there when the migration began"
    [backup] = tmp_path.glob("*-schema1-*")
    assert str(backup.name) in done.stderr
    assert backup.stat().st_mode & 0o777 == 0o600
    assert version_of(older) == schema.HEAD
    assert kept(rows, rows_of(older))


def test_the_backup_of_an_upgrade_is_the_case_as_it_was(
    sqlite_populated: Location, run: Runner, tmp_path: Path
) -> None:
    with connect(sqlite_populated).begin() as connection:
        schema.step_back(connection, "0001")
    before = schema_of(sqlite_populated), rows_of(sqlite_populated)
    run("db", "upgrade", db=sqlite_populated)
    [backup] = tmp_path.glob("case-schema1-*.db")
    kept = Location(backup, None)
    assert (schema_of(kept), rows_of(kept)) == before


def test_what_was_there_before_an_upgrade_is_found_after_it(older: Location, run: Runner) -> None:
    run("db", "upgrade", db=older)
    for query, key in [
        ("tortured", "detained"),
        ("network", "in-touch-75"),
        ("75 человек", "in-touch-75"),
    ]:
        found = run("search", query, "--csv", db=older)
        assert found.exit_code == 0, found.stderr
        assert key in found.stdout


def test_a_backup_that_fails_stops_the_upgrade(
    older: Location, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(location: Location, file: Path) -> int:
        raise CannotWrite(str(file), "the disk is read-only")

    monkeypatch.setattr(keeping, "backup", full)
    before = schema_of(older), rows_of(older)
    with pytest.raises(CannotWrite):
        keeping.upgrade(older)
    assert (schema_of(older), rows_of(older)) == before


def test_a_case_of_this_schema_needs_no_upgrade(
    location: Location, run: Runner, tmp_path: Path
) -> None:
    before = {*tmp_path.iterdir()}
    done = run("db", "upgrade", db=location)
    assert done == Result(f"The case is up to date (schema {schema.HEAD}).\n", "", 0)
    assert {*tmp_path.iterdir()} == before


# --- a newer case -----------------------------------------------------------------------------


@pytest.fixture
def newer(populated: Location) -> Location:
    with connect(populated).begin() as connection:
        if populated.path is not None:
            connection.exec_driver_sql("PRAGMA user_version = 99")
        else:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0099'")
    return populated


@pytest.mark.parametrize("command", [*COMMANDS, ("db", "upgrade")], ids=" ".join)
def test_a_newer_case_is_refused_and_left_alone(
    command: tuple[str, ...], newer: Location, run: Runner
) -> None:
    before = schema_of(newer), rows_of(newer)
    assert run(*command, db=newer).refusal() == (
        f"{newer} was made by a newer factcheck (schema 99; this one knows {schema.HEAD})."
    )
    assert (schema_of(newer), rows_of(newer)) == before


# --- what is no case --------------------------------------------------------------------------


def empty_file(path: Path) -> None:
    path.touch()


def text_file(path: Path) -> None:
    path.write_text("Some notes on the case.\n" * 100, encoding="utf-8")


def short_file(path: Path) -> None:
    path.write_bytes(b"SQL")


def other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("CREATE TABLE claim (seq INTEGER PRIMARY KEY, text TEXT)")
        other.execute("INSERT INTO claim (text) VALUES ('Somebody else’s.')")
        other.execute("PRAGMA user_version = 2")


def empty_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("PRAGMA user_version = 0")
        other.execute("VACUUM")


def folder(path: Path) -> None:
    path.mkdir()


NOT_CASES = [empty_file, text_file, short_file, other_database, empty_database, folder]


@pytest.mark.parametrize("make", NOT_CASES, ids=lambda make: make.__name__)
@pytest.mark.parametrize(
    "command",
    [
        ("claim", "list"),
        ("claim", "add", "Text.", "--kind", "event"),
        ("db", "info"),
        ("db", "upgrade"),
        ("db", "backup", "copy.db"),
    ],
    ids=" ".join,
)
def test_what_is_no_case_is_refused_and_left_alone(
    make: Callable[[Path], None], command: tuple[str, ...], run: Runner, tmp_path: Path
) -> None:
    path = tmp_path / "other.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    said = run(*command, db=path).refusal()
    assert f"{path} is not a case file: " in said
    assert (path.read_bytes() if path.is_file() else None) == before
    assert [file.name for file in tmp_path.iterdir()] == ["other.db"]


@pytest.mark.parametrize("command", [("claim", "list"), ("db", "upgrade")], ids=" ".join)
def test_an_empty_server_database_is_refused_and_left_alone(
    command: tuple[str, ...], postgresql_blank: Location, run: Runner
) -> None:
    said = run(*command, db=postgresql_blank).refusal()
    assert "is not a case file: there is no case in it." in said
    with connect(postgresql_blank).begin() as connection:
        assert tables(connection) == set()


@pytest.mark.parametrize("command", [("claim", "list"), ("db", "upgrade")], ids=" ".join)
def test_another_programs_database_on_a_server_is_refused(
    command: tuple[str, ...], postgresql_blank: Location, run: Runner
) -> None:
    """It may have migrations of its own: most programs' revisions are no numbers."""
    with connect(postgresql_blank).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num varchar(32))")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('ae1027a6acf5')")
    assert "is not a case file: " in run(*command, db=postgresql_blank).refusal()


def test_a_missing_file_is_not_made(run: Runner, tmp_path: Path) -> None:
    said = run("claim", "list", db=tmp_path / "typo.db").refusal()
    assert said == f"There is no case file at {tmp_path / 'typo.db'}."
    assert not [*tmp_path.iterdir()]


# --- making a case ----------------------------------------------------------------------------


def test_a_new_case_is_of_this_schema(blank: Location) -> None:
    schema.create(blank)
    with connect(blank, write=False).begin() as connection:
        assert schema.current(connection) == schema.HEAD
        schema.require_head(connection, blank)
        if blank.path is not None:
            assert (
                connection.exec_driver_sql("PRAGMA application_id").scalar_one() == APPLICATION_ID
            )


def test_a_case_is_not_made_over_another(populated: Location) -> None:
    before = schema_of(populated), rows_of(populated)
    with pytest.raises(CaseExists):
        schema.create(populated)
    assert (schema_of(populated), rows_of(populated)) == before


@pytest.mark.parametrize("make", NOT_CASES, ids=lambda make: make.__name__)
def test_a_case_is_not_made_over_another_file(make: Callable[[Path], None], tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises((CaseExists, CannotWrite)):
        schema.create(Location(path, None))
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_case_is_not_made_in_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="its folder does not exist"):
        schema.create(Location(tmp_path / "no" / "case.db", None))
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("fault", [RuntimeError, KeyboardInterrupt])
def test_a_case_that_cannot_be_made_leaves_nothing_behind(
    blank: Location,
    fault: type[BaseException],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    migrate = schema.migrate

    def stopped(connection: Connection, to: str = "head") -> None:
        migrate(connection, "0001")
        raise fault

    monkeypatch.setattr(schema, "migrate", stopped)
    with pytest.raises(fault):
        schema.create(blank)
    if blank.path is not None:
        assert not [*tmp_path.iterdir()]
    else:
        with connect(blank).begin() as connection:
            assert tables(connection) == set()


def test_a_case_is_not_made_among_another_programs_tables(postgresql_blank: Location) -> None:
    with connect(postgresql_blank).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE claim (id integer)")
    before = schema_of(postgresql_blank)
    with pytest.raises(DBAPIError, match="already exists"):
        schema.create(postgresql_blank)
    assert schema_of(postgresql_blank) == before


# --- cost -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        ["--help"],
        ["status"],
        ["claim", "add", "Text.", "--kind", "event"],
        ["claim", "list"],
        ["claim", "show", "denied"],
        ["source", "list"],
        ["search", "people"],
    ],
    ids=" ".join,
)
def test_alembic_is_loaded_for_migrations_only(
    command: list[str], sqlite_populated: Location
) -> None:
    program = (
        "import sys\n"
        "from factcheck.cli.main import cli\n"
        "cli(sys.argv[1:], prog_name='factcheck', standalone_mode=False)\n"
        "sys.exit('alembic' in sys.modules)\n"
    )
    options = ["--db", str(sqlite_populated.path), "--as", cases.AUTHOR]
    done = subprocess.run(
        [sys.executable, "-c", program, *options, *command], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r"\w", done.stdout)


# --- steps ------------------------------------------------------------------------------------


def version_of(location: Location) -> int | None:
    with connect(location, write=False).begin() as connection:
        return schema.current(connection)
