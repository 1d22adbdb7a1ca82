"""Showing why a claim was found: the passage of it that matches best, with the words marked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from sqlalchemy import Connection, select

from factcheck.database.models import Source, table_of
from factcheck.database.search.base import Hit, Phrase, Slot
from factcheck.database.search.english import stems
from factcheck.domain.records import ClaimRecord
from factcheck.domain.searchquery import folded_words, words

WIDTH = 160
"""Characters of a passage, about."""

LEAD = 40
"""Characters of it before the first match, about."""

CHUNK = 500
"""Claims read at a time."""

Range = tuple[int, int]


class Text(NamedTuple):
    """One of the texts of a claim's document, as it was written, and its words, folded."""

    field: str
    text: str
    words: list[str]


Slots = list[frozenset[str]]
"""A phrase, as the words of the texts at hand that may stand at each of its places."""


def hits(
    connection: Connection, claims: Sequence[tuple[int, ClaimRecord]], phrases: Sequence[Phrase]
) -> Iterator[Hit]:
    """What to show of each claim that was found, in the same order."""
    for start in range(0, len(claims), CHUNK):
        chunk = claims[start : start + CHUNK]
        shown: dict[int, _Best] = {}
        rest: Sequence[tuple[int, ClaimRecord]] = chunk
        # What does not all stand in a claim's own words is looked for further off.
        for look_up in (_own_words, _quotes, partial(_titles, connection)):
            for seq, best in _shown(look_up(rest), phrases).items():
                shown[seq] = max(shown.get(seq, best), best, key=lambda best: best.found)
            rest = [(seq, claim) for seq, claim in rest if shown[seq].found < len(phrases)]
        for seq, claim in chunk:
            best = shown[seq]
            yield Hit(seq, claim, best.field, *cut(best.text, _marks(best)))


def cut(text: str, marks: Sequence[Range]) -> tuple[str, tuple[Range, ...]]:
    """About 160 characters of a text around its first mark, and the marks that lie in it."""
    if len(text) <= WIDTH:
        return text, tuple(marks)
    first, last = marks[0] if marks else (0, 0)
    start = _space_after(text, first - LEAD, first) if first > LEAD else 0
    end = _space_before(text, start + WIDTH, last) if start + WIDTH < len(text) else len(text)
    before = "…" if start else ""
    after = "…" if end < len(text) else ""
    shift = len(before) - start
    kept = tuple((a + shift, b + shift) for a, b in marks if b <= end)
    return f"{before}{text[start:end]}{after}", kept


def _space_after(text: str, start: int, limit: int) -> int:
    """Where the first whole word begins from ``start`` on; not after ``limit``."""
    return next((at + 1 for at in range(start - 1, limit) if text[at].isspace()), limit)


def _space_before(text: str, end: int, limit: int) -> int:
    """Where the last whole word ends up to ``end``; not before ``limit``."""
    return next((at for at in range(end, limit, -1) if text[at].isspace()), max(end, limit))


class _Best(NamedTuple):
    """The text of a document in which most of the phrases occur, the first of equals."""

    found: int
    """How many of the phrases occur in it."""
    field: str
    text: str
    matched: set[int]
    """Which words of the text, by number."""


def _marks(best: _Best) -> list[Range]:
    return [
        (word.start, word.end)
        for number, word in enumerate(words(best.text) if best.matched else ())
        if number in best.matched
    ]


def _shown(documents: Mapping[int, list[Text]], phrases: Sequence[Phrase]) -> dict[int, _Best]:
    """The best text of each document."""
    if not documents:
        return {}
    fillers = _fillers(documents, phrases)
    return {
        seq: max((_searched(text, fillers) for text in document), key=lambda best: best.found)
        for seq, document in documents.items()
    }


def _searched(text: Text, phrases: list[Slots]) -> _Best:
    found = [set(_occurrences(text.words, phrase)) for phrase in phrases]
    return _Best(sum(map(bool, found)), text.field, text.text, set().union(*found))


def _occurrences(there: list[str], phrase: Slots) -> Iterator[int]:
    """The places of the words that make up the phrase, wherever it occurs."""
    first, *others = phrase
    for start, word in enumerate(there):
        if word in first:
            run = there[start + 1 : start + len(phrase)]
            if len(run) == len(others) and all(map(frozenset.__contains__, others, run)):
                yield from range(start, start + len(phrase))


def _fillers(documents: Mapping[int, list[Text]], phrases: Sequence[Phrase]) -> list[Slots]:
    """Which words of the documents fit into the slots, as the indexes find them: by stem."""
    forms = {form.word for phrase in phrases for slot in phrase for form in slot}
    initials = {form[0] for form in forms}  # which a stem shares with its word
    there = {
        word
        for document in documents.values()
        for text in document
        for word in text.words
        if word[0] in initials
    }
    stem = stems(forms | there)

    def fitting(slot: Slot) -> frozenset[str]:
        exact = {stem[form.word] for form in slot if not form.prefix}
        beginnings = tuple(stem[form.word] for form in slot if form.prefix)
        return frozenset(
            word for word in there if stem[word] in exact or stem[word].startswith(beginnings)
        )

    return [[fitting(slot) for slot in phrase] for phrase in phrases]


def _own_words(claims: Iterable[tuple[int, ClaimRecord]]) -> dict[int, list[Text]]:
    return {seq: [_text("text", claim.text)] for seq, claim in claims}


def _quotes(claims: Iterable[tuple[int, ClaimRecord]]) -> dict[int, list[Text]]:
    """The passages that are cited for each claim."""
    documents: dict[int, list[Text]] = {}
    for seq, claim in claims:
        for citation in claim.citations:
            for text in (citation.quote, citation.translation):
                if text:
                    documents.setdefault(seq, []).append(_text("quotes", text))
    return documents


def _titles(
    connection: Connection, claims: Iterable[tuple[int, ClaimRecord]]
) -> dict[int, list[Text]]:
    """The titles of the sources that are cited for each claim."""
    cited = {seq: {citation.source for citation in claim.citations} for seq, claim in claims}
    if not cited:
        return {}
    source = table_of(Source).c
    keys = sorted(set().union(*cited.values()))
    titles = {
        key: _text("titles", title)
        for key, title in connection.execute(
            select(source.key, source.title).where(source.key.in_(keys))
        )
    }
    return {seq: [titles[key] for key in sorted(keys)] for seq, keys in cited.items() if keys}


def _text(field: str, text: str) -> Text:
    return Text(field, text, folded_words(text))
