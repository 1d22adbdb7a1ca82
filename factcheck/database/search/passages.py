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


def hits(connection: Connection, seqs: Sequence[int], phrases: Sequence[Phrase]) -> Iterator[Hit]:
    """What to show of each claim that was found, in the same order."""
    for start in range(0, len(seqs), CHUNK):
        chunk = seqs[start : start + CHUNK]
        documents = _documents(connection, chunk)
        known = _stems(phrases, documents)
        tests = [[_Test.of(slot, known) for slot in phrase] for phrase in phrases]
        for seq in chunk:
            text, marks = _best(documents[seq], tests, known)
            yield Hit(seq, text.field, *cut(text.text, marks))


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


class _Test(NamedTuple):
    """Whether a stem fits into a slot."""

    exact: frozenset[str]
    beginnings: tuple[str, ...]

    @classmethod
    def of(cls, slot: Slot, known: Mapping[str, str]) -> "_Test":
        return cls(
            frozenset(known[form.word] for form in slot if not form.prefix),
            tuple(known[form.word] for form in slot if form.prefix),
        )

    def passes(self, stem: str) -> bool:
        return stem in self.exact or stem.startswith(self.beginnings)


def _stems(phrases: Sequence[Phrase], documents: Mapping[int, list[Text]]) -> dict[str, str]:
    """The stems of what is looked for and of every word that may be it."""
    forms = {form.word for phrase in phrases for slot in phrase for form in slot}
    initials = {form[0] for form in forms}  # which a stem shares with its word
    texts = (text for document in documents.values() for text in document)
    return stems(
        forms | {word.folded for text in texts for word in text.words if word.folded[0] in initials}
    )


def _best(
    document: list[Text], tests: list[list[_Test]], known: Mapping[str, str]
) -> tuple[Text, list[Range]]:
    """The text in which most of the phrases occur, and where; the first of equals."""
    best, most, shown = document[0], 0, list[Range]()
    for text in document:
        there = [known.get(word.folded, "") for word in text.words]
        found = [list(_occurrences(there, test)) for test in tests]
        count = sum(map(bool, found))
        if count > most:
            places = sorted({place for run in found for place in run})
            best, most = text, count
            shown = [(text.words[place].start, text.words[place].end) for place in places]
        if most == len(tests):
            break
    return best, shown


def _occurrences(there: list[str], phrase: list[_Test]) -> Iterator[int]:
    """The places of the words that make up the phrase, wherever it occurs."""
    for start in range(len(there) - len(phrase) + 1):
        run = range(start, start + len(phrase))
        if all(test.passes(there[place]) for test, place in zip(phrase, run, strict=True)):
            yield from run


def _documents(connection: Connection, seqs: Sequence[int]) -> dict[int, list[Text]]:
    """The texts of each claim's document; its own text comes first."""
    claim, citation, source = table_of(Claim), table_of(Citation), table_of(Source)
    cited = citation.c.claim_seq.in_(seqs) & citation.c.withdrawn_at.is_(None)
    documents = {
        seq: [Text("text", text, list(words(text)))]
        for seq, text in connection.execute(
            select(claim.c.seq, claim.c.text).where(claim.c.seq.in_(seqs))
        )
    }
    for seq, *passages in connection.execute(
        select(citation.c.claim_seq, citation.c.quote, citation.c.translation)
        .where(cited)
        .order_by(citation.c.seq)
    ):
        documents[seq].extend(Text("quotes", text, list(words(text))) for text in passages if text)
    for seq, _, title in connection.execute(
        select(citation.c.claim_seq, source.c.seq, source.c.title)
        .join(source, source.c.seq == citation.c.source_seq)
        .where(cited)
        .distinct()
        .order_by(source.c.seq)
    ):
        documents[seq].append(Text("titles", title, list(words(title))))
    return documents
