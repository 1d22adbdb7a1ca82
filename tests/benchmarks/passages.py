"""Passages to quote, with what printing and scanning do to them, and their near-duplicates.

Everything is drawn from one seed. A passage is a sentence whose facts are filled in; its near-
duplicates are the same sentence with one fact altered: a date, a name, a number, a negation. What
is done to a passage never touches its facts: typography is changed anywhere, letters only in words
of the sentence itself.
"""

import re
import unicodedata
from collections.abc import Sequence
from random import Random
from typing import NamedTuple


class Case(NamedTuple):
    """A quote and a text. ``place`` is where the quote stands, or None if it does not."""

    kind: str
    """``exact``, ``typographic``, ``noisy``, or ``absent``: near-duplicates only."""
    quote: str
    text: str
    place: tuple[int, int] | None


KINDS = ("exact", "typographic", "noisy", "absent")

_ENGLISH = (
    "In the {month} of {year}, {number} men were detained near {place} and beaten by uniform-clad "
    "officers, according to “{name}”",
    "The lawyer {name} told reporters that {number} families from {place} {had} received any "
    "answer from the prosecutor’s office by {month} {year}",
    "Witnesses said on {day} that officers — led by {name} — {had} taken {number} young people to "
    "the unofficial prison in {place}",
    "We are providing our help and assistance to {number} of the people who left {place} before "
    "{month}, and {name} {had} spoken with the victims first",
    "According to the final report of {name}, at least {number} prisoners {had} seen a doctor "
    "while they were in custody at {place} after {day}",
)
_RUSSIAN = (
    "По словам свидетелей, в {month} {year} года в районе {place} были задержаны {number} человек, "
    "а следователь {name} {had} отвечал на вопросы журналистов",
    "Адвокат «{name}» рассказал, что {number} жителей {place} {had} получили ответа из прокуратуры "
    "до наступления {month} {year} года",
    "Родственники пропавших сообщили — это подтвердил {name} — что {number} молодых людей увезли "
    "в какую-то неофициальную тюрьму близ {place}",
    "Мы оказываем помощь и поддержку людям, их было {number}, которые ещё весной покинули {place}, "
    "и сотрудник {name} {had} говорил с пострадавшими",
)
_SLOTS: dict[str, dict[str, Sequence[str]]] = {
    "en": {
        "month": ("February", "March", "April", "May", "June", "September"),
        "day": ("Monday", "Tuesday", "Friday", "Saturday"),
        "year": ("2015", "2016", "2017", "2018"),
        "number": ("27", "29", "72", "1,200", "1,250", "thirty", "thirteen", "twenty-seven",
                   "two hundred", "three hundred", "75", "15", "5"),
        "place": ("Argun", "Grozny", "Gudermes", "Shali", "Urus-Martan"),
        "name": ("Igor Kochetkov", "Igor Kochetov", "Ivan Petrov", "Irina Petrova",
                 "Elena Milashina"),
        "had": ("had", "had not", "had never"),
    },
    "ru": {
        "month": ("феврале", "марте", "апреле", "мае", "июне", "июле"),
        "year": ("2015", "2016", "2017", "2018"),
        "number": ("27", "29", "72", "1 200", "1 250", "тридцать", "тринадцать", "двадцать семь",
                   "двести", "триста", "75", "15"),
        "place": ("Аргуна", "Грозного", "Гудермеса", "Шали", "Шатоя"),
        "name": ("Игорь Кочетков", "Игорь Кочетов", "Иван Петров", "Ирина Петрова"),
        "had": ("не", "ни разу не", "сразу"),
    },
}  # fmt: skip
_SAME = ({"27", "twenty-seven"}, {"27", "двадцать семь"})
"""An alteration between these alters nothing."""
_FILLER = {
    "en": "officers village evening street family hospital lawyer answer called waited later road "
    "house before morning letter asked walked home relatives doctor without court water",
    "ru": "полиция село вечером улица семья больница адвокат ответ позвонили ждали потом дорога "
    "дом утром письмо спросили пришли домой родственники врач суд вода",
}
_CONFUSED = {
    "e": "co", "c": "eo", "o": "0ca", "l": "1it", "i": "l1j", "h": "bn", "n": "hu", "a": "o",
    "t": "lf", "u": "vn", "s": "5z", "r": "n", "d": "cl", "и": "нй", "н": "ип", "о": "с0а",
    "е": "сё", "п": "лн", "ш": "щ", "т": "г", "а": "о", "л": "п", "р": "в", "с": "е", "в": "б",
    "к": "х",
}  # fmt: skip
"""What a scanner takes a letter for."""


def cases(count: int, seed: int = 20170401) -> list[Case]:
    """So many cases, the kinds and the languages in turn."""
    chance = Random(seed)
    return [
        _case(chance, KINDS[number % len(KINDS)], "ru" if number // len(KINDS) % 3 == 2 else "en")
        for number in range(count)
    ]


def _case(chance: Random, kind: str, language: str) -> Case:
    sentence = chance.choice(_ENGLISH if language == "en" else _RUSSIAN)
    slots = _SLOTS[language]
    facts = {slot: chance.choice(values) for slot, values in slots.items()}
    quote = sentence.format(**facts)
    passage, others = quote, _near_duplicates(chance, sentence, facts, slots)
    if kind == "typographic":
        passage = retyped(chance, quote)
    elif kind == "noisy":
        passage = _misread(chance, sentence).format(**facts)
        if chance.random() < 0.3:
            passage = retyped(chance, passage)
    parts = [*others, *(_filler(chance, language) for _ in range(chance.randint(2, 8)))]
    chance.shuffle(parts)
    if kind == "absent":
        return Case(kind, quote, ".\n\n".join(parts) + ".", None)
    at = chance.randrange(len(parts) + 1)
    before = "".join(f"{part}.\n\n" for part in parts[:at])
    after = "".join(f".\n\n{part}" for part in parts[at:])
    return Case(kind, quote, f"{before}{passage}{after}.", (len(before), len(before + passage)))


def _near_duplicates(
    chance: Random, sentence: str, facts: dict[str, str], slots: dict[str, Sequence[str]]
) -> list[str]:
    found = []
    for slot in chance.sample(sorted(slots), chance.randint(2, 4)):
        others = [value for value in slots[slot] if not _same(value, facts[slot])]
        altered = sentence.format(**facts | {slot: chance.choice(others)})
        if altered != sentence.format(**facts):
            found.append(retyped(chance, altered) if chance.random() < 0.3 else altered)
    return found


def _same(value: str, other: str) -> bool:
    return value == other or {value, other} in _SAME


def _filler(chance: Random, language: str) -> str:
    words = chance.choices(_FILLER[language].split(), k=chance.randint(8, 60))
    return " ".join(words).capitalize()


# --- Typography -----------------------------------------------------------------------------


def retyped(chance: Random, passage: str) -> str:
    """The passage as another printer or typist would have it: the same words, other signs."""
    changes = (_spaced, _quoted, _dashed, _hyphenated, _ligated, _decomposed, _invisible)
    for change in chance.sample(changes, chance.randint(1, 4)):
        passage = change(chance, passage)
    return passage


def _spaced(chance: Random, text: str) -> str:
    spaces = (" ", " ", "\n", "  ", "\u00a0", "\u2009", " \n ", "\t")
    return re.sub(r"(?<!\d) (?!\d)", lambda _: chance.choice(spaces), text)


def _quoted(chance: Random, text: str) -> str:
    opened, closed = chance.choice((('"', '"'), ("«", "»"), ("„", "“"), ("‘", "’"), ("“", "”")))
    text = re.sub("[“«]", opened, text.replace("’", chance.choice("'’ʼ")))
    return re.sub("[”»]", closed, text)


def _dashed(chance: Random, text: str) -> str:
    return text.replace(" — ", chance.choice((" – ", " - ", "—", " -- ", "–")))


def _hyphenated(chance: Random, text: str) -> str:
    """Words broken at the end of a line, and lines broken behind a hyphen."""
    broken = chance.choice(("-\n", "-\r\n", "\u00ad", "- \n", "¬\n"))
    text = re.sub(r"(?<=[a-zа-я]{3})(?=[a-zа-яё]{4})",
                  lambda _: broken if chance.random() < 0.05 else "", text)  # fmt: skip
    return re.sub(r"(?<=[^\W\d]{3})-(?=[a-zа-я])", lambda _: chance.choice(("-\n", "-", "‑")), text)


def _ligated(_: Random, text: str) -> str:
    return text.replace("ffi", "ﬃ").replace("ff", "ﬀ").replace("fi", "ﬁ").replace("fl", "ﬂ")


def _decomposed(_: Random, text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _invisible(chance: Random, text: str) -> str:
    signs = ("\u200b", "\ufeff", "\u2060", "", "", "")
    return re.sub(r"(?<=\w) (?=\w)", lambda _: " " + chance.choice(signs), text)


# --- Noise ----------------------------------------------------------------------------------

_PLAIN_WORD = re.compile(r"(?<![\w{’'-])[a-zа-яё]{5,}(?![\w}])")
_KEPT = {"ничего", "пострадавшими", "unofficial", "неофициальную", "first", "least"}
"""Words that are facts, or nearly the contrary of another word."""


def _misread(chance: Random, sentence: str) -> str:
    """The sentence with 5 to 12 letters of a hundred misread, none of them in a fact."""
    places = [
        at
        for match in _PLAIN_WORD.finditer(sentence)
        if match.group() not in _KEPT
        for at in range(match.start() + 1, match.end() - 1)
    ]
    many = min(chance.randint(5, 12) * len(sentence) // 100, len(places) // 3)
    letters = list(sentence)
    for at in chance.sample(places, many):
        letters[at] = _noise(chance, letters[at])
    return "".join(letters)


def _noise(chance: Random, letter: str) -> str:
    kind = chance.random()
    if kind < 0.15:
        return ""
    if kind < 0.25:
        return letter + chance.choice("ilt")
    return chance.choice(_CONFUSED.get(letter, "x"))
