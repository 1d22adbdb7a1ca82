"""The number that a passage states, in its own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.number_proposals import proposed_number
from factcheck.domain.quantities import read_quantity


@pytest.mark.parametrize(
    ("passage", "proposed"),
    [
        ("“We are in touch with some 75 people who called us these three weeks.", "some 75 people"),
        ("Around 15 people, who sought us out", "Around 15 people"),
        ("hundreds and hundreds of cases of kidnapping", "hundreds and hundreds of cases"),
        ("our help to 30 of them.", "30 of them"),
        ("no fewer than three men were", "no fewer than three men"),
        ("27 were moved", "27"),
        ("на 18 мая 2017 года более тридцати человек обратились", "более тридцати человек"),
        ("between 27 and 30 people", "between 27 and 30 people"),
        ("27–30 men", "27–30 men"),
        ("half of the 30", "half of the 30"),
        ("“thirty”, he said", "thirty"),
        ("Over the past three weeks, two men called.", "two men"),
        ("In 2017, on 18 May", None),
        ("over the past three weeks", None),
        ("nobody at all", None),
        ("", None),
    ],
)
def test_the_words_of_the_first_count_are_proposed(passage: str, proposed: str | None) -> None:
    assert proposed_number(passage) == proposed


pieces = st.sampled_from(
    "some about 75 people who thirty of them, and 30 1,200 in 2017 three weeks «около» тридцати "
    "человек ( half a hundreds cases . “".split()
)


@given(st.one_of(st.text(max_size=80), st.lists(pieces, max_size=15).map(" ".join)))
def test_what_is_proposed_stands_there_and_is_read(passage: str) -> None:
    proposed = proposed_number(passage)
    if proposed is not None:
        assert proposed in passage
        read_quantity(proposed)
