"""Full-text search over claims, their quotes and the titles of their sources."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from factcheck.database.queries.claims import ClaimReader
from factcheck.database.search import Found, Hit, find
from factcheck.domain.records import ClaimRecord
from factcheck.domain.searchquery import parse_query
from factcheck.services.selecting import Wanted, select_claims

__all__ = ["Found", "Hit", "search", "whole"]


def search(session: Session, query: str, wanted: Wanted, limit: int | None) -> Found:
    """Claims that match a query (any text at all is one) and the filters."""
    where = select_claims(session, wanted)
    return find(session.connection(), parse_query(query), where=where, limit=limit)


def whole(session: Session, hits: Iterable[Hit]) -> list[ClaimRecord]:
    """The claims that were found, with all that belongs to them."""
    return ClaimReader(session.connection()).by_seq([hit.claim_seq for hit in hits])
