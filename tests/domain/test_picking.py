"""Picking words of a passage by typing some of them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.folding import fold
from factcheck.domain.picking import pick
from factcheck.errors import FactcheckError, WordsNotHere, WordsSeveralTimes

PASSAGE = "“We are in touch with some 75 people,” he said. We help 30 of them… and more people. "


@pytest.mark.parametrize(
    ("typed", "picked"),
    [
        ("", PASSAGE.strip()),
        ("  ", PASSAGE.strip()),
        ("some 75 people", "some 75 people"),
        ("  some 75 people ", "some 75 people"),
        ("SOME 75 people", "some 75 people"),
        ("“we are", "“We are"),
        ('"We are', "“We are"),
        ("We help … them", "We help 30 of them"),
        ("we help...them", "We help 30 of them"),
        ("some ... people", "some 75 people"),  # the next “people”, not the last
        ("some…", PASSAGE[PASSAGE.index("some") :].strip()),
        ("… he said", "“We are in touch with some 75 people,” he said"),
        ("them… and more", "them… and more"),  # which stands there as it is
        ("he said … 30 ... more", "he said. We help 30 of them… and more"),
    ],
)
def test_words_are_picked(typed: str, picked: str) -> None:
    start, end = pick(typed, PASSAGE)
    assert PASSAGE[start:end] == picked


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("some 57 people", "“some 57 people” does not stand in this passage."),
        ("some 7", "“some 7” does not stand in this passage."),
        ("nobody … people", "“nobody” does not stand in this passage."),
        ("he said … some", "“some” does not stand in this passage after “he said”."),
        ("he said … nobody", "“nobody” does not stand in this passage after “he said”."),
    ],
)
def test_what_does_not_stand_there_is_told(typed: str, told: str) -> None:
    with pytest.raises(WordsNotHere) as fault:
        pick(typed, PASSAGE)
    assert fault.value.sentence == told


@pytest.mark.parametrize("typed", ["people", "people … more", "we"])
def test_words_that_stand_there_several_times_are_not_guessed(typed: str) -> None:
    with pytest.raises(WordsSeveralTimes, match="stands 2 times"):
        pick(typed, PASSAGE)


def test_capitals_decide_where_they_are_typed() -> None:
    start, end = pick("no", "No, and no.")
    assert (start, end) == (8, 10)


words = st.lists(
    st.text(st.characters(categories=["L", "N"], max_codepoint=0x500), min_size=1, max_size=8),
    min_size=1,
    max_size=12,
)


@given(words, st.data())
def test_words_that_stand_there_once_are_found(text: list[str], data: st.DataObject) -> None:
    passage = " ".join(text)
    first = data.draw(st.integers(0, len(text) - 1))
    last = data.draw(st.integers(first, len(text) - 1))
    typed = " ".join(text[first : last + 1])
    try:
        start, end = pick(typed, passage)
    except WordsSeveralTimes:
        words, found = fold(typed.lower()).text, fold(passage.lower()).text
        assert len(re.findall(f"(?={re.escape(words)})", found)) > 1
    else:
        assert passage[start:end] == typed


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_typed_is_picked_within_the_passage_or_refused(typed: str, text: str) -> None:
    try:
        start, end = pick(typed, text)
    except FactcheckError:
        return
    assert 0 <= start <= len(text)
    assert 0 <= end <= len(text)
