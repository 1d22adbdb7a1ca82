"""The text in captured bytes: read once, kept with what read it."""

import io
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck import plugins
from factcheck.database.models import Capture, Extraction, Source
from factcheck.domain.folding import fold
from factcheck.errors import DiskFull, NotReadAgain
from factcheck.evidence.extraction import Unreadable
from factcheck.evidence.extractors.base import Extraction as Found
from factcheck.evidence.places import Segment
from factcheck.services import captures, texts
from factcheck.services.captures import CaptureFields

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


def test_what_nothing_reads_is_not_copied(case: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = []

    def extracted(stream: io.IOBase, **about: str) -> Unreadable:
        sizes.append(stream.seek(0, io.SEEK_END))
        return Unreadable("nothing reads it")

    monkeypatch.setattr(texts, "extracted", extracted)
    for name, data in (("film", b"\0\0\0 ftypmp42"), ("page.txt", b"a long p")):
        texts.read(case, AUTHOR, captured(case, data * 500_000, file_name=name))
    assert sizes == [65_536, 4_000_000]
    assert "video/mp4" not in plugins.names(plugins.EXTRACTORS)


def test_no_room_for_the_bytes_to_read(case: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(texts, "TemporaryFile", full)
    with pytest.raises(DiskFull):
        texts.read(case, AUTHOR, captured(case))


def test_the_extraction_is_never_altered_in_place(case: Session) -> None:
    entry = captured(case)
    first = texts.read(case, AUTHOR, entry)
    texts.read(case, AUTHOR, entry, again=True)
    kept = case.scalars(select(Extraction).order_by(Extraction.seq)).all()
    assert [kept[0].seq, len(kept)] == [first.seq, 2]
    assert kept[0].text == kept[1].text
