"""The guard: passages that state the same, and passages that only look alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.facts import facts, same_facts


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ("the men were held", "the men were held"),
        ("The men wcre held", "the men were held"),
        ("thirty men", "30 men"),
        ("тридцать человек", "30 человек"),
        ("two hundred of them", "200 of them"),
        ("he did not go", "he didn’t go"),
        ("he cannot go", "he can not go"),
        ("twenty-seven", "twenty-\nseven"),
        ("1,200 people", "1 200 people"),
        ("Igor Kochetkov said", "igor Kochetkov, said"),
        ("в апреле он пришёл", "в апреле он пришел"),
        ("the uniform-clad", "the uhiform-clad"),
        ("detention", "detent1on"),
        ("These people said", "The people said"),
        ("they may go", "they mav go"),
    ],
)
def test_other_words_with_the_same_facts_are_comparable(quote: str, passage: str) -> None:
    assert same_facts(quote, passage)
    assert same_facts(passage, quote)


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ("29 men", "27 men"),
        ("29 men", "men"),
        ("29 men", "z9 men"),
        ("thirty men", "thirteen men"),
        ("27 men and 3 women", "3 men and 27 women"),
        ("2 million", "2 billion"),
        ("30%", "30"),
        ("$30", "€30"),
        ("-5 degrees", "5 degrees"),
        ("at least 30", "at most 30"),
        ("about 30 men", "30 men"),
        ("30 days", "30 weeks"),
        ("29 men", "29 women"),
        ("hundreds of cases", "thousands of cases"),
        ("the third man", "the first man"),
        ("half of them", "quarter of them"),
        ("5 April", "5 May"),
        ("on monday", "on friday"),
        ("в апреле", "в мае"),
        ("во вторник", "в четверг"),
        ("he did go", "he didn't go"),
        ("he did go", "he did not go"),
        ("all of them", "none of them"),
        ("with food", "without food"),
        ("он был там", "он не был там"),
        ("есть еда", "нет еды"),
        ("кто пришёл", "никто пришёл"),
        ("legal detention", "illegal detention"),
        ("законно", "незаконно"),
        ("able to go", "unable to go"),
        ("harmful things", "harmless things"),
        ("Ivan said", "Igor said"),
        ("by Ivan Petrov", "by Ivan Petrova"),
        ("All were held", "Ali was held"),
        ("from Argun", "from Grozny"),
        ("Ivan hit Igor", "Igor hit Ivan"),
        ("not all were held", "all were not held"),
        ("Victims said", "Vlctims said"),
    ],
)
def test_passages_with_other_facts_are_not(quote: str, passage: str) -> None:
    assert not same_facts(quote, passage)
    assert not same_facts(passage, quote)


def test_facts_are_given_in_order_with_their_places() -> None:
    assert facts("On 5 May 30 men did not go") == [
        (3, "5"),
        (5, "month 5"),
        (9, "30 man"),
        (20, "not"),
    ]


PASSAGE = st.lists(
    st.sampled_from("29 27 thirty not never Ivan Igor men held the April не март".split())
).map(" ".join)


@given(PASSAGE)
def test_every_passage_states_what_it_states(passage: str) -> None:
    assert same_facts(passage, passage)


@given(PASSAGE, PASSAGE)
def test_the_guard_asks_both_sides_alike(quote: str, passage: str) -> None:
    if same_facts(quote, passage):
        assert [fact.what for fact in facts(quote)] == [fact.what for fact in facts(passage)]
        names = {"Ivan", "Igor"}
        assert names.intersection(quote.split()) == names.intersection(passage.split())


@given(PASSAGE, st.integers(0, 10**6), st.integers(0, 10**6))
def test_another_number_is_never_the_same_fact(passage: str, number: int, other: int) -> None:
    assert same_facts(f"{number} {passage}", f"{other} {passage}") == (number == other)
