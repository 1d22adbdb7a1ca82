"""Captures: the exact bytes of a source, kept once, with every entry in their chain of custody."""

import hashlib
import os
from collections.abc import Iterator
from datetime import datetime
from io import RawIOBase
from pathlib import Path
from typing import IO, NamedTuple, cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from factcheck.database.models import Capture, Content, ContentPart, Source, table_of
from factcheck.database.queries.keys import resolve
from factcheck.database.types import moment_text
from factcheck.domain import custody
from factcheck.domain.addresses import read_address
from factcheck.domain.custody import CaptureMethod
from factcheck.domain.wording import NAME_LIMIT, clean_optional
from factcheck.errors import (
    AmbiguousKey,
    CaptureTooLarge,
    DamagedCapture,
    EmptyCapture,
    FutureCapture,
    UnknownCapture,
)
from factcheck.evidence import mediatypes
from factcheck.files import new_binary_file, refuse_case
from factcheck.services.stamps import now, stamp

PART = 1024 * 1024
"""Bytes that are kept, and held in memory, at a time."""

_SHORTEST = 4
"""Digits of a SHA-256 that a capture can be named by."""


class CaptureFields(NamedTuple):
    """What a person says of a capture; none is not said."""

    method: str | None = None
    url: str | None = None
    final_url: str | None = None
    tool: str | None = None
    note: str | None = None
    media_type: str | None = None
    """As it was declared: the Content-Type that a server sent."""
    captured_at: datetime | None = None
    file_name: str | None = None


class CaptureRecord(NamedTuple):
    """One entry in the chain of custody."""

    digest: str
    """SHA-256 in hexadecimal digits."""
    source: str
    size: int
    media_type: str
    captured_at: str
    """When the bytes were got: ``2017-05-18T09:30:00.000Z``."""
    captured_by: str
    method: str | None
    url: str | None
    final_url: str | None
    tool: str | None
    file_name: str | None
    note: str | None
    kept_at: str
    """When they were put into the case."""


class CaptureChange(NamedTuple):
    capture: CaptureRecord
    entry: Capture
    known: bool
    """Whether these bytes were in the case already, so that nothing but the entry is new."""


def add(
    session: Session, author: str, key: str, stream: IO[bytes], fields: CaptureFields
) -> CaptureChange:
    """Keep the bytes of a stream as a capture of a source.

    Bytes that the case holds already are not kept twice: the chain of custody gets an entry.
    Raises EmptyCapture or CaptureTooLarge, and what ``checked`` raises.
    """
    source = resolve(session, Source, key)
    fields = checked(fields)
    name = fields.file_name or "The input"
    head = stream.read(mediatypes.HEAD)
    content, known = _kept(session, author, head, stream, name)
    capture = Capture(
        source_seq=source.seq,
        content_seq=content.seq,
        captured_at=fields.captured_at or now(),
        media_type=media_type(head, fields),
        method=fields.method,
        url=fields.url,
        final_url=fields.final_url,
        tool=fields.tool,
        file_name=fields.file_name,
        note=fields.note,
        **stamp(author),
    )
    session.add(capture)
    session.flush()
    return CaptureChange(_record(capture, content, source), capture, known)


def checked(fields: CaptureFields) -> CaptureFields:
    """What a person says of a capture, as it is kept.

    Raises UnreadableAddress, and FutureCapture for a time that is still to come.
    """
    if fields.captured_at is not None and fields.captured_at > now():
        raise FutureCapture(moment_text(fields.captured_at))
    return fields._replace(
        method=CaptureMethod.read(fields.method).value if fields.method else None,
        url=read_address(fields.url),
        final_url=read_address(fields.final_url),
        tool=clean_optional("the tool", fields.tool, NAME_LIMIT),
        file_name=clean_optional("the file's name", fields.file_name, NAME_LIMIT),
        note=clean_optional("the note", fields.note),
    )


def listing(session: Session, key: str) -> list[CaptureRecord]:
    """The chain of custody of a source, in the order of its entries."""
    source = resolve(session, Source, key)
    query = select(Capture, Content).join(Content, Content.seq == Capture.content_seq)
    rows = session.execute(query.where(Capture.source_seq == source.seq).order_by(Capture.seq))
    return [_record(capture, content, source) for capture, content in rows]


def show(session: Session, digest: str) -> list[CaptureRecord]:
    """Every entry of the content that a SHA-256, or the beginning of one, names."""
    content = find(session, digest)
    query = (
        select(Capture, Source)
        .join(Source, Source.seq == Capture.source_seq)
        .where(Capture.content_seq == content.seq)
        .order_by(Capture.seq)
    )
    return [_record(capture, content, source) for capture, source in session.execute(query)]


def find(session: Session, digest: str) -> Content:
    """The content with this SHA-256, or the only one whose SHA-256 begins like this.

    Raises UnknownCapture or AmbiguousKey.
    """
    text = digest.strip().lower().removeprefix("sha256:")
    if not _SHORTEST <= len(text) <= 64 or set(text) - set("0123456789abcdef"):
        raise UnknownCapture(digest)
    first = bytes.fromhex(text.ljust(64, "0"))
    last = bytes.fromhex(text.ljust(64, "f"))
    query = select(Content).where(Content.digest >= first, Content.digest <= last).limit(9)
    found = session.scalars(query.order_by(Content.digest)).all()
    if not found:
        raise UnknownCapture(digest)
    if len(found) > 1:
        raise AmbiguousKey("capture", digest, [content.digest.hex()[:16] for content in found])
    return found[0]


def to_file(session: Session, digest: str, file: Path, case: Path | None) -> CaptureRecord:
    """Write the bytes of a capture to a new file, whole or not at all.

    ``case`` is the case file, if it is one: it is never written over. Raises FileExists, or
    DamagedCapture where the bytes are no longer those that were captured.
    """
    content = find(session, digest)
    if case is not None:
        refuse_case(file, case)
    with new_binary_file(file) as stream:
        write(session, content, stream)
    return show(session, content.digest.hex())[0]


def to_stream(session: Session, digest: str, stream: IO[bytes]) -> None:
    """Write the bytes of a capture to a stream. Raises DamagedCapture before the first byte."""
    content = find(session, digest)
    check(session, content)
    write(session, content, stream)


def parts(session: Session, content_seq: int) -> Iterator[bytes]:
    """The bytes of a content, a part at a time."""
    number = 0
    while (found := part(session, content_seq, number)) is not None:
        yield found
        number += 1


def part(session: Session, content_seq: int, number: int) -> bytes | None:
    """The part of a content with this number, from 0; none behind the last."""
    column = table_of(ContentPart).c
    query = select(column.bytes).where(column.content_seq == content_seq, column.number == number)
    return session.scalar(query)


class _Kept(RawIOBase):
    """The bytes of a content as a stream that can be read at any place; one part is held."""

    def __init__(self, session: Session, content: Content) -> None:
        self._session, self._content = session, content
        self._at = 0
        self._held = -1, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0, /) -> int:
        self._at = (0, self._at, self._content.size)[whence] + offset
        return self._at

    def read(self, size: int = -1, /) -> bytes:
        """As many bytes as are asked for, but none beyond the part they begin in."""
        number, inside = divmod(self._at, PART)
        if self._held[0] != number:
            self._held = number, part(self._session, self._content.seq, number) or b""
        found = self._held[1][inside : None if size < 0 else inside + size]
        self._at += len(found)
        return found


def opened(session: Session, content: Content) -> IO[bytes]:
    """The bytes of a content as a stream. They are not compared with what was captured."""
    return cast(IO[bytes], _Kept(session, content))


def write(session: Session, content: Content, stream: IO[bytes]) -> None:
    """Write the bytes of a content to a stream that can be thrown away.

    Raises DamagedCapture, at the end, where they are not those that were captured.
    """
    stream.writelines(_checked(session, content))


def check(session: Session, content: Content) -> None:
    """Raises DamagedCapture where the kept bytes are not those that were captured."""
    for _ in _checked(session, content):
        pass


def _checked(session: Session, content: Content) -> Iterator[bytes]:
    """The parts of a content. Raises DamagedCapture behind the last."""
    digest = hashlib.sha256()
    for part in parts(session, content.seq):
        digest.update(part)
        yield part
    if digest.digest() != content.digest:
        raise DamagedCapture(content.digest.hex())


def _kept(
    session: Session, author: str, head: bytes, stream: IO[bytes], name: str
) -> tuple[Content, bool]:
    """The content of these bytes, and whether the case held it already."""
    if not head:
        raise EmptyCapture(name)
    _refuse_too_large(head, stream, name)
    seq = (session.scalar(select(func.max(ContentPart.content_seq))) or 0) + 1
    before = session.begin_nested()
    digest, size = _keep_parts(session, seq, head, stream, name)
    held = session.scalars(select(Content).where(Content.digest == digest)).one_or_none()
    if held is not None:
        before.rollback()
        content = session.get_one(Content, held.seq)
        check(session, content)  # or the only good copy would be taken for a known one
        return content, True
    content = Content(seq=seq, digest=digest, size=size, **stamp(author))
    session.add(content)
    before.commit()
    return content, False


def _refuse_too_large(head: bytes, stream: IO[bytes], name: str) -> None:
    """Before anything is kept, where the stream can tell how much is to come."""
    if not stream.seekable():
        return
    here = stream.tell()
    size = len(head) + stream.seek(0, os.SEEK_END) - here
    stream.seek(here)
    if size > custody.LARGEST:
        raise CaptureTooLarge(name, custody.LARGEST)


def media_type(head: bytes, fields: CaptureFields) -> str:
    """The media type, with the encoding where one was declared: a text is read by it."""
    kind = mediatypes.media_type(fields.file_name or "", head, fields.media_type)
    encoding = mediatypes.charset(fields.media_type)
    return f"{kind}; charset={encoding}" if encoding else kind


def _keep_parts(
    session: Session, seq: int, head: bytes, stream: IO[bytes], name: str
) -> tuple[bytes, int]:
    digest = hashlib.sha256()
    size = number = 0
    connection, table = session.connection(), table_of(ContentPart)
    part = head + stream.read(PART - len(head))
    while part:
        digest.update(part)
        size += len(part)
        if size > custody.LARGEST:
            raise CaptureTooLarge(name, custody.LARGEST)
        connection.execute(table.insert(), {"content_seq": seq, "number": number, "bytes": part})
        number += 1
        part = stream.read(PART)
    return digest.digest(), size


def _record(capture: Capture, content: Content, source: Source) -> CaptureRecord:
    return CaptureRecord(
        content.digest.hex(),
        source.key,
        content.size,
        capture.media_type,
        moment_text(capture.captured_at),
        capture.created_by,
        capture.method,
        capture.url,
        capture.final_url,
        capture.tool,
        capture.file_name,
        capture.note,
        moment_text(capture.created_at),
    )
