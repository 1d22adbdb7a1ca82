"""Claims' statuses: kept equal to what their reviews, the policy and the evidence make of them.

The status is a pure function (:mod:`factcheck.domain.standing`); it stands on the claim for quick
listing. :func:`renew` is the only place that sets it. A session calls it before it commits, for
every claim whose reviews or evidence the transaction may have changed; a claim without a review
costs nothing, however many are imported.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from factcheck.database import bulk
from factcheck.database.models import (
    Citation,
    Claim,
    Extraction,
    Party,
    PolicyVersion,
    Review,
    Source,
    SourceRelay,
    table_of,
)
from factcheck.database.queries.evidence import EvidenceReader
from factcheck.database.recording import Recorder
from factcheck.database.types import moment_text
from factcheck.domain.corroboration import Evidence
from factcheck.domain.policy import DEFAULT, Policy
from factcheck.domain.standing import Judgement, Standing, standing
from factcheck.domain.vocabulary import Status

AT_ONCE = 1_000
"""Claims that are judged at a time."""


class Judged(NamedTuple):
    """A claim as it is judged."""

    evidence: Evidence
    reviews: tuple[Judgement, ...]
    standing: Standing


class Judge:
    """Reads what claims are judged by, and says how they stand."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._reader = EvidenceReader(session)
        self.policy = policy_in_force(session)

    def of(self, seqs: Collection[int]) -> dict[int, Judged]:
        """How some claims stand, by row number; at most ``AT_ONCE`` of them."""
        reviews = _judgements(self._session, seqs)
        return {
            seq: Judged(evidence, found, standing(found, self.policy, evidence))
            for seq, evidence in self._reader.of(list(seqs)).items()
            for found in [tuple(reviews.get(seq, ()))]
        }

    def one(self, seq: int) -> Judged:
        return self.of([seq])[seq]


def policy_in_force(session: Session) -> Policy:
    """The last policy that was set; the defaults where none was."""
    query = select(PolicyVersion).order_by(PolicyVersion.seq.desc()).limit(1)
    kept = session.scalars(query).first()
    if kept is None:
        return DEFAULT
    return Policy(kept.origins, kept.anchored, kept.standard, kept.second_reader)


def renew(session: Session, seqs: Iterable[int]) -> int:
    """Set the status of these claims to what it has to be; returns of how many it was another.

    What is pending must be flushed. A claim without a review is left as it is: ``unverified``.
    """
    others = 0
    table = table_of(Claim)
    setting = (
        table.update()
        .where(table.c.seq == bindparam("which"))
        .values(status=bindparam("new"), status_because=bindparam("why"))
    )
    connection = session.connection()
    judge = Judge(session)
    reviewed = set(_values(session, Review, "claim_seq", "claim_seq", set(seqs)))
    for part in _parts(sorted(reviewed)):
        query = select(table.c.seq, table.c.status, table.c.status_because)
        kept = {
            seq: (status, because)
            for seq, status, because in connection.execute(query.where(table.c.seq.in_(part)))
        }
        changed = [
            {"which": seq, "new": found.standing.status.value, "why": found.standing.because}
            for seq, found in judge.of(part).items()
            if kept[seq] != (found.standing.status.value, found.standing.because)
        ]
        others += sum(row["new"] != kept[row["which"]][0] for row in changed)
        if changed:
            # Past the session: the status is no part of what the journal vouches for.
            connection.execute(setting, changed)
        for row in changed:
            if loaded := session.identity_map.get(identity_key(Claim, row["which"])):
                session.expire(loaded, ["status", "status_because"])
    return others


def reviewed(session: Session) -> set[int]:
    """All claims with a review: those that can stand otherwise than ``unverified``."""
    return set(session.scalars(select(Review.claim_seq).distinct()))


def affected(session: Session, recorder: Recorder) -> set[int]:
    """The claims whose status may be another after what a transaction has done."""
    touched: dict[str, set[int]] = {}
    standing: dict[str, set[int]] = {}
    for record in recorder.touched:
        kind, seq = record
        touched.setdefault(kind, set()).add(seq)
        if not recorder.is_new(record):
            standing.setdefault(kind, set()).add(seq)
    if not touched or session.scalars(select(Review.seq).limit(1)).first() is None:
        return set()
    if "policy" in touched:
        return reviewed(session)
    found = set(_values(session, Review, "claim_seq", "seq", touched.get("review", ())))
    found |= standing.get("claim", set())
    sources = standing.get("source", set())
    sources |= set(_values(session, Extraction, "source_seq", "seq", touched.get("extraction", ())))
    if parties := standing.get("party"):
        speaking = speaking_for(session, parties)
        sources |= set(_values(session, Source, "seq", "voice_seq", speaking))
        accusing = _reviewed().where(Claim.against_seq.in_(speaking))
        found |= set(session.scalars(accusing))
    if sources:
        found |= set(session.scalars(_resting_on(sources)))
    return found


def _reviewed() -> Select[int]:
    return select(Review.claim_seq).join(Claim, Claim.seq == Review.claim_seq).distinct()


def relaying(sources: Collection[int]) -> Select[int]:
    """These sources, and all that relays them, at whatever remove."""
    found = select(Source.seq).where(Source.seq.in_(sources)).cte("relaying", recursive=True)
    found = found.union(
        select(SourceRelay.source_seq).join(found, SourceRelay.relayed_seq == found.c.seq)
    )
    return select(found.c.seq)


def _resting_on(sources: Collection[int]) -> Select[int]:
    """Reviewed claims that cite or draw on one of these sources, or on what relays one."""
    among = relaying(sources)
    return (
        select(Review.claim_seq)
        .join(Citation, Citation.claim_seq == Review.claim_seq)
        .where(or_(Citation.source_seq.in_(among), Citation.via_seq.in_(among)))
        .distinct()
    )


def speaking_for(session: Session, parties: Collection[int]) -> set[int]:
    """These parties, and all who speak on their behalf."""
    speaking = select(Party.seq).where(Party.seq.in_(parties)).cte("speaking", recursive=True)
    speaking = speaking.union(
        select(Party.seq).join(speaking, Party.speaks_for_seq == speaking.c.seq)
    )
    return set(session.scalars(select(speaking.c.seq)))


def _values(
    session: Session, model: Any, wanted: str, column: str, values: Collection[int]
) -> Iterator[int]:
    """One column of the rows in which another has one of these values, however many they are."""
    for part in _parts(sorted(values)):
        rows = bulk.rows_with(session.connection(), table_of(model), [wanted], column, part)
        yield from (value for (value,) in rows)


def _judgements(session: Session, seqs: Collection[int]) -> dict[int, list[Judgement]]:
    found: dict[int, list[Judgement]] = {}
    review = table_of(Review).c
    query = select(
        review.claim_seq, review.id, review.status, review.reviewer, review.recorded_at,
        review.standard, review.judged, review.override, review.supersedes,
    ).where(review.claim_seq.in_(seqs))  # fmt: skip
    for (
        seq,
        id,
        status,
        reviewer,
        at,
        standard,
        judged,
        override,
        supersedes,
    ) in session.connection().execute(query):
        judgement = Judgement(
            str(id), Status(status), reviewer, moment_text(at), standard,
            None if judged is None else bytes(judged), override,
            frozenset((supersedes or "").split()),
        )  # fmt: skip
        found.setdefault(seq, []).append(judgement)
    return found


def _parts(seqs: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(seqs), AT_ONCE):
        yield seqs[start : start + AT_ONCE]
