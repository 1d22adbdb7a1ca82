"""Passages that are cut out of a longer number or word."""

import pytest

from factcheck.domain.edges import LONG, is_cut

FRAGMENT = "omen were held by the officers of the mi"
assert len(FRAGMENT) == LONG


def cut(passage: str, text: str) -> bool:
    at = text.index(passage)
    return is_cut(text, at, at + len(passage))


@pytest.mark.parametrize(
    ("passage", "text"),
    [
        ("75", "in 1750"),
        ("7", "75 men"),
        ("75", "75.5 men"),
        ("200 people", "1 200 people"),
        ("200 people", "1,200 people"),
        ("75", "75%"),
        ("75", "75 per cent"),
        ("75", "$75"),
        ("5", "it was -5"),
        ("75", "75 million"),
        ("75", "75th"),
        ("75", "75²"),
        ("1", "1½"),
        ("30 men", "27–30 men"),
        ("thirty", "thirty-five"),
        ("five men", "thirty-five men"),
        ("hundred", "two hundred"),
        ("семь", "двадцать семь"),
        ("75", "1\u200b75"),
        ("twenty", "twenty-\nseven"),
        ("legal", "illegal"),
        ("legal", "il-\nlegal"),
        ("legal", "il\u00adlegal"),
        ("violent", "non-violent"),
        ("законно", "незаконно"),
        ("can", "can't"),
        ("did", "didn’t"),
        ("men were", "women were"),
        ("hope", "hopeless"),
        ("Ivan", "Ivanov"),
        ("и", "и\u0306"),
        ("km away", "75km away"),
    ],
)
def test_a_passage_is_not_cut_out_of_what_says_another_thing(passage: str, text: str) -> None:
    assert cut(passage, text)


@pytest.mark.parametrize(
    ("passage", "text"),
    [
        ("75", "75"),
        ("75", "some 75 people"),
        ("75", "(75)"),
        ("75", "“75”"),
        ("75", "of 75. 30 of them"),
        ("thirty", "of thirty."),
        ("200 people", "in 2017 200 people"),
        ("people", "75 people2"),
        ("men", "men's"),
        ("clad", "uniform-clad"),
        ("Kochetkov", "Igor Kochetkov, chairman"),
        ("人", "中国人民"),
    ],
)
def test_a_whole_passage_is_not_cut(passage: str, text: str) -> None:
    assert not cut(passage, text)


@pytest.mark.parametrize(
    ("before", "passage", "after", "refused"),
    [
        ("xx", FRAGMENT, "nistry", False),
        ("xx", FRAGMENT[1:], "nistry", True),
        ("w", FRAGMENT, "nistry", False),
        ("wo", FRAGMENT[1:] + "n", "istry", True),
        ("xx", FRAGMENT + " Mi", "nistry", True),
        ("xx", FRAGMENT + " 7", "5", True),
    ],
)
def test_only_a_long_passage_may_begin_or_end_inside_an_ordinary_word(
    before: str, passage: str, after: str, refused: bool
) -> None:
    assert cut(passage, before + passage + after) is refused
