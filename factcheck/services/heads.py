"""Heads: the end of the journal, in one short line that can be kept elsewhere."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.database.models import Entry
from factcheck.domain.journal import EMPTY, Head


def head(session: Session) -> Head:
    """The head of the case's journal as it is now; ``domain.journal.EMPTY`` before its first
    entry."""
    query = select(Entry.seq, Entry.digest).order_by(Entry.seq.desc()).limit(1)
    last = session.execute(query).first()
    return EMPTY if last is None else Head(last.seq, last.digest.hex())
