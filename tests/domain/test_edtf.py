"""Dates: which days a text can mean, how it is said, and why anything else is refused."""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.edtf import (
    EdtfDate,
    csl_date,
    from_csl_date,
    in_words,
    overlaps,
    read_edtf,
)
from factcheck.errors import UnreadableDate

D = date
READ = [
    ("2017", D(2017, 1, 1), D(2017, 12, 31), "2017"),
    ("0987", D(987, 1, 1), D(987, 12, 31), "987"),
    ("0001", D(1, 1, 1), D(1, 12, 31), "1"),
    ("9999-12", D(9999, 12, 1), D(9999, 12, 31), "December 9999"),
    ("2017-04", D(2017, 4, 1), D(2017, 4, 30), "April 2017"),
    ("2017-05-18", D(2017, 5, 18), D(2017, 5, 18), "18 May 2017"),
    ("2017-04-01", D(2017, 4, 1), D(2017, 4, 1), "1 April 2017"),
    ("2016-02", D(2016, 2, 1), D(2016, 2, 29), "February 2016"),
    ("2016-02-29", D(2016, 2, 29), D(2016, 2, 29), "29 February 2016"),
    ("1900-02", D(1900, 2, 1), D(1900, 2, 28), "February 1900"),
    ("2000-02", D(2000, 2, 1), D(2000, 2, 29), "February 2000"),
    ("2017-04~", D(2017, 4, 1), D(2017, 4, 30), "about April 2017"),
    ("2017-04?", D(2017, 4, 1), D(2017, 4, 30), "April 2017 (uncertain)"),
    ("2017-05-18%", D(2017, 5, 18), D(2017, 5, 18), "about 18 May 2017 (uncertain)"),
    ("2017-XX", D(2017, 1, 1), D(2017, 12, 31), "an unknown month of 2017"),
    ("2017-XX-XX", D(2017, 1, 1), D(2017, 12, 31), "an unknown day of 2017"),
    ("2017-04-XX", D(2017, 4, 1), D(2017, 4, 30), "an unknown day of April 2017"),
    ("201X", D(2010, 1, 1), D(2019, 12, 31), "an unknown year from 2010 to 2019"),
    ("20XX", D(2000, 1, 1), D(2099, 12, 31), "an unknown year from 2000 to 2099"),
    ("1XXX", D(1000, 1, 1), D(1999, 12, 31), "an unknown year from 1000 to 1999"),
    ("000X", D(1, 1, 1), D(9, 12, 31), "an unknown year from 1 to 9"),
    ("2017-21", D(2017, 1, 1), D(2017, 12, 31), "spring 2017"),
    ("2017-22", D(2017, 1, 1), D(2017, 12, 31), "summer 2017"),
    ("2017-23", D(2017, 1, 1), D(2017, 12, 31), "autumn 2017"),
    ("2017-24~", D(2017, 1, 1), D(2017, 12, 31), "about winter 2017"),
    ("XXXX", None, None, "unknown date"),
    ("XXXX-XX", None, None, "unknown date"),
    ("XXXX-XX-XX", None, None, "unknown date"),
    ("2016/2017", D(2016, 1, 1), D(2017, 12, 31), "2016 to 2017"),
    ("2017/2017", D(2017, 1, 1), D(2017, 12, 31), "2017"),
    ("2017-04/2017-05", D(2017, 4, 1), D(2017, 5, 31), "April to May 2017"),
    ("2016-12/2017-01", D(2016, 12, 1), D(2017, 1, 31), "December 2016 to January 2017"),
    ("2017-04-01/2017-04-21", D(2017, 4, 1), D(2017, 4, 21), "1 to 21 April 2017"),
    ("2017-04-28/2017-05-03", D(2017, 4, 28), D(2017, 5, 3), "28 April to 3 May 2017"),
    ("2016-04-01/2017-04-21", D(2016, 4, 1), D(2017, 4, 21), "1 April 2016 to 21 April 2017"),
    ("2017-04/2017-05-03", D(2017, 4, 1), D(2017, 5, 3), "April 2017 to 3 May 2017"),
    ("2017-05-18/2017-05", D(2017, 5, 18), D(2017, 5, 31), "18 May 2017 to May 2017"),
    ("2017-21/2017-22", D(2017, 1, 1), D(2017, 12, 31), "spring 2017 to summer 2017"),
    ("2017-04~/2017-05", D(2017, 4, 1), D(2017, 5, 31), "about April 2017 to May 2017"),
    ("2017-04/2017-05?", D(2017, 4, 1), D(2017, 5, 31), "April 2017 to May 2017 (uncertain)"),
    ("2017-04-XX/2017-05-03", D(2017, 4, 1), D(2017, 5, 3), None),
    ("../2017-05", None, D(2017, 5, 31), "until May 2017"),
    ("/2017-05", None, D(2017, 5, 31), "until May 2017, beginning unknown"),
    ("XXXX/2017-05", None, D(2017, 5, 31), "until May 2017, beginning unknown"),
    ("2017-04-01/..", D(2017, 4, 1), None, "from 1 April 2017 on"),
    ("2017-04-01/", D(2017, 4, 1), None, "from 1 April 2017, end unknown"),
    ("../2017-05~", None, D(2017, 5, 31), "until about May 2017"),
]
MONTH = "there is no month {}"
YEARS = "only the years 0001 to 9999 are taken"
WORDS = "it is in words; dates are written in digits, year first"
YEAR_FIRST = "the year comes first, then the month, then the day"
REFUSED = [
    ("", "it is empty"),
    ("  ", "it is empty"),
    ("2017-13", MONTH.format(13)),
    ("2017-00", MONTH.format("00")),
    ("2017-25", MONTH.format(25)),
    ("2017-02-30", "February 2017 has no day 30"),
    ("2017-02-29", "February 2017 has no day 29"),
    ("1900-02-29", "February 1900 has no day 29"),
    ("2017-04-31", "April 2017 has no day 31"),
    ("2017-04-00", "April 2017 has no day 00"),
    ("2017-21-03", "a season has no days"),
    ("2017-4", "a month has two digits; write 2017-04"),
    ("2017-4-1", "month and day have two digits each; write 2017-04-01"),
    ("2017-04-1", "month and day have two digits each; write 2017-04-01"),
    ("2017-04/2017-5", "a month has two digits; write 2017-05"),
    ("20170518", "its parts are joined by hyphens; write 2017-05-18"),
    ("2017.5.8", "its parts are joined by hyphens; write 2017-05-08"),
    ("2017/05/18", "its parts are joined by hyphens; write 2017-05-18"),
    ("2017/05", "its parts are joined by a hyphen; write 2017-05"),
    ("2017–04", "its parts are joined by plain hyphens"),
    ("18.05.2017", YEAR_FIRST + "; write 2017-05-18"),
    ("18/5/2017", YEAR_FIRST + "; write 2017-05-18"),
    ("05/18/2017", YEAR_FIRST),
    ("04-05-2017", YEAR_FIRST),
    ("18 May 2017", WORDS),
    ("May 2017", WORDS),
    ("yesterday", WORDS),
    ("вчера", WORDS),
    ("a/b/c", WORDS),
    ("2017-05-18T10:00", "only dates are taken, without the time of day"),
    ("2017-05-18 10:00", "only dates are taken, without the time of day"),
    ("0000", YEARS),
    ("-0044", YEARS),
    ("Y170000", YEARS),
    ("17", "a year has four digits"),
    ("17-05-18", "a year has four digits"),
    ("12017", "a year has four digits"),
    ("2017-2018", "an interval is written with a slash; write 2017/2018"),
    ("2017/2018/2019", "an interval has one slash, between two dates"),
    ("2017/2016", "the interval ends before it begins"),
    ("2017-05-18/2017-05-17", "the interval ends before it begins"),
    ("2017-05/2017-04~", "the interval ends before it begins"),
    ("../..", "neither end is known; write XXXX"),
    ("/", "neither end is known; write XXXX"),
    ("XXXX/..", "neither end is known; write XXXX"),
    ("201x", "an unknown digit is a capital X"),
    ("2017-xx", "an unknown digit is a capital X"),
    ("2017-04-1X", "an unknown month or day is written XX"),
    ("201X-04", "a month or day cannot be known where the year is not"),
    ("XXXX-XX-04", "a month or day cannot be known where the year is not"),
    ("2017-XX-15", "a day cannot be known where the month is not"),
    ("~2017", "?, ~ and % stand at the end of a date"),
    ("2017?-04", "?, ~ and % stand at the end of a date"),
    ("2017?~", "uncertain and approximate together are written %"),
    ("[2017,2018]", "one date or one interval is taken, not a set"),
    ("..", "it is not EDTF (ISO 8601-2)"),
    ("２０１７", "it is not EDTF (ISO 8601-2)"),
    ("2017-04\n2017-05", "it is not EDTF (ISO 8601-2)"),
]

days = st.dates(min_value=D(1, 1, 1))
points = st.one_of(
    days.map(date.isoformat),
    days.map(lambda day: day.isoformat()[:7]),
    days.map(lambda day: day.isoformat()[:4]),
    days.map(lambda day: f"{day.isoformat()[:7]}-XX"),
    days.map(lambda day: f"{day.isoformat()[:4]}-XX"),
    st.integers(1, 999).map(lambda decade: f"{decade:03}X"),
    st.tuples(st.integers(1, 9999), st.integers(21, 24)).map(lambda two: f"{two[0]:04}-{two[1]}"),
)
signed = st.tuples(points, st.sampled_from(["", "?", "~", "%"])).map("".join)


def _interval(ends: tuple[str, str]) -> str:
    one, other = sorted(ends, key=lambda end: read_edtf(end).earliest or date.min)
    return f"{one}/{other}"


texts = st.one_of(
    signed,
    st.tuples(signed, signed).map(_interval),
    st.tuples(st.sampled_from(["", ".."]), signed).map("/".join),
    st.tuples(signed, st.sampled_from(["", ".."])).map("/".join),
    st.just("XXXX"),
)


@pytest.mark.parametrize(("text", "earliest", "latest", "words"), READ)
def test_the_days_it_can_mean_and_the_words(
    text: str, earliest: date | None, latest: date | None, words: str | None
) -> None:
    when = read_edtf(f" {text}\n")
    assert when == EdtfDate(
        text,
        earliest,
        latest,
        approximate="~" in text or "%" in text,
        uncertain="?" in text or "%" in text,
    )
    assert when.unknown == (earliest is None and latest is None)
    assert words is None or in_words(when) == words


@pytest.mark.parametrize(("text", "why"), REFUSED)
def test_what_is_refused_and_why(text: str, why: str) -> None:
    with pytest.raises(UnreadableDate) as refused:
        read_edtf(text)
    assert refused.value.sentence == f"“{text.strip()}” is not read as a date: {why}."
    assert "XXXX" in refused.value.hint


def test_a_text_that_is_too_long_is_neither_read_nor_repeated() -> None:
    with pytest.raises(UnreadableDate) as refused:
        read_edtf("2017" * 1_000_000)
    assert "it is too long" in refused.value.sentence
    assert len(refused.value.sentence) < 120


@given(days)
def test_a_day_is_itself(day: date) -> None:
    when = read_edtf(day.isoformat())
    assert when.earliest == when.latest == day


@given(st.integers(1, 9999), st.integers(1, 12))
def test_a_month_is_as_long_as_in_the_calendar(year: int, month: int) -> None:
    when = read_edtf(f"{year:04}-{month:02}")
    last = calendar.monthrange(year, month)[1]
    assert (when.earliest, when.latest) == (date(year, month, 1), date(year, month, last))
    with pytest.raises(UnreadableDate, match=f"has no day {last + 1}"):
        read_edtf(f"{year:04}-{month:02}-{last + 1:02}")


@given(st.text(alphabet="0123456789-/.X?~%TY ", max_size=24) | st.text(max_size=24))
def test_any_text_is_read_as_it_stands_or_refused(text: str) -> None:
    try:
        when = read_edtf(text)
    except UnreadableDate:
        return
    assert when.text == text.strip()
    assert in_words(when)


@given(texts)
def test_a_span_is_in_order_and_a_sign_does_not_widen_it(text: str) -> None:
    when = read_edtf(text)
    assert when.earliest is None or when.latest is None or when.earliest <= when.latest
    bare = read_edtf(text.translate(str.maketrans("", "", "?~%")))
    assert (bare.earliest, bare.latest) == (when.earliest, when.latest)
    assert (bare.approximate, bare.uncertain) == (False, False)


@given(texts)
def test_the_words_hold_nothing_of_the_notation(text: str) -> None:
    when = read_edtf(text)
    words = in_words(when)
    assert not set("X/?~%") & set(words)
    assert ("about" in words) == when.approximate
    assert ("uncertain" in words) == when.uncertain


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("2017-04", "2017-04-30", True),
        ("2017-04", "2017-05-01", False),
        ("2017", "2016/2018", True),
        ("2017-04/..", "2030", True),
        ("2017-04/", "2017-03-31", False),
        ("../2017-05", "0001", True),
        ("../2017-05", "2017-06/..", False),
        ("../2017-05", "2017-05-31/..", True),
        ("/2017", "/1990", True),
        ("XXXX", "2017", False),
        ("XXXX", "XXXX", False),
        ("XXXX", "../2017", False),
    ],
)
def test_which_spans_share_a_day(one: str, other: str, both: bool) -> None:
    assert overlaps(read_edtf(one), read_edtf(other)) is both
    assert overlaps(read_edtf(other), read_edtf(one)) is both


@given(texts, days)
def test_a_day_overlaps_what_it_lies_in(text: str, day: date) -> None:
    when = read_edtf(text)
    within = (when.earliest or date.min) <= day <= (when.latest or date.max)
    assert overlaps(when, read_edtf(day.isoformat())) == (within and not when.unknown)


@given(texts, texts)
def test_overlap_is_mutual(one: str, other: str) -> None:
    first, second = read_edtf(one), read_edtf(other)
    assert overlaps(first, second) == overlaps(second, first)
    assert overlaps(first, first) != first.unknown


@given(days, st.integers(1, 400))
def test_days_apart_do_not_overlap(day: date, gap: int) -> None:
    if (date.max - day).days < gap:
        return
    later = (day + timedelta(days=gap)).isoformat()
    assert not overlaps(read_edtf(f"../{day.isoformat()}"), read_edtf(f"{later}/.."))


@pytest.mark.parametrize(
    ("text", "csl"),
    [
        ("2017", {"date-parts": [[2017]]}),
        ("2017-04", {"date-parts": [[2017, 4]]}),
        ("2017-05-18", {"date-parts": [[2017, 5, 18]]}),
        ("2017-04~", {"date-parts": [[2017, 4]], "circa": True}),
        ("2017-04?", {"date-parts": [[2017, 4]], "circa": True}),
        ("2017-04-XX", {"date-parts": [[2017, 4]]}),
        ("2017-XX-XX", {"date-parts": [[2017]]}),
        ("2017-24", {"date-parts": [[2017]], "season": 4}),
        ("2017-04-01/2017-05", {"date-parts": [[2017, 4, 1], [2017, 5]]}),
        ("2017-04~/2017-05", {"date-parts": [[2017, 4], [2017, 5]], "circa": True}),
        ("201X", {"raw": "201X"}),
        ("2017-04/..", {"raw": "2017-04/.."}),
        ("/2017-04", {"raw": "/2017-04"}),
        ("2017-21/2017-22", {"raw": "2017-21/2017-22"}),
        ("XXXX", None),
        ("XXXX-XX-XX", None),
    ],
)
def test_the_csl_date(text: str, csl: dict[str, object] | None) -> None:
    assert csl_date(read_edtf(text)) == csl


@pytest.mark.parametrize(
    ("csl", "text"),
    [
        ({"date-parts": [[2017, 5, 18]]}, "2017-05-18"),
        ({"date-parts": [["2017", "5"]]}, "2017-05"),
        ({"date-parts": [[987]]}, "0987"),
        ({"date-parts": [[2017, 4, 1], [2017, 5, 3]]}, "2017-04-01/2017-05-03"),
        ({"date-parts": [[2017, 4]], "circa": True}, "2017-04~"),
        ({"date-parts": [[2017, 4]], "circa": 1}, "2017-04~"),
        ({"date-parts": [[2017, 4]], "circa": "false"}, "2017-04"),
        ({"date-parts": [[2017, 4]], "circa": False}, "2017-04"),
        ({"date-parts": [[2017]], "season": 1}, "2017-21"),
        ({"date-parts": [[2017]], "season": "4"}, "2017-24"),
        ({"raw": "2017-04?"}, "2017-04?"),
        ({"literal": "2017-04"}, "2017-04"),
        ("2017-04/..", "2017-04/.."),
    ],
)
def test_a_csl_date_that_is_exact_is_read(csl: object, text: str) -> None:
    assert from_csl_date(csl) == read_edtf(text)


@pytest.mark.parametrize("csl", [{"date-parts": [[None]]}, {"date-parts": [[]]}])
def test_a_csl_date_that_says_nothing_is_no_date(csl: object) -> None:
    assert from_csl_date(csl) is None


@pytest.mark.parametrize(
    ("csl", "why"),
    [
        ({"date-parts": [[2017, 13]]}, "there is no month 13"),
        ({"date-parts": [[-44]]}, "numbers"),
        ({"date-parts": [[2017, None]]}, "numbers"),
        ({"date-parts": [[2017.5]]}, "numbers"),
        ({"date-parts": [[True]]}, "numbers"),
        ({"date-parts": [["2017", "05/2018"]]}, "numbers"),
        ({"date-parts": [[2017], []]}, "numbers"),
        ({"date-parts": [2017]}, "numbers"),
        ({"date-parts": "2017"}, "numbers"),
        ({"date-parts": [[2017], [2016]]}, "ends before it begins"),
        ({"date-parts": [[2017], [2018], [2019]]}, "one slash"),
        ({"date-parts": [[2017, 5]], "season": 1}, "a season from 1 to 4 follows a year"),
        ({"date-parts": [[2017]], "season": 5}, "a season from 1 to 4 follows a year"),
        ({"raw": "May 2017"}, "it is in words"),
        ({"literal": "forthcoming"}, "it is in words"),
        ({}, "it is empty"),
        (2017, "it is not a CSL-JSON date"),
    ],
)
def test_a_csl_date_that_is_not_exact_is_refused(csl: object, why: str) -> None:
    with pytest.raises(UnreadableDate, match=why):
        from_csl_date(csl)


@given(texts)
def test_csl_keeps_the_span_and_comes_back_the_same(text: str) -> None:
    when = read_edtf(text)
    csl = csl_date(when)
    if csl is None:
        assert when.unknown
        return
    back = from_csl_date(csl)
    assert back is not None
    assert (back.earliest, back.latest) == (when.earliest, when.latest)
    assert (back.approximate or back.uncertain) == (when.approximate or when.uncertain)
    assert csl_date(back) == csl
