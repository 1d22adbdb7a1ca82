"""Finding the words of a query in texts, as the indexes find them: by stem."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from factcheck.database.search.base import Phrase, Slot
from factcheck.database.search.english import shared, stems
from factcheck.domain.searchquery import folded_words


class Searched(NamedTuple):
    """A text, and what was found in it."""

    field: str
    text: str
    found: int
    """How many of the phrases occur in it."""
    places: tuple[int, ...]
    """Which words of the text belong to one, by number, in order."""


class Finder:
    """Looks for the phrases of one query."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        stem = stems(form.word for phrase in phrases for slot in phrase for form in slot)
        self._phrases = [[_Place(slot, stem) for slot in phrase] for phrase in phrases]
        self._starts = tuple(set(map(shared, stem.values())))
        self._known: set[str] = set()

    def search(self, field: str, texts: Sequence[str]) -> list[Searched]:
        """What is found in each text; of many at once, since stems are asked for together."""
        words = list(map(self._words, texts))
        self._learn(words)
        return [self._searched(field, *each) for each in zip(texts, words, strict=True)]

    def whole(self, searched: Searched) -> bool:
        """Whether every phrase occurs in the text."""
        return searched.found == len(self._phrases)

    def _words(self, text: str) -> list[str]:
        """The words of a text, or none where it is plain that no phrase can occur in it."""
        if text.isascii():
            small = text.lower()
            if not any(start in small for start in self._starts):
                return []
        return folded_words(text)

    def _learn(self, texts: Sequence[list[str]]) -> None:
        """At which places the words of these texts fit."""
        starts = self._starts
        new = {word for word in chain.from_iterable(texts) if word.startswith(starts)} - self._known
        self._known |= new
        for word, stem in stems(new).items():
            for place in chain.from_iterable(self._phrases):
                if stem in place.stems or stem.startswith(place.beginnings):
                    place.words.add(word)

    def _searched(self, field: str, text: str, words: list[str]) -> Searched:
        if not words:
            return Searched(field, text, 0, ())
        found = [places for phrase in self._phrases if (places := set(_occurrences(words, phrase)))]
        return Searched(field, text, len(found), tuple(sorted(set().union(*found))))


class _Place:
    """A place in a phrase: the stems and beginnings of stems that it takes, and the words."""

    def __init__(self, slot: Slot, stem: dict[str, str]) -> None:
        self.stems = {stem[form.word] for form in slot if not form.prefix}
        self.beginnings = tuple(stem[form.word] for form in slot if form.prefix)
        self.words: set[str] = set()
        """Those of the texts so far."""


def _occurrences(words: list[str], phrase: list[_Place]) -> Iterator[int]:
    """The numbers of the words that make up the phrase, wherever it occurs."""
    first, *others = (place.words for place in phrase)
    if first.isdisjoint(words):
        return
    for start in [number for number, word in enumerate(words) if word in first]:
        run = words[start + 1 : start + len(phrase)]
        if len(run) == len(others) and all(map(set.__contains__, others, run)):
            yield from range(start, start + len(phrase))
