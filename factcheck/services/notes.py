"""Working notes on claims: for those who check them, never for print."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.database.models import Claim, Note
from factcheck.database.queries.keys import resolve
from factcheck.database.types import moment_text
from factcheck.domain.wording import clean
from factcheck.services.stamps import stamp


class NoteRecord(NamedTuple):
    id: str
    text: str
    created_at: str
    created_by: str


def add(
    session: Session, author: str, key: str, text: str, *, id: UUID | None = None
) -> tuple[str, NoteRecord]:
    """Append a note to a claim; returns the claim's key with it.

    ``id`` is the note's own, where it was chosen before. Raises EmptyText, UnknownKey or
    AmbiguousKey.
    """
    claim = resolve(session, Claim, key)
    made = stamp(author)
    if id is not None:
        made["id"] = id
    note = Note(claim_seq=claim.seq, text=clean("the note", text), **made)
    session.add(note)
    session.flush()
    return claim.key, _record(note)


def of(session: Session, key: str) -> list[NoteRecord]:
    """The notes on a claim, first to last."""
    claim = resolve(session, Claim, key)
    query = select(Note).where(Note.claim_seq == claim.seq).order_by(Note.seq)
    return [_record(note) for note in session.scalars(query)]


def kept(session: Session, id: UUID) -> bool:
    """Whether a note with this id is in the case."""
    return session.scalar(select(Note.seq).where(Note.id == id)) is not None


def _record(note: Note) -> NoteRecord:
    return NoteRecord(str(note.id), note.text, moment_text(note.created_at), note.created_by)
