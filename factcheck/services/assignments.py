"""Who holds a claim: who is to review it. Appended; of a claim's rows the last counts."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from factcheck.database.models import Assignment, Claim
from factcheck.database.queries.keys import resolve
from factcheck.domain.standing import same_reader
from factcheck.domain.wording import NAME_LIMIT, clean
from factcheck.errors import HeldAlready, HeldByNobody
from factcheck.services.stamps import stamp


class Assigned(NamedTuple):
    claim: str
    status: str
    before: str | None
    """Who held it until now."""
    holder: str | None


def assign(session: Session, author: str, key: str, reviewer: str | None) -> Assigned:
    """Give a claim to a reviewer, or to nobody (None).

    Raises HeldAlready or HeldByNobody where that changes nothing, and EmptyText for no name.
    """
    claim = resolve(session, Claim, key)
    if reviewer is not None:
        reviewer = clean("the reviewer's name", reviewer, NAME_LIMIT)
    before = holder(session, claim.seq)
    if before is None and reviewer is None:
        raise HeldByNobody(claim.key)
    if before is not None and reviewer is not None and same_reader(before) == same_reader(reviewer):
        raise HeldAlready(claim.key, before)
    session.add(Assignment(claim_seq=claim.seq, reviewer=reviewer, **stamp(author)))
    session.flush()
    return Assigned(claim.key, claim.status, before, reviewer)


def holder(session: Session, claim_seq: int) -> str | None:
    """Who holds one claim."""
    query = select(Assignment.reviewer).where(Assignment.claim_seq == claim_seq)
    return session.scalars(query.order_by(Assignment.seq.desc()).limit(1)).first()


def holders(session: Session) -> dict[int, str]:
    """Who holds each claim that somebody holds, by the claim's row number."""
    last = select(func.max(Assignment.seq)).group_by(Assignment.claim_seq)
    query = select(Assignment.claim_seq, Assignment.reviewer).where(
        Assignment.seq.in_(last), Assignment.reviewer.is_not(None)
    )
    return {seq: reviewer for seq, reviewer in session.execute(query) if reviewer is not None}


def counts(session: Session, statuses: Sequence[str]) -> dict[str, int]:
    """How many claims in some statuses each person holds, by name."""
    held = holders(session)
    if not held:
        return {}
    waiting = select(Claim.seq).where(
        Claim.status.in_(statuses), Claim.seq.in_(select(Assignment.claim_seq))
    )
    spelled: dict[str, str] = {}
    found: Counter[str] = Counter()
    for seq in session.scalars(waiting):
        if name := held.get(seq):
            found[spelled.setdefault(same_reader(name), name)] += 1
    return dict(sorted(found.items()))
