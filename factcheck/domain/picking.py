"""Picking words of a passage by typing some of them."""

import re
from typing import NamedTuple

from factcheck.domain.anchoring import Place, places
from factcheck.domain.folding import fold
from factcheck.errors import WordsNotHere, WordsSeveralTimes

_GAP = re.compile(r"\s*(?:…|\.\.\.+)\s*")


class Picked(NamedTuple):
    """The words of a passage from ``start`` to before ``end``."""

    start: int
    end: int


def pick(typed: str, passage: str) -> Picked:
    """The words that are meant: typed whole, or the first … and the last of them.

    Nothing typed is the whole passage. Capitals may be left out where that leaves no doubt.
    The last words are those that come next after the first. Raises WordsNotHere or
    WordsSeveralTimes.
    """
    typed = typed.strip()
    if not typed:
        start = len(passage) - len(passage.lstrip())
        return Picked(start, len(passage.rstrip()))
    whole = _found(typed, passage)
    if whole:
        return _only(whole, typed)
    first, *last = _GAP.split(typed)
    if not last:
        raise WordsNotHere(typed)
    return _stretch(first, last[-1], passage)


def _stretch(first: str, last: str, passage: str) -> Picked:
    """From the first words to the last; without either, from the beginning or to the end."""
    start, after = pick("", passage)[0], 0
    if first:
        begins = _found(first, passage)
        if not begins:
            raise WordsNotHere(first)
        start, after = _only(begins, first)
    if not last:
        return Picked(start, pick("", passage)[1])
    ends = [place.end for place in _found(last, passage) if place.start >= after]
    if not ends:
        raise WordsNotHere(last, first)
    return Picked(start, ends[0])


def _only(found: list[Place], words: str) -> Picked:
    exact = [place for place in found if place.exact] or found
    if len(exact) > 1:
        raise WordsSeveralTimes(words, len(exact))
    return Picked(exact[0].start, exact[0].end)


def _found(words: str, passage: str) -> list[Place]:
    found = list(places(words, passage, fold(passage)))
    small = passage.lower()
    if not found and len(small) == len(passage):  # “İ” is longer in small letters
        found = list(places(words.lower(), small, fold(small)))
    return found
