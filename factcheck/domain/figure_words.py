"""The words that make another number of a number, or another fact of a passage.

Tables of :mod:`factcheck.domain.figures` and :mod:`factcheck.domain.facts`, in English and
Russian; folded: in lower case, with «е» for «ё».
"""

import re
from functools import cache, lru_cache

from factcheck.domain.numeral_words import ENGLISH_SCALES

CURRENCIES = frozenset("$ € £ ¥ ₽ ₴ ₸".split())

LITERAL = frozenset(
    "once twice thrice both couple pair double triple оба обе обоих обеих обоим обеим дважды "
    "трижды вдвое втрое пара пары пару парой".split()
)
"""Words that say how many or how often, and count as they are written."""

# --- Ordinals -------------------------------------------------------------------------------

_FIRST = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_TENTHS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth".split()
_ENGLISH_RANKS = {word: value for value, word in enumerate(_FIRST, 1)}
_ENGLISH_RANKS |= {word: 10 * value for value, word in enumerate(_TENTHS, 2)}
_ENGLISH_RANKS |= {f"{word}th": scale for word, scale in ENGLISH_SCALES.items() if scale > 12}
_ENDING = "(?:[ыио]й|ая|[оы]е|ого|ому|[ыо]м|ую|ых|ыми|ое)"
_STEMS = (
    "перв втор - четверт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат "
    "четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат двадцат"
).split()
_RUSSIAN_RANKS = {stem: value for value, stem in enumerate(_STEMS, 1)} | {
    "тридцат": 30, "сороков": 40, "пятидесят": 50, "шестидесят": 60, "семидесят": 70,
    "восьмидесят": 80, "девяност": 90, "сот": 100, "тысячн": 1000,
}  # fmt: skip
_RUSSIAN_RANK = re.compile(f"({'|'.join(_RUSSIAN_RANKS)}){_ENDING}")
_RUSSIAN_THIRD = re.compile(r"трет(?:ий|ь[яею]|ьи|ь(?:его|ему|им|ем|ей|их|ими))")
_IN_DIGITS = re.compile(r"([0-9]+)(?:st|nd|rd|th|-(?:й|я|е|го|му|ю|ых|ым|ой|ую))")


@lru_cache(maxsize=1024)
def ordinal(word: str) -> int:
    """The place in a row that a word gives: “third”, “3rd”, «третьего»; 0 if it gives none."""
    if word in _ENGLISH_RANKS:
        return _ENGLISH_RANKS[word]
    if found := _IN_DIGITS.fullmatch(word):
        return int(found[1])
    if found := _RUSSIAN_RANK.fullmatch(word):
        return _RUSSIAN_RANKS[found[1]]
    return 3 if _RUSSIAN_THIRD.fullmatch(word) else 0


# --- What is counted, and when --------------------------------------------------------------


def _each(**forms: str) -> dict[str, str]:
    return {form: name for name, row in forms.items() for form in row.split()}


UNITS = _each(
    second="second seconds секунда секунды секунд секунду",
    minute="minute minutes минута минуты минут минуту",
    hour="hour hours час часа часов",
    day="day days день дня дней сутки суток",
    night="night nights ночь ночи ночей",
    week="week weeks неделя недели недель неделю",
    month="month months месяц месяца месяцев",
    year="year years год года лет",
    decade="decade decades десятилетие десятилетия десятилетий",
    man="man men мужчина мужчины мужчин",
    woman="woman women женщина женщины женщин",
    boy="boy boys мальчик мальчика мальчиков юноша юноши юношей",
    girl="girl girls девочка девочки девочек девушка девушки девушек",
    child="child children ребенок ребенка дети детей",
)
"""What stands right behind a number and makes another fact of it: “three days”, “27 women”."""

_MONTHS = (
    "january|январ[ьяюе][м]?", "february|феврал[ьяюе][м]?", "march|март[ауе]?|мартом",
    "april|апрел[ьяюе][м]?", "may|ма[йяюе]|маем", "june|июн[ьяюе][м]?", "july|июл[ьяюе][м]?",
    "august|август[ауе]?|августом", "september|сентябр[ьяюе][м]?", "october|октябр[ьяюе][м]?",
    "november|ноябр[ьяюе][м]?", "december|декабр[ьяюе][м]?",
)  # fmt: skip
_DAYS = (
    "monday|понедельник[ауие]?", "tuesday|вторник[ауие]?", "wednesday|сред[ауые]",
    "thursday|четверг[ауие]?", "friday|пятниц[ауые]", "saturday|суббот[ауые]",
    "sunday|воскресень[еяю]",
)  # fmt: skip
_DATES = {f"month {n}": pattern for n, pattern in enumerate(_MONTHS, 1)}
_DATES |= {f"weekday {n}": pattern for n, pattern in enumerate(_DAYS, 1)}


@cache
def _date_forms() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in _DATES.items()}


@lru_cache(maxsize=4096)
def month_or_weekday(word: str) -> str:
    """One name for a month or weekday in every form («апреля»: ``month 4``), or nothing."""
    return next((name for name, form in _date_forms().items() if form.fullmatch(word)), "")


def is_month(word: str) -> bool:
    """Whether a word is a month's name."""
    return month_or_weekday(word).startswith("month")
