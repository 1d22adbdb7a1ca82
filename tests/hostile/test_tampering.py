"""Evidence altered by somebody who had the file in his hands: the audit sees it, and names it.

Every bit of a capture counts; how many are tried is said in ``tests.support.amounts``.
"""

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random
from shutil import copy

import pytest

from factcheck.database import schema
from factcheck.database.engine import Location
from factcheck.database.session import open_session
from factcheck.services.audit.run import audit
from factcheck.services.captures import PART
from tests.hostile.attacks import Outcome, Setting, attack, done, harmless, untouched
from tests.support.amounts import FLIPS
from tests.support.cases import AUTHOR
from tests.support.tampering import LARGE, PAGE, add_evidence, unguarded

NAMES = {
    len(data): f"capture {hashlib.sha256(data).hexdigest()[:12]} of {key}"
    for key, data in (("page", PAGE.encode()), ("film", LARGE))
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Location:
    location = Location(tmp_path_factory.mktemp("kept") / "case.db", None)
    schema.create(location)
    with open_session(location, write=True, author=AUTHOR) as session:
        add_evidence(session)
        session.commit()
    return location


@pytest.fixture
def case(kept: Location, tmp_path: Path) -> Location:
    return Location(Path(copy(str(kept), tmp_path / "case.db")), None)


def tampered(case: Location, *statements: str) -> None:
    with closing(sqlite3.connect(str(case))) as driver, driver, unguarded(driver):
        for statement in statements:
            driver.execute(statement)


def findings(outcome: Outcome) -> list[dict[str, str]]:
    """What an audit found. Fails where it found nothing, or did not keep its promises."""
    harmless(outcome.stderr)
    assert outcome.code == 3, (outcome.code, outcome.err)
    found: list[dict[str, str]] = json.loads(outcome.out)
    assert found
    assert all(list(one) == ["rule", "place", "message", "hint"] for one in found)
    return found


def test_an_untouched_case_is_sound(case: Location) -> None:
    with untouched(case):
        said = done(attack("audit", db=case))
        assert said.startswith("2 captures, 1 text, 2 quotes, 2 claims, ")
        assert said.endswith(" entries of the journal: all sound.\n")
    assert done(attack("audit", "--json", db=case)) == "[]\n"


@pytest.mark.parametrize("data", [PAGE.encode(), LARGE], ids=["small", "large"])
def test_every_flipped_bit_is_seen(data: bytes, case: Location) -> None:
    """Half of the flips each; what is found is one fault of one capture, and nothing else."""
    chance = Random(len(data))
    with closing(sqlite3.connect(str(case))) as driver:
        for _ in range(FLIPS // 2):
            place = chance.randrange(len(data))
            row, part = driver.execute(
                "SELECT content_part.rowid, bytes FROM content_part JOIN content "
                "ON content.seq = content_seq WHERE size = ? AND number = ?",
                (len(data), place // PART),
            ).fetchone()
            flipped = bytearray(part)
            flipped[place % PART] ^= 1 << chance.randrange(8)
            put(driver, row, flipped)
            with open_session(case, write=False) as session:
                (found,) = audit(session).findings
            assert (found.rule, found.place) == ("capture", NAMES[len(data)])
            altered = data[: place - place % PART] + flipped + data[(place // PART + 1) * PART :]
            assert hashlib.sha256(altered).hexdigest() in found.message
            put(driver, row, part)
    assert attack("audit", db=case).code == 0


def put(driver: sqlite3.Connection, row: int, part: bytes | bytearray) -> None:
    """Put other bytes in the place of a part: in one transaction, as the triggers come and go."""
    driver.execute("BEGIN")
    with driver, unguarded(driver):
        driver.execute("UPDATE content_part SET bytes = ? WHERE rowid = ?", (part, row))


@pytest.mark.parametrize("trigger", [
    "content_no_update", "content_part_no_delete", "capture_no_replace", "extraction_no_update",
    "review_no_delete", "claim_search_citation_insert",
])  # fmt: skip
def test_a_trigger_that_was_dropped(trigger: str, case: Location) -> None:
    with closing(sqlite3.connect(str(case))) as driver, driver:
        driver.execute(f"DROP TRIGGER {trigger}")
    (found,) = findings(attack("audit", "--json", db=case))
    assert (found["rule"], found["place"]) == ("trigger", f"trigger {trigger}")


def test_a_trigger_that_does_nothing(case: Location) -> None:
    with closing(sqlite3.connect(str(case))) as driver, driver:
        driver.execute("DROP TRIGGER content_no_update")
        driver.execute("CREATE TRIGGER content_no_update BEFORE UPDATE ON content BEGIN SELECT 1; "
                       "END")  # fmt: skip
    (found,) = findings(attack("audit", "--json", db=case))
    assert found["message"] == "It is not the one that factcheck made, or is switched off."


def test_parts_that_changed_places(case: Location) -> None:
    tampered(
        case,
        "UPDATE content_part SET number = -1 WHERE number = 1",
        "UPDATE content_part SET number = 1 WHERE number = 2",
        "UPDATE content_part SET number = 2 WHERE number = -1",
    )
    (found,) = findings(attack("audit", "--json", db=case))
    assert (found["rule"], found["place"]) == ("capture", NAMES[len(LARGE)])


@pytest.mark.parametrize(
    ("statement", "places"),
    [
        ("DELETE FROM claim WHERE key = 'claim-1'", ["citation row 2"]),
        ("DELETE FROM content WHERE size > 100000", ["content_part row", "capture row"]),
        ("DELETE FROM extraction", ["anchor row 1", "anchor row 2"]),
        ("DELETE FROM source WHERE key = 'film'", ["capture row 2", "extraction row 2"]),
    ],
)
def test_rows_that_are_gone(statement: str, places: list[str], case: Location) -> None:
    tampered(case, "PRAGMA foreign_keys = OFF", statement)
    found = findings(attack("audit", "--json", db=case))
    hanging = [one["place"] for one in found if one["rule"] == "reference"]
    for place in places:
        assert any(one.startswith(place) for one in hanging), (place, found)


@pytest.mark.parametrize(
    ("statement", "claims"),
    [
        (
            "INSERT INTO claim_search (claim_search, rowid, text, quotes, titles) SELECT 'delete', "
            "seq, text, quotes, titles FROM claim_document WHERE seq = 1",
            ["claim claim-0"],
        ),
        ("UPDATE claim SET text = 'Something else.' WHERE key = 'claim-1'", ["claim claim-1"]),
        ("UPDATE source SET title = 'Another'", ["claim claim-0", "claim claim-1"]),
        ("DELETE FROM claim_search_data WHERE id > 10", ["the search index"]),
        ("INSERT INTO claim_search (rowid, text) VALUES (9, 'ghost')", ["claim row 9"]),
    ],
)
def test_a_search_index_that_does_not_fit(
    statement: str, claims: list[str], case: Location
) -> None:
    tampered(case, statement)
    found = [one for one in findings(attack("audit", "--json", db=case)) if one["rule"] == "search"]
    assert [one["place"] for one in found] == claims


def test_a_case_that_another_program_is_writing_to(case: Location) -> None:
    """FTS5's own check needs to write: without it, the words are compared one by one."""
    tampered(case, "UPDATE claim SET text = 'Something else.' WHERE key = 'claim-1'")
    with closing(sqlite3.connect(str(case))) as driver:
        driver.execute("BEGIN IMMEDIATE")
        setting = Setting(busy_seconds=0.1)
        found = findings(attack("audit", "--json", db=case, setting=setting))
    assert [one["place"] for one in found if one["rule"] == "search"] == ["claim claim-1"]


@pytest.mark.parametrize("seed", range(12))
def test_damaged_pages_are_findings(seed: int, case: Location) -> None:
    """Whatever is wrong with the file, the audit ends in its own words."""
    chance, path = Random(seed), Path(str(case))
    data = bytearray(path.read_bytes())
    for _ in range(1 + 20 * seed):
        data[chance.randrange(100, len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)
    outcome = attack("audit", "--json", db=case)
    said = harmless(outcome.stderr) + harmless(outcome.stdout)
    assert "Traceback" not in said
    assert "fault of its own" not in said
    assert outcome.code in (0, 1, 3), said
    if outcome.code == 3:
        assert findings(outcome)


@pytest.mark.parametrize(
    "table", ["content_part", "extraction", "anchor", "review", "claim_search"]
)
def test_a_table_that_is_gone(table: str, case: Location) -> None:
    with closing(sqlite3.connect(str(case))) as driver, driver:
        driver.execute(f"DROP TABLE {table}")
    told = " ".join(one["message"] for one in findings(attack("audit", "--json", db=case)))
    assert table.replace("claim_search", "the search index") in told
