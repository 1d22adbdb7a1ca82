"""Text in the form in which a quote is looked for, and the way back to the original.

Folding evens out what printing, scanning and typing change without changing a word. Case is left
alone, and so is «ё».

======================  ===========================================================================
white space             any run is one space
zero-width characters   dropped, with soft hyphens, direction marks and control characters
quotation marks         every mark and apostrophe, single or double, is ``'``; so is a run of them
dashes                  every dash, hyphen and minus sign is ``-``, without spaces around it; only
                        the space before a sign stays (“fell -5” is not “fell - 5”)
hyphen at a line's end  dropped with the line break between a letter and a small letter; before a
                        capital it stays. ``¬``, which scanners leave there, is such a hyphen
composition             NFKC, sequence by sequence, so that “ﬁ” is “fi” and “…” is “...”
======================  ===========================================================================

NFKC would make another number of “75²”, “1½” and “①”: characters that are numeric but no decimal
digits (Unicode category No) stay. Whether a hyphen at a line's end belonged to the word (anti-⏎gay)
or not (deten-⏎tion) cannot be told here: :mod:`factcheck.domain.anchoring` tries both.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import NamedTuple, Self

VERSION = 1
"""Of these rules. A folding that is kept with a capture names it; another one is to be remade."""

QUOTATION_MARKS = "\"'`´ʹʺʼ‘’‚‛“”„‟′″‵‹›«»❛❜❝❞〝〞〟＂＇"
DASHES = "-‐‑‒–—―⁃−⸺⸻﹘﹣－"
LINE_HYPHENS = "-‐\u00ad¬"
"""What a word that is broken at the end of a line ends with there."""

_ZERO_WIDTH = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef"
)
_LINE_ENDS = "\r\n\x0b\x0c\x85\u2028\u2029"
_IS_ZERO_WIDTH = re.compile(f"[{_ZERO_WIDTH}]")
BROKEN = re.compile(rf"[{_ZERO_WIDTH}]|[{re.escape(LINE_HYPHENS)}]\s*[{_LINE_ENDS}]")
"""What can stand in the middle of a word that is one word to a reader."""
_SPACES = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000"
_ALIKE = dict.fromkeys(QUOTATION_MARKS, "'") | dict.fromkeys(DASHES, "-")
_ALIKE |= dict.fromkeys(_SPACES + "".join(map(chr, range(0x2000, 0x200B))), " ")
"""Characters that are one character for another: they need no entry in the map."""


_BIG_ENDIAN = array("H", [1]).tobytes() == b"\0\1"


class OffsetMap(NamedTuple):
    """Where the characters of a folded text stand in its original.

    Two columns of two or more boundaries, the first (0, 0) and the last the two lengths. Between
    two boundaries lies either a stretch of equal length, where character stands for character, or
    one of unequal length, which goes as a whole (“ﬁ” for “fi”, two spaces for one, a dropped soft
    hyphen for nothing).
    """

    folded: "array[int]"
    original: "array[int]"

    def start(self, offset: int) -> int | None:
        """Where in the original the folded character at ``offset`` begins; None inside a stretch.

        What was dropped in front of it is not part of it.
        """
        at = bisect_right(self.folded, offset) - 1
        return self._within(min(at, len(self.folded) - 2), offset)

    def end(self, offset: int) -> int | None:
        """Where in the original the folded character before ``offset`` ends."""
        return self._within(max(bisect_left(self.folded, offset) - 1, 0), offset)

    def _within(self, at: int, offset: int) -> int | None:
        folded, original = self.folded[at], self.original[at]
        after, original_after = self.folded[at + 1], self.original[at + 1]
        if after - folded == original_after - original:
            return original + offset - folded
        return original if offset == folded else original_after if offset == after else None

    def to_bytes(self) -> bytes:
        """For storage: unsigned 32-bit little-endian integers, 8 bytes a boundary.

        The version of the rules, then all folded offsets, then all original ones.
        """
        column = array("I", [VERSION]) + self.folded + self.original
        if _BIG_ENDIAN:
            column.byteswap()
        return column.tobytes()

    @classmethod
    def from_bytes(cls, stored: bytes) -> Self:
        """What ``to_bytes`` wrote. Raises ValueError for other rules, or bytes that are no map."""
        column = array("I")
        column.frombytes(stored[: len(stored) // 4 * 4])
        if _BIG_ENDIAN:
            column.byteswap()
        if not column or column[0] != VERSION:
            raise ValueError("the text was folded by other rules: fold it again")
        half = (len(column) + 1) // 2
        found = cls(column[1:half], column[half:])
        whole = len(stored) % 4 == 0 and len(found.folded) == len(found.original) > 1
        if not whole or found.folded[0] or found.original[0]:
            raise ValueError("these bytes are no map of offsets")
        return found


class Folding(NamedTuple):
    """A folded text and the map back to its original; both are kept with a capture."""

    text: str
    map: OffsetMap

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """The original's span of ``text[start:end]``; None if an end is inside a stretch."""
        first, last = self.map.start(start), self.map.end(end)
        return None if first is None or last is None else (first, last)


def fold(text: str) -> Folding:
    """The folding of a text. White space at its ends is one space, as anywhere in it."""
    pattern, alike = (_ASCII, _ASCII_ALIKE) if text.isascii() else _rules(text)
    folded, original = array("I", [0]), array("I", [0])
    pieces: list[str] = []
    done = length = 0

    def mark(folded_offset: int, offset: int) -> None:
        if folded[-1] != folded_offset or original[-1] != offset:
            folded.append(folded_offset)
            original.append(offset)

    for found in pattern.finditer(text):
        start, end = found.span()
        new = _folded_match(found, text[end : end + 1])
        length += start - done
        pieces += (text[done:start], new)
        if len(new) != end - start:
            mark(length, start)
            mark(length + len(new), end)
        length += len(new)
        done = end
    mark(length + len(text) - done, len(text))
    if not text:
        folded.append(0)
        original.append(0)
    pieces.append(text[done:])
    whole = "".join(pieces)
    for character, plain in alike.items():
        whole = whole.replace(character, plain)
    return Folding(whole, OffsetMap(folded, original))


# --- The rules ------------------------------------------------------------------------------

_BLANK = rf"[\s{_ZERO_WIDTH}]"
_DASH = f"[{re.escape(DASHES)}]"
_MARK = f"[{QUOTATION_MARKS}]"
_LETTER = r"[^\W\d_]"
_LINE = (
    rf"(?<={_LETTER})[{re.escape(LINE_HYPHENS)}][{_ZERO_WIDTH}]*[^\S{_LINE_ENDS}]*"
    rf"[{_LINE_ENDS}]\s*(?={_LETTER})"
)
_ALWAYS = (
    rf"(?P<line>{_LINE})"
    rf"|(?P<dash>{_BLANK}++(?!{_DASH}[0-9])(?:--++|{_DASH}){_BLANK}*+|(?:--++|{_DASH}){_BLANK}++|--++)"
    rf"|(?P<blank>\s{_BLANK}++|[{_ZERO_WIDTH}]{_BLANK}*+)"
    rf"|(?P<marks>{_MARK}{{2,}}+|<<|>>)"
)
"""All that changes length in any text; one white space alone does not."""

_ASCII = re.compile(_ALWAYS)
_ASCII_ALIKE = {character: plain for character, plain in _ALIKE.items() if character < "\x7f"}


def _rules(text: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """What to look for in this text, told from its alphabet and not from each character."""
    alphabet = sorted(set(text))
    marks = "".join(filter(_joins_the_one_before, alphabet))
    forms = {one: _composed(one) for one in alphabet if one > "\x7f" and one not in marks}
    wide = "".join(one for one, form in forms.items() if len(form) > 1)
    single = {one: form for one, form in forms.items() if len(form) == 1 and form != one}
    return _pattern(marks, wide), _ASCII_ALIKE | single


@lru_cache(maxsize=256)
def _pattern(marks: str, wide: str) -> re.Pattern[str]:
    rules = [rf"[^\s{_ZERO_WIDTH}][{marks}]++"] if marks else []
    return re.compile("|".join([*rules, _ALWAYS, *([f"[{re.escape(wide)}]"] if wide else [])]))


@lru_cache(maxsize=4096)
def _joins_the_one_before(character: str) -> bool:
    """Whether it can make one letter with what stands before it: an accent, a Hangul vowel."""
    if character < "\u0300" or _IS_ZERO_WIDTH.match(character):
        return False
    return unicodedata.category(character)[0] == "M" or "\u1160" <= character <= "\u11ff"


@lru_cache(maxsize=4096)
def _composed(part: str) -> str:
    """A character, or a letter with its marks, in NFKC unless that makes a number of it."""
    if part in _ALIKE:
        return _ALIKE[part]
    digits = any(unicodedata.category(character) == "No" for character in part)
    form = unicodedata.normalize("NFC" if digits else "NFKC", part)
    return "".join(_ALIKE.get(character, character) for character in form)


def _folded_match(found: re.Match[str], after: str) -> str:
    part = found.group()
    match found.lastgroup:
        case "line":
            return "" if after.islower() or part[0] in "\u00ad¬" else "-"
        case "dash":
            return "-"
        case "marks":
            return "'"
        case "blank":
            return " " if _IS_ZERO_WIDTH.sub("", part) else ""
    form = _composed(part)
    # Of equal length, it would be taken for character by character: “№” with an accent is no “Nó”.
    return form if len(form) != len(part) else part
