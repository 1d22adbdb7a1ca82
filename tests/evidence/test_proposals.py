"""Proposals: the right passage, beside others that look more alike; and nothing where it is not."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.differences import Kind
from factcheck.domain.facts import same_facts
from factcheck.domain.folding import fold
from factcheck.evidence.proposals import LONGEST, Proposal, most_edits, nearest, propose
from tests.benchmarks.anchoring import outcome, plain_outcome, tally
from tests.benchmarks.passages import KINDS, cases

QUOTE = "29 men were detained in the village by the police"
RIGHT = "29 men wcre detaincd in the vil1age by the poilce"
NEAR = QUOTE.replace("29", "27")


def proposed(quote: str, text: str) -> Proposal | None:
    return propose(quote, text, fold(text))


def test_a_proposal_shows_its_place_and_its_differences() -> None:
    text = f"Something else. {RIGHT}. More."
    found = proposed(QUOTE, text)
    assert found
    assert text[found.start : found.end] == RIGHT
    assert found.edits == 5
    assert [one[:3] for one in found.differences if one.kind is not Kind.SAME] == [
        ("changed", "were detained", "wcre detaincd"),
        ("changed", "village", "vil1age"),
        ("changed", "police", "poilce"),
    ]


@pytest.mark.parametrize("text", [f"{NEAR}. {RIGHT}.", f"{RIGHT}.\n\n{NEAR}.", f"{NEAR} {RIGHT}"])
def test_a_near_duplicate_with_other_facts_never_hides_the_right_passage(text: str) -> None:
    found = proposed(QUOTE, text)
    assert found
    assert text[found.start : found.end] == RIGHT


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nothing of the kind.",
        NEAR,
        f"{NEAR}. {NEAR}.",
        QUOTE.replace("29", "129"),
        QUOTE.replace("29 men", "29 women"),
        QUOTE.replace("were", "were not"),
        QUOTE.replace("29", "29 million"),
        QUOTE.replace("village", "village of Argun"),
    ],
)
def test_nothing_is_proposed_where_the_facts_are_others(text: str) -> None:
    assert proposed(QUOTE, text) is None


def test_the_nearest_passage_is_shown_whatever_it_states() -> None:
    text = f"Something else. {NEAR}. More."
    found = nearest(QUOTE, text, fold(text))
    assert found
    assert text[found.start : found.end] == NEAR
    assert ("changed", "29", "27") in [one[:3] for one in found.differences]
    assert nearest(QUOTE, "Nothing of the kind.", fold("Nothing of the kind.")) is None


@pytest.mark.parametrize(("length", "edits"), [(5, 0), (8, 1), (39, 4), (40, 8), (100, 20)])
def test_a_short_quote_is_to_be_nearer_than_a_long_one(length: int, edits: int) -> None:
    assert most_edits(length) == edits


@pytest.mark.parametrize("quote", ["", " ", "29 min", "x" * (LONGEST + 1)])
def test_nothing_is_proposed_for_what_is_empty_or_too_short_or_too_long(quote: str) -> None:
    assert proposed(quote, f"{RIGHT} {quote}y") is None


@given(st.lists(st.sampled_from("the men were held by 27 29 not in Argun village".split())))
def test_whatever_is_proposed_states_the_same_and_is_not_too_far(words: list[str]) -> None:
    text = " ".join(words)
    found = proposed("29 men were held in the village by the men", text)
    if found:
        passage = text[found.start : found.end]
        assert same_facts("29 men were held in the village by the men", passage)
        assert found.edits <= most_edits(42)
        assert passage == passage.strip()


def test_of_generated_passages_none_is_anchored_or_proposed_wrongly() -> None:
    made = cases(400, seed=1)
    ended = tally(made, outcome)
    each = len(made) // len(KINDS)
    assert ended == Counter(
        {
            ("exact", "found"): each,
            ("typographic", "found"): each,
            ("noisy", "proposed"): each,
            ("absent", "nothing"): each,
        }
    )


def test_a_plain_fuzzy_search_makes_many_mistakes_on_the_same_passages() -> None:
    ended = tally(cases(100, seed=1), plain_outcome)
    assert ended["absent", "wrong found"] > ended["absent", "nothing"]
    assert ended["noisy", "wrong found"] > ended["noisy", "found"]
