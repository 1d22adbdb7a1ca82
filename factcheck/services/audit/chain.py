"""The audit of the journal itself: every link of the chain, and every before-image in it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from factcheck.database.documents import exact_moment_text, id_digits
from factcheck.database.integrity import UNREADABLE, reason
from factcheck.domain import journal
from factcheck.domain.findings import AuditRule, Finding
from factcheck.domain.journal import SALT, Action, Entry
from factcheck.domain.wording import counted
from factcheck.services.audit.base import Audit

ACTIONS = frozenset(action.value for action in Action)
FIRST = frozenset((Action.ADDED.value, Action.ADOPTED.value))
"""With which the life of a record begins."""


class _Row(NamedTuple):
    """A row of ``_ENTRIES``, as the driver gives it: of a damaged case, anything."""

    seq: Any
    digest: Any
    parents: Any
    author: Any
    at: Any
    action: Any
    kind: Any
    record: Any
    document: Any
    salt: Any
    before: Any


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
    before: tuple[Any, ...] = (b"",)
    place, at = 0, ""
    for values in audit.rows(_ENTRIES):
        row = _Row(*values)
        audit.entries += 1
        messages: list[str] = []
        if row.seq != place + 1:
            messages.append(_gap(place + 1, row.seq))
        try:
            moment = exact_moment_text(row.at)
            digest = _digest(row, moment)
            messages += _messages(audit, row, digest, before)
        except UNREADABLE as fault:
            digest, moment = b"", at
            messages.append(f"It cannot be read: {reason(fault)}.")
        if moment < at:
            messages.append("It is of an earlier time than the entry before it.")
        for message in messages:
            yield AuditRule.JOURNAL.finding(f"entry {row.seq}", message)
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
        elif head.entries and found != bytes.fromhex(head.digest):
            message = f"Entry {head.entries} of the journal is another one than it was then."
            yield AuditRule.HEAD.finding(place, message)


def _gap(wanted: int, found: int) -> str:
    if found <= wanted:
        return "It stands where another entry must stand."
    missing = found - wanted
    return f"{missing:,} {'entry is' if missing == 1 else 'entries are'} missing before it."


def _messages(audit: Audit, row: _Row, digest: bytes, before: tuple[Any, ...]) -> list[str]:
    found = []
    if digest != row.digest:
        found.append("It does not say what it said when it was made: its digest is another.")
    if row.parents not in before:
        found.append("It does not follow the entry before it.")
    if row.action not in ACTIONS:
        found.append(f"“{row.action}” is nothing that is done to a record.")
    if row.salt is None or len(row.salt) != SALT:
        found.append("The salt of its digest is gone.")
    if row.before is None:
        if row.action not in FIRST:
            found.append("What the record said before is gone.")
    elif row.action in FIRST:
        found.append("It is the first of its record, and is kept with something before it.")
    elif not _is_what_was(audit, row):
        found.append(
            "What the record is kept to have said before is not what its last entry vouches for."
        )
    return found


def _is_what_was(audit: Audit, row: _Row) -> bool:
    former = audit.rows(_FORMER, row.record, row.seq).first()
    if former is None or former.salt is None:
        return False
    return journal.text_digest(row.before, former.salt) == bytes(former.document)


def _digest(row: _Row, moment: str) -> bytes:
    parents = id_digits(row.parents)
    named = tuple([parents[start : start + 64] for start in range(0, len(parents), 64)])
    author = "" if row.author is None else id_digits(row.author)
    record, document = id_digits(row.record), id_digits(row.document)
    return journal.entry_digest(
        Entry(named, author, moment, row.action, row.kind, record, document)
    )
