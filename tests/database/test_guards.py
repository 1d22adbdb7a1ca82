"""Triggers, rules, views and functions against those that the migrations make: both databases."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from factcheck.database import guards
from factcheck.database.engine import Location, connect
from factcheck.database.guards import ALTERED, FOREIGN, GONE

TABLES = ("content", "content_part", "capture", "extraction", "review")


@pytest.fixture
def connection(shared: Location) -> Iterator[Connection]:
    with connect(shared).connect() as connection, connection.begin() as whole:
        yield connection
        whole.rollback()


only_postgresql = pytest.mark.parametrize("shared", ["postgresql"], indirect=True)
only_sqlite = pytest.mark.parametrize("shared", ["sqlite"], indirect=True)


def found(connection: Connection) -> list[tuple[str, str]]:
    faults = list(guards.faults(connection))
    assert {fault.rule for fault in faults} <= {"trigger"}
    return [(fault.place, fault.message) for fault in faults]


def test_a_case_as_it_was_made(connection: Connection) -> None:
    assert found(connection) == []


def test_nothing_is_left_of_the_comparison(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        kept = "SELECT name FROM sqlite_master UNION ALL SELECT name FROM sqlite_temp_master"
    else:
        kept = "SELECT nspname FROM pg_namespace UNION ALL SELECT current_schema()"
    before = connection.exec_driver_sql(kept).all()
    found(connection)
    assert connection.exec_driver_sql(kept).all() == before


@pytest.mark.parametrize("table", TABLES)
def test_guards_that_are_gone(table: str, connection: Connection) -> None:
    sqlite = connection.dialect.name == "sqlite"
    names = [f"{table}_no_{what}" for what in ("delete", "replace", "update")]
    names = names if sqlite else [f"{table}_append_only"]
    for name in names:
        connection.exec_driver_sql(f"DROP TRIGGER {name}" + ("" if sqlite else f" ON {table}"))
    assert found(connection) == [(f"trigger {name}", GONE) for name in names]


def test_a_guard_that_does_nothing(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DROP TRIGGER review_no_update")
        connection.exec_driver_sql(
            "CREATE TRIGGER review_no_update BEFORE UPDATE ON review WHEN 0 BEGIN SELECT 1; END"
        )
        assert found(connection) == [("trigger review_no_update", ALTERED)]
        return
    connection.exec_driver_sql(
        "CREATE OR REPLACE FUNCTION factcheck_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RETURN NULL; END $$"
    )
    assert found(connection) == [("function factcheck_append_only()", ALTERED)]


@only_postgresql
def test_a_guard_that_is_switched_off(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE content DISABLE TRIGGER content_append_only")
    assert found(connection) == [("trigger content_append_only", ALTERED)]


@only_postgresql
def test_foreign_keys_that_are_switched_off(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE quantity DISABLE TRIGGER ALL")
    faults = found(connection)
    assert faults
    assert {message for _, message in faults} == {FOREIGN}
    assert all(place.endswith(" of quantity") for place, _ in faults)


@pytest.mark.parametrize(
    "trigger", ["claim_insert", "claim_update", "citation_delete", "source_update"]
)
def test_a_trigger_of_the_search_index_that_is_gone(trigger: str, connection: Connection) -> None:
    table = trigger.partition("_")[0]
    on = "" if connection.dialect.name == "sqlite" else f" ON {table}"
    connection.exec_driver_sql(f"DROP TRIGGER claim_search_{trigger}{on}")
    assert found(connection) == [(f"trigger claim_search_{trigger}", GONE)]


@only_sqlite
def test_a_trigger_of_the_search_index_with_another_body(connection: Connection) -> None:
    connection.exec_driver_sql("DROP TRIGGER claim_search_claim_update")
    connection.exec_driver_sql(
        "CREATE TRIGGER claim_search_claim_update BEFORE UPDATE OF text ON claim BEGIN SELECT 1; "
        "END"
    )
    assert found(connection) == [("trigger claim_search_claim_update", ALTERED)]


@only_postgresql
@pytest.mark.parametrize(
    ("statement", "place"),
    [
        (
            "CREATE OR REPLACE FUNCTION factcheck_search_claim_update() RETURNS trigger "
            "LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
            "function factcheck_search_claim_update()",
        ),
        (
            "DROP TRIGGER claim_search_claim_update ON claim; CREATE TRIGGER "
            "claim_search_claim_update AFTER UPDATE OF kind ON claim FOR EACH ROW EXECUTE "
            "FUNCTION factcheck_search_claim_update()",
            "trigger claim_search_claim_update",
        ),
        (
            "CREATE OR REPLACE FUNCTION factcheck_words(passage text) RETURNS text LANGUAGE sql "
            "IMMUTABLE PARALLEL SAFE AS $$ SELECT '' $$",
            "function factcheck_words(passage text)",
        ),
    ],
)
def test_what_keeps_the_search_index_does_something_else(
    statement: str, place: str, connection: Connection
) -> None:
    connection.exec_driver_sql(statement)
    assert found(connection) == [(place, ALTERED)]


def test_a_view_that_shows_something_else(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DROP VIEW claim_document")
        connection.exec_driver_sql(
            "CREATE VIEW claim_document AS SELECT seq, text, '' AS quotes, '' AS titles FROM claim"
        )
    else:
        connection.exec_driver_sql(
            "CREATE OR REPLACE VIEW claim_document (claim_seq, document) AS "
            "SELECT seq, to_tsvector(text) FROM claim"
        )
    assert found(connection) == [("view claim_document", ALTERED)]


def test_a_foreign_trigger_that_rewrites_claims(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            "CREATE TRIGGER helpful AFTER INSERT ON claim BEGIN "
            "UPDATE claim SET text = replace(text, '27', '29') WHERE seq = NEW.seq; END"
        )
    else:
        connection.exec_driver_sql(
            "CREATE FUNCTION helpful() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN NEW.text := replace(NEW.text, '27', '29'); RETURN NEW; END $$"
        )
        connection.exec_driver_sql(
            "CREATE TRIGGER helpful BEFORE INSERT ON claim FOR EACH ROW EXECUTE FUNCTION helpful()"
        )
    assert found(connection) == [("trigger helpful", FOREIGN)]


@only_postgresql
def test_a_foreign_trigger_behind_the_name_of_another(connection: Connection) -> None:
    connection.exec_driver_sql(
        "CREATE TRIGGER review_append_only BEFORE UPDATE ON source FOR EACH STATEMENT "
        "EXECUTE FUNCTION factcheck_append_only()"
    )
    assert found(connection) == [("trigger review_append_only", ALTERED)]


@only_postgresql
def test_a_rule_that_rewrites_claims(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE RULE quiet AS ON UPDATE TO review DO INSTEAD NOTHING")
    assert found(connection) == [("rule quiet of review", FOREIGN)]


@only_postgresql
def test_views_and_functions_of_others_are_their_own(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE VIEW ours AS SELECT key FROM claim")
    connection.exec_driver_sql("CREATE FUNCTION ours() RETURNS int LANGUAGE sql AS 'SELECT 1'")
    assert found(connection) == []


@only_postgresql
def test_a_user_who_may_not_make_a_schema(connection: Connection) -> None:
    """Nothing can be compared, and that is said: it is no fault of the case."""
    connection.exec_driver_sql("CREATE ROLE reader")
    connection.exec_driver_sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
    connection.exec_driver_sql("SET LOCAL ROLE reader")
    with pytest.raises(guards.NotCompared):
        list(guards.faults(connection))
    assert connection.exec_driver_sql("SELECT count(*) FROM claim").scalar_one() > 0
