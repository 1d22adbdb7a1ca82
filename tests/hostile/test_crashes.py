"""Processes that are killed, interrupted, locked out, or many: nothing acknowledged is lost.

How many are killed is said in ``tests.support.amounts``.
"""

import os
import random
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from factcheck.database.engine import Location, connect
from tests.hostile.attacks import Outcome, Running, Setting, attack, begin, done, refused
from tests.support.amounts import IMPORTED as ROWS
from tests.support.amounts import KILLS
from tests.support.snapshots import rows_of

TABLE = "text,kind,speaker\n" + "".join(
    f"Statement {n}.,event,Speaker {n % 9}\n" for n in range(ROWS)
)
IMPORT = ("import", "-f", "csv", "-")


def sound(location: Location) -> None:
    """Fails unless the database, its references and its index are whole, and the audit is clean:
    every record is what the journal vouches for, and every entry stands in its chain.
    """
    assert done(attack("audit", "--json", db=location)) == "[]\n"
    with connect(location).begin() as connection:
        if location.path is None:
            assert (
                connection.exec_driver_sql("SELECT count(*) FROM claim_search_stale").scalar() == 0
            )
            sides = "SELECT (SELECT count(*) FROM claim), (SELECT count(*) FROM claim_search)"
            assert len(set(connection.exec_driver_sql(sides).one())) == 1
            return
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None
        assert connection.exec_driver_sql("SELECT count(*) FROM claim_search_stale").scalar() == 0
        connection.exec_driver_sql(
            "INSERT INTO claim_search (claim_search, rank) VALUES ('integrity-check', 0)"
        )


def texts(location: Location) -> Counter[str]:
    with connect(location, write=False).begin() as connection:
        return Counter(connection.exec_driver_sql("SELECT text FROM claim").scalars())


def keys(location: Location) -> set[str]:
    with connect(location, write=False).begin() as connection:
        found = list(connection.exec_driver_sql("SELECT key FROM claim").scalars())
    assert len(found) == len(set(found))
    return set(found)


def duration(location: Location, *command: str, stdin: bytes = b"") -> float:
    start = time.monotonic()
    done(attack(*command, db=location, stdin=stdin))
    return time.monotonic() - start


# --- kill -9 ----------------------------------------------------------------------------------


def test_an_import_that_is_killed_is_kept_whole_or_not_at_all(location: Location) -> None:
    chance = random.Random(1)
    whole = duration(location, *IMPORT, stdin=TABLE.replace("Statement", "First").encode())
    for number in range(KILLS // 2):
        name = f"Round {number}"
        table = TABLE.replace("Statement", name).encode()
        running = begin(*IMPORT, db=location, stdin=table)
        time.sleep(chance.uniform(0, 1.2 * whole))
        running.send(signal.SIGKILL)
        outcome = running.wait()
        kept = sum(count for text, count in texts(location).items() if text.startswith(f"{name} "))
        assert kept in (0, ROWS)
        assert kept == ROWS or not outcome.stdout
    sound(location)
    done(attack("claim", "list", "--limit", "1", db=location))


def test_a_claim_that_was_acknowledged_survives_every_kill(location: Location) -> None:
    chance = random.Random(2)
    whole = duration(location, "claim", "add", "First.", "--kind", "event")
    acknowledged: set[str] = set()
    for number in range(KILLS // 2):
        pair = [
            begin("claim", "add", f"Claim {number} {one}.", "--kind", "event",
                "--speaker", f"S{number}",
                  db=location)
            for one in "ab"
        ]  # fmt: skip
        time.sleep(chance.uniform(0, 1.5 * whole))
        pair[number % 2].send(signal.SIGKILL)
        acknowledged |= {line for one in pair for line in one.wait().out.splitlines()}
    assert acknowledged <= keys(location)
    sound(location)
    done(attack("claim", "add", "After.", "--kind", "event", db=location))


# --- SIGINT -----------------------------------------------------------------------------------


@pytest.mark.parametrize("part", [0.2, 0.5, 0.8, 0.95, 1, 1.05, 1.1])
def test_an_interrupted_import_keeps_nothing_and_says_so(location: Location, part: float) -> None:
    table = TABLE.encode()
    whole = duration(location, *IMPORT, "--dry-run", stdin=table)
    running = begin(*IMPORT, db=location, stdin=table)
    time.sleep(part * whole)
    running.send(signal.SIGINT)
    outcome = running.wait()
    assert b"Traceback" not in outcome.stderr, outcome.err
    sound(location)
    if outcome.code == 0 or b"is kept" in outcome.stderr:
        assert len(keys(location)) == ROWS
    else:
        assert (outcome.code, outcome.stdout) == (1, b"")
        assert keys(location) == set(), "it said that it was stopped, and kept everything"


def test_an_interrupted_wait_for_input(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    running = begin("review", "record", "c1", "--status", "verified", "--because", "-",
                    db=tmp_path / "case.db", stdin=reading)  # fmt: skip
    time.sleep(0.5)
    running.send(signal.SIGINT)
    outcome = running.wait()
    os.close(reading)
    os.close(writing)
    assert outcome.code == 1
    assert b"Traceback" not in outcome.stderr
    assert os.listdir(tmp_path) == []


# --- locks ------------------------------------------------------------------------------------


@contextmanager
def held(location: Location) -> Iterator[None]:
    """Another program in the middle of a change."""
    with connect(location).begin() as connection:
        if location.path is None:
            connection.exec_driver_sql("LOCK TABLE claim, party IN ACCESS EXCLUSIVE MODE")
        yield


HURRIED = Setting(busy_seconds=0.5)


@pytest.mark.parametrize(
    "command", [("claim", "add", "x", "--kind", "event", "--speaker", "New"), IMPORT, ("party",
    "add", "x")],
    ids=" ".join,
)  # fmt: skip
def test_a_case_that_another_program_holds(location: Location, command: tuple[str, ...]) -> None:
    setting = Setting(busy_seconds=1) if location.path is None else HURRIED
    before = rows_of(location)
    with held(location):
        outcome = attack(*command, db=location, stdin=TABLE.encode(), setting=setting)
    refused(outcome, 1, says="being changed by another program")
    assert rows_of(location) == before


def test_a_database_held_for_itself_alone(sqlite_location: Location) -> None:
    with closing(sqlite3.connect(str(sqlite_location.path))) as connection:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        for command in (
            ("claim", "list"),
            ("claim", "add", "x", "--kind", "event"),
            ("db", "info"),
        ):
            outcome = attack(*command, db=sqlite_location, setting=HURRIED)
            if outcome.code:
                refused(outcome, 1, says="being changed by another program")


def test_reading_goes_on_while_another_writes(sqlite_location: Location) -> None:
    done(attack("claim", "add", "Seen.", "--kind", "event", db=sqlite_location))
    with held(sqlite_location):
        for command in (
            ("claim", "list"),
            ("search", "seen"),
            ("export",),
            ("db", "backup", "kept.db"),
        ):
            done(attack(*command, db=sqlite_location, setting=HURRIED))


# --- many at once -----------------------------------------------------------------------------


def ended(running: list[Running]) -> list[Outcome]:
    return [one.wait() for one in running]


def test_writers_at_once_lose_nothing(location: Location) -> None:
    adding = [
        begin("claim", "add", f"Claim {n}.", "--kind", "event", "--key", f"c{n}", db=location)
        for n in range(7)
    ]
    importing = begin(*IMPORT, db=location, stdin=TABLE.encode())
    for outcome in ended([*adding, importing]):
        done(outcome)
    assert {f"c{n}" for n in range(7)} <= keys(location)
    assert len(keys(location)) == ROWS + 7
    sound(location)


def test_the_same_words_at_once_get_keys_of_their_own(location: Location) -> None:
    adding = [
        begin("claim", "add", "The same words.", "--kind", "event", db=location) for _ in range(8)
    ]
    made = {done(outcome).strip() for outcome in ended(adding)}
    assert len(made) == 8
    assert made == keys(location)


def test_a_name_that_is_new_to_all_at_once_makes_one_party(location: Location) -> None:
    adding = [
        begin(
            "claim", "add", f"Claim {n}.", "--kind", "event", "--speaker", "New Name", db=location
        )
        for n in range(8)
    ]
    for outcome in ended(adding):
        done(outcome)
    assert len(rows_of(location)["party"]) == 1
    done(attack("claim", "list", "--speaker", "New Name", db=location))


def test_one_key_wanted_by_all_at_once_goes_to_one(location: Location) -> None:
    wanting = [
        begin(*command, db=location)
        for command in (
            ("source", "add", "k", "--kind", "report", "--title", "x"),
            ("party", "add", "x", "--key", "k"),
            ("measure", "add", "k", "--unit", "x"),
            ("claim", "add", "x", "--kind", "event", "--key", "k"),
        )
        * 2
    ]
    outcomes = ended(wanting)
    assert sum(outcome.code == 0 for outcome in outcomes) == 1
    for outcome in outcomes:
        if outcome.code:
            refused(outcome, 1, says="The key “k”")


def test_one_file_imported_twice_at_once_is_there_once(location: Location) -> None:
    for outcome in ended([begin(*IMPORT, db=location, stdin=TABLE.encode()) for _ in range(2)]):
        done(outcome)
    assert len(keys(location)) == ROWS
    assert len(rows_of(location)["party"]) == 9
    sound(location)


def test_relays_made_at_once_never_make_a_circle(location: Location) -> None:
    for key in "ab":
        done(attack("source", "add", key, "--kind", "report", "--title", key, db=location))
    ended([
        begin("source", "edit", one, "--relays", other, db=location) for one, other in ("ab",
            "ba") * 2
    ])  # fmt: skip
    assert len(rows_of(location)["source_relay"]) == 1
