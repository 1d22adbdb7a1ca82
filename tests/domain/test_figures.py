"""Numbers in running text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.figures import figures


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("no number here", []),
        ("29 men and twenty-seven women", ["29 man", "27 woman"]),
        ("twentyseven and thirtieth", ["27", "30."]),
        ("at least thirty, 30 or more", ["at-least 30", "at-least 30"]),
        ("1,200 and 1 200 and 1\u00a0200", ["1200"] * 3),
        ("1.2 million and 1,2 млн", ["1200000", "1200000"]),
        ("in 2017 200 people", ["2017", "200"]),
        ("hundreds and hundreds, сотни", ["200+", "200+"]),
        ("million", ["×1000000"]),
        ("27–30 men", ["27 man", "30 man"]),
        ("40% or 40 per cent", ["40%", "40%"]),
        ("$75, 75, -75", ["$75", "75", "-75"]),
        ("half of the 30, две трети", ["1/2", "30", "2/3"]),
        ("third, 3rd, третьего, 3-й", ["3."] * 4),
        ("18.05.2017 and 1.200", ["18.05.2017", "1.200"]),
        ("около тридцати, двадцать семь женщин", ["about 30", "27 woman"]),
        ("three days, three weeks", ["3 day", "3 week"]),
        ("detent1on wh1le B52 1ater", ["b52", "1ater"]),
        ("twice, дважды", ["twice", "дважды"]),
    ],
)
def test_numbers_are_found_in_one_spelling(text: str, found: list[str]) -> None:
    assert [figure.fact for figure in figures(text)] == found


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("some $75 there", "$75"),
        ("some 75 million there", "75 million"),
        ("from 27–30 there", "27–30"),
        ("40 per cent of", "40 per cent"),
        ("of thirty-five men", "thirty-five"),
    ],
)
def test_a_number_stands_with_its_signs_and_scale(text: str, written: str) -> None:
    assert {text[figure.start : figure.end] for figure in figures(text)} == {written}


@given(st.integers(1, 10**12))
def test_a_number_in_digits_is_found_with_its_commas(number: int) -> None:
    (figure,) = [found for found in figures(f"zx {number:,} zx") if found.counts]
    assert figure.value == str(number)


@given(st.text())
def test_every_figure_has_a_place_in_the_text(text: str) -> None:
    for figure in figures(text):
        assert 0 <= figure.start < figure.end <= len(text)
