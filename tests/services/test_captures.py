"""The exact bytes of a source, kept once, with every entry in their chain of custody."""

import hashlib
import io
import os
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import IO, Any, cast

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from factcheck.database.models import Capture, Content, ContentPart
from factcheck.domain import custody
from factcheck.errors import (
    AmbiguousKey,
    CaptureTooLarge,
    DamagedCapture,
    EmptyCapture,
    FileExists,
    TextTooLong,
    UnknownCapture,
    UnknownCode,
    UnknownKey,
)
from factcheck.services import captures, texts
from factcheck.services.captures import PART, CaptureChange, CaptureFields

NOTHING = CaptureFields()
PAGE = b"<!doctype html><html><body><p>Some 75 people.</p></body></html>"


def add(session: Session, data: bytes, *, key: str = "wire", **fields: Any) -> CaptureChange:
    told = NOTHING._replace(**fields)
    return captures.add(session, "Anna Reporter", key, io.BytesIO(data), told)


def bytes_of(session: Session, digest: str) -> bytes:
    out = io.BytesIO()
    captures.to_stream(session, digest, out)
    return out.getvalue()


def rows(session: Session) -> tuple[int, ...]:
    counts = [
        session.scalar(select(func.count()).select_from(table))
        for table in (Content, ContentPart, Capture)
    ]
    return tuple(count or 0 for count in counts)


def test_what_was_said_is_kept(case: Session) -> None:
    when = datetime(2017, 5, 18, 9, 30, tzinfo=timezone(timedelta(hours=3)))
    found = add(
        case,
        PAGE,
        method="saved-page",
        url="https://example.org/a",
        final_url="https://example.org/b",
        tool="Firefox 53",
        note="Before it was taken down.",
        media_type="text/html; charset=UTF-8",
        captured_at=when,
        file_name="page.html",
    )
    assert not found.known
    assert found.capture == captures.listing(case, "wire")[0]
    assert found.capture._replace(kept_at="") == (
        hashlib.sha256(PAGE).hexdigest(),
        "wire",
        len(PAGE),
        "text/html; charset=utf-8",
        "2017-05-18T06:30:00.000Z",
        "Anna Reporter",
        "saved-page",
        "https://example.org/a",
        "https://example.org/b",
        "Firefox 53",
        "page.html",
        "Before it was taken down.",
        "",
    )


def test_what_was_not_said_is_not_made_up(case: Session) -> None:
    found = add(case, PAGE).capture
    assert found[6:12] == (None,) * 6
    assert found.media_type == "text/html"
    assert datetime.now(UTC) - datetime.fromisoformat(found.captured_at) < timedelta(minutes=1)


@pytest.mark.parametrize("size", [1, PART - 1, PART, PART + 1, 3 * PART, 3 * PART + 17])
def test_bytes_come_out_as_they_went_in(size: int, case: Session, tmp_path: Path) -> None:
    data = os.urandom(size)
    digest = add(case, data).capture.digest
    assert digest == hashlib.sha256(data).hexdigest()
    assert bytes_of(case, digest) == data
    captures.to_file(case, digest, tmp_path / "out", None)
    assert (tmp_path / "out").read_bytes() == data
    lengths = select(func.length(ContentPart.bytes)).order_by(ContentPart.number)
    assert [*case.scalars(lengths)] == [PART] * (size // PART) + [size % PART] * (size % PART > 0)


def test_a_stream_that_gives_little_at_a_time(case: Session) -> None:
    """A pipe may give less than it is asked for, long before its end."""

    class Pipe(io.RawIOBase):
        def __init__(self, data: bytes) -> None:
            self.rest = data

        def read(self, size: int = -1, /) -> bytes:
            given, self.rest = self.rest[:50_000], self.rest[50_000:]
            return given

    data = os.urandom(PART + 70_000)
    found = captures.add(case, "Anna Reporter", "wire", cast(IO[bytes], Pipe(data)), NOTHING)
    assert bytes_of(case, found.capture.digest) == data


def test_a_stream_is_read_from_where_it_stands(case: Session) -> None:
    stream = io.BytesIO(b"already read" + PAGE)
    stream.seek(len(b"already read"))
    found = captures.add(case, "Anna Reporter", "wire", stream, NOTHING)
    assert bytes_of(case, found.capture.digest) == PAGE


def test_the_same_bytes_again_are_an_entry_and_no_copy(case: Session) -> None:
    first = add(case, PAGE)
    again = add(case, PAGE, key="outlet", note="The outlet has the same page.")
    assert (first.known, again.known) == (False, True)
    assert rows(case) == (1, 1, 2)
    entries = captures.show(case, first.capture.digest)
    assert [entry.source for entry in entries] == ["wire", "outlet"]
    assert [entry.note for entry in entries] == [None, "The outlet has the same page."]
    assert bytes_of(case, first.capture.digest) == PAGE
    assert captures.listing(case, "outlet") == entries[1:]
    other = add(case, PAGE + b"\n")
    assert not other.known
    assert bytes_of(case, other.capture.digest) == PAGE + b"\n"


# --- what is refused --------------------------------------------------------------------------


def test_an_empty_file_is_refused(case: Session) -> None:
    with pytest.raises(EmptyCapture, match="is empty: there is nothing to capture"):
        add(case, b"", file_name="page.html")
    assert rows(case) == (0, 0, 0)


@pytest.mark.parametrize("seekable", [True, False])
def test_what_is_too_large_is_refused(
    seekable: bool, case: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(custody, "LARGEST", 2 * PART)
    stream = io.BytesIO(bytes(2 * PART + 1))
    given = cast(IO[bytes], stream if seekable else Unseekable(stream))
    before = case.begin_nested()
    with pytest.raises(CaptureTooLarge, match="the most that a case takes"):
        captures.add(case, "Anna Reporter", "wire", given, NOTHING)
    # Of what comes through a pipe, nobody knows how much it is.
    assert (rows(case) == (0, 0, 0)) is seekable
    before.rollback()
    assert rows(case) == (0, 0, 0)
    add(case, bytes(2 * PART))


class Unseekable(io.RawIOBase):
    def __init__(self, stream: io.BytesIO) -> None:
        self.stream = stream

    def read(self, size: int = -1, /) -> bytes:
        return self.stream.read(size)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"method": "gossip"}, UnknownCode),
        ({"note": "x" * 100_001}, TextTooLong),
        ({"tool": "x" * 501}, TextTooLong),
        ({"url": "x" * 100_001}, TextTooLong),
    ],
)
def test_what_cannot_be_said_of_a_capture(
    fields: dict[str, str], error: type[Exception], case: Session
) -> None:
    with pytest.raises(error):
        add(case, PAGE, **fields)


def test_an_unknown_source(case: Session) -> None:
    with pytest.raises(UnknownKey):
        add(case, PAGE, key="nobody")


# --- naming one -------------------------------------------------------------------------------


def test_a_capture_is_named_by_the_beginning_of_its_digest(case: Session) -> None:
    digest = add(case, PAGE).capture.digest
    for name in (digest, digest[:4], digest[:5], digest.upper()[:12], f" {digest[:9]} "):
        assert captures.find(case, name).digest.hex() == digest


@pytest.mark.parametrize("name", ["", "abc", "0" * 65, "0" * 64, "xyzw", "wire", "%", "é" * 8])
def test_what_names_no_capture(name: str, case: Session) -> None:
    add(case, PAGE)
    with pytest.raises(UnknownCapture):
        captures.find(case, name)


def test_the_beginning_of_several(case: Session) -> None:
    by_start: dict[str, str] = {}
    for number in range(10_000):
        data = f"Page {number}.".encode()
        start = hashlib.sha256(data).hexdigest()[:4]
        if start in by_start:
            break
        by_start[start] = data.decode()
    for page in (by_start[start].encode(), data):
        add(case, page)
    with pytest.raises(AmbiguousKey):
        captures.find(case, start)
    whole = hashlib.sha256(data).hexdigest()
    assert captures.find(case, whole[:12]).digest.hex() == whole


# --- writing them out -------------------------------------------------------------------------


def test_a_file_is_not_overwritten(case: Session, tmp_path: Path) -> None:
    digest = add(case, PAGE).capture.digest
    (tmp_path / "out").write_bytes(b"mine")
    with pytest.raises(FileExists):
        captures.to_file(case, digest, tmp_path / "out", None)
    with pytest.raises(FileExists):
        captures.to_file(case, digest, tmp_path / "case.db-wal", tmp_path / "case.db")
    assert (tmp_path / "out").read_bytes() == b"mine"
    assert os.listdir(tmp_path) == ["out"]


@pytest.mark.parametrize("session", ["sqlite"], indirect=True)
def test_damaged_bytes_are_not_written(case: Session, tmp_path: Path) -> None:
    """Damage that gets past the triggers, as a disk or an attacker makes it."""
    data = os.urandom(3 * PART)
    digest = add(case, data).capture.digest
    case.execute(text("DROP TRIGGER content_part_no_update"))
    case.execute(
        text("UPDATE content_part SET bytes = zeroblob(:size) WHERE number = 2"), {"size": PART}
    )
    out = io.BytesIO()
    with pytest.raises(DamagedCapture, match=digest):
        captures.to_stream(case, digest, out)
    assert out.getvalue() == b"", "not even the parts that are whole"
    with pytest.raises(DamagedCapture, match=digest):
        captures.to_file(case, digest, tmp_path / "out", None)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("session", ["sqlite"], indirect=True)
def test_damaged_bytes_are_not_read_nor_taken_for_the_whole(case: Session) -> None:
    """A new text of altered bytes would pass for what was captured; so would a new capture."""
    kept = add(case, PAGE)
    case.execute(text("DROP TRIGGER content_part_no_update"))
    case.execute(text("UPDATE content_part SET bytes = CAST(:other AS BLOB)"), {"other": b"other"})
    with pytest.raises(DamagedCapture, match=kept.capture.digest):
        texts.read(case, "Anna Reporter", kept.entry, again=True)
    with pytest.raises(DamagedCapture, match=kept.capture.digest):
        add(case, PAGE)
