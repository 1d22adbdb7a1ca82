"""Reading claims: one of them, or a stream of those that are asked for."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from factcheck.database.models import Claim
from factcheck.database.queries.claims import ClaimReader
from factcheck.database.queries.keys import resolve
from factcheck.domain.records import ClaimRecord


def show(session: Session, key: str) -> ClaimRecord:
    """One claim, whole. Raises UnknownKey or AmbiguousKey."""
    claim = resolve(session, Claim, key)
    return ClaimReader(session.connection()).by_seq([claim.seq])[0]


def listing(
    session: Session, where: list[ColumnElement[bool]], limit: int | None
) -> Iterator[ClaimRecord]:
    """The selected claims as a stream, the newest first."""
    return ClaimReader(session.connection()).records(where, newest_first=True, limit=limit)
