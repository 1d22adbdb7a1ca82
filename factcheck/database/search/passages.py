"""Showing why a claim was found: the passage of it that matches best, with the words marked."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
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
        for look_up in (_quotes, _titles):
            rest = [seq for seq, best in shown.items() if best.found < len(phrases)]
            for seq, best in _shown(look_up(connection, rest), wanted).items():
                shown[seq] = max(shown[seq], best, key=lambda best: best.found)
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


def _marks(best: _Best) -> list[Range]:
    if not best.matched:
        return []
    return [span for number, span in enumerate(spans(best.text)) if number in best.matched]


def _shown(documents: Documents, wanted: Sequence[Sequence[Stems]]) -> dict[int, _Best]:
    """The best text of each document."""
    fillers = _fillers(documents, wanted)
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


def _quotes(connection: Connection, seqs: Sequence[int]) -> Documents:
    """The passages that are cited for each claim."""
    documents: defaultdict[int, list[Text]] = defaultdict(list)
    for _, seq, quote, translation, _ in _citations(connection, seqs):
        documents[seq] += [_text("quotes", text) for text in (quote, translation) if text]
    return {seq: texts for seq, texts in documents.items() if texts}


def _titles(connection: Connection, seqs: Sequence[int]) -> Documents:
    """The titles of the sources that are cited for each claim, in the order of their keys."""
    cited: defaultdict[int, set[int]] = defaultdict(set)
    for _, seq, _, _, source in _citations(connection, seqs):
        cited[source].add(seq)
    columns = ("key", "seq", "title")
    documents: defaultdict[int, list[Text]] = defaultdict(list)
    for _, source, title in sorted(rows_with(connection, table_of(Source), columns, "seq", cited)):
        text = _text("titles", title)
        for seq in cited[source]:
            documents[seq].append(text)
    return documents


def _citations(connection: Connection, seqs: Sequence[int]) -> list[Any]:
    """The citations that stand, in the order in which they were made."""
    columns = ("seq", "claim_seq", "quote", "translation", "source_seq", "withdrawn_at")
    rows = rows_with(connection, table_of(Citation), columns, "claim_seq", seqs)
    return sorted(standing for *standing, withdrawn_at in rows if withdrawn_at is None)


def _text(field: str, text: str) -> Text:
    return Text(field, text, folded_words(text))
