"""A newsroom's spreadsheet of N claims, the same on every machine, and what it refers to.

A claim is a sentence of 12 to 30 words; one in twenty is in Russian. Every claim names a person;
exactly every second one holds ``COMMON_WORD``. Six in ten carry a number, the way people state
numbers. Two in five have a second citation: another row with the same claim, mostly the next one,
sometimes thousands of rows below.

No cell begins like a formula or holds a control character, so that a script by hand need not
guard against them to write the same bytes.
"""

import csv
import marshal
from collections.abc import Iterator
from itertools import islice
from math import exp, log
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from factcheck.domain.drafts import ClaimDraft, logged_digest, read_claim
from factcheck.domain.edtf import EdtfDate
from factcheck.domain.keys import suggested
from factcheck.domain.vocabulary import Act, ClaimKind
from tests.benchmarks.measure import Stopwatch
from tests.benchmarks.words import COMMON_WORD, RUSSIAN_QUERIES, Words

SEED = 20170401
BATCH = 5_000
"""Rows that are handed over at a time."""

MARSHAL = 2
"""The last version that writes the same bytes for equal values."""

LATER = 7_000
"""How many claims below its own a second citation stands that is not in the next row."""

COLUMNS = (
    "text", "kind", "act", "speaker", "against", "as_of", "happened", "place", "tags", "number",
    "number_method", "measure", "source", "via", "stance", "locator", "quote", "translation",
)  # fmt: skip

KINDS = {
    "number": 6, "abuse": 6, "responsibility": 2, "targeting": 1, "denial": 2,
    "characterization": 1, "event": 4, "assistance": 1,
}  # fmt: skip
SOURCE_KINDS = ("interview", "report", "article-newspaper", "webpage", "broadcast", "post")
STANCES = ("supports", "confirms", "mentions", "disputes", "qualifies")
NUMBER_FORMS = (
    "{n} {unit}", "about {n} {unit}", "some {n} {unit}", "at least {n} {unit}", "around {n}",
    "more than {n} {unit}", "over {n}", "{n} to {more} {unit}", "between {n} and {more} {unit}",
    "nearly {n} {unit}", "up to {n} {unit}", "fewer than {n} {unit}", "no fewer than {n}",
    "{n} or more {unit}", "dozens of {unit}", "hundreds of {unit}", "half of the {even} {unit}",
    "не менее {n} человек", "около {n} человек",
)  # fmt: skip
UNITS = "people men women detainees cases families villages officers witnesses arrests".split()
MEASURES = tuple(f"{unit}-counted" for unit in UNITS[:5])


class Source(NamedTuple):
    key: str
    kind: str
    title: str
    author: str
    issued: str
    relays: str | None
    """The key of the one source that it relays."""


class References(NamedTuple):
    """What a case holds before the import."""

    parties: list[str]
    sources: list[Source]


def references(sources: int = 2_000, parties: int = 50) -> References:
    chance = Random(SEED)
    words = Words(chance)
    made: list[Source] = []
    for number in range(1, sources + 1):
        # One source in ten repeats an earlier one.
        relays = chance.choice(made).key if made and chance.random() < 0.1 else None
        title = " ".join(words.sentence(4, 9)).capitalize()
        author = f"{words.name()}, {words.name()}"
        kind = chance.choice(SOURCE_KINDS)
        made.append(Source(f"source-{number}", kind, title, author, _day(chance), relays))
    names = {f"{words.name()} {words.name()}": None for _ in range(2 * parties)}
    return References(list(names)[:parties], made)


def rows(claims: int) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with the number of its claim, from 1 in the order of first mention."""
    maker = _Maker()
    later: dict[int, tuple[int, dict[str, str]]] = {}
    for number in range(1, claims + 1):
        claim = maker.claim(number)
        yield number, claim | maker.citation(claim)
        if maker.chance.random() < 0.4:
            second = (number, claim | maker.citation(claim))
            if maker.chance.random() < 0.1:
                later[number + LATER] = second
            else:
                yield second
        if number in later:
            yield later.pop(number)
    yield from later.values()


class _Maker:
    def __init__(self) -> None:
        self.chance = Random(SEED)
        self.words = Words(self.chance)
        known = references()
        self.parties = known.parties
        self.sources = known.sources
        self.places = [self.words.name() for _ in range(40)]
        self.tags = self.words.english[200:260]

    def claim(self, number: int) -> dict[str, str]:
        chance, draw = self.chance, self.chance.random
        kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
        made = {
            "text": self._statement(number),
            "kind": kind,
            "act": chance.choice(list(Act)) if kind == ClaimKind.ABUSE and draw() < 0.8 else "",
            "speaker": self._often(self.parties) if draw() < 0.8 else "",
            "against": self._often(self.parties) if draw() < 0.3 else "",
            "as_of": _date(chance) if draw() < 0.6 else "",
            "happened": _date(chance) if draw() < 0.5 else "",
            "place": self._often(self.places) if draw() < 0.5 else "",
            "tags": ", ".join(chance.sample(self.tags, chance.randint(0, 3))),
        }
        number_given = draw() < 0.6
        return made | {
            "number": self._number() if number_given else "",
            "number_method": chance.choice(("count", "estimate"))
            if number_given and draw() < 0.2
            else "",
            "measure": self._often(MEASURES) if number_given and draw() < 0.2 else "",
        }

    def citation(self, claim: dict[str, str]) -> dict[str, str]:
        chance, draw = self.chance, self.chance.random
        source = self._often(self.sources)
        quoted = draw() < 0.9
        russian = not claim["text"].isascii()
        sentence = self.words.russian_sentence if russian else self.words.sentence
        place = chance.choice(("p. {}", "para. {}", "min. {}"))
        return {
            "source": source.key,
            "via": source.relays if source.relays and draw() < 0.5 else "",
            "stance": chance.choice(STANCES) if draw() < 0.2 else "",
            "locator": place.format(chance.randint(1, 60)) if draw() < 0.8 else "",
            "quote": " ".join(sentence(8, 25)) if quoted else "",
            "translation": " ".join(self.words.sentence(8, 25)) if quoted and russian else "",
        }

    def _statement(self, number: int) -> str:
        russian = self.chance.random() < 0.05
        said = (self.words.russian_sentence if russian else self.words.sentence)(11, 28)
        said.insert(self.chance.randrange(1, len(said)), self.words.name())
        if number % 2 == 0:
            said.insert(self.chance.randrange(1, len(said)), COMMON_WORD)
        return " ".join([said[0].capitalize(), *said[1:]]) + "."

    def _number(self) -> str:
        # Small numbers are the commonest; few are over a thousand.
        number = int(exp(self.chance.uniform(log(2), log(1_800))))
        return self.chance.choice(NUMBER_FORMS).format(
            n=f"{number:,}",
            more=f"{number + max(1, number // 3):,}",
            even=f"{2 * number:,}",
            unit=self.chance.choice(UNITS),
        )

    def _often(self, among: Any) -> Any:
        """One of these, the first ones more often than the last ones."""
        return among[int(len(among) * self.chance.random() ** 2)]


def _day(chance: Random) -> str:
    return f"{chance.randint(2014, 2019)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def _date(chance: Random) -> str:
    day, form = _day(chance), chance.random()
    if form < 0.6:
        return day
    if form < 0.8:
        return day[:7]
    if form < 0.9:
        return day[:4]
    return f"{day[:7]}~" if form < 0.95 else f"{day[:7]}-01/{day}"


# --- Files ----------------------------------------------------------------------------------------

Span = tuple[str | None, str | None]
Parts = tuple[str, str, str | None, str | None, str | None, str | None, str | None]


class Computed(NamedTuple):
    """What factcheck works out of a new claim's row, and a plain script is handed ready."""

    key: str
    digest: bytes
    as_of: Span
    happened: Span
    quantity: Parts | None
    """Of the table ``quantity``, from ``as_stated`` to ``whole``."""


def made(_: Stopwatch, folder: str, claims: int, keyed: bool = False) -> int:
    """Write ``claims.csv``, and ``computed.bin`` beside it; returns the number of rows.

    ``computed.bin`` holds, for each row, the number of its claim and, where that is new, its
    ``Computed``, as ``marshal`` writes tuples, in lists of ``BATCH``. ``keyed`` puts a key before
    every claim, as in a sheet that was exported.
    """
    count = 0
    names = _Keys(references())
    seen = 0
    with (
        Path(folder, "claims.csv").open("w", encoding="utf-8", newline="") as sheet,
        Path(folder, "computed.bin").open("wb") as beside,
    ):
        writer = csv.DictWriter(sheet, ["key", *COLUMNS] if keyed else COLUMNS, lineterminator="\n")
        writer.writeheader()
        remaining = rows(claims)
        while batch := list(islice(remaining, BATCH)):
            computed: list[Any] = []
            for number, row in batch:
                if keyed:
                    row["key"] = f"claim-{number:07}"
                new = number > seen
                seen = max(seen, number)
                computed.append((number, tuple(names.computed(row)) if new else None))
            writer.writerows(row for _, row in batch)
            marshal.dump(computed, beside, MARSHAL)
            count += len(batch)
    return count


def computed(file: Path) -> Iterator[list[tuple[int, tuple[Any, ...] | None]]]:
    """What ``made`` left beside the sheet, a batch at a time."""
    with file.open("rb") as beside:
        while True:
            try:
                yield marshal.load(beside)
            except EOFError:
                return


class _Keys:
    """Works out what stands beside the sheet; it knows which keys are taken."""

    def __init__(self, known: References) -> None:
        keys = {name: suggested(name, "party") for name in known.parties}
        self._party_keys = {"": ""} | keys
        self._taken = {*keys.values(), *MEASURES, *(source.key for source in known.sources)}
        self._last: dict[str, int] = {}

    def computed(self, row: dict[str, str]) -> Computed:
        draft = read_claim(row)
        speaker, against = self._party_keys[row["speaker"]], self._party_keys[row["against"]]
        return Computed(
            row.get("key") or self._made(row["text"]),
            logged_digest(draft, speaker, against, row["measure"]),
            _span(draft.as_of),
            _span(draft.happened),
            _parts(draft),
        )

    def _made(self, text: str) -> str:
        base = suggested(text, "claim")
        key = base
        while key in self._taken:
            self._last[base] = self._last.get(base, 1) + 1
            key = f"{base}-{self._last[base]}"
        self._taken.add(key)
        return key


def _span(date: EdtfDate | None) -> Span:
    if date is None:
        return None, None
    return (
        date.earliest.isoformat() if date.earliest else None,
        date.latest.isoformat() if date.latest else None,
    )


def _parts(draft: ClaimDraft) -> Parts | None:
    if draft.quantity is None:
        return None
    stated, qualifier, value, minimum, maximum, unit, whole = draft.quantity
    numbers = [None if n is None else format(n, "f") for n in (value, minimum, maximum, whole)]
    return stated, qualifier.value, numbers[0], numbers[1], numbers[2], unit, numbers[3]


# --- Queries --------------------------------------------------------------------------------------


def queries(sheet: Path) -> list[tuple[str, str]]:
    """What people search for, each with its sort: over a hundred, in a mixed order."""
    chance = Random(SEED)
    vocabulary = Words(Random(SEED)).english
    with sheet.open(encoding="utf-8", newline="") as stream:
        texts = [row["text"] for row in islice(csv.DictReader(stream), 1_000)]
    english = [text.rstrip(".").split() for text in texts if text.isascii()]
    middling = [word for word in vocabulary[150:2_500] if len(word) > 4]
    frequent = [word for word in vocabulary[150:600] if len(word) > 4]
    made = [("rare", name) for name in _names(chance.sample(english, 20))]
    made += [("medium", word) for word in chance.sample(middling, 30)]
    made += [("two words", " ".join(chance.sample(frequent, 2))) for _ in range(20)]
    made += [("phrase", f'"{" ".join(text[1:3])}"') for text in chance.sample(english, 15)]
    made += [("prefix", f"{word[:4]}*") for word in chance.sample(middling, 15)]
    made += [("Russian", word) for word in RUSSIAN_QUERIES]
    chance.shuffle(made)
    return made


def _names(sentences: list[list[str]]) -> Iterator[str]:
    for words in sentences:
        yield next(word for word in words[1:] if word[0].isupper())
