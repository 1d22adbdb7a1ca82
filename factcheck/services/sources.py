"""Sources: works that can be cited, and what each of them relays."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from factcheck.database.models import Citation, Claim, Party, Source
from factcheck.database.models.sources import SourceRelay
from factcheck.database.queries.keys import resolve
from factcheck.database.queries.references import reference
from factcheck.domain.bibliography import Reference, from_csl, to_csl
from factcheck.domain.corroboration import cycle, roots
from factcheck.domain.edtf import EdtfDate, read_edtf
from factcheck.domain.names import Name, read_name
from factcheck.domain.vocabulary import Reliability, SourceKind
from factcheck.domain.wording import NAME_LIMIT, clean, clean_optional
from factcheck.errors import AlreadyWithdrawn, MissingField, RelayCycle, StillCited
from factcheck.services.naming import new_key
from factcheck.services.parties import named
from factcheck.services.stamps import now, stamp

ROLES = ("author", "interviewer")
"""The CSL name lists that have options of their own; others come with ``--csl``."""


class SourceRecord(NamedTuple):
    """A source as it is read; ``csl`` is its CSL-JSON record."""

    key: str
    kind: str
    title: str
    authors: tuple[str, ...]
    issued: str | None
    url: str | None
    language: str | None
    reliability: str | None
    voice: str | None
    relays: tuple[str, ...]
    origins: tuple[str, ...]
    citations: int
    withdrawn: str | None
    """Why it was withdrawn, if it was."""
    csl: dict[str, Any]


class SourceFields(NamedTuple):
    """What a person says of a source; none is not said, and leaves as it is when editing."""

    kind: str | None = None
    title: str | None = None
    author: Sequence[str] | None = None
    interviewer: Sequence[str] | None = None
    publisher: str | None = None
    issued: str | None = None
    accessed: str | None = None
    url: str | None = None
    archive_url: str | None = None
    language: str | None = None
    reliability: str | None = None
    voice: str | None = None
    relays: Sequence[str] | None = None


class SourceChange(NamedTuple):
    source: SourceRecord
    new_parties: tuple[str, ...]
    """Names of parties that were made because the command named them."""


def add(
    session: Session,
    author: str,
    key: str | None,
    fields: SourceFields,
    csl: Mapping[str, Any] | None = None,
) -> SourceChange:
    """Log a source from fields, from a CSL-JSON record, or from a record with fields over it."""
    source = Source(names={}, other={}, **stamp(author))
    if csl is not None:
        _fill(source, from_csl(csl, key))
    if fields.kind is None and csl is None:
        raise MissingField("kind", "the kind of source")
    if fields.title is None and csl is None:
        raise MissingField("title", "the title")
    new_parties = _change(session, author, source, fields)
    if key is None and csl is not None:
        key = str(csl.get("id") or "") or None
    source.key = new_key(session, "source", key, source.title)
    session.add(source)
    session.flush()
    _relay(session, source, fields.relays)
    return SourceChange(_record(session, source), new_parties)


def edit(session: Session, author: str, key: str, fields: SourceFields) -> SourceChange:
    """Change what is given; an empty value takes it away."""
    source = resolve(session, Source, key)
    new_parties = _change(session, author, source, fields)
    session.flush()
    _relay(session, source, fields.relays)
    return SourceChange(_record(session, source), new_parties)


def withdraw(session: Session, author: str, key: str, because: str) -> SourceRecord:
    """Take a source back, with a reason; it stays in the case and can no longer be cited."""
    source = resolve(session, Source, key)
    because = clean("the reason", because)
    if source.withdrawn_at is not None:
        raise AlreadyWithdrawn(source.key)
    if standing := _cited_by(session, source):
        raise StillCited(source.key, standing[:5], len(standing) > 5)
    source.withdrawn_at, source.withdrawn_by, source.withdrawn_because = now(), author, because
    session.flush()
    return _record(session, source)


def listing(session: Session) -> list[SourceRecord]:
    """Every source, in the order in which they were logged."""
    return _records(session, session.scalars(select(Source).order_by(Source.seq)))


def show(session: Session, key: str) -> SourceRecord:
    return _record(session, resolve(session, Source, key))


def fields_of(session: Session, key: str) -> SourceFields:
    """A source as the fields that would make it: what an editor starts from."""
    source = resolve(session, Source, key)
    names = reference(source).names
    record = _record(session, source)
    return SourceFields(
        kind=source.kind,
        title=source.title,
        author=[_written(name) for name in names.get("author", ())],
        interviewer=[_written(name) for name in names.get("interviewer", ())],
        publisher=source.publisher,
        issued=source.issued,
        accessed=source.accessed,
        url=source.url,
        archive_url=source.archive_url,
        language=source.language,
        reliability=source.reliability,
        voice=record.voice,
        relays=record.relays,
    )


def _written(name: Name) -> str:
    return name.literal or name.inverted()


def _fill(source: Source, record: Reference) -> None:
    source.kind = record.kind.value
    source.title = clean("the title", record.title)
    csl = to_csl(record)
    source.names = {role: csl[role] for role in record.names}
    source.publisher = record.publisher
    _set_issued(source, record.issued)
    source.accessed = record.accessed
    source.url = record.url
    source.archive_url = record.archive_url
    source.language = record.language
    source.other = dict(record.other)


def _change(session: Session, author: str, source: Source, fields: SourceFields) -> tuple[str, ...]:
    if fields.kind is not None:
        source.kind = SourceKind.read(fields.kind).value
    if fields.title is not None:
        source.title = clean("the title", fields.title)
    for role in ROLES:
        written: Sequence[str] | None = getattr(fields, role)
        if written is not None:
            source.names = _with_names(
                source.names, role, [read_name(name) for name in written if name.strip()]
            )
    if fields.issued is not None:
        _set_issued(source, clean_optional("the date of issue", fields.issued))
    if fields.accessed is not None:
        date = clean_optional("the date of access", fields.accessed)
        source.accessed = read_edtf(date).text if date else None
    for column in ("publisher", "url", "archive_url", "language"):
        value: str | None = getattr(fields, column)
        if value is not None:
            what = f"the {column.replace('_', ' ')}"
            setattr(source, column, clean_optional(what, value, 2000))
    if fields.reliability is not None:
        given = fields.reliability
        source.reliability = Reliability.read(given).value if given else None
    if not fields.voice:
        source.voice_seq = None if fields.voice == "" else source.voice_seq
        return ()
    voice = named(session, author, clean("the voice", fields.voice, NAME_LIMIT))
    source.voice_seq = voice.party.seq
    return (voice.party.name,) if voice.is_new else ()


def _with_names(names: dict[str, Any], role: str, new: list[Name]) -> dict[str, Any]:
    rest = {other: listed for other, listed in names.items() if other != role}
    return {**rest, role: [name.to_csl() for name in new]} if new else rest


def _set_issued(source: Source, text: str | None) -> None:
    date: EdtfDate | None = read_edtf(text) if text else None
    source.issued = date.text if date else None
    source.issued_earliest = date.earliest if date else None
    source.issued_latest = date.latest if date else None


def _relay(session: Session, source: Source, relays: Sequence[str] | None) -> None:
    """Make the source relay exactly these. Raises RelayCycle naming the way round."""
    if relays is None:
        return
    wanted = {resolve(session, Source, key).seq for key in relays if key}
    for link in session.scalars(select(SourceRelay).where(SourceRelay.source_seq == source.seq)):
        if link.relayed_seq not in wanted:
            session.delete(link)
        wanted.discard(link.relayed_seq)
    session.add_all(SourceRelay(source_seq=source.seq, relayed_seq=seq) for seq in wanted)
    session.flush()
    if path := cycle(source.seq, relay_map(session)):
        raise RelayCycle(session.get_one(Source, seq).key for seq in path)


def relay_map(session: Session) -> dict[int, tuple[int, ...]]:
    """What every relaying source relays, by row number."""
    found: dict[int, tuple[int, ...]] = {}
    query = select(SourceRelay.source_seq, SourceRelay.relayed_seq).order_by(
        SourceRelay.source_seq, SourceRelay.relayed_seq
    )
    for seq, other in session.execute(query):
        found[seq] = (*found.get(seq, ()), other)
    return found


def _cited_by(session: Session, source: Source) -> list[str]:
    query = (
        select(Claim.key)
        .distinct()
        .join(Citation, Citation.claim_seq == Claim.seq)
        .where(Citation.source_seq == source.seq, Citation.withdrawn_at.is_(None))
        .order_by(Claim.key)
        .limit(6)
    )
    return list(session.scalars(query))


def _record(session: Session, source: Source) -> SourceRecord:
    return _records(session, [source])[0]


def _records(session: Session, sources: Iterable[Source]) -> list[SourceRecord]:
    """Whole records, with three queries however many there are."""
    rows = list(sources)
    relays = relay_map(session)
    keys = {seq: key for seq, key in session.execute(select(Source.seq, Source.key))}
    voices = {seq: name for seq, name in session.execute(
        select(Party.seq, Party.name).where(Party.seq.in_(select(Source.voice_seq)))
    )}  # fmt: skip
    counting = (
        select(Citation.source_seq, func.count())
        .where(Citation.withdrawn_at.is_(None))
        .group_by(Citation.source_seq)
    )
    if len(rows) == 1:
        counting = counting.where(Citation.source_seq == rows[0].seq)
    counts = {seq: count for seq, count in session.execute(counting)}
    records = []
    for source in rows:
        relayed = tuple(keys[seq] for seq in relays.get(source.seq, ()))
        bibliographic = reference(source, relayed)
        records.append(
            SourceRecord(
                source.key,
                source.kind,
                source.title,
                tuple(name.display() for name in bibliographic.names.get("author", ())),
                source.issued,
                source.url,
                source.language,
                source.reliability,
                voices.get(source.voice_seq or 0),
                relayed,
                tuple(sorted(keys[seq] for seq in roots(source.seq, relays))),
                counts.get(source.seq, 0),
                source.withdrawn_because,
                to_csl(bibliographic),
            )
        )
    return records
