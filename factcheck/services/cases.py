"""The case as a whole: what is in it, at a glance and in figures."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from factcheck.database import schema
from factcheck.database.engine import Location
from factcheck.database.models import (
    Base,
    Citation,
    Claim,
    Quantity,
    Source,
    SourceRelay,
    table_of,
)
from factcheck.database.queries.quotes import count_quotes
from factcheck.domain.vocabulary import ClaimKind, Status
from factcheck.services import assignments
from factcheck.services.reviews import WAITING


class Overview(NamedTuple):
    """The case at a glance."""

    claims: int
    by_status: dict[str, int]
    by_kind: dict[str, int]
    sources: int
    origins: int
    """Sources that relay nothing: the roots of every chain."""
    uncited: int
    """Claims that no source stands behind."""
    unplaced: int
    """Quotes without a locator."""
    unnumbered: int
    """Claims of kind ``number`` whose number nobody entered."""
    by_quote_check: dict[str, int]
    """Quotes by the place that was kept for them; ``audit`` checks the places themselves."""
    outdated: int
    """Quotes that have their place in an older capture than the newest."""
    held: dict[str, int]
    """Claims that wait for a review, by who is to review them."""


class CaseInfo(NamedTuple):
    """Where the case is and how large it is."""

    place: str
    database: str
    schema: int
    bytes: int
    counts: dict[str, int]


def overview(session: Session) -> Overview:
    cited = select(Citation.seq).where(
        Citation.claim_seq == Claim.seq, Citation.withdrawn_at.is_(None)
    )
    numbered = select(Quantity.claim_seq).where(Quantity.claim_seq == Claim.seq)
    standing = Claim.status != Status.WITHDRAWN.value
    usable = Source.withdrawn_at.is_(None)
    roots = Source.seq.not_in(select(SourceRelay.source_seq))
    statuses = _counts(session, table_of(Claim).c.status)
    kinds = _counts(session, table_of(Claim).c.kind)
    quotes = count_quotes(session.connection())
    return Overview(
        sum(statuses.values()),
        {status.value: statuses[status.value] for status in Status if status.value in statuses},
        {kind.value: kinds[kind.value] for kind in ClaimKind if kind.value in kinds},
        _count(session, Source, usable),
        _count(session, Source, usable, roots),
        _count(session, Claim, standing, ~cited.exists()),
        quotes.unplaced,
        _count(session, Claim, Claim.kind == ClaimKind.NUMBER.value, standing, ~numbered.exists()),
        quotes.by_check,
        quotes.older,
        assignments.counts(session, WAITING),
    )


def info(session: Session, location: Location) -> CaseInfo:
    connection = session.connection()
    if location.path is not None:
        version = connection.exec_driver_sql("SELECT sqlite_version()").scalar_one()
        database = f"SQLite {version}"
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        size = pages * connection.exec_driver_sql("PRAGMA page_size").scalar_one()
    else:
        version = connection.exec_driver_sql("SHOW server_version").scalar_one()
        database = f"PostgreSQL {version}"
        size = connection.exec_driver_sql(
            "SELECT pg_database_size(current_database())"
        ).scalar_one()
    counts = {
        name: session.scalar(select(func.count()).select_from(Base.metadata.tables[name])) or 0
        for name in ("party", "source", "measure", "claim", "quantity", "citation", "review")
    }
    return CaseInfo(str(location), database, schema.current(connection) or 0, size, counts)


def _counts(session: Session, column: ColumnElement[str]) -> dict[str, int]:
    query = select(column, func.count()).group_by(column)
    return {value: count for value, count in session.execute(query)}


def _count(session: Session, table: type[Base], *where: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(table).where(*where)) or 0
