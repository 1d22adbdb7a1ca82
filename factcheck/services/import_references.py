"""What imported rows refer to: parties, measures and sources, looked up once and remembered."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

from sqlalchemy.orm import Session

from factcheck.database import bulk
from factcheck.database.models import Measure, Party, Source, SourceRelay, table_of
from factcheck.database.queries.keys import Keyed, find, resolve
from factcheck.errors import (
    KeyStandsForAnother,
    KnownOtherwise,
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
            (found,) = self._standing([source.key])
            self._remember(self._sources, text, found)
        return found

    def prepare(self, rows: Iterable[Row]) -> None:
        """Look up at once the sources that some rows cite by their whole keys."""
        cited = {citation.get("source") for row in rows for citation in row.citations}
        cited.difference_update(self._sources)
        # What is not printable is no key, and may be what no database can be asked for.
        for found in self._standing([key for key in cited if key and key.isprintable()]):
            self._remember(self._sources, found.key, found)

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
        if self._is_new(Party, key):
            parties.add(self._session, self._author, **{"key": key, **fields})
            return True
        self._refuse_changes(
            ("party", key, "name"),
            lambda: parties.show(self._session, key),
            lambda: parties.edit(self._session, key, **fields),
        )
        return False

    def _add_measure(self, key: str, fields: dict[str, Any]) -> bool:
        if self._is_new(Measure, key):
            measures.add(self._session, self._author, key, **fields)
            return True
        self._refuse_changes(
            ("measure", key, "unit"),
            lambda: measures.show(self._session, key),
            lambda: measures.edit(self._session, key, **fields),
        )
        return False

    def _add_source(self, key: str, fields: dict[str, Any]) -> bool:
        given = SourceFields(**fields)
        if self._is_new(Source, key):
            sources.add(self._session, self._author, key, given)
            return True
        self._refuse_changes(
            ("source", key, "title"),
            lambda: sources.fields_of(self._session, key),
            lambda: sources.edit(self._session, self._author, key, given),
        )
        return False

    def _is_new(self, model: type[Keyed], key: str) -> bool:
        known = find(self._session, model, key)
        return known is None or known.key != key

    def _refuse_changes(
        self,
        named: tuple[str, str, str],
        read: Callable[[], NamedTuple],
        change: Callable[[], object],
    ) -> None:
        """Refuse fields that would change a record of the case: an import does not edit.

        ``named`` is the record's noun, its key, and the field without which it is another one.
        """
        noun, key, telling = named
        before = read()._asdict()
        with self._session.begin_nested() as trial:
            change()
            after = read()._asdict()
            trial.rollback()
        changed = [field for field in before if before[field] != after[field]]
        if telling in changed:
            raise KeyStandsForAnother(key)
        if changed:
            raise KnownOtherwise(f"The {noun} “{key}”", changed)

    def _standing(self, keys: Collection[str]) -> list[FoundSource]:
        """The sources of these keys that can be cited."""
        connection = self._session.connection()
        source, relay = table_of(Source), table_of(SourceRelay)
        columns = ("seq", "key", "withdrawn_because")
        found = [
            (seq, key)
            for seq, key, withdrawn in bulk.rows_with(connection, source, columns, "key", keys)
            if withdrawn is None
        ]
        links: list[tuple[int, int]] = list(
            bulk.rows_with(
                connection,
                relay,
                ("source_seq", "relayed_seq"),
                "source_seq",
                [seq for seq, _ in found],
            )
        )
        relayed = {other for _, other in links}
        names = dict(
            tuple(row) for row in bulk.rows_with(connection, source, ("seq", "key"), "seq", relayed)
        )
        relays: dict[int, dict[str, int]] = {}
        for seq, other in sorted(links, key=lambda link: names[link[1]]):
            relays.setdefault(seq, {})[names[other]] = other
        return [FoundSource(seq, key, relays.get(seq, {})) for seq, key in found]

    def _remember(self, known: dict[str, Kept], text: str, found: Kept) -> Kept:
        if len(known) >= self.BOUND:
            known.clear()
        known[text] = found
        return found
