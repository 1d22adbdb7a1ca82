"""Whether a quote contains a quantity's number, in any written form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.quantities import read_quantity
from factcheck.domain.stating import states_number


@pytest.mark.parametrize(
    ("quote", "quantity"),
    [
        ("thirty of them", "30"),
        ("30 of them", "thirty people"),
        ("тридцати из них", "30"),
        ("some 75 people", "about 75 people"),
        ("hundreds and hundreds of cases", "hundreds of cases"),
        ("1 200 человек", "1,200"),
        ("1.2 thousand", "1200"),
        ("1,2 тыс.", "1,200 people"),
        ("27–30 men", "27 to 30"),
        ("two to three million", "2 million to 3 million"),
        ("40 percent of them", "40%"),
        ("half of the thirty", "half of the 30"),
        ("10 of the 30", "10 of the 30"),
        ("thir-\nty men", "30"),
    ],
)
def test_a_quote_states_a_number_in_any_written_form(quote: str, quantity: str) -> None:
    assert states_number(quote, read_quantity(quantity))


@pytest.mark.parametrize(
    ("quote", "quantity"),
    [
        ("no number", "30"),
        ("in 1750", "75"),
        ("75.5 people", "75"),
        ("75 million", "75"),
        ("thirty-five men", "30"),
        ("200 cases", "hundreds"),
        ("hundreds of cases", "200"),
        ("27 men", "27 to 30"),
        ("40%", "40 people"),
        ("40 people", "40%"),
        ("on 18 May", "18 people"),
        ("the third man", "3"),
        ("10 men", "10 of the 30"),
    ],
)
def test_a_quote_does_not_state_another_number(quote: str, quantity: str) -> None:
    assert not states_number(quote, read_quantity(quantity))


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_a_number_states_itself_and_no_other(number: int, other: int) -> None:
    quantity = read_quantity(f"{other:,} people")
    assert states_number(f"there were {number:,} people", quantity) is (number == other)
