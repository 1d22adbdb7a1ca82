"""What goes into a column comes out of it, the same on both databases."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Connection, MetaData, Table, insert, select, text

from factcheck.database.engine import Location, connect
from factcheck.database.types import Day, Digest, Id, Json, Key, Moment, Number, moment_text
from factcheck.errors import DamagedValue

KEPT = Table(
    "kept",
    MetaData(),
    Column("id", Id),
    Column("number", Number),
    Column("moment", Moment),
    Column("day", Day),
    Column("document", Json),
    Column("digest", Digest),
    Column("key", Key),
)

properties = settings(
    max_examples=100,
    deadline=None,
    # Every example empties the table before it begins.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def connection(blank: Location) -> Iterator[Connection]:
    if blank.path is not None:
        blank.path.touch()
    with connect(blank).connect() as connection:
        KEPT.create(connection)
        yield connection


def kept(connection: Connection, column: str, *values: Any) -> list[Any]:
    """What comes out for what goes in, in the order of the database."""
    connection.execute(KEPT.delete())
    connection.execute(insert(KEPT), [{column: value} for value in values])
    found = KEPT.c[column]
    return [*connection.scalars(select(found).order_by(found))]


@pytest.mark.parametrize("column", [column.name for column in KEPT.c if column.name != "document"])
def test_nothing_stays_nothing(column: str, connection: Connection) -> None:
    assert kept(connection, column, None) == [None]


# --- identifiers and digests ------------------------------------------------------------------


@properties
@given(value=st.uuids())
def test_identifiers(value: UUID, connection: Connection) -> None:
    [found] = kept(connection, "id", value)
    assert isinstance(found, UUID)
    assert found == value


@properties
@given(values=st.lists(st.uuids(), min_size=1, max_size=5, unique=True))
def test_identifiers_sort_as_they_are_made(values: list[UUID], connection: Connection) -> None:
    assert kept(connection, "id", *values) == sorted(values)


def test_identifiers_take_16_bytes_in_a_file(sqlite_blank: Location) -> None:
    assert sqlite_blank.path is not None
    sqlite_blank.path.touch()
    with connect(sqlite_blank).connect() as connection:
        KEPT.create(connection)
        kept(connection, "id", uuid4())
        found = connection.execute(text("SELECT typeof(id), length(id) FROM kept"))
        assert found.one() == ("blob", 16)


@properties
@given(value=st.binary(min_size=16, max_size=16))
def test_digests(value: bytes, connection: Connection) -> None:
    assert kept(connection, "digest", value) == [value]


# --- numbers ----------------------------------------------------------------------------------

WHOLE = st.integers().map(Decimal)
LONG = "1234567890123456789012345678901234567890.5"


@properties
@given(
    value=st.decimals(allow_nan=False, allow_infinity=False, places=6) | st.integers().map(Decimal)
)
def test_numbers_are_exact(value: Decimal, connection: Connection) -> None:
    [found] = kept(connection, "number", value)
    assert isinstance(found, Decimal)
    assert found == value


@pytest.mark.parametrize(
    ("value", "digits"),
    [
        ("0", "0"),
        ("75", "75"),
        ("0.1", "0.1"),
        ("2.50", "2.50"),
        ("-3.000", "-3.000"),
        ("1E+6", "1000000"),
        ("1E-9", "0.000000001"),
        (
            "1234567890123456789012345678901234567890.5",
            "1234567890123456789012345678901234567890.5",
        ),
    ],
)
def test_numbers_keep_their_digits(value: str, digits: str, connection: Connection) -> None:
    [found] = kept(connection, "number", Decimal(value))
    assert format(found, "f") == digits


# --- moments ----------------------------------------------------------------------------------

MOMENTS = st.datetimes(
    min_value=datetime(1900, 1, 2),
    max_value=datetime(2200, 1, 1),
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=3)), timezone(timedelta(hours=-9))]),
).map(lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000))


@properties
@given(value=MOMENTS)
def test_moments_come_back_in_utc(value: datetime, connection: Connection) -> None:
    [found] = kept(connection, "moment", value)
    assert found == value
    assert found.tzinfo is UTC


@properties
@given(values=st.lists(MOMENTS, min_size=1, max_size=5))
def test_moments_sort_in_time(values: list[datetime], connection: Connection) -> None:
    assert kept(connection, "moment", *values) == sorted(values)


def test_moments_are_kept_to_the_millisecond(connection: Connection) -> None:
    moment = datetime(2017, 5, 18, 9, 30, 0, 123_999, tzinfo=UTC)
    assert kept(connection, "moment", moment) == [moment.replace(microsecond=123_000)]


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (datetime(2017, 5, 18, 9, 30, tzinfo=UTC), "2017-05-18T09:30:00.000Z"),
        (
            datetime(2017, 5, 18, 1, 30, 0, 123_999, tzinfo=timezone(timedelta(hours=3))),
            "2017-05-17T22:30:00.123Z",
        ),
    ],
)
def test_the_written_form_of_a_moment(moment: datetime, written: str) -> None:
    assert moment_text(moment) == written
    assert datetime.fromisoformat(written) == moment.replace(
        microsecond=moment.microsecond // 1000 * 1000
    )


# --- documents --------------------------------------------------------------------------------

# PostgreSQL keeps no NUL character in a document; no text of ours has one.
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
DOCUMENTS = st.dictionaries(
    WORDS,
    st.recursive(
        st.none() | st.booleans() | st.integers() | WORDS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
        max_leaves=10,
    ),
    max_size=5,
)


@properties
@given(value=DOCUMENTS)
def test_documents(value: dict[str, Any], connection: Connection) -> None:
    connection.execute(KEPT.delete())
    connection.execute(insert(KEPT).values(document=value))
    assert connection.scalar(select(KEPT.c.document)) == value


# --- keys -------------------------------------------------------------------------------------


@properties
@given(values=st.lists(WORDS, min_size=1, max_size=6))
def test_keys_sort_by_code_point(values: list[str], connection: Connection) -> None:
    """As Python sorts them, whatever the language of the server."""
    assert kept(connection, "key", *values) == sorted(values)


# --- damage -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "damage", "what"),
    [
        ("id", b"x", "an id"),
        ("id", "0" * 16, "an id"),
        ("number", "many", "a number"),
        ("number", "", "a number"),
        ("moment", "zz", "a time"),
        ("day", "2017-02-30", "a date"),
        ("day", "zz", "a date"),
        ("document", "{{", "a document"),
    ],
)
def test_what_somebody_else_wrote_is_told_as_damage(
    sqlite_location: Location, column: str, damage: str | bytes, what: str
) -> None:
    with connect(sqlite_location).connect() as connection:
        KEPT.create(connection)
        connection.exec_driver_sql(f"INSERT INTO kept ({column}) VALUES (?)", (damage,))
        with pytest.raises(DamagedValue, match=f"The case is damaged: {what} "):
            connection.scalar(select(KEPT.c[column]))
