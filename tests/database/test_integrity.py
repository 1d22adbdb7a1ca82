"""What a database can tell of its own soundness, on both; every change is rolled back."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from factcheck.database import integrity
from factcheck.database.engine import Location, connect
from factcheck.domain.findings import Finding
from tests.support.tampering import tamper

RULES = (
    integrity.structure,
    integrity.references,
    integrity.search_index,
)


@pytest.fixture
def connection(shared: Location) -> Iterator[Connection]:
    with connect(shared).connect() as connection, connection.begin() as whole:
        yield connection
        whole.rollback()


only_postgresql = pytest.mark.parametrize("shared", ["postgresql"], indirect=True)
only_sqlite = pytest.mark.parametrize("shared", ["sqlite"], indirect=True)


def places(findings: Iterator[Finding]) -> list[str]:
    return [finding.place for finding in findings]


def test_a_sound_database(connection: Connection) -> None:
    assert [finding for rule in RULES for finding in rule(connection)] == []


def test_rows_that_hang_in_the_air(connection: Connection) -> None:
    tamper(connection, "DELETE FROM claim WHERE key = 'in-touch-75'")
    found = list(integrity.references(connection))
    message = "It refers to a row of the table claim that is not there."
    assert {finding.message for finding in found} == {message}
    tables = {finding.place.split(" row ")[0] for finding in found}
    assert tables == {"citation", "claim_tag", "quantity", "review"}


@only_postgresql
@pytest.mark.parametrize("again", ["", "NOT VALID"])
def test_a_foreign_key_that_is_not_held(again: str, connection: Connection) -> None:
    name = "fk_review_claim_seq_claim"
    connection.exec_driver_sql(f"ALTER TABLE review DROP CONSTRAINT {name}")
    if again:
        connection.exec_driver_sql(
            f"ALTER TABLE review ADD CONSTRAINT {name} FOREIGN KEY (claim_seq) REFERENCES claim "
            + again
        )
    assert places(integrity.references(connection)) == [name]


@pytest.mark.parametrize(
    ("statement", "keys"),
    [
        ("UPDATE claim SET text = 'Something else.' WHERE key = 'denied'", ["denied"]),
        ("UPDATE citation SET quote = 'other words' WHERE quote = 'some 75 people'",
         ["in-touch-75"]),
        ("UPDATE source SET title = 'Another' WHERE key = 'interview'",
         ["in-touch-75", "detained"]),
    ],
)  # fmt: skip
def test_rows_that_the_index_does_not_fit(
    statement: str, keys: list[str], connection: Connection
) -> None:
    tamper(connection, statement)
    assert places(integrity.search_index(connection)) == [f"claim {key}" for key in keys]


def test_claims_that_the_index_does_not_hold(connection: Connection) -> None:
    seq = "(SELECT seq FROM claim WHERE key = 'detained')"
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            "INSERT INTO claim_search (claim_search, rowid, text, quotes, titles) "
            f"SELECT 'delete', seq, text, quotes, titles FROM claim_document WHERE seq = {seq}"
        )
    else:
        connection.exec_driver_sql(f"DELETE FROM claim_search WHERE claim_seq = {seq}")
    assert places(integrity.search_index(connection)) == ["claim detained"]


@only_sqlite
def test_only_postgresql_needs_an_extension(connection: Connection) -> None:
    assert integrity.has_own_check(connection)


@only_postgresql
def test_without_amcheck_nothing_is_checked(connection: Connection) -> None:
    installed = "SELECT count(*) FROM pg_extension WHERE extname = 'amcheck'"
    count = connection.exec_driver_sql(installed).scalar_one()
    assert integrity.has_own_check(connection) == bool(count)
    assert list(integrity.structure(connection)) == []


@only_postgresql
def test_what_amcheck_reports(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its functions are stood in for: not every server has the extension."""
    connection.exec_driver_sql(
        "CREATE FUNCTION bt_index_check(index regclass, heapallindexed boolean) RETURNS void "
        "LANGUAGE plpgsql AS $$ BEGIN IF index = 'pk_claim'::regclass THEN "
        "RAISE EXCEPTION 'item order invariant violated'; END IF; END $$"
    )
    connection.exec_driver_sql(
        "CREATE FUNCTION verify_heapam(relation regclass) RETURNS TABLE (msg text) "
        "LANGUAGE sql AS $$ SELECT 'line pointer redirects nowhere' "
        "WHERE relation = 'content'::regclass $$"
    )
    monkeypatch.setattr(integrity, "has_own_check", lambda connection: True)
    assert [(found.place, found.message) for found in integrity.structure(connection)] == [
        ("content", "PostgreSQL reports: line pointer redirects nowhere."),
        ("pk_claim", "PostgreSQL reports: item order invariant violated."),
    ]
