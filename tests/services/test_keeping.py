"""Backups are whole cases, and an upgrade makes one first."""

import subprocess
from pathlib import Path

import pytest
from sqlalchemy import make_url
from sqlalchemy.orm import Session

from factcheck.database import schema
from factcheck.database.engine import APPLICATION_ID, Location, connect, create_file
from factcheck.errors import (
    CannotWrite,
    FileExists,
    MissingProgram,
    NoCase,
    NotACase,
    SchemaNewer,
)
from factcheck.services import keeping, reading
from factcheck.services.cases import info
from tests.support import cases
from tests.support.servers import Server


def counts(location: Location) -> dict[str, int]:
    with Session(connect(location, write=False)) as session:
        return info(session, location).counts


def revision(location: Location) -> int | None:
    with connect(location, write=False).connect() as connection:
        return schema.current(connection)


def test_a_backup_of_a_case_file_is_a_case_file(sqlite_populated: Location, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    size = keeping.backup(sqlite_populated, copy)
    assert size == copy.stat().st_size
    assert counts(cases.at(copy)) == counts(sqlite_populated)
    assert not list(tmp_path.glob("copy.db-*"))
    assert copy.stat().st_mode & 0o077 == 0


def test_a_backup_holds_what_was_committed_while_another_writes(
    sqlite_populated: Location, tmp_path: Path
) -> None:
    before = counts(sqlite_populated)
    with Session(connect(sqlite_populated)) as writer:
        writer.connection().exec_driver_sql("UPDATE claim SET place = 'Grozny'")
        keeping.backup(sqlite_populated, tmp_path / "copy.db")
        writer.rollback()
    copy = cases.at(tmp_path / "copy.db")
    assert counts(copy) == before
    with Session(connect(copy, write=False)) as session:
        assert {claim.place for claim in reading.listing(session, [], None)} == {"Argun", None}


def test_a_backup_of_a_server_restores_into_an_empty_database(
    postgresql_populated: Location, server: Server, tmp_path: Path
) -> None:
    file = tmp_path / "copy.dump"
    assert keeping.backup(postgresql_populated, file) == file.stat().st_size > 0
    with server.database() as name:
        address = make_url(server.url(name)).set(drivername="postgresql")
        subprocess.run(
            [
                server.programs / "pg_restore",
                f"--dbname={address.render_as_string(hide_password=False)}",
                file,
            ],
            check=True,
            capture_output=True,
        )
        assert counts(cases.at(server.url(name))) == counts(postgresql_populated)


def test_a_backup_never_replaces_a_file(sqlite_location: Location, tmp_path: Path) -> None:
    file = tmp_path / "mine"
    file.write_text("mine")
    with pytest.raises(FileExists):
        keeping.backup(sqlite_location, file)
    assert file.read_text() == "mine"
    with pytest.raises(CannotWrite):
        keeping.backup(sqlite_location, tmp_path)
    with pytest.raises(CannotWrite):
        keeping.backup(sqlite_location, tmp_path / "nowhere" / "copy.db")


def test_a_backup_of_nothing_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(NoCase):
        keeping.backup(Location(tmp_path / "nothing.db", None), tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []


def test_without_pg_dump_a_server_cannot_be_backed_up(
    postgresql_location: Location, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingProgram, match="pg_dump is needed to back up") as refused:
        keeping.backup(postgresql_location, tmp_path / "copy.dump")
    assert "postgresql-client" in refused.value.hint
    assert not list(tmp_path.glob("*copy*"))


# --- upgrading ------------------------------------------------------------------------------


def test_an_older_case_is_backed_up_and_brought_to_this_schema(blank: Location) -> None:
    cases.make(blank, "0001")
    done = keeping.upgrade(blank)
    assert (done.before, done.after) == (1, schema.HEAD)
    assert revision(blank) == schema.HEAD
    assert done.backup is not None
    assert done.backup.stat().st_size > 0
    if blank.path is not None:
        assert done.backup.parent == blank.path.parent
        assert revision(cases.at(done.backup)) == 1


def test_a_case_of_this_schema_is_left_alone(location: Location, tmp_path: Path) -> None:
    before = {file.name for file in tmp_path.iterdir()}
    assert keeping.upgrade(location) == (schema.HEAD, schema.HEAD, None)
    assert {file.name for file in tmp_path.iterdir()} - before <= {"case.db-shm", "case.db-wal"}


def test_a_newer_case_is_left_alone(location: Location) -> None:
    with connect(location).begin() as connection:
        if location.path is not None:
            connection.exec_driver_sql(f"PRAGMA user_version = {schema.HEAD + 1}")
        else:
            connection.exec_driver_sql(
                f"UPDATE alembic_version SET version_num = '{schema.HEAD + 1:04d}'"
            )
    with pytest.raises(SchemaNewer, match=f"schema {schema.HEAD + 1}; this one knows"):
        keeping.upgrade(location)
    assert revision(location) == schema.HEAD + 1


def test_what_is_no_case_is_not_upgraded(blank: Location, tmp_path: Path) -> None:
    if blank.path is not None:
        create_file(blank.path)
        with connect(blank).begin() as connection:
            connection.exec_driver_sql("CREATE TABLE mine (a)")
    with pytest.raises(NotACase):
        keeping.upgrade(blank)
    assert not list(tmp_path.glob("*schema*"))


def test_a_backup_that_fails_stops_the_upgrade(
    sqlite_blank: Location, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases.make(sqlite_blank, "0001")
    assert sqlite_blank.path is not None
    taken = sqlite_blank.path.with_name("taken.db")
    taken.write_text("mine")
    monkeypatch.setattr(keeping, "_backup_name", lambda location, found: taken)
    with pytest.raises(FileExists):
        keeping.upgrade(sqlite_blank)
    assert revision(sqlite_blank) == 1


def test_the_mark_of_a_case_file_is_its_own() -> None:
    assert APPLICATION_ID.to_bytes(4, "big") == b"fck1"
