"""A passage that is nearly a quote: proposed where it states the same facts, else only shown.

The nearest passage by letters is found with rapidfuzz in the folded text. It is offered only where
:func:`factcheck.domain.facts.same_facts` holds; where it does not, the search goes on in what is
left of the text, so that a near-duplicate (“27 men”) never hides the right passage (“29 men”).
"""

from collections.abc import Iterator
from heapq import heappop, heappush
from typing import NamedTuple

from factcheck.domain.differences import Difference, differences
from factcheck.domain.edges import is_cut
from factcheck.domain.facts import same_facts
from factcheck.domain.folding import Folding, fold

LONGEST = 2_000
"""Characters of a quote beyond which nothing is proposed: quote less."""

MOST_LOOKED_AT = 24
"""Passages that are compared with a quote before the search ends with nothing."""

_NEAREST = 60.0
"""Least likeness, of 100, of a passage that is worth showing."""
_SHORT = 40
_REACH = 32
"""Letters by which an end may be moved at a time."""

_SNAP = 2


class Proposal(NamedTuple):
    """``text[start:end]`` of a capture, which is not the quote but close to it.

    ``edits`` counts the letters that differ once typography is folded (Levenshtein).
    """

    start: int
    end: int
    edits: int
    differences: tuple[Difference, ...]


def most_edits(length: int) -> int:
    """How many letters may differ in a quote of so many: a fifth, and an eighth of a short one."""
    return length // (5 if length >= _SHORT else 8)


def propose(quote: str, text: str, folding: Folding) -> Proposal | None:
    """The passage nearest to a quote that states the same facts; None where there is none.

    It is for a quote that does not stand in the text as it is: that is
    :func:`factcheck.domain.anchoring.find_quote`.
    """
    wanted = fold(quote).text.strip()
    allowed = most_edits(len(wanted))
    if not allowed:
        return None
    for start, end in _nearest_first(wanted, folding.text):
        first, last, edits = _refined(wanted, folding.text, start, end)
        span = _span(text, folding, first, last)
        if edits <= allowed and span and not is_cut(text, *span):
            passage = text[slice(*span)]
            if same_facts(quote, passage):
                return Proposal(*span, edits, tuple(differences(quote, passage)))
    return None


def nearest(quote: str, text: str, folding: Folding) -> Proposal | None:
    """The passage nearest to a quote, whatever it states: to be shown and never to be offered."""
    wanted = fold(quote).text.strip()
    for start, end in _nearest_first(wanted, folding.text):
        first, last, edits = _refined(wanted, folding.text, start, end)
        if span := _span(text, folding, first, last):
            return Proposal(*span, edits, tuple(differences(quote, text[slice(*span)])))
    return None


def _nearest_first(wanted: str, folded: str) -> Iterator[tuple[int, int]]:
    """Spans of a folded text that are like a quote, the most like first."""
    from rapidfuzz.fuzz import partial_ratio_alignment

    if not wanted or len(wanted) > LONGEST:
        return
    half = (len(wanted) + 1) // 2
    heap: list[tuple[float, int, int, int, int]] = []

    def look(begin: int, stop: int) -> None:
        if stop - begin >= half:
            part = folded[begin:stop]
            found = partial_ratio_alignment(wanted, part, score_cutoff=_NEAREST)
            if found and len(part) >= half:
                first, last = begin + found.dest_start, begin + found.dest_end
                heappush(heap, (-found.score, first, last, begin, stop))

    look(0, len(folded))
    for _ in range(MOST_LOOKED_AT):
        if not heap:
            return
        _, first, last, begin, stop = heappop(heap)
        yield first, last
        # Half of what was turned down stays on each side: the right passage may overlap with it.
        look(begin, last - half)
        look(first + half, stop)


def _refined(wanted: str, folded: str, start: int, end: int) -> tuple[int, int, int]:
    """The ends that leave the fewest edits, moved to the end of a word where that is near."""
    from rapidfuzz.distance.Levenshtein import distance

    best = distance(wanted, folded[start:end])
    reach = min(best, most_edits(len(wanted)), _REACH) + 1
    while True:
        ends = range(max(end - reach, start + 1), min(end + reach, len(folded)) + 1)
        end = min(ends, key=lambda at: (distance(wanted, folded[start:at]), abs(at - end)))
        starts = range(max(start - reach, 0), min(start + reach, end - 1) + 1)
        start = min(starts, key=lambda at: (distance(wanted, folded[at:end]), abs(at - start)))
        edits = distance(wanted, folded[start:end])
        if edits >= best:
            break
        best = edits
    start = _snapped(folded, start, range(max(start - _SNAP, 0), min(start + _SNAP, end - 1) + 1))
    end = _snapped(
        folded, end, range(max(end - _SNAP, start + 1), min(end + _SNAP, len(folded)) + 1)
    )
    return start, end, distance(wanted, folded[start:end])


def _snapped(folded: str, edge: int, near: range) -> int:
    """The nearest place in a range that is not inside a word, else the place itself."""
    between = (at for at in near if at in (0, len(folded)) or not folded[at - 1 : at + 1].isalnum())
    return min(between, key=lambda at: abs(at - edge), default=edge)


def _span(text: str, folding: Folding, start: int, end: int) -> tuple[int, int] | None:
    """The original's span, without white space around it."""
    span = folding.span(start, end)
    if span is None:
        return None
    passage = text[slice(*span)]
    first = span[0] + len(passage) - len(passage.lstrip())
    return (first, first + len(passage.strip())) if passage.strip() else None
