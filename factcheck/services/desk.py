"""What lies on the desk of whoever judges a claim: all that is known of it, read at once."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.database.models import Claim
from factcheck.database.queries.keys import resolve
from factcheck.domain.records import CitationRecord, ClaimRecord
from factcheck.errors import NoText
from factcheck.evidence.places import located
from factcheck.services import assignments, notes, reading, source_evidence
from factcheck.services.backing import Backing, backing
from factcheck.services.notes import NoteRecord
from factcheck.services.reading import Passage
from factcheck.services.source_evidence import MarkedText


class Page(NamedTuple):
    """A claim with everything that a reviewer looks at."""

    claim: ClaimRecord
    backing: Backing
    passages: Sequence[Passage]
    """The places of its citations' quotes."""
    notes: Sequence[NoteRecord]
    held_by: str | None


def page(session: Session, key: str) -> Page:
    """All that is known of one claim. Raises UnknownKey or AmbiguousKey."""
    found = resolve(session, Claim, key)
    return Page(
        reading.show(session, found.key),
        backing(session, found.key),
        reading.passages(session, found.key),
        notes.of(session, found.key),
        assignments.holder(session, found.seq),
    )


class Opened(NamedTuple):
    """The captured text of a cited source, and where in it the citation points."""

    text: MarkedText
    start: int
    end: int


def opened(session: Session, claim: ClaimRecord, citation: CitationRecord) -> Opened | None:
    """The captured text at the passage that a claim cites: at its quote, else at its locator, else
    at its beginning. None where there is no text."""
    try:
        found = source_evidence.marked(session, citation.source, citation.capture)
    except NoText:
        return None
    mine = [mark for mark in found.marks if mark.claim == claim.key]
    said = [mark for mark in mine if found.text.text[mark.start : mark.end] == citation.quote]
    if citation.capture and (marks := said or mine):
        return Opened(found, marks[0].start, marks[0].end)
    place = located(found.text.segments, citation.locator) if citation.locator else None
    return Opened(found, place.start, place.end) if place else Opened(found, 0, 0)


def mark(session: Session) -> str:
    """What tells this case from any other, wherever its file stands; empty without a claim."""
    first = session.scalars(select(Claim.id).order_by(Claim.seq).limit(1)).first()
    return str(first or "")
