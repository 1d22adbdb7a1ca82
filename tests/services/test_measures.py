"""What numbers count, on both databases."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from factcheck.errors import BadKey, EmptyText, FactcheckError, PartOfItself, UnknownKey
from factcheck.services import claims, measures
from factcheck.services.measures import MeasureRecord


@pytest.fixture
def case(session: Session, author: str) -> Session:
    measures.add(
        session, author, "contacted", unit="people", definition="In contact.", cumulative=True
    )
    measures.add(session, author, "evacuated", unit="people", part_of="contacted")
    return session


def test_a_measure_is_kept_as_it_was_given(case: Session) -> None:
    assert measures.show(case, "contacted") == MeasureRecord(
        "contacted", "people", "In contact.", True, None, 0
    )
    assert measures.show(case, "evac") == MeasureRecord(
        "evacuated", "people", None, False, "contacted", 0
    )


def test_a_measure_counts_its_figures(case: Session, author: str) -> None:
    fields = {"text": "75 people.", "kind": "number", "number": "75", "measure": "contacted"}
    key = claims.add(case, author, fields).claim.key
    assert [measure.figures for measure in measures.listing(case)] == [1, 0]
    claims.edit(case, author, key, {"measure": "evacuated"})
    assert [measure.figures for measure in measures.listing(case)] == [0, 1]


@pytest.mark.parametrize(
    ("key", "fields", "error"),
    [
        ("two words", {"unit": "people"}, BadKey),
        ("empty", {"unit": " "}, EmptyText),
        ("part", {"unit": "people", "part_of": "nothing-like-it"}, UnknownKey),
    ],
)
def test_a_wrong_measure_is_refused(
    case: Session, author: str, key: str, fields: dict[str, Any], error: type[FactcheckError]
) -> None:
    with pytest.raises(error):
        measures.add(case, author, key, **fields)
    assert len(measures.listing(case)) == 2


@pytest.mark.parametrize(
    ("changes", "after"),
    [
        ({}, ("people", "In contact.", True, None)),
        ({"unit": "cases"}, ("cases", "In contact.", True, None)),
        ({"definition": "Otherwise."}, ("people", "Otherwise.", True, None)),
        ({"definition": ""}, ("people", None, True, None)),
        ({"cumulative": False}, ("people", "In contact.", False, None)),
        ({"part_of": "all"}, ("people", "In contact.", True, "all")),
    ],
)
def test_an_edit_changes_what_is_named_and_keeps_the_rest(
    case: Session, author: str, changes: dict[str, Any], after: tuple[Any, ...]
) -> None:
    measures.add(case, author, "all", unit="people")
    changed = measures.edit(case, "contacted", **changes)
    assert changed == ("contacted", *after, 0)
    assert measures.show(case, "contacted") == changed


def test_a_part_is_taken_out_of_its_whole(case: Session) -> None:
    assert measures.edit(case, "evacuated", part_of="").part_of is None


def test_nothing_is_part_of_itself_by_any_way_round(case: Session, author: str) -> None:
    measures.add(case, author, "abroad", unit="people", part_of="evacuated")
    with pytest.raises(PartOfItself) as refused:
        measures.edit(case, "contacted", part_of="abroad")
    for key in ("contacted", "evacuated", "abroad"):
        assert key in refused.value.sentence


def test_measures_are_listed_by_key(case: Session, author: str) -> None:
    measures.add(case, author, "beaten", unit="people")
    listed = measures.listing(case)
    assert [measure.key for measure in listed] == ["beaten", "contacted", "evacuated"]
    assert listed == [measures.show(case, measure.key) for measure in listed]
