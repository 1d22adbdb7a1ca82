"""The audit of captured texts: each against its digest, and what is kept with it against it."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factcheck.database.integrity import UNREADABLE
from factcheck.domain.findings import AuditRule, Finding
from factcheck.domain.folding import VERSION, fold
from factcheck.evidence.places import Segment, restored
from factcheck.services import texts
from factcheck.services.audit import quotes
from factcheck.services.audit.base import Audit, digits
from factcheck.services.audit.quotes import Around


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


def check(audit: Audit) -> Iterator[Finding]:
    """Texts that are not what was read, and quotes that do not stand at their place in them."""
    yield from audit.attempt(AuditRule.TEXT, "the texts", _texts(audit))


def _texts(audit: Audit) -> Iterator[Finding]:
    for row in audit.rows(_TEXTS, at_once=1):
        found = _Text(*row)
        segments = _segments(found.segments)
        audit.texts += found.text is not None
        yield from audit.attempt(AuditRule.TEXT, found.place, _faults(found, segments))
        capture = f"capture {digits(found.capture)} of {found.source}"
        around = Around(found.seq, found.source_seq, capture, found.text, segments or ())
        place = f"the quotes in the {found.place}"
        yield from audit.attempt(AuditRule.QUOTE, place, quotes.faults(audit, around))
        audit.advance(found.size if isinstance(found.size, int) else 0)


def _faults(found: _Text, segments: Sequence[Segment] | None) -> Iterator[Finding]:
    for message in _messages(found, segments):
        yield AuditRule.TEXT.finding(found.place, message)


def _messages(found: _Text, segments: Sequence[Segment] | None) -> Iterator[str]:
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
    elif not _is_by_older_rules(found.folding) and not _is_folded(found, found.text):
        yield "What the text is compared by is not the text folded."
    if not _fit(found.text, segments):
        yield "The places of its paragraphs do not fit the text."


def _is_folded(found: _Text, text: str) -> bool:
    folding = fold(text)
    return (folding.text, folding.map.to_bytes()) == (found.folded, found.folding)


def _is_by_older_rules(folding: bytes | None) -> bool:
    """What an older factcheck folded is folded again when it is used (``services.texts``)."""
    return folding is not None and 0 < int.from_bytes(folding[:4], "little") < VERSION


def _segments(kept: str) -> Sequence[Segment] | None:
    """The places of a text; None where they cannot be read."""
    try:
        return restored(json.loads(kept))
    except UNREADABLE:
        return None


def _fit(text: str, places: Sequence[Segment] | None) -> bool:
    """Whether places are those of a text: in order, and within it."""
    if not places:
        return places is not None and not text.strip()
    ends = [0, *(place.end for place in places)]
    ordered = all(end <= place.start <= place.end for end, place in zip(ends, places, strict=False))
    return ordered and ends[-1] <= len(text)
