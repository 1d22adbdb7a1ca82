"""Tables read row by row: which line a row is on, which field a cell is, what is broken."""

import csv
import errno
import io
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.cells import guarded
from factcheck.errors import (
    BadMapping,
    BrokenFile,
    FactcheckError,
    NoTextColumn,
    NothingInside,
    UnknownColumns,
)
from factcheck.importers.base import FIELDS, BadRow, Row
from factcheck.importers.csv import CELL_LIMIT, CsvImporter, TsvImporter
from tests.importers.reading import bad, read, right


def rows(
    text: str | bytes, mapping: Mapping[str, str] | None = None, *, tabs: bool = False
) -> list[Row]:
    return right(read(TsvImporter() if tabs else CsvImporter(), text, mapping))


def test_a_row_is_a_claim_and_its_citation() -> None:
    (row,) = rows("key,Text,KIND,as of,tag,source,quote\nk,A raid.,event,2017,a;b,wire,there\n")
    assert row == Row(
        2,
        "claim",
        {"key": "k", "text": "A raid.", "kind": "event", "as_of": "2017", "tags": "a;b"},
        ({"source": "wire", "quote": "there"},),
    )


def test_tabs_separate_a_tsv() -> None:
    (row,) = rows('text\tkind\n"a, ""b"""\tevent\n', tabs=True)
    assert row.fields == {"text": 'a, "b"', "kind": "event"}


def test_empty_cells_are_left_out_and_no_citation_is_none() -> None:
    (row,) = rows("text,kind,place,source,quote\na,event,,,\n")
    assert row.fields == {"text": "a", "kind": "event"}
    assert list(row.citations) == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("text,kind\na,event\nb,event\n", [2, 3]),
        ("text,kind\na,event\nb,event", [2, 3]),
        ("text,kind\r\na,event\r\nb,event\r\n", [2, 3]),
        ("\ufefftext,kind\na,event\nb,event\n", [2, 3]),
        ('text,kind\n"a\n\nb",event\nc,event\n', [2, 5]),
        ('text,kind\r\n"a\r\nb",event\r\nc,event\r\n', [2, 4]),
        ('"te\nxt",kind,text\na,event,x\n', [3]),
        ("text,kind\n\n\na,event\n\nb,event\n\n", [4, 6]),
    ],
)
def test_a_row_is_named_by_the_line_that_it_begins_on(text: str, lines: list[int]) -> None:
    mapping = {"te\nxt": "place"} if "te\nxt" in text else {}
    assert [row.line for row in rows(text, mapping)] == lines


def test_a_cell_keeps_its_lines_and_spaces() -> None:
    (row,) = rows('text,kind\n" a\r\n\tb ",event\n')
    assert row.fields["text"] == " a\r\n\tb "


def test_a_cell_that_was_guarded_is_unguarded() -> None:
    (row,) = rows("text,kind,place,source,quote\n'=1+1,event,a\\x09b,wire,''=\\u202ex\n")
    assert (row.fields["text"], row.fields["place"]) == ("=1+1", "a\tb")
    assert row.citations[0]["quote"] == "'=\u202ex"


# --- columns --------------------------------------------------------------------------------


def test_a_column_is_mapped_to_a_field_or_left_out() -> None:
    text = "Aussage,kind,colour,Stand\na,event,red,2017\n"
    (row,) = rows(text, {"Aussage": "text", "colour": "", "Stand": "as_of"})
    assert row.fields == {"text": "a", "kind": "event", "as_of": "2017"}


def test_a_mapping_goes_before_a_name() -> None:
    (row,) = rows("text,kind,statement\nnot this,event,this\n", {"text": "", "statement": "text"})
    assert row.fields == {"text": "this", "kind": "event"}


def test_columns_that_an_export_computed_are_ignored() -> None:
    heading = "text,kind,status,value,min,max,unit,of,qualifier,origins,quote_check,reference,id"
    (row,) = rows(f"{heading}\na,event,verified,1,2,3,people,4,about,wire,anchored,Wire.,x\n")
    assert row.fields == {"text": "a", "kind": "event"}


def test_a_column_without_a_heading_is_left_out() -> None:
    (row,) = rows("text,kind,,\na,event,,\n")
    assert row.fields == {"text": "a", "kind": "event"}


def test_a_mapping_can_name_a_computed_column_as_a_field() -> None:
    (row,) = rows("text,kind,value\na,number,75\n", {"value": "number"})
    assert row.fields["number"] == "75"


@pytest.mark.parametrize(
    ("heading", "mapping", "error", "told"),
    [
        ("text,kind,colour,size", {}, UnknownColumns, "“colour” and “size”"),
        ("text,kind", {"colour": "place"}, BadMapping, "no such column"),
        ("text,kind,statement", {}, BadMapping, "two columns"),
        ("text,kind,kind", {}, BadMapping, "two columns"),
        ("text,kind,a", {"a": "text"}, BadMapping, "two columns"),
        ("kind,place", {}, NoTextColumn, "text"),
        ("text,place", {}, NoTextColumn, "kind"),
        ("key", {}, NoTextColumn, "text and kind"),
        ("text,kind", {"text": ""}, NoTextColumn, "text"),
    ],
)
def test_a_wrong_heading_is_refused(
    heading: str, mapping: dict[str, str], error: type[FactcheckError], told: str
) -> None:
    with pytest.raises(error) as refused:
        rows(f"{heading}\na,event\n", mapping)
    assert told in refused.value.sentence


def test_an_unknown_column_says_how_to_map_it_and_to_what() -> None:
    with pytest.raises(UnknownColumns) as refused:
        rows("text,kind,colour\n")
    assert "--map “colour=”" in refused.value.hint
    for field in FIELDS:
        assert field in refused.value.hint


# --- broken files ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('text,kind\n"a,event\n', "opened and never closed"),
        ('text,kind\na,event\n"b" c,event\n', "line 3: a quotation mark stands inside a cell"),
        ("text,kind\n" + "x" * 1_000_000 + ",event\n", f"over {CELL_LIMIT:,} characters"),
        ('text,kind\n"' + "a,event\n" * 200_000, f"over {CELL_LIMIT:,} characters"),
        ("text,kind\ra,event\rb,event\r", "line 1: a line ends in a carriage return alone"),
        ("text,kind\na\rb,event\n", "line 2: a line ends in a carriage return alone"),
        ("text,kind\nраз,event\n".encode("utf-16"), "UTF-16"),
        ("text,kind\nраз,event\n".encode("cp1251"), "line 2 is not UTF-8 text"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 60 else "",
)
def test_a_broken_file_is_refused_in_one_sentence(text: str | bytes, told: str) -> None:
    with pytest.raises(BrokenFile) as refused:
        rows(text)
    assert told in refused.value.sentence
    assert refused.value.hint
    assert len(refused.value.sentence) < 200


@pytest.mark.parametrize("content", ["", "\n", "\ufeff", "\r\n"])
def test_an_empty_file_is_refused(content: str) -> None:
    with pytest.raises(NothingInside):
        rows(content)


def test_a_heading_alone_is_no_rows() -> None:
    assert rows("text,kind\n") == []
    assert rows("text,kind") == []


def test_nul_is_left_for_the_field_to_refuse() -> None:
    (row,) = rows("text,kind\na\0b,event\n")
    assert row.fields["text"] == "a\0b"


def test_the_longest_cell_that_is_taken() -> None:
    (row,) = rows("text,kind\n" + "x" * CELL_LIMIT + ",event\n")
    assert len(row.fields["text"]) == CELL_LIMIT


def test_every_row_that_is_too_long_or_too_short_is_named_and_the_others_are_read() -> None:
    text = 'text,kind\na,event,more\nb,event\n"c\n\nd",event\ne\n,,,\nf,event\n'
    found = read(CsvImporter(), text)
    assert bad(found) == [
        (2, "The row cannot be read: it has 3 cells and the heading has 2."),
        (7, "The row cannot be read: it has 1 cell and the heading has 2."),
        (8, "The row cannot be read: it has 4 cells and the heading has 2."),
    ]
    assert [row.line for row in found if isinstance(row, Row)] == [3, 4, 9]


@pytest.mark.parametrize("broken", [b'"b" c,event\n', b'"b,event\n', b"\xe9,event\n", b"b\rc,d\n"])
def test_what_stands_before_the_break_is_read(broken: bytes) -> None:
    reading = CsvImporter().rows(io.BytesIO(b"text,kind\na,event\nx\n" + broken), {})
    first, second = next(reading), next(reading)
    assert isinstance(first, Row)
    assert isinstance(second, BadRow)
    with pytest.raises(BrokenFile, match="line 4") as refused:
        next(reading)
    assert "not read" in refused.value.hint or "UTF-8" in refused.value.hint


class FailingDisk(io.RawIOBase):
    """A file whose second block cannot be read."""

    def __init__(self) -> None:
        self._blocks = [b"text,kind\na,event\n"]

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._blocks:
            raise OSError(errno.EIO, "Input/output error")
        block = self._blocks.pop()
        buffer[: len(block)] = block
        return len(block)


def test_a_disk_that_fails_midway_is_told_in_one_sentence() -> None:
    with pytest.raises(BrokenFile, match="cannot be read to its end: the disk reports a fault"):
        list(CsvImporter().rows(io.BufferedReader(FailingDisk()), {}))


cells = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)


@given(table=st.lists(st.tuples(cells, cells), max_size=5), tabs=st.booleans())
def test_whatever_was_written_as_a_table_is_read_as_it_was(
    table: Sequence[tuple[str, str]], tabs: bool
) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter="\t" if tabs else ",", lineterminator="\n")
    writer.writerow(["text", "place", "kind"])
    writer.writerows([guarded(text), guarded(place), "event"] for text, place in table)
    found = rows(stream.getvalue(), tabs=tabs)
    assert len(found) == len(table)
    for row, (text, place) in zip(found, table, strict=True):
        assert row.fields.get("text", "") == text
        assert row.fields.get("place", "") == place
    at = [row.line for row in found]
    assert at == sorted(set(at))
