"""A passage in about a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.context import WIDEST, around

TEXT = (
    "A talk\n\nIt was long. He said so himself, and then he spoke at length of some 75 people who "
    "came to the office for help. Others stayed at home. Nobody asked.\n\nThe end."
)


@pytest.mark.parametrize(
    ("passage", "marked"),
    [
        (
            "some 75 people",
            "He said so himself, and then he spoke at length of [some 75 people] who came to the "
            "office for help.",
        ),
        (
            "Nobody asked.",
            "He said so himself, and then he spoke at length of some 75 people who came to the "
            "office for help. Others stayed at home. [Nobody asked.]",
        ),
        ("It was long.", "[It was long.] He said so himself, and then he spoke at length of some "
         "75 people who came to the office for help."),
        ("The end.", "[The end.]"),
    ],
)  # fmt: skip
def test_about_a_sentence_is_shown(passage: str, marked: str) -> None:
    start = TEXT.index(passage)
    shown = around(TEXT, start, start + len(passage)).marked
    assert shown == marked


def test_what_is_cut_is_shown_to_be_cut_between_words() -> None:
    text = "word " * 200 + "here" + " next" * 200
    shown = around(text, 1000, 1004)
    assert shown.before.startswith("…word")
    assert shown.after.endswith("next…")
    assert len(shown.before) <= WIDEST + 1
    assert len(shown.after) <= WIDEST + 1


@given(st.text("ab. \n", max_size=900), st.data())
def test_a_part_of_the_text_is_enough_and_nothing_is_made_up(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    whole = around(text, start, end)
    assert f"{whole.before.lstrip('…')}{whole.passage}{whole.after.rstrip('…')}" in text
    first = max(start - WIDEST - 1, 0)
    part = text[first : end + WIDEST + 1]
    assert around(part, start - first, end - first) == whole
