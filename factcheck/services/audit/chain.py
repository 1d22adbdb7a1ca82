"""The audit of the journal itself: every link of the chain, and every before-image in it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from factcheck.database.documents import id_digits
from factcheck.database.integrity import UNREADABLE, reason
from factcheck.database.types import moment_text
from factcheck.domain import journal
from factcheck.domain.findings import AuditRule, Finding
from factcheck.domain.journal import SALT, Action, Entry
from factcheck.domain.wording import counted
from factcheck.services.audit.base import Audit

ACTIONS = frozenset(action.value for action in Action)


class _Row(NamedTuple):
    """A row of ``_ENTRIES``."""

    seq: int
    digest: bytes
    parents: bytes
    author: Any
    at: Any
    action: str
    kind: str
    record: Any
    document: bytes
    salt: bytes | None
    before: str | None


_ENTRIES = """
    SELECT journal.seq, journal.digest, parents, author.id, journal.at, action, record_kind,
        record_id, document, salt, before
    FROM journal LEFT JOIN author ON author.seq = journal.author_seq
    LEFT JOIN revision ON revision.journal_seq = journal.seq
    ORDER BY journal.seq
"""
_FORMER = """
    SELECT document, salt FROM journal LEFT JOIN revision ON journal_seq = seq
    WHERE record_id = ? AND seq < ? ORDER BY seq DESC LIMIT 1
"""


def check(audit: Audit) -> Iterator[Finding]:
    """Entries that were altered, taken out, put in or moved, and before-images that were."""
    yield from audit.attempt(AuditRule.JOURNAL, "the journal", _entries(audit))


def _entries(audit: Audit) -> Iterator[Finding]:
    before: tuple[bytes, ...] = (b"",)
    place, at = 0, ""
    for values in audit.rows(_ENTRIES):
        row = _Row(*values)
        audit.entries += 1
        named = f"entry {row.seq}"
        if row.seq != place + 1:
            yield AuditRule.JOURNAL.finding(named, _gap(place + 1, row.seq))
        try:
            digest, moment = _digest(row), _moment(row.at)
            messages = list(_messages(audit, row, digest, before))
        except UNREADABLE as fault:
            digest, moment = b"", at
            messages = [f"It cannot be read: {reason(fault)}."]
        if moment < at:
            messages.append("It is of an earlier time than the entry before it.")
        for message in messages:
            yield AuditRule.JOURNAL.finding(named, message)
        # An altered entry is told once, and not of the next one again.
        before = (row.digest, digest)
        place, at = row.seq, moment


def check_heads(audit: Audit) -> Iterator[Finding]:
    """Heads kept elsewhere that are not in the chain: its end was cut off, or it is another."""
    yield from audit.attempt(AuditRule.HEAD, "the heads kept elsewhere", _heads(audit))


def _heads(audit: Audit) -> Iterator[Finding]:
    count = audit.rows("SELECT coalesce(max(seq), 0) FROM journal").scalar() or 0
    for head in audit.heads:
        place = f"head {head.entries} {head.digest[:12]}"
        found = audit.rows("SELECT digest FROM journal WHERE seq = ?", head.entries).scalar()
        if head.entries > count:
            message = f"The journal has only {counted(count, 'entry', 'entries')}: its end is gone."
            yield AuditRule.HEAD.finding(place, message)
        elif head.entries and (found is None or found.hex() != head.digest):
            message = f"Entry {head.entries} of the journal is another one than it was then."
            yield AuditRule.HEAD.finding(place, message)


def _gap(wanted: int, found: int) -> str:
    if found <= wanted:
        return "It stands where another entry must stand."
    missing = found - wanted
    return f"{missing:,} {'entry is' if missing == 1 else 'entries are'} missing before it."


def _messages(audit: Audit, row: _Row, digest: bytes, before: tuple[bytes, ...]) -> Iterator[str]:
    if digest != row.digest:
        yield "It does not say what it said when it was made: its digest is another."
    if row.parents not in before:
        yield "It does not follow the entry before it."
    if row.action not in ACTIONS:
        yield f"“{row.action}” is nothing that is done to a record."
    if row.salt is None or len(row.salt) != SALT:
        yield "The salt of its digest is gone."
    is_first = row.action in (Action.ADDED, Action.ADOPTED)
    if row.before is None:
        if not is_first:
            yield "What the record said before is gone."
    elif is_first:
        yield "It is the first of its record, and is kept with something before it."
    elif not _is_what_was(audit, row):
        yield "What the record is kept to have said before is not what its last entry vouches for."


def _is_what_was(audit: Audit, row: _Row) -> bool:
    former = audit.rows(_FORMER, row.record, row.seq).first()
    if former is None or former.salt is None:
        return False
    digest: bytes = former.document
    return journal.text_digest(row.before or "", former.salt) == digest


def _digest(row: _Row) -> bytes:
    parents = [row.parents[start : start + 32].hex() for start in range(0, len(row.parents), 32)]
    return journal.entry_digest(
        Entry(
            tuple(parents),
            "" if row.author is None else id_digits(row.author),
            _moment(row.at),
            row.action,
            row.kind,
            id_digits(row.record),
            row.document.hex(),
        )
    )


def _moment(value: Any) -> str:
    return moment_text(value) if isinstance(value, datetime) else value
