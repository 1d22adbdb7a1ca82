"""Which reviews lapsed: what is computed from the evidence, and stands in no column."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.database.models import Claim
from factcheck.domain.records import ClaimRecord

AT_ONCE = 200
"""Claims that are held at a time."""


def marked(session: Session, claims: Iterable[ClaimRecord]) -> Iterator[ClaimRecord]:
    """The same claims, their lapsed reviews marked.

    Only claims of which one may have lapsed are judged: nearly all have a single review, and the
    status that it gives.
    """
    claims = iter(claims)
    while part := list(islice(claims, AT_ONCE)):
        doubtful = [claim.key for claim in part if claim.reviews and _may_have_lapsed(claim)]
        lapsed = _lapsed(session, doubtful) if doubtful else ()
        for claim in part:
            yield _marked(claim, lapsed) if lapsed and claim.reviews else claim


def _may_have_lapsed(claim: ClaimRecord) -> bool:
    """A single review that lapsed would not leave the claim the status that it gives."""
    return len(claim.reviews) > 1 or claim.reviews[0].status != claim.status


def _lapsed(session: Session, keys: list[str]) -> set[str]:
    """Ids of the lapsed reviews of some claims."""
    from factcheck.database.standing import Judge  # only where it is needed: a list has to be quick

    seqs = session.scalars(select(Claim.seq).where(Claim.key.in_(keys))).all()
    return {id for found in Judge(session).of(seqs).values() for id in found.standing.lapsed}


def _marked(claim: ClaimRecord, lapsed: Collection[str]) -> ClaimRecord:
    reviews = [review._replace(lapsed=review.id in lapsed) for review in claim.reviews]
    return claim._replace(reviews=tuple(reviews))
