"""Cells that a spreadsheet takes for text, and back."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factcheck.domain.cells import guarded, in_csv, unguarded
from factcheck.domain.printable import visible

STARTERS = "=+-@\t\r＝＋－＠"
"""What begins a formula, or may (OWASP, "CSV Injection"); also in full width."""


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=SUM(A1)", "'=SUM(A1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@cmd", "'@cmd"),
        ("\tx", "\\x09x"),
        ("＝1+1", "'＝1+1"),
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("'=x", "''=x"),
        ("''=x", "'''=x"),
        ("'quoted'", "'quoted'"),
        ("'", "'"),
        ("plain = text", "plain = text"),
        ("75", "75"),
        ("", ""),
        ("=\x1b", "'=\\x1b"),
        ("\r=x", "\\x0d=x"),
        ("a\u200bb", "a\\u200bb"),
        ("\U000e0041", "\\U000e0041"),
        (r"a\x1b", r"a\x5cx1b"),
        (r"\u202e", r"\x5cu202e"),
        (r"\x5cx1b", r"\x5cx5cx1b"),
        ("\\\x1b", r"\\x1b"),
        (r"C:\files\new", r"C:\files\new"),
        (r"\X1B \x1 \u12", r"\X1B \x1 \u12"),
        (r"=\x1b", r"'=\x5cx1b"),
    ],
)
def test_guarded(text: str, cell: str) -> None:
    assert guarded(text) == cell


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("'=x", "=x"),
        ("''=x", "'=x"),
        ("'tis", "'tis"),
        ("=x", "=x"),
        ("'", "'"),
        ("", ""),
        (r"\x09", "\t"),
        (r"\x5cx09", r"\x09"),
        (r"'=\u202e", "=\u202e"),
        # Forms that no export writes are words of the text itself.
        (r"C:\x41pril\u0432", r"C:\x41pril\u0432"),
        (r"\x0a", r"\x0a"),
    ],
)
def test_unguarded(cell: str, text: str) -> None:
    assert unguarded(cell) == text


@given(st.text(st.sampled_from("'=+-@\t\rab \x1b\u202e＝\\xuU0159f") | st.characters()))
@example("'" * 5 + "=")
@example(r"\x5c\x5cx1b")
@example("\\" + "\x1b" + r"\U000e0041")
def test_a_cell_reads_back_and_never_begins_a_formula(text: str) -> None:
    cell = guarded(text)
    assert not cell.startswith(tuple(STARTERS))
    assert unguarded(cell) == text
    assert visible(cell) == cell


CELLS = st.text(st.sampled_from(',;"\n\r \tab\\') | st.characters(codec="utf-8"))


@given(st.lists(CELLS, min_size=2))
@example([",", '"', "\n", "\r", '""', " ", ""])
def test_quoted_cells_are_read_back_as_one_row(cells: list[str]) -> None:
    written = ",".join(map(in_csv, cells)) + "\n"
    assert list(csv.reader(io.StringIO(written, newline=""), strict=True)) == [cells]


@given(st.lists(CELLS.map(guarded), min_size=2))
def test_guarded_cells_are_quoted_as_the_csv_module_does(cells: list[str]) -> None:
    expected = io.StringIO()
    csv.writer(expected, lineterminator="\n").writerow(cells)
    assert ",".join(map(in_csv, cells)) + "\n" == expected.getvalue()
