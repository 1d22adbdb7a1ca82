"""The audit: whether everything that a case holds as evidence is still what it was.

Every rule (:class:`factcheck.domain.findings.AuditRule`) has its checks in a module of this
package. The audit goes on past whatever it finds: what cannot be read is a finding too. Contents
and texts are read one after another, so that memory stays flat.

It sees what contradicts a digest, a text, another row or the journal. What contradicts nothing it
cannot see: a journal whose end was cut off together with all that it told of, or one that was
written anew from the beginning. Those contradict a head that was kept elsewhere; the latter, where
work is signed, a key too.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from factcheck.domain.findings import Finding
from factcheck.domain.journal import Head
from factcheck.domain.signing import NOBODY, Trust
from factcheck.services.audit import (
    captures,
    chain,
    database,
    quotes,
    records,
    signatures,
    statuses,
    texts,
)
from factcheck.services.audit.base import Audit, Check, Progress

CHECKS: tuple[Check, ...] = (
    database.structure,  # first: what follows may then read the file in the quickest way
    captures.check,
    texts.check,
    quotes.check_unplaced,
    database.references,
    database.guards,
    chain.check,
    chain.check_heads,
    signatures.check,
    records.check,
    statuses.check,
    database.search_index,  # last: to ask FTS5 locks the case for other writers
)
"""In the order in which they are made."""


class Audited(NamedTuple):
    """What an audit found, and how much it looked at."""

    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    """What is no fault, and worth knowing: what could not be checked, quotes without a place."""
    captures: int = 0
    texts: int = 0
    quotes: int = 0
    claims: int = 0
    records: int = 0
    entries: int = 0


def audit(
    session: Session,
    progress: Progress = lambda done, total: None,
    heads: Sequence[Head] = (),
    trust: Trust = NOBODY,
) -> Audited:
    """Check all that a case holds, that heads kept elsewhere are in its journal, and that authors
    sign with the keys that are trusted.

    Nothing is changed.

    Locks, and a server that is gone, are raised as ever; damage never is.
    """
    case = Audit(session, progress, heads, trust)
    with _legible(case.connection):
        for check in CHECKS:
            for finding in check(case):
                case.findings.append(finding)
    counts = case.captures, case.texts, case.quotes, case.claims, case.records, case.entries
    return Audited(tuple(case.findings), tuple(case.notes), *counts)


@contextmanager
def _legible(connection: Connection) -> Iterator[None]:
    """Bytes that are no UTF-8 are read as lone surrogates, and not a fault of the whole query."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    before = driver.text_factory
    driver.text_factory = lambda kept: kept.decode(errors="surrogateescape")
    try:
        yield
    finally:
        driver.text_factory = before
