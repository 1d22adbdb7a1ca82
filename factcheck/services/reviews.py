"""Reviews: judgements on claims, appended and never changed.

What a status asks for is decided in :mod:`factcheck.domain.policy`, what reviews make of a claim in
:mod:`factcheck.domain.standing`; here a judgement is checked and kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.database.identifiers import new_id
from factcheck.database.models import Claim, Review
from factcheck.database.queries.claims import ClaimReader, id_text
from factcheck.database.queries.keys import resolve
from factcheck.database.queries.queue import waiting as find_waiting
from factcheck.database.standing import Judge, Judged, renew
from factcheck.database.types import moment_text
from factcheck.domain.moments import read_moment
from factcheck.domain.policy import Policy, proposed, unmet
from factcheck.domain.records import ClaimRecord, ReviewRecord
from factcheck.domain.standing import RESETS, Judgement, same_reader
from factcheck.domain.vocabulary import Credibility, StandardOfProof, Status
from factcheck.domain.wording import clean
from factcheck.errors import (
    AlreadyWithdrawn,
    AmbiguousReview,
    EvidenceChanged,
    NothingToOverride,
    PolicyUnmet,
    StillWithdrawn,
    UnknownReview,
)
from factcheck.services.assignments import holders
from factcheck.services.sources import relay_map
from factcheck.services.stamps import now

WAITING = (Status.UNVERIFIED, Status.IN_REVIEW)
"""The statuses of a claim that waits for a review."""


class Recorded(NamedTuple):
    """A judgement that was recorded, and what it did to the claim's status."""

    claim: str
    before: str
    after: str
    review: ReviewRecord
    because: str | None
    """Why the status is what it is now."""
    first_reader: str | None
    """Who waits for another person's review, for the claim to be ``verified``."""


class Logged(NamedTuple):
    """A step in a claim's story: it was logged, or judged."""

    at: str
    by: str
    status: str
    because: str | None
    standard: str | None
    credibility: int | None
    id: str | None = None
    """Of the review; none of the logging."""
    override: str | None = None
    bearing: str | None = None
    """What the review has to do with the status now (``domain.standing.Bearing``)."""


class Waiting(NamedTuple):
    """A claim in the queue, and how well it is supported."""

    key: str
    text: str
    kind: str
    status: str
    logged_on: str
    citations: int
    origins: int
    held_by: str | None = None
    """Who is to review it."""


def record(
    session: Session,
    reviewer: str,
    key: str,
    *,
    status: str,
    because: str,
    standard: str | None = None,
    credibility: int | str | None = None,
    override: str | None = None,
    supersedes: Sequence[str] = (),
    seen: bytes | None = None,
    id: UUID | None = None,
) -> Recorded:
    """Append a judgement; the claim's status follows from all its reviews.

    ``override`` is why the policy does not matter here; ``supersedes`` are beginnings of the ids of
    reviews of the claim that stand no longer; ``seen`` is the digest of the evidence that the
    reviewer has seen, and ``id`` the review's own, where they are known. Raises PolicyUnmet, which
    lists all that is missing, EvidenceChanged, NothingToOverride, StillWithdrawn, UnknownReview or
    AmbiguousReview.
    """
    claim = resolve(session, Claim, key)
    session.flush()
    judge = Judge(session)
    found = judge.one(claim.seq)
    if seen is not None and seen != found.evidence.digest:
        raise EvidenceChanged(claim.key)
    review = Review(
        id=id or new_id(),
        claim_seq=claim.seq,
        status=Status.read(status).value,
        because=clean("the reason", because),
        standard=StandardOfProof.read(standard).value if standard else None,
        credibility=int(Credibility.read(str(credibility))) if credibility else None,
        reviewer=reviewer,
        recorded_at=_after(found.reviews),
        judged=found.evidence.digest,
        override=clean("the reason to override", override) if override is not None else None,
        supersedes=" ".join(_meant(claim, found.reviews, supersedes)) or None,
    )
    _check(claim, review, judge.policy, found)
    before = claim.status
    session.add(review)
    session.flush()
    renew(session, [claim.seq])
    stands = judge.one(claim.seq).standing
    return Recorded(
        claim.key, before, claim.status, _record(review), stands.because, stands.first_reader
    )


def withdraw(session: Session, reviewer: str, key: str, because: str) -> Recorded:
    """Take a claim back, with a reason: a review whose status is ``withdrawn``."""
    claim = resolve(session, Claim, key)
    if claim.status == Status.WITHDRAWN:
        raise AlreadyWithdrawn(claim.key)
    return record(session, reviewer, key, status=Status.WITHDRAWN.value, because=because)


def _check(claim: Claim, review: Review, policy: Policy, found: Judged) -> None:
    """Refuse a judgement that would not count."""
    status = Status(review.status)
    if claim.status == Status.WITHDRAWN and status not in RESETS:
        raise StillWithdrawn(claim.key)
    missing = unmet(status, policy, found.evidence, review.standard)
    if missing and review.override is None:
        raise PolicyUnmet(claim.key, status, missing, proposed(found.evidence) or "")
    waits = status is Status.VERIFIED and policy.second_reader
    if review.override is not None and not missing and not waits:
        raise NothingToOverride(claim.key, status)


def _meant(claim: Claim, reviews: Iterable[Judgement], beginnings: Iterable[str]) -> list[str]:
    """The ids that some beginnings of ids stand for, each once."""
    meant: dict[str, None] = {}
    for text in beginnings:
        typed = text.strip().lower()
        ids = [one.id for one in reviews if typed and one.id.startswith(typed)]
        if not ids:
            raise UnknownReview(claim.key, text)
        if len(ids) > 1:
            raise AmbiguousReview(claim.key, text, ids)
        meant[ids[0]] = None
    return list(meant)


def _after(reviews: Iterable[Judgement]) -> datetime:
    """Now; but a clock that was set back must not put a review before those that it follows."""
    last = max((read_moment(one.recorded_at) for one in reviews), default=None)
    return now() if last is None else max(now(), last + timedelta(milliseconds=1))


def story(session: Session, key: str) -> tuple[str, list[Logged]]:
    """A claim's key, and everything that was done about its status, first to last."""
    claim = resolve(session, Claim, key)
    bearings = Judge(session).one(claim.seq).standing.bearings
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
            str(review.id),
            review.override,
            bearings[str(review.id)].value,
        )
        for review in _of(session, claim)
    ]
    return claim.key, steps


def queue(
    session: Session, *, limit: int | None = None, held_by: str | None = None
) -> list[Waiting]:
    """Claims that wait for a review: the oldest day first, in it the least supported first.

    ``held_by`` leaves only what is assigned to this reviewer.
    """
    held = holders(session)
    rows = _in_line(session, held, limit, held_by)
    reader = ClaimReader(session.connection())
    waiting: list[Waiting] = []
    for start in range(0, len(rows), 500):
        part = rows[start : start + 500]
        records = reader.by_seq([seq for seq, _, _ in part])
        waiting += [
            _waiting(record, day, held.get(seq))
            for record, (seq, _, day) in zip(records, part, strict=True)
        ]
    return waiting


def line(session: Session, *, held_by: str | None = None) -> list[str]:
    """Keys of the same claims in the same order, for whoever goes through them one by one."""
    held = {} if held_by is None else holders(session)
    return [key for _, key, _ in _in_line(session, held, None, held_by)]


def waits(session: Session, key: str) -> bool:
    """Whether a claim waits for a review."""
    return resolve(session, Claim, key).status in WAITING


def kept(session: Session, id: UUID) -> bool:
    """Whether a review with this id is in the case."""
    return session.scalar(select(Review.seq).where(Review.id == id)) is not None


def _in_line(
    session: Session, held: Mapping[int, str], limit: int | None, held_by: str | None
) -> list[tuple[int, str, str]]:
    statuses = [status.value for status in WAITING]
    within = limit if held_by is None else None
    rows = find_waiting(session.connection(), statuses, relay_map(session), within)
    if held_by is not None:
        reader = same_reader(held_by)
        rows = [row for row in rows if row[0] in held and same_reader(held[row[0]]) == reader]
    return rows if limit is None else rows[:limit]


def _waiting(claim: ClaimRecord, day: object, held_by: str | None) -> Waiting:
    return Waiting(
        claim.key,
        claim.text,
        claim.kind,
        claim.status,
        str(day)[:10],
        len(claim.citations),
        len(claim.origins),
        held_by,
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
        review.override,
    )
