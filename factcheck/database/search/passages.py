"""Showing why a claim was found: the passage of it that matches best, with the words marked."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Connection

from factcheck.database.bulk import rows_with
from factcheck.database.models import Citation, Source, table_of
from factcheck.database.search.base import Hit, Line, Phrase
from factcheck.database.search.finder import Finder, Searched
from factcheck.domain.searchquery import spans

WIDTH = 160
"""Characters of a passage, about."""

LEAD = 40
"""Characters of it before the first match, about."""

CHUNK = 500
"""Claims read at a time."""

Range = tuple[int, int]


def hits(connection: Connection, lines: Sequence[Line], phrases: Sequence[Phrase]) -> Iterator[Hit]:
    """What to show of each claim that was found, in the same order."""
    finder = Finder(phrases)
    for start in range(0, len(lines), CHUNK):
        chunk = lines[start : start + CHUNK]
        best = _best(connection, chunk, finder)
        for seq, key, status, _ in chunk:
            passage, marks = cut(best[seq].text, _marks(best[seq]))
            yield Hit(seq, key, status, best[seq].field, passage, marks)


def _best(connection: Connection, lines: Sequence[Line], finder: Finder) -> dict[int, Searched]:
    """The text of each claim's document in which most of the phrases occur, the first of equals."""
    own = finder.search("text", [line.text for line in lines])
    best = {line.seq: searched for line, searched in zip(lines, own, strict=True)}

    def others(field: str, texts: Sequence[tuple[str, Iterable[int]]]) -> None:
        for (_, claims), searched in zip(
            texts, finder.search(field, [text for text, _ in texts]), strict=True
        ):
            for claim in claims:
                best[claim] = max(best[claim], searched, key=lambda searched: searched.found)

    def unfinished() -> set[int]:
        return {claim for claim, searched in best.items() if not finder.whole(searched)}

    # What does not all stand in a claim's own words is looked for further off.
    citations = _citations(connection, unfinished())
    others("quotes", _quotes(citations))
    rest = unfinished()
    others("titles", _titles(connection, [each for each in citations if each.claim in rest]))
    return best


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


def _marks(searched: Searched) -> list[Range]:
    if not searched.places:
        return []
    there = list(islice(spans(searched.text), searched.places[-1] + 1))
    return [there[number] for number in searched.places]


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


def _quotes(citations: Iterable[_Citation]) -> list[tuple[str, Iterable[int]]]:
    """The passages that are cited, each with the claim that they are cited for."""
    return [
        (text, (citation.claim,))
        for citation in citations
        for text in (citation.quote, citation.translation)
        if text
    ]


def _titles(
    connection: Connection, citations: Iterable[_Citation]
) -> list[tuple[str, Iterable[int]]]:
    """The titles of the sources that are cited, in the order of their keys, and for which."""
    citing: defaultdict[int, set[int]] = defaultdict(set)
    for citation in citations:
        citing[citation.source].add(citation.claim)
    sources = rows_with(connection, table_of(Source), ("key", "seq", "title"), "seq", citing)
    return [(title, citing[source]) for _, source, title in sorted(sources)]
