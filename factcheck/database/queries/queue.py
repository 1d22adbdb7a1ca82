"""What waits for a review, and in which order."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    case,
    column,
    func,
    select,
    values,
)

from factcheck.database.models import Citation, Claim, table_of
from factcheck.domain.corroboration import roots
from factcheck.domain.vocabulary import Stance


def waiting(
    connection: Connection,
    statuses: Sequence[str],
    relays: Mapping[int, Sequence[int]],
    limit: int | None,
) -> list[tuple[int, str, str]]:
    """Row numbers and keys of claims in these statuses, and the day on which each was logged.

    The oldest day comes first, and in it the claims with the fewest origins; ``relays`` is what
    each relaying source relays, by row number.
    """
    claim = table_of(Claim).c
    day = _day(connection, claim.created_at)
    query = (
        select(claim.seq, claim.key, day)
        .where(claim.status.in_(statuses))
        .order_by(day, _origins(claim.seq, relays), claim.seq)
        .limit(limit)
    )
    return [(seq, key, day) for seq, key, day in connection.execute(query)]


def _origins(
    claim_seq: ColumnElement[int], relays: Mapping[int, Sequence[int]]
) -> ColumnElement[int]:
    """How many origins support a claim: sources that relay are counted by their root.

    The same as ``domain.corroboration.origins``, for the database to sort by.
    """
    # No row has the number 0: it stands for an origin that is unclear, and is not counted.
    found = [(seq, next(iter(roots(seq, relays)), 0)) for seq in relays]
    root = (
        values(column("source_seq", Integer), column("root_seq", Integer), name="root_of")
        .data([*found, (0, 0)])
        .cte("root_of")
    )
    citation = table_of(Citation)
    said_by = func.coalesce(citation.c.via_seq, citation.c.source_seq)
    origin = case((root.c.source_seq.is_(None), said_by), else_=func.nullif(root.c.root_seq, 0))
    supporting = [stance.value for stance in Stance if stance.supports]
    return (
        select(func.count(origin.distinct()))
        .select_from(citation.outerjoin(root, root.c.source_seq == said_by))
        .where(
            citation.c.claim_seq == claim_seq,
            citation.c.withdrawn_at.is_(None),
            citation.c.stance.in_(supporting),
        )
        .scalar_subquery()
    )


def _day(connection: Connection, moment: ColumnElement[Any]) -> ColumnElement[str]:
    if connection.dialect.name == "sqlite":
        return func.substr(moment, 1, 10)
    return func.to_char(moment, "YYYY-MM-DD")
