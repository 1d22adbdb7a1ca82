"""Quotes in a text: where they stand, which place is meant, and whether they still stand there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.anchoring import (
    CONTEXT,
    Ambiguous,
    Place,
    QuoteCheck,
    TextPositionSelector,
    TextQuoteSelector,
    find_quote,
    places,
    quote_check,
    same_words,
    select,
)
from factcheck.domain.folding import fold

TEXT = "On Monday 27 men were held.\n\nOn Friday 27 men were “held”.\n\nOn Sunday 29 men were free."


def find(
    quote: str,
    text: str = TEXT,
    prefix: str = "",
    suffix: str = "",
    within: tuple[int, int] | None = None,
) -> Place | Ambiguous | None:
    return find_quote(quote, text, fold(text), prefix=prefix, suffix=suffix, within=within)


@pytest.mark.parametrize(
    ("quote", "text", "passage"),
    [
        ("29 men", TEXT, "29 men"),
        (' were "held" ', TEXT, "were “held”"),
        ("held. On Friday", TEXT, "held.\n\nOn Friday"),
        ("detention", "the deten-\ntion of", "deten-\ntion"),
        ("anti-gay crackdown", "the anti-\ngay crack-\ndown", "anti-\ngay crack-\ndown"),
        ("anti-gay", "the anti-gay laws", "anti-gay"),
        ("deten-\ntion", "the detention of", "detention"),
        ("anti-\ngay", "the anti-gay laws", "anti-gay"),
        ("find", "to ﬁnd it", "ﬁnd"),
        ("задержан — и избит", "был задержан - и  избит там", "задержан - и  избит"),
        ("some 75 people", "“some\u00a075 people”", "some\u00a075 people"),
    ],
)
def test_a_quote_is_found_as_written_and_in_other_typography(
    quote: str, text: str, passage: str
) -> None:
    place = find(quote, text)
    assert isinstance(place, Place)
    assert text[place.start : place.end] == passage
    assert place.exact is (quote == passage)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("31 men", TEXT),
        ("29 Men", TEXT),
        ("ёлка", "елка"),
        ("75", "in 1750"),
        ("resign", "re-sign"),
        ("re-sign", "resign"),
        ("fin", "to ﬁnd it"),
        ("and", "the ﬁnd"),
        ("", TEXT),
        ("\u200b", TEXT),
        ("29 men", ""),
    ],
)
def test_a_quote_that_does_not_stand_there_is_not_found(quote: str, text: str) -> None:
    assert find(quote, text) is None


def test_a_quote_in_several_places_is_listed() -> None:
    found = find("27 men were")
    assert isinstance(found, Ambiguous)
    assert [TEXT[one.start - 7 : one.start] for one in found.places] == ["Monday ", "Friday "]


@pytest.mark.parametrize(
    ("prefix", "suffix", "within"),
    [
        ("On Friday ", "", None),
        ("on Friday", "", None),
        ("", " “held”", None),
        ("", ' "held".', None),
        ("", "", (29, 58)),
        ("On Monday ", "", (29, 58)),
    ],
)
def test_surroundings_and_a_locator_choose_a_place(
    prefix: str, suffix: str, within: tuple[int, int] | None
) -> None:
    found = find("27 men were", TEXT, prefix, suffix, within)
    assert isinstance(found, Place)
    assert found.start == TEXT.index("27 men were “")


@pytest.mark.parametrize(
    ("prefix", "within"), [("something else", None), ("", (60, 70)), ("", (0, 70))]
)
def test_what_fits_no_place_or_several_chooses_none(
    prefix: str, within: tuple[int, int] | None
) -> None:
    assert isinstance(find("27 men were", TEXT, prefix, "", within), Ambiguous)


def test_a_locator_does_not_refuse_the_only_place() -> None:
    assert find("29 men", within=(0, 10)) == find("29 men")


def test_an_exact_place_goes_before_one_in_other_typography() -> None:
    text = 'He said “it is so” twice, and she said "it is so" once.'
    found = find('"it is so"', text)
    assert isinstance(found, Place)
    assert found.exact
    assert found.start > 20


WORDS = ["the", "men", "were", "“held”", "anti-gay", "27", "ﬁnd", "и\u0306од", "—", "Ivan", "1 200"]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12), st.data())
def test_whatever_is_quoted_from_a_text_is_found_at_its_place(
    words: list[str], data: st.DataObject
) -> None:
    text = "  ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    quote = " ".join(words[first:last])
    start = len("  ".join([*words[:first], ""])) if first else 0
    end = len("  ".join(words[:last]))
    found = [(one.start, one.end) for one in places(quote, text, fold(text))]
    assert (start, end) in found


@given(st.text(st.sampled_from("ab 75-\n\u00ad“'—ﬁ.é\u0301")), st.data())
def test_every_place_folds_to_the_folded_quote(text: str, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(text)))
    quote = text[first : data.draw(st.integers(first, len(text)))]
    for place in places(quote, text, fold(text)):
        passage = text[place.start : place.end]
        assert same_words(quote, passage)
        ours, theirs = fold(quote.strip()).text.strip(), fold(passage).text.strip()
        assert ours.replace("-", "") == theirs.replace("-", "")
        assert place.exact is (passage == quote.strip())


# --- The selectors and the check ------------------------------------------------------------


def test_selectors_hold_the_passage_its_place_and_its_surroundings() -> None:
    start = TEXT.index("29 men")
    selector, position = select(TEXT, start, start + 6)
    assert selector.exact == "29 men"
    assert selector.prefix == TEXT[start - CONTEXT : start]
    assert selector.suffix == " were free."
    assert position == (start, start + 6)


def check(quote: str, passage: str, text: str | None = TEXT) -> QuoteCheck:
    start = TEXT.index(passage)
    return quote_check(quote, text, *select(TEXT, start, start + len(passage)))


@pytest.mark.parametrize(
    ("quote", "passage", "expected"),
    [
        ("29 men were free", "29 men were free", QuoteCheck.ANCHORED),
        ("29  men were free", "29 men were free", QuoteCheck.ANCHORED),
        ('were "held"', "were “held”", QuoteCheck.ANCHORED),
        ("29 men are free", "29 men were free", QuoteCheck.DIFFERS),
        ("twenty-nine men were free", "29 men were free", QuoteCheck.DIFFERS),
        ("27 men were free", "29 men were free", QuoteCheck.MISSING),
        ("29 men were not free", "29 men were free", QuoteCheck.MISSING),
        ("9 men", "9 men", QuoteCheck.MISSING),
    ],
)
def test_a_quote_is_checked_at_its_place(quote: str, passage: str, expected: QuoteCheck) -> None:
    assert check(quote, passage) is expected


def test_without_a_text_or_without_selectors_nothing_is_anchored() -> None:
    assert check("29 men", "29 men", None) is QuoteCheck.NO_CAPTURE
    assert quote_check("29 men", TEXT, None, None) is QuoteCheck.MISSING
    assert QuoteCheck.read("no capture") is QuoteCheck.NO_CAPTURE


@given(st.data())
def test_any_altered_offset_selector_or_text_is_missing(data: st.DataObject) -> None:
    start = TEXT.index("27 men were")
    selector, position = select(TEXT, start, start + 11)
    quote, text = selector.exact, TEXT
    altered = data.draw(st.sampled_from(["start", "end", "exact", "prefix", "suffix", "text"]))
    if altered in ("start", "end"):
        offset = data.draw(st.integers(-5, len(TEXT) + 5))
        changed = position._replace(**{altered: offset})
        expected = changed == position
        position = changed
    elif altered == "text":
        at = data.draw(st.integers(0, start + 11 + CONTEXT - 1))
        text = TEXT[:at] + "x" + TEXT[at + 1 :]
        expected = text == TEXT or at < start - CONTEXT
    else:
        value = data.draw(st.text(st.sampled_from("On 27 menwr"), max_size=12))
        expected = getattr(selector, altered) == value
        selector = selector._replace(**{altered: value})
    found = quote_check(quote, text, selector, position)
    assert (found is QuoteCheck.ANCHORED) is expected
    assert found in (QuoteCheck.ANCHORED, QuoteCheck.MISSING)


def test_the_selectors_are_plain_values() -> None:
    assert TextQuoteSelector("a") == ("a", "", "")
    assert TextPositionSelector(0, 1) == (0, 1)
