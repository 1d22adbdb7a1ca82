"""What users are told when a database refuses: one sentence, and nothing half-written."""

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck import errors
from factcheck.database import engine, schema
from factcheck.database.engine import Location, connect
from factcheck.database.models import Party
from factcheck.services import parties
from tests.support import cases
from tests.support.commandline import Result, Runner
from tests.support.disks import (
    NoMount,
    bound_by_permissions,
    leave_free,
    open_folder,
    small_disk,
)
from tests.support.servers import GUARDED, PASSWORD, Server
from tests.support.snapshots import rows_of

ADD = ("party", "add", "Some Name")
LIST = ("party", "list")


def names(location: Location) -> list[str]:
    with Session(connect(location, write=False)) as session:
        return [*session.scalars(select(Party.name).order_by(Party.seq))]


# --- locked -----------------------------------------------------------------------------------


@contextmanager
def held(location: Location) -> Iterator[None]:
    """Another program is changing the case, until the block ends."""
    with connect(location).begin() as other:
        if location.path is None:
            other.exec_driver_sql("LOCK TABLE party IN EXCLUSIVE MODE")
        yield


def test_a_case_that_stays_locked(
    location: Location, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 1 if location.path is None else 0.05)
    with held(location):
        said = run(*ADD, db=location).refusal()
        assert said == (
            f"{location} is being changed by another program, and it did not finish in time."
        )
        assert run(*LIST, "--nl", db=location).exit_code == 0, "readers need not wait"
    assert names(location) == []


def test_a_writer_waits_for_its_turn(location: Location, run: Runner) -> None:
    begun, seen = threading.Event(), threading.Event()

    def work_for_a_while() -> None:
        with held(location):
            begun.set()
            seen.wait(0.2)

    other = threading.Thread(target=work_for_a_while)
    other.start()
    begun.wait()
    assert run(*ADD, db=location).exit_code == 0
    other.join()
    assert names(location) == ["Some Name"]


# --- no room ----------------------------------------------------------------------------------


def test_a_file_that_cannot_grow(sqlite_location: Location) -> None:
    def grow(session: Session) -> None:
        for number in range(1000):
            parties.add(session, cases.AUTHOR, f"Name {number} {'x' * 200}")

    with Session(connect(sqlite_location)) as session:
        pages = session.connection().exec_driver_sql("PRAGMA page_count").scalar_one()
        session.connection().exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(errors.DiskFull, match="no room left on the disk"):
            grow(session)
    assert names(sqlite_location) == []


@pytest.fixture
def full(tmp_path: Path) -> Iterator[tuple[Location, Path]]:
    """A case on a disk that is full, and the file that takes up the room."""
    (tmp_path / "disk").mkdir()
    try:
        with small_disk(tmp_path / "disk", 4 * 1024 * 1024) as disk:
            location = Location(disk / "case.db", None)
            schema.create(location)
            cases.fill(location)
            yield location, leave_free(disk, 0)
    except NoMount as fault:
        pytest.skip(f"No full disk to test on: {fault}")


def test_a_full_disk(full: tuple[Location, Path], run: Runner) -> None:
    location, filler = full
    said = run(*ADD, db=location).refusal()
    assert said == f"There is no room left on the disk for {location}."
    filler.unlink()
    assert len(names(location)) == 3
    assert whole(location)
    assert run(*ADD, db=location).exit_code == 0


def test_a_disk_that_fills_up_half_way(full: tuple[Location, Path], run: Runner) -> None:
    location, filler = full
    with filler.open("r+b") as file:
        file.truncate(filler.stat().st_size - 64 * 1024)
    rows = [f"Statement {number} {'x' * 200}.,event" for number in range(2000)]
    table = "\n".join(["text,kind", *rows])
    done = run("import", "--format", "csv", "-", input=table, db=location)
    assert done.refusal() == f"There is no room left on the disk for {location}."
    filler.unlink()
    assert whole(location)
    assert run("claim", "list", "--nl", db=location).stdout.count("\n") == 3


def test_a_file_size_limit(sqlite_populated: Location) -> None:
    """The operating system refuses in another way here, and it too is told in one sentence."""
    rows = rows_of(sqlite_populated)
    program = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (33_000, 33_000))\n"
        "from factcheck.__main__ import main\n"
        "main()\n"
    )
    options = ["--db", str(sqlite_populated.path), "--as", cases.AUTHOR]
    command = ["claim", "add", "x" * 10_000, "--kind", "event"]
    done = subprocess.run(
        [sys.executable, "-c", program, *options, *command], capture_output=True, text=True
    )
    said = Result(done.stdout, done.stderr, done.returncode).refusal()
    assert said == f"{sqlite_populated} cannot be written: the disk reports a fault."
    assert rows_of(sqlite_populated) == rows
    assert whole(sqlite_populated)


def whole(location: Location) -> bool:
    with connect(location).begin() as connection:
        return (
            connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
            and connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None
        )


# --- no permission ----------------------------------------------------------------------------


@pytest.mark.parametrize("command", [ADD, LIST], ids=" ".join)
def test_a_read_only_place(command: tuple[str, ...], run: Runner) -> None:
    with open_folder() as folder:
        location = Location(folder / "case.db", None)
        schema.create(location)
        run(*command, db=location)
        (folder / "case.db").chmod(0o400)
        folder.chmod(0o500)
        with bound_by_permissions(folder, folder / "case.db"):
            said = run(*command, db=location).refusal()
        assert said.startswith(f"{location} cannot be written: ")
        assert "read-only" in said


def test_a_file_that_may_not_be_read(run: Runner) -> None:
    with open_folder() as folder:
        location = Location(folder / "case.db", None)
        schema.create(location)
        (folder / "case.db").chmod(0o000)
        with bound_by_permissions(folder, folder / "case.db"):
            said = run(*LIST, db=location).refusal()
        assert said == f"{location} cannot be read: there is no permission to."


def test_a_connection_that_may_not_write(sqlite_location: Location) -> None:
    with Session(connect(sqlite_location)) as session:
        session.connection().exec_driver_sql("PRAGMA query_only = ON")
        with pytest.raises(errors.CannotWrite, match="it is read-only"):
            parties.add(session, cases.AUTHOR, "Some Name")


def test_a_user_of_the_server_without_rights(
    server: Server, postgresql_location: Location, run: Runner
) -> None:
    database = str(postgresql_location).rpartition("/case_")[2].partition("?")[0]
    url = server.url(f"case_{database}", GUARDED, PASSWORD)
    with connect(postgresql_location).begin() as connection:
        connection.exec_driver_sql(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {GUARDED}")
    assert run(*LIST, "--nl", db=url) == Result("", "", 0)
    said = run(*ADD, db=url).refusal()
    assert said.endswith(" cannot be written: the user has no permission to.")
    assert PASSWORD not in said


# --- damage -----------------------------------------------------------------------------------


def test_a_damaged_case(sqlite_populated: Location, run: Runner) -> None:
    assert sqlite_populated.path is not None
    with sqlite_populated.path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (sqlite_populated.path.stat().st_size - 4096))
    said = run(*LIST, db=sqlite_populated).refusal()
    assert said == f"{sqlite_populated} is damaged: the database cannot be read in full."


def test_what_only_begins_like_a_case(tmp_path: Path, run: Runner) -> None:
    path = tmp_path / "case.db"
    path.write_bytes(b"SQLite format 3\x00" + bytes(range(256)) * 64)
    assert " is not a case file: " in run(*LIST, db=path).refusal()


def test_a_fault_that_nobody_foresaw(populated: Location, run: Runner) -> None:
    with connect(populated).begin() as connection:
        connection.exec_driver_sql("ALTER TABLE party RENAME COLUMN name TO nom")
    said = run(*LIST, db=populated).refusal()
    assert said.startswith(f"The database at {populated} could not do this: ")
    assert said.count("\n") == 0


# --- servers ----------------------------------------------------------------------------------


def closed_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_server_that_does_not_answer(run: Runner, tmp_path: Path) -> None:
    for address in (f"127.0.0.1:{closed_port()}/n", f"/n?host={tmp_path}"):
        said = run(*LIST, db=f"postgresql://anna:s3cret@{address}").refusal()
        assert said.startswith("The database at postgresql://anna:***@")
        assert " refused: " in said
        assert "s3cret" not in said


@pytest.mark.parametrize(
    ("database", "user", "password", "why"),
    [
        ("postgres", GUARDED, "s3cret", f'password authentication failed for user "{GUARDED}"'),
        ("no_such", "postgres", "s3cret", 'database "no_such" does not exist'),
        ("postgres", "no_such", "s3cret", 'role "no_such" does not exist'),
    ],
)
def test_a_server_that_refuses(
    database: str, user: str, password: str, why: str, server: Server, run: Runner
) -> None:
    done = run(*LIST, db=server.url(database, user, password))
    assert done.refusal().endswith(f" refused: {why}.")
    assert password not in done.stderr


def test_an_address_that_cannot_be_read(run: Runner) -> None:
    done = run(*LIST, db="postgresql://anna:s3cret@h:port/n")
    assert done.exit_code == 2
    assert done.stderr.startswith("Error: ")
    assert "s3cret" not in done.stderr


def test_without_the_driver_the_extra_is_named(
    run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    done = run(*LIST, db="postgresql://h/n")
    assert "not installed" in done.refusal()
    assert "pip install 'factcheck-casefile[postgres]'" in done.stderr
