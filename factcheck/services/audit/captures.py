"""The audit of captured bytes: every content is hashed anew, and is a capture of something."""

import hashlib
from collections.abc import Iterator

from factcheck.database.contents import stretches
from factcheck.domain.findings import AuditRule, Finding
from factcheck.services.audit.base import Audit, digits


def check(audit: Audit) -> Iterator[Finding]:
    """Bytes that are not those that were captured, and such that nobody captured."""
    mapped = not audit.findings  # the file was just read whole, and without a fault
    yield from audit.attempt(AuditRule.CAPTURE, "the captures", _contents(audit, mapped))


_CONTENTS = "SELECT seq, digest, size FROM content ORDER BY seq"
_CAPTURED_OF = """
    SELECT DISTINCT source.key FROM capture JOIN source ON source.seq = capture.source_seq
    WHERE capture.content_seq = ? ORDER BY source.key
"""


def _contents(audit: Audit, mapped: bool) -> Iterator[Finding]:
    for seq, digest, size in audit.rows(_CONTENTS):
        audit.captures += 1
        sources = audit.rows(_CAPTURED_OF, seq).scalars().all()
        place = f"capture {digits(digest)}"
        place += f" of {', '.join(map(str, sources))}" if sources else ""
        if not sources:
            message = "No entry in the chain of custody says what these bytes are of."
            yield AuditRule.CAPTURE.finding(place, message)
        messages = _faults_of_bytes(audit, seq, digest, size, mapped)
        found = (AuditRule.CAPTURE.finding(place, message) for message in messages)
        yield from audit.attempt(AuditRule.CAPTURE, place, found)


def _faults_of_bytes(
    audit: Audit, seq: int, digest: bytes, size: int, mapped: bool
) -> Iterator[str]:
    found, count = hashlib.sha256(), 0
    parts: dict[int, None] = {}
    for number, stretch in stretches(audit.connection, seq, mapped=mapped):
        parts[number] = None
        found.update(stretch)
        count += len(stretch)
        audit.advance(len(stretch))
    expected = range(len(parts))
    if list(parts) != list(expected):
        missing = min(set(expected) - parts.keys())
        yield f"Part {missing} of its bytes is not there."
    if count != size:
        yield f"{count:,} bytes are there, and {size:,} were captured."
    if found.digest() != digest:
        yield f"The bytes are not those that were captured: their SHA-256 is {found.hexdigest()}."
