"""Moments as people write them: a time with its offset from UTC, or a day (ISO 8601)."""

import re
from datetime import UTC, datetime
from typing import NamedTuple

from factcheck.domain.edtf import read_edtf
from factcheck.errors import UnreadableDate, UnreadableMoment

_TIME = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,6})?)?(?:Z|[+-]\d\d(?::?\d\d)?)?"
)


class Until(NamedTuple):
    """How far back somebody asks: to a time, or to the end of a day."""

    begin: datetime
    """Of the day; of a time, the time itself."""
    end: datetime
    """The last millisecond that belongs to it."""
    told: str
    """``2017-05-18``; ``2017-05-18 09:30:00 UTC``."""


def read_moment(text: str) -> datetime:
    """The moment in UTC: of a time without an offset, that time in UTC; of a day, its beginning.

    Raises UnreadableMoment.
    """
    return read_until(text).begin


def read_until(text: str) -> Until:
    """As ``read_moment``, with where the day ends. Raises UnreadableMoment."""
    written = text.strip()
    if _TIME.fullmatch(written):
        try:
            moment = datetime.fromisoformat(written)
            moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError) as fault:
            raise UnreadableMoment(text, "there is no such day or time") from fault
        return Until(moment, moment, f"{moment:%Y-%m-%d %H:%M:%S} UTC")
    try:
        day = read_edtf(written)
    except UnreadableDate as fault:
        raise UnreadableMoment(text, "it is neither a time nor a day of ISO 8601") from fault
    if day.earliest is None or day.earliest != day.latest or day.uncertain or day.approximate:
        raise UnreadableMoment(text, "it is not one certain day")
    begin = datetime(day.earliest.year, day.earliest.month, day.earliest.day, tzinfo=UTC)
    return Until(begin, begin.replace(hour=23, minute=59, second=59, microsecond=999_000), written)


def moment_text(moment: datetime) -> str:
    """``2017-05-18T09:30:00.000Z``: the one written form of a time, in the case and in exports."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
