"""Claims from objects: names made fields, parts taken apart, values written as text."""

from datetime import date
from typing import Any

import pytest

from factcheck.errors import BadMapping, BrokenRow, UnknownColumns
from factcheck.importers.base import FIELDS, Row
from factcheck.importers.objects import ClaimObjects, written


def test_flat_fields_and_parts_make_one_claim() -> None:
    found = {
        "Statement": "A raid.",
        "quantity": {"as_stated": "about 3", "value": 3, "method": "count", "measure": "held"},
        "quote": "there",
        "citations": [{"cite": "wire", "via": None, "quote_check": "anchored"}],
        "origins": ["wire"],
    }
    assert ClaimObjects({}).row(7, found) == Row(
        7,
        "claim",
        {"text": "A raid.", "number": "about 3", "number_method": "count", "measure": "held"},
        ({"quote": "there"}, {"source": "wire"}),
    )


def test_what_has_no_value_is_not_given() -> None:
    found = {"text": "a", "claim": None, "quantity": None, "citations": [{"via": None}]}
    assert ClaimObjects({}).row(1, found) == Row(1, "claim", {"text": "a"}, [{}])


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_is_given_once(field: str) -> None:
    with pytest.raises(BrokenRow, match=f"two of its names are read as “{field}”"):
        ClaimObjects({"other": field}).row(1, {field: "a", "other": "a"})


def test_a_mapped_name_is_missed_until_an_object_has_it() -> None:
    claims = ClaimObjects({"Aussage": "text", "Farbe": ""})
    claims.row(1, {"Aussage ": "a"})
    with pytest.raises(BadMapping, match=r"“Farbe=”.*no such column"):
        claims.refuse_missed()
    claims.row(2, {"Farbe": None})
    claims.refuse_missed()


def test_more_names_than_are_remembered_are_read_alike() -> None:
    names = [f"x{number}" for number in range(ClaimObjects.REMEMBERED + 10)]
    claims = ClaimObjects(dict.fromkeys(names, "text"))
    for name in names * 2:
        assert claims.row(1, {name: "a"}).fields == {"text": "a"}
        with pytest.raises(UnknownColumns):
            claims.row(1, {f"{name}-unknown": "a"})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        ("", ""),
        (75, "75"),
        (date(2017, 5, 18), "2017-05-18"),
        (["a", "b"], "a, b"),
        ([], ""),
    ],
)
def test_a_value_as_it_would_be_written(value: Any, text: str | None) -> None:
    assert written("x", value) == text


@pytest.mark.parametrize("value", [True, [1], ["a", None], {}, {"a": "b"}])
def test_a_value_that_nobody_would_write(value: Any) -> None:
    with pytest.raises(BrokenRow, match="“x”"):
        written("x", value)
