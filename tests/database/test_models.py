"""What the database itself refuses, whoever writes to it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, insert, null, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from factcheck.database.engine import Location, connect
from factcheck.database.identifiers import new_id
from factcheck.database.models import (
    Anchor,
    Base,
    Capture,
    Citation,
    Claim,
    ClaimTag,
    Content,
    ContentPart,
    Extraction,
    Measure,
    Party,
    Quantity,
    Review,
    Source,
    SourceRelay,
    table_of,
)

MOMENT = datetime(2017, 5, 18, 9, 30, tzinfo=UTC)
LOGGED = {"created_at": MOMENT, "created_by": "Anna Reporter"}

VALUES: dict[type[Base], dict[str, Any]] = {
    Party: {"key": "k", "name": "Name", **LOGGED},
    Source: {"key": "k", "kind": "report", "title": "T", "names": {}, "other": {}, **LOGGED},
    SourceRelay: {"source_seq": 2, "relayed_seq": 1},
    Measure: {"key": "k", "unit": "people", "cumulative": False, **LOGGED},
    Claim: {
        **{"key": "k", "text": "Text.", "kind": "event", "status": "unverified"},
        **{"logged_digest": b"0" * 16, **LOGGED},
    },
    ClaimTag: {"claim_seq": 3, "tag": "word"},
    Quantity: {"claim_seq": 3, "as_stated": "75", "qualifier": "exact"},
    Citation: {"claim_seq": 1, "source_seq": 1, "stance": "supports", **LOGGED},
    Review: {
        **{"claim_seq": 1, "status": "verified", "because": "Seen.", "reviewer": "Anna Reporter"},
        **{"recorded_at": MOMENT},
    },
    # Numbered by the program, before its parts: what they add up to is known when all are read.
    Content: {"seq": 7, "digest": b"1" * 32, "size": 3, **LOGGED},
    ContentPart: {"content_seq": 1, "number": 1, "bytes": b"abc"},
    Capture: {
        **{"source_seq": 1, "content_seq": 1, "captured_at": MOMENT, "media_type": "text/html"},
        **LOGGED,
    },
    Extraction: {
        **{"source_seq": 1, "content_seq": 1, "extractor": "html", "version": "1"},
        **{"media_type": "text/html", "segments": "[]", "notes": "", **LOGGED},
    },
    Anchor: {
        **{"citation_seq": 2, "extraction_seq": 1, "first": 0, "last": 2},
        **{"exact": "He", "prefix": "", "suffix": " spoke"},
    },
}
"""A row that every table takes, beside those of a populated case."""

with_ids = pytest.mark.parametrize(
    "model", [model for model in VALUES if hasattr(model, "id")], ids=lambda model: model.__name__
)
keyed = pytest.mark.parametrize(
    "model", [Party, Source, Measure, Claim], ids=lambda model: model.__name__
)


@pytest.fixture
def connection(shared: Location) -> Iterator[Connection]:
    """A connection whose work is rolled back."""
    with connect(shared).connect() as connection:
        yield connection


@pytest.fixture
def session(shared: Location) -> Iterator[Session]:
    with Session(connect(shared)) as session:
        yield session


def put(connection: Connection, model: type[Base], **changes: Any) -> None:
    row = {**VALUES[model], **changes}
    if hasattr(model, "id"):
        row.setdefault("id", new_id())
    connection.execute(insert(table_of(model)).values(row))


# --- constraints ------------------------------------------------------------------------------


@pytest.mark.parametrize("model", VALUES, ids=lambda model: model.__name__)
def test_every_table_takes_a_row(model: type[Base], connection: Connection) -> None:
    """Otherwise the refusals below would prove nothing."""
    put(connection, model)


@pytest.mark.parametrize("length", [1, 10_000])
def test_the_length_of_a_claim_is_counted_in_characters(
    length: int, connection: Connection
) -> None:
    put(connection, Claim, text="ы" * length)


@pytest.mark.parametrize(
    ("model", "changes", "constraint"),
    [
        (Claim, {"text": ""}, "ck_claim_text"),
        (Claim, {"text": "x" * 10_001}, "ck_claim_text"),
        (Source, {"title": ""}, "ck_source_title"),
        (Review, {"because": ""}, "ck_review_because"),
    ],
)
def test_checks(
    model: type[Base], changes: dict[str, Any], constraint: str, connection: Connection
) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        put(connection, model, **changes)


REFERENCES = [
    (model, column.name)
    for model in VALUES
    for column in table_of(model).columns
    if any(not key.deferrable for key in column.foreign_keys)
]


@pytest.mark.parametrize(("model", "column"), REFERENCES)
def test_nothing_refers_to_what_is_not_there(
    model: type[Base], column: str, connection: Connection
) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        put(connection, model, **{column: 999})


def test_no_part_is_kept_without_the_content(connection: Connection) -> None:
    """Asked when the transaction ends, since the parts come first."""
    put(connection, ContentPart, content_seq=999)
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        connection.commit()


@pytest.mark.parametrize("table", ["party", "source", "measure", "claim"])
def test_what_is_referred_to_cannot_be_deleted(table: str, connection: Connection) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        connection.exec_driver_sql(f"DELETE FROM {table}")


REQUIRED = [
    (model, column.name)
    for model in VALUES
    for column in table_of(model).columns
    if not column.nullable and [*table_of(model).primary_key] != [column]
]


@pytest.mark.parametrize(("model", "column"), REQUIRED)
def test_what_must_be_said(model: type[Base], column: str, connection: Connection) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)not[ -]null"):
        put(connection, model, **{column: null()})


@with_ids
def test_an_id_is_given_once(model: type[Base], connection: Connection) -> None:
    taken = connection.scalar(select(table_of(model).c.id).limit(1))
    with pytest.raises(IntegrityError, match=r"(?i)unique|append-only"):
        put(connection, model, id=taken)


@keyed
def test_a_key_is_given_once(model: type[Base], connection: Connection) -> None:
    taken = connection.scalar(select(table_of(model).c.key).limit(1))
    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        put(connection, model, key=taken)


@keyed
def test_keys_differ_by_case(model: type[Base], connection: Connection) -> None:
    put(connection, model, key="Dozhd")
    put(connection, model, key="dozhd")


@pytest.mark.parametrize(
    "model",
    [model for model in VALUES if hasattr(model, "id") and "seq" not in VALUES[model]],
    ids=lambda model: model.__name__,
)
def test_row_numbers_are_given_by_the_database(model: type[Base], connection: Connection) -> None:
    seq = table_of(model).c.seq
    before = connection.scalars(select(seq)).all()
    put(connection, model, **({"key": "new"} if hasattr(model, "key") else {}))
    after = connection.scalars(select(seq)).all()
    assert max(after) > max(before)
    assert len(after) == len(before) + 1


# --- append-only ------------------------------------------------------------------------------

KEPT = {
    "review": "because",
    "content": "size",
    "content_part": "bytes",
    "capture": "media_type",
    "extraction": "text",
}
"""Tables to which rows are only added, and a column of each that somebody might alter."""

OTHERWISE = {"size": "999", "bytes": "NULL"}

REWRITES = [
    "UPDATE {table} SET {column} = {other}",
    "UPDATE {table} SET {column} = {column} WHERE {row}",
    "DELETE FROM {table}",
    "DELETE FROM {table} WHERE {row}",
]


def spelled(statement: str, table: str) -> str:
    column = KEPT[table]
    other = OTHERWISE.get(column, "'Otherwise.'")
    (model,) = (found for found in VALUES if found.__tablename__ == table)
    names = [each.name for each in table_of(model).columns]
    columns = ", ".join(other if name == column else f'"{name}"' for name in names)
    row = "number = 0" if table == "content_part" else "seq = 1"
    key = "content_seq, number" if table == "content_part" else "seq"
    return statement.format(
        table=table, column=column, other=other, columns=columns, row=row, key=key
    )


kept = pytest.mark.parametrize("table", KEPT)


@kept
@pytest.mark.parametrize("statement", REWRITES)
def test_what_is_kept_is_never_changed(statement: str, table: str, connection: Connection) -> None:
    with pytest.raises(DBAPIError, match=f"{table} is append-only"):
        connection.exec_driver_sql(spelled(statement, table))


@kept
def test_what_is_kept_is_never_emptied(table: str, connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        with pytest.raises(DBAPIError, match="is append-only"):
            connection.exec_driver_sql(f"TRUNCATE {table} CASCADE")


REPLACEMENTS = {
    "sqlite": [
        # REPLACE deletes rows, and SQLite fires no trigger for that.
        "INSERT OR REPLACE INTO {table} SELECT {columns} FROM {table} WHERE {row}",
        "UPDATE OR REPLACE {table} SET {column} = {other}",
        "INSERT INTO {table} SELECT {columns} FROM {table} WHERE {row} "
        "ON CONFLICT ({key}) DO UPDATE SET {column} = {other}",
    ],
    "postgresql": [
        "INSERT INTO {table} {overriding} SELECT {columns} FROM {table} WHERE {row} "
        "ON CONFLICT ({key}) DO UPDATE SET {column} = {other}",
    ],
}


@kept
@pytest.mark.parametrize("number", range(3))
def test_what_is_kept_is_never_replaced(number: int, table: str, connection: Connection) -> None:
    overriding = "" if table == "content_part" else "OVERRIDING SYSTEM VALUE"
    for statement in REPLACEMENTS[connection.dialect.name][number : number + 1]:
        with pytest.raises(DBAPIError, match=f"{table} is append-only"):
            connection.exec_driver_sql(
                spelled(statement.replace("{overriding}", overriding), table)
            )


def test_a_review_is_never_changed_through_the_models(
    session: Session, populated: Location
) -> None:
    review = session.scalars(select(Review).limit(1)).one()
    review.because = "Otherwise."
    with pytest.raises(DBAPIError, match="review is append-only"):
        session.flush()


def test_a_review_is_never_deleted_through_the_models(session: Session) -> None:
    session.delete(session.scalars(select(Review).limit(1)).one())
    with pytest.raises(DBAPIError, match="review is append-only"):
        session.flush()


def test_reviews_are_appended(connection: Connection) -> None:
    before = connection.scalars(select(table_of(Review).c.id)).all()
    put(connection, Review)
    put(connection, Review)
    after = connection.scalars(select(table_of(Review).c.id)).all()
    assert len(after) == len(before) + 2
    assert all(isinstance(id, UUID) for id in after)
