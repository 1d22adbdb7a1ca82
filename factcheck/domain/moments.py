"""Moments as people write them: a time with its offset from UTC, or a day (ISO 8601)."""

import re
from datetime import UTC, datetime

from factcheck.domain.edtf import read_edtf
from factcheck.errors import UnreadableDate, UnreadableMoment

_TIME = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,6})?)?(?:Z|[+-]\d\d(?::?\d\d)?)?"
)


def read_moment(text: str) -> datetime:
    """The moment in UTC: of a time without an offset, that time in UTC; of a day, its beginning.

    Raises UnreadableMoment.
    """
    written = text.strip()
    if _TIME.fullmatch(written):
        try:
            moment = datetime.fromisoformat(written)
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError) as fault:
            raise UnreadableMoment(text, "there is no such day or time") from fault
    try:
        day = read_edtf(written)
    except UnreadableDate as fault:
        raise UnreadableMoment(text, "it is neither a time nor a day of ISO 8601") from fault
    if day.earliest is None or day.earliest != day.latest or day.uncertain or day.approximate:
        raise UnreadableMoment(text, "it is not one certain day")
    return datetime(day.earliest.year, day.earliest.month, day.earliest.day, tzinfo=UTC)


def moment_text(moment: datetime) -> str:
    """``2017-05-18T09:30:00.000Z``: the one written form of a time, in the case and in exports."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
