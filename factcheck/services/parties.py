"""People and organisations: who speaks, for whom, and who is accused."""

from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from factcheck.database.models import Party
from factcheck.database.queries.keys import find, resolve
from factcheck.domain.corroboration import cycle
from factcheck.domain.vocabulary import PartyKind
from factcheck.domain.wording import NAME_LIMIT, clean
from factcheck.errors import AmbiguousName, PartOfItself
from factcheck.services.naming import new_key
from factcheck.services.stamps import stamp


class PartyRecord(NamedTuple):
    key: str
    name: str
    kind: str | None
    speaks_for: str | None
    """The key of the party on whose behalf this one speaks."""


class Named(NamedTuple):
    """A party that a command named, and whether naming it made it."""

    party: Party
    is_new: bool


def add(
    session: Session,
    author: str,
    name: str,
    *,
    key: str | None = None,
    kind: str | None = None,
    speaks_for: str | None = None,
) -> PartyRecord:
    name = clean("the name", name, NAME_LIMIT)
    party = Party(
        key=new_key(session, "party", key, name),
        name=name,
        kind=PartyKind.read(kind).value if kind else None,
        **stamp(author),
    )
    session.add(party)
    session.flush()
    if speaks_for:
        party.speaks_for_seq = resolve_named(session, speaks_for).seq
        session.flush()
        _refuse_circle(session, party)
    return _record(session, party)


def edit(
    session: Session,
    key: str,
    *,
    name: str | None = None,
    kind: str | None = None,
    speaks_for: str | None = None,
) -> PartyRecord:
    """Change what is given; an empty ``speaks_for`` or ``kind`` takes it away."""
    party = resolve(session, Party, key)
    if name is not None:
        party.name = clean("the name", name, NAME_LIMIT)
    if kind is not None:
        party.kind = PartyKind.read(kind).value if kind else None
    if speaks_for is not None:
        other = resolve_named(session, speaks_for) if speaks_for else None
        party.speaks_for_seq = other.seq if other else None
        _refuse_circle(session, party)
    session.flush()
    return _record(session, party)


def named(session: Session, author: str, text: str) -> Named:
    """The party with this key or name; a name nobody has makes a new party."""
    found = _lookup(session, text)
    if found is not None:
        return Named(found, False)
    record = add(session, author, text)
    return Named(resolve(session, Party, record.key), True)


def resolve_named(session: Session, text: str) -> Party:
    """The party with this key, unique beginning of a key, or name. Raises UnknownKey."""
    return _lookup(session, text) or resolve(session, Party, text)


def _lookup(session: Session, text: str) -> Party | None:
    name = clean("the name", text, NAME_LIMIT)
    found = session.scalars(
        select(Party).where(or_(Party.key == name, Party.name == name)).order_by(Party.seq)
    ).all()
    by_key = [party for party in found if party.key == name]
    if len(found) > 1 and not by_key:
        raise AmbiguousName(name, [party.key for party in found])
    if by_key:
        return by_key[0]
    return found[0] if found else None


def listing(session: Session) -> list[PartyRecord]:
    """Every party, by name."""
    parties = session.scalars(select(Party).order_by(Party.name, Party.seq))
    return [_record(session, party) for party in parties]


def show(session: Session, key: str) -> PartyRecord:
    party = find(session, Party, key)
    return _record(session, party or resolve_named(session, key))


def _record(session: Session, party: Party) -> PartyRecord:
    other = session.get(Party, party.speaks_for_seq) if party.speaks_for_seq else None
    return PartyRecord(party.key, party.name, party.kind, other.key if other else None)


def _refuse_circle(session: Session, party: Party) -> None:
    rows = session.execute(
        select(Party.seq, Party.speaks_for_seq).where(Party.speaks_for_seq.is_not(None))
    )
    links = {seq: (other,) for seq, other in rows if other is not None}
    if path := cycle(party.seq, links):
        keys = [session.get_one(Party, seq).key for seq in path]
        raise PartOfItself("party", keys, "speak for")
