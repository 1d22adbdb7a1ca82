"""The difference between a quote and the passage that it was found in, word by word."""

import re
from enum import StrEnum
from typing import NamedTuple

from factcheck.domain.folding import fold


class Kind(StrEnum):
    """What became of some words of a quote."""

    SAME = "same"
    CHANGED = "changed"
    MISSING = "missing"
    """In the quote only."""
    ADDED = "added"
    """In the passage only."""


class Difference(NamedTuple):
    """Words of the quote, and the words of the passage that stand in their place.

    Both are as written, with what is between them, and with the offset at which they begin; either
    is empty where the other side alone has words.
    """

    kind: Kind
    quoted: str
    passage: str
    quoted_at: int
    passage_at: int


_KINDS = {"equal": Kind.SAME, "replace": Kind.CHANGED, "delete": Kind.MISSING, "insert": Kind.ADDED}
_WORD = re.compile("[^ ]+")


def differences(quote: str, passage: str) -> list[Difference]:
    """All the words of both in order; words that differ in typography only are the same."""
    from difflib import SequenceMatcher  # slow to import, and wanted for a proposal only

    ours, theirs = _Words(quote), _Words(passage)
    matcher = SequenceMatcher(None, ours.folded, theirs.folded, autojunk=False)
    found = []
    for tag, first, last, start, end in matcher.get_opcodes():
        quoted, quoted_at = ours.written(first, last)
        stands, stands_at = theirs.written(start, end)
        found.append(Difference(_KINDS[tag], quoted, stands, quoted_at, stands_at))
    return found


class _Words:
    def __init__(self, text: str) -> None:
        self._text = text
        folding = fold(text)
        matches = list(_WORD.finditer(folding.text))
        self.folded = [match.group() for match in matches]
        self._spans = [folding.span(*match.span()) or (0, 0) for match in matches]

    def written(self, first: int, last: int) -> tuple[str, int]:
        if first == last:
            return "", self._spans[first - 1][1] if first else 0
        start, end = self._spans[first][0], self._spans[last - 1][1]
        return self._text[start:end], start
