"""Which reviews lapsed: what is computed from the evidence, and stands in no column."""

from collections.abc import Iterable, Iterator
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.database.models import Claim, Review
from factcheck.database.standing import AT_ONCE, Judge
from factcheck.domain.records import ClaimRecord


def marked(session: Session, claims: Iterable[ClaimRecord]) -> Iterator[ClaimRecord]:
    """The same claims, their lapsed reviews marked; a case without reviews is not looked into."""
    claims = iter(claims)
    if session.scalars(select(Review.seq).limit(1)).first() is None:
        yield from claims
        return
    judge = Judge(session)
    while part := list(islice(claims, AT_ONCE)):
        lapsed = _lapsed(session, judge, [claim.key for claim in part if claim.reviews])
        for claim in part:
            yield _marked(claim, lapsed) if claim.reviews and lapsed else claim


def _lapsed(session: Session, judge: Judge, keys: list[str]) -> set[str]:
    """Ids of the lapsed reviews of some claims."""
    if not keys:
        return set()
    seqs = session.scalars(select(Claim.seq).where(Claim.key.in_(keys))).all()
    return {id for found in judge.of(seqs).values() for id in found.standing.lapsed}


def _marked(claim: ClaimRecord, lapsed: set[str]) -> ClaimRecord:
    reviews = [review._replace(lapsed=review.id in lapsed) for review in claim.reviews]
    return claim._replace(reviews=tuple(reviews))
