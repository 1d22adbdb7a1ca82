"""Full-text search over claims, their quotes and the titles of their sources."""

from typing import NamedTuple

from sqlalchemy.orm import Session

from factcheck.database.queries.claims import ClaimReader
from factcheck.database.search import find
from factcheck.domain.records import ClaimRecord
from factcheck.domain.searchquery import parse_query
from factcheck.services.selecting import Wanted, select_claims


class FoundClaim(NamedTuple):
    claim: ClaimRecord
    field: str
    """Where the match is shown from: ``text``, ``quotes`` or ``titles``."""
    passage: str
    marks: tuple[tuple[int, int], ...]
    """Ranges of characters in the passage that match."""


class SearchResult(NamedTuple):
    claims: tuple[FoundClaim, ...]
    ranked: bool
    """Best first; otherwise there are too many matches to rank, and the newest come first."""
    total: int | None
    """How many claims match; none where they are too many to count quickly."""


def search(session: Session, query: str, wanted: Wanted, limit: int | None) -> SearchResult:
    """Claims that match a query (any text at all is one) and the filters."""
    connection = session.connection()
    where = select_claims(session, wanted)
    found = find(connection, parse_query(query), where=where, limit=limit)
    records = ClaimReader(connection).by_seq([hit.claim_seq for hit in found.hits])
    return SearchResult(
        tuple(
            FoundClaim(record, hit.field, hit.passage, hit.marks)
            for record, hit in zip(records, found.hits, strict=True)
        ),
        found.ranked,
        found.total,
    )
