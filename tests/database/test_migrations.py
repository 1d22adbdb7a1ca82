"""The one lineage of migrations, on both databases, with rows in every table."""

import ast
import shutil
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from sqlalchemy import CheckConstraint, inspect
from sqlalchemy.exc import DBAPIError

from factcheck.database import schema
from factcheck.database.engine import Location, connect
from factcheck.database.models import Base
from factcheck.services import keeping
from tests.support import cases
from tests.support.snapshots import rows_of, schema_of, tables

VERSIONS = schema.migrations_folder() / "versions"
REVISIONS = [f"{number:04}" for number in range(1, schema.HEAD + 1)]

OUTSIDE_THE_MODELS = {
    "sqlite": {
        "alembic_version",
        "claim_search",
        "claim_search_config",
        "claim_search_data",
        "claim_search_docsize",
        "claim_search_idx",
        "claim_search_stale",
        "claim_search_words",
    },
    "postgresql": {"alembic_version", "claim_search", "claim_search_stale"},
}

EVIDENCE = {"content", "content_part", "capture", "extraction", "anchor"}
"""Tables of revision 0003: a step back takes them away, and what was captured with them."""

JOURNAL = {"author", "journal", "revision", "policy", "note", "reply", "assignment"}
"""Tables of revision 0004."""

BROKEN = """
import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade():
    op.create_table("novelty", sa.Column("seq", sa.Integer(), primary_key=True))
    op.bulk_insert(sa.table("novelty", sa.column("seq")), [{{"seq": 1}}])
    with op.batch_alter_table("party") as party:
        party.add_column(sa.Column("vault", sa.Text()))
    op.execute("UPDATE party SET name = 'nobody'")
    {failure}
"""


def configuration() -> Config:
    config = Config()
    config.set_main_option("script_location", str(schema.migrations_folder()))
    return config


def lineage() -> list[Script]:
    """The revisions, first to last."""
    return [*ScriptDirectory.from_config(configuration()).walk_revisions()][::-1]


# --- the lineage ------------------------------------------------------------------------------


def test_there_is_one_head_and_the_program_knows_it() -> None:
    assert ScriptDirectory.from_config(configuration()).get_heads() == [f"{schema.HEAD:04}"]


def test_revisions_are_numbered_in_sequence() -> None:
    scripts = lineage()
    assert [script.revision for script in scripts] == REVISIONS
    assert [script.down_revision for script in scripts] == [None, *REVISIONS[:-1]]
    assert all(Path(script.path).name.startswith(f"{script.revision}_") for script in scripts)


@pytest.mark.parametrize("file", sorted(VERSIONS.glob("*.py")), ids=lambda file: file.stem)
def test_a_migration_stands_alone(file: Path) -> None:
    """Old migrations must go on meaning what they meant, whatever becomes of the program."""
    imported = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "a relative import"
            imported.add(str(node.module).partition(".")[0])
    assert "alembic" in imported
    assert "factcheck" not in imported


# --- models and schema ------------------------------------------------------------------------


def test_the_models_match_the_migrated_schema(location: Location) -> None:
    def of_the_models(name: str | None, kind: str, parents: object) -> bool:
        return kind != "table" or name in Base.metadata.tables

    with connect(location).begin() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": of_the_models}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_autogenerate_proposes_nothing(location: Location) -> None:
    """So a developer's ``alembic revision --autogenerate`` would not drop the search index."""
    config = configuration()
    with connect(location).begin() as connection:
        config.attributes["connection"] = connection
        command.check(config)


def test_only_the_search_tables_are_outside_the_models(location: Location) -> None:
    with connect(location).begin() as connection:
        outside = tables(connection) - set(Base.metadata.tables)
        assert outside == OUTSIDE_THE_MODELS[connection.dialect.name]


def test_the_models_match_the_checks(location: Location) -> None:
    """Alembic does not compare CHECK constraints."""
    declared = {
        (str(check.name), str(check.sqltext))
        for table in Base.metadata.tables.values()
        for check in table.constraints
        if isinstance(check, CheckConstraint)
    }
    with connect(location).begin() as connection:
        found = {
            (str(check["name"]), check["sqltext"])
            for table in Base.metadata.tables
            for check in inspect(connection).get_check_constraints(table)
        }
        if connection.dialect.name == "sqlite":
            assert found == declared
        else:  # PostgreSQL writes the expressions in its own way
            assert dict(found).keys() == dict(declared).keys()


# --- up and down ------------------------------------------------------------------------------


def test_every_revision_goes_up_and_down_with_rows_in_every_table(blank: Location) -> None:
    cases.make(blank, REVISIONS[0])
    schemas = {REVISIONS[0]: schema_of(blank)}
    for revision in REVISIONS[1:]:
        upgrade(blank, revision)
        schemas[revision] = schema_of(blank)
    rows = rows_of(cases.fill(blank))
    assert set(rows) >= set(Base.metadata.tables)
    assert all(rows.values()), "a table without a row"

    for revision in REVISIONS[-2::-1]:
        step_back(blank, revision)
        assert schema_of(blank) == schemas[revision]
        assert all(rows_of(blank).values())
    for revision in REVISIONS[1:]:
        upgrade(blank, revision)
        assert schema_of(blank) == schemas[revision]
        found = rows_of(blank)
        assert all(found[table] for table in found.keys() - EVIDENCE - JOURNAL)
    # What a review judged, overrode and superseded goes with the columns, its last three.
    bare = [(*row[:-3], None, None, None) for row in rows["review"]]
    gone = {table: [] for table in EVIDENCE | JOURNAL}
    assert rows_of(blank) == {**rows, "review": bare, **gone}


def test_going_back_to_the_base_leaves_nothing(populated: Location) -> None:
    step_back(populated, "base")
    with connect(populated, write=False).begin() as connection:
        assert tables(connection) == {"alembic_version"}
        assert schema.current(connection) is None
        assert inspect(connection).get_view_names() == []


def test_a_case_can_be_made_again_after_the_base(populated: Location) -> None:
    whole = schema_of(populated)
    step_back(populated, "base")
    upgrade(populated, "head")
    assert schema_of(populated) == whole
    cases.fill(populated)


def test_the_cheap_mark_follows_every_revision(blank: Location) -> None:
    cases.make(blank, REVISIONS[0])
    for revision in [*REVISIONS, *REVISIONS[-2::-1]]:
        number = int(revision)
        upgrade(blank, revision) if number > mark(blank) else step_back(blank, revision)
        assert mark(blank) == number


# --- failing half-way -------------------------------------------------------------------------


@pytest.fixture(params=["an exception", "a statement"])
def broken(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> type[Exception]:
    """A third revision that makes a table, alters another, changes rows, and then fails."""
    folder = tmp_path / "migrations"
    shutil.copytree(
        schema.migrations_folder(), folder, ignore=shutil.ignore_patterns("__pycache__")
    )
    failure = {
        "an exception": "raise RuntimeError('half-way')",
        "a statement": "op.execute('SELECT nothing FROM nowhere')",
    }[request.param]
    name = folder / "versions" / f"{schema.HEAD + 1:04}_broken.py"
    name.write_text(
        BROKEN.format(failure=failure)
        .replace("0003", f"{schema.HEAD + 1:04}")
        .replace("0002", f"{schema.HEAD:04}"),
        encoding="utf-8",
    )
    monkeypatch.setattr(schema, "migrations_folder", lambda: folder)
    return RuntimeError if request.param == "an exception" else DBAPIError


@pytest.mark.parametrize("start", REVISIONS)
def test_a_migration_that_fails_leaves_the_old_schema_whole(
    start: str, populated: Location, broken: type[Exception]
) -> None:
    """Also the steps before it, which went well, are taken back: all of them or none."""
    if start != REVISIONS[-1]:
        step_back(populated, start)
    before = schema_of(populated), rows_of(populated)
    with pytest.raises(broken), connect(populated).begin() as connection:
        schema.migrate(connection)
    assert (schema_of(populated), rows_of(populated)) == before
    assert mark(populated) == int(start)


def test_an_upgrade_that_fails_keeps_the_case_and_the_backup(
    populated: Location,
    broken: type[Exception],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    before = schema_of(populated), rows_of(populated)
    monkeypatch.setattr(schema, "HEAD", schema.HEAD + 1)
    with pytest.raises(broken):
        keeping.upgrade(populated)
    assert (schema_of(populated), rows_of(populated)) == before
    assert len([*tmp_path.glob("*-schema*")]) == 1


# --- steps ------------------------------------------------------------------------------------


def upgrade(location: Location, to: str) -> None:
    with connect(location).begin() as connection:
        schema.migrate(connection, to)


def step_back(location: Location, to: str) -> None:
    with connect(location).begin() as connection:
        schema.step_back(connection, to)


def mark(location: Location) -> int:
    with connect(location, write=False).begin() as connection:
        return schema.current(connection) or 0
