"""Editing claims, on both databases: what is named changes, and the rest stays."""

from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from factcheck.domain.records import ClaimRecord
from factcheck.errors import (
    ActWithoutAbuse,
    EmptyText,
    FactcheckError,
    MissingField,
    NothingCounted,
    UnknownKey,
)
from factcheck.services import claims, measures, parties, reading, reviews


def event(session: Session, author: str, text: str = "A raid took place.", **fields: Any) -> str:
    """The key of a new claim of kind event."""
    return claims.add(session, author, {"text": text, "kind": "event", **fields}).claim.key


def count(session: Session, model: Any) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


# --- editing --------------------------------------------------------------------------------

CHANGED = {
    "text": "Others were tortured.",
    "act": "beating",
    "speaker": "Eve",
    "against": "Army",
    "as_of": "2018",
    "happened": "2016",
    "place": "Grozny",
    "tags": "fresh",
    "number": "eighty people",
    "number_method": "count",
    "measure": "beaten",
}


def test_an_edit_changes_what_is_named_and_keeps_the_rest(
    case: Session, author: str, held: ClaimRecord
) -> None:
    measures.add(case, author, "beaten", unit="people")
    parties.add(case, author, "Eve", key="eve")
    parties.add(case, author, "Army", key="army")
    before = claims.fields_of(case, "held-75")
    expected = CHANGED | {"speaker": "eve", "against": "army"}
    for field, value in CHANGED.items():
        with case.begin_nested() as one_edit:
            changed = claims.edit(case, author, "held-75", {field: value}).claim
            assert claims.fields_of(case, "held-75") == {**before, field: expected[field]}
            assert changed == reading.show(case, "held-75")
            for kept in ("key", "id", "status", "citations", "reviews", "origins"):
                assert getattr(changed, kept) == getattr(held, kept)
            one_edit.rollback()
    assert claims.fields_of(case, "held-75") == before


OPTIONAL = "act speaker against as_of happened place tags number_method measure".split()


@pytest.mark.parametrize("empty", ["", None])
def test_an_empty_value_takes_a_field_away(
    case: Session, author: str, held: ClaimRecord, empty: str | None
) -> None:
    left = claims.fields_of(case, "held-75")
    for field in OPTIONAL:
        assert left[field]
        left[field] = None
        claims.edit(case, author, "held-75", {field: empty})
        assert claims.fields_of(case, "held-75") == left


def test_a_number_goes_with_what_belongs_to_it(
    case: Session, author: str, held: ClaimRecord
) -> None:
    with pytest.raises(NothingCounted):
        claims.edit(case, author, "held-75", {"number": ""})
    nothing = {"number": "", "number_method": "", "measure": ""}
    assert claims.edit(case, author, "held-75", nothing).claim.quantity is None
    assert claims.edit(case, author, "held-75", {"number": "six"}).claim.quantity is not None


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"text": ""}, EmptyText),
        ({"kind": ""}, MissingField),
        ({"kind": "event"}, ActWithoutAbuse),
        ({"measure": "nothing-like-it"}, UnknownKey),
    ],
)
def test_an_edit_that_makes_no_claim_is_refused(
    case: Session,
    author: str,
    held: ClaimRecord,
    changes: dict[str, str | None],
    error: type[FactcheckError],
) -> None:
    case.commit()
    with pytest.raises(error):
        claims.edit(case, author, "held-75", changes)
    case.rollback()
    assert reading.show(case, "held-75") == held


def test_an_edit_says_which_parties_it_made(case: Session, author: str, held: ClaimRecord) -> None:
    change = claims.edit(case, author, "held-75", {"speaker": "Somebody New"})
    assert change.new_parties == ("Somebody New",)
    assert change.claim.speaker == "Somebody New"


def test_an_edit_keeps_reviews_which_lapse_if_other_things_were_judged(
    case: Session, author: str, held: ClaimRecord
) -> None:
    reviews.record(case, author, "held-75", status="disputed", because="Two accounts.")
    record = claims.edit(case, author, "held-75", {"tags": "custody"}).claim
    assert (record.status, len(record.reviews)) == ("disputed", 1)
    record = claims.edit(case, author, "held-75", {"text": "Reworded."}).claim
    assert (record.status, len(record.reviews)) == ("in-review", 1)


def test_the_fields_of_a_claim_make_it_again(case: Session, author: str, held: ClaimRecord) -> None:
    fields = claims.fields_of(case, "held-75")
    (citation,) = claims.citations_of(case, "held-75")
    again = claims.add(case, author, {**fields, "key": "again"}, citation)
    assert again.twin == "held-75"
    assert again.new_parties == ()
    assert again.claim == held._replace(key="again", id=again.claim.id)
