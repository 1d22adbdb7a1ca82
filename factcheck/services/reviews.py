"""Reviews: judgements on claims, appended and never changed."""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.database.identifiers import new_id
from factcheck.database.models import Claim, Review
from factcheck.database.queries.claims import ClaimReader, id_text
from factcheck.database.queries.keys import resolve
from factcheck.database.queries.queue import waiting as find_waiting
from factcheck.database.types import moment_text
from factcheck.domain.corroboration import status_of
from factcheck.domain.records import ClaimRecord, ReviewRecord
from factcheck.domain.vocabulary import Credibility, StandardOfProof, Status
from factcheck.domain.wording import clean
from factcheck.errors import AlreadyWithdrawn
from factcheck.services.sources import relay_map
from factcheck.services.stamps import now

WAITING = (Status.UNVERIFIED, Status.IN_REVIEW)
"""The statuses of a claim that waits for a review."""


class Recorded(NamedTuple):
    claim: str
    before: str
    after: str
    review: ReviewRecord


class Logged(NamedTuple):
    """A step in a claim's story: it was logged, or judged."""

    at: str
    by: str
    status: str
    because: str | None
    standard: str | None
    credibility: int | None


class Waiting(NamedTuple):
    """A claim in the queue, and how well it is supported."""

    key: str
    text: str
    kind: str
    status: str
    logged_on: str
    citations: int
    origins: int


def record(
    session: Session,
    reviewer: str,
    key: str,
    *,
    status: str,
    because: str,
    standard: str | None = None,
    credibility: int | str | None = None,
) -> Recorded:
    """Append a judgement; the claim's status follows from all its reviews."""
    claim = resolve(session, Claim, key)
    before = claim.status
    review = Review(
        id=new_id(),
        claim_seq=claim.seq,
        status=Status.read(status).value,
        because=clean("the reason", because),
        standard=StandardOfProof.read(standard).value if standard else None,
        credibility=int(Credibility.read(str(credibility))) if credibility else None,
        reviewer=reviewer,
        recorded_at=now(),
    )
    session.add(review)
    session.flush()
    settle_status(session, claim)
    return Recorded(claim.key, before, claim.status, _record(review))


def withdraw(session: Session, reviewer: str, key: str, because: str) -> Recorded:
    """Take a claim back, with a reason: a review whose status is ``withdrawn``."""
    claim = resolve(session, Claim, key)
    if claim.status == Status.WITHDRAWN:
        raise AlreadyWithdrawn(claim.key)
    return record(session, reviewer, key, status=Status.WITHDRAWN.value, because=because)


def settle_status(session: Session, claim: Claim) -> None:
    """Keep the claim's status what its reviews make it: the only place that sets it."""
    claim.status = status_of(_of(session, claim)).value
    session.flush()


def story(session: Session, key: str) -> tuple[str, list[Logged]]:
    """A claim's key, and everything that was done about its status, first to last."""
    claim = resolve(session, Claim, key)
    steps = [
        Logged(moment_text(claim.created_at), claim.created_by, Status.UNVERIFIED, None, None, None)
    ]
    steps += [
        Logged(
            moment_text(review.recorded_at),
            review.reviewer,
            review.status,
            review.because,
            review.standard,
            review.credibility,
        )
        for review in _of(session, claim)
    ]
    return claim.key, steps


def queue(session: Session, *, limit: int | None = None) -> list[Waiting]:
    """Claims that wait for a review: the oldest day first, in it the least supported first."""
    statuses = [status.value for status in WAITING]
    rows = find_waiting(session.connection(), statuses, relay_map(session), limit)
    reader = ClaimReader(session.connection())
    waiting: list[Waiting] = []
    for start in range(0, len(rows), 500):
        part = rows[start : start + 500]
        records = reader.by_seq([seq for seq, _ in part])
        waiting += [_waiting(row, logged) for row, (_, logged) in zip(records, part, strict=True)]
    return waiting


def _waiting(claim: ClaimRecord, day: object) -> Waiting:
    return Waiting(
        claim.key,
        claim.text,
        claim.kind,
        claim.status,
        str(day)[:10],
        len(claim.citations),
        len(claim.origins),
    )


def _of(session: Session, claim: Claim) -> list[Review]:
    query = (
        select(Review).where(Review.claim_seq == claim.seq).order_by(Review.recorded_at, Review.id)
    )
    return list(session.scalars(query))


def _record(review: Review) -> ReviewRecord:
    return ReviewRecord(
        id_text(review.id),
        review.status,
        review.because,
        review.standard,
        review.credibility,
        review.reviewer,
        moment_text(review.recorded_at),
    )
