"""The number that a passage states, in its own words: what to offer as the number of a claim."""

import re

from factcheck.domain.figures import Figure, figures
from factcheck.domain.quantities import read_quantity
from factcheck.errors import UnreadableNumber

_WORD = re.compile(r"\S+")
_BEFORE = 5
"""Words before a number that can belong to it: “not more than about 75”."""
_OF = ("of", "из")
_TIME = ("second", "minute", "hour", "day", "night", "week", "month", "year", "decade")
_MARKS = '.,;:!?…()[]“”"«»„'


def proposed_number(passage: str) -> str | None:
    """The first count of a passage with its qualifier and unit (“some 75 people”); None without.

    Only words that :func:`read_quantity` reads are proposed, exactly as they stand: a person
    decides whether they are the number that is meant.
    """
    found = figures(passage)
    for at, figure in enumerate(found):
        if figure.counts and figure.unit not in _TIME:
            second = found[at + 1 : at + 2]
            if (phrase := _phrase(passage, figure, *second)) is not None:
                return phrase
    return None


def _phrase(passage: str, *stated: Figure) -> str | None:
    """The longest words around the first of two figures that are read as one quantity."""
    first = stated[0].start
    before = [word.start() for word in _WORD.finditer(passage) if word.start() < first]
    ends = [end for figure in reversed(stated) for end in _ends(passage, figure)]
    for start in (*before[-_BEFORE:], first):
        for end in ends:
            phrase = passage[start:end].strip(_MARKS)
            if "\n" not in phrase and _is_read(phrase):
                return phrase
    return None


def _ends(passage: str, figure: Figure) -> list[int]:
    """Behind what is counted, “of” what it is, and the number alone."""
    after = [word for word, _ in zip(_WORD.finditer(passage, figure.end), range(2), strict=False)]
    named = 2 if after and after[0].group().lower() in _OF else 1
    return [*reversed([word.end() for word in after[:named]]), figure.end]


def _is_read(phrase: str) -> bool:
    try:
        read_quantity(phrase)
    except UnreadableNumber:
        return False
    return True
