"""Which claims are asked for: a selection as conditions on the claim table."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from factcheck.database.models import Citation, Claim, ClaimTag, Quantity


class Selection(NamedTuple):
    """Which claims are asked for; what is empty does not narrow."""

    statuses: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    kind: str | None = None
    source_seq: int | None = None
    speaker_seq: int | None = None
    measure_seq: int | None = None
    tag: str | None = None
    as_of: tuple[date | None, date | None] | None = None
    """Claims that held at some day of this span; an open end is none."""


def conditions(selection: Selection) -> list[ColumnElement[bool]]:
    """The selection as conditions on the claim table."""
    claim = Claim.__table__.c
    found: list[ColumnElement[bool]] = []
    # SQLAlchemy takes nearly twice as long over IN, which a short list notices.
    if len(selection.statuses) == 1:
        found.append(claim.status == selection.statuses[0])
    elif selection.statuses:
        found.append(claim.status.in_(selection.statuses))
    if selection.left_out:
        found.append(claim.status.not_in(selection.left_out))
    if selection.kind:
        found.append(claim.kind == selection.kind)
    if selection.speaker_seq is not None:
        found.append(claim.speaker_seq == selection.speaker_seq)
    if selection.source_seq is not None:
        citing = select(Citation.claim_seq).where(
            Citation.source_seq == selection.source_seq, Citation.withdrawn_at.is_(None)
        )
        found.append(claim.seq.in_(citing))
    if selection.measure_seq is not None:
        counting = select(Quantity.claim_seq).where(Quantity.measure_seq == selection.measure_seq)
        found.append(claim.seq.in_(counting))
    if selection.tag:
        found.append(claim.seq.in_(select(ClaimTag.claim_seq).where(ClaimTag.tag == selection.tag)))
    if selection.as_of:
        found.append(_held_at(*selection.as_of))
    return found


def _held_at(earliest: date | None, latest: date | None) -> ColumnElement[bool]:
    """Spans meet. A claim without a date, or with a wholly unknown one, never does."""
    claim = Claim.__table__.c
    met: list[ColumnElement[bool]] = [
        or_(claim.as_of_earliest.is_not(None), claim.as_of_latest.is_not(None))
    ]
    if latest is not None:
        met.append(or_(claim.as_of_earliest.is_(None), claim.as_of_earliest <= latest))
    if earliest is not None:
        met.append(or_(claim.as_of_latest.is_(None), claim.as_of_latest >= earliest))
    return and_(*met)


def count_by_status(connection: Connection, where: Sequence[ColumnElement[bool]]) -> dict[str, int]:
    claim = Claim.__table__.c
    query = select(claim.status, func.count()).where(*where).group_by(claim.status)
    return {status: count for status, count in connection.execute(query)}
