"""The number words of English and Russian, and what each is worth.

The tables of :mod:`factcheck.domain.numerals`. They hold stems and endings, and the forms are
made from them when the module is imported. All words are folded: in lower case, with «е» for «ё».
"""

from decimal import Decimal

# --- English --------------------------------------------------------------------------------

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
ENGLISH = {word: value for value, word in enumerate(_UNITS)}
ENGLISH |= {word: 10 * value for value, word in enumerate(_TENS, 2)}
"""The numerals below 100 that are one word."""

ENGLISH_SCALES = {"dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6}
ENGLISH_SCALES |= {"billion": 10**9, "trillion": 10**12}
"""What a number multiplies: “two million”."""

ENGLISH_MANY = {"tens": 10} | {f"{word}s": scale for word, scale in ENGLISH_SCALES.items()}
"""Plurals that say “at least two of them”, with the scale of one."""

_PARTS = "third fourth fifth sixth seventh eighth ninth tenth".split()
_ENGLISH_FRACTIONS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4} | {
    word + plural: below for below, word in enumerate(_PARTS, 3) for plural in ("", "s")
}

# --- Russian --------------------------------------------------------------------------------

# An asterisk marks the genitive.
_IRREGULAR = """
0 ноль ноля* нолю нолем ноле нуль нуля* нулю нулем нуле
1 один одна одно одного* одной* одному одну одним одном
2 два две двух* двум двумя двое двоих* двоим двоими
3 три трех* трем тремя трое троих* троим троими
4 четыре четырех* четырем четырьмя четверо четверых* четверым четверыми
40 сорок сорока*
90 девяносто девяноста*
100 сто ста*
200 двести двухсот* двумстам двумястами двухстах
300 триста трехсот* тремстам тремястами трехстах
400 четыреста четырехсот* четыремстам четырьмястами четырехстах
"""
# The stem of the nominative, and of the other cases.
_FIVE_TO_NINE = ("пят пят", "шест шест", "сем сем", "восем восьм", "девят девят")
_ONE_TO_NINE = "один две три четыр пят шест сем восем девят".split()


def _russian_forms() -> dict[str, int]:
    """Every form of every Russian numeral below 1,000 that is one word; genitives keep ``*``."""
    rows = (line.split() for line in _IRREGULAR.strip().splitlines())
    forms = {form: int(value) for value, *row in rows for form in row}

    def add(value: int, *words: str) -> None:
        forms.update(dict.fromkeys(words, value))

    for value, stems in enumerate(_FIVE_TO_NINE, 5):
        stem, other = stems.split()
        add(value, f"{stem}ь", f"{other}и*", f"{stem}ью", f"{other}ью")
        add(value, *(f"{other}ер{ending}" for ending in ("о", "ых*", "ым", "ыми")))
        add(100 * value, f"{stem}ьсот", f"{other}исот*", f"{other}истам", f"{other}истах")
        add(100 * value, f"{stem}ьюстами", f"{other}ьюстами")
        if value < 9:
            add(10 * value, f"{stem}ьдесят", f"{other}идесяти*")
            add(10 * value, f"{stem}ьюдесятью", f"{other}ьюдесятью")
    teens = [(value, f"{stem}надцат") for value, stem in enumerate(_ONE_TO_NINE, 11)]
    for value, stem in [(10, "десят"), *teens, (20, "двадцат"), (30, "тридцат")]:
        add(value, f"{stem}ь", f"{stem}и*", f"{stem}ью")
    add(10, "десятеро", "десятерых*", "десятерым", "десятерыми")
    return forms


_MARKED = _russian_forms()
RUSSIAN = {form.rstrip("*"): value for form, value in _MARKED.items()}
"""The numerals below 1,000 that are one word, in every case."""

GENITIVE = {form[:-1] for form in _MARKED if form.endswith("*")}
"""Those forms of :data:`RUSSIAN` that are, or can be, a genitive."""

# Scale, stem, endings of the singular (the genitive second), endings of the plural; “-”: none.
_DECLENSION = ("- а у ом е", "ы ов ам ами ах")
_NOUNS = (
    (10, "десят", "ок ка ку ком ке", "ки ков кам ками ках"),
    (12, "дюжин", "а ы е у ой", "ы - ам ами ах"),
    (100, "сот", "ня ни не ню ней", "ни ен ням нями нях -"),
    (10**3, "тысяч", "а и е у ей ью", "и - ам ами ах"),
    (10**6, "миллион", *_DECLENSION),
    (10**9, "миллиард", *_DECLENSION),
    (10**12, "триллион", *_DECLENSION),
)


def _declined(row: int) -> dict[str, int]:
    return {
        noun[1] + ending.strip("-"): noun[0] for noun in _NOUNS for ending in str(noun[row]).split()
    }


RUSSIAN_ONE = _declined(2)
"""The singular of the scale words, in every case: «тысячу»."""

RUSSIAN_MANY = _declined(3)
"""Their plural, in every case: «тысячам»."""

GENITIVE_ONE = {stem + singular.split()[1] for _, stem, singular, _ in _NOUNS}
"""Their genitive singular, which can be the plural too: «тысячи»."""

_ABBREVIATED = {
    short + point: scale
    for short, scale in (("тыс", 10**3), ("млн", 10**6), ("млрд", 10**9), ("трлн", 10**12))
    for point in ("", ".")
}
_RUSSIAN_SCALES = RUSSIAN_ONE | RUSSIAN_MANY | _ABBREVIATED

WITH_HALF = dict.fromkeys(("полтора", "полторы", "полутора"), Decimal("1.5"))
WITH_HALF |= dict.fromkeys(("полтораста", "полутораста"), Decimal(150))
WITH_HALF |= {
    half + form: Decimal(RUSSIAN_ONE[form]) / 2 for half in ("пол", "полу") for form in GENITIVE_ONE
}
"""Words for one and a half, and for half of a scale word: «полтора», «полсотни»."""

GOVERN_GENITIVE = frozenset("около ок. более больше менее меньше свыше до порядка от из".split())
"""A bare «тысячи» is “of a thousand” after these words, and “thousands” elsewhere."""

_RUSSIAN_FRACTIONS = {"половин" + ending: 2 for ending in "а ы е у ой".split()} | {
    stem + ending: below
    for below, stem in ((3, "трет"), (4, "четверт"))
    for ending in "ь и ью ей ям".split()
}

# --- Both languages -------------------------------------------------------------------------

SCALES = ENGLISH_SCALES | ENGLISH_MANY | _RUSSIAN_SCALES
"""Every scale word, in the singular and the plural."""

_COUNTED = ENGLISH_SCALES | _RUSSIAN_SCALES
SMALL_SCALES = {word: scale for word, scale in _COUNTED.items() if scale < 1000}
"""What multiplies a number, below a thousand: “dozen”, «сотни»."""

LARGE_SCALES = {word: scale for word, scale in _COUNTED.items() if scale >= 1000}
"""The same from a thousand on: “thousand”, «тысячи», «млн»."""

MANY = ENGLISH_MANY | RUSSIAN_MANY
"""The plurals, which alone say at least two of their scale."""

SEVERAL = frozenset(
    "several many несколько нескольких нескольким несколькими много многие многих".split()
)
"""What makes any scale word such a plural: “several hundred”."""

_RUSSIAN_PERCENT = {"процент" + ending for ending in ("", "а", "у", "ы", "ов", "ам", "ами")}
PERCENT = frozenset({"%", "percent", "per cent"} | _RUSSIAN_PERCENT)
"""The ways to write “per cent”."""

COMMA_BEFORE = _RUSSIAN_PERCENT | _RUSSIAN_SCALES.keys()
"""What a decimal comma is read before: «1,2 млн», «2,5 процента»."""

FRACTIONS = _ENGLISH_FRACTIONS | _RUSSIAN_FRACTIONS
"""The word for each part of a whole, with how many of it make the whole."""

FRACTIONS_ALONE = {"half", "quarter"} | _RUSSIAN_FRACTIONS.keys()
"""Those that need no number before them; an English “third” alone is an ordinal."""

WORDS = frozenset((*ENGLISH, *RUSSIAN, *SCALES, *WITH_HALF, *FRACTIONS))
"""Every word that is, or is part of, a number."""
