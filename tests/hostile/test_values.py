"""Hostile dates and numbers."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.database.engine import Location
from tests.hostile.attacks import attack, done, refused, untouched


@pytest.mark.parametrize(
    "date",
    ["0001", "0001-01-01", "9999", "9999-12-31", "2016-02-29", "2000-02", "XXXX", "../9999",
        "0001/..",
     "../..", "0001/9999", "0001-01~", "9999-12-31?"],
)  # fmt: skip
def test_dates_at_the_edges(sqlite_location: Location, date: str) -> None:
    add = ("claim", "add", "x", "--kind", "event", "--key", "c1", "--as-of", date)
    outcome = attack(*add, db=sqlite_location)
    if outcome.code:
        refused(outcome, 2, says="date")
        return
    assert date[:4] in done(attack("claim", "show", "c1", "--json", db=sqlite_location))
    done(attack("claim", "show", "c1", db=sqlite_location))
    done(attack("claim", "list", "--as-of", date, db=sqlite_location))


@pytest.mark.parametrize(
    "date",
    ["0000", "2017-02-29", "1900-02-29", "2017-13", "2017-00", "2017-04-31", "10000", "-0001",
     "2017-05/2017-04", "9999-12-31/0001-01-01", "2017/2017/2017", "٢٠١٧", "２０１７", "2017-4",
     "²017",
     "2017-04-01T25:00", "today", "/", "//", "~", "?", "X", "\x1b2017", "2017\u200b",
     "Y17E8", "2017-W01", "18 May 2017"],
)  # fmt: skip
def test_what_is_no_date(case: Location, date: str) -> None:
    with untouched(case):
        outcome = attack("claim", "add", "x", "--kind", "event", f"--as-of={date}", db=case)
        refused(outcome, 2, says="date")


@pytest.mark.parametrize(
    "number",
    ["", "-", "-5", "1e9", "1e999999999", "0x10", "NaN", "Infinity", "-inf", "½", "²", "Ⅻ", "1/0",
     "1..2", "1,2,3", "1,00", "1.2.3", "--1", "9" * 201, "9" * 100_000, "5\x1b[31m people",
     "5\u202e people",
     "between 200 and 100", "100 to 27", "2017", "No. 5", "A/HRC/49/71", "three weeks", "%",
     "half of", "1\u200b2", "+5", "5!", "=5+5", "of the 30", "between 5", "hundred of hundred of"],
)  # fmt: skip
def test_what_is_no_number(case: Location, number: str) -> None:
    outcome = attack("claim", "add", "x", "--kind", "number", f"--number={number}", "--json",
                     db=case)  # fmt: skip
    if number == "":
        done(outcome)  # taken for not given
    else:
        refused(outcome, 2, says="quantity")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(st.characters(exclude_characters="\0"), min_size=1, max_size=60))
def test_any_number_is_read_or_refused(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """In the process itself: a fault would be an exception of another kind."""
    from factcheck.domain.edtf import read_edtf
    from factcheck.domain.quantities import describe, read_quantity
    from factcheck.errors import UsageError

    for read in (lambda: describe(read_quantity(text)), lambda: read_edtf(text)):
        try:
            read()
        except UsageError:
            continue
