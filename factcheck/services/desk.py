"""What lies on the desk of whoever judges a claim: all that is known of it, read at once."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.database.models import Claim
from factcheck.database.queries.keys import resolve
from factcheck.domain.records import ClaimRecord
from factcheck.services import assignments, notes, reading
from factcheck.services.backing import Backing, backing
from factcheck.services.notes import NoteRecord
from factcheck.services.reading import Passage


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


def mark(session: Session) -> str:
    """What tells this case from any other, wherever its file stands; empty without a claim."""
    first = session.scalars(select(Claim.id).order_by(Claim.seq).limit(1)).first()
    return str(first or "")
