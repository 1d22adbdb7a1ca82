"""The audit of records: each says what its last entry in the journal vouches for, and stands
where its first entry put it."""

from collections.abc import Iterator

from factcheck.database import documents
from factcheck.database.documents import RECORDS
from factcheck.database.integrity import UNREADABLE
from factcheck.database.models import table_of
from factcheck.domain import journal
from factcheck.domain.findings import AuditRule, Finding
from factcheck.services.audit.base import Audit

_AT_ONCE = 1_000
"""Records that are held at a time."""

_NEXT = "SELECT seq FROM {kind} WHERE seq > ? ORDER BY seq LIMIT ?"
_LAST = """
    SELECT {kind}.seq, journal.document, revision.salt
    FROM {kind} LEFT JOIN journal ON journal.seq = (
        SELECT max(entry.seq) FROM journal AS entry WHERE entry.record_id = {kind}.id
    ) AND journal.record_kind = '{kind}'
    LEFT JOIN revision ON revision.journal_seq = journal.seq
    WHERE {kind}.seq BETWEEN ? AND ? ORDER BY {kind}.seq
"""
_MOVED = """
    SELECT named FROM (
        SELECT named, began, lag(began) OVER (ORDER BY seq) AS ahead FROM (
            SELECT {kind}.seq, {name} AS named, (
                SELECT min(entry.seq) FROM journal AS entry WHERE entry.record_id = {kind}.id
            ) AS began FROM {kind}
        ) AS known WHERE began IS NOT NULL
    ) AS beside WHERE began <= ahead
"""
_GONE = """
    SELECT min(seq), record_id FROM journal WHERE record_kind = ?
    AND NOT EXISTS (SELECT 1 FROM {kind} WHERE {kind}.id = record_id)
    GROUP BY record_id ORDER BY 1
"""


def check(audit: Audit) -> Iterator[Finding]:
    """Records that were altered, put in, moved or taken out past factcheck."""
    for kind in RECORDS:
        for found in (_records(audit, kind), _moved(audit, kind), _gone(audit, kind)):
            yield from audit.attempt(AuditRule.RECORD, f"the table {kind}", found)


def _records(audit: Audit, kind: str) -> Iterator[Finding]:
    for seqs in _stretches(audit, kind):
        try:
            found = list(_altered(audit, kind, seqs[0], seqs[-1]))
        except UNREADABLE:
            # One of them cannot be read; the others can.
            for one in seqs:
                altered = _altered(audit, kind, one, one)
                yield from audit.attempt(AuditRule.RECORD, f"{kind} row {one}", altered)
        else:
            yield from found


def _stretches(audit: Audit, kind: str) -> Iterator[list[int]]:
    """The row numbers that there are, whatever lies between them."""
    last = -(2**63)
    while seqs := list(audit.rows(_NEXT.format(kind=kind), last, _AT_ONCE).scalars()):
        yield seqs
        last = seqs[-1]


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


def _moved(audit: Audit, kind: str) -> Iterator[Finding]:
    """Records of a kind whose order is another than that in which they came into the case.

    It can say which of them counts: the policy in force is the last.
    """
    name = "key" if "key" in table_of(RECORDS[kind]).c else "id"
    for (named,) in audit.rows(_MOVED.format(kind=kind, name=f"{kind}.{name}")):
        place = f"{kind} {named if name == 'key' else documents.id_digits(named)}"
        message = "It stands behind a record that came into the case after it."
        yield AuditRule.RECORD.finding(place, message)


def _gone(audit: Audit, kind: str) -> Iterator[Finding]:
    for seq, id in audit.rows(_GONE.format(kind=kind), kind):
        message = f"It is gone; entry {seq} of the journal tells that it was there."
        yield AuditRule.RECORD.finding(f"{kind} {documents.id_digits(id)}", message)
