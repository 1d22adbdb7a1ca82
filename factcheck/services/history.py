"""The whole life of a record: everything that was done to it, by whom, and what changed."""

from collections.abc import Callable, Iterable
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.database import lives
from factcheck.database.documents import RECORDS
from factcheck.database.lives import Step
from factcheck.database.models import (
    Assignment,
    Author,
    Claim,
    Content,
    Extraction,
    Note,
    Reply,
    Review,
    table_of,
)
from factcheck.database.queries.keys import resolve_any
from factcheck.database.relations import with_names
from factcheck.domain.changes import Change, changes
from factcheck.domain.journal import Action, Document
from factcheck.domain.signing import PublicKey
from factcheck.errors import DamagedValue, UnknownRecord

DIGITS = 12
"""Of a capture's SHA-256, to tell it from others."""

OF_A_CLAIM: tuple[type[Review] | type[Note] | type[Reply] | type[Assignment], ...] = (
    Review,
    Note,
    Reply,
    Assignment,
)
"""The records whose lives are part of a claim's."""

DONE = {
    Action.ADDED: "added",
    Action.CHANGED: "changed",
    Action.WITHDRAWN: "withdrawn",
    Action.ADOPTED: "there before the journal",
}

UNKEYED = "no key"
"""Beside a name that others sign with a key."""


class Event(NamedTuple):
    """One entry of the journal, told."""

    entry: int
    """Its place in the journal."""
    at: str
    author: str
    author_key: str | None
    """The short fingerprint of the author's key, where two authors have one name."""
    action: str
    kind: str
    record: str
    """Key of the record, or the id of one that has no key."""
    changes: tuple[Change, ...]
    erased: bool
    """Whether what changed cannot be told any more."""

    @property
    def done(self) -> str:
        """What was done, in words."""
        return f"{self.kind} {DONE[Action(self.action)]}"


def history(session: Session, key: str) -> list[Event]:
    """The life of a claim, source, party or measure, or of the review of this id.

    Raises UnknownRecord, AmbiguousKey or DamagedValue.
    """
    steps = sorted(
        (step for kind, id in _records(session, key) for step in lives.life(session, kind, id)),
        key=lambda step: step.entry,
    )
    key_of = _key_of_author(session, {step.author.name for step in steps})
    name = Names(session)
    return [_event(step, key_of, name) for step in steps]


def _records(session: Session, key: str) -> list[tuple[str, UUID]]:
    """The records whose entries are the life of one, by kind and id."""
    try:
        record = resolve_any(session, key)
    except UnknownRecord:
        if (review := _review(session, key)) is None:
            raise
        return [("review", review.id)]
    found = [(record.__tablename__, record.id)]
    if isinstance(record, Claim):
        for model in OF_A_CLAIM:
            ids = session.scalars(select(model.id).where(model.claim_seq == record.seq))
            found += [(model.__tablename__, id) for id in ids]
    return found


def _review(session: Session, id: str) -> Review | None:
    try:
        wanted = UUID(id)
    except ValueError:
        return None
    return session.scalars(select(Review).where(Review.id == wanted)).one_or_none()


def _key_of_author(session: Session, names: Iterable[str]) -> Callable[[Author], str | None]:
    """What tells an author from others of the same name."""
    query = select(Author).where(Author.name.in_(names))
    keys: dict[str, set[bytes | None]] = {}
    for author in session.scalars(query):
        keys.setdefault(author.name, set()).add(author.public_key)

    def key_of(author: Author) -> str | None:
        if len(keys[author.name]) == 1:
            return None
        return PublicKey(author.public_key).short if author.public_key else UNKEYED

    return key_of


class Names:
    """What people call records: a key, a name, or the beginning of an id."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[tuple[str, str], str] = {}

    def __call__(self, kind: str, id: str) -> str:
        if (kind, id) not in self._known:
            self._known[kind, id] = self._look_up(kind, id) or id
        return self._known[kind, id]

    def _look_up(self, kind: str, id: str) -> str | None:
        of = table_of(RECORDS[kind]).c
        if kind == "extraction":
            query = (
                select(Content.digest)
                .join(Extraction, Extraction.content_seq == Content.seq)
                .where(of.id == UUID(id))
            )
            digest = self._session.scalar(query)
            return None if digest is None else f"capture {digest.hex()[:DIGITS]}"
        if kind == "party":
            return self._session.scalar(select(of.name).where(of.id == UUID(id)))
        if "key" in of:
            return self._session.scalar(select(of.key).where(of.id == UUID(id)))
        return None


def _event(step: Step, key_of: Callable[[Author], str | None], name: Names) -> Event:
    try:
        before = _named(step.kind, step.before, name)
        after = _named(step.kind, step.after, name)
        adopted = step.action is Action.ADOPTED
        told = () if step.erased or after is None else changes(before, after, adopted=adopted)
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        raise DamagedValue("a before-image") from fault
    return Event(
        step.entry,
        step.at,
        step.author.name,
        key_of(step.author),
        step.action.value,
        step.kind,
        str((after or before or {}).get("key") or UUID(step.record)),
        tuple(told),
        step.erased,
    )


def _named(kind: str, document: Document | None, name: Names) -> Document | None:
    return None if document is None else with_names(kind, document, name)
