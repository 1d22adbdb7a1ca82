"""Where a quote stands in a captured text, and whether it still does.

A quote is looked for as it is written and in its folded form (:mod:`factcheck.domain.folding`), and
never inside a longer number or word (:mod:`factcheck.domain.edges`). Its place is kept as the two
selectors of the W3C Web Annotation Data Model (2017, sections 4.2.4 and 4.2.5); offsets count code
points of the capture's text.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from factcheck.domain.edges import is_cut
from factcheck.domain.facts import same_facts
from factcheck.domain.folding import LINE_HYPHENS, Folding, fold
from factcheck.domain.vocabulary import Vocabulary

CONTEXT = 32
"""Characters before and after a quote that are kept with it."""


class TextQuoteSelector(NamedTuple):
    """A passage by its words: ``exact`` is the captured text, not what somebody typed."""

    exact: str
    prefix: str = ""
    suffix: str = ""


class TextPositionSelector(NamedTuple):
    """A passage by its place: the first code point, and the one behind the last."""

    start: int
    end: int


class QuoteCheck(Vocabulary, what="quote check"):
    """Whether a quote stands in the capture in which it has its place.

    That is the newest capture of its source that has it. A quote that a page no longer has stays
    what it is, since the page did say so; that the newest capture has no place for it is told
    beside its check.
    """

    ANCHORED = (
        "anchored",
        "Anchored",
        "The quote stands at its place in the captured text, word for word; only typography may "
        "differ.",
    )
    DIFFERS = (
        "differs",
        "Differs",
        "A passage with the same facts and other words stands there, and somebody accepted it.",
    )
    MISSING = ("missing", "Missing", "The quote does not stand where it is said to.")
    NO_CAPTURE = ("no capture", "No capture", "There is no captured text to look in.")


class Place(NamedTuple):
    """Where a quote stands; ``exact`` if character for character."""

    start: int
    end: int
    exact: bool


class Ambiguous(NamedTuple):
    """A quote that stands in several places, with nothing to choose one of them by."""

    places: tuple[Place, ...]


Span: TypeAlias = tuple[int, int]


def select(text: str, start: int, end: int) -> tuple[TextQuoteSelector, TextPositionSelector]:
    """The two selectors of ``text[start:end]``."""
    before, after = text[max(start - CONTEXT, 0) : start], text[end : end + CONTEXT]
    return TextQuoteSelector(text[start:end], before, after), TextPositionSelector(start, end)


# --- Finding --------------------------------------------------------------------------------


def find_quote(
    quote: str,
    text: str,
    folding: Folding,
    *,
    prefix: str = "",
    suffix: str = "",
    within: Span | None = None,
) -> Place | Ambiguous | None:
    """Where a quote stands in a text, whose ``folding`` is kept with it; None if it does not.

    Of several places, those in the span ``within`` (the paragraph or page of a locator) go first,
    then those whose surroundings fit ``prefix`` and ``suffix`` best, then those that are exact.
    None of the three refuses a place that has no rival. More than one is :class:`Ambiguous`.
    """
    found = list(places(quote, text, folding))
    if len(found) > 1 and within:
        found = [one for one in found if _is_within(one, within)] or found
    if len(found) > 1 and (prefix or suffix):
        found = _fitting(found, text, fold(prefix).text, fold(suffix).text)
    if len(found) > 1:
        found = [one for one in found if one.exact] or found
    if len(found) > 1:
        return Ambiguous(tuple(found))
    return found[0] if found else None


def places(quote: str, text: str, folding: Folding) -> Iterator[Place]:
    """Every place where a quote stands whole, in order."""
    quote = quote.strip()
    if not quote:
        return
    for start, end in _occurrences(fold(quote), quote, text, folding):
        span = folding.span(start, end)
        if span is None:
            continue
        passage = text[span[0] : span[1]]
        inside = passage.find(quote)
        if inside >= 0:
            place = Place(span[0] + inside, span[0] + inside + len(quote), True)
        else:
            blank = len(passage) - len(passage.lstrip())
            place = Place(span[0] + blank, span[0] + len(passage.rstrip()), False)
        if not is_cut(text, place.start, place.end):
            yield place


def _is_within(place: Place, span: Span) -> bool:
    return span[0] <= place.start and place.end <= span[1]


def _fitting(found: list[Place], text: str, prefix: str, suffix: str) -> list[Place]:
    """The places whose surroundings share most with a context; all, if it is less than half."""
    prefix, suffix = prefix.strip(), suffix.strip()
    reach = 2 * max(len(prefix), len(suffix)) + CONTEXT
    scores = []
    for one in found:
        before = fold(text[max(one.start - reach, 0) : one.start]).text.strip()
        after = fold(text[one.end : one.end + reach]).text.strip()
        scores.append(_shared(prefix[::-1], before[::-1]) + _shared(suffix, after))
    best = max(scores)
    if 2 * best < len(prefix) + len(suffix):
        return found
    return [one for one, score in zip(found, scores, strict=True) if score == best]


def _shared(expected: str, found: str) -> int:
    """How many characters two texts begin with alike."""
    for at, (ours, theirs) in enumerate(zip(expected, found, strict=False)):
        if ours != theirs:
            return at
    return min(len(expected), len(found))


# --- Hyphens at the end of a line -----------------------------------------------------------

_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")


def _occurrences(quote: Folding, written: str, text: str, folding: Folding) -> Iterator[Span]:
    """The folded spans of a folded quote, with or without the hyphens that a line may end with."""
    whole = quote.text.strip()
    hyphens = [match.start() for match in _HYPHEN.finditer(quote.text)]
    joints = _joints(quote, written)
    if not hyphens and not joints:
        at = folding.text.find(whole) if whole else -1
        while at >= 0:
            yield at, at + len(whole)
            at = folding.text.find(whole, at + 1)
        return
    yield from _with_joints(quote.text, hyphens, joints, text, folding)


def _joints(folding: Folding, text: str) -> list[int]:
    """The folded offsets at which a hyphen at the end of a line was dropped."""
    folded, original = folding.map
    return [
        folded[at]
        for at in range(len(folded) - 1)
        if folded[at] == folded[at + 1] and text[original[at]] in LINE_HYPHENS
    ]


def _with_joints(
    quote: str, hyphens: list[int], joints: list[int], text: str, folding: Folding
) -> Iterator[Span]:
    """Search for the longest piece between the joints, and compare the others around it."""
    ends = sorted([*((at, at + 1) for at in hyphens), *((at, at) for at in joints)])
    starts = [0, *(after for _, after in ends)]
    pieces = [quote[a:b] for a, b in zip(starts, [*(b for b, _ in ends), len(quote)], strict=True)]
    pieces[0], pieces[-1] = pieces[0].lstrip(), pieces[-1].rstrip()
    pattern = re.compile("(-?)".join(map(re.escape, pieces)))
    kept = [number for number, (at, after) in enumerate(ends, 1) if at < after]
    longest = max(range(len(pieces)), key=lambda number: len(pieces[number]))
    least = sum(map(len, pieces[:longest]))
    at = folding.text.find(pieces[longest])
    while at >= 0:
        for begin in range(max(at - least - longest, 0), at - least + 1):
            match = pattern.match(folding.text, begin)
            if match and all(match[n] or _is_joint(match.start(n), text, folding) for n in kept):
                yield match.span()
                break
        at = folding.text.find(pieces[longest], at + 1)


def _is_joint(offset: int, text: str, folding: Folding) -> bool:
    """Whether a hyphen at the end of a line was dropped at this folded offset."""
    before, after = folding.map.end(offset), folding.map.start(offset)
    return (
        before is not None
        and after is not None
        and before < after
        and (text[before] in LINE_HYPHENS)
    )


# --- Checking -------------------------------------------------------------------------------


def quote_check(
    quote: str,
    text: str | None,
    selector: TextQuoteSelector | None,
    position: TextPositionSelector | None,
) -> QuoteCheck:
    """Whether a quote stands in a capture's text where its selectors say; nothing is searched.

    ``text`` is None without a capture that could be read. The selector must be what the text says
    at the position, with its context: an altered offset, quote, context or text is ``missing``.
    """
    if text is None:
        return QuoteCheck.NO_CAPTURE
    if selector is None or position is None:
        return QuoteCheck.MISSING
    start, end = position
    if not 0 <= start < end <= len(text) or select(text, start, end) != (selector, position):
        return QuoteCheck.MISSING
    if is_cut(text, start, end):
        return QuoteCheck.MISSING
    if same_words(quote, selector.exact):
        return QuoteCheck.ANCHORED
    return QuoteCheck.DIFFERS if same_facts(quote, selector.exact) else QuoteCheck.MISSING


def same_words(quote: str, passage: str) -> bool:
    """Whether two passages differ in typography only."""
    quote, passage = quote.strip(), passage.strip()
    return quote == passage or Place(0, len(passage), False) in places(
        quote, passage, fold(passage)
    )
