"""Connections: where a case is, and the settings that every connection gets."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck import errors
from factcheck.database import engine, schema
from factcheck.database.engine import Location, connect, locate
from factcheck.database.models import Party
from factcheck.services import parties
from tests.support import cases
from tests.support.commandline import Runner


def names(location: Location) -> list[str]:
    with Session(connect(location, write=False)) as session:
        return [*session.scalars(select(Party.name).order_by(Party.seq))]


# --- where a case is --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "path", "url"),
    [
        ("case.db", "case.db", None),
        ("/a/b/case.db", "/a/b/case.db", None),
        ("~/case.db", "{home}/case.db", None),
        ("sqlite:///case.db", "case.db", None),
        ("sqlite:////a/case.db", "/a/case.db", None),
        ("дело 1.db", "дело 1.db", None),
        ("postgresql://h/n", None, "postgresql+psycopg://h/n"),
        ("postgres://u:p@h:5433/n", None, "postgresql+psycopg://u:p@h:5433/n"),
        ("postgresql+psycopg:///n?host=/run", None, "postgresql+psycopg:///n?host=/run"),
    ],
)
def test_locate(text: str, path: str | None, url: str | None) -> None:
    expected = Path(path.format(home=Path.home())) if path is not None else None
    assert locate(text) == Location(expected, url)


@pytest.mark.parametrize("text", ["mysql://u:s3cret@h/n", "http://h", "://", "oracle://s3cret"])
def test_other_kinds_of_database_are_refused(text: str, run: Runner) -> None:
    with pytest.raises(errors.UnknownDatabase) as caught:
        locate(text)
    assert "s3cret" not in caught.value.sentence
    assert run("status", db=text).exit_code == 2


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://anna:s3cret@h/n",
        "postgres://anna:s3cret@h:5432/n?sslmode=require",
        "postgresql://anna@h/n?password=s3cret",
        "postgresql://h/n?user=anna&password=s3cret&sslpassword=s3cret",
    ],
)
def test_a_location_shows_no_password(url: str) -> None:
    assert "s3cret" not in str(locate(url))


def test_the_developers_case_is_named_by_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    assert engine.location_from_environment() == Location(Path("factcheck.db"), None)
    monkeypatch.setenv("FACTCHECK_DB", "other.db")
    assert engine.location_from_environment() == Location(Path("other.db"), None)


# --- settings ---------------------------------------------------------------------------------


@pytest.mark.parametrize("write", [True, False])
@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("foreign_keys", 1),
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("busy_timeout", 10_000),
        ("temp_store", 2),
        ("secure_delete", 1),
        ("trusted_schema", 0),
    ],
)
def test_pragmas_of_every_connection(
    pragma: str, value: object, write: bool, sqlite_location: Location
) -> None:
    case = connect(sqlite_location, write=write)
    for _ in range(2):
        with case.connect() as connection:
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("lock_timeout", "10s"),
        ("timezone", "UTC"),
        ("client_min_messages", "warning"),
        ("application_name", "factcheck"),
    ],
)
def test_settings_of_a_server_connection(
    setting: str, value: str, postgresql_location: Location
) -> None:
    with connect(postgresql_location).connect() as connection:
        assert connection.exec_driver_sql(f"SHOW {setting}").scalar_one() == value


def test_text_is_kept_as_it_is_in_json() -> None:
    assert engine.json_text({"b": "Чечня", "a": [1, None]}) == '{"a":[1,null],"b":"Чечня"}'


# --- transactions -----------------------------------------------------------------------------


def test_a_writer_takes_the_lock_when_it_begins(sqlite_location: Location) -> None:
    with (
        connect(sqlite_location).begin() as writer,
        closing(sqlite3.connect(str(sqlite_location.path), timeout=0)) as other,
    ):
        writer.exec_driver_sql("SELECT 1")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")


def test_a_reader_keeps_nobody_from_writing(populated: Location) -> None:
    with connect(populated, write=False).begin() as reader:
        before = reader.scalar(select(Party.name).order_by(Party.seq.desc()).limit(1))
        with Session(connect(populated)) as session:
            parties.add(session, cases.AUTHOR, "New Name")
            session.commit()
        after = reader.scalar(select(Party.name).order_by(Party.seq.desc()).limit(1))
        assert after == before, "a reader sees one moment of the case"
    assert names(populated)[-1] == "New Name"


def test_what_is_not_committed_is_gone(populated: Location) -> None:
    before = names(populated)
    with Session(connect(populated)) as session:
        parties.add(session, cases.AUTHOR, "New Name")
    assert names(populated) == before


# --- files ------------------------------------------------------------------------------------


def test_only_the_owner_can_read_a_case(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        location = Location(tmp_path / "case.db", None)
        schema.create(location)
        with Session(connect(location)) as session:
            parties.add(session, cases.AUTHOR, "Some Name")
            session.commit()
            session.connection()
            files = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    finally:
        os.umask(old)
    assert files == {"case.db": 0o600, "case.db-wal": 0o600, "case.db-shm": 0o600}


def test_create_file_makes_no_case_twice(tmp_path: Path) -> None:
    engine.create_file(tmp_path / "case.db")
    with pytest.raises(errors.CaseExists):
        engine.create_file(tmp_path / "case.db")


@pytest.mark.parametrize("name", ["missing.db", "missing/case.db", "file/case.db"])
def test_a_mistyped_path_leaves_no_file_behind(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(errors.NoCase):
        connect(Location(tmp_path / name, None))
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("name", ["дело №1.db", "a?b#c%41.db", "with space.db", "quo'te\".db"])
def test_any_file_name_is_taken_literally(name: str, tmp_path: Path) -> None:
    location = Location(tmp_path / name, None)
    schema.create(location)
    assert names(location) == []
    assert [path.name for path in tmp_path.iterdir()] == [name]
