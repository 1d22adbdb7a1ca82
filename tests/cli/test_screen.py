"""A page for a person to read: wrapped, marked, and harmless."""

import re

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.cli import screen
from factcheck.domain.printable import HARMFUL, width


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "31")


def test_a_page_is_as_wide_as_the_terminal_and_no_wider_than_is_read_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert screen.columns() == 30
    monkeypatch.setenv("COLUMNS", "200")
    assert screen.columns() == screen.WIDEST
    monkeypatch.setenv("COLUMNS", "3")
    assert screen.columns() == 20


def test_text_is_wrapped_at_blanks_and_its_lines_are_kept() -> None:
    text = "We are currently in touch with some 75 people.\nMoved\t27\n\nCalled 75"
    assert screen.wrapped(text) == [
        "We are currently in touch with",
        "some 75 people.",
        "Moved 27",
        "Called 75",
    ]


def test_a_long_word_is_broken() -> None:
    assert screen.wrapped("a " + "x" * 65) == ["a", "x" * 30, "x" * 30, "x" * 5]


def test_marked_words_stand_in_brackets(capsys: pytest.CaptureFixture[str]) -> None:
    lines = screen.show_marked("We are in touch with some 75 people now.", [(21, 35)])
    assert capsys.readouterr() == ("", "We are in touch with [[some 75\npeople]] now.\n")
    assert lines == 2


@pytest.mark.parametrize(
    ("marks", "shown"),
    [
        ([(0, 3), (2, 5)], "[[abcde]]fgh"),
        ([(4, 6), (0, 2)], "[[ab]]cd[[ef]]gh"),
        ([(-5, 2), (6, 99)], "[[ab]]cdef[[gh]]"),
        ([(3, 3), (9, 12)], "abcdefgh"),
        ([(0, 8)], "[[abcdefgh]]"),
    ],
)
def test_marks_may_overlap_and_reach_beyond_the_text(
    marks: list[tuple[int, int]], shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    screen.show_marked("abcdefgh", marks)
    assert capsys.readouterr().err == f"{shown}\n"


def test_items_stand_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    screen.spread(["[l]og a claim", "[n]ext (Enter)", "[b]ack"])
    assert capsys.readouterr().err == "[l]og a claim  [n]ext (Enter)\n[b]ack\n"


@given(st.text(max_size=200), st.lists(st.tuples(st.integers(-9, 250), st.integers(-9, 250))))
def test_whatever_is_shown_fits_and_does_nothing(text: str, marks: list[tuple[int, int]]) -> None:
    for line in screen.wrapped(text):
        assert not HARMFUL.search(line)
        assert width(line) <= 30
        assert "\n" not in line
    bracketed = screen._bracketed(text, marks)
    assert re.sub(r"\[\[|\]\]", "", bracketed) == re.sub(r"\[\[|\]\]", "", text)


@given(st.lists(st.text(st.characters(categories=["L", "P"]), min_size=1, max_size=40)))
def test_no_word_is_lost(words: list[str]) -> None:
    shown = "".join(screen.wrapped(" ".join(words))).replace(" ", "")
    assert shown == "".join("".join(words).split())


def test_a_closed_terminal_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(click, "echo", refuse)
    screen.show("Some text")
