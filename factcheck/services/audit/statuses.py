"""The audit of verification statuses: every claim's against its reviews."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from factcheck.database.integrity import UNREADABLE, reason
from factcheck.domain.corroboration import status_of
from factcheck.domain.findings import AuditRule, Finding
from factcheck.services.audit.base import Audit

_REVIEWED = """
    SELECT claim.seq, claim.key, claim.status AS kept, review.status, review.recorded_at, review.id
    FROM claim LEFT JOIN review ON review.claim_seq = claim.seq ORDER BY claim.seq
"""


def check(audit: Audit) -> Iterator[Finding]:
    """Statuses that are not what the reviews give."""
    yield from audit.attempt(AuditRule.STATUS, "the statuses", _statuses(audit))


def _statuses(audit: Audit) -> Iterator[Finding]:
    for _, group in groupby(audit.rows(_REVIEWED), key=itemgetter(0)):
        rows = list(group)
        audit.claims += 1
        place = f"claim {rows[0].key}"
        try:
            status = status_of(row for row in rows if row.status is not None)
        except UNREADABLE as fault:
            message = f"Its reviews cannot be read: {reason(fault)}."
            yield AuditRule.STATUS.finding(place, message)
            continue
        if rows[0].kept != status:
            message = f"It is kept as {rows[0].kept}; its reviews say {status}."
            yield AuditRule.STATUS.finding(place, message)
