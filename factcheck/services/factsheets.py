"""Building a fact sheet: the one door through which anything leaves the case."""

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, aliased

from factcheck.database.models import (
    Citation,
    Claim,
    Measure,
    Party,
    Quantity,
    Source,
    table_of,
)
from factcheck.database.queries.claims import ClaimReader
from factcheck.database.queries.references import reference
from factcheck.database.queries.selection import count_by_status
from factcheck.database.standing import policy_in_force
from factcheck.domain.bibliography import entry, short, to_csl
from factcheck.domain.factsheet import Answer, FactSheet, Header, SheetMeasure, SheetSource
from factcheck.domain.records import ClaimRecord
from factcheck.domain.vocabulary import ClaimKind, Status
from factcheck.domain.wording import NAME_LIMIT, clean
from factcheck.services.answers import denials
from factcheck.services.lapses import marked
from factcheck.services.replies import answered
from factcheck.services.selecting import Wanted, select_claims
from factcheck.services.sources import relay_map

DEFAULT_TITLE = "Fact sheet"


def build(session: Session, wanted: Wanted, *, title: str | None = None) -> FactSheet:
    """The fact sheet of the claims asked for.

    Withdrawn claims are left out unless their status is asked for; what the statuses leave out is
    counted in the header. The entries are read as the exporter asks for them, so the session must
    stay open until then.
    """
    hidden = () if wanted.statuses else (Status.WITHDRAWN.value,)
    shown = select_claims(session, wanted, left_out=hidden)
    met = select_claims(session, wanted._replace(statuses=()))
    connection = session.connection()
    counts = count_by_status(connection, shown)
    others = {
        status: count
        for status, count in count_by_status(connection, met).items()
        if status not in counts
    }
    answers = _answers(session, shown)
    cited_in = {one.source for said in answers.values() for one in said if one.source}
    header = Header(
        clean("the title", title, NAME_LIMIT) if title is not None else DEFAULT_TITLE,
        _in_order(counts),
        _in_order(others),
        _bibliography(session, shown, cited_in),
        _measures(session, shown),
        policy_in_force(session),
        answers,
    )
    return FactSheet(header, _entries(session, shown))


def _entries(session: Session, where: Sequence[ColumnElement[bool]]) -> Iterator[ClaimRecord]:
    kind = table_of(Claim).c.kind
    reader = ClaimReader(session.connection())
    for section in ClaimKind:
        read = reader.records([*where, kind == section.value])
        yield from answered(session, marked(session, read))


def _answers(
    session: Session, where: Sequence[ColumnElement[bool]]
) -> dict[str, tuple[Answer, ...]]:
    """What the parties say that the shown claims are against."""
    claim = table_of(Claim).c
    accused = select(claim.against_seq).where(*where, claim.kind != ClaimKind.DENIAL.value)
    query = select(Party.seq, Party.name).where(Party.seq.in_(accused)).order_by(Party.seq)
    found: dict[str, tuple[Answer, ...]] = {}
    for seq, name in session.execute(query).all():
        if said := denials(session, seq):
            found[name] = (*found.get(name, ()), *said)
    return found


def _in_order(counts: dict[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple((status.value, counts[status]) for status in Status if status in counts)


def _bibliography(
    session: Session, where: Sequence[ColumnElement[bool]], others: Collection[str]
) -> tuple[SheetSource, ...]:
    """What the shown claims cite, other sources, and all that these relay, by their entries."""
    claim = table_of(Claim)
    citing = select(Citation.seq).where(
        Citation.source_seq == Source.seq, Citation.withdrawn_at.is_(None)
    )
    if where:
        citing = citing.join(claim, claim.c.seq == Citation.claim_seq).where(*where)
    asked = or_(citing.exists(), Source.key.in_(others))
    seqs = set(session.scalars(select(Source.seq).where(asked)))
    relays = relay_map(session)
    waiting = list(seqs)
    while waiting:
        for relayed in relays.get(waiting.pop(), ()):
            if relayed not in seqs:
                seqs.add(relayed)
                waiting.append(relayed)
    records = {
        source.seq: reference(source)
        for source in session.scalars(select(Source))
        if source.seq in seqs
    }
    names = {seq: short(record) for seq, record in records.items()}
    listed = []
    for seq, record in records.items():
        whole = record._replace(relays=tuple(names[relayed] for relayed in relays.get(seq, ())))
        listed.append(SheetSource(record.key, entry(whole), names[seq], to_csl(whole)))
    return tuple(sorted(listed, key=lambda item: (item.entry.casefold().lstrip("“"), item.key)))


def _measures(session: Session, where: Sequence[ColumnElement[bool]]) -> tuple[SheetMeasure, ...]:
    claim, whole = table_of(Claim), aliased(Measure)
    counting = (
        select(Quantity.claim_seq)
        .join(claim, claim.c.seq == Quantity.claim_seq)
        .where(Quantity.measure_seq == Measure.seq, *where)
    )
    query = (
        select(Measure.key, Measure.unit, Measure.definition, Measure.cumulative, whole.key)
        .outerjoin(whole, whole.seq == Measure.part_of_seq)
        .where(counting.exists())
        .order_by(Measure.key)
    )
    return tuple(SheetMeasure(*row) for row in session.execute(query))
