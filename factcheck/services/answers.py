"""What those accused say: printed beside a claim, and never deciding anything."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.database.models import Claim, Party
from factcheck.database.queries.claims import ClaimReader
from factcheck.database.standing import speaking_for
from factcheck.domain.corroboration import Evidence, principal
from factcheck.domain.factsheet import Answer
from factcheck.domain.records import ClaimRecord
from factcheck.domain.vocabulary import ClaimKind, Status


def denials(session: Session, accused: int) -> list[Answer]:
    """The denials that stand of a party, and of all who speak for it or with one voice with it."""
    speaks_for = _chain(session, accused)
    voices = speaking_for(session, {principal(accused, speaks_for)})
    query = (
        select(Claim.seq)
        .where(
            Claim.kind == ClaimKind.DENIAL.value,
            Claim.status != Status.WITHDRAWN.value,
            Claim.speaker_seq.in_(voices),
        )
        .order_by(Claim.seq)
    )
    records = ClaimReader(session.connection()).by_seq(list(session.scalars(query)))
    return [_answer(record) for record in records]


def contradictions(evidence: Evidence) -> list[Answer]:
    """The citations of a claim in which those accused contest it."""
    return [
        Answer(None, cited.origin.voice.name, cited.quote, cited.source)
        for cited in evidence.opposing
        if evidence.of_the_accused(cited) and cited.origin and cited.origin.voice
    ]


def _answer(claim: ClaimRecord) -> Answer:
    source = claim.citations[0].source if claim.citations else None
    return Answer(claim.key, claim.speaker or "", claim.text, source, claim.as_of)


def _chain(session: Session, party: int) -> dict[int, int]:
    """On whose behalf a party speaks, and so on."""
    found: dict[int, int] = {}
    waiting: int | None = party
    while waiting is not None and waiting not in found:
        query = select(Party.speaks_for_seq).where(Party.seq == waiting)
        party, waiting = waiting, session.scalars(query).one()
        if waiting is not None:
            found[party] = waiting
    return found
