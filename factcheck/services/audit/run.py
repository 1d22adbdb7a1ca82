"""The audit: whether everything that a case holds as evidence is still what it was.

Every rule (:class:`factcheck.domain.findings.AuditRule`) is a function here or in
``database.integrity``. The audit goes on past whatever it finds: what cannot be read is a finding
too. Contents and texts are read one after another, so that memory stays flat.

It sees what contradicts a digest, a text or another row. What contradicts nothing it cannot see:
a note that was altered, or a capture that was taken away with all that belonged to it.
"""

import hashlib
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter

from sqlalchemy.orm import Session

from factcheck.database import integrity
from factcheck.database.contents import stretches
from factcheck.database.integrity import UNREADABLE, reason
from factcheck.domain.corroboration import status_of
from factcheck.domain.findings import AuditRule
from factcheck.services.audit.base import Audit, Audited, Progress, digits, legible
from factcheck.services.audit.texts import check_texts, check_unplaced


def audit(session: Session, progress: Progress = lambda done, total: None) -> Audited:
    """Check all that a case holds; nothing is changed.

    Locks, and a server that is gone, are raised as ever; damage never is.
    """
    found = Audit(session, progress)
    with legible(found.connection):
        for check in RULES:
            check(found)
    return found.audited()


# --- the database itself --------------------------------------------------------------------


def _structure(audit: Audit) -> None:
    with audit.attempt(AuditRule.DATABASE, "the database"):
        audit.findings += integrity.structure(audit.connection)
        if not integrity.has_own_check(audit.connection):
            audit.notes.append(
                "PostgreSQL's own check of its pages was not run: the extension amcheck is not "
                "installed (CREATE EXTENSION amcheck)."
            )


def _rows(audit: Audit) -> None:
    """References and triggers."""
    with audit.attempt(AuditRule.REFERENCE, "the references"):
        audit.findings += integrity.references(audit.connection)
    with audit.attempt(AuditRule.TRIGGER, "the triggers"):
        audit.findings += integrity.triggers(audit.connection)


def _search(audit: Audit) -> None:
    with audit.attempt(AuditRule.SEARCH, "the search index"):
        audit.findings += integrity.search_index(audit.connection)


# --- captures -------------------------------------------------------------------------------


def _captures(audit: Audit) -> None:
    """Every content is hashed anew, and must be somebody's capture of something."""
    mapped = not audit.findings  # the file was just read whole, and without a fault
    with audit.attempt(AuditRule.CAPTURE, "the captures"):
        for seq, digest, size in audit.rows(_CONTENTS):
            audit.captures += 1
            sources = audit.rows(_CAPTURED_OF, seq).scalars().all()
            place = f"capture {digits(digest)}"
            place += f" of {', '.join(map(str, sources))}" if sources else ""
            with audit.attempt(AuditRule.CAPTURE, place):
                if not sources:
                    message = "No entry in the chain of custody says what these bytes are of."
                    audit.found(AuditRule.CAPTURE, place, message)
                for message in _faults_of_bytes(audit, seq, digest, size, mapped):
                    audit.found(AuditRule.CAPTURE, place, message)


_CONTENTS = "SELECT seq, digest, size FROM content ORDER BY seq"
_CAPTURED_OF = """
    SELECT DISTINCT source.key FROM capture JOIN source ON source.seq = capture.source_seq
    WHERE capture.content_seq = ? ORDER BY source.key
"""


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


# --- statuses -------------------------------------------------------------------------------

_REVIEWED = """
    SELECT claim.seq, claim.key, claim.status AS kept, review.status, review.recorded_at, review.id
    FROM claim LEFT JOIN review ON review.claim_seq = claim.seq ORDER BY claim.seq
"""


def _statuses(audit: Audit) -> None:
    """Every claim's status against its reviews."""
    with audit.attempt(AuditRule.STATUS, "the statuses"):
        for _, group in groupby(audit.rows(_REVIEWED), key=itemgetter(0)):
            rows = list(group)
            audit.claims += 1
            place = f"claim {rows[0].key}"
            try:
                status = status_of(row for row in rows if row.status is not None)
            except UNREADABLE as fault:
                message = f"Its reviews cannot be read: {reason(fault)}."
                audit.found(AuditRule.STATUS, place, message)
                continue
            if rows[0].kept != status:
                message = f"It is kept as {rows[0].kept}; its reviews say {status}."
                audit.found(AuditRule.STATUS, place, message)


RULES: tuple[Callable[[Audit], None], ...] = (
    _structure,  # first: what follows may then read the file in the quickest way
    _captures,
    check_texts,
    check_unplaced,
    _rows,
    _statuses,
    _search,  # last: to ask FTS5 locks the case for other writers
)
"""In the order in which they are checked."""
