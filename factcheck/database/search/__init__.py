"""Full-text search over claims.

The migration ``0002_search`` makes the index and says what is in it; triggers note which claims
have changed, and :func:`refresh` brings the index up to date. Every change must be followed by
it before the transaction is committed.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, false

from factcheck.database.models import Claim, table_of
from factcheck.database.search import postgres, sqlite
from factcheck.database.search.base import (
    RANKED_UP_TO,
    BulkLoad,
    Found,
    Hit,
    Matches,
    Phrase,
    phrase_of,
)
from factcheck.database.search.passages import hits
from factcheck.domain.searchquery import SearchQuery

__all__ = ["BulkLoad", "Found", "Hit", "bulk_load", "find", "matching", "refresh"]


def find(
    connection: Connection,
    query: SearchQuery,
    *,
    where: Sequence[ColumnElement[bool]] = (),
    limit: int | None = 20,
) -> Found:
    """The claims that match a query and the conditions on the claim table."""
    if not query:
        return Found((), ranked=True, total=0)
    phrases = [phrase_of(term) for term in query]
    size, lines = _matches(connection, phrases).pick(where, limit)
    few = size <= RANKED_UP_TO
    return Found(tuple(hits(connection, lines, phrases)), few, size if few else None)


def matching(connection: Connection, query: SearchQuery) -> ColumnElement[bool]:
    """The condition on the claim table that a claim matches a query."""
    if not query:
        return false()
    matches = _matches(connection, [phrase_of(term) for term in query])
    return table_of(Claim).c.seq.in_(matches.all())


def refresh(connection: Connection) -> None:
    """Bring the index up to date with every change of this transaction.

    To be called before every commit, after a flush. It costs little where nothing has changed,
    and after a bulk load it fills the index in the way that is fastest for much at once.
    """
    if connection.dialect.name == "sqlite":
        sqlite.refresh(connection)
    else:
        postgres.refresh(connection)


def bulk_load(connection: Connection) -> BulkLoad:
    """Begin a load of many claims; it says before what it changes, and when it has finished."""
    if connection.dialect.name == "sqlite":
        return sqlite.BulkLoad(connection)
    return postgres.BulkLoad(connection)


def _matches(connection: Connection, phrases: Sequence[Phrase]) -> Matches:
    if connection.dialect.name == "sqlite":
        return sqlite.SqliteMatches(connection, phrases)
    return postgres.PostgresMatches(connection, phrases)
