"""The JSON sheet: literal output, one claim a line, and the contract's names."""

import json
from decimal import Decimal

import pytest

from factcheck.domain.records import as_json
from factcheck.exporters.json import JsonExporter
from tests.exporters.sheets import (
    ABUSE,
    DENIAL,
    NUMBER,
    SOURCES,
    assert_golden,
    empty_sheet,
    small_sheet,
    written,
)

EXPORTER = JsonExporter()


def test_a_sheet_is_written_as_it_always_was() -> None:
    assert_golden("small.json", written(EXPORTER, small_sheet()))


def test_a_sheet_without_claims_is_json_too() -> None:
    found = json.loads(written(EXPORTER, empty_sheet()))
    assert found["claims"] == found["sources"] == []
    assert found["counts"] == {}


def test_the_sheet_says_what_it_is() -> None:
    found = json.loads(written(EXPORTER, small_sheet()))
    assert (found["format"], found["version"]) == ("factcheck-sheet", 1)
    assert found["title"] == "Чечня, 2017: *what* was said"
    assert found["counts"] == {"unverified": 1, "corroborated": 1, "disputed": 1}
    assert found["left_out"] == {"withdrawn": 2}
    assert [source["id"] for source in found["sources"]] == [source.key for source in SOURCES]
    assert [measure["key"] for measure in found["measures"]] == ["contacted", "fled"]


def test_a_claim_stands_on_a_line_of_its_own_as_the_contract_says() -> None:
    lines = written(EXPORTER, small_sheet()).splitlines()
    for claim, line in zip((NUMBER, ABUSE, DENIAL), lines[1:4], strict=True):
        expected = json.loads(json.dumps(as_json(claim)))
        found = json.loads(line.removesuffix(","))
        assert found == expected
        assert list(found) == list(expected)


def test_no_number_is_a_float() -> None:
    quantity = NUMBER.quantity
    assert quantity is not None
    claim = NUMBER._replace(quantity=quantity._replace(value=Decimal("1.5"), maximum=Decimal(7)))

    def refuse(text: str) -> float:
        raise AssertionError(f"a float: {text}")

    found = json.loads(written(EXPORTER, small_sheet(claim)), parse_float=refuse)
    assert found["claims"][0]["quantity"]["value"] == "1.5"
    assert found["claims"][0]["quantity"]["max"] == 7


@pytest.mark.parametrize(
    "text", ["\x1b[31m", "\u202e", "\x7f", "\u2028", "a\nb", '"', "\\", "\U000e0041", "\x9b"]
)
def test_hostile_text_reads_back_and_is_never_raw(text: str) -> None:
    claim = DENIAL._replace(text=text, speaker=text, place=text)
    sheet = written(EXPORTER, small_sheet(claim))
    if text not in ('"', "\\"):
        assert text not in sheet
    assert json.loads(sheet)["claims"][0]["text"] == text
    assert len(sheet.splitlines()) == len(written(EXPORTER, small_sheet(DENIAL)).splitlines())
