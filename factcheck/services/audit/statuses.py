"""The audit of verification statuses: what is kept on every claim against what its reviews say."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from factcheck.database.integrity import UNREADABLE, reason
from factcheck.database.standing import AT_ONCE, Judge, Judged
from factcheck.domain.findings import AuditRule, Finding
from factcheck.domain.policy import Policy
from factcheck.domain.standing import standing
from factcheck.domain.vocabulary import Status
from factcheck.services.audit.base import Audit

_CLAIMS = """
    SELECT seq, key, status, status_because,
        EXISTS (SELECT 1 FROM review WHERE review.claim_seq = claim.seq) AS is_reviewed
    FROM claim ORDER BY seq
"""


def check(audit: Audit) -> Iterator[Finding]:
    """Statuses that are not what the reviews give, by the very rules that set them."""
    yield from audit.attempt(AuditRule.STATUS, "the statuses", _statuses(audit))


def _statuses(audit: Audit) -> Iterator[Finding]:
    # Where a claim or its quote was found altered, what its reviews judged is no longer there. That
    # they lapse by it is no second fault.
    altered = [one for one in audit.findings if one.rule in (AuditRule.QUOTE, AuditRule.RECORD)]
    doubtful = {found.place.partition(": ")[0] for found in altered}
    judge = Judge(audit.session)
    rows = iter(audit.rows(_CLAIMS))
    while part := list(islice(rows, AT_ONCE)):
        audit.claims += len(part)
        found: dict[int, Judged] = {}
        yield from _read(audit, judge, [row for row in part if row.is_reviewed], found)
        for row in part:
            if not row.is_reviewed:
                yield from _compared(row, Status.UNVERIFIED, None)
            elif judged := found.get(row.seq):
                excused = f"claim {row.key}" in doubtful
                if not (excused and row.status == _undamaged(judged, judge.policy)):
                    yield from _compared(row, judged.standing.status, judged.standing.because)


def _read(
    audit: Audit, judge: Judge, rows: Sequence[Any], found: dict[int, Judged]
) -> Iterator[Finding]:
    """Find how reviewed claims stand; of one that cannot be read, a finding."""
    if not rows:
        return
    try:
        with audit.guarded():
            found |= judge.of([row.seq for row in rows])
    except UNREADABLE as fault:
        if len(rows) == 1:
            message = f"Its reviews cannot be read: {reason(fault)}."
            yield AuditRule.STATUS.finding(f"claim {rows[0].key}", message)
            return
        for row in rows:
            yield from _read(audit, judge, [row], found)


def _undamaged(judged: Judged, policy: Policy) -> Status:
    """The status that the reviews give if all that they judged is as when they were recorded."""
    trusting = [review._replace(judged=None) for review in judged.reviews]
    return standing(trusting, policy._replace(anchored=False), judged.evidence).status


def _compared(row: Any, status: Status, because: str | None) -> Iterator[Finding]:
    place = f"claim {row.key}"
    if row.status != status:
        message = f"It is kept as {row.status}; its reviews say {status}."
        yield AuditRule.STATUS.finding(place, message)
    elif row.status_because != because:
        message = "What is kept of why it stands so is not what its reviews say."
        yield AuditRule.STATUS.finding(place, message)
