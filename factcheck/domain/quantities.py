"""Quantities as people state them, read into bounds or refused: nothing is ever guessed.

The table is the rule book. On the left is a text, on the right how :func:`describe` shows what
was read, or why it is refused; the tests walk every row.

=================================  ==========================================================
text                               is read as
=================================  ==========================================================
75                                 75
1,200 people                       1,200 people
1 200 человек                      1,200 человек
1.2 million                        1,200,000
1,2 миллиона                       1,200,000
полторы сотни                      150
half a dozen                       6
some 75                            about 75
75 or so                           about 75
около тридцати                     about 30
no fewer than three                at least 3
100+                               at least 100
over a hundred                     more than 100
более тысячи                       more than 1,000
30 or fewer                        at most 30
до 100                             at most 100
менее десяти                       fewer than 10
27–30                              27 to 30
от ста до двухсот                  100 to 200
2 to 3 million                     2,000,000 to 3,000,000
fifty to two hundred               50 to 200
dozens of men                      at least 24 (dozens) men
hundreds and hundreds of cases     at least 200 (hundreds) cases
тысячи                             at least 2,000 (thousands)
десятки тысяч                      at least 20,000 (tens of thousands)
half of the 30                     15 of 30
10 из 30                           10 of 30
more than half of the 30 people    more than 15 of 30 people
40% of the 30                      12 of 30
40 процентов                       40%
30 of them                         30
1.200                              refused: can be 1,200 or 1.2
1,2                                refused: not clear
500 to 2 million                   refused: put the scale word after both numbers
about 27 to 30                     refused: two qualifiers
more than hundreds                 refused: already says a least number
30 to 27                           refused: its first number is larger
a third of 10                      refused: its decimals never end
half                               refused: say of how many
two groups of 30                   refused: a share is read only in a form such as
2017                               refused: it may be a year
2016–2017                          refused: these may be years
18 May 2017                        refused: it holds a date
three weeks                        refused: a span of time
Article 5                          refused: a reference
third                              refused: an ordinal
several people                     refused: there is no number in it
75 people and 30 cases             refused: it holds more than one number
75 people who called us            refused: write only the number and what it counts
two milion people                  refused: misspelt
=================================  ==========================================================

“About” is never turned into a margin. Every bound is included but those of more-than and
fewer-than. A plural scale word states at least two of it, without an upper bound. The first
number of a range takes the scale word after the second only where it is bare and is then still
the smaller. Four bare digits from 1900 to 2099 are a year, unless a bound (“more than 2000”), a
comma (“2,017”) or a unit makes them a count. A percentage without a whole has the unit “%”, or
one that begins with it (“% of respondents”).
"""

import re
import unicodedata
from decimal import Decimal, Inexact
from functools import lru_cache
from typing import NamedTuple

from factcheck.domain.numeral_words import PERCENT
from factcheck.domain.numerals import (
    EXACT,
    Number,
    Unclear,
    read_fraction,
    read_magnitude,
    read_number,
    split_words,
    tidy,
)
from factcheck.domain.printable import shortened
from factcheck.domain.quantity_description import describe
from factcheck.domain.quantity_refusals import (
    LONGEST_TEXT,
    LONGEST_UNIT,
    legible,
    recognised,
    why_a_date,
    why_no_number,
    why_no_unit,
)
from factcheck.domain.quantity_words import (
    DETERMINERS,
    JOINTS,
    PEOPLE,
    PREFIXES,
    PRONOUNS,
    RANGES,
    SUFFIXES,
)
from factcheck.domain.vocabulary import Qualifier
from factcheck.errors import UnreadableNumber

__all__ = ["LONGEST_TEXT", "LONGEST_UNIT", "Quantity", "describe", "read_quantity"]


class Quantity(NamedTuple):
    """A number with its meaning.

    ``value`` is set for exact and about, ``minimum`` and ``maximum`` for the other qualifiers
    (more-than and fewer-than exclude their bound, all others include it). ``whole`` is the 30
    of “10 of the 30”; ``value`` and the bounds are then the counted part, never a ratio.
    """

    as_stated: str
    qualifier: Qualifier
    value: Decimal | None
    minimum: Decimal | None
    maximum: Decimal | None
    unit: str | None
    whole: Decimal | None


@lru_cache(maxsize=4096)
def read_quantity(text: str) -> Quantity:
    """Read one quantity, in English or Russian, by the rules at the top of this module.

    Raises :class:`UnreadableNumber` with the reason for all that is not clearly one quantity.
    """
    stated = unicodedata.normalize("NFC", text).strip()
    if (parts := _ONE_FIGURE.fullmatch(stated)) and (form := _form(parts[1], parts[3])):
        number = Decimal(parts[2])
        return Quantity(
            stated,
            form.qualifier,
            number if form.value else None,
            number if form.minimum else None,
            number if form.maximum else None,
            form.unit,
            None,
        )
    return _read(stated)


# A spreadsheet says “about 75 people” and “about 80 people”: the form is read only once.
_ONE_FIGURE = re.compile(r"(\D*(?<!\S))([1-9][0-9]{0,2})((?!\S)\D*)")
_SOME_FIGURE = "111"
"""Of the greatest length; any other figure that ``_ONE_FIGURE`` knows is read like it."""


@lru_cache(maxsize=4096)
def _form(before: str, after: str) -> Quantity | None:
    """How a phrase with one figure is read; None where more than the words around it decide.

    What is read is then that figure, and nothing was worked out of it, nor compared with it.
    """
    try:
        form = _read(before + _SOME_FIGURE + after)
    except UnreadableNumber:
        return None
    ends = [end for end in (*form[2:5], form.whole) if end is not None]
    return form if ends == [Decimal(_SOME_FIGURE)] and form.whole is None else None


def _read(stated: str) -> Quantity:
    try:
        phrase = legible(stated)
        try:
            return _Reader(*split_words(phrase)).quantity(stated)
        except Unclear as unclear:
            raise Unclear(recognised(phrase) or unclear.why) from None
    except Unclear as unclear:
        raise UnreadableNumber(shortened(stated, LONGEST_TEXT), unclear.why) from None


# The qualifiers that set the value, the upper bound and the lower bound.
_VALUED = (Qualifier.EXACT, Qualifier.ABOUT)
_UPPER = (Qualifier.AT_MOST, Qualifier.FEWER_THAN, Qualifier.BETWEEN)
_LOWER = (Qualifier.AT_LEAST, Qualifier.MORE_THAN, Qualifier.BETWEEN, Qualifier.MAGNITUDE)

_OF_HOW_MANY = "a share needs its whole: say of how many, as in “half of the 30”"
_TOO_MUCH = "the part is larger than the whole"
_BOTH_SCALES = "it can be more than one range: put the scale word after both numbers"


class _Reader:
    """Reads one phrase from left to right: ``at`` is the place of the next word."""

    def __init__(self, shown: list[str], words: list[str]) -> None:
        self.shown, self.words = shown, words
        self.at, self.end = 0, len(shown)
        self.qualifier: Qualifier | None = None

    def quantity(self, stated: str) -> Quantity:
        self.at += self.words[0] in DETERMINERS
        self.take_prefix()
        begin = self.at
        ends, base = self.take_ends()
        end = self.at
        self.take_suffix()
        if self.at == self.end:
            self.refuse_dates(begin, end)
        whole, unit = self.take_rest(base)
        if whole is not None:
            ends = tuple(_part(end, base, whole) for end in ends)
        qualifier = self.qualifier or Qualifier.EXACT
        value = ends[0] if qualifier in _VALUED else None
        minimum = ends[0] if qualifier in _LOWER else None
        maximum = ends[-1] if qualifier in _UPPER else None
        if qualifier is Qualifier.MORE_THAN and minimum == whole:
            raise Unclear(_TOO_MUCH)
        if qualifier is Qualifier.FEWER_THAN and not maximum:
            raise Unclear("nothing is fewer than 0")
        return Quantity(stated, qualifier, value, minimum, maximum, unit, whole)

    def qualify(self, qualifier: Qualifier) -> None:
        if self.qualifier is not None:
            raise Unclear("it has two qualifiers, which leave two readings: keep one")
        self.qualifier = qualifier

    def take_prefix(self) -> None:
        for phrase, qualifier in PREFIXES.get(self.words[self.at], ()):
            end = self.at + len(phrase)
            if self.words[self.at : end] == phrase:
                self.qualify(qualifier)
                self.at = end
                return self.take_prefix()

    def suffix(self, begin: int) -> tuple[Qualifier, int] | None:
        """The qualifier that follows a number (“or more”), and the place behind it."""
        for end in (begin + 2, begin + 1):
            if qualifier := SUFFIXES.get(" ".join(self.words[begin:end])):
                return qualifier, end
        return None

    def take_suffix(self) -> None:
        """Behind the number, or else at the end: “30 or more people”, “30 people or more”."""
        if found := self.suffix(self.at):
            self.qualify(found[0])
            self.at = found[1]
        for begin in range(max(self.at + 1, self.end - 2), self.end):
            if (found := self.suffix(begin)) and found[1] == self.end:
                self.qualify(found[0])
                self.end = begin

    def take_ends(self) -> tuple[tuple[Decimal, ...], int]:
        """The number or the two ends of a range, and their base: 100 for per cent, 3 for thirds."""
        opener = self.words[self.at] if self.words[self.at] in RANGES else ""
        self.at += bool(opener)
        if not opener and (fraction := read_fraction(self.words, self.at)):
            above, base, self.at = fraction
            return (Decimal(above),), base
        first = _first_of_two(self.words, self.at) if opener == "between" else None
        first = first or read_number(self.words, self.at)
        if first is None and not opener:
            return (self.take_magnitude(),), 1
        self.at = first.end if first else self.at
        base = self.take_percent()
        joint = self.words[self.at]
        second = read_number(self.words, self.at + 1) if joint in JOINTS else None
        if not first or (opener and not second):
            raise Unclear(f"“{opener}” needs two numbers, as in “between 100 and 200”")
        if not second:
            return (first.value,), base
        if joint not in RANGES[opener]:
            raise Unclear(f"“{joint}” leaves two numbers: write “2 to 3” if it is a range")
        self.qualify(Qualifier.BETWEEN)
        self.at = second.end
        if base > (base := self.take_percent()):
            raise Unclear("only one end of the range is a percentage")
        return _span(first, second), base

    def take_magnitude(self) -> Decimal:
        magnitude = read_magnitude(self.words, self.at)
        if magnitude is None:
            raise Unclear(why_no_number(self.words[self.at :]))
        if self.qualifier is not None:
            raise Unclear(f"“{self.shown[self.at]}” already says a least number of its own")
        self.qualifier, self.at = Qualifier.MAGNITUDE, magnitude.end
        return magnitude.value

    def take_percent(self) -> int:
        percent = self.words[self.at] in PERCENT
        self.at += percent
        return 100 if percent else 1

    def refuse_dates(self, begin: int, end: int) -> None:
        """Refuse what may be a year, two years or a time: no unit and no whole stand behind it."""
        # «до 2017» is “until 2017” as well as “up to 2017”
        bound = self.qualifier not in (None, *_VALUED) and self.words[begin - 1] != "до"
        if why := why_a_date(self.words[begin:end], bound):
            raise Unclear(why)

    def take_rest(self, base: int) -> tuple[Decimal | None, str | None]:
        """The whole and the unit: “of the 30 people”, “people out of 30”, “people”."""
        begin = self.at
        for joint in range(begin, self.end):
            whole = self.take_whole(joint, base)
            if whole is not None and joint == begin:
                return whole, self.unit(self.at, self.end)
            if whole is not None:
                # “two groups of 30” is no share, and “10 men of the 30 detainees” counts two things
                people = self.words[begin:joint] in PEOPLE or self.words[joint] == "out"
                if self.at < self.end or not people:
                    raise Unclear("a share is read only in a form such as “10 of the 30 men”")
                return whole, self.unit(begin, joint)
        unit = self.unit(begin, self.end) if base in (1, 100) else None
        if base == 1:
            return None, unit
        if base != 100 or (unit is None and begin < self.end):
            raise Unclear(_OF_HOW_MANY)
        return None, " ".join(["%", *self.shown[begin : self.end]])

    def take_whole(self, at: int, base: int) -> Decimal | None:
        """The 30 of “of the 30”, “out of 30”, «из 30», and behind a share of “half the 30”."""
        words = self.words
        share = base > 1 and at == self.at
        if words[at : at + 2] == ["out", "of"]:
            start = at + 2
        elif words[at] in ("of", "из") or (share and words[at] == "от"):
            start = at + 1
        elif share and words[at] == "the":
            start = at
        else:
            return None
        start += words[start] in DETERMINERS
        number = read_number(words, start)
        if number is None:
            return None
        if words[start] == "a" and base not in (1, 100):
            raise Unclear("a share of a round number is a number: write 250,000 for its quarter")
        if self.suffix(number.end):
            raise Unclear("the qualifier behind the whole can belong to either number")
        self.at = number.end
        return number.value

    def unit(self, begin: int, end: int) -> str | None:
        """What is counted, as it is written; None for “of them”. Refuses what is no noun phrase."""
        words = self.words[begin:end]
        if words[:1] in (["of"], ["из"]) and words[1:] and PRONOUNS.issuperset(words[1:]):
            return None
        if words[:1] == ["of"] and len(words) > 1:
            begin += 2 if words[1] == "the" and len(words) > 2 else 1
        words, shown = self.words[begin:end], self.shown[begin:end]
        if words and (why := why_no_unit(tuple(words), tuple(shown), self.words[begin - 1])):
            raise Unclear(why)
        return " ".join(shown) or None


def _first_of_two(words: list[str], begin: int) -> Number | None:
    """The number before the “and” of “between a hundred and two hundred”, which is no 102.

    None if no “and” parts two numbers; :class:`Unclear` if more than one does.
    """
    found = []
    for place in range(begin, len(words)):
        if words[place] == "and":
            first = read_number([*words[:place], "", "", "", ""], begin)
            second = read_number(words, place + 1)
            if first and second and first.end == place and words[second.end] != "and":
                found.append(first)
    if len(found) > 1:
        raise Unclear("it is not clear which “and” parts the two numbers: write them in digits")
    return found[0] if found else None


def _span(first: Number, second: Number) -> tuple[Decimal, Decimal]:
    """The ends of a range; a scale word after the second only is given to both where that is plain.

    “2 to 3 million” is 2,000,000 to 3,000,000, “fifty to two hundred” is 50 to 200, and
    “2 to three hundred thousand” or “500 to 2 million” can be more than one range.
    """
    low, high = first.value, second.value
    scale = second.scales[-1] if second.scales else 1
    if low < scale and low < EXACT.divide(high, scale):
        if first.scales != second.scales[:-1]:
            raise Unclear(_BOTH_SCALES)
        low = tidy(EXACT.multiply(low, scale))
    elif second.largest >= 10**6 and low < 1000:
        raise Unclear(_BOTH_SCALES)
    if low > high:
        raise Unclear(f"its first number is larger than its second: {low:,f} and {high:,f}")
    if low == high:
        raise Unclear("both ends of the range are the same number")
    return low, high


def _part(end: Decimal, base: int, whole: Decimal) -> Decimal:
    try:
        part = end if base == 1 else tidy(EXACT.divide(EXACT.multiply(end, whole), base))
    except Inexact:
        raise Unclear("that part of the whole is no exact number: its decimals never end") from None
    if part > whole or not whole:
        raise Unclear(_TOO_MUCH)
    return part
