"""Which English words count as one: those that Porter's algorithm brings to the same stem.

Both indexes hold stems, and stem a word of a query by themselves. Here is what they leave to do:
showing which words of a text matched, and finding the words that begin with some letters
although their stem is shorter (“detentio” begins “detention”, which is held as “detent”).
The stems are asked of SQLite's own FTS5, so that there is no second stemmer to differ from it.
"""

import sqlite3
import string
import threading
from collections.abc import Iterable

_LETTERS = frozenset(string.ascii_lowercase)

_ENDS = (
    "", "ng", "g", "ted", "y", "ing", "n", "s", "ss", "ess", "d", "ly", "ity", "us", "nt", "ent",
    "l", "ty", "m", "ul", "lity", "on", "tion", "ion", "r", "ve", "ive", "tive",
)  # fmt: skip
"""Ends that complete a beginning to a word whose stem is not a longer beginning. Found by trying:
of the 447,000 beginnings, of three letters or more, of a list of 73,000 words two miss theirs."""

_SHIELDS = ("", "ful", "e")
"""Ends that the algorithm takes off again, and with them nothing else."""


def stems(words: Iterable[str]) -> dict[str, str]:
    """The stem of each word. Words are folded; one without a Latin end is its own stem."""
    known = {word: word for word in words}
    latin = [word for word in known if word[-1:] in _LETTERS]
    if latin:
        index = _stemmer.index
        index.executemany("INSERT INTO word (rowid, text) VALUES (?, ?)", enumerate(latin))
        for number, stem in index.execute("SELECT doc, term FROM stem"):
            known[latin[number]] = stem
        index.rollback()  # which forgets the words again
    return known


def shared(stem: str) -> str:
    """The letters with which every word of this stem begins: all but the last two may differ."""
    return stem[:-2] or stem[:1]


class _Stemmer(threading.local):
    """An index in memory, one for each thread, kept since making it takes longer than asking."""

    def __init__(self) -> None:
        self.index = sqlite3.connect(":memory:")
        self.index.execute(
            "CREATE VIRTUAL TABLE word USING "
            "fts5(text, content='', columnsize=0, tokenize='porter unicode61 remove_diacritics 2')"
        )
        self.index.execute("CREATE VIRTUAL TABLE stem USING fts5vocab(word, instance)")


_stemmer = _Stemmer()


def completions(beginning: str) -> tuple[str, tuple[str, ...]]:
    """How to find the words that begin like this in an index that holds stems.

    First a word with exactly the beginning for its stem, to be searched for as the beginning of
    a stem; then words that begin like this and whose stem does not.
    """
    if beginning[-1] not in _LETTERS:
        return beginning, ()
    stem = stems(beginning + end for end in (*_SHIELDS, *_ENDS))
    # Where there is none, the beginning's own stem is shorter, and finds too much, not too little.
    shielded = (beginning + end for end in _SHIELDS if stem[beginning + end] == beginning)
    completed = {
        stem[word]: word
        for word in (beginning + end for end in reversed(_ENDS))
        if not stem[word].startswith(beginning)
    }
    return next(shielded, beginning), tuple(sorted(completed.values()))
