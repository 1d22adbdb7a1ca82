"""Cases that are damaged, or only look like cases."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copy

import pytest

from factcheck.database.engine import APPLICATION_ID, Location
from factcheck.database.schema import HEAD
from tests.hostile.attacks import attack, done, refused

LIST = ("claim", "list")
ADD = ("claim", "add", "x", "--kind", "event")
COMMANDS = (LIST, ADD, ("search", "people"), ("export",), ("db", "info"))
READERS = (("claim", "list", "--json"), ("claim", "show", "denied"), ("search", "people"),
           ("export", "-f", "json"), ("source", "list"), ("review", "log",
           "in-touch-75"))  # fmt: skip


@pytest.fixture
def case(sqlite_filled: Path, tmp_path: Path) -> Location:
    return Location(Path(copy(sqlite_filled, tmp_path / "case.db")), None)


@pytest.mark.parametrize("kept", [1, 15, 16, 17, 100, 4096, 5000, 50_000, -4096, -1])
def test_a_case_cut_short(case: Location, kept: int) -> None:
    assert case.path is not None
    data = case.path.read_bytes()[:kept]
    case.path.write_bytes(data)
    for command in (LIST, ADD, ("db", "backup", "kept.db")):
        outcome = attack(*command, db=case)
        if outcome.code:
            refused(outcome, 1)
    if kept in (1, 15):
        assert case.path.read_bytes() == data


@pytest.mark.parametrize("seed", range(8))
def test_a_case_with_damaged_pages(case: Location, seed: int) -> None:
    assert case.path is not None
    chance, data = random.Random(seed), bytearray(case.path.read_bytes())
    for _ in range(60):
        data[chance.randrange(100, len(data))] = chance.randrange(256)
    case.path.write_bytes(data)
    for command in (*READERS[::2], ADD):
        outcome = attack(*command, db=case)
        if outcome.code:
            refused(outcome._replace(stdout=b""), 1)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE claim SET id = x'00' WHERE key = 'denied'",
        "UPDATE claim SET created_at = 'zz' WHERE key = 'denied'",
        "UPDATE claim SET as_of = 'zz'",
        "UPDATE claim SET text = CAST(x'ff' AS TEXT) WHERE key = 'denied'",
        "UPDATE quantity SET value = 'many'",
        "UPDATE source SET names = '{{'",
        "UPDATE claim SET kind = 'zz'",
        "UPDATE claim SET key = char(27) || '[31m' WHERE key = 'denied'",
    ],
)
def test_a_case_with_damaged_values(case: Location, damage: str) -> None:
    with closing(sqlite3.connect(str(case.path))) as connection:
        connection.execute(damage)
        connection.commit()
    for command in READERS:
        outcome = attack(*command, db=case)
        if outcome.code:
            refused(outcome._replace(stdout=b""), 1, 2)
        else:
            done(outcome)


@pytest.mark.parametrize("version", [HEAD, HEAD - 1, -5, HEAD + 1, 2**31 - 1])
def test_a_file_with_the_marks_of_a_case_and_nothing_else(tmp_path: Path, version: int) -> None:
    path = tmp_path / "fake.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("CREATE TABLE claim (a)")
        connection.commit()
    for command in COMMANDS:
        refused(attack(*command, db=path), 1)
    if version != HEAD:
        refused(attack("db", "upgrade", db=path), 1)
