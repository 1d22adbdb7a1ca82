"""``factcheck db``: the case itself."""

import json
from pathlib import Path

import pytest

from factcheck.database import schema
from factcheck.database.engine import Location, connect
from tests.support import cases
from tests.support.commandline import Runner


def test_info_tells_where_the_case_is_and_how_much_is_in_it(
    populated: Location, run: Runner
) -> None:
    done = run("db", "info", db=populated)
    assert done.stdout.splitlines()[0] == str(populated)
    flowing = " ".join(done.stdout.split())
    server = "SQLite 3." if populated.path else "PostgreSQL"
    for told in (f"Database {server}", f"Schema {schema.HEAD}", "MiB", "Parties 3", "Claims 3",
                 "Citations 5", "Reviews 2"):  # fmt: skip
        assert told in flowing
    found = json.loads(run("db", "info", "--json", db=populated).stdout)
    assert list(found) == ["place", "database", "schema", "bytes", "counts"]
    assert found["counts"]["claim"] == 3


def test_upgrade_leaves_a_case_of_this_schema_alone(filled: Runner) -> None:
    done = filled("db", "upgrade")
    assert done.stdout == f"The case is up to date (schema {schema.HEAD}).\n"


def test_an_older_case_is_met_with_one_sentence_and_upgraded_with_a_backup(
    sqlite_blank: Location, run: Runner, tmp_path: Path
) -> None:
    case = run.on(cases.make(sqlite_blank, "0001"))
    for command in (["claim", "list"], ["status"], ["claim", "add", "A.", "--kind", "event"]):
        done = case(*command)
        assert (done.stdout, done.exit_code) == ("", 1)
        assert f"older factcheck (schema 1; this one needs {schema.HEAD})" in done.stderr
        assert "factcheck db upgrade" in done.stderr
    done = case("db", "upgrade")
    assert done.stdout == f"Upgraded the case from schema 1 to {schema.HEAD}.\n"
    (kept,) = tmp_path.glob("*schema1*.db")
    assert str(kept) in done.stderr
    assert case("claim", "list", "--json").stdout == "[]\n"


def test_a_newer_case_is_refused(filled: Runner, sqlite_location: Location, run: Runner) -> None:
    with connect(sqlite_location).begin() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {schema.HEAD + 1}")
    for command in (["claim", "list"], ["db", "upgrade"], ["db", "info"]):
        done = run(*command, db=sqlite_location)
        assert (done.stdout, done.exit_code) == ("", 1)
        assert "newer factcheck" in done.stderr


def test_a_backup_is_a_case(filled: Runner, run: Runner, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    done = filled("db", "backup", copy)
    assert (done.stdout, done.exit_code) == (f"{copy}\n", 0)
    assert "Backed up" in done.stderr
    assert (
        run("claim", "list", "--json", db=copy).stdout == filled("claim", "list", "--json").stdout
    )


@pytest.mark.parametrize("name", ["mine", ".", "nowhere/copy.db"])
def test_a_backup_never_replaces_anything(filled: Runner, tmp_path: Path, name: str) -> None:
    (tmp_path / "mine").write_text("mine")
    done = filled("db", "backup", name)
    assert (done.stdout, done.exit_code) == ("", 1)
    assert (tmp_path / "mine").read_text() == "mine"
