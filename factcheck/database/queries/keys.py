"""Finding records by key: exact, by unique prefix, by id; and what is near a mistyped one."""

from collections.abc import Collection
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.database.bulk import rows_with
from factcheck.database.models import Base, Claim, Measure, Party, Source, table_of
from factcheck.errors import AmbiguousKey, UnknownKey

Keyed = TypeVar("Keyed", Claim, Measure, Party, Source)

TABLES: tuple[type[Claim] | type[Measure] | type[Party] | type[Source], ...] = (
    Claim,
    Measure,
    Party,
    Source,
)

_SHOWN = 8
_COMPARED = 20_000


def resolve(session: Session, model: type[Keyed], text: str) -> Keyed:
    """The record with this key, this unique beginning of a key, or this id.

    Raises UnknownKey (naming near keys) or AmbiguousKey (listing the matches).
    """
    found = find(session, model, text)
    if found is None:
        raise UnknownKey(model.__tablename__, text, near(session, model, text))
    return found


def find(session: Session, model: type[Keyed], text: str) -> Keyed | None:
    """As ``resolve``; none where there is no such record. Raises AmbiguousKey."""
    if not text or not _can_be_kept(text):
        return None
    exact = session.scalars(select(model).where(model.key == text)).one_or_none()
    if exact is not None:
        return exact
    if len(text) == 36 and (by_id := _by_id(session, model, text)) is not None:
        return by_id
    # Every key that begins with the text sorts between it and it followed by the last character.
    range_end = text + "\U0010ffff"
    matches = session.scalars(
        select(model)
        .where(model.key >= text, model.key < range_end)
        .order_by(model.key)
        .limit(_SHOWN + 1)
    ).all()
    if len(matches) > 1:
        keys = [match.key for match in matches]
        raise AmbiguousKey(
            model.__tablename__, text, keys[:_SHOWN] + ["more"] * (len(keys) > _SHOWN)
        )
    return matches[0] if matches else None


def _can_be_kept(text: str) -> bool:
    """Whether a database could hold the text at all; what cannot be kept cannot be found."""
    try:
        return "\0" not in text and bool(text.encode())
    except UnicodeEncodeError:
        return False


def _by_id(session: Session, model: type[Keyed], text: str) -> Keyed | None:
    try:
        wanted = UUID(text)
    except ValueError:
        return None
    return session.scalars(select(model).where(model.id == wanted)).one_or_none()


def near(session: Session, model: type[Keyed], text: str) -> list[str]:
    """Up to three keys that look like a mistyped one."""
    from difflib import get_close_matches

    keys = session.scalars(select(model.key).order_by(model.seq.desc()).limit(_COMPARED))
    by_lower = {key.lower(): key for key in keys}
    return [by_lower[key] for key in get_close_matches(text.lower(), by_lower, 3, 0.6)]


def holders(session: Session, keys: Collection[str], *models: type[Base]) -> dict[str, str]:
    """Which of these keys are taken, and by what: keys are unique in the whole case."""
    connection = session.connection()
    return {
        key: model.__tablename__
        for model in models or TABLES
        for (key,) in rows_with(connection, table_of(model), ["key"], "key", keys)
    }
