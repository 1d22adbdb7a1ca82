"""Reading claims: which are asked for, and whole records of them as a stream.

Records are read a chunk at a time, each chunk with one query a table, so that a case of a
million claims needs no more memory than one of ten. Rows come as the driver gives them: at this
number, the column types' conversions would cost more than the query.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
)
from sqlalchemy.sql.expression import type_coerce
from sqlalchemy.types import NullType

from factcheck.database.models import (
    Base,
    Citation,
    Claim,
    ClaimTag,
    Measure,
    Party,
    Quantity,
    Review,
    Source,
    SourceRelay,
    table_of,
)
from factcheck.database.types import moment_text
from factcheck.domain.corroboration import Link, origins
from factcheck.domain.records import CitationRecord, ClaimRecord, QuantityRecord, ReviewRecord
from factcheck.domain.vocabulary import Stance

CHUNK = 1000
"""Claims read at a time."""


class Selection(NamedTuple):
    """Which claims are asked for; what is empty does not narrow."""

    statuses: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    kind: str | None = None
    source_seq: int | None = None
    speaker_seq: int | None = None
    measure_seq: int | None = None
    tag: str | None = None
    as_of: tuple[date | None, date | None] | None = None
    """Claims that held at some day of this span; an open end is none."""


def conditions(selection: Selection) -> list[ColumnElement[bool]]:
    """The selection as conditions on the claim table."""
    claim = Claim.__table__.c
    found: list[ColumnElement[bool]] = []
    if selection.statuses:
        found.append(claim.status.in_(selection.statuses))
    if selection.left_out:
        found.append(claim.status.not_in(selection.left_out))
    if selection.kind:
        found.append(claim.kind == selection.kind)
    if selection.speaker_seq is not None:
        found.append(claim.speaker_seq == selection.speaker_seq)
    if selection.source_seq is not None:
        citing = select(Citation.claim_seq).where(
            Citation.source_seq == selection.source_seq, Citation.withdrawn_at.is_(None)
        )
        found.append(claim.seq.in_(citing))
    if selection.measure_seq is not None:
        counting = select(Quantity.claim_seq).where(Quantity.measure_seq == selection.measure_seq)
        found.append(claim.seq.in_(counting))
    if selection.tag:
        found.append(claim.seq.in_(select(ClaimTag.claim_seq).where(ClaimTag.tag == selection.tag)))
    if selection.as_of:
        found.append(_held_at(*selection.as_of))
    return found


def _held_at(earliest: date | None, latest: date | None) -> ColumnElement[bool]:
    """Spans meet. A claim without a date, or with a wholly unknown one, never does."""
    claim = Claim.__table__.c
    met: list[ColumnElement[bool]] = [
        or_(claim.as_of_earliest.is_not(None), claim.as_of_latest.is_not(None))
    ]
    if latest is not None:
        met.append(or_(claim.as_of_earliest.is_(None), claim.as_of_earliest <= latest))
    if earliest is not None:
        met.append(or_(claim.as_of_latest.is_(None), claim.as_of_latest >= earliest))
    return and_(*met)


def count_by_status(connection: Connection, where: Sequence[ColumnElement[bool]]) -> dict[str, int]:
    claim = Claim.__table__.c
    query = select(claim.status, func.count()).where(*where).group_by(claim.status)
    return {status: count for status, count in connection.execute(query)}


class ClaimReader:
    """Streams whole claims off one connection.

    Small tables that every claim refers to (parties, measures, sources, relays) are looked up
    once each and remembered, within a bound.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._parties = _Rows(connection, *_parties())
        self._measures = _Rows(connection, *_keys(Measure))
        self._sources = _Rows(connection, *_keys(Source))
        self._relays = _relays(connection)

    def records(
        self,
        where: Sequence[ColumnElement[bool]] = (),
        *,
        newest_first: bool = False,
        limit: int | None = None,
    ) -> Iterator[ClaimRecord]:
        """The selected claims in the order in which they were logged, or the other way round."""
        seq = table_of(Claim).c.seq
        query = _claims().where(*where).order_by(seq.desc() if newest_first else seq)
        last: int | None = None
        while limit is None or limit > 0:
            size = CHUNK if limit is None else min(CHUNK, limit)
            part = query.limit(size)
            if last is not None:
                part = part.where(seq < last if newest_first else seq > last)
            rows = _fetched(self._connection, part)
            yield from self._whole(rows)
            if len(rows) < size:
                return
            last = rows[-1][0]
            limit = None if limit is None else limit - size

    def by_seq(self, seqs: Iterable[int]) -> list[ClaimRecord]:
        """These claims, in the order given."""
        wanted = list(seqs)
        query = _claims().where(_among(self._connection, table_of(Claim).c.seq))
        rows = _fetched(self._connection, query, wanted)
        found = {row[0]: record for row, record in zip(rows, self._whole(rows), strict=True)}
        return [found[seq] for seq in wanted if seq in found]

    def _whole(self, rows: Sequence[Any]) -> Iterator[ClaimRecord]:
        if not rows:
            return
        seqs = [row[0] for row in rows]
        citations = self._citations(seqs)
        reviews = self._reviews(seqs)
        tags = self._tags(seqs)
        parties = self._parties
        parties.prepare([*(row[_SPEAKER] for row in rows), *(row[_AGAINST] for row in rows)])
        self._measures.prepare(row[_MEASURE] for row in rows)
        for row in rows:
            (
                seq, key, id, text, kind, act, status, speaker, against, as_of, happened, place,
                stated, qualifier, value, minimum, maximum, unit, whole, method, measure,
            ) = row  # fmt: skip
            voice = _NOBODY if speaker is None else parties[speaker]
            cited = citations.get(seq, ())
            quantity = None
            if stated is not None:
                quantity = QuantityRecord(
                    stated,
                    qualifier,
                    None if value is None else Decimal(value),
                    None if minimum is None else Decimal(minimum),
                    None if maximum is None else Decimal(maximum),
                    unit,
                    None if whole is None else Decimal(whole),
                    None if measure is None else self._measures[measure][0],
                    method,
                )
            yield ClaimRecord(
                key,
                id_text(id),
                text,
                kind,
                act,
                status,
                voice[0],
                None if against is None else parties[against][0],
                as_of,
                happened,
                place,
                tags.get(seq, ()),
                quantity,
                cited,
                reviews.get(seq, ()),
                self._origins(cited) if cited else (),
                voice[1],
            )

    def _citations(self, seqs: Sequence[int]) -> Mapping[int, tuple[CitationRecord, ...]]:
        table = table_of(Citation).c
        query = (
            select(
                table.claim_seq,
                table.source_seq,
                table.via_seq,
                table.stance,
                table.locator,
                table.quote,
                table.translation,
            )
            .where(_among(self._connection, table.claim_seq), table.withdrawn_at.is_(None))
            .order_by(table.claim_seq, table.seq)
        )
        rows = _fetched(self._connection, query, seqs)
        sources = self._sources
        sources.prepare([*(row[1] for row in rows), *(row[2] for row in rows)])
        found: dict[int, tuple[CitationRecord, ...]] = {}
        for seq, source, via, *rest in rows:
            cited = CitationRecord(
                sources[source][0], None if via is None else sources[via][0], *rest
            )
            found[seq] = (*found[seq], cited) if seq in found else (cited,)
        return found

    def _reviews(self, seqs: Sequence[int]) -> Mapping[int, tuple[ReviewRecord, ...]]:
        table = table_of(Review).c
        query = (
            select(
                table.claim_seq,
                _raw(table.id),
                table.status,
                table.because,
                table.standard,
                table.credibility,
                table.reviewer,
                _raw(table.recorded_at),
            )
            .where(_among(self._connection, table.claim_seq))
            .order_by(table.claim_seq, table.recorded_at, table.id)
        )
        found: dict[int, tuple[ReviewRecord, ...]] = {}
        for row in _fetched(self._connection, query, seqs):
            seq, id, status, because, standard, credibility, reviewer, moment = row
            when = moment if isinstance(moment, str) else moment_text(moment)
            record = ReviewRecord(
                id_text(id), status, because, standard, credibility, reviewer, when
            )
            found[seq] = (*found.get(seq, ()), record)
        return found

    def _tags(self, seqs: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
        table = table_of(ClaimTag).c
        query = (
            select(table.claim_seq, table.tag)
            .where(_among(self._connection, table.claim_seq))
            .order_by(table.claim_seq, table.tag)
        )
        found: dict[int, tuple[str, ...]] = {}
        for seq, tag in _fetched(self._connection, query, seqs):
            found[seq] = (*found[seq], tag) if seq in found else (tag,)
        return found

    def _origins(self, citations: Sequence[CitationRecord]) -> tuple[str, ...]:
        if len(citations) == 1:  # nearly every claim
            source, via, stance, *_ = citations[0]
            if stance not in _SUPPORTING:
                return ()
            if via is None and source not in self._relays:
                return (source,)
        links = [
            Link(citation.source, citation.via)
            for citation in citations
            if citation.stance in _SUPPORTING
        ]
        return origins(links, self._relays)


_SUPPORTING = frozenset(stance.value for stance in Stance if stance.supports)
_NOBODY = (None, None)

_SPEAKER, _AGAINST, _MEASURE = 7, 8, 20
"""Where these stand among the columns of a claim."""


class _Rows(dict[int, Any]):
    """Some columns of a small table by row number, remembered within a bound."""

    BOUND = 20_000

    def __init__(self, connection: Connection, query: Select[Any], seq: ColumnElement[int]) -> None:
        self._connection = connection
        self._query = query
        self._seq = seq

    def prepare(self, wanted: Iterable[int | None]) -> None:
        """Read the rows that are going to be asked for, in one query, unless they are known."""
        seqs = {seq for seq in wanted if seq is not None}
        if len(self) + len(seqs) > self.BOUND:
            self.clear()
        if missing := sorted(seqs.difference(self)):
            query = self._query.where(_among(self._connection, self._seq))
            for seq, *columns in _fetched(self._connection, query, missing):
                self[seq] = columns


def _parties() -> tuple[Select[Any], ColumnElement[int]]:
    """A party's name, and the name of the one it speaks for."""
    party, principal = table_of(Party), table_of(Party).alias()
    joined = party.outerjoin(principal, principal.c.seq == party.c.speaks_for_seq)
    return select(party.c.seq, party.c.name, principal.c.name).select_from(joined), party.c.seq


def _keys(model: type[Base]) -> tuple[Select[Any], ColumnElement[int]]:
    table = table_of(model)
    return select(table.c.seq, table.c.key), table.c.seq


def _claims() -> Select[Any]:
    claim: Any = Claim.__table__
    quantity: Any = Quantity.__table__
    return select(
        claim.c.seq,
        claim.c.key,
        _raw(claim.c.id),
        claim.c.text,
        claim.c.kind,
        claim.c.act,
        claim.c.status,
        claim.c.speaker_seq,
        claim.c.against_seq,
        claim.c.as_of,
        claim.c.happened,
        claim.c.place,
        quantity.c.as_stated,
        quantity.c.qualifier,
        _raw(quantity.c.value),
        _raw(quantity.c.minimum),
        _raw(quantity.c.maximum),
        quantity.c.unit,
        _raw(quantity.c.whole),
        quantity.c.method,
        quantity.c.measure_seq,
    ).select_from(claim.outerjoin(quantity, quantity.c.claim_seq == claim.c.seq))


def _raw(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column as the driver gives it."""
    return type_coerce(column, NullType())


_LISTED = select(func.json_each(bindparam("seqs")).table_valued("value").c.value)
_ARRAY = func.any(bindparam("seqs", type_=ARRAY(BigInteger)))


def _among(connection: Connection, column: ColumnElement[int]) -> ColumnElement[bool]:
    """Membership in the row numbers given to ``_fetched``: one parameter, however many."""
    return column.in_(_LISTED) if connection.dialect.name == "sqlite" else column == _ARRAY


def _fetched(
    connection: Connection, query: Select[Any], seqs: Sequence[int] | None = None
) -> list[Any]:
    """All rows of a query, as the driver's own tuples: a stream of a million notices wrapping."""
    listed = str(list(seqs or ())) if connection.dialect.name == "sqlite" else seqs
    result = connection.execute(query, None if seqs is None else {"seqs": listed})
    return list(result.cursor.fetchall())


def id_text(value: Any) -> str:
    """A UUID in its canonical form, from the driver's bytes or object."""
    if isinstance(value, bytes):
        digits = value.hex()
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
    return str(value)


def _relays(connection: Connection) -> dict[str, tuple[str, ...]]:
    """What every relaying source relays, by key."""
    relaying, relayed = Source.__table__.alias(), Source.__table__.alias()
    link: Any = SourceRelay.__table__
    query = (
        select(relaying.c.key, relayed.c.key)
        .select_from(
            link.join(relaying, relaying.c.seq == link.c.source_seq).join(
                relayed, relayed.c.seq == link.c.relayed_seq
            )
        )
        .order_by(relaying.c.key, relayed.c.key)
    )
    found: dict[str, tuple[str, ...]] = {}
    for key, other in connection.execute(query):
        found[key] = (*found.get(key, ()), other)
    return found
