"""``factcheck audit``: what it prints, and how it ends."""

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from shutil import copy

import pytest

from factcheck.database import schema
from factcheck.database.engine import Location
from factcheck.database.session import open_session
from tests.cli.conftest import terminals
from tests.support import cases
from tests.support.commandline import Runner
from tests.support.tampering import QUOTES, add_evidence, unguarded

SOUND = "2 captures, 1 text, 2 quotes, 2 claims, 12 entries of the journal: all sound.\n"
FAULTS = "3 faults found in 2 captures, 1 text, 2 quotes, 2 claims, 12 entries of the journal."


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    location = Location(tmp_path_factory.mktemp("audit") / "case.db", None)
    schema.create(location)
    with open_session(location, write=True, author=cases.AUTHOR) as session:
        add_evidence(session)
        session.commit()
    return Path(str(location))


@pytest.fixture
def sound(kept: Path, tmp_path: Path) -> Path:
    return Path(copy(kept, tmp_path / "case.db"))


@pytest.fixture
def faulty(sound: Path) -> Path:
    with closing(sqlite3.connect(sound)) as driver, driver, unguarded(driver):
        driver.execute("UPDATE anchor SET first = first + 1 WHERE citation_seq = 1")
        driver.execute("UPDATE claim SET status = 'verified' WHERE key = 'claim-1'")
    return sound


def test_a_sound_case(run: Runner, sound: Path) -> None:
    assert run("audit", db=sound) == (SOUND, "", 0)


@pytest.mark.parametrize(
    ("form", "printed"),
    [("--json", "[]\n"), ("--nl", ""), ("--csv", "rule,place,message,hint\n")],
)
def test_a_sound_case_in_other_forms(run: Runner, sound: Path, form: str, printed: str) -> None:
    assert run("audit", form, db=sound) == (printed, SOUND, 0)


def test_nobody_needs_to_sign(run: Runner, sound: Path) -> None:
    assert run("audit", db=sound, author=None).exit_code == 0


def test_an_empty_case(case: Runner) -> None:
    nothing = "0 captures, 0 texts, 0 quotes, 0 claims, 0 entries of the journal: all sound.\n"
    assert case("audit") == (nothing, "", 0)


def test_faults_are_listed(run: Runner, faulty: Path) -> None:
    found = run("audit", db=faulty)
    heading, quote, record, status = found.stdout.splitlines()
    assert heading.split() == ["RULE", "WHERE", "WHAT", "IS", "WRONG"]
    assert quote.startswith(f"quote   claim claim-0: “{QUOTES[0]}”  The text of capture ")
    assert record.startswith("record  claim claim-0 "), "the place of its quote is part of it"
    assert status.startswith("status  claim claim-1 ")
    assert status.endswith("  It is kept as verified; its reviews say unverified.")
    *hints, last = found.stderr.splitlines()
    assert [hint.partition(": ")[0] for hint in hints] == ["quote", "record", "status"]
    assert last == FAULTS
    assert found.exit_code == 3


def test_faults_in_other_forms(run: Runner, faulty: Path) -> None:
    found = run("audit", "--json", db=faulty)
    findings = json.loads(found.stdout)
    assert found.exit_code == 3
    assert [list(one) for one in findings] == [["rule", "place", "message", "hint"]] * 3
    assert [one["rule"] for one in findings] == ["quote", "record", "status"]
    lines = run("audit", "--nl", db=faulty)
    assert ([json.loads(line) for line in lines.stdout.splitlines()], lines.exit_code) == (
        findings,
        3,
    )
    for form, delimiter in (("--csv", ","), ("--tsv", "\t")):
        text = run("audit", form, db=faulty).stdout
        assert list(csv.DictReader(io.StringIO(text), delimiter=delimiter)) == findings


def test_quiet_leaves_the_data(run: Runner, faulty: Path) -> None:
    found = run("--quiet", "audit", db=faulty)
    assert len(found.stdout.splitlines()) == 4
    assert found.stderr == f"{FAULTS}\n"


def test_a_quote_whose_place_was_taken_away(run: Runner, sound: Path) -> None:
    with closing(sqlite3.connect(sound)) as driver, driver:
        driver.execute("DELETE FROM anchor WHERE citation_seq = 1")
    found = run("audit", "--nl", db=sound)
    quote, record = map(json.loads, found.stdout.splitlines())
    assert quote["place"] == f"claim claim-0: “{QUOTES[0]}”"
    assert (record["rule"], record["place"]) == ("record", "claim claim-0")
    assert found.exit_code == 3


def test_a_case_that_cannot_be_opened_is_a_finding(run: Runner, sound: Path) -> None:
    data = bytearray(sound.read_bytes())
    data[100:110] = b"\xff" * 10  # the head of the first page: the schema cannot be read
    sound.write_bytes(data)
    found = run("audit", "--json", db=sound)
    (finding,) = json.loads(found.stdout)
    assert (finding["rule"], finding["place"], found.exit_code) == ("database", "the database", 3)


def test_no_case(run: Runner, tmp_path: Path) -> None:
    run("audit", db=tmp_path / "none.db").refusal(1)


@terminals
@pytest.mark.parametrize("watched", [True, False])
def test_progress_is_for_a_terminal_only(watched: bool, sound: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "factcheck", "--db", str(sound), "audit"]
    done = subprocess.run(
        command, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs if watched else subprocess.PIPE
    )
    os.close(theirs)
    assert done.stdout.decode() == SOUND
    if watched:
        assert b"Auditing" in os.read(ours, 65_536)
    else:
        assert done.stderr == b""
    os.close(ours)
