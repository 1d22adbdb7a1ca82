"""Backups that are consistent while others work, and upgrades."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url

from factcheck.database import schema
from factcheck.database.engine import Location, connect, locate
from factcheck.database.session import open_session
from factcheck.errors import (
    CannotWrite,
    FactcheckError,
    FileExists,
    MissingProgram,
    NoCase,
    NotACase,
    ServerRefused,
)
from factcheck.services import claims, keeping, parties, reading, reviews
from factcheck.services.audit.run import audit
from factcheck.services.keeping import Upgrade
from tests.support import cases
from tests.support.cases import AUTHOR
from tests.support.commandline import Result, Runner
from tests.support.servers import PASSWORD, Server
from tests.support.snapshots import kept, rows_of, schema_of


def left_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


# --- any case ---------------------------------------------------------------------------------


def test_a_backup_changes_nothing(populated: Location, tmp_path: Path) -> None:
    before = schema_of(populated), rows_of(populated)
    size = keeping.backup(populated, tmp_path / "copy")
    assert (tmp_path / "copy").stat().st_size == size
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600
    assert (schema_of(populated), rows_of(populated)) == before


def test_a_file_is_not_overwritten(populated: Location, tmp_path: Path, run: Runner) -> None:
    file = tmp_path / "copy"
    file.write_text("Mine.", encoding="utf-8")
    before = left_in(tmp_path)
    with pytest.raises(FileExists):
        keeping.backup(populated, file)
    said = run("db", "backup", file, db=populated).refusal()
    assert said == f"There is a file at {file} already."
    assert file.read_text(encoding="utf-8") == "Mine."
    assert left_in(tmp_path) == before


def test_a_backup_goes_into_a_folder_that_is_there(populated: Location, tmp_path: Path) -> None:
    before = left_in(tmp_path)
    with pytest.raises(CannotWrite, match="its folder does not exist"):
        keeping.backup(populated, tmp_path / "no" / "copy")
    with pytest.raises(CannotWrite, match="it is a folder"):
        keeping.backup(populated, tmp_path)
    assert left_in(tmp_path) == before


def test_no_case_is_no_backup(blank: Location, tmp_path: Path) -> None:
    before = left_in(tmp_path)
    with pytest.raises((NoCase, NotACase)):
        keeping.backup(blank, tmp_path / "copy")
    assert left_in(tmp_path) == before


def test_backing_up_says_where_and_how_much(
    populated: Location, tmp_path: Path, run: Runner
) -> None:
    done = run("db", "backup", tmp_path / "copy", db=populated)
    assert done.exit_code == 0
    assert done.stdout == f"{tmp_path / 'copy'}\n"
    assert done.stderr.startswith("Backed up ")
    assert run("--quiet", "db", "backup", "copy-2", db=populated) == Result("copy-2\n", "", 0)


# --- a file -----------------------------------------------------------------------------------


@pytest.fixture
def filled(sqlite_populated: Location) -> Location:
    return sqlite_populated


def test_the_copy_of_a_file_is_a_case(filled: Location, tmp_path: Path, run: Runner) -> None:
    copy = Location(tmp_path / "copy.db", None)
    keeping.backup(filled, tmp_path / "copy.db")
    assert left_in(tmp_path) == {"case.db", "copy.db"}
    # Not in WAL mode, in which even a reader needs to write files beside it.
    assert (tmp_path / "copy.db").read_bytes()[18:20] == b"\1\1"
    assert (schema_of(copy), rows_of(copy)) == (schema_of(filled), rows_of(filled))
    everything = run("claim", "list", "--json", db=filled)
    assert run("claim", "list", "--json", db=copy) == everything
    assert run("search", "tortured", "--json", db=copy) == run(
        "search", "tortured", "--json", db=filled
    )
    assert run("party", "add", "Somebody New", db=copy).exit_code == 0
    assert run("claim", "list", "--json", db=filled) == everything


def test_a_backup_has_what_was_committed_and_no_more(filled: Location, tmp_path: Path) -> None:
    before = rows_of(filled)
    with open_session(filled, write=True, author=AUTHOR) as writer:
        parties.add(writer, AUTHOR, "Not Yet")
        keeping.backup(filled, tmp_path / "copy.db")
        writer.commit()
    assert rows_of(Location(tmp_path / "copy.db", None)) == before != rows_of(filled)


@contextmanager
def busy_writer(location: Location) -> Iterator[None]:
    """Somebody who adds claims, each with its citation, for as long as the block lasts."""
    stop, begun = threading.Event(), threading.Event()
    faults: list[BaseException] = []

    def work() -> None:
        try:
            number = 0
            while not stop.is_set():
                number += 1
                fields = {"key": f"new-{number}", "text": f"Text {number}.", "kind": "event"}
                with open_session(location, write=True, author=AUTHOR) as session:
                    claims.add(session, AUTHOR, fields, {"source": "interview"})
                    session.commit()
                begun.set()
        except BaseException as fault:
            faults.append(fault)
            begun.set()

    thread = threading.Thread(target=work)
    thread.start()
    begun.wait()
    try:
        yield
    finally:
        stop.set()
        thread.join()
    assert faults == []


def test_a_backup_is_consistent_while_others_work(filled: Location, tmp_path: Path) -> None:
    copies = [Location(tmp_path / f"copy-{number}.db", None) for number in range(5)]
    with busy_writer(filled):
        for copy in copies:
            assert copy.path is not None
            keeping.backup(filled, copy.path)
    last = 0
    for copy in copies:
        with connect(copy, write=False).begin() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            new, cited = connection.exec_driver_sql(
                "SELECT count(DISTINCT claim.seq), count(citation.seq) FROM claim "
                "LEFT JOIN citation ON citation.claim_seq = claim.seq WHERE key LIKE 'new-%'"
            ).one()
            assert new == cited >= last, "claims came with their citations"
            last = new
            schema.require_head(connection, copy)


# --- a server ---------------------------------------------------------------------------------


def test_the_dump_of_a_server_is_restored(
    server: Server, postgresql_populated: Location, tmp_path: Path, run: Runner
) -> None:
    keeping.backup(postgresql_populated, tmp_path / "case.dump")
    with server.database() as name:
        restored = cases.at(server.url(name))
        address = make_url(server.url(name)).set(drivername="postgresql")
        target = address.render_as_string(hide_password=False)
        subprocess.run(
            ["pg_restore", "--exit-on-error", f"--dbname={target}", tmp_path / "case.dump"],
            check=True,
        )
        assert schema_of(restored) == schema_of(postgresql_populated)
        assert rows_of(restored) == rows_of(postgresql_populated)
        for command in (("claim", "list", "--json"), ("search", "tortured", "--json")):
            assert run(*command, db=restored) == run(*command, db=postgresql_populated)
        added = run("claim", "add", "Added later.", "--kind", "event", db=restored)
        assert added.exit_code == 0, added.stderr


@pytest.fixture
def no_programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder, which is all of PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def test_without_pg_dump_it_is_named(
    postgresql_location: Location, no_programs: Path, tmp_path: Path, run: Runner
) -> None:
    done = run("db", "backup", tmp_path / "copy", db=postgresql_location)
    assert done.refusal() == (
        "pg_dump is needed to back up a case on PostgreSQL, and it is not on this machine."
    )
    assert "postgresql-client" in done.stderr
    assert left_in(tmp_path) == {"bin"}


def test_an_upgrade_without_pg_dump_changes_nothing(
    postgresql_location: Location, no_programs: Path, tmp_path: Path
) -> None:
    with connect(postgresql_location).begin() as connection:
        schema.step_back(connection, "0001")
    with pytest.raises(MissingProgram):
        keeping.upgrade(postgresql_location)
    with connect(postgresql_location, write=False).begin() as connection:
        assert schema.current(connection) == 1
    assert left_in(tmp_path) == {"bin"}


@pytest.mark.parametrize(
    "address",
    ["{user}:{password}@/{name}?host={folder}", "/{name}?host={folder}&password={password}"],
)
def test_a_password_is_not_on_the_command_line(
    address: str,
    server: Server,
    postgresql_location: Location,
    no_programs: Path,
    tmp_path: Path,
) -> None:
    """Every user of a machine can read the command lines of all."""
    program = no_programs / "pg_dump"
    program.write_text(
        f'#!/bin/sh\necho "$@" > {tmp_path}/arguments\necho "$PGPASSWORD" > {tmp_path}/password\n',
        encoding="ascii",
    )
    program.chmod(0o755)
    name = make_url(postgresql_location.url or "").database
    url = address.format(user="postgres", password=PASSWORD, name=name, folder=server.folder)
    if "postgres:" not in url:
        url += "&user=postgres"
    keeping.backup(locate(f"postgresql://{url}"), tmp_path / "copy")
    assert PASSWORD not in (tmp_path / "arguments").read_text(encoding="utf-8")
    assert (tmp_path / "password").read_text(encoding="utf-8") == f"{PASSWORD}\n"


def test_what_pg_dump_says_is_passed_on(
    postgresql_location: Location, no_programs: Path, tmp_path: Path
) -> None:
    program = no_programs / "pg_dump"
    program.write_text("#!/bin/sh\necho 'pg_dump: error: no room' >&2\nexit 1\n", encoding="ascii")
    program.chmod(0o755)
    with pytest.raises(ServerRefused, match="refused: no room"):
        keeping.backup(postgresql_location, tmp_path / "copy")
    assert left_in(tmp_path) == {"bin"}


# --- upgrades ---------------------------------------------------------------------------------


def test_an_upgrade_says_what_it_did(populated: Location) -> None:
    assert keeping.upgrade(populated) == Upgrade(schema.HEAD, schema.HEAD, None)
    with connect(populated).begin() as connection:
        schema.step_back(connection, "0001")
    done = keeping.upgrade(populated)
    assert done[:2] == (1, schema.HEAD)
    assert done.backup is not None
    assert done.backup.stat().st_size > 1000
    assert keeping.upgrade(populated) == Upgrade(schema.HEAD, schema.HEAD, None)


def test_an_upgrade_of_what_is_no_case(blank: Location, tmp_path: Path) -> None:
    before = left_in(tmp_path)
    with pytest.raises((NoCase, NotACase)):
        keeping.upgrade(blank)
    assert left_in(tmp_path) == before


def test_two_upgrades_at_once_end_as_one(filled: Location, tmp_path: Path) -> None:
    """The second waits, finds the work done, and does it no harm."""
    with connect(filled).begin() as connection:
        schema.step_back(connection, "0001")
    rows = rows_of(filled)
    faults: list[BaseException] = []

    def work() -> None:
        try:
            keeping.upgrade(filled)
        except FactcheckError as fault:
            faults.append(fault)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows.pop("alembic_version")
    after = rows_of(filled)
    after.pop("alembic_version")
    assert kept(rows, after)
    entered = {"author", "journal", "revision"}
    assert all(after[table] for table in entered), "what was there before is adopted"
    assert not any(after[table] for table in after.keys() - rows.keys() - entered)
    with connect(filled, write=False).begin() as connection:
        assert schema.current(connection) == schema.HEAD


def test_an_upgrade_judges_by_the_policy_what_was_judged_before_there_was_one(
    filled: Location,
) -> None:
    with open_session(filled, write=True, author=AUTHOR) as session:
        reviews.record(
            session, AUTHOR, "detained", status="corroborated", because="So.", override="Seen."
        )
        session.commit()
    with connect(filled).begin() as connection:
        schema.step_back(connection, "0003")
    keeping.upgrade(filled)
    with open_session(filled, write=False) as session:
        found = {claim.key: claim for claim in reading.listing(session, [], None)}
        assert found["in-touch-75"].status == "corroborated"
        assert found["denied"].status == "refuted"
        assert found["detained"].status == "in-review"
        assert "It needs 2 independent origins" in (found["detained"].status_because or "")
        assert not [one for one in audit(session).findings if one.rule == "status"]
