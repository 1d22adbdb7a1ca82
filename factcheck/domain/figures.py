"""The numbers that stand in running text: where, how much, and how they are meant.

:mod:`factcheck.domain.quantities` reads one phrase and refuses what is not clear. Here every
number of a passage is wanted, clear or not, so that two passages can be compared: what has no
single reading (“1.200”, “18.05.2017”) counts as it is written.
"""

import re
from typing import NamedTuple

from factcheck.domain.figure_words import (
    CURRENCIES,
    LITERAL,
    UNITS,
    is_month,
    ordinal,
)
from factcheck.domain.folding import DASHES
from factcheck.domain.numeral_words import (
    ENGLISH,
    PERCENT,
    SCALES,
    SEVERAL,
    WORDS,
)
from factcheck.domain.numerals import (
    Number,
    Unclear,
    read_fraction,
    read_magnitude,
    read_number,
)
from factcheck.domain.quantity_words import PREFIXES, SUFFIXES
from factcheck.domain.vocabulary import Qualifier


class Figure(NamedTuple):
    """A number in a text.

    ``value`` is the number in one spelling (“thirty” and “30” are ``30``), with what makes
    another number of it: ``30%``, ``$30``, ``-30``, ``1/2``, ``3.`` (third), ``200+`` (hundreds),
    ``×1000000`` (a million of what is not said). ``qualifier`` is what stands around it (“at
    least”), ``unit`` what it counts where that is a span of time or the sex or age of people.
    ``scale`` is the scale word that multiplies all of it, or 1; ``counts`` is false for a date.
    """

    start: int
    end: int
    value: str
    qualifier: str = ""
    unit: str = ""
    scale: int = 1
    counts: bool = True

    @property
    def fact(self) -> str:
        """What must be equal for two passages to state the same number."""
        return f"{self.qualifier} {self.value} {self.unit}".strip()


_PLAIN = str.maketrans(
    dict.fromkeys(DASHES, "-")
    | dict.fromkeys("’‘ʼ", "'")
    | dict.fromkeys("\u00a0\u202f\u2007\u2008\u2009", " ")
    | {chr(0xFF10 + digit): str(digit) for digit in range(10)}
)
_ENGLISH_TENS = "|".join(word for word, value in ENGLISH.items() if value >= 20)
_ENGLISH_UNITS = "|".join(word for word, value in ENGLISH.items() if 0 < value < 10)
_TOKEN = re.compile(
    r"(?i:per cent\b)"
    r"|[1-9][0-9]{0,2}(?: [0-9]{3})+(?![0-9])(?:[.,][0-9]+)?"
    r"|[0-9]+(?:[.,:/'-][0-9]+)*(?:-(?:[тм]и|мя|х|й|я|е|го|му|м|ю|ых|ым|ой|ую)\b|[^\W_]+)?"
    rf"|(?i:{_ENGLISH_TENS})(?=(?i:{_ENGLISH_UNITS})\b)"
    r"|[^\W_]+(?:'[^\W\d_]+)*"
    r"|\S"
)
"""The line for the tens is for “twentyseven”, which has lost its hyphen at the end of a line."""

_MISREAD = re.compile(r"[^\W\d_]+(?:[0-9]+(?:'?[^\W\d_])+)+")
_RANGE = re.compile(r"([0-9]+)-([0-9]+)")
_NUMERIC = WORDS | SEVERAL | LITERAL | {"a"}
_BREAKS = frozenset('.,;:!?()[]{}«»“”"…/')
_AHEAD = 10
"""Words that one number can take: “nine hundred and ninety-nine million …” is read in parts."""


class _Tokens:
    """The words of a text: folded for look-up, and where each stands."""

    def __init__(self, text: str) -> None:
        self.text = text.translate(_PLAIN)
        found = [(match.group(), *match.span()) for match in _TOKEN.finditer(self.text)]
        found = [
            token
            for at, token in enumerate(found)
            if token[0] != "-" or not self._joins_compound(found[at - 1 : at + 2])
        ]
        self.words = [word.lower().replace("ё", "е") for word, _, _ in found]
        self.spans = [(start, end) for _, start, end in found]

    @staticmethod
    def _joins_compound(around: list[tuple[str, int, int]]) -> bool:
        """Whether it is the hyphen of “twenty-seven”."""
        if len(around) < 3:
            return False
        before, after = around[0][0].lower(), around[2][0].lower()
        return ENGLISH.get(before, 0) >= 20 and 0 < ENGLISH.get(after, 0) < 10

    def ahead(self, at: int) -> list[str]:
        """The word before, the words from here to the next break, and empty strings."""
        end = at + 1
        while end < min(len(self.words), at + _AHEAD) and self.words[end] not in _BREAKS:
            end += 1
        return [self.words[at - 1] if at else "", *self.words[at:end], "", "", "", ""]

    def word(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) else ""


def figures(text: str) -> list[Figure]:
    """Every number of a text, in order; those of a range share the span of the whole (“27–30”)."""
    tokens, found, at = _Tokens(text), list[Figure](), 0
    while at < len(tokens.words):
        read = _read(tokens, at)
        if read is None:
            at += 1
            continue
        values, end, scale = read
        figure, at = _dressed(tokens, at, end, scale)
        found += [figure._replace(value=figure.value.replace("#", value, 1)) for value in values]
    return found


def _read(tokens: _Tokens, at: int) -> tuple[list[str], int, int] | None:
    """The values that begin at a word, the place of the next word, and the scale; or None."""
    word = tokens.words[at]
    if word.isalpha() and word not in _NUMERIC and not ordinal(word):
        return None
    if word[0] in "0123456789":
        if ends := _RANGE.fullmatch(word):
            return [_tidy(end) for end in ends.groups()], at + 1, 1
    elif word in LITERAL:
        return [word], at + 1, 1
    elif rank := ordinal(word):
        if word != "second" or tokens.word(at - 1) not in ENGLISH:
            fraction = _fraction(tokens, at)
            return fraction or ([f"{rank}."], at + 1, 1)
    elif any(map(str.isdecimal, word)):
        return None if _is_misread(word) else ([word], at + 1, 1)
    elif word not in _NUMERIC:
        return None
    return _fraction(tokens, at) or _number(tokens, at)


def _is_misread(word: str) -> bool:
    """Whether digits in a word are letters that a scanner misread (“detent1on”), not a number."""
    letters = sum(map(str.isalpha, word))
    return letters > 2 and 2 * letters > len(word) and _MISREAD.fullmatch(word) is not None


def _fraction(tokens: _Tokens, at: int) -> tuple[list[str], int, int] | None:
    fraction = read_fraction(tokens.ahead(at)[1:], 0)
    return fraction and ([f"{fraction[0]}/{fraction[1]}"], at + fraction[2], 1)


def _number(tokens: _Tokens, at: int) -> tuple[list[str], int, int] | None:
    words = tokens.ahead(at)
    word = words[1]
    try:
        number = read_number(words, 1)
        many = None if number else read_magnitude(words, 1)
    except Unclear:
        return [f"{ordinal(word)}." if ordinal(word) else word], at + 1, 1
    if number:
        return [f"{number.value:f}"], at + number.end - 1, _scale(number)
    if many:
        return [f"{many.value:f}+"], at + many.end - 1, 1
    return ([f"×{SCALES[word]}"], at + 1, 1) if word in SCALES else None


def _scale(number: Number) -> int:
    return number.scales[-1] if number.scales else 1


def _tidy(digits: str) -> str:
    return digits if digits[0] == "0" else str(int(digits))


def _dressed(tokens: _Tokens, at: int, end: int, scale: int) -> tuple[Figure, int]:
    """A figure whose value is ``#`` with the signs, unit and qualifier around it."""
    start, stop = tokens.spans[at][0], tokens.spans[end - 1][1]
    value, begin = "#", at
    if tokens.word(at - 1) in CURRENCIES:
        begin, value = at - 1, tokens.word(at - 1) + value
    elif _is_minus(tokens, at):
        begin, value = at - 1, "-" + value
    start = tokens.spans[begin][0]
    if tokens.word(end) in PERCENT or tokens.word(end) in CURRENCIES:
        value += "%" if tokens.word(end) in PERCENT else tokens.word(end)
        stop, end = tokens.spans[end][1], end + 1
    dated = is_month(tokens.word(end)) or is_month(tokens.word(at - 1))
    unit = UNITS.get(tokens.word(end), "")
    return Figure(start, stop, value, _qualifier(tokens, begin, end), unit, scale, not dated), end


def _is_minus(tokens: _Tokens, at: int) -> bool:
    """Whether the dash right before a number is a sign: “-5”, and not “27 - 5” or “mid-5”."""
    if tokens.word(at - 1) != "-" or tokens.spans[at - 1][1] != tokens.spans[at][0]:
        return False
    dash = tokens.spans[at - 1][0]
    return dash == 0 or tokens.text[dash - 1] in " \t\n("


def _qualifier(tokens: _Tokens, begin: int, end: int) -> str:
    for size in (5, 4, 3, 2, 1):
        phrase = tokens.words[max(begin - size, 0) : begin]
        if len(phrase) == size:
            for words, qualifier in PREFIXES.get(phrase[0], ()):
                if words == phrase and qualifier is not Qualifier.EXACT:
                    return qualifier.code
    for size in (2, 1):
        if found := SUFFIXES.get(" ".join(tokens.words[end : end + size])):
            return found.code
    return ""
