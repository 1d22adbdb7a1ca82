"""What numbers count, so that figures of the same thing can be compared."""

from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from factcheck.database.models import Measure, Quantity
from factcheck.database.queries.keys import resolve
from factcheck.domain.corroboration import cycle
from factcheck.domain.wording import NAME_LIMIT, clean, clean_optional
from factcheck.errors import PartOfItself
from factcheck.services.naming import new_key
from factcheck.services.stamps import stamp


class MeasureRecord(NamedTuple):
    key: str
    unit: str
    definition: str | None
    cumulative: bool
    part_of: str | None
    """The key of the measure whose count holds this one's."""
    figures: int
    """How many claims have a number of this measure."""


def add(
    session: Session,
    author: str,
    key: str,
    *,
    unit: str,
    definition: str | None = None,
    cumulative: bool = False,
    part_of: str | None = None,
) -> MeasureRecord:
    measure = Measure(
        key=new_key(session, "measure", key, unit),
        unit=clean("the unit", unit, NAME_LIMIT),
        definition=clean_optional("the definition", definition),
        cumulative=cumulative,
        part_of_seq=resolve(session, Measure, part_of).seq if part_of else None,
        **stamp(author),
    )
    session.add(measure)
    session.flush()
    return _record(session, measure)


def edit(
    session: Session,
    key: str,
    *,
    unit: str | None = None,
    definition: str | None = None,
    cumulative: bool | None = None,
    part_of: str | None = None,
) -> MeasureRecord:
    """Change what is given; an empty ``definition`` or ``part_of`` takes it away."""
    measure = resolve(session, Measure, key)
    if unit is not None:
        measure.unit = clean("the unit", unit, NAME_LIMIT)
    if definition is not None:
        measure.definition = clean_optional("the definition", definition)
    if cumulative is not None:
        measure.cumulative = cumulative
    if part_of is not None:
        measure.part_of_seq = resolve(session, Measure, part_of).seq if part_of else None
        _refuse_circle(session, measure)
    session.flush()
    return _record(session, measure)


def listing(session: Session) -> list[MeasureRecord]:
    """Every measure, by key."""
    return [_record(session, row) for row in session.scalars(select(Measure).order_by(Measure.key))]


def show(session: Session, key: str) -> MeasureRecord:
    return _record(session, resolve(session, Measure, key))


def _record(session: Session, measure: Measure) -> MeasureRecord:
    whole = session.get(Measure, measure.part_of_seq) if measure.part_of_seq else None
    figures = session.scalar(select(func.count()).where(Quantity.measure_seq == measure.seq))
    return MeasureRecord(
        measure.key,
        measure.unit,
        measure.definition,
        measure.cumulative,
        whole.key if whole else None,
        figures or 0,
    )


def _refuse_circle(session: Session, measure: Measure) -> None:
    rows = session.execute(
        select(Measure.seq, Measure.part_of_seq).where(Measure.part_of_seq.is_not(None))
    )
    links = {seq: (whole,) for seq, whole in rows if whole is not None}
    if path := cycle(measure.seq, links):
        keys = [session.get_one(Measure, seq).key for seq in path]
        raise PartOfItself("measure", keys, "be part of")
