"""What a check of the audit is, and what it is given.

A check is a generator of findings: a new one is a function of this kind and a line in ``run.py``.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, TypeAlias

from sqlalchemy import Connection, CursorResult
from sqlalchemy.orm import Session

from factcheck.database.integrity import UNREADABLE, reason
from factcheck.domain.findings import AuditRule, Finding
from factcheck.domain.journal import Head
from factcheck.domain.signing import NOBODY, Trust

Progress = Callable[[int, int], object]
"""Is told how many bytes are done, of how many."""

Rows: TypeAlias = CursorResult[*tuple[Any, ...]]

SHOWN = 12
"""Digits of a SHA-256 that name a capture."""


class Audit:
    """An audit on its way: the case to check, and what to tell of it besides findings."""

    def __init__(
        self,
        session: Session,
        progress: Progress,
        heads: Sequence[Head] = (),
        trust: Trust = NOBODY,
    ) -> None:
        self.session = session
        self.heads = heads
        """Heads of the journal that were kept elsewhere."""
        self.trust = trust
        """Whose keys are known on this machine."""
        self.connection: Connection = session.connection()
        self.findings: list[Finding] = []
        """What was found so far, by the checks that are done."""
        self.notes: list[str] = []
        self.captures = self.texts = self.quotes = self.claims = self.records = self.entries = 0
        self._progress = progress
        self._sqlite = self.connection.dialect.name == "sqlite"
        self._savepoint: Callable[[], AbstractContextManager[object]] = (
            nullcontext if self._sqlite else self.connection.begin_nested
        )
        self._done = self._total = 0
        self.findings += self.attempt(AuditRule.DATABASE, "the captures", self._sized())

    def _sized(self) -> Iterator[Finding]:
        self._total = int(self.rows(_BYTES).scalar() or 0)
        yield from ()

    def attempt(
        self, rule: AuditRule, place: str, findings: Iterable[Finding]
    ) -> Iterator[Finding]:
        """These findings. What cannot be read on the way is one too, and the audit goes on."""
        try:
            with self.guarded():
                yield from findings
        except UNREADABLE as fault:
            yield rule.finding(place, f"It cannot be read: {reason(fault)}.")

    def guarded(self) -> AbstractContextManager[object]:
        """For what may fail: on a server, a failed statement takes all that follow with it."""
        return self._savepoint()

    def rows(self, statement: str, *values: object, at_once: int = 1_000) -> Rows:
        """The rows of a statement whose parameters are question marks, so many held at a time.

        As the driver takes it: for a thousand small captures SQLAlchemy's reading of a statement
        would cost more than all the rest.
        """
        written = statement if self._sqlite else statement.replace("?", "%s")
        options = {"yield_per": at_once}
        return self.connection.exec_driver_sql(written, values, execution_options=options)

    def advance(self, count: int) -> None:
        """So many bytes more are done."""
        self._done = min(self._done + count, self._total)
        self._progress(self._done, self._total)


Check: TypeAlias = Callable[[Audit], Iterator[Finding]]
"""Yields what it finds. What it cannot read, it leaves to ``Audit.attempt``."""

_BYTES = """
    SELECT (SELECT coalesce(sum(size), 0) FROM content) + (
        SELECT coalesce(sum(content.size), 0)
        FROM extraction JOIN content ON content.seq = extraction.content_seq
    )
"""


def digits(digest: object) -> str:
    """How a capture is named: the beginning of its SHA-256."""
    return digest.hex()[:SHOWN] if isinstance(digest, bytes) else "without a SHA-256"
