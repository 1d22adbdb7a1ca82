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

from factcheck.domain.numerals import (
    EXACT,
    PERCENT,
    WORDS,
    Number,
    Unclear,
    misspelt,
    read_fraction,
    read_magnitude,
    read_number,
    split_words,
    tidy,
)
from factcheck.domain.printable import shortened
from factcheck.domain.vocabulary import Qualifier
from factcheck.errors import UnreadableNumber

LONGEST_TEXT = 200
LONGEST_UNIT = 6
"""In words: “people in contact with the network” has six."""


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
    try:
        phrase = _legible(stated)
        try:
            return _Reader(*split_words(phrase)).quantity(stated)
        except Unclear as unclear:
            raise Unclear(_recognised(phrase) or unclear.why) from None
    except Unclear as unclear:
        raise UnreadableNumber(shortened(stated, LONGEST_TEXT), unclear.why) from None


def describe(quantity: Quantity) -> str:
    """One English phrase that shows how the quantity was read: ``at least 3``, ``15 of 30``."""
    _, qualifier, value, minimum, maximum, unit, whole = quantity
    phrase = _PHRASES[qualifier].format(
        *(f"{number:,f}" for number in (value, minimum, maximum) if number is not None)
    )
    if qualifier is Qualifier.MAGNITUDE and minimum in _PLURALS:
        phrase += f" ({_PLURALS[minimum]})"
    if whole is not None:
        phrase += f" of {whole:,f}"
    return f"{phrase} {unit}".replace(" %", "%") if unit else phrase


_PHRASES = {
    Qualifier.EXACT: "{}",
    Qualifier.ABOUT: "about {}",
    Qualifier.AT_LEAST: "at least {}",
    Qualifier.MORE_THAN: "more than {}",
    Qualifier.AT_MOST: "at most {}",
    Qualifier.FEWER_THAN: "fewer than {}",
    Qualifier.BETWEEN: "{} to {}",
    Qualifier.MAGNITUDE: "at least {}",
}
_PLURALS = {Decimal(20): "tens", Decimal(24): "dozens", Decimal(200): "hundreds"} | {
    Decimal(2 * many * 1000**power): of + plural
    for power, plural in enumerate(("thousands", "millions", "billions", "trillions"), 1)
    for many, of in ((1, ""), (10, "tens of "), (100, "hundreds of "))
}

# --- The words around a number --------------------------------------------------------------

_BEFORE = {
    Qualifier.EXACT: "exactly|precisely|only|just|a total of|ровно|точно|всего|лишь|только"
    "|в общей сложности",
    Qualifier.ABOUT: "about|around|some|approximately|approx|approx.|roughly|circa|c.|ca|ca.|~|≈"
    "|nearly|almost|close to|estimated|an estimated|in the region of|on the order of"
    "|около|ок.|примерно|приблизительно|ориентировочно|порядка|почти|где-то",
    Qualifier.AT_LEAST: "at least|no fewer than|no less than|not less than|not fewer than"
    "|a minimum of|minimum|≥|>=|не менее|не меньше|не менее чем|не меньше чем|как минимум"
    "|минимум|по меньшей мере|по крайней мере",
    Qualifier.MORE_THAN: "more than|over|above|upwards of|in excess of|just over|well over"
    "|a little over|slightly more than|>|более|более чем|больше|больше чем|свыше|чуть более"
    "|чуть больше",
    Qualifier.AT_MOST: "at most|up to|no more than|not more than|a maximum of|maximum|≤|<="
    "|до|не более|не больше|не более чем|не больше чем|максимум",
    Qualifier.FEWER_THAN: "fewer than|less than|under|below|just under|well under|<"
    "|менее|меньше|менее чем|меньше чем|чуть менее|чуть меньше",
}
_AFTER = {
    Qualifier.ABOUT: "or so|or thereabouts|approximately|примерно|приблизительно",
    Qualifier.AT_LEAST: "+|or more|or over|at least|и более|и больше|или более|или больше|минимум"
    "|как минимум|не менее",
    Qualifier.MORE_THAN: "с лишним|с небольшим",
    Qualifier.AT_MOST: "or fewer|or less|or under|at most|и менее|и меньше|или менее|или меньше"
    "|максимум|не более",
}


def _phrases(table: dict[Qualifier, str]) -> dict[str, Qualifier]:
    """The phrases of a table, the longest first, so that “not more than” is tried before “not”."""
    pairs = ((phrase, code) for code, phrases in table.items() for phrase in phrases.split("|"))
    return dict(sorted(pairs, key=lambda pair: -pair[0].count(" ")))


_SUFFIXES = _phrases(_AFTER)
# Under its first word, each phrase with what it means.
_PREFIXES: dict[str, list[tuple[list[str], Qualifier]]] = {}
for _phrase, _qualifier in _phrases(_BEFORE).items():
    _PREFIXES.setdefault(_phrase.split()[0], []).append((_phrase.split(), _qualifier))
# What opens a range, and what may then stand between its ends.
_RANGES = {
    "": ("-", "to"),
    "between": ("-", "and"),
    "from": ("-", "to"),
    "от": ("-", "до"),
    "между": ("-", "и"),
}
_JOINTS = frozenset(("-", "to", "and", "до", "и", "or", "или"))
_DETERMINERS = frozenset("the these those all эти этих те тех все всех".split())
_PRONOUNS = frozenset("them these those whom us них нас которых".split())
_VALUED = (Qualifier.EXACT, Qualifier.ABOUT)
_UPPER = (Qualifier.AT_MOST, Qualifier.FEWER_THAN, Qualifier.BETWEEN)
_LOWER = (Qualifier.AT_LEAST, Qualifier.MORE_THAN, Qualifier.BETWEEN, Qualifier.MAGNITUDE)
_PEOPLE = (["people"], ["persons"], ["человек"], ["человека"])

# --- Reading --------------------------------------------------------------------------------

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
        self.at += self.words[0] in _DETERMINERS
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
        for phrase, qualifier in _PREFIXES.get(self.words[self.at], ()):
            end = self.at + len(phrase)
            if self.words[self.at : end] == phrase:
                self.qualify(qualifier)
                self.at = end
                return self.take_prefix()

    def suffix(self, begin: int) -> tuple[Qualifier, int] | None:
        """The qualifier that follows a number (“or more”), and the place behind it."""
        for end in (begin + 2, begin + 1):
            if qualifier := _SUFFIXES.get(" ".join(self.words[begin:end])):
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
        opener = self.words[self.at] if self.words[self.at] in _RANGES else ""
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
        second = read_number(self.words, self.at + 1) if joint in _JOINTS else None
        if not first or (opener and not second):
            raise Unclear(f"“{opener}” needs two numbers, as in “between 100 and 200”")
        if not second:
            return (first.value,), base
        if joint not in _RANGES[opener]:
            raise Unclear(f"“{joint}” leaves two numbers: write “2 to 3” if it is a range")
        self.qualify(Qualifier.BETWEEN)
        self.at = second.end
        if base > (base := self.take_percent()):
            raise Unclear("only one end of the range is a percentage")
        return _span(first, second), base

    def take_magnitude(self) -> Decimal:
        magnitude = read_magnitude(self.words, self.at)
        if magnitude is None:
            raise Unclear(_why_no_number(self.words[self.at :]))
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
        figures = [word for word in self.words[begin:end] if len(word) == 4 and word.isdecimal()]
        year = any("1900" <= figure <= "2099" for figure in figures)
        if year and len(figures) == 2 and min(figures) >= "1800":
            raise Unclear("these may be years: add what they count")
        if self.qualifier not in (None, *_VALUED) and self.words[begin - 1] != "до":
            return
        nineteen_hundred = self.words[begin : begin + 2] == ["nineteen", "hundred"]
        if nineteen_hundred or (year and end == begin + 1):
            raise Unclear(_YEAR)
        if end == begin + 1 and _CLOCK.fullmatch(self.words[begin]):
            raise Unclear("it may be a day or a time of day: add what it counts")

    def take_rest(self, base: int) -> tuple[Decimal | None, str | None]:
        """The whole and the unit: “of the 30 people”, “people out of 30”, “people”."""
        begin = self.at
        for joint in range(begin, self.end):
            whole = self.take_whole(joint, base)
            if whole is not None and joint == begin:
                return whole, self.unit(self.at, self.end)
            if whole is not None:
                # “two groups of 30” is no share, and “10 men of the 30 detainees” counts two things
                people = self.words[begin:joint] in _PEOPLE or self.words[joint] == "out"
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
        start += words[start] in _DETERMINERS
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
        if words[:1] in (["of"], ["из"]) and words[1:] and _PRONOUNS.issuperset(words[1:]):
            return None
        if words[:1] == ["of"] and len(words) > 1:
            begin += 2 if words[1] == "the" and len(words) > 2 else 1
        words, shown = self.words[begin:end], self.shown[begin:end]
        if words and (why := _why_no_unit(words, shown, self.words[begin - 1])):
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


# --- What is not a quantity -----------------------------------------------------------------

_ONLY = "write only the number and what it counts"
_DATE = "it holds a date, not a count"
_YEAR = "it may be a year: add what it counts, or group it as 2,017"
_TIME_SPAN = "it is a span of time, not a count of people or cases"
_NO_NUMBER = "there is no number in it"
_ORDINAL = "it is an ordinal, which gives a place in a row and not a count"

_MONTH = (
    "(?:january|february|march|april|may|june|july|august|september|october|november|december|jan"
    "|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|(?:январ|феврал|апрел|ию[нл]|сентябр|октябр|ноябр"
    r"|декабр)(?:[ьяею]|ем)|(?:март|август)(?:[аеу]|ом)?|ма(?:[йяею]|ем))\.?"
)
_SPAN = (
    "(?:(?:second|minute|hour|day|week|weekend|fortnight|month|year|decade)s?|nights|centur(?:y|ies)"
    "|(?:секунд|минут|недел|месяц|десятилети)[а-я]{0,3}|(?:час|год)(?:[аеуы]|о[вм]|ам|ами|ах)?"
    "|д(?:ень|н[яюейи]|ней|нем|ням|нями|нях)|сут(?:ки|ок|кам|ками|ках)|лет(?:ам|ами|ах)?)"
)
_ENDING = "(?:[ыио]й|[ао]я|[оы]е|[ое]го|[ое]му|[ыо]м|[ую]ю|ых|ыми|ую)"
_RANK = (
    "(?:(?:[a-z]+-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|twelfth"
    "|(?:ten|eleven|hundred|thousand|million|[a-z]+teen|[a-z]+tie)th)s?"
    "|(?:перв|втор|четверт|пят|шест|седьм|восьм|девят|сороков|сот|тысячн|[а-я]*(?:десят|дцат))"
    f"{_ENDING}|трет(?:ий|ь[яеию]|ь(?:его|ему|им|ем|ей|их)))"
)
# Well-known forms that are no quantities, tried on a phrase that could not be read.
_RECOGNISED = (
    (r"[a-z]/\S*\d|^[a-z]+-?\d", "it is the number of a document, not a count"),
    (rf"\d(?:st|nd|rd|th)?(?: of)? {_MONTH}\b|\b{_MONTH} \d", _DATE),
    (r"\b(?:19|20)\d\d[-./]\d\d?\b|\b\d\d?[-./]\d\d?([-./](?:19|20)|[./])\d\d\b", _DATE),
    (
        r"^(?:(?:in|since|by|until|before|after|during|year|в|с|к|до|после) )?(?:19|20)\d\d"
        r"(?: ?гг?\.?| год[а-я]*| year|s|-?е|-?х)?$",
        _YEAR,
    ),
    (r"\d:\d\d", "it holds a time of day, not a count"),
    (
        r"^(?:over|for|in|within|during|after|the|past|last|за|в|через|последн[а-я]+) "
        rf"(?:[^\W\d]+ )*{_SPAN}$",
        _TIME_SPAN,
    ),
    (
        r"^(?:nos?|№|#|§|art|article|para|paragraph|section|chapter|pages?|pp?|rule|annex|item"
        r"|стать[яи]|ст|часть|ч|пункт|п|глава|гл|страница|стр|параграф)\.? ?\d",
        "it is a reference to a part of a document, not a count",
    ),
    (r"^\+|^\d[\d ()]*-\d+-\d", "it looks like a telephone or serial number"),
    (r"[$€£¥₽₴₸]", "a sum of money is read only with its currency in words: 500 rubles"),
    (r"^\D*-\s?\d|^(?:minus|минус)\b", "a count is not negative"),
    (r"\d/\d", "a fraction needs its whole, in words: “half of the 30”"),
    (rf"^(?:the )?{_RANK}\b|\d-?(?:st|nd|rd|th|[йяе]|го|му|{_ENDING})\b", _ORDINAL),
    (
        r"^(?:none|no one|nobody|nothing|никто|никого|никому|ни од[а-я]+)\b",
        _NO_NUMBER + ": write 0",
    ),
    (r"^человека? ", "a number behind its noun is only about that many: write “около 30”"),
)


def _recognised(phrase: str) -> str | None:
    """Why a phrase that could not be read is no quantity, if it has a well-known form."""
    phrase = phrase.lower().replace("ё", "е")
    return next((why for pattern, why in _RECOGNISED if re.search(pattern, phrase)), None)


def _why_no_number(words: list[str]) -> str:
    """Why no number begins at the first of these words."""
    numbers = [word for word in words if word[:1].isdecimal() or word in WORDS]
    if not numbers:
        return _NO_NUMBER
    if numbers[0] == words[0]:
        return f"“{words[0]}” needs “a” or a number in front of it"
    return f"“{words[0]}” in front of the number is not understood"


# Words that begin a clause, or make one: a unit has none of them.
_CLAUSE = frozenset(
    "who whom whose which that where when because while since until during ago was were is are be "
    "been has have had did do does will would said as than many much more few fewer several less "
    "last past больше меньше более менее чем кто который которая которое которые которых которым "
    "что где когда был была было были будет будут потому чтобы если".split()
)
# Words that a unit neither begins nor ends with.
_NO_NOUN = frozenset(
    "a an the and or but of in on out at to for from by with over under about around between up и "
    "или но в во на с со из от до по для за о об у к а не".split()
)
_OTHER_SCALES = frozenset("mn mln mil mio bn tn lakh lakhs crore crores score odd тыщ".split())
_NOUN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[A-Z]+\+")
_CLOCK = re.compile(r"(?:[1-9]|[12]\d|3[01])\.[0-5]\d")
_IS_MONTH, _IS_SPAN, _IS_RANK = map(re.compile, (_MONTH, _SPAN, _RANK))


def _why_no_unit(words: list[str], shown: list[str], before: str) -> str | None:
    """Why these words do not name what is counted, or None if they do."""
    first = words[0]
    if _IS_SPAN.fullmatch(first.partition("-")[0]):
        return _TIME_SPAN
    if _IS_RANK.fullmatch(first):
        return _ORDINAL
    for word, written in zip(words, shown, strict=True):
        if word[0].isdecimal() or word.partition("-")[0] in WORDS:
            return "it holds more than one number"
        if word in _CLAUSE:
            return f"“{written}” is more than the name of a thing: {_ONLY}"
        if _IS_MONTH.fullmatch(word):
            return _DATE
        if not word.isalpha() and not _NOUN.fullmatch(written):
            return f"“{written}” is not understood: {_ONLY}"
    if len(first) == 1 or first in _OTHER_SCALES:
        return f"“{shown[0]}” can stand for more than one thing: write it in full"
    if slip := misspelt(first, after_words=not before[:1].isdecimal()):
        return f"“{shown[0]}” looks like “{slip}” misspelt"
    if len(words) > LONGEST_UNIT:
        return f"what it counts has more than {LONGEST_UNIT} words: {_ONLY}"
    if first in _NO_NOUN or words[-1] in _NO_NOUN:
        return f"“{' '.join(shown)}” does not name what is counted"
    return None


# --- Text -----------------------------------------------------------------------------------

_PLAIN = dict.fromkeys(map(ord, "\u00a0\u1680\u202f\u205f\u3000"), " ")
_PLAIN |= dict.fromkeys(range(0x2000, 0x200B), " ") | dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_PLAIN |= {0xFEE0 + code: chr(code) for code in range(0x21, 0x7F)} | {ord("∼"): "~"}  # full width
_UNUSUAL = re.compile("[^\x00-\x7f\u0400-\u04ff]")
_QUOTES = " \"'“”„«»‘’"


def _legible(text: str) -> str:
    """The text with plain spaces, dashes and digits, without quotation marks and a final stop."""
    if not text:
        raise Unclear("it is empty")
    if len(text) > LONGEST_TEXT:
        raise Unclear(f"it is longer than {LONGEST_TEXT} characters: {_ONLY}")
    if _UNUSUAL.search(text):
        text = text.translate(_PLAIN)
        for char in text:
            if char > "\x7f" and char.isnumeric():
                raise Unclear(f"“{char}” is not read: write the number with 0 to 9 or in words")
    if not text.isprintable():
        raise Unclear("it holds a control character or one that cannot be seen")
    text = text.strip(_QUOTES)
    return text[:-1].strip(_QUOTES) if text[-1:] in (".", ",", ";") else text
