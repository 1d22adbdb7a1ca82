"""The audit of quotes: each where it is said to stand, and none without the place that it has."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from factcheck.database.integrity import UNREADABLE, reason
from factcheck.domain import anchoring
from factcheck.domain.anchoring import (
    Place,
    QuoteCheck,
    TextPositionSelector,
    TextQuoteSelector,
    find_quote,
    quote_check,
)
from factcheck.domain.findings import AuditRule, Finding
from factcheck.domain.printable import shortened
from factcheck.evidence import places
from factcheck.evidence.places import Segment
from factcheck.services import texts
from factcheck.services.audit.base import Audit

_WIDTH = 40
"""Columns of a quote that name a citation."""


class Around(NamedTuple):
    """The captured text that quotes have their place in."""

    seq: int
    source_seq: int
    capture: str
    """What it is the text of: “capture 0a1b2c3d4e5f of interview”."""
    text: str | None
    segments: Sequence[Segment]


class _Quote(NamedTuple):
    """A row of ``_QUOTES``: a quote and the place that is kept for it."""

    claim: str | None
    citation: int
    source_seq: int
    quote: str | None
    locator: str | None
    withdrawn: bool
    first: int
    last: int
    exact: str
    prefix: str
    suffix: str
    page: int | None
    time: str | None
    accepted_by: str | None


_QUOTES = """
    SELECT claim.key, citation.seq, citation.source_seq, citation.quote, citation.locator,
        citation.withdrawn_at IS NOT NULL, anchor.first, anchor.last, anchor.exact, anchor.prefix,
        anchor.suffix, anchor.page, anchor.time, anchor.accepted_by
    FROM anchor
    JOIN citation ON citation.seq = anchor.citation_seq
    LEFT JOIN claim ON claim.seq = citation.claim_seq
    WHERE anchor.extraction_seq = ? ORDER BY anchor.citation_seq
"""


def faults(audit: Audit, around: Around) -> Iterator[Finding]:
    """Quotes that do not stand at the place in this text that was given to them."""
    for row in audit.rows(_QUOTES, around.seq):
        found = _Quote(*row)
        audit.quotes += 1
        try:
            messages = list(_messages(around, found))
        except UNREADABLE as fault:
            messages = [f"Its place cannot be read: {reason(fault)}."]
        for message in messages:
            yield AuditRule.QUOTE.finding(_named(*found[:2], found.quote), message)


def _named(claim: str | None, citation: int, quote: str | None) -> str:
    whose = f"claim {claim}" if claim else f"citation row {citation}"
    return f"{whose}: “{shortened(quote or '', _WIDTH)}”"


def _messages(around: Around, found: _Quote) -> Iterator[str]:
    """What is wrong with a quote's place; of its locator only where it stands there."""
    fault = _fault_of_place(around, found)
    if fault:
        yield fault
        return
    segments, first, last = around.segments, found.first, found.last
    kept = found.page, found.time
    if segments and places.page_and_time(segments, first, last) != kept:
        yield f"The page or time code kept for it is not that of its place in {around.capture}."
    typed = None if found.withdrawn else found.locator
    if typed and places.contradicts(segments, typed, first, last):
        stands = places.locator(segments, first, last) or "another place"
        yield f"Its locator says “{typed}”; it stands in {stands} in {around.capture}."


def _fault_of_place(around: Around, found: _Quote) -> str:
    """Why a quote does not stand at its place; nothing where it does."""
    quote, capture = found.quote, around.capture
    if quote is None:
        return f"It has a place in {capture}, and no words."
    if found.source_seq != around.source_seq:
        return f"It is cited from another source than {capture}, in which it has its place."
    selector = TextQuoteSelector(found.exact, found.prefix, found.suffix)
    position = TextPositionSelector(found.first, found.last)
    check = quote_check(quote, around.text, selector, position)
    if check is QuoteCheck.NO_CAPTURE:
        return f"The text of {capture}, in which it has its place, is gone."
    if check is QuoteCheck.MISSING:
        if anchoring.select(around.text or "", *position) != (selector, position):
            return f"The text of {capture} reads otherwise at its place."
        return f"It is not what stands at its place in {capture}."
    if check is QuoteCheck.DIFFERS and not found.accepted_by:
        return f"It differs from what stands at its place in {capture}; nobody accepted that."
    if check is QuoteCheck.ANCHORED and found.accepted_by is not None:
        return (
            f"It stands in {capture} word for word, and is kept as differing from what stands "
            "there."
        )
    return ""


# --- quotes without a place -----------------------------------------------------------------

_UNPLACED = """
    SELECT citation.source_seq, source.key, claim.key, citation.seq, citation.quote
    FROM citation
    JOIN claim ON claim.seq = citation.claim_seq
    JOIN source ON source.seq = citation.source_seq
    WHERE citation.quote IS NOT NULL AND citation.withdrawn_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM anchor WHERE anchor.citation_seq = citation.seq)
        AND EXISTS (
            SELECT 1 FROM extraction
            WHERE extraction.source_seq = citation.source_seq AND extraction.text IS NOT NULL
        )
    ORDER BY citation.source_seq, citation.seq
"""


def check_unplaced(audit: Audit) -> Iterator[Finding]:
    """Quotes that stand in a captured text and have no place: it was taken from them.

    Every quote gets its place when it is logged or its source captured; one that stands more
    than once may have none, and is only told.
    """
    place = "the quotes without a place"
    yield from audit.attempt(AuditRule.QUOTE, place, _unplaced(audit))


def _unplaced(audit: Audit) -> Iterator[Finding]:
    for source_seq, group in groupby(audit.rows(_UNPLACED), key=itemgetter(0)):
        cited = list(group)
        found = _unplaced_of(audit, source_seq, cited)
        yield from audit.attempt(AuditRule.QUOTE, f"the texts of {cited[0][1]}", found)
        audit.session.expunge_all()


def _unplaced_of(audit: Audit, source_seq: int, cited: Sequence[Any]) -> Iterator[Finding]:
    captured = texts.of_source(audit.session, source_seq)
    for _, source, claim, seq, quote in cited:
        found = [find_quote(quote, one.text, one.folding) for one in captured]
        named = _named(claim, seq, quote)
        if any(isinstance(place, Place) for place in found):
            message = f"It stands in {source}, and its place is not kept any more."
            yield AuditRule.QUOTE.finding(named, message)
        elif any(found):
            audit.notes.append(f"{named} stands in {source} more than once.")
