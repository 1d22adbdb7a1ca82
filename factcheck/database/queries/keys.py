"""Finding records by key: exact, by unique prefix, by id; and what is near a mistyped one."""

from collections.abc import Collection, Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.database.bulk import rows_with
from factcheck.database.models import Base, Claim, Measure, Party, Source, table_of
from factcheck.errors import AmbiguousKey, UnknownKey, UnknownRecord

Keyed = TypeVar("Keyed", bound=Claim | Measure | Party | Source)

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
    if (found := _whole(session, model, text)) is not None:
        return found
    matches = _beginning(session, model, text)
    if len(matches) > 1:
        raise _ambiguous(model.__tablename__, text, [match.key for match in matches])
    return matches[0] if matches else None


def resolve_any(session: Session, text: str) -> Claim | Measure | Party | Source:
    """As ``resolve``, of a record of any kind: keys are unique in the whole case.

    Raises UnknownRecord or AmbiguousKey.
    """
    if text and _can_be_kept(text):
        for model in TABLES:
            if (found := _whole(session, model, text)) is not None:
                return found
        matches = [match for model in TABLES for match in _beginning(session, model, text)]
        if len(matches) > 1:
            raise _ambiguous("record", text, sorted(match.key for match in matches))
        if matches:
            return matches[0]
    raise UnknownRecord(text, [key for model in TABLES for key in near(session, model, text)])


def _whole(session: Session, model: type[Keyed], text: str) -> Keyed | None:
    """The record with exactly this key, or with this id."""
    exact = session.scalars(select(model).where(model.key == text)).one_or_none()
    if exact is None and len(text) == 36:
        return _by_id(session, model, text)
    return exact


def _beginning(session: Session, model: type[Keyed], text: str) -> Sequence[Keyed]:
    """The records whose keys begin with the text; of very many, the first."""
    # Every such key sorts between the text and it followed by the last character.
    range_end = text + "\U0010ffff"
    return session.scalars(
        select(model)
        .where(model.key >= text, model.key < range_end)
        .order_by(model.key)
        .limit(_SHOWN + 1)
    ).all()


def _ambiguous(noun: str, text: str, keys: list[str]) -> AmbiguousKey:
    return AmbiguousKey(noun, text, keys[:_SHOWN] + ["more"] * (len(keys) > _SHOWN))


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
