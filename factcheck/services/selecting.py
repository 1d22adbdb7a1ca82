"""From what a user asks for to the claims that are meant: one reading for lists and sheets."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from factcheck.database.models import Measure, Source
from factcheck.database.queries.keys import resolve
from factcheck.database.queries.selection import Selection, conditions
from factcheck.domain.vocabulary import ClaimKind, Status


class Wanted(NamedTuple):
    """What the user asked for, in the user's words; what is empty does not narrow."""

    statuses: tuple[str, ...] = ()
    kind: str | None = None
    source: str | None = None
    speaker: str | None = None
    measure: str | None = None
    tag: str | None = None
    as_of: str | None = None
    text: str | None = None


def select_claims(
    session: Session, wanted: Wanted, *, left_out: tuple[str, ...] = ()
) -> list[ColumnElement[bool]]:
    """Conditions on the claim table. Raises UnknownKey, UnknownCode or UnreadableDate."""
    found = conditions(
        Selection(
            statuses=tuple(Status.read(status).value for status in wanted.statuses),
            left_out=left_out,
            kind=ClaimKind.read(wanted.kind).value if wanted.kind else None,
            source_seq=resolve(session, Source, wanted.source).seq if wanted.source else None,
            speaker_seq=_party(session, wanted.speaker) if wanted.speaker else None,
            measure_seq=resolve(session, Measure, wanted.measure).seq if wanted.measure else None,
            tag=wanted.tag.strip().lower() if wanted.tag else None,
            as_of=_span(wanted.as_of) if wanted.as_of else None,
        )
    )
    if wanted.text is not None:
        found.append(_matching(session, wanted.text))
    return found


# What only some commands need is imported where it is used: a plain list has to be quick.


def _party(session: Session, name: str) -> int:
    from factcheck.services.parties import resolve_named

    return resolve_named(session, name).seq


def _span(text: str) -> tuple[date | None, date | None]:
    from factcheck.domain.edtf import read_edtf

    read = read_edtf(text)
    return read.earliest, read.latest


def _matching(session: Session, query: str) -> ColumnElement[bool]:
    from factcheck.database.search import matching
    from factcheck.domain.searchquery import parse_query

    return matching(session.connection(), parse_query(query))
