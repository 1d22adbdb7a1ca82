"""One number, in digits or in the words of English and Russian.

``quantities.py`` reads the phrase around a number; this module reads the number itself. Russian
numerals are read in every case and with ``ё`` folded. The words are in ``numeral_words.py``.

Digits: groups of three are joined by commas or by single spaces (``1,200``, ``1 200``), decimals
follow a point (``1.5``). A decimal comma is read only where a Russian scale word or «процент»
follows (``1,2 млн``). What could be two numbers (``1.200``) is never guessed.
"""

import re
from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow
from typing import NamedTuple

from factcheck.domain.numeral_words import (
    COMMA_BEFORE,
    ENGLISH,
    ENGLISH_MANY,
    ENGLISH_SCALES,
    FRACTIONS,
    FRACTIONS_ALONE,
    GENITIVE,
    GENITIVE_ONE,
    GOVERN_GENITIVE,
    LARGE_SCALES,
    MANY,
    RUSSIAN,
    RUSSIAN_MANY,
    RUSSIAN_ONE,
    SCALES,
    SEVERAL,
    SMALL_SCALES,
    WITH_HALF,
    WORDS,
)

LIMIT = 10**15
"""No count is above it: a number that is above it is a slip or no count."""

EXACT = Context(prec=60, traps=[DivisionByZero, Inexact, InvalidOperation, Overflow])
"""Arithmetic that refuses to round, whatever the caller's decimal context is."""

_TOO_LARGE = "no count of people or cases is that large"


class Unclear(ValueError):
    """Text with no single clear reading; ``why`` completes “it is not read: …”."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Number(NamedTuple):
    """A number that was read, and what a range needs to know about its wording.

    ``end`` is the place of the first word after it. ``scales`` holds the scale words that
    multiply all of it (“three hundred thousand”: 100 and 1,000; “three hundred and five”: none),
    ``largest`` the greatest scale word from a thousand on anywhere in it, or 1.
    """

    value: Decimal
    end: int
    scales: tuple[int, ...] = ()
    largest: int = 1


# --- From text to words ---------------------------------------------------------------------

_TOKEN = re.compile(
    r"(?i:per cent\b)|[0-9]+(?:[.,:/'’][0-9]+| [0-9]{3}(?![0-9]))*(?:-?[^\W\d_]+)?"
    r"|[^\W\d_]+(?:['’-][^\W\d_]+)*[.+]?"
    r"| ?- ?|[<>]=?|\S"
)


def split_words(text: str) -> tuple[list[str], list[str]]:
    """The words, numbers and signs of a phrase, as written and folded for look-up.

    The text has plain spaces and hyphens only. The folded list is longer by a few empty strings,
    so that a reader may look ahead freely. A hyphen inside a compound number is dropped
    (“twenty-seven”), one between two numbers is a word (“two-three”, «тысяча-две»), and other
    hyphenated words stay whole.
    """
    shown: list[str] = _TOKEN.findall(text)
    if "-" in text:
        shown = [part for word in shown for part in _unhyphened(word)]
    return shown, [*map(_fold, shown), "", "", "", ""]


def _fold(word: str) -> str:
    return word.lower().replace("ё", "е")


def _unhyphened(word: str) -> list[str]:
    if word.strip() == "-":
        return ["-"]
    first, *others = word.split("-")
    if not others or _fold(first) not in WORDS or _fold(others[-1]) not in WORDS:
        return [word]
    parts = [first]
    for part in others:
        before, after = _fold(parts[-1]), _fold(part)
        compound = ENGLISH.get(before, 0) >= 20 and 0 < ENGLISH.get(after, 0) < 10
        two_numbers = before in ENGLISH and after in ENGLISH and not compound
        parts += ["-", part] if two_numbers or after in COMMA_BEFORE | RUSSIAN.keys() else [part]
    return parts


# --- From words to a number -----------------------------------------------------------------


def read_number(words: list[str], at: int) -> Number | None:
    """The number that begins at ``words[at]`` (folded words), or None if none does.

    Raises :class:`Unclear` for what is a number in no single clear way. A Russian scale word may
    stand for one of it («тысяча»); an English one needs “a” or a number before it.
    """
    number = _descending(words, at, None)
    if number is not None and number.value > LIMIT:
        raise Unclear(_TOO_LARGE)
    return number


def _descending(words: list[str], at: int, ceiling: int | None) -> Number | None:
    """A group and its scale word, then smaller ones: “two million | three hundred thousand”."""
    group = _group(words, at)
    if group is None or (ceiling and not 0 < group.value < ceiling):
        return None
    scale = LARGE_SCALES.get(words[group.end])
    if not scale or not group.value or (ceiling and scale >= ceiling):
        return group
    value, end = tidy(EXACT.multiply(group.value, scale)), group.end + 1
    joined = words[end] == "and" and (words[end + 1] in ENGLISH or words[end + 1] == "a")
    rest = _descending(words, end + joined, scale)
    # «миллион полтора» is a range of its own kind
    if rest is None or rest.value != int(rest.value):
        return Number(value, end, (*group.scales, scale), scale)
    return Number(EXACT.add(value, rest.value), rest.end, (), scale)


def _group(words: list[str], at: int) -> Number | None:
    """What one large scale word can multiply: digits, words below 1,000, so many dozens."""
    word = words[at]
    if word[:1].isdecimal():
        number = Number(_digits(words, at), at + 1)
    elif word in ENGLISH or (word == "a" and words[at + 1] in ENGLISH_SCALES):
        number = _english(words, at)
    elif word in RUSSIAN:
        value, end = _sum(RUSSIAN, words, at)
        number = Number(Decimal(value), end)
    elif word in WITH_HALF:
        number = Number(WITH_HALF[word], at + 1)
    elif word in RUSSIAN_ONE and _is_one(words, at):
        number = Number(Decimal(1), at)
    else:
        return _half_a_dozen(words, at)
    return _times(words, number)


def _english(words: list[str], at: int) -> Number:
    """“a hundred”, “twenty-seven”, “three hundred and five”."""
    value, end = _sum(ENGLISH, words, at) if words[at] != "a" else (1, at + 1)
    if words[end] != "hundred" or not value:
        return Number(Decimal(value), end)
    rest = end + 1 + (words[end + 1] == "and")
    if not ENGLISH.get(words[rest]):
        return Number(Decimal(100 * value), end + 1, (100,))
    more, end = _sum(ENGLISH, words, rest)
    return Number(Decimal(100 * value + more), end)


def _sum(values: dict[str, int], words: list[str], at: int) -> tuple[int, int]:
    """Hundreds, then tens, then units: “twenty-seven”, «ста четырнадцати»; and where they end."""
    total = last = values[words[at]]
    end = at + 1
    while more := values.get(words[end]):
        if more >= (100 if last >= 100 else 10 if last >= 20 else 0):
            break
        total, last, end = total + more, more, end + 1
    return total, end


def _is_one(words: list[str], at: int) -> bool:
    """Whether a scale word without a number before it is one («тысяча»), not many («тысячи»)."""
    form, after = words[at], words[at + 1]
    if form not in GENITIVE_ONE:
        return True
    if after in RUSSIAN or after in WITH_HALF or after[:1].isdecimal():
        if after not in GENITIVE:  # «миллиона два» is “some two million”, not 1,000,002
            raise Unclear(f"the order of “{form} {after}” changes its meaning: say about how many")
        return True
    return form not in RUSSIAN_MANY or words[at - 1] in GOVERN_GENITIVE


def _half_a_dozen(words: list[str], at: int) -> Number | None:
    """“half a dozen”, “a half dozen”, “half a million”."""
    half = at + (words[at] == "a")
    if words[half] != "half":
        return None
    end = half + 1 + (words[half + 1] == "a")
    scale = ENGLISH_SCALES.get(words[end])
    return Number(tidy(EXACT.divide(Decimal(scale), 2)), end + 1) if scale else None


def _times(words: list[str], number: Number) -> Number:
    """The number with “and a half” where a scale word follows, times a dozen or a hundred."""
    value, end, *_ = number
    for half in (["and", "a", "half"], ["с", "половиной"]):
        after = end + len(half)
        if words[end:after] == half and words[after] in SCALES:
            value, end = EXACT.add(value, Decimal("0.5")), after
    scale = SMALL_SCALES.get(words[end])
    if scale and 0 < value < 100:
        return Number(tidy(EXACT.multiply(value, scale)), end + 1, (scale,))
    return number if end == number.end else Number(value, end)


def read_magnitude(words: list[str], at: int) -> Number | None:
    """The least number that “dozens”, “several hundred” or «десятки тысяч» can mean, or None.

    The plural says at least two of the unit that it names: hundreds are 200 or more.
    """
    several = at + (words[at] == "a" and words[at + 1] == "few")
    counted = words[several] in SEVERAL or several > at
    at = several + 1 if counted else at
    scale = (SCALES if counted else MANY).get(words[at])
    if scale is None:
        return None
    end = at + 1
    if words[end] in ("and", "upon", "и") and words[end + 1] == words[at]:
        end += 2
    if words[at] in ENGLISH_MANY:
        larger = ENGLISH_MANY.get(words[end + 1], 0) if words[end] == "of" else 0
    else:
        larger = LARGE_SCALES.get(words[end], 0)
    if larger >= 1000 and scale in (10, 100):
        scale *= larger
        end += 1 + (words[end] == "of")
    return Number(Decimal(2 * scale), end)


def read_fraction(words: list[str], at: int) -> tuple[int, int, int] | None:
    """“half”, “a third”, «три четверти» as (above, below, end), or None: “half a dozen”."""
    if _half_a_dozen(words, at):
        return None
    word, after = words[at], words[at + 1]
    if after in FRACTIONS:
        above = 1 if word == "a" else ENGLISH.get(word) or RUSSIAN.get(word, 0)
        return (above, FRACTIONS[after], at + 2) if 0 < above < 10 else None
    return (1, FRACTIONS[word], at + 1) if word in FRACTIONS_ALONE else None


# --- Digits ---------------------------------------------------------------------------------

_GROUPED = r"[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+"
_POINT = re.compile(rf"(0|[1-9][0-9]*|{_GROUPED})(?:\.([0-9]{{1,6}}))?")
_COMMA = re.compile(r"(0|[1-9][0-9]*|[1-9][0-9]{0,2}(?: [0-9]{3})+),([0-9]{1,6})")
_TWO_WAYS = re.compile(r"([1-9][0-9]{0,2})[.,]([0-9]{3})")
_GROUPING = str.maketrans("", "", ", ")
_LONGEST_RUN = 9
# «3-х», «5-ти», «7-ми»: a cardinal with the ending of its case. «20-х» is an ordinal.
_WITH_ENDING = re.compile(r"([0-9]*(?<!1)[234](?=-?х)|[0-9]+(?=-?[тм]и))-?(?:х|[тм]и)")


def _digits(words: list[str], at: int) -> Decimal:
    figure = words[at]
    if not figure.isdecimal() and (ending := _WITH_ENDING.fullmatch(figure)):
        figure = ending[1]
    if figure.isdecimal() and figure[0] != "0" and len(figure) <= _LONGEST_RUN:
        return Decimal(figure)
    comma = not COMMA_BEFORE.isdisjoint(words[at + 1 :])
    two_ways = _TWO_WAYS.fullmatch(figure)
    if two_ways and (comma or "." in figure):
        grouped, decimal = ",".join(two_ways.groups()), ".".join(two_ways.groups())
        raise Unclear(f"“{figure}” can be {grouped} or {decimal.rstrip('0').rstrip('.')}")
    match = (comma and _COMMA.fullmatch(figure)) or _POINT.fullmatch(figure)
    if not match:
        raise Unclear(_why_no_figure(figure))
    whole, decimals = match.groups("0")
    value = Decimal(f"{whole.translate(_GROUPING)}.{decimals}")
    if value > LIMIT:
        raise Unclear(_TOO_LARGE)
    if whole.isdecimal() and len(whole) > _LONGEST_RUN:
        raise Unclear("so long a run of digits may be a telephone or document number: group it")
    return tidy(value)


def _why_no_figure(figure: str) -> str:
    if figure[-1].isalpha():
        return f"“{figure}” joins a number with letters"
    if re.match("0[0-9]", figure):
        return f"“{figure}” begins with 0, as a code does and a count does not"
    return f"the signs inside “{figure}” are not clear: write 1200, 1,200 or 1.2"


def tidy(value: Decimal) -> Decimal:
    """The same value without needless decimals: ``75.0`` and ``7.5E+1`` become ``75``."""
    whole = int(value)
    return Decimal(whole) if value == whole else value.normalize(EXACT)
