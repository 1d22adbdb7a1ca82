"""Documents: alike on both databases, whole, and changed by every column that they vouch for."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, func, select

from factcheck.database import documents
from factcheck.database.documents import COMPUTED, RECORDS
from factcheck.database.engine import Location, connect
from factcheck.database.models import Base, Citation, Claim, Source, table_of
from factcheck.domain import journal

WITHIN = {"quantity", "claim_tag", "citation", "anchor", "source_relay"}
"""Tables whose rows are part of another record's document."""

ELSEWHERE = {"content_part", "journal", "revision"}
"""Tables whose rows have a digest of their own, or are made of digests."""


@pytest.fixture
def connection(shared: Location) -> Iterator[Connection]:
    with connect(shared).connect() as connection:
        yield connection


def all_of(connection: Connection, kind: str) -> list[tuple[int, str, dict[str, Any]]]:
    seqs = connection.scalars(select(table_of(RECORDS[kind]).c.seq)).all()
    return list(documents.read(connection, kind, sorted(seqs)))


def test_every_table_is_a_record_or_part_of_one() -> None:
    assert set(Base.metadata.tables) == RECORDS.keys() | WITHIN | ELSEWHERE


@pytest.mark.parametrize("kind", RECORDS)
def test_the_document_of_a_record_is_whole(
    kind: str, connection: Connection, populated: Location
) -> None:
    found = all_of(connection, kind)
    assert found
    columns = {
        column.name.removesuffix("_seq") if column.foreign_keys else column.name
        for column in table_of(RECORDS[kind]).columns
    } - {"seq"}
    columns -= COMPUTED.get(kind, set())
    for _, id, document in found:
        assert document["id"] == id
        parts = {part.field for part in documents.PARTS.get(kind, ())}
        assert document.keys() <= columns | parts
        assert None not in document.values()
        assert journal.canonical(document)


def test_a_range_is_read_as_its_rows_are(connection: Connection) -> None:
    one_by_one = all_of(connection, "claim")
    last = connection.scalar(select(func.max(table_of(Claim).c.seq))) or 0
    assert list(documents.between(connection, "claim", 1, last)) == one_by_one


def test_a_claim_holds_all_that_belongs_to_it(connection: Connection) -> None:
    (document,) = (
        document
        for _, _, document in all_of(connection, "claim")
        if document["key"] == "in-touch-75"
    )
    assert document["quantity"]["as_stated"] == "some 75 people"
    assert document["quantity"]["value"] == "75"
    assert document["tags"] == ["contacts", "network"]
    first, second = document["citations"]
    assert (first["quote"], first["anchor_exact"]) == ("some 75 people", "some 75 people")
    assert second["translation"] == "about 75 people"
    ids = {
        key: id.hex
        for key, id in connection.execute(select(table_of(Source).c.key, table_of(Source).c.id))
    }
    assert (first["source"], second["via"]) == (ids["interview"], ids["wire"])
    assert "status" not in document


def test_documents_are_alike_on_both_databases(
    sqlite_filled: Any, postgresql_location: Location, sqlite_location: Location
) -> None:
    """The same rows, copied from one to the other, have the same documents."""
    with connect(sqlite_location).begin() as source, connect(postgresql_location).begin() as target:
        from factcheck.database.session import CaseSession
        from tests.support.cases import populate

        with CaseSession(source, author="A") as session:
            populate(session)
            session.flush()
        for table in Base.metadata.sorted_tables:
            rows = [dict(row._mapping) for row in source.execute(select(table))]
            if rows:
                target.execute(table.insert(), rows)
        for kind in RECORDS:
            assert all_of(source, kind) == all_of(target, kind), kind


def test_what_a_document_says_of_a_withdrawn_citation(connection: Connection) -> None:
    withdrawn = connection.scalar(
        select(func.count()).where(table_of(Citation).c.withdrawn_at.is_not(None))
    )
    told = [
        citation
        for _, _, document in all_of(connection, "claim")
        for citation in document.get("citations", ())
        if "withdrawn_because" in citation
    ]
    assert len(told) == withdrawn == 1
