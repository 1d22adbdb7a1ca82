"""What is not a quantity, and the reason that the user is given for it.

Dates, spans of time, references, ordinals and the like are known by their form. Every reason
completes the sentence “… is not read as a quantity: …”.
"""

import re
from functools import lru_cache

from factcheck.domain.numeral_slips import misspelt
from factcheck.domain.numeral_words import WORDS
from factcheck.domain.numerals import Unclear

LONGEST_TEXT = 200
"""In characters."""

LONGEST_UNIT = 6
"""In words: “people in contact with the network” has six."""

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
# “18.05” is a time of day, a day of a month or a number.
_CLOCK = re.compile(r"(?:[1-9]|[12]\d|3[01])\.[0-5]\d")


def recognised(phrase: str) -> str | None:
    """Why a phrase that could not be read is no quantity, if it has a well-known form."""
    phrase = phrase.lower().replace("ё", "е")
    return next((why for pattern, why in _RECOGNISED if re.search(pattern, phrase)), None)


def why_a_date(words: list[str], bound: bool) -> str | None:
    """Why a number without a unit or a whole may be a year, two years or a time, or None.

    ``words`` are those of the number or range; a ``bound`` (“more than 2000”) is no single year.
    """
    figures = [word for word in words if len(word) == 4 and word.isdecimal()]
    year = any("1900" <= figure <= "2099" for figure in figures)
    if year and len(figures) == 2 and min(figures) >= "1800":
        return "these may be years: add what they count"
    if bound:
        return None
    if words[:2] == ["nineteen", "hundred"] or (year and len(words) == 1):
        return _YEAR
    if len(words) == 1 and _CLOCK.fullmatch(words[0]):
        return "it may be a day or a time of day: add what it counts"
    return None


def why_no_number(words: list[str]) -> str:
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
_IS_MONTH, _IS_SPAN, _IS_RANK = map(re.compile, (_MONTH, _SPAN, _RANK))


def why_no_unit(words: tuple[str, ...], shown: tuple[str, ...], before: str) -> str | None:
    """Why these words do not name what is counted, or None if they do.

    ``shown`` are the words as they were written, and ``before`` is the word in front of them.
    """
    return _why_no_unit(words, shown, not before[:1].isdecimal())


@lru_cache(maxsize=4096)
def _why_no_unit(words: tuple[str, ...], shown: tuple[str, ...], after_words: bool) -> str | None:
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
    if slip := misspelt(first, after_words=after_words):
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


def legible(text: str) -> str:
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
