"""The right of reply: questions to the parties that a claim concerns, and what came of them."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.database.models import Claim, Party, Reply
from factcheck.database.queries.keys import resolve
from factcheck.database.types import moment_text
from factcheck.domain.edtf import read_edtf
from factcheck.domain.records import ClaimRecord
from factcheck.domain.replies import ReplyOutcome, ReplyRecord
from factcheck.domain.wording import clean_optional
from factcheck.services.parties import named
from factcheck.services.stamps import stamp

_AT_ONCE = 1_000
"""Claims whose replies are read by one statement."""


class Replied(NamedTuple):
    claim: str
    reply: ReplyRecord
    new_party: str | None
    """The name of the party, where naming it made it."""


def add(
    session: Session,
    author: str,
    key: str,
    *,
    party: str,
    outcome: str,
    on: str | None = None,
    text: str | None = None,
) -> Replied:
    """Append a step in asking a party about a claim.

    Raises UnknownCode, UnreadableDate, UnknownKey, AmbiguousKey or AmbiguousName.
    """
    claim = resolve(session, Claim, key)
    outcome = ReplyOutcome.read(outcome).value
    happened = read_edtf(on.strip()).text if on is not None else None
    text = clean_optional("the text", text)
    asked = named(session, author, party)
    reply = Reply(
        claim_seq=claim.seq,
        party_seq=asked.party.seq,
        outcome=outcome,
        happened=happened,
        text=text,
        **stamp(author),
    )
    session.add(reply)
    session.flush()
    name = asked.party.name
    return Replied(claim.key, _record(reply, name), name if asked.is_new else None)


def answered(session: Session, claims: Iterable[ClaimRecord]) -> Iterator[ClaimRecord]:
    """The same claims with their replies; a case without any is not looked into."""
    claims = iter(claims)
    if session.scalars(select(Reply.seq).limit(1)).first() is None:
        yield from claims
        return
    while part := list(islice(claims, _AT_ONCE)):
        found = _by_claim(session, [claim.key for claim in part])
        for claim in part:
            replies = found.get(claim.key)
            yield claim._replace(replies=tuple(replies)) if replies else claim


def _by_claim(session: Session, keys: list[str]) -> dict[str, list[ReplyRecord]]:
    query = (
        select(Claim.key, Reply, Party.name)
        .join(Claim, Claim.seq == Reply.claim_seq)
        .join(Party, Party.seq == Reply.party_seq)
        .where(Claim.key.in_(keys))
        .order_by(Reply.seq)
    )
    found: dict[str, list[ReplyRecord]] = {}
    for key, reply, name in session.execute(query):
        found.setdefault(key, []).append(_record(reply, name))
    return found


def _record(reply: Reply, party: str) -> ReplyRecord:
    return ReplyRecord(
        str(reply.id),
        party,
        reply.outcome,
        reply.happened,
        reply.text,
        moment_text(reply.created_at),
        reply.created_by,
    )
