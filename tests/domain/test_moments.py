"""Moments as people write them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.moments import read_moment
from factcheck.errors import UnreadableMoment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2017-05-18", "2017-05-18T00:00:00+00:00"),
        ("2017-05-18T09:30Z", "2017-05-18T09:30:00+00:00"),
        ("2017-05-18T09:30", "2017-05-18T09:30:00+00:00"),
        (" 2017-05-18 09:30:15 ", "2017-05-18T09:30:15+00:00"),
        ("2017-05-18T09:30+03:00", "2017-05-18T06:30:00+00:00"),
        ("2017-05-18T01:30+0300", "2017-05-17T22:30:00+00:00"),
        ("2017-05-18T09:30:15.250-05", "2017-05-18T14:30:15.250000+00:00"),
    ],
)
def test_what_is_read(text: str, moment: str) -> None:
    assert read_moment(text).isoformat() == moment


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "neither a time nor a day"),
        ("yesterday", "neither a time nor a day"),
        ("18.05.2017", "neither a time nor a day"),
        ("09:30", "neither a time nor a day"),
        ("2017-05-18T09", "neither a time nor a day"),
        ("2017-02-30", "neither a time nor a day"),
        ("2017-02-30T09:30Z", "no such day or time"),
        ("2017-05-18T25:00", "no such day or time"),
        ("0001-01-01T00:00+14:00", "no such day or time"),
        ("2017-05-18T09:30 Europe/Moscow", "neither a time nor a day"),
        ("2017-05", "not one certain day"),
        ("2017-05-18~", "not one certain day"),
        ("2017-05-18?", "not one certain day"),
        ("2017-05-18/2017-05-19", "not one certain day"),
        ("XXXX", "not one certain day"),
    ],
)
def test_what_is_no_moment(text: str, why: str) -> None:
    with pytest.raises(UnreadableMoment, match=why):
        read_moment(text)


@given(
    st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1)),
    st.integers(-14 * 60, 14 * 60),
)
def test_every_time_with_an_offset_is_read_as_it_is(naive: datetime, minutes: int) -> None:
    moment = naive.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    found = read_moment(moment.isoformat())
    assert found == moment
    assert found.tzinfo is UTC
