"""The CSV sheet: literal output, a row a citation, and no cell that a spreadsheet calculates."""

import csv
import io

import pytest

from factcheck.domain.cells import unguarded
from factcheck.domain.factsheet import FactSheet
from factcheck.domain.printable import visible
from factcheck.domain.vocabulary import Status
from factcheck.exporters.csv import CITATION_COLUMNS, CLAIM_COLUMNS, CsvExporter
from factcheck.importers.base import COMPUTED, FIELDS, field_named
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

EXPORTER = CsvExporter()


def table(sheet: FactSheet) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(EXPORTER, sheet)), strict=True))


def test_a_sheet_is_written_as_it_always_was() -> None:
    assert_golden("small.csv", written(EXPORTER, small_sheet()))


def test_a_sheet_without_claims_is_its_heading() -> None:
    assert written(EXPORTER, empty_sheet()) == (",".join(CLAIM_COLUMNS + CITATION_COLUMNS) + "\n")


def test_a_row_is_a_citation_and_a_claim_without_one_has_its_own() -> None:
    rows = table(small_sheet())
    assert [(row["key"], row["source"]) for row in rows] == [
        ("in-touch-75", "page"),
        ("in-touch-75", "talk"),
        ("beaten", "talk"),
        ("denied", ""),
    ]


def test_every_column_is_read_back_or_worked_out_again() -> None:
    for column in CLAIM_COLUMNS + CITATION_COLUMNS:
        assert field_named(column) in {*FIELDS, *COMPUTED}
    assert set(FIELDS) <= {*CLAIM_COLUMNS, *CITATION_COLUMNS}


def test_numbers_are_digits() -> None:
    first, _, half, none = table(small_sheet())
    assert (first["value"], first["min"], first["max"], first["of"]) == ("75", "", "", "")
    assert (half["value"], half["of"], half["number"]) == ("15", "30", "half of the 30")
    assert none["number"] == none["qualifier"] == ""


HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "'=1",
    '"quoted", and more',
    "two\nlines",
    "\x1b[31mred",
    "\u202eevil",
    "=cmd|' /C calc'!A0",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_begins_a_formula_or_carries_a_control_character(text: str) -> None:
    quantity = NUMBER.quantity
    assert quantity is not None
    claim = ABUSE._replace(
        text=text,
        speaker=text,
        against=text,
        place=text,
        tags=(text, "b"),
        quantity=quantity._replace(as_stated=text, unit=text),
        citations=(NUMBER.citations[1]._replace(locator=text, quote=text, translation=text),),
    )
    header, _ = small_sheet()
    header = header._replace(bibliography=tuple(source._replace(entry=text) for source in SOURCES))
    (row,) = table(FactSheet(header, iter((claim,))))
    for cell in row.values():
        assert not cell.startswith(tuple("=+-@\t\r＝＋－＠"))
        assert visible(cell) == cell
    for column in "text speaker against place number unit locator quote translation".split():
        assert unguarded(row[column]) == text
    assert row["reference"] == row["text"]


def test_an_unknown_thing_is_an_empty_cell() -> None:
    (row,) = table(small_sheet(DENIAL))
    known = {column: cell for column, cell in row.items() if cell}
    assert known == {
        "key": "denied",
        "text": "'=There are no such people.",
        "kind": "denial",
        "status": Status.DISPUTED,
    }
