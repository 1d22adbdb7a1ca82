"""Reading claims: one of them, or a stream of those that are asked for."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from factcheck.database.models import Anchor, Citation, Claim, Extraction
from factcheck.database.queries.claims import ClaimReader
from factcheck.database.queries.keys import resolve
from factcheck.domain.context import WIDEST, Context, around
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


def contexts(session: Session, key: str) -> list[Context | None]:
    """The place of each quote of a claim with the text around it, in the order of its citations.

    None where a quote has no place, and where nothing is quoted.
    """
    widest = WIDEST + 1
    sound = and_(Anchor.first >= 0, Anchor.first < Anchor.last, Anchor.last < 10**9)
    begin = case((Anchor.first > widest, Anchor.first - widest), else_=0)
    length = Anchor.last + widest - begin
    query = (
        select(func.substr(Extraction.text, begin + 1, length), Anchor.first - begin, Anchor.exact)
        .select_from(Citation)
        .outerjoin(Anchor, and_(Anchor.citation_seq == Citation.seq, sound))
        .outerjoin(Extraction, Extraction.seq == Anchor.extraction_seq)
        .join(Claim, Claim.seq == Citation.claim_seq)
        .where(Claim.key == key, Citation.withdrawn_at.is_(None))
        .order_by(Citation.seq)
    )
    return [
        None if exact is None else around(text or "", start, start + len(exact))
        for text, start, exact in session.execute(query)
    ]
