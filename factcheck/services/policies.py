"""The policy of the case: what it asks for before a claim may have a status."""

from typing import NamedTuple

from sqlalchemy.orm import Session

from factcheck.database.models import PolicyVersion
from factcheck.database.standing import policy_in_force, renew, reviewed
from factcheck.domain.policy import Policy
from factcheck.services.stamps import stamp


class PolicyChange(NamedTuple):
    before: Policy
    after: Policy
    statuses: int
    """How many claims have another status by it."""


def show(session: Session) -> Policy:
    """The policy in force."""
    return policy_in_force(session)


def change(
    session: Session,
    author: str,
    *,
    origins: int | None = None,
    anchored: bool | None = None,
    standard: bool | None = None,
    second_reader: bool | None = None,
) -> PolicyChange:
    """Set what is given; a policy that says nothing new is not kept.

    Every reviewed claim is judged by it at once: what it no longer allows goes back to review.
    """
    before = policy_in_force(session)
    after = Policy(
        before.origins if origins is None else origins,
        before.anchored if anchored is None else anchored,
        before.standard if standard is None else standard,
        before.second_reader if second_reader is None else second_reader,
    )
    if after == before:
        return PolicyChange(before, after, 0)
    session.add(PolicyVersion(**after._asdict(), **stamp(author)))
    session.flush()
    return PolicyChange(before, after, renew(session, reviewed(session)))
