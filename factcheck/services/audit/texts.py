"""The audit of captured texts, and of the quotes that stand in them."""

import hashlib
import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

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
from factcheck.domain.findings import AuditRule
from factcheck.domain.folding import VERSION, fold
from factcheck.domain.printable import shortened
from factcheck.evidence.places import restored
from factcheck.services import texts
from factcheck.services.audit.base import Audit, digits

_WIDTH = 40
"""Columns of a quote that name a citation."""

# --- texts and the quotes in them -----------------------------------------------------------


class _Text(NamedTuple):
    """A row of ``_TEXTS``."""

    seq: int
    source_seq: int
    source: str | None
    capture: bytes | None
    size: int | None
    extractor: str
    text: str | None
    digest: bytes | None
    segments: str
    folded: str | None
    folding: bytes | None
    captured: bool
    """Whether there is an entry in the chain of custody for this content of this source."""

    @property
    def place(self) -> str:
        return f"text of capture {digits(self.capture)} of {self.source or 'no source'}"


_TEXTS = """
    SELECT extraction.seq, extraction.source_seq, source.key, content.digest, content.size,
        extractor, text, text_digest, segments, folded, folding, EXISTS (
            SELECT 1 FROM capture
            WHERE capture.source_seq = extraction.source_seq
                AND capture.content_seq = extraction.content_seq
        )
    FROM extraction
    LEFT JOIN source ON source.seq = extraction.source_seq
    LEFT JOIN content ON content.seq = extraction.content_seq
    ORDER BY extraction.seq
"""


def check_texts(audit: Audit) -> None:
    """Every text against its digest, what is kept with it against the text, its quotes in it."""
    with audit.attempt(AuditRule.TEXT, "the texts"):
        for row in audit.rows(_TEXTS, at_once=1):
            found = _Text(*row)
            audit.texts += found.text is not None
            with audit.attempt(AuditRule.TEXT, found.place):
                for message in _faults_of_text(found):
                    audit.found(AuditRule.TEXT, found.place, message)
            with audit.attempt(AuditRule.QUOTE, f"the quotes in the {found.place}"):
                _quotes(audit, found)
            audit.advance(found.size if isinstance(found.size, int) else 0)


def _faults_of_text(found: _Text) -> Iterator[str]:
    if not found.captured:
        yield "No entry in the chain of custody says that its source has this capture."
    if found.text is None:
        kept = (found.digest, found.folded, found.folding)
        if kept != (None, None, None) or found.extractor != texts.UNREAD:
            yield "The text that was read is gone."
        return
    digest = hashlib.sha256(found.text.encode(errors="surrogateescape")).digest()
    if digest != found.digest:
        yield f"The text is not the one that was read: its SHA-256 is {digest.hex()}."
    elif not _is_by_older_rules(found.folding) and not _is_folded(found):
        yield "What the text is compared by is not the text folded."
    if not _has_places(found.text, found.segments):
        yield "The places of its paragraphs do not fit the text."


def _is_folded(found: _Text) -> bool:
    folding = fold(found.text or "")
    return (folding.text, folding.map.to_bytes()) == (found.folded, found.folding)


def _is_by_older_rules(folding: bytes | None) -> bool:
    """What an older factcheck folded is folded again when it is used (``services.texts``)."""
    return folding is not None and 0 < int.from_bytes(folding[:4], "little") < VERSION


def _has_places(written: str, segments: str) -> bool:
    try:
        places = restored(json.loads(segments))
    except UNREADABLE:
        return False
    if not places:
        return not written.strip()
    ends = [0, *(place.end for place in places)]
    ordered = all(end <= place.start <= place.end for end, place in zip(ends, places, strict=False))
    return ordered and ends[-1] <= len(written)


_QUOTES = """
    SELECT claim.key, citation.seq, citation.source_seq, citation.quote, anchor.first, anchor.last,
        anchor.exact, anchor.prefix, anchor.suffix, anchor.accepted_by
    FROM anchor
    JOIN citation ON citation.seq = anchor.citation_seq
    LEFT JOIN claim ON claim.seq = citation.claim_seq
    WHERE anchor.extraction_seq = ? ORDER BY anchor.citation_seq
"""


def _quotes(audit: Audit, found: _Text) -> None:
    """Every quote that was given a place in this text."""
    for claim, citation, source_seq, quote, *anchor in audit.rows(_QUOTES, found.seq):
        audit.quotes += 1
        try:
            message = _fault_of_quote(found, source_seq, quote, *anchor)
        except UNREADABLE as fault:
            message = f"Its place cannot be read: {reason(fault)}."
        if message:
            audit.found(AuditRule.QUOTE, _named(claim, citation, quote), message)


def _named(claim: str | None, citation: int, quote: str | None) -> str:
    whose = f"claim {claim}" if claim else f"citation row {citation}"
    return f"{whose}: “{shortened(quote or '', _WIDTH)}”"


def _fault_of_quote(
    found: _Text,
    source_seq: int,
    quote: str | None,
    first: int,
    last: int,
    exact: str,
    prefix: str,
    suffix: str,
    accepted_by: str | None,
) -> str:
    """What is wrong with a quote's place; nothing where it stands."""
    capture = f"capture {digits(found.capture)} of {found.source}"
    if quote is None:
        return f"It has a place in {capture}, and no words."
    if source_seq != found.source_seq:
        return f"It is cited from another source than {capture}, in which it has its place."
    selector, position = TextQuoteSelector(exact, prefix, suffix), TextPositionSelector(first, last)
    check = quote_check(quote, found.text, selector, position)
    if check is QuoteCheck.NO_CAPTURE:
        return f"The text of {capture}, in which it has its place, is gone."
    if check is QuoteCheck.MISSING:
        if anchoring.select(found.text or "", first, last) != (selector, position):
            return f"The text of {capture} reads otherwise at its place."
        return f"It is not what stands at its place in {capture}."
    if check is QuoteCheck.DIFFERS and not accepted_by:
        return f"It differs from what stands at its place in {capture}; nobody accepted that."
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


def check_unplaced(audit: Audit) -> None:
    """Quotes that stand in a captured text and have no place: it was taken from them.

    Every quote gets its place when it is logged or its source captured; one that stands more
    than once may have none, and is only told.
    """
    with audit.attempt(AuditRule.QUOTE, "the quotes without a place"):
        for source_seq, group in groupby(audit.rows(_UNPLACED), key=itemgetter(0)):
            cited = list(group)
            with audit.attempt(AuditRule.QUOTE, f"the texts of {cited[0][1]}"):
                captured = texts.of_source(audit.session, source_seq)
                for _, source, claim, seq, quote in cited:
                    found = [find_quote(quote, one.text, one.folding) for one in captured]
                    named = _named(claim, seq, quote)
                    if any(isinstance(place, Place) for place in found):
                        message = f"It stands in {source}, and its place is not kept any more."
                        audit.found(AuditRule.QUOTE, named, message)
                    elif any(found):
                        audit.notes.append(f"{named} stands in {source} more than once.")
            audit.session.expunge_all()
