"""Cells that a spreadsheet takes for text, and back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factcheck.domain.cells import guarded, unguarded
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
    ],
)
def test_guarded(text: str, cell: str) -> None:
    assert guarded(text) == cell


@pytest.mark.parametrize(
    ("cell", "text"),
    [("'=x", "=x"), ("''=x", "'=x"), ("'tis", "'tis"), ("=x", "=x"), ("'", "'"), ("", "")],
)
def test_unguarded(cell: str, text: str) -> None:
    assert unguarded(cell) == text


@given(st.text(st.sampled_from("'=+-@\t\rab \x1b\u202e＝") | st.characters()))
@example("'" * 5 + "=")
def test_a_cell_reads_back_and_never_begins_a_formula(text: str) -> None:
    cell = guarded(text)
    assert not cell.startswith(tuple(STARTERS))
    assert unguarded(cell) == visible(text)
    assert visible(cell) == cell
