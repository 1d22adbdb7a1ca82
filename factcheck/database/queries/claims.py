"""Reading whole claims, as a stream.

Four statements walk the claims side by side in one order, and what belongs to a claim is put
together as it comes: nothing is held but the claim at hand, so that a case of a million claims
needs no more memory than one of ten. The statements go straight to the driver: a stream of a
million notices whatever is done to a row, and a list of twenty what is done to a statement.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import count
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, and_, true

from factcheck.database.queries import quotes
from factcheck.database.types import moment_text
from factcheck.domain.corroboration import origins
from factcheck.domain.records import CitationRecord, ClaimRecord, QuantityRecord, ReviewRecord
from factcheck.domain.vocabulary import Stance
from factcheck.errors import DamagedValue

Record = TypeVar("Record")

# {which} is a condition on the claim table, and {order} the direction. CROSS JOIN makes SQLite
# begin with the claims: it would rather walk through all that could belong to one, and sort it.

_SOME = "SELECT claim.seq FROM claim WHERE {which} ORDER BY claim.seq {order} LIMIT {limit:d}"
_CLAIMS = """
    SELECT claim.seq, claim.key, claim.id, claim.text, claim.kind, claim.act, claim.status,
        speaker.name, against.name, claim.as_of, claim.happened, claim.place,
        quantity.as_stated, quantity.qualifier, quantity.value, quantity.minimum,
        quantity.maximum, quantity.unit, quantity.whole, measure.key, quantity.method,
        principal.name, claim.status_because
    FROM claim
    LEFT JOIN quantity ON quantity.claim_seq = claim.seq
    LEFT JOIN measure ON measure.seq = quantity.measure_seq
    LEFT JOIN party AS speaker ON speaker.seq = claim.speaker_seq
    LEFT JOIN party AS principal ON principal.seq = speaker.speaks_for_seq
    LEFT JOIN party AS against ON against.seq = claim.against_seq
    WHERE {which} ORDER BY claim.seq {order}
"""
_REVIEWS = """
    SELECT claim.seq, review.id, review.status, review.because, review.standard,
        review.credibility, review.reviewer, review.recorded_at, review.override
    FROM claim CROSS JOIN review
    WHERE review.claim_seq = claim.seq AND {which}
    ORDER BY claim.seq {order}, review.recorded_at, review.id
"""
_TAGS = """
    SELECT claim.seq, claim_tag.tag
    FROM claim CROSS JOIN claim_tag
    WHERE claim_tag.claim_seq = claim.seq AND {which}
    ORDER BY claim.seq {order}, claim_tag.tag
"""
_RELAYS = """
    SELECT relaying.key, relayed.key FROM source_relay
    JOIN source AS relaying ON relaying.seq = source_relay.source_seq
    JOIN source AS relayed ON relayed.seq = source_relay.relayed_seq
    ORDER BY relaying.key, relayed.key
"""
_RELAYS_BEHIND = """
    WITH RECURSIVE chain (source_seq, relayed_seq) AS (
        SELECT source_seq, relayed_seq FROM source_relay WHERE source_seq IN (
            SELECT coalesce(citation.via_seq, citation.source_seq)
            FROM claim CROSS JOIN citation WHERE citation.claim_seq = claim.seq AND {which}
        )
        UNION
        SELECT further.source_seq, further.relayed_seq
        FROM source_relay AS further JOIN chain ON further.source_seq = chain.relayed_seq
    )
    SELECT relaying.key, relayed.key FROM chain
    JOIN source AS relaying ON relaying.seq = chain.source_seq
    JOIN source AS relayed ON relayed.seq = chain.relayed_seq
    ORDER BY relaying.key, relayed.key
"""

Relays = Mapping[str, Sequence[str]]
Numbered = tuple[int, ClaimRecord]
"""A claim's row number and the claim."""


class ClaimReader:
    """Streams whole claims off one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sqlite = connection.dialect.name == "sqlite"
        self._driver: Any = connection.connection.driver_connection
        self._citations: quotes.Citations | None = None
        self._all_relays: Relays | None = None
        self._names = count()

    def records(
        self,
        where: Sequence[ColumnElement[bool]] = (),
        *,
        newest_first: bool = False,
        limit: int | None = None,
    ) -> Iterator[ClaimRecord]:
        """The selected claims in the order in which they were logged, or the other way round."""
        which, values = self._condition(where)
        if limit is None:
            if self._all_relays is None:
                self._all_relays = _relays(self._driver.execute(_RELAYS))
            walk = self._walk(which, values, self._all_relays, newest_first=newest_first)
            return map(_RECORD, walk)
        order = "DESC" if newest_first else "ASC"
        statement = _SOME.format(which=which, order=order, limit=limit)
        seqs = [seq for (seq,) in self._driver.execute(statement, values)]
        return map(_RECORD, self._listed(seqs, newest_first=newest_first))

    def by_seq(self, seqs: Sequence[int]) -> list[ClaimRecord]:
        """These claims, in the order given."""
        return [claim for _, claim in self.numbered(seqs)]

    def numbered(self, seqs: Sequence[int]) -> list[Numbered]:
        """These claims with their row numbers, in the order given."""
        found = dict(self._listed(seqs))
        return [(seq, found[seq]) for seq in seqs if seq in found]

    def _listed(self, seqs: Sequence[int], *, newest_first: bool = False) -> Iterator[Numbered]:
        """The claims of these row numbers: one parameter, however many they are."""
        if not seqs:
            return iter(())
        if self._sqlite:
            which = "claim.seq IN (SELECT value FROM json_each(?))"
        else:
            which = "claim.seq = ANY(%s)"
        values = (str(list(seqs)) if self._sqlite else list(seqs),)
        relays = _relays(self._driver.execute(_RELAYS_BEHIND.format(which=which), values))
        return self._walk(which, values, relays, newest_first=newest_first)

    def _condition(self, where: Sequence[ColumnElement[bool]]) -> tuple[str, Any]:
        """Conditions as the dialect writes them, and the values that they name."""
        compiled = and_(true(), *where).compile(
            self._connection, compile_kwargs={"render_postcompile": True}
        )
        values = dict(compiled.params)
        if not self._sqlite:
            return str(compiled), values
        for name, value in values.items():
            if isinstance(value, date):
                values[name] = value.isoformat()
        return str(compiled), [values[name] for name in compiled.positiontup or ()]

    def _walk(
        self, which: str, values: Any, relays: Relays, *, newest_first: bool
    ) -> Iterator[Numbered]:
        order = "DESC" if newest_first else "ASC"
        if self._citations is None:
            self._citations = quotes.citations(self._driver)
        cited, read_citation = self._citations
        with ExitStack() as opened:

            def rows(statement: str) -> Any:
                statement = statement.format(which=which, order=order)
                if self._sqlite or not isinstance(values, Mapping):
                    return self._driver.execute(statement, values)
                # A server sends a plain cursor all its rows at once.
                cursor = self._driver.cursor(f"claims_{next(self._names)}")
                return opened.enter_context(cursor).execute(statement, values)

            citations_of = _beside(rows(cited), read_citation)
            yield from _joined(rows(_CLAIMS), citations_of, rows(_REVIEWS), rows(_TAGS), relays)


_RECORD = itemgetter(1)
_TAG = itemgetter(1)

_new = tuple.__new__
"""Makes a record of its fields: half as dear as calling it."""

_STANCE = CitationRecord._fields.index("stance")
_SUPPORTING = frozenset(stance.value for stance in Stance if stance.supports)


def _joined(
    claims: Iterable[Any],
    citations_of: Callable[[int], tuple[CitationRecord, ...]],
    reviewed: Iterable[Any],
    tagged: Iterable[Any],
    relays: Relays,
) -> Iterator[Numbered]:
    """Rows, each kind in the order of the claims, as whole records."""
    reviews_of = _beside(reviewed, _review)
    tags_of = _beside(tagged, _TAG)
    # A row is taken apart, and a record put together, in one step each: slices cost more.
    for (
        seq, key, id, text, kind, act, status, speaker, against, as_of, happened, place,
        stated, qualifier, value, minimum, maximum, unit, whole, measure, method, speaks_for,
        because,
    ) in claims:  # fmt: skip
        quantity = None
        if stated is not None:
            quantity = _quantity(
                stated, qualifier, value, minimum, maximum, unit, whole, measure, method
            )
        citations = citations_of(seq)
        supporting = [citation for citation in citations if citation[_STANCE] in _SUPPORTING]
        yield seq, _new(ClaimRecord, (
            key, id_text(id), text, kind, act, status, speaker, against, as_of, happened, place,
            tags_of(seq), quantity, citations, reviews_of(seq), origins(supporting, relays),
            speaks_for, because, (),
        ))  # fmt: skip


def _beside(
    rows: Iterable[Any], read: Callable[[Any], Record]
) -> Callable[[int], tuple[Record, ...]]:
    """Hands out rows, which come in the order of the claims, to the claim they belong to."""
    following = iter(rows)
    waiting = next(following, None)

    def of(seq: int) -> tuple[Record, ...]:
        nonlocal waiting
        if waiting is None or waiting[0] != seq:
            return ()
        found = [read(waiting)]
        for waiting in following:
            if waiting[0] != seq:
                return tuple(found)
            found.append(read(waiting))
        waiting = None
        return tuple(found)

    return of


def _relays(rows: Iterable[Any]) -> Relays:
    """What sources relay, by key."""
    found: dict[str, tuple[str, ...]] = {}
    for key, relayed in rows:
        found[key] = (*found.get(key, ()), relayed)
    return found


def _quantity(
    stated: str,
    qualifier: str,
    value: Any,
    minimum: Any,
    maximum: Any,
    unit: str | None,
    whole: Any,
    measure: str | None,
    method: str | None,
) -> QuantityRecord:
    try:
        quantity = (
            stated,
            qualifier,
            None if value is None else Decimal(value),
            None if minimum is None else Decimal(minimum),
            None if maximum is None else Decimal(maximum),
            unit,
            None if whole is None else Decimal(whole),
            measure,
            method,
        )
    except (InvalidOperation, TypeError) as fault:
        raise DamagedValue("a number") from fault
    return _new(QuantityRecord, quantity)


def _review(row: Any) -> ReviewRecord:
    _, id, status, because, standard, credibility, reviewer, moment, override = row
    when = moment if isinstance(moment, str) else moment_text(moment)
    return ReviewRecord(
        id_text(id), status, because, standard, credibility, reviewer, when, override
    )


def id_text(value: Any) -> str:
    """A UUID in its canonical form, from the driver's bytes or object."""
    if isinstance(value, bytes):
        digits = value.hex()
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
    return str(value)
