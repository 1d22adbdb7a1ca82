"""An audit on its way: what it has found, and how it goes on past what cannot be read."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Connection, CursorResult
from sqlalchemy.orm import Session

from factcheck.database.integrity import UNREADABLE, reason
from factcheck.domain.findings import AuditRule, Finding

Progress = Callable[[int, int], object]
"""Is told how many bytes are done, of how many."""

Rows: TypeAlias = CursorResult[*tuple[Any, ...]]

SHOWN = 12
"""Digits of a SHA-256 that name a capture."""


class Audited(NamedTuple):
    """What an audit found, and how much it looked at."""

    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    """What is no fault, and worth knowing: what could not be checked, quotes without a place."""
    captures: int = 0
    texts: int = 0
    quotes: int = 0
    claims: int = 0


class Audit:
    """An audit on its way."""

    def __init__(self, session: Session, progress: Progress) -> None:
        self.session = session
        self.connection: Connection = session.connection()
        self.findings: list[Finding] = []
        self.notes: list[str] = []
        self.captures = self.texts = self.quotes = self.claims = 0
        self._progress = progress
        self._sqlite = self.connection.dialect.name == "sqlite"
        self._savepoint: Callable[[], AbstractContextManager[object]] = (
            nullcontext if self._sqlite else self.connection.begin_nested
        )
        self._done = self._total = 0
        with self.attempt(AuditRule.DATABASE, "the captures"):
            self._total = int(self.rows(_BYTES).scalar() or 0)

    @contextmanager
    def attempt(self, rule: AuditRule, place: str) -> Iterator[None]:
        """Whatever in the block cannot be read becomes a finding, and the audit goes on."""
        try:
            # On a server a statement that failed takes all that follow with it.
            with self._savepoint():
                yield
        except UNREADABLE as fault:
            self.found(rule, place, f"It cannot be read: {reason(fault)}.")

    def found(self, rule: AuditRule, place: str, message: str) -> None:
        self.findings.append(rule.finding(place, message))

    def rows(self, statement: str, *values: object, at_once: int = 1_000) -> Rows:
        """The rows of a statement whose parameters are question marks, so many held at a time.

        As the driver takes it: for a thousand small captures SQLAlchemy's reading of a statement
        would cost more than all the rest.
        """
        written = statement if self._sqlite else statement.replace("?", "%s")
        options = {"yield_per": at_once}
        return self.connection.exec_driver_sql(written, values, execution_options=options)

    def audited(self) -> Audited:
        counts = self.captures, self.texts, self.quotes, self.claims
        return Audited(tuple(self.findings), tuple(self.notes), *counts)

    def advance(self, count: int) -> None:
        self._done = min(self._done + count, self._total)
        self._progress(self._done, self._total)


_BYTES = """
    SELECT (SELECT coalesce(sum(size), 0) FROM content) + (
        SELECT coalesce(sum(content.size), 0)
        FROM extraction JOIN content ON content.seq = extraction.content_seq
    )
"""


def digits(digest: object) -> str:
    """How a capture is named: the beginning of its SHA-256."""
    return digest.hex()[:SHOWN] if isinstance(digest, bytes) else "without a SHA-256"


@contextmanager
def legible(connection: Connection) -> Iterator[None]:
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
