"""The audit of signatures: every signed entry against its author's key, and every author's key
against those that are trusted on this machine.

What it proves is who vouches for a chain. Whoever rewrites the whole journal can sign it anew,
but not with a key that is kept elsewhere: that is found where the right key is trusted.
"""

from collections.abc import Iterator, Mapping, Set
from typing import NamedTuple

from factcheck.domain.findings import AuditRule
from factcheck.domain.signing import PublicKey, author_label, entry_message, folded_name
from factcheck.keyring.ed25519 import verified
from factcheck.services.auditing import Audit


class Trust(NamedTuple):
    """What this machine knows of people's keys, by the folded name."""

    keys: Mapping[str, Set[PublicKey]] = {}
    """One's own, and those of colleagues."""
    colleagues: Set[str] = frozenset()
    """Whose keys somebody took here by hand: their work is expected to be signed."""


NOBODY = Trust()


class _Author(NamedTuple):
    """A row of ``_AUTHORS``."""

    seq: int
    name: str
    public_key: object
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


def check_signatures(audit: Audit, trust: Trust) -> None:
    """Every entry that is signed or ought to be, and the keys of those who signed."""
    with audit.attempt(AuditRule.SIGNATURE, "the signatures"):
        authors = [_Author(*row) for row in audit.rows(_AUTHORS)]
        _check_entries(audit, {author.seq: author for author in authors})
        for author in authors:
            for message in _faults_of_key(author, authors, trust):
                audit.found(AuditRule.KEY, author.place, message)
            if author.public_key is None:
                _check_unsigned(audit, author, authors)


def _check_entries(audit: Audit, authors: Mapping[int, _Author]) -> None:
    for seq, digest, signature, author_seq in audit.rows(_SIGNED):
        author = authors.get(author_seq)
        if author is None:  # which is a fault of the references
            continue
        message = _fault_of_signature(author, digest, signature)
        if message:
            audit.found(AuditRule.SIGNATURE, f"entry {seq:,} of {author.name}", message)


def _fault_of_signature(author: _Author, digest: object, signature: object) -> str | None:
    if author.key is None:
        return "It is signed, and its author has no key in the case."
    if signature is None:
        return "It is not signed, and its author has a key."
    if (
        isinstance(digest, bytes)
        and isinstance(signature, bytes)
        and verified(author.key, entry_message(digest), signature)
    ):
        return None
    return f"Its signature is not its author's, whose key is {author.key.short}."


def _faults_of_key(author: _Author, authors: list[_Author], trust: Trust) -> Iterator[str]:
    """An author's key against those that are trusted for that name."""
    trusted = trust.keys.get(author.folded)
    if not trusted:
        return
    here = " and ".join(sorted(key.fingerprint for key in trusted))
    if author.public_key is not None:
        if author.key not in trusted:
            shown = author.key.fingerprint if author.key else "none that can be read"
            yield f"The key in the case is {shown}; the one trusted on this machine is {here}."
    elif author.entries and author.folded in trust.colleagues:
        signs = any(other.folded == author.folded and other.key in trusted for other in authors)
        if not signs:
            yield f"Nothing done under this name is signed, and a key is trusted for it: {here}."


def _check_unsigned(audit: Audit, author: _Author, authors: list[_Author]) -> None:
    """Who has put a key into the case signs from then on."""
    since = [
        other.since
        for other in authors
        if other.folded == author.folded
        and other.public_key is not None
        and other.since is not None
    ]
    if since:
        for (seq,) in audit.rows(_LATER, author.seq, min(since)):
            message = "It is not signed, and a key of that name was in the case before."
            audit.found(AuditRule.SIGNATURE, f"entry {seq:,} of {author.name}", message)
