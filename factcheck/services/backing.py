"""What stands behind a claim, for whoever reads or judges it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.database.models import Citation, Claim, Measure, Quantity, Source
from factcheck.database.queries.claims import ClaimReader
from factcheck.database.queries.evidence import EvidenceReader
from factcheck.database.queries.keys import resolve
from factcheck.database.standing import AT_ONCE, Judge, Judged, relaying
from factcheck.domain.consistency import says_more
from factcheck.domain.corroboration import Cited, Evidence
from factcheck.domain.edtf import overlaps, read_edtf
from factcheck.domain.factsheet import Answer
from factcheck.domain.policy import Policy, proposed, unmet
from factcheck.domain.quantities import read_quantity
from factcheck.domain.records import ClaimRecord, QuantityRecord
from factcheck.domain.standing import Standing
from factcheck.domain.vocabulary import Status
from factcheck.errors import UnreadableNumber
from factcheck.services.answers import contradictions, denials

UNKNOWN = "XXXX"


class Asks(NamedTuple):
    """What a status still asks for, each a sentence."""

    status: str
    missing: tuple[str, ...]


class Exaggeration(NamedTuple):
    """A relay that says more than its origin."""

    relay: str
    """Key of the source."""
    says: str
    origin: str
    """Key of the source that it relays."""
    where: str
    """What the origin says."""
    claim: str
    """Key of the claim in which the other of the two figures stands."""


class Backing(NamedTuple):
    evidence: Evidence
    policy: Policy
    standing: Standing
    asks: tuple[Asks, ...]
    """Of the statuses that the claim could still get, those that ask for something."""
    proposed: str | None
    """The status that the evidence suggests."""
    exaggerations: tuple[Exaggeration, ...]
    answers: tuple[Answer, ...]
    """What those accused say."""


def backing(session: Session, key: str) -> Backing:
    """What stands behind one claim. Raises UnknownKey or AmbiguousKey."""
    claim = resolve(session, Claim, key)
    judge = Judge(session)
    judged = judge.one(claim.seq)
    answers = contradictions(judged.evidence)
    if claim.against_seq is not None:
        answers += [one for one in denials(session, claim.against_seq) if one.claim != claim.key]
    return Backing(
        judged.evidence,
        judge.policy,
        judged.standing,
        asks(judge.policy, judged),
        proposed(judged.evidence),
        tuple(_exaggerations(session, claim, judged.evidence)),
        tuple(answers),
    )


def asks(policy: Policy, judged: Judged) -> tuple[Asks, ...]:
    """What the policy still asks for before a claim may be corroborated, and verified."""
    if judged.standing.status not in (Status.UNVERIFIED, Status.IN_REVIEW, Status.CORROBORATED):
        return ()
    corroborated = unmet(Status.CORROBORATED, policy, judged.evidence, None)
    verified = unmet(Status.VERIFIED, policy, judged.evidence, None)
    further = [one for one in verified if one not in corroborated]
    if policy.second_reader:
        first = judged.standing.first_reader
        further.append(f"It needs a second reader{f' beside {first}' if first else ''}.")
    found = [Asks(Status.CORROBORATED.value, corroborated), Asks("verified", tuple(further))]
    return tuple(one for one in found if one.missing)


# --- a relay that says more than its origin -------------------------------------------------------


def _exaggerations(session: Session, claim: Claim, evidence: Evidence) -> Iterator[Exaggeration]:
    reader = ClaimReader(session.connection())
    mine = reader.by_seq([claim.seq])[0]
    if mine.quantity is None:
        return
    yield from _in_quotes(mine, mine.quantity, evidence)
    if mine.quantity.measure is None:
        return
    roots = {cited.path[-1] for cited in evidence.supporting if cited.origin}
    seqs = _counting_the_same(session, claim, mine.quantity.measure, roots)
    others = EvidenceReader(session).of(seqs)
    for seq, other in reader.numbered(seqs):
        if other.quantity is None or not _may_be_one(mine, other):
            continue
        if says_more(mine.quantity, other.quantity):
            yield from _between(mine, evidence, other, others[seq], named=other.key)
        if says_more(other.quantity, mine.quantity):
            yield from _between(other, others[seq], mine, evidence, named=other.key)


def _in_quotes(
    claim: ClaimRecord, quantity: QuantityRecord, evidence: Evidence
) -> Iterator[Exaggeration]:
    """Relays whose own words say more than the claim that they are cited for."""
    for cited in _relays(evidence):
        try:
            says = read_quantity(cited.quote or "")
        except UnreadableNumber:
            continue
        if says_more(says, quantity):
            yield Exaggeration(
                cited.source, cited.quote or "", cited.path[-1], quantity.as_stated, claim.key
            )


def _between(
    relayed: ClaimRecord, behind: Evidence, told: ClaimRecord, source: Evidence, *, named: str
) -> Iterator[Exaggeration]:
    """Relays behind one claim whose origins are cited themselves for another, which says less."""
    own = {cited.path[-1] for cited in behind.supporting if cited.primary}
    first_hand = {cited.path[-1] for cited in source.supporting if cited.primary} - own
    assert relayed.quantity is not None
    assert told.quantity is not None
    seen = set()
    for cited in _relays(behind):
        if cited.path[-1] in first_hand and cited.source not in seen:
            seen.add(cited.source)
            yield Exaggeration(
                cited.source,
                relayed.quantity.as_stated,
                cited.path[-1],
                told.quantity.as_stated,
                named,
            )


def _relays(evidence: Evidence) -> list[Cited]:
    return [cited for cited in evidence.supporting if cited.origin and not cited.primary]


def _may_be_one(one: ClaimRecord, other: ClaimRecord) -> bool:
    """Whether the two can speak of one time; an unknown time can be any."""
    first, second = read_edtf(one.as_of or UNKNOWN), read_edtf(other.as_of or UNKNOWN)
    return first.unknown or second.unknown or overlaps(first, second)


def _counting_the_same(
    session: Session, claim: Claim, measure: str, roots: set[str]
) -> Sequence[int]:
    """Other claims of one measure that rest on one of these roots."""
    seqs = session.scalars(select(Source.seq).where(Source.key.in_(roots))).all()
    query = (
        select(Claim.seq)
        .join(Quantity, Quantity.claim_seq == Claim.seq)
        .join(Measure, Measure.seq == Quantity.measure_seq)
        .join(Citation, Citation.claim_seq == Claim.seq)
        .where(
            Measure.key == measure,
            Claim.seq != claim.seq,
            Claim.status != Status.WITHDRAWN.value,
            Citation.withdrawn_at.is_(None),
            Citation.source_seq.in_(relaying(seqs)),
        )
        .distinct()
        .order_by(Claim.seq)
        .limit(AT_ONCE)
    )
    return session.scalars(query).all()
