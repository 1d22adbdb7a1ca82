"""Who did it, and when: what every new row carries."""

from datetime import UTC, datetime
from typing import TypedDict
from uuid import UUID

from factcheck.database.identifiers import new_id


class Stamp(TypedDict):
    id: UUID
    created_at: datetime
    created_by: str


def now() -> datetime:
    """This moment in UTC, to the millisecond, as the case keeps it."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def stamp(author: str) -> Stamp:
    return Stamp(id=new_id(), created_at=now(), created_by=author)
