"""Many rows at once, the same on both databases as one by one."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import Connection, insert, inspect, select

from factcheck.database import bulk
from factcheck.database.engine import Location, connect
from factcheck.database.identifiers import new_ids
from factcheck.database.models import Claim, Party, Quantity, table_of
from factcheck.database.types import moment_text

PARTY, CLAIM, QUANTITY = table_of(Party), table_of(Claim), table_of(Quantity)
MOMENT = datetime(2017, 5, 18, 9, 30, 0, 123_000, tzinfo=UTC)
COLUMNS = ("seq", "id", "key", "name", "created_at", "created_by")


@pytest.fixture
def connection(location: Location) -> Iterator[Connection]:
    with connect(location).connect() as connection:
        yield connection


def put_parties(connection: Connection, *keys: str) -> list[bytes]:
    ids = new_ids(len(keys))
    seqs = bulk.reserve(connection, PARTY, len(keys))
    rows = [
        (seq, id, key, f"Name of {key}", moment_text(MOMENT), "Anna Reporter")
        for seq, id, key in zip(seqs, ids, keys, strict=True)
    ]
    bulk.insert_rows(connection, PARTY, COLUMNS, rows)
    return ids


# --- inserting --------------------------------------------------------------------------------


def test_rows_are_read_back_through_the_model(connection: Connection) -> None:
    words = ["plain", "тире — «кавычки»", "tab\tline\nslash\\", "", "NULL", r"\N", "🙂"]
    ids = put_parties(connection, *words)
    found = connection.execute(select(PARTY).order_by(PARTY.c.seq)).all()
    assert [row.key for row in found] == words
    assert [row.id for row in found] == [UUID(bytes=id) for id in ids]
    assert {row.created_at for row in found} == {MOMENT}
    assert {row.kind for row in found} == {None}


def test_values_are_given_as_sqlite_keeps_them(connection: Connection) -> None:
    [id] = new_ids(1)
    names = ("seq", "id", "key", "text", "kind", "status", "as_of", "as_of_earliest")
    row = (1, id, "k", "Text.", "number", "unverified", "2017-05-18", "2017-05-18")
    logged = (b"0123456789abcdef", moment_text(MOMENT), "Anna Reporter")
    columns = (*names, "logged_digest", "created_at", "created_by")
    bulk.insert_rows(connection, CLAIM, columns, [(*row, *logged)])
    bulk.insert_rows(
        connection,
        QUANTITY,
        ("claim_seq", "as_stated", "qualifier", "value", "minimum"),
        [(1, "75.50", "exact", "75.50", None)],
    )
    claim = connection.execute(select(CLAIM)).one()
    assert (claim.id, claim.as_of_earliest) == (UUID(bytes=id), date(2017, 5, 18))
    assert (claim.logged_digest, claim.created_at) == (b"0123456789abcdef", MOMENT)
    quantity = connection.execute(select(QUANTITY)).one()
    assert (str(quantity.value), quantity.minimum) == ("75.50", None)
    assert isinstance(quantity.value, Decimal)


def test_no_rows_are_no_work(connection: Connection) -> None:
    bulk.insert_rows(connection, PARTY, COLUMNS, [])
    assert connection.execute(select(PARTY)).all() == []


def test_many_rows_at_once(connection: Connection) -> None:
    put_parties(connection, *(f"k{number}" for number in range(10_000)))
    keys = [f"k{number}" for number in range(0, 12_000, 3)]
    found = {key for (key,) in bulk.rows_with(connection, PARTY, ["key"], "key", keys)}
    assert found == {f"k{number}" for number in range(0, 10_000, 3)}


# --- looking up -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ([], set()),
        (["b"], {"b"}),
        (["a", "c", "x"], {"a", "c"}),
        (["a", "a"], {"a"}),
        (["A", "a%", "_"], set()),
        (["'; DROP TABLE party; --"], set()),
    ],
)
def test_rows_with(wanted: list[str], found: set[str], connection: Connection) -> None:
    put_parties(connection, "a", "b", "c")
    rows = list(bulk.rows_with(connection, PARTY, ["key", "name"], "key", wanted))
    assert {tuple(row) for row in rows} == {(key, f"Name of {key}") for key in found}
    assert len(rows) == len(found), "a row comes once"


# --- row numbers ------------------------------------------------------------------------------


def test_reserved_numbers_ascend_and_are_free(connection: Connection) -> None:
    put_parties(connection, "a", "b")
    taken = [*connection.scalars(select(PARTY.c.seq))]
    reserved = bulk.reserve(connection, PARTY, 5)
    assert reserved == sorted({*reserved})
    assert len(reserved) == 5
    assert min(reserved) > max(taken)


@pytest.mark.parametrize("count", [0, 1])
def test_few_numbers(count: int, connection: Connection) -> None:
    assert len(bulk.reserve(connection, PARTY, count)) == count


def test_rows_inserted_one_by_one_come_after_reserved_ones(connection: Connection) -> None:
    put_parties(connection, "a", "b", "c")
    row = {"id": UUID(bytes=new_ids(1)[0]), "key": "d", "name": "D"}
    connection.execute(insert(PARTY).values(**row, created_at=MOMENT, created_by="Anna Reporter"))
    keys = connection.scalars(select(PARTY.c.key).order_by(PARTY.c.seq))
    assert [*keys] == ["a", "b", "c", "d"]


# --- locking ----------------------------------------------------------------------------------


def test_a_lock_keeps_writers_away_and_lets_readers_in(postgresql_location: Location) -> None:
    with connect(postgresql_location).begin() as one, connect(postgresql_location).begin() as other:
        bulk.lock(one, CLAIM, PARTY)
        assert other.execute(select(PARTY)).all() == []
        asked = other.exec_driver_sql(
            "SELECT mode, granted FROM pg_locks WHERE relation = 'party'::regclass AND pid != "
            "pg_backend_pid()"
        )
        assert asked.all() == [("ExclusiveLock", True)]


def test_a_lock_is_not_needed_in_a_file(sqlite_location: Location) -> None:
    with connect(sqlite_location).begin() as connection:
        bulk.lock(connection, CLAIM, PARTY)
        put_parties(connection, "a")


# --- late indexes -----------------------------------------------------------------------------


def indexes(connection: Connection) -> set[str]:
    return {str(index["name"]) for index in inspect(connection).get_indexes("party")}


def test_indexes_of_an_empty_table_wait_for_its_rows(sqlite_location: Location) -> None:
    with connect(sqlite_location).connect() as connection:
        before = definitions(connection)
        late = bulk.LateIndexes(connection, [PARTY], ["ix_party_speaks_for_seq"])
        assert indexes(connection) == {"ix_party_speaks_for_seq"}
        put_parties(connection, "a", "b")
        late.grown_to(2)
        assert indexes(connection) == {"ix_party_speaks_for_seq"}
        late.build()
        late.build()
        assert definitions(connection) == before
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_no_more_rows_are_sorted_at_once_than_memory_has_room_for(
    sqlite_location: Location, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "SORTED_UP_TO", 1)
    with connect(sqlite_location).connect() as connection:
        before = indexes(connection)
        late = bulk.LateIndexes(connection, [PARTY], [])
        late.grown_to(1)
        assert not indexes(connection)
        late.grown_to(2)
        assert indexes(connection) == before


def test_a_table_with_rows_keeps_its_indexes(sqlite_location: Location) -> None:
    with connect(sqlite_location).connect() as connection:
        before = indexes(connection)
        put_parties(connection, "a")
        bulk.LateIndexes(connection, [PARTY, CLAIM], [])
        assert indexes(connection) == before


def test_a_server_keeps_its_indexes(postgresql_location: Location) -> None:
    with connect(postgresql_location).connect() as connection:
        before = indexes(connection)
        bulk.LateIndexes(connection, [PARTY], [])
        assert indexes(connection) == before


def definitions(connection: Connection) -> list[tuple[str, str]]:
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name"
    return [(name, sql) for name, sql in connection.exec_driver_sql(query)]
