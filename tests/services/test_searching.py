"""Searching finds claims and shows why; what matches and how is tested with the search itself."""

import pytest
from sqlalchemy.orm import Session

from factcheck.services import reading
from factcheck.services.searching import search, whole
from factcheck.services.selecting import Wanted


@pytest.fixture
def case(populated_session: Session) -> Session:
    return populated_session


def test_a_match_is_the_whole_claim_with_the_match_shown(case: Session) -> None:
    found = search(case, "tortured", Wanted(), None)
    (match,) = found.hits
    claim = reading.show(case, "detained")
    assert whole(case, found.hits) == [claim]
    assert (match.key, match.status) == (claim.key, claim.status)
    assert match.field == "text"
    (mark,) = match.marks
    assert match.passage[slice(*mark)] == "tortured"
    assert (found.ranked, found.total) == (True, 1)


@pytest.mark.parametrize(
    ("wanted", "keys"),
    [
        (Wanted(), {"in-touch-75"}),
        (Wanted(statuses=("corroborated",)), {"in-touch-75"}),
        (Wanted(statuses=("unverified",)), set()),
        (Wanted(kind="number", source="interview", speaker="igor-kochetkov"), {"in-touch-75"}),
        (Wanted(tag="detention"), set()),
        (Wanted(as_of="2017-05"), {"in-touch-75"}),
        (Wanted(as_of="2016"), set()),
    ],
)
def test_filters_combine_with_the_words(case: Session, wanted: Wanted, keys: set[str]) -> None:
    found = search(case, "network", wanted, None)
    assert {match.key for match in found.hits} == keys


def test_a_limit_shows_fewer_and_counts_all(case: Session) -> None:
    whole = search(case, "people", Wanted(), None)
    assert len(whole.hits) == 3
    cut = search(case, "people", Wanted(), 1)
    assert cut.hits == whole.hits[:1]
    assert cut.total == 3


def test_nothing_found_is_no_error(case: Session) -> None:
    found = search(case, "zebra", Wanted(), 20)
    assert (found.hits, found.total) == ((), 0)
