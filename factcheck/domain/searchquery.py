"""What a user's search query means: every string is a legal one.

A query is a list of terms, and a claim must hold them all. A term is a word, some words in that
order side by side (“in quotation marks”, or joined by punctuation like ill-treatment and
A/HRC/49/71), or the beginning of a word (``detent*``). Nothing else has a meaning: AND, OR, NOT
and NEAR are words, and whatever is neither letter nor digit only separates words.

Words are cut here just as both search indexes cut them: see migration ``0002_search``.
"""

import re
from collections.abc import Iterator
from operator import methodcaller
from typing import NamedTuple
from unicodedata import normalize

LONGEST_QUERY = 100
"""How many words of a query are read: more is a pasted text, and the rest would find no more."""

LONGEST_WORD = 500
"""In characters. No index holds a word over 2,046 bytes, so that a longer one finds nothing."""

MARKS = "\u0300-\u0304\u0306-\u030c\u030f\u0311\u031b\u0323-\u0328\u032d\u032e\u0330\u0331"
"""The combining diacritics that stand inside a word and do not count: those that FTS5 drops."""

NUMBER_SIGNS = (
    "\u00b2\u00b3\u00b9\u00bc-\u00be\u2070\u2074-\u2079\u2080-\u2089"
    "\u2150-\u215f\u2460-\u24ff\u2776-\u2793"
)
"""Raised, circled and broken numbers: mostly the sign of a note right behind a word."""

_LETTER = rf"[^\W_{NUMBER_SIGNS}]"
_WORD = re.compile(rf"{_LETTER}+(?:[{MARKS}]+{_LETTER}*)*")
_ASCII_WORD = re.compile("[0-9A-Za-z]+")
"""The same where there are no other letters: found in half the time."""
_MARKED_LATIN = re.compile(rf"(?<=[a-z])[{MARKS}]+")
_MARK = re.compile(f"[{MARKS}]")
_DIACRITIC = re.compile("[\u00c0-\u0331\u1e00-\u1eff]")
_SPAN = methodcaller("span")
_QUOTATION_MARKS = str.maketrans(dict.fromkeys("“”„«»", '"'))


class Term(NamedTuple):
    """Words that must stand side by side in this order; mostly only one. They are folded."""

    words: tuple[str, ...]
    prefix: bool = False
    """Whether the last one is only the beginning of a word."""


SearchQuery = tuple[Term, ...]
"""All of these must be found. A query with no term finds nothing."""


class Word(NamedTuple):
    """A word where it stands in a text: ``text[start:end]``, and as the indexes know it."""

    start: int
    end: int
    folded: str


def parse_query(text: str) -> SearchQuery:
    """Read what the user typed. A quotation mark that is never closed holds to the end."""
    if '"' not in text:
        text = text.translate(_QUOTATION_MARKS)
    terms: dict[Term, None] = {}
    count = 0
    for part in _parts(text):
        found = list(_first_words(part, LONGEST_QUERY - count))
        if not found:
            continue
        if any(len(word.folded) > LONGEST_WORD for word in found):
            return ()
        term = Term(tuple(word.folded for word in found), part.startswith("*", found[-1].end))
        if term not in terms:
            terms[term] = None
            count += len(found)
    return tuple(terms)


def words(text: str) -> Iterator[Word]:
    """The words of a text, in order."""
    for (start, end), folded in zip(spans(text), folded_words(text), strict=True):
        yield Word(start, end, folded)


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the words of a text stand, in order."""
    return map(_SPAN, (_ASCII_WORD if text.isascii() else _WORD).finditer(text))


def folded_words(text: str) -> list[str]:
    """The words of a text as the indexes know them, in order."""
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    small = _small(text)
    if len(small) == len(text) and not _DIACRITIC.search(small):
        # As most texts are: folded as a whole, which leaves every word in its place.
        return _WORD.findall(small)
    return [fold(word) for word in _WORD.findall(text)]


def fold(word: str) -> str:
    """A word as the indexes know it: small letters, no diacritics, е for ё."""
    small = _small(word)
    if not _DIACRITIC.search(small):
        return small
    small = _small(_MARK.sub("", normalize("NFC", small)))
    return normalize("NFC", _MARKED_LATIN.sub("", normalize("NFD", small)))


def _small(text: str) -> str:
    # A sigma's form depends on what follows, which is not the same for a word and for a text.
    return text.lower().replace("ё", "е").replace("ς", "σ")


def _parts(text: str) -> Iterator[str]:
    """What stands within quotation marks as it is; the rest cut at its spaces."""
    for number, part in enumerate(text.split('"')):
        if number % 2:
            yield part
        else:
            yield from part.split()


def _first_words(text: str, count: int) -> Iterator[Word]:
    return (word for word, _ in zip(words(text), range(count), strict=False))
