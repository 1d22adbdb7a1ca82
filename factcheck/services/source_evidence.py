"""Capturing a source from end to end: its bytes kept, their text read, its quotes found in it."""

from collections.abc import Collection, Sequence
from typing import IO, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.database.models import Anchor, Capture, Citation, Claim, Extraction, Source
from factcheck.database.queries.keys import resolve
from factcheck.database.queries.quotes import of_source
from factcheck.domain.anchoring import QuoteCheck
from factcheck.errors import CaptureOfAnother, NoText
from factcheck.evidence import mediatypes
from factcheck.services import anchors, captures, texts
from factcheck.services.anchors import Moved
from factcheck.services.captures import CaptureFields, CaptureRecord
from factcheck.services.texts import CapturedText, How, ReadAhead, ReadingRecord


class Taken(NamedTuple):
    """What came of one capture."""

    capture: CaptureRecord
    known: bool
    """Whether these bytes were in the case already."""
    reading: ReadingRecord
    overruled: str | None
    """The media type that was declared, where the bytes or the name say another."""


class SourceQuote(NamedTuple):
    """A quote of a source, and whether it stands in a captured text."""

    claim: str
    quote: str
    check: str
    newer_capture: str | None
    """SHA-256 of the newest captured text, where the quote has its place in an older one."""


class Mark(NamedTuple):
    """Where a quote stands in a captured text, in code points; ``end`` is behind it."""

    start: int
    end: int
    claim: str


class MarkedText(NamedTuple):
    source: str
    text: CapturedText
    marks: tuple[Mark, ...]
    """In the order in which they begin; they may overlap."""
    quotes: tuple[SourceQuote, ...] = ()
    """All quotes of the source, those that are marked and those that have no place here."""


class Reread(NamedTuple):
    """What came of reading a capture anew for one of its sources."""

    before: ReadingRecord | None
    reading: ReadingRecord
    same: bool
    """Whether the text is the one that was there before."""
    moved: tuple[Moved, ...]


def read_ahead(
    session: Session, key: str, stream: IO[bytes], fields: CaptureFields
) -> list[ReadAhead]:
    """Read the text of what is about to be taken, while others may still write to the case.

    The stream is left where it stands. Nothing where its text cannot be read beforehand. Raises
    what ``captures.checked`` raises.
    """
    source = resolve(session, Source, key)
    fields = captures.checked(fields)
    if not stream.seekable():
        return []
    begin = stream.tell()
    kind = captures.media_type(stream.read(mediatypes.HEAD), fields)
    stream.seek(begin)
    url = fields.final_url or fields.url or source.url
    found = texts.read_ahead(stream, How(fields.file_name or "", kind, url))
    return [found] if found else []


def take(
    session: Session,
    author: str,
    key: str,
    stream: IO[bytes],
    fields: CaptureFields,
    ahead: Collection[ReadAhead] = (),
) -> Taken:
    """Keep the bytes of a stream for a source and read the text in them, if it can be read.

    What ``captures.add`` raises. The quotes of the source are not looked for: ``settle`` does
    that, once after the last of several captures.
    """
    change = captures.add(session, author, key, stream, fields)
    reading = texts.read(session, author, change.entry, ahead=ahead)
    return Taken(
        change.capture,
        change.known,
        _told(reading, change.capture.source),
        mediatypes.overruled(fields.media_type, change.capture.media_type),
    )


def settle(session: Session, author: str, key: str) -> list[SourceQuote]:
    """Find every quote of a source in its captured texts; without such a text, of none is told."""
    source = resolve(session, Source, key)
    if texts.of_source(session, source.seq):
        anchors.settle(session, author, source)
    return quotes(session, key)


def quotes(session: Session, key: str) -> list[SourceQuote]:
    """The quotes of a source by their places in its captured texts; none without such a text."""
    source = resolve(session, Source, key)
    session.flush()
    return [
        SourceQuote(kept.claim, kept.quote, kept.check, kept.newer)
        for kept in of_source(session.connection(), source.seq)
        if kept.check != QuoteCheck.NO_CAPTURE
    ]


def read_again_ahead(session: Session, digest: str) -> list[ReadAhead]:
    """What ``read_again`` is going to read, read while others may still write to the case.

    Raises UnknownCapture, AmbiguousKey or DamagedCapture.
    """
    return [texts.read_kept_ahead(session, entry) for entry in _entries(session, digest)]


def read_again(
    session: Session, author: str, digest: str, ahead: Collection[ReadAhead] = ()
) -> list[Reread]:
    """Read a capture anew for each of its sources, and find their quotes in it again.

    Raises UnknownCapture, AmbiguousKey or NotReadAgain.
    """
    return [_read_again(session, author, entry, ahead) for entry in _entries(session, digest)]


def _entries(session: Session, digest: str) -> list[Capture]:
    """For each source of a capture its last entry, which says best what it is."""
    content = captures.find(session, digest)
    entries = select(Capture).where(Capture.content_seq == content.seq).order_by(Capture.seq)
    return [*{entry.source_seq: entry for entry in session.scalars(entries)}.values()]


def _read_again(
    session: Session, author: str, entry: Capture, ahead: Collection[ReadAhead]
) -> Reread:
    source = session.get_one(Source, entry.source_seq)
    before = texts.latest(session, source.seq, entry.content_seq)
    reading = texts.read(session, author, entry, again=True, ahead=ahead)
    return Reread(
        None if before is None else _told(before, source.key),
        _told(reading, source.key),
        before is not None and before.text == reading.text,
        tuple(anchors.settle(session, author, source)),
    )


def marked(session: Session, key: str, digest: str | None = None) -> MarkedText:
    """The captured text of a source with its quotes: of its latest capture that has one.

    ``digest`` names another capture of it. Raises NoText or CaptureOfAnother.
    """
    source = resolve(session, Source, key)
    found = texts.of_source(session, source.seq)
    if digest is not None:
        wanted = captures.find(session, digest).digest.hex()
        found = [text for text in found if text.digest == wanted]
        if not found:
            raise CaptureOfAnother(digest, source.key)
    if not found:
        raise NoText(source.key, _why_no_text(session, source))
    marks = tuple(_marks(session, found[0]))
    return MarkedText(source.key, found[0], marks, tuple(quotes(session, source.key)))


def _why_no_text(session: Session, source: Source) -> Sequence[str]:
    query = select(Extraction.notes).where(Extraction.source_seq == source.seq)
    return [*dict.fromkeys(session.scalars(query.order_by(Extraction.seq)))]


def _marks(session: Session, text: CapturedText) -> list[Mark]:
    """Only quotes that stand where they are said to."""
    query = (
        select(Anchor.first, Anchor.last, Claim.key, Anchor.exact)
        .join(Citation, Citation.seq == Anchor.citation_seq)
        .join(Claim, Claim.seq == Citation.claim_seq)
        .where(Anchor.extraction_seq == text.extraction_seq, Citation.withdrawn_at.is_(None))
        .order_by(Anchor.first, Anchor.last.desc(), Anchor.citation_seq)
    )
    return [
        Mark(first, last, claim)
        for first, last, claim, exact in session.execute(query)
        if exact and text.text[first:last] == exact
    ]


def _told(reading: Extraction, source: str) -> ReadingRecord:
    characters = None if reading.text is None else len(reading.text)
    return texts.record(reading, characters, source)
