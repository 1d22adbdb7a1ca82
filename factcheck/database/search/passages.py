"""Showing why a claim was found: the passage of it that matches best, with the words marked."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from factcheck.database.models import Citation, Claim, Source, table_of
from factcheck.database.search.base import Hit, Phrase, Slot
from factcheck.database.search.english import stems
from factcheck.domain.searchquery import Word, words

WIDTH = 160
"""Characters of a passage, about."""

LEAD = 40
"""Characters of it before the first match, about."""

CHUNK = 500
"""Claims read at a time."""

Range = tuple[int, int]


class Text(NamedTuple):
    """One of the texts of a claim's document, as it was written, and its words."""

    field: str
    text: str
    words: list[Word]


Slots = list[frozenset[str]]
"""A phrase, as the words of the texts at hand that may stand at each of its places."""


def hits(connection: Connection, seqs: Sequence[int], phrases: Sequence[Phrase]) -> Iterator[Hit]:
    """What to show of each claim that was found, in the same order."""
    for start in range(0, len(seqs), CHUNK):
        chunk = seqs[start : start + CHUNK]
        shown = _shown(_claims(connection, chunk), phrases)
        rest = [seq for seq in chunk if shown[seq].found < len(phrases)]
        # What does not all stand in a claim's own text is looked for in its citations.
        for seq, other in _shown(_citations(connection, rest), phrases).items():
            shown[seq] = max(shown[seq], other, key=lambda best: best.found)
        for seq in chunk:
            best = shown[seq]
            yield Hit(seq, best.field, *cut(best.text, best.marks))


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
    marks: list[Range]


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
    there = [word.folded for word in text.words]
    found = [set(_occurrences(there, phrase)) for phrase in phrases]
    marks = [(text.words[at].start, text.words[at].end) for at in sorted(set().union(*found))]
    return _Best(sum(map(bool, found)), text.field, text.text, marks)


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
        word.folded
        for document in documents.values()
        for text in document
        for word in text.words
        if word.folded[0] in initials
    }
    stem = stems(forms | there)

    def fitting(slot: Slot) -> frozenset[str]:
        exact = {stem[form.word] for form in slot if not form.prefix}
        beginnings = tuple(stem[form.word] for form in slot if form.prefix)
        return frozenset(
            word for word in there if stem[word] in exact or stem[word].startswith(beginnings)
        )

    return [[fitting(slot) for slot in phrase] for phrase in phrases]


def _claims(connection: Connection, seqs: Sequence[int]) -> dict[int, list[Text]]:
    claim = table_of(Claim)
    query = select(claim.c.seq, claim.c.text).where(claim.c.seq.in_(seqs))
    return {seq: [_text("text", text)] for seq, text in connection.execute(query)}


def _citations(connection: Connection, seqs: Sequence[int]) -> dict[int, list[Text]]:
    """The passages that are cited for each claim, then the titles of their sources."""
    if not seqs:
        return {}
    citation, source = table_of(Citation), table_of(Source)
    rows = connection.execute(
        select(citation.c.claim_seq, citation.c.quote, citation.c.translation, source.c.title)
        .join(source, source.c.seq == citation.c.source_seq)
        .where(citation.c.claim_seq.in_(seqs), citation.c.withdrawn_at.is_(None))
        .order_by(citation.c.seq)
    ).all()
    documents: dict[int, list[Text]] = {}
    for seq, *passages, _ in rows:
        documents.setdefault(seq, []).extend(_text("quotes", text) for text in passages if text)
    for seq, title in dict.fromkeys((row.claim_seq, row.title) for row in rows):
        documents[seq].append(_text("titles", title))
    return documents


def _text(field: str, text: str) -> Text:
    return Text(field, text, list(words(text)))
