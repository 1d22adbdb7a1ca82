"""The audit of signatures: every signed entry against its author's key, and every author's key
against those that are trusted on this machine.

Whoever rewrites the whole journal can sign it anew, but not with a key that is kept elsewhere:
that is found where the right key is trusted.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from factcheck.domain.findings import AuditRule, Finding
from factcheck.domain.signing import PublicKey, author_label, entry_message, folded_name
from factcheck.keyring.ed25519 import verified
from factcheck.services.audit.base import Audit


class _Author(NamedTuple):
    """A row of ``_AUTHORS``."""

    seq: int
    name: str
    public_key: Any
    since: int | None
    """The entry that put the author into the case."""
    entries: int

    @property
    def folded(self) -> str:
        return folded_name(str(self.name))

    @property
    def key(self) -> PublicKey | None:
        return PublicKey(self.public_key) if isinstance(self.public_key, bytes) else None

    @property
    def place(self) -> str:
        return f"author {author_label(str(self.name), self.key)}"

    def finding(self, entry: int, message: str) -> Finding:
        """A fault of the signature of one of the author's entries."""
        return AuditRule.SIGNATURE.finding(f"entry {entry} of {self.name}", message)


_AUTHORS = """
    SELECT author.seq, author.name, author.public_key,
        (SELECT min(journal.seq) FROM journal
            WHERE journal.record_kind = 'author' AND journal.record_id = author.id),
        (SELECT count(*) FROM journal WHERE journal.author_seq = author.seq)
    FROM author ORDER BY author.seq
"""
_SIGNED = """
    SELECT journal.seq, journal.digest, journal.signature, journal.author_seq
    FROM journal LEFT JOIN author ON author.seq = journal.author_seq
    WHERE journal.signature IS NOT NULL OR author.public_key IS NOT NULL ORDER BY journal.seq
"""
_LATER = "SELECT seq FROM journal WHERE author_seq = ? AND seq > ? ORDER BY seq"


def check(audit: Audit) -> Iterator[Finding]:
    """Entries that are not signed by their author, and authors who are not who they should be."""
    yield from audit.attempt(AuditRule.SIGNATURE, "the signatures", _findings(audit))


def _findings(audit: Audit) -> Iterator[Finding]:
    authors = [_Author(*row) for row in audit.rows(_AUTHORS)]
    yield from _of_entries(audit, {author.seq: author for author in authors})
    for author in authors:
        for message in _faults_of_key(audit, author, authors):
            yield AuditRule.KEY.finding(author.place, message)
        if author.public_key is None:
            yield from _of_unsigned(audit, author, authors)


def _of_entries(audit: Audit, authors: Mapping[int, _Author]) -> Iterator[Finding]:
    for seq, digest, signature, author_seq in audit.rows(_SIGNED):
        author = authors.get(author_seq)  # none is a fault of the references
        if author and (message := _fault_of_signature(author.key, digest, signature)):
            yield author.finding(seq, message)


def _fault_of_signature(key: PublicKey | None, digest: Any, signature: Any) -> str | None:
    if key is None:
        return "It is signed, and its author has no key in the case."
    if signature is None:
        return "It is not signed, and its author has a key."
    is_legible = isinstance(digest, bytes) and isinstance(signature, bytes)
    if is_legible and verified(key, entry_message(digest), signature):
        return None
    return f"Its signature is not its author's, whose key is {key.short}."


def _faults_of_key(audit: Audit, author: _Author, authors: Sequence[_Author]) -> Iterator[str]:
    """An author's key against those that are trusted for that name."""
    trusted = audit.trust.keys.get(author.folded)
    if not trusted:
        return
    here = " and ".join(sorted(key.fingerprint for key in trusted))
    theirs = [other for other in authors if other.folded == author.folded]
    if author.public_key is None:
        is_expected = author.entries and author.folded in audit.trust.colleagues
        if is_expected and not any(other.key in trusted for other in theirs):
            yield f"Nothing done under this name is signed, and a key is trusted for it: {here}."
    elif author.key not in trusted:
        shown = author.key.fingerprint if author.key else "none that can be read"
        yield f"The key in the case is {shown}; the one trusted on this machine is {here}."


def _of_unsigned(audit: Audit, author: _Author, authors: Sequence[_Author]) -> Iterator[Finding]:
    """Who has put a key into the case signs from then on."""
    since = [
        other.since
        for other in authors
        if other.folded == author.folded and other.public_key is not None and other.since
    ]
    if since:
        for (seq,) in audit.rows(_LATER, author.seq, min(since)):
            message = "It is not signed, and a key of that name was in the case before."
            yield author.finding(seq, message)
