"""What the case says of a claim, or said at an earlier time."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.database.lives import entries_until
from factcheck.database.models import Claim, Entry
from factcheck.database.past import as_it_was
from factcheck.database.queries.keys import resolve
from factcheck.database.types import moment_text
from factcheck.domain.journal import Action
from factcheck.domain.moments import Until, read_until
from factcheck.errors import BeforeTheJournal, DamagedValue, NotKnownYet, NotPastYet
from factcheck.services.stamps import now


class Known(NamedTuple):
    """Where to read a claim as it was known at some time."""

    session: Session
    """On the case, or on what the claim rested on once; that goes when it is done with."""
    key: str
    """By which the claim is found there."""
    told: str | None = None
    """When that was; none where it is what is known now."""


@contextmanager
def known(session: Session, key: str, time: str | None) -> Iterator[Known]:
    """A claim as it is known, or was at a time or the end of a day (UTC).

    Raises UnreadableMoment or NotPastYet; UnknownKey or AmbiguousKey; NotKnownYet where it was
    not logged then, BeforeTheJournal where nobody kept what it said; ErasedSince.
    """
    if time is None:
        yield Known(session, key)
        return
    until = read_until(time)
    if until.begin > now():
        raise NotPastYet(time.strip())
    claim = resolve(session, Claim, key)
    entries = entries_until(session, until.end)
    _require_known(session, claim, entries, until)
    with as_it_was(session, claim, entries) as then:
        yield Known(then, str(claim.id), until.told)


def _require_known(session: Session, claim: Claim, entries: int, until: Until) -> None:
    query = select(Entry).where(Entry.record_id == claim.id).order_by(Entry.seq).limit(1)
    first = session.scalars(query).first()
    if first is None:
        raise DamagedValue("the journal")
    if first.seq <= entries:
        return
    logged = moment_text(first.at)[:19].replace("T", " ") + " UTC"
    if first.action == Action.ADOPTED and claim.created_at <= until.end:
        raise BeforeTheJournal(claim.key, until.told, logged)
    raise NotKnownYet(claim.key, until.told, logged)
