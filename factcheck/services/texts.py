"""The text in captured bytes: read once by an extractor, kept with what read it, never redone
silently.
"""

import hashlib
import json
from collections.abc import Collection
from typing import IO, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer

from factcheck import plugins
from factcheck.database.models import Capture, Content, Extraction, Source
from factcheck.database.types import moment_text
from factcheck.domain.folding import Folding, OffsetMap, fold
from factcheck.errors import DamagedValue, NotReadAgain
from factcheck.evidence import mediatypes
from factcheck.evidence.extraction import Unreadable, extracted
from factcheck.evidence.extractors.base import Extraction as Found
from factcheck.evidence.places import Segment, restored, segments_json
from factcheck.services import captures
from factcheck.services.stamps import stamp

UNREAD = "none"
"""What stands in the place of an extractor's name where none could read a text."""


class CapturedText(NamedTuple):
    """The text of a capture of a source, with its map back to the original."""

    extraction_seq: int
    digest: str
    """SHA-256 of the captured bytes."""
    media_type: str
    extractor: str
    """Name and version of what read it."""
    text: str
    segments: tuple[Segment, ...]
    folding: Folding
    notes: tuple[str, ...]


class ReadingRecord(NamedTuple):
    """One reading of captured bytes for a source; of several, the last counts."""

    source: str
    extractor: str | None
    """Name and version of what read it; none where the text could not be read."""
    media_type: str
    """Of what was read, which may be inside the captured file."""
    characters: int | None
    notes: tuple[str, ...]
    read_at: str
    read_by: str


class How(NamedTuple):
    """What the text of some bytes depends on besides the bytes."""

    name: str
    media_type: str
    url: str | None
    """Of the page that is wanted of a web archive."""


class ReadAhead(NamedTuple):
    """What was read in bytes before the case was locked for writing, and of which bytes."""

    digest: bytes
    how: How
    found: Found | Unreadable


def read_ahead(stream: IO[bytes], how: How) -> ReadAhead | None:
    """Read the text of a stream from where it stands, and leave it there.

    It takes up to ten seconds, in which nobody else should have to wait for the case. The stream
    must be seekable. None where there is no extractor for what is in it.
    """
    begin = stream.tell()
    if not _has_extractor(how, stream.read(mediatypes.HEAD)):
        stream.seek(begin)
        return None
    stream.seek(begin)
    digest = hashlib.sha256()
    while part := stream.read(captures.PART):
        digest.update(part)
    stream.seek(begin)
    found = extracted(stream, name=how.name, declared=how.media_type, url=how.url)
    stream.seek(begin)
    return ReadAhead(digest.digest(), how, found)


def read(
    session: Session,
    author: str,
    capture: Capture,
    *,
    again: bool = False,
    ahead: Collection[ReadAhead] = (),
) -> Extraction:
    """The reading of a capture's bytes for its source; made now unless there is one.

    With ``again`` a new version is made beside those that stand. What was read ``ahead`` of just
    these bytes is not read once more. Raises NotReadAgain where a text that was read before would
    be lost.
    """
    standing = latest(session, capture.source_seq, capture.content_seq)
    if standing is not None and not again:
        return standing
    content = session.get_one(Content, capture.content_seq)
    how = how_to_read(session, capture)
    known = (one.found for one in ahead if (one.digest, one.how) == (content.digest, how))
    found = next(known, None) or _extracted(session, content, how)
    if isinstance(found, Unreadable) and standing is not None and standing.text is not None:
        why = " ".join(part for part in (found.note, found.hint) if part)
        raise NotReadAgain(content.digest.hex(), why)
    extraction = Extraction(
        source_seq=capture.source_seq, content_seq=capture.content_seq, **stamp(author)
    )
    if isinstance(found, Unreadable):
        extraction.extractor, extraction.version = UNREAD, ""
        extraction.media_type, extraction.segments = capture.media_type, "[]"
        extraction.notes = " ".join(part for part in (found.note, found.hint) if part)
    else:
        _fill(extraction, found)
    session.add(extraction)
    session.flush()
    return extraction


def how_to_read(session: Session, capture: Capture) -> How:
    """How the text of a capture is to be read, as far as its bytes do not tell."""
    source = session.get_one(Source, capture.source_seq)
    url = capture.final_url or capture.url or source.url
    return How(capture.file_name or "", capture.media_type, url)


def read_kept_ahead(session: Session, capture: Capture) -> ReadAhead:
    """As ``read_ahead``, of bytes that the case holds. Raises DamagedCapture."""
    content = session.get_one(Content, capture.content_seq)
    how = how_to_read(session, capture)
    return ReadAhead(content.digest, how, _extracted(session, content, how))


def _extracted(session: Session, content: Content, how: How) -> Found | Unreadable:
    """What stands in the captured bytes. Raises DamagedCapture where they are others by now."""
    stream = captures.opened(session, content)
    if _has_extractor(how, stream.read(mediatypes.HEAD)):
        captures.check(session, content)  # two gigabytes of film are not hashed for nothing
    stream.seek(0)
    return extracted(stream, name=how.name, declared=how.media_type, url=how.url)


def _has_extractor(how: How, head: bytes) -> bool:
    kind = mediatypes.media_type(how.name, head, how.media_type)
    return kind in plugins.names(plugins.EXTRACTORS)


def _fill(extraction: Extraction, found: Found) -> None:
    folding = fold(found.text)
    extraction.extractor, extraction.version = found.extractor, found.version
    extraction.media_type = found.media_type
    extraction.text = found.text
    extraction.text_digest = hashlib.sha256(found.text.encode()).digest()
    extraction.segments = segments_json(found.segments)
    extraction.folded, extraction.folding = folding.text, folding.map.to_bytes()
    extraction.notes = "\n".join(" ".join(note.split()) for note in found.notes)


def of_source(session: Session, source_seq: int) -> list[CapturedText]:
    """The readable texts of a source's captures, the newest first.

    The newest is the one that was got last: a page of an archive may be kept after the live one.
    """
    seen: set[int] = set()
    found = []
    query = select(Capture.content_seq).where(Capture.source_seq == source_seq)
    newest_first = query.order_by(Capture.captured_at.desc(), Capture.seq.desc())
    for content_seq in session.scalars(newest_first):
        if content_seq not in seen:
            seen.add(content_seq)
            extraction = latest(session, source_seq, content_seq)
            if extraction is not None and extraction.text is not None:
                found.append(captured_text(session, extraction))
    return found


def captured_text(session: Session, extraction: Extraction) -> CapturedText:
    """A reading as it is worked with. Raises DamagedValue where it does not fit together."""
    content = session.get_one(Content, extraction.content_seq)
    text = extraction.text or ""
    try:
        segments = restored(json.loads(extraction.segments))
    except ValueError as fault:
        raise DamagedValue("the places of a text") from fault
    try:
        folding = Folding(extraction.folded or "", OffsetMap.from_bytes(extraction.folding or b""))
    except ValueError:
        folding = fold(text)  # kept by other rules than today's
    return CapturedText(
        extraction.seq,
        content.digest.hex(),
        extraction.media_type,
        f"{extraction.extractor} {extraction.version}",
        text,
        segments,
        folding,
        tuple(extraction.notes.splitlines()),
    )


def readings(session: Session, content_seq: int) -> list[ReadingRecord]:
    """Every reading of a content, for whatever source, in the order in which they were made."""
    query = (
        select(Extraction, func.length(Extraction.text), Source.key)
        .join(Source, Source.seq == Extraction.source_seq)
        .where(Extraction.content_seq == content_seq)
        .order_by(Extraction.seq)
        .options(defer(Extraction.text), defer(Extraction.folded), defer(Extraction.folding))
    )
    return [record(found, size, key) for found, size, key in session.execute(query)]


def record(reading: Extraction, characters: int | None, source: str) -> ReadingRecord:
    """A reading as it is shown."""
    return ReadingRecord(
        source,
        f"{reading.extractor} {reading.version}" if characters is not None else None,
        reading.media_type,
        characters,
        tuple(reading.notes.splitlines()),
        moment_text(reading.created_at),
        reading.created_by,
    )


def latest(session: Session, source_seq: int, content_seq: int) -> Extraction | None:
    """The reading of a content for a source that counts."""
    query = select(Extraction).where(
        Extraction.source_seq == source_seq, Extraction.content_seq == content_seq
    )
    return session.scalars(query.order_by(Extraction.seq.desc()).limit(1)).one_or_none()
