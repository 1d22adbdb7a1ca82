"""The JSON of a claim is a contract: its names, their order, and no number that is a float."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.printable import encode_json
from factcheck.domain.records import (
    CitationRecord,
    ClaimRecord,
    QuantityRecord,
    ReviewRecord,
    as_json,
    number_json,
)

CITATION = CitationRecord(
    source="page",
    via=None,
    stance="supports",
    locator="para. 2",
    quote="some 75 people",
    translation=None,
    quote_check="anchored",
    link="https://example.org/#:~:text=some%2075%20people",
    archive_url="https://archive.example.org/",
    capture="ab" * 32,
)
QUANTITY = QuantityRecord(
    "some 75 people", "about", Decimal(75), None, None, "people", None, "in-touch", None
)
REVIEW = ReviewRecord("r1", "disputed", "Two accounts.", None, 3, "Ada", "2017-05-18T09:30:00.000Z")
CLAIM = ClaimRecord(
    key="in-touch",
    id="018f0000-0000-7000-8000-000000000001",
    text="About 75 people were in touch.",
    kind="number",
    act=None,
    status="disputed",
    speaker="Igor Kochetkov",
    against=None,
    as_of="2017-04",
    happened=None,
    place=None,
    tags=("custody", "estimate"),
    quantity=QUANTITY,
    citations=(CITATION,),
    reviews=(REVIEW,),
    origins=("interview",),
)
BARE = CLAIM._replace(
    speaker=None, as_of=None, tags=(), quantity=None, citations=(), reviews=(), origins=()
)

CLAIM_NAMES = (
    "key id text kind act status speaker as_of place tags happened against quantity citations "
    "reviews origins confidentiality status_because replies"
).split()


def test_the_names_of_a_claim_are_those_of_the_contract_in_its_order() -> None:
    assert list(as_json(CLAIM)) == CLAIM_NAMES
    assert list(as_json(BARE)) == CLAIM_NAMES


def test_the_names_inside_a_claim_are_those_of_the_contract() -> None:
    found = as_json(CLAIM)
    names = "as_stated qualifier value min max unit of measure method".split()
    assert list(found["quantity"]) == names
    (citation,) = found["citations"]
    inside = "source via stance locator quote translation quote_check link archive_url capture"
    assert list(citation) == inside.split()
    (review,) = found["reviews"]
    assert list(review) == (
        "id status because standard credibility reviewer recorded_at override lapsed".split()
    )


def test_what_is_unknown_is_null_and_what_is_several_is_a_list() -> None:
    found = json.loads(encode_json(as_json(BARE)))
    for (
        name
    ) in "act speaker as_of place happened against quantity confidentiality status_because".split():
        assert found[name] is None
    for name in "tags citations reviews origins replies".split():
        assert found[name] == []


def test_a_whole_claim_as_json() -> None:
    assert json.loads(encode_json(as_json(CLAIM))) == {
        "key": "in-touch",
        "id": "018f0000-0000-7000-8000-000000000001",
        "text": "About 75 people were in touch.",
        "kind": "number",
        "act": None,
        "status": "disputed",
        "speaker": "Igor Kochetkov",
        "as_of": "2017-04",
        "place": None,
        "tags": ["custody", "estimate"],
        "happened": None,
        "against": None,
        "quantity": {
            "as_stated": "some 75 people",
            "qualifier": "about",
            "value": 75,
            "min": None,
            "max": None,
            "unit": "people",
            "of": None,
            "measure": "in-touch",
            "method": None,
        },
        "citations": [
            {
                "source": "page",
                "via": None,
                "stance": "supports",
                "locator": "para. 2",
                "quote": "some 75 people",
                "translation": None,
                "quote_check": "anchored",
                "link": "https://example.org/#:~:text=some%2075%20people",
                "archive_url": "https://archive.example.org/",
                "capture": "ab" * 32,
            }
        ],
        "reviews": [
            {
                "id": "r1",
                "status": "disputed",
                "because": "Two accounts.",
                "standard": None,
                "credibility": 3,
                "reviewer": "Ada",
                "recorded_at": "2017-05-18T09:30:00.000Z",
                "override": None,
                "lapsed": False,
            }
        ],
        "origins": ["interview"],
        "confidentiality": None,
        "status_because": None,
        "replies": [],
    }


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (Decimal(75), 75),
        (Decimal("75.00"), 75),
        (Decimal("1E+3"), 1000),
        (Decimal("1.5"), "1.5"),
        (Decimal("0.1"), "0.1"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal(0), 0),
        (Decimal(10**30), 10**30),
    ],
)
def test_numbers_are_integers_or_digits(number: Decimal, written: int | str) -> None:
    found = number_json(number)
    assert found == written
    assert type(found) is type(written)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20))
def test_no_number_is_ever_a_float_or_loses_a_digit(number: Decimal) -> None:
    found = number_json(number)
    assert isinstance(found, int | str)
    assert Decimal(found) == number
