"""The audit of records: each says what its last entry in the journal vouches for."""

from collections.abc import Iterator

from sqlalchemy import func, select

from factcheck.database import documents
from factcheck.database.documents import RECORDS
from factcheck.database.integrity import UNREADABLE
from factcheck.database.models import table_of
from factcheck.domain import journal
from factcheck.domain.findings import AuditRule, Finding
from factcheck.services.audit.base import Audit

_AT_ONCE = 1_000
"""Records that are held at a time."""

_LAST = """
    SELECT {kind}.seq, journal.document, revision.salt
    FROM {kind} LEFT JOIN journal ON journal.seq = (
        SELECT max(entry.seq) FROM journal AS entry WHERE entry.record_id = {kind}.id
    ) AND journal.record_kind = '{kind}'
    LEFT JOIN revision ON revision.journal_seq = journal.seq
    WHERE {kind}.seq BETWEEN ? AND ? ORDER BY {kind}.seq
"""
_GONE = """
    SELECT min(seq), record_id FROM journal WHERE record_kind = ?
    AND NOT EXISTS (SELECT 1 FROM {kind} WHERE {kind}.id = record_id)
    GROUP BY record_id ORDER BY 1
"""
_UNKNOWN = "SELECT DISTINCT record_kind FROM journal"


def check(audit: Audit) -> Iterator[Finding]:
    """Records that were altered, put in or taken out past factcheck."""
    for kind in RECORDS:
        place = f"the table {kind}"
        yield from audit.attempt(AuditRule.RECORD, place, _records(audit, kind))
        yield from audit.attempt(AuditRule.RECORD, place, _gone(audit, kind))


def _records(audit: Audit, kind: str) -> Iterator[Finding]:
    seq = table_of(RECORDS[kind]).c.seq
    first, last = audit.connection.execute(select(func.min(seq), func.max(seq))).one()
    if first is None:
        return
    for start in range(first, last + 1, _AT_ONCE):
        try:
            found = list(_altered(audit, kind, start, start + _AT_ONCE - 1))
        except UNREADABLE:
            # One of them cannot be read; the others can.
            for one in range(start, start + _AT_ONCE):
                altered = _altered(audit, kind, one, one)
                yield from audit.attempt(AuditRule.RECORD, f"{kind} row {one}", altered)
        else:
            yield from found


def _altered(audit: Audit, kind: str, first: int, last: int) -> Iterator[Finding]:
    vouched = {seq: rest for seq, *rest in audit.rows(_LAST.format(kind=kind), first, last)}
    for seq, id, document in documents.between(audit.connection, kind, first, last):
        audit.records += 1
        digest, salt = vouched[seq]
        if digest is None:
            message = "The journal does not know it: it was not put there by factcheck."
        elif salt is None:
            message = "The salt of its last entry is gone: nothing vouches for it."
        elif journal.record_digest(document, salt) != digest:
            message = "It is not what its last entry in the journal vouches for."
        else:
            continue
        yield AuditRule.RECORD.finding(f"{kind} {document.get('key', id)}", message)


def _gone(audit: Audit, kind: str) -> Iterator[Finding]:
    for seq, id in audit.rows(_GONE.format(kind=kind), kind):
        message = f"It is gone; entry {seq} of the journal tells that it was there."
        yield AuditRule.RECORD.finding(f"{kind} {documents.id_digits(id)}", message)
