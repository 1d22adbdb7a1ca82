"""What imported rows refer to: parties, measures and sources, looked up once and remembered."""

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.database.models import Measure, Party, Source, SourceRelay
from factcheck.database.queries.keys import find, resolve
from factcheck.errors import (
    KeyStandsForAnother,
    MissingField,
    NotRelayed,
    SourceWithdrawn,
    UnknownField,
)
from factcheck.importers.base import Row
from factcheck.services import measures, parties, sources
from factcheck.services.sources import SourceFields


class Found(NamedTuple):
    """A record by its row number and key."""

    seq: int | None
    key: str


class FoundSource(NamedTuple):
    seq: int
    key: str
    relays: Mapping[str, int]
    """Key to row number of what it relays."""


NOBODY = Found(None, "")

REQUIRED: dict[str, tuple[str, ...]] = {
    "party": ("name",),
    "measure": ("unit",),
    "source": ("kind", "title"),
}
OPTIONAL: dict[str, tuple[str, ...]] = {
    "party": ("kind", "speaks_for"),
    "measure": ("definition", "cumulative", "part_of"),
    "source": tuple(field for field in SourceFields._fields if field not in ("kind", "title")),
}

Kept = TypeVar("Kept")


class References:
    BOUND = 20_000
    """How many of each are remembered."""

    def __init__(self, session: Session, author: str) -> None:
        self._session = session
        self._author = author
        self._parties: dict[str, Found] = {}
        self._measures: dict[str, Found] = {}
        self._sources: dict[str, FoundSource] = {}
        self.made = 0
        """Parties, measures and sources that the import made."""

    def party(self, text: str) -> Found:
        """The party of this key or name; a name nobody has makes one."""
        found = self._parties.get(text)
        if found is None:
            party, is_new = parties.named(self._session, self._author, text)
            self.made += is_new
            found = self._remember(self._parties, text, Found(party.seq, party.key))
        return found

    def measure(self, text: str) -> Found:
        found = self._measures.get(text)
        if found is None:
            measure = resolve(self._session, Measure, text)
            found = self._remember(self._measures, text, Found(measure.seq, measure.key))
        return found

    def source(self, text: str | None) -> FoundSource:
        """A source that can be cited. Raises UnknownKey, SourceWithdrawn or MissingField."""
        if not text:
            raise MissingField("source", "the source that the passage stands in")
        found = self._sources.get(text)
        if found is None:
            source = resolve(self._session, Source, text)
            if source.withdrawn_because is not None:
                raise SourceWithdrawn(source.key, source.withdrawn_because)
            found = FoundSource(source.seq, source.key, self._relays(source))
            self._remember(self._sources, text, found)
        return found

    def relayed(self, source: FoundSource, via: str) -> int:
        """The row number of a relay that the source has. Raises NotRelayed."""
        if via not in source.relays:
            raise NotRelayed(source.key, via, source.relays)
        return source.relays[via]

    def add(self, row: Row) -> None:
        """A row that is itself a party, measure or source; one that is known adds nothing."""
        fields = dict(row.fields)
        key = fields.pop("key", None)
        if not isinstance(key, str):
            raise MissingField("key", f"the key of the {row.record}")
        for field in REQUIRED[row.record]:
            if not fields.get(field):
                raise MissingField(field, f"the {field} of the {row.record} {key}")
        for field in fields:
            if field not in REQUIRED[row.record] + OPTIONAL[row.record]:
                raise UnknownField(row.record, field, REQUIRED[row.record] + OPTIONAL[row.record])
        add = {"party": self._add_party, "measure": self._add_measure, "source": self._add_source}
        self.made += add[row.record](key, fields)

    def _add_party(self, key: str, fields: dict[str, Any]) -> bool:
        known = find(self._session, Party, key)
        if known is None or known.key != key:
            parties.add(self._session, self._author, **{"key": key, **fields})
            return True
        if known.name != fields.get("name"):
            raise KeyStandsForAnother(key)
        return False

    def _add_measure(self, key: str, fields: dict[str, Any]) -> bool:
        known = find(self._session, Measure, key)
        if known is None or known.key != key:
            measures.add(self._session, self._author, key, **fields)
            return True
        if known.unit != fields.get("unit"):
            raise KeyStandsForAnother(key)
        return False

    def _add_source(self, key: str, fields: dict[str, Any]) -> bool:
        known = find(self._session, Source, key)
        if known is None or known.key != key:
            sources.add(self._session, self._author, key, sources.SourceFields(**fields))
            return True
        if known.title != fields.get("title"):
            raise KeyStandsForAnother(key)
        return False

    def _relays(self, source: Source) -> dict[str, int]:
        query = (
            select(Source.key, Source.seq)
            .join(SourceRelay, SourceRelay.relayed_seq == Source.seq)
            .where(SourceRelay.source_seq == source.seq)
            .order_by(Source.key)
        )
        return {key: seq for key, seq in self._session.execute(query)}

    def _remember(self, known: dict[str, Kept], text: str, found: Kept) -> Kept:
        if len(known) >= self.BOUND:
            known.clear()
        known[text] = found
        return found
