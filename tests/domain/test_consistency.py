"""Whether a relay's figure claims more than that of its origin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.consistency import says_more
from factcheck.domain.quantities import read_quantity


@pytest.mark.parametrize(
    ("relay", "origin", "more"),
    [
        ("Hundreds of men", "over 100 men", True),
        ("more than 100 people", "over 100 men", False),
        ("dozens", "over 100 men", False),
        ("over 100 men", "dozens", True),
        ("dozens", "at least 24", False),
        ("thousands", "hundreds", True),
        ("three", "at least three", False),
        ("at least three", "three", True),
        ("more than three", "at least three", True),
        ("75", "about 75", True),
        ("about 75", "75", False),
        ("about 80", "more than 75", True),
        ("more than 75", "about 80", False),
        ("27 to 30", "27", True),
        ("27 to 30", "27 to 29", True),
        ("27 to 29", "27 to 30", False),
        ("28 to 29", "27 to 30", True),
        ("100", "up to 100", True),
        ("up to 100", "100", False),
        ("up to 200", "up to 100", True),
        ("up to 100", "fewer than 100", True),
        ("fewer than 100", "up to 100", False),
        ("75", "75", False),
        ("60%", "30 people", False),
        ("60%", "50%", True),
        ("15 of 30", "10 of 30", True),
    ],
)
def test_says_more(relay: str, origin: str, more: bool) -> None:
    assert says_more(read_quantity(relay), read_quantity(origin)) is more


stated = st.builds(
    "{} {}".format,
    st.sampled_from(["", "about", "at least", "more than", "up to", "fewer than"]),
    st.integers(1, 30),
) | st.sampled_from(["dozens", "hundreds", "10 to 20", "10 to 25", "9 to 20"])


@given(stated, stated)
def test_of_two_figures_at_most_one_says_more(one: str, other: str) -> None:
    first, second = read_quantity(one), read_quantity(other)
    assert not (says_more(first, second) and says_more(second, first))
    assert not says_more(first, first)
