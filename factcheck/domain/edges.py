"""Whether a passage is cut out of a longer number or word, so that it says another thing.

The rule, for both ends of a passage:

- A number is whole. “75” is not quoted from “1750”, “75.5”, “75%”, “$75”, “27–75”, “75 million”
  or “seventy-five”; “thirty” not from “thirty-five”, nor “200 people” from “1 200 people”.
- A letter keeps its accent, and a digit its letters: “75” is no part of “75th” or “75²”.
- What turns a word into its contrary is not cut off: “legal” is not quoted from “illegal”, nor
  “can” from “can't”, “violent” from “non-violent”, “hope” from “hopeless”.
- A capitalised word is not cut short: “Ivan” is not quoted from “Ivanov”.
- Any other word may be cut in a passage of at least :data:`LONG` characters, where the rest of
  the passage says what is meant; a shorter one has whole words only. A letter before a figure is
  a whole word: “people2” is most often a word and the number of its footnote.

Scripts that put no spaces between words know no cut words.
"""

import re
import unicodedata

from factcheck.domain.figure_words import LITERAL, ordinal
from factcheck.domain.figures import figures
from factcheck.domain.folding import BROKEN, OffsetMap, fold
from factcheck.domain.numeral_words import PERCENT, SEVERAL, WORDS

LONG = 40
"""Characters from which on a passage may begin or end inside an ordinary word."""

NEGATING = (
    "un in im il ir dis non mis anti ex wo fe counter over under "
    "не без бес анти ни недо экс противо"
).split()
"""Beginnings of words that change what the rest says: “illegal”, “women”, «незаконный»."""

_NEGATING = frozenset(NEGATING)
_NEGATED_END = re.compile(r"n?['’]t\b|n['’]|n't|less\b|лишь\b", re.IGNORECASE)
_NUMERIC = WORDS | PERCENT | SEVERAL | LITERAL
_UNSPACED = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Thai, Lao, Tibetan, Burmese, Khmer, and what Chinese, Japanese and Korean are written in."""

_WINDOW = 64
_FOOTNOTED = 4
"""Letters of a word that can have the number of its footnote behind it: “km2” is another thing."""

_LETTERS = re.compile(r"[^\W\d_]+")


def is_cut(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]``, which is not empty, is cut out of something longer.

    What cannot be seen parts no word, nor does the end of a line: where there is any of it, the
    folded text is asked too.
    """
    if _cut_at_either(text, start, end):
        return True
    first = max(start - _WINDOW, 0)
    window = text[first : end + _WINDOW]
    if not BROKEN.search(window):
        return False
    folding = fold(window)
    there = OffsetMap(folding.map.original, folding.map.folded)
    begin, stop = there.start(start - first), there.end(end - first)
    return begin is None or stop is None or _cut_at_either(folding.text, begin, stop)


def _cut_at_either(text: str, start: int, end: int) -> bool:
    long = end - start >= LONG
    return _cut_at(text, start, end, start, long) or _cut_at(text, start, end, end, long)


def _cut_at(text: str, start: int, end: int, edge: int, long: bool) -> bool:
    if not 0 < edge < len(text):
        return False
    before, after = text[edge - 1], text[edge]
    if _is_mark(after):
        return True
    if edge == start:
        inside, outside = after, before
    else:
        inside, outside = before, after
    if inside.isnumeric() and (outside.isnumeric() or _is_letter(outside)):
        return True
    left = text[max(edge - _WINDOW, 0) : edge]
    if outside.isnumeric() and inside.isalpha():
        return edge == start or not inside.islower() or len(_last_letters(left)) < _FOOTNOTED
    right = text[edge : edge + _WINDOW]
    if edge == start and before in "-‐‑" and _last_letters(left[:-1]).lower() in _NEGATING:
        return True
    if edge == end and inside.isalpha() and _NEGATED_END.match(right):
        return True
    if _is_letter(before) and _is_letter(after) and _word_is_cut(left, edge == end, long):
        return True
    return _may_be_number(left, right) and any(
        figure.start < len(left) < figure.end for figure in figures(left + right)
    )


def _word_is_cut(left: str, at_end: bool, long: bool) -> bool:
    begun = _last_letters(left)
    if not long or begun.lower() in _NEGATING:
        return True
    return at_end and begun[0].isupper()


def _last_letters(text: str) -> str:
    """The letters that a text ends with."""
    words = _LETTERS.findall(text)
    return words[-1] if words and text.endswith(words[-1]) else ""


def _may_be_number(left: str, right: str) -> bool:
    """Whether the word around an edge, or that ends or begins there, is numeric."""
    chunk = "" if left[-1].isspace() else left.split()[-1]
    chunk += "" if right[0].isspace() else right.split(None, 1)[0]
    if not chunk.isalpha() and (any(map(str.isdecimal, chunk)) or "%" in chunk):
        return True
    words = _LETTERS.findall(chunk.lower().replace("ё", "е"))
    return any(word in _NUMERIC or ordinal(word) for word in words)


def _is_mark(character: str) -> bool:
    return character >= "\u0300" and unicodedata.combining(character) != 0


def _is_letter(character: str) -> bool:
    """A letter of a script that puts spaces between words."""
    if not character.isalpha():
        return False
    return not _UNSPACED.match(character)
