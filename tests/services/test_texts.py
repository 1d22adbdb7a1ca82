"""The text in captured bytes: read once, kept with what read it."""

import hashlib
import io
import subprocess
import tempfile
from random import Random
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck import plugins
from factcheck.database.models import Capture, Content, Extraction, Source
from factcheck.domain.folding import fold
from factcheck.errors import NotReadAgain
from factcheck.evidence.extraction import Unreadable
from factcheck.evidence.extractors.base import Extraction as Found
from factcheck.evidence.places import Segment
from factcheck.services import captures, texts
from factcheck.services.captures import CaptureFields
from factcheck.services.texts import ReadAhead

PAGE = b"<html><body><h1>A talk</h1><p>He said \xab27 men\xbb.</p><p>No more.</p></body></html>"
AUTHOR = "Anna Reporter"


def captured(session: Session, data: bytes = PAGE, key: str = "wire", **fields: Any) -> Capture:
    told = CaptureFields(**{"file_name": "page.html", **fields})
    return captures.add(session, AUTHOR, key, io.BytesIO(data), told).entry


def source(session: Session, key: str) -> Source:
    return session.scalars(select(Source).where(Source.key == key)).one()


def test_a_text_is_kept_with_what_read_it(case: Session) -> None:
    entry = captured(case, media_type="text/html; charset=windows-1251")
    kept = texts.read(case, AUTHOR, entry)
    case.expire_all()
    (found,) = texts.of_source(case, entry.source_seq)
    assert found.text == "A talk\n\nHe said «27 men».\n\nNo more."
    assert found.extractor.startswith("html ")
    assert found.media_type == "text/html"
    assert found.extraction_seq == kept.seq
    assert found.folding == fold(found.text)
    assert [found.text[s.start : s.end] for s in found.segments] == found.text.split("\n\n")
    assert [s.paragraph for s in found.segments] == [None, 1, 2]
    (told,) = texts.readings(case, entry.content_seq)
    assert (told.source, told.extractor, told.characters) == ("wire", found.extractor, 35)
    assert told.read_by == AUTHOR


def test_a_text_is_read_once(case: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    first = texts.read(case, AUTHOR, captured(case))
    monkeypatch.setattr(texts, "extracted", None)
    assert texts.read(case, AUTHOR, captured(case)) is first


def test_for_each_source_of_its_own(case: Session) -> None:
    """Of a web archive, each source is another page."""
    one, other = captured(case), captured(case, key="interview")
    assert texts.read(case, AUTHOR, one).seq != texts.read(case, AUTHOR, other).seq
    assert {reading.source for reading in texts.readings(case, one.content_seq)} == {
        "wire", "interview"
    }  # fmt: skip


def test_reading_again_adds_a_version_and_the_last_counts(
    case: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = captured(case)
    texts.read(case, AUTHOR, entry)
    better = Found("A better talk", (Segment(0, 13, "paragraph", 1),), "html", "9", "text/html")
    monkeypatch.setattr(texts, "extracted", lambda *given, **about: better)
    texts.read(case, "Boris Editor", entry, again=True)
    (found,) = texts.of_source(case, entry.source_seq)
    assert (found.text, found.extractor) == ("A better talk", "html 9")
    first, second = texts.readings(case, entry.content_seq)
    assert (first.characters, second.characters) == (35, 13)
    assert (first.read_by, second.read_by) == (AUTHOR, "Boris Editor")


def test_a_text_is_not_lost_to_a_worse_reading(
    case: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = captured(case)
    texts.read(case, AUTHOR, entry)
    monkeypatch.setattr(texts, "extracted", lambda *given, **about: Unreadable("no library"))
    with pytest.raises(NotReadAgain, match="Its text could not be read: no library"):
        texts.read(case, AUTHOR, entry, again=True)
    assert len(texts.readings(case, entry.content_seq)) == 1
    assert texts.of_source(case, entry.source_seq)


@pytest.mark.parametrize(
    ("data", "name", "note"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a.png",
         "Its text could not be read: no text is read from files of the type image/png."),
        (bytes(range(256)), "a",
         "Its text could not be read: it is not known what kind of file it is."),
        (b"<html><body></body></html>", "a.html",
         "Its text could not be read: there is no text in it."),
        (b"%PDF-1.4 and nothing", "a.pdf", "Its text could not be read: it is a broken PDF file."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_kept_with_the_reason(
    data: bytes, name: str, note: str, case: Session
) -> None:
    entry = captured(case, data, file_name=name)
    kept = texts.read(case, AUTHOR, entry)
    assert kept.text is None
    assert texts.of_source(case, entry.source_seq) == []
    (told,) = texts.readings(case, entry.content_seq)
    assert (told.extractor, told.characters, told.notes) == (None, None, (note,))


def test_the_latest_capture_comes_first(case: Session) -> None:
    for data in (b"The first.", b"The second.", b"\0\1\2\3", b"The first."):
        texts.read(case, AUTHOR, captured(case, data, file_name="a.txt"))
    found = texts.of_source(case, source(case, "wire").seq)
    assert [text.text for text in found] == ["The first.", "The second."]


def test_what_nothing_reads_is_not_hashed_again(
    case: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed = []
    monkeypatch.setattr(texts, "extracted", lambda *given, **about: Unreadable("nothing reads it"))
    monkeypatch.setattr(captures, "check", lambda session, content: hashed.append(content.size))
    for name, data in (("film", b"\0\0\0 ftypmp42"), ("page.txt", b"a long p")):
        texts.read(case, AUTHOR, captured(case, data * 1_000, file_name=name))
    assert hashed == [8_000]
    assert "video/mp4" not in plugins.names(plugins.EXTRACTORS)


def test_nothing_of_a_capture_is_left_on_the_disk(
    case: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not in a file without a name either, whose blocks stay where they were."""
    given = []
    popen = subprocess.Popen

    def started(*arguments: Any, **options: Any) -> Any:
        given.append((options["stdin"], options["stdout"]))
        return popen(*arguments, **options)

    monkeypatch.setattr(tempfile, "tempdir", "/nonexistent")
    monkeypatch.setattr(subprocess, "Popen", started)
    assert texts.read(case, AUTHOR, captured(case)).text is not None
    assert given == [(subprocess.PIPE, subprocess.PIPE)]


@pytest.mark.parametrize("size", [5, 3 * captures.PART + 7])
def test_a_kept_content_is_a_stream(size: int, case: Session) -> None:
    data = Random(size).randbytes(size)
    entry = captured(case, data)
    stream = captures.opened(case, case.get_one(Content, entry.content_seq))
    assert (stream.seek(0, 2), stream.tell(), stream.read(1)) == (size, size, b"")
    for start in (0, size // 2, captures.PART - 3, size - 2):
        assert stream.seek(start) == start
        found = b""
        while part := stream.read(captures.PART):
            found += part
        assert found == data[start:]
    stream.seek(1)
    assert stream.read(3) == data[1:4]
    assert stream.seek(-2, 1) == 2


PLAIN = b"He said so.\n"


def ahead(**about: Any) -> ReadAhead:
    """What is read of ``PLAIN`` before it is captured, but for what is said of it."""
    found = texts.read_ahead(io.BytesIO(PLAIN), texts.How("page.txt", "text/plain", None))
    assert found is not None
    return found._replace(**about)


def test_what_was_read_ahead_is_not_read_again(
    case: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = ahead()
    monkeypatch.setattr(texts, "extracted", None)
    entry = captured(case, PLAIN, file_name="page.txt")
    assert texts.read(case, AUTHOR, entry, ahead=[known]).text == "He said so."


@pytest.mark.parametrize(
    "about",
    [
        {"digest": bytes(32)},
        {"how": texts.How("page.txt", "text/plain", "https://example.org/other")},
        {"how": texts.How("page.txt", "text/html", None)},
    ],
)
def test_what_was_read_of_other_bytes_or_otherwise_is_not_taken(
    about: dict[str, Any], case: Session
) -> None:
    known = ahead(found=Unreadable("other"), **about)
    entry = captured(case, PLAIN, file_name="page.txt")
    assert texts.read(case, AUTHOR, entry, ahead=[known]).text == "He said so."


def test_reading_ahead_leaves_the_stream_where_it_stands() -> None:
    for name, kind, data in (
        ("a.txt", "text/plain", PLAIN),
        ("a.png", "image/png", b"\x89PNG\r\n"),
    ):
        stream = io.BytesIO(b"skipped" + data)
        stream.seek(7)
        found = texts.read_ahead(stream, texts.How(name, kind, None))
        assert (stream.tell(), found is None) == (7, kind == "image/png")
        if found is not None:
            assert found.digest == hashlib.sha256(PLAIN).digest()


def test_the_extraction_is_never_altered_in_place(case: Session) -> None:
    entry = captured(case)
    first = texts.read(case, AUTHOR, entry)
    texts.read(case, AUTHOR, entry, again=True)
    kept = case.scalars(select(Extraction).order_by(Extraction.seq)).all()
    assert [kept[0].seq, len(kept)] == [first.seq, 2]
    assert kept[0].text == kept[1].text
