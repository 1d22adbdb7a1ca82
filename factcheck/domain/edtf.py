"""Dates as people know them: EDTF text, with the earliest and the latest day that it can mean.

EDTF is ISO 8601-2:2019, as profiled by the Library of Congress (4 February 2019,
https://www.loc.gov/standards/datetime/). Taken is level 1 without times of day and without years
outside 0001 to 9999: a year, month or day, each of them whole or unknown (``201X``, ``2017-XX``,
``XXXX``), a season, ``?`` uncertain, ``~`` approximate, ``%`` both, and intervals, whose ends may
be open (``..``) or unknown (nothing).

Rules of our own, where the standard leaves a choice:

- ``?`` and ``~`` do not widen a span: nobody knows by how much.
- A season (21 spring to 24 winter) names no hemisphere, so its span is the whole year.
- A date of which nothing is known (``XXXX``) overlaps no other: no date filter ever finds it.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from factcheck.errors import UnreadableDate

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_LONGEST = 40
"""Characters: more than any date that is taken, so that no more is looked at or quoted."""

_POINT = re.compile(
    "([0-9]{4}|[0-9]{3}X|[0-9]{2}XX|[0-9]XXX|XXXX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?([?~%]?)"
)
_YEARS = "only the years 0001 to 9999 are taken"
_YEAR_FIRST = "the year comes first, then the month, then the day"
_MISTAKES = (
    (r"", "it is empty"),
    (r".*[0-9][T ][0-9]{1,2}:[0-9]{2}.*", "only dates are taken, without the time of day"),
    (r"Y.*|-[0-9]+.*", _YEARS),
    (r"([0-9]{4})-([0-9])", "a month has two digits; write {0}-{1:0>2}"),
    (
        r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})",
        "month and day have two digits each; write {0}-{1:0>2}-{2:0>2}",
    ),
    (r"([0-9]{4})[./ ]?(0[1-9]|1[0-2])", "its parts are joined by a hyphen; write {0}-{1}"),
    (
        r"([0-9]{4})[./ ]?([0-9]{2}|(?<=\D)[0-9])[./ ]?([0-9]{2}|(?<=\D)[0-9])",
        "its parts are joined by hyphens; write {0}-{1:0>2}-{2:0>2}",
    ),
    (
        r"(1[3-9]|2[0-9]|3[01])[./-](0?[1-9]|1[0-2])[./-]([0-9]{4})",
        _YEAR_FIRST + "; write {2}-{1:0>2}-{0}",
    ),
    (r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{4}", _YEAR_FIRST),
    (r"([0-9]{4}) ?[-–—] ?([0-9]{4})", "an interval is written with a slash; write {0}/{1}"),
    (r".*[‐‑‒–—−].*", "its parts are joined by plain hyphens"),
    (r"([0-9]{1,3}|[0-9]{5,})(-.*)?[?~%]?", "a year has four digits"),
    (r"[\[{].*", "one date or one interval is taken, not a set"),
    (r".*(\?~|~\?)", "uncertain and approximate together are written %"),
    (r".*[?~%].+", "?, ~ and % stand at the end of a date"),
    (r"[0-9xX-]*x[0-9xX-]*[?~%]?", "an unknown digit is a capital X"),
    (r".*-([0-9]X|X[0-9]).*", "an unknown month or day is written XX"),
    (r".*[^\W\d_].*", "it is in words; dates are written in digits, year first"),
)
"""What people write instead, and what to tell them; the first that fits the whole is told."""

_NOT_PARTS = "date-parts is a list of lists of numbers"

CslDate = dict[str, list[list[int]] | int | str]


class EdtfDate(NamedTuple):
    """A date that has been read. ``earliest`` and ``latest`` are the span of days it can mean.

    An end that is open or unknown is None; of a wholly unknown date both are.
    """

    text: str
    earliest: date | None
    latest: date | None
    approximate: bool
    uncertain: bool

    @property
    def unknown(self) -> bool:
        """Nothing is known of it: ``XXXX``."""
        return self.earliest is None and self.latest is None


class _Point(NamedTuple):
    """One date without a slash, its parts as written; a part that is absent is empty."""

    year: str
    month: str
    day: str
    sign: str


@lru_cache(maxsize=4096)
def read_edtf(text: str) -> EdtfDate:
    """Read EDTF text; it is kept as given, without white space around it.

    (What is taken is ASCII, and so in NFC as it stands.) Raises UnreadableDate, saying why.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        raise UnreadableDate(f"{text[:_LONGEST]}…", "it is too long for a date")
    points = _points(text)
    first, last = points[0], points[-1]
    earliest = _span(first)[0] if first else None
    latest = _span(last)[1] if last else None
    if len(points) == 2:
        if earliest is None and latest is None:
            raise UnreadableDate(text, "neither end is known; write XXXX")
        if not _by(earliest, latest):
            raise UnreadableDate(text, "the interval ends before it begins")
    signs = {point.sign for point in points if point}
    return EdtfDate(text, earliest, latest, bool(signs & {"~", "%"}), bool(signs & {"?", "%"}))


def overlaps(one: EdtfDate, other: EdtfDate) -> bool:
    """Whether some day lies in both spans. An end that is open or unknown has no bound.

    A wholly unknown date overlaps nothing, itself included: to ask for a time is to ask for what
    is known to belong there.
    """
    if one.unknown or other.unknown:
        return False
    return _by(one.earliest, other.latest) and _by(other.earliest, one.latest)


def in_words(when: EdtfDate) -> str:
    """The date in English, as a sheet prints it: “18 May 2017”, “1 to 21 April 2017”.

    A date that is given only in part says so (“an unknown day of April 2017”); ``~`` becomes
    “about”, ``?`` “(uncertain)”. An end that is unknown is called so; one that is open is not.
    """
    points = _points(when.text)
    first, last = points[0], points[-1]
    is_open = ".." in when.text
    if first and last:
        return _words(first) if first == last else _interval_words(first, last)
    if first:
        return f"from {_words(first)} on" if is_open else f"from {_words(first)}, end unknown"
    if last:
        return f"until {_words(last)}" if is_open else f"until {_words(last)}, beginning unknown"
    return "unknown date"


def csl_date(when: EdtfDate) -> CslDate | None:
    """The date as a CSL-JSON date variable (CSL 1.0.2); None where nothing is known.

    ``date-parts`` holds one date, or the two of an interval, as far as they are known; ``circa``
    stands for approximate and for uncertain. What date parts cannot say (``201X``, an interval
    without one of its ends or with a season) goes into ``raw``, as EDTF.
    """
    if when.unknown:
        return None
    ends = _points(when.text)
    points = [end for end in ends if end and "X" not in end.year]
    seasons = [int(point.month) - 20 for point in points if point.month in _SEASONS]
    if len(points) < len(ends) or (seasons and len(ends) > 1):
        return {"raw": when.text}
    found: CslDate = {"date-parts": [_date_parts(point) for point in points]}
    if seasons:
        found["season"] = seasons[0]
    if when.approximate or when.uncertain:
        found["circa"] = True
    return found


def from_csl_date(found: object) -> EdtfDate | None:
    """A CSL-JSON date variable as EDTF: the way back from ``csl_date``, ``circa`` becoming ``~``.

    ``raw``, ``literal`` and a plain string are taken only if they hold EDTF. None for no date,
    and for the ``[[null]]`` by which some registries say so. Raises UnreadableDate.
    """
    if isinstance(found, str):
        return read_edtf(found)
    if not isinstance(found, Mapping):
        raise UnreadableDate(str(found), "it is not a CSL-JSON date")
    if "date-parts" not in found:
        return read_edtf(str(found.get("raw", found.get("literal", ""))))
    dates = found["date-parts"]
    if dates in ([], [[]], [[None]]):
        return None
    if not isinstance(dates, list):
        raise UnreadableDate(str(dates), _NOT_PARTS)
    sign = "~" if str(found.get("circa", "")).lower() not in ("", "0", "false", "none") else ""
    return read_edtf("/".join(_from_parts(parts, found.get("season")) + sign for parts in dates))


@lru_cache(maxsize=4096)
def _points(text: str) -> tuple[_Point | None, ...]:
    """The date, or both ends of the interval; what is open or wholly unknown is None."""
    ends = text.split("/")
    if len(ends) > 2:
        raise UnreadableDate(text, _why(text) or "an interval has one slash, between two dates")
    return tuple(
        None if len(ends) == 2 and end in ("", "..") else _known(_point(text, end)) for end in ends
    )


def _known(point: _Point) -> _Point | None:
    return None if point.year == "XXXX" else point


def _point(text: str, end: str) -> _Point:
    """One end (or all) of ``text``, each part checked against the calendar."""
    found = _POINT.fullmatch(end)
    if found is None:
        raise UnreadableDate(text, _why(text) or _why(end) or "it is not EDTF (ISO 8601-2)")
    point = _Point(*found.groups(default=""))
    if why := _impossible(point):
        raise UnreadableDate(text, why)
    return point


def _impossible(point: _Point) -> str:
    """Why there is no such date; empty where there is."""
    year, month, day, _ = point
    if year == "0000":
        return _YEARS
    if "X" in year and f"{month}{day}".strip("X"):
        return "a month or day cannot be known where the year is not"
    if month == "XX" and day not in ("", "XX"):
        return "a day cannot be known where the month is not"
    if month in _SEASONS:
        return "a season has no days" if day else ""
    if month not in ("", "XX") and not 1 <= int(month) <= 12:
        return f"there is no month {month}"
    if day not in ("", "XX") and not 1 <= int(day) <= _days(int(year), int(month)):
        return f"{_MONTHS[int(month) - 1]} {int(year)} has no day {day}"
    return ""


def _why(text: str) -> str:
    """What is probably wrong with text that is not EDTF; empty where it is anyone's guess."""
    for pattern, why in _MISTAKES:
        if found := re.fullmatch(pattern, text):
            return why.format(*found.groups())
    return ""


def _span(point: _Point) -> tuple[date, date]:
    """The first and the last day that the point can mean; its year is not ``XXXX``."""
    first, last = int(point.year.replace("X", "0")), int(point.year.replace("X", "9"))
    if point.month in ("", "XX", *_SEASONS):
        return date(max(first, 1), 1, 1), date(last, 12, 31)
    month = int(point.month)
    if point.day in ("", "XX"):
        return date(first, month, 1), date(first, month, _days(first, month))
    day = date(first, month, int(point.day))
    return day, day


def _days(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _DAYS[month - 1] + (month == 2 and leap)


def _by(earliest: date | None, latest: date | None) -> bool:
    return earliest is None or latest is None or earliest <= latest


def _words(point: _Point) -> str:
    words = _plain_words(point)
    if point.sign in ("~", "%"):
        words = f"about {words}"
    return f"{words} (uncertain)" if point.sign in ("?", "%") else words


def _plain_words(point: _Point) -> str:
    """The point without its sign."""
    year, month, day, _ = point
    first, last = _span(point)
    if "X" in year:
        return f"an unknown year from {first.year} to {last.year}"
    if month in _SEASONS:
        return f"{_SEASONS[month]} {first.year}"
    if month == "XX":
        return f"an unknown {'day' if day else 'month'} of {first.year}"
    if not month:
        return str(first.year)
    words = f"{_MONTHS[first.month - 1]} {first.year}"
    if not day:
        return words
    return f"an unknown day of {words}" if day == "XX" else f"{first.day} {words}"


def _interval_words(first: _Point, last: _Point) -> str:
    """“A to B”; a month or year that two like dates share is said once."""
    start, end = _words(first), _words(last)
    if first.month and last.month and bool(first.day) == bool(last.day) and _plain(first, last):
        if first[:2] == last[:2]:
            start = str(int(first.day))
        elif first.year == last.year:
            start = start.removesuffix(f" {int(first.year)}")
    return f"{start} to {end}"


def _plain(*points: _Point) -> bool:
    """Every part that is given is known and certain, and none is a season."""
    return not any(
        point.sign or "X" in "".join(point) or point.month in _SEASONS for point in points
    )


def _date_parts(point: _Point) -> list[int]:
    parts = (point.year, "" if point.month in _SEASONS else point.month, point.day)
    return [int(part) for part in parts if part.isdigit()]


def _from_parts(parts: object, season: object) -> str:
    """``2017-05-18`` for ``[2017, 5, 18]``; a season (1 to 4) stands in for the month."""
    digits = [str(part) for part in parts] if isinstance(parts, list) else []
    if not digits or not all(part.isdigit() for part in digits):
        raise UnreadableDate(str(parts), _NOT_PARTS)
    if season is not None:
        if len(digits) > 1 or str(season) not in ("1", "2", "3", "4"):
            raise UnreadableDate(f"{parts}, season {season}", "a season from 1 to 4 follows a year")
        digits.append(f"2{season}")
    return "-".join([digits[0].zfill(4), *(part.zfill(2) for part in digits[1:])])
