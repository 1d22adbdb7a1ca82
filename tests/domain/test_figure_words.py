"""Ordinals, months and weekdays in the forms of English and Russian."""

import pytest

from factcheck.domain.figure_words import is_month, month_or_weekday, ordinal


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("first", 1),
        ("twelfth", 12),
        ("thirtieth", 30),
        ("hundredth", 100),
        ("22nd", 22),
        ("первый", 1),
        ("второго", 2),
        ("третьим", 3),
        ("двадцатых", 20),
        ("20-й", 20),
        ("thirty", 0),
        ("сто", 0),
        ("firstly", 0),
    ],
)
def test_a_place_in_a_row(word: str, place: int) -> None:
    assert ordinal(word) == place


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("april", "month 4"),
        ("апреля", "month 4"),
        ("мая", "month 5"),
        ("мартом", "month 3"),
        ("июнь", "month 6"),
        ("июль", "month 7"),
        ("friday", "weekday 5"),
        ("среду", "weekday 3"),
        ("воскресенье", "weekday 7"),
        ("среди", ""),
        ("мать", ""),
        ("day", ""),
    ],
)
def test_months_and_weekdays_have_one_name(word: str, name: str) -> None:
    assert month_or_weekday(word) == name
    assert is_month(word) is name.startswith("month")
