"""The difference of two passages, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.differences import Kind, differences


@pytest.mark.parametrize(
    ("quote", "passage", "expected"),
    [
        ("the men", "the men", [("same", "the men", "the men")]),
        ("a “word”", 'a\n"word"', [("same", "a “word”", 'a\n"word"')]),
        (
            "29 men were held",
            "27 men were held",
            [("changed", "29", "27"), ("same", "men were held", "men were held")],
        ),
        (
            "they were all held",
            "they were held there",
            [
                ("same", "they were", "they were"),
                ("missing", "all", ""),
                ("same", "held", "held"),
                ("added", "", "there"),
            ],
        ),
        ("deten-\ntion", "detention", [("same", "deten-\ntion", "detention")]),
        ("Men", "men", [("changed", "Men", "men")]),
        ("", "men", [("added", "", "men")]),
        ("", "", []),
    ],
)
def test_words_are_compared_and_shown_as_written(
    quote: str, passage: str, expected: list[tuple[str, str, str]]
) -> None:
    assert [tuple(found[:3]) for found in differences(quote, passage)] == expected


WORDS = st.lists(st.sampled_from("the men were held 29 27".split())).map(" ".join)


@given(WORDS, WORDS)
def test_the_words_of_both_are_all_there_in_order(quote: str, passage: str) -> None:
    found = differences(quote, passage)
    assert " ".join(one.quoted for one in found if one.quoted) == quote
    assert " ".join(one.passage for one in found if one.passage) == passage
    for one in found:
        assert quote[one.quoted_at :].startswith(one.quoted)
        assert passage[one.passage_at :].startswith(one.passage)
        assert (one.kind is Kind.SAME) == (one.quoted == one.passage)
