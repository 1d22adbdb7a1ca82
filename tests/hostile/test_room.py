"""Disks without room, and limits on the size of files."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copy

import pytest

from factcheck.database import schema
from factcheck.database.engine import Location
from tests.hostile.attacks import Outcome, Setting, aimed, attack, done, refused
from tests.support import cases
from tests.support.disks import NoMount, leave_free, small_disk
from tests.support.snapshots import rows_of


@pytest.fixture
def case(sqlite_filled: Path, tmp_path: Path) -> Location:
    return Location(Path(copy(sqlite_filled, tmp_path / "case.db")), None)


ROWS = "text,kind\n" + "".join(f"Statement {n} {'x' * 200}.,event\n" for n in range(3000))
GROWING = {
    "add": ("claim", "add", "-", "--kind", "event"),
    "import": ("import", "-f", "csv", "-"),
    "export": ("export", "-f", "json", "-o", "sheet.json"),
    "backup": ("db", "backup", "kept.db"),
    "upgrade": ("db", "upgrade"),
}


def attempt(what: str, location: Location, setting: Setting) -> Outcome:
    given = ROWS.encode() if what == "import" else b"x" * 9_000
    return attack(*GROWING[what], db=location, stdin=given, setting=setting)


def visible_in(folder: Path) -> set[str]:
    return set(os.listdir(folder)) - {"case.db-wal", "case.db-shm"}


def older(path: Path) -> Location:
    return cases.make(Location(path, None), "0001")


@pytest.mark.parametrize("what", GROWING)
def test_a_full_disk(what: str, sqlite_filled: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    try:
        with small_disk(disk, 3 * 1024 * 1024):
            path = disk / "case.db"
            location = older(path) if what == "upgrade" else cases.at(copy(sqlite_filled, path))
            before, names = rows_of(location), visible_in(disk)
            filler = leave_free(disk, 0)
            outcome = attempt(what, location, Setting(cwd=str(disk)))
            filler.unlink()
            assert visible_in(disk) == names
            assert rows_of(location) == before
            refused(outcome, 1, says="no room left")
            done(attempt(what, location, Setting(cwd=str(disk))))
            assert whole(location)
    except NoMount as fault:
        pytest.skip(f"No small disk to fill: {fault}; run the tests as root on Linux.")


@pytest.mark.parametrize("what", GROWING)
def test_a_limit_on_the_size_of_files(what: str, case: Location, tmp_path: Path) -> None:
    if what == "upgrade":
        case = older(tmp_path / "older.db")
    before = rows_of(case)
    limit = 500 if what == "export" else 9_000
    refused(attempt(what, case, Setting(file_size=limit)), 1)
    assert rows_of(case) == before
    assert not [
        name for name in os.listdir(tmp_path) if name.endswith((".part", "kept.db", "json"))
    ]
    assert whole(case)


SINGLE = (
    ("claim", "add", "?", "--kind", "event"),
    ("claim", "edit", "denied", "--text", "?"),
    ("claim", "cite", "denied", "interview", "--quote", "?", "--unanchored"),
    ("review", "record", "denied", "--status", "refuted", "--because", "?"),
)
"""Changes of one record each, every one with an entry in the journal."""


def test_a_disk_that_fills_up_while_changes_are_committed(
    sqlite_filled: Path, tmp_path: Path
) -> None:
    """One after another until there is no room: what was acknowledged is there, and no more."""
    disk = tmp_path / "disk"
    disk.mkdir()
    try:
        with small_disk(disk, 3 * 1024 * 1024):
            location = cases.at(copy(sqlite_filled, disk / "case.db"))
            leave_free(disk, 200_000)
            setting = Setting(cwd=str(disk))
            before = rows_of(location)
            for number in range(200):
                command = aimed(SINGLE[number % len(SINGLE)], f"{number} {'x' * 5_000}")
                outcome = attack(*command, db=location, setting=setting)
                if outcome.code:
                    break
                before = rows_of(location)
            refused(outcome, 1, says="no room left")
            assert number >= len(SINGLE)
            assert rows_of(location) == before
            (disk / "filler").unlink()
            assert whole(location)
            done(attack(*command, db=location, setting=setting))
    except NoMount as fault:
        pytest.skip(f"No small disk to fill: {fault}; run the tests as root on Linux.")


def whole(location: Location) -> bool:
    with closing(sqlite3.connect(str(location.path))) as connection:
        if connection.execute("PRAGMA user_version").fetchone() == (schema.HEAD,):
            connection.execute("INSERT INTO claim_search (claim_search) VALUES ('integrity-check')")
        if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            return False
        if connection.execute("PRAGMA user_version").fetchone() != (schema.HEAD,):
            return True
    return done(attack("audit", "--json", db=location)) == "[]\n"
