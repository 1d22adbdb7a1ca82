"""Showing why a claim was found: the passage of it that matches best, with the words marked."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection

from factcheck.database.bulk import rows_with
from factcheck.database.models import Citation, Source, table_of
from factcheck.database.search.base import Hit, Line, Phrase
from factcheck.database.search.english import shared, stems
from factcheck.domain.searchquery import folded_words, spans

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


Documents = Mapping[int, list[Text]]
"""The texts of claims, by row number."""


class Stems(NamedTuple):
    """Which words may stand at one place of a phrase: by their stem, or by how it begins."""

    exact: frozenset[str]
    beginnings: tuple[str, ...]


Slots = list[frozenset[str]]
"""A phrase, as the words of the texts at hand that may stand at each of its places."""


def hits(connection: Connection, lines: Sequence[Line], phrases: Sequence[Phrase]) -> Iterator[Hit]:
    """What to show of each claim that was found, in the same order."""
    wanted = _stemmed(phrases)
    for start in range(0, len(lines), CHUNK):
        chunk = lines[start : start + CHUNK]
        shown = _shown({line.seq: [_text("text", line.text)] for line in chunk}, wanted)
        # What does not all stand in a claim's own words is looked for further off.
        rest = _unfinished(shown, wanted)
        citations = _citations(connection, rest)
        _improve(shown, _shown(_quotes(citations), wanted))
        rest = _unfinished(shown, wanted)
        _improve(shown, _shown(_titles(connection, citations, rest), wanted))
        for line in chunk:
            best = shown[line.seq]
            passage, marks = cut(best.text, _marks(best))
            yield Hit(line.seq, line.key, line.status, best.field, passage, marks)


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


_FOUND = attrgetter("found")


def _marks(best: _Best) -> list[Range]:
    if not best.matched:
        return []
    places = spans(best.text)
    return [places[number] for number in sorted(best.matched)]


def _shown(documents: Documents, wanted: Sequence[Sequence[Stems]]) -> dict[int, _Best]:
    """The best text of each document."""
    fillers = _fillers(documents, wanted)
    return {
        seq: max((_searched(text, fillers) for text in document), key=_FOUND)
        for seq, document in documents.items()
    }


def _improve(shown: dict[int, _Best], others: Mapping[int, _Best]) -> None:
    for seq, other in others.items():
        shown[seq] = max(shown[seq], other, key=_FOUND)


def _unfinished(shown: Mapping[int, _Best], wanted: Sequence[Any]) -> set[int]:
    """The claims of which no text so far holds every phrase."""
    return {seq for seq, best in shown.items() if best.found < len(wanted)}


def _searched(text: Text, phrases: list[Slots]) -> _Best:
    found = [_occurrences(text.words, phrase) for phrase in phrases]
    return _Best(sum(map(bool, found)), text.field, text.text, set().union(*found))


def _occurrences(there: list[str], phrase: Slots) -> set[int]:
    """The places of the words that make up the phrase, wherever it occurs."""
    first, *others = phrase
    if first.isdisjoint(there):
        return set()
    starts = [place for place, word in enumerate(there) if word in first]
    if not others:
        return set(starts)
    found: set[int] = set()
    for start in starts:
        run = there[start + 1 : start + len(phrase)]
        if len(run) == len(others) and all(map(frozenset.__contains__, others, run)):
            found.update(range(start, start + len(phrase)))
    return found


def _stemmed(phrases: Sequence[Phrase]) -> list[list[Stems]]:
    """The phrases by stem, as the indexes find their words."""
    stem = stems(form.word for phrase in phrases for slot in phrase for form in slot)
    return [
        [
            Stems(
                frozenset(stem[form.word] for form in slot if not form.prefix),
                tuple(stem[form.word] for form in slot if form.prefix),
            )
            for slot in phrase
        ]
        for phrase in phrases
    ]


def _fillers(documents: Documents, wanted: Sequence[Sequence[Stems]]) -> list[Slots]:
    """Which words of the documents fit into the slots."""
    known = {
        stem for phrase in wanted for slot in phrase for stem in (*slot.exact, *slot.beginnings)
    }
    starts = tuple(set(map(shared, known)))
    stem = stems(
        word
        for document in documents.values()
        for text in document
        for word in text.words
        if word.startswith(starts)
    )

    def fitting(slot: Stems) -> frozenset[str]:
        return frozenset(
            word
            for word, its in stem.items()
            if its in slot.exact or its.startswith(slot.beginnings)
        )

    return [[fitting(slot) for slot in phrase] for phrase in wanted]


class _Citation(NamedTuple):
    seq: int
    claim: int
    quote: str | None
    translation: str | None
    source: int


def _citations(connection: Connection, claims: Collection[int]) -> list[_Citation]:
    """The citations of these claims that stand, in the order in which they were made."""
    columns = ("seq", "claim_seq", "quote", "translation", "source_seq", "withdrawn_at")
    rows = rows_with(connection, table_of(Citation), columns, "claim_seq", claims)
    return sorted(_Citation(*row[:-1]) for row in rows if row[-1] is None)


def _quotes(citations: Iterable[_Citation]) -> Documents:
    """The passages that are cited for each claim."""
    documents: defaultdict[int, list[Text]] = defaultdict(list)
    for citation in citations:
        for text in (citation.quote, citation.translation):
            if text:
                documents[citation.claim].append(_text("quotes", text))
    return documents


def _titles(
    connection: Connection, citations: Iterable[_Citation], claims: Collection[int]
) -> Documents:
    """The titles of the sources that are cited for these claims, in the order of their keys."""
    citing: defaultdict[int, set[int]] = defaultdict(set)
    for citation in citations:
        if citation.claim in claims:
            citing[citation.source].add(citation.claim)
    columns = ("key", "seq", "title")
    documents: defaultdict[int, list[Text]] = defaultdict(list)
    for _, source, title in sorted(rows_with(connection, table_of(Source), columns, "seq", citing)):
        text = _text("titles", title)
        for claim in citing[source]:
            documents[claim].append(text)
    return documents


def _text(field: str, text: str) -> Text:
    return Text(field, text, folded_words(text))
