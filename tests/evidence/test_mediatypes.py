import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.evidence.mediatypes import HEAD, charset, media_type, overruled
from tests.evidence.extractors import files

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {
    "txt": "text/plain", "md": "text/markdown", "html": "text/html", "pdf": "application/pdf",
    "docx": WORD, "odt": "application/vnd.oasis.opendocument.text",
    "epub": "application/epub+zip", "eml": "message/rfc822", "warc.gz": "application/warc",
    "wacz": "application/wacz",
}  # fmt: skip


@pytest.mark.parametrize("ending", TYPES)
def test_a_file_is_known_by_name_and_bytes(ending: str) -> None:
    assert media_type(f"capture.{ending}", files.made(ending)[:HEAD]) == TYPES[ending]


@pytest.mark.parametrize("declared", [None, "application/octet-stream", "text/html"])
@pytest.mark.parametrize("ending", [e for e in TYPES if e not in ("txt", "md")])
def test_a_file_is_known_by_its_bytes_alone(ending: str, declared: str | None) -> None:
    assert media_type("capture", files.made(ending)[:HEAD], declared) == TYPES[ending]


@pytest.mark.parametrize(
    ("name", "head", "declared", "found"),
    [
        ("page", b"Words.", "text/plain", "text/plain"),
        ("page.md", b"# Words", "text/plain", "text/markdown"),
        ("page.md", b"<html><p>Code", None, "text/markdown"),
        ("x", b"  <!-- saved --><!DOCTYPE html><p>", None, "text/html"),
        ("x", b'<?xml version="1.0"?>\n<html xmlns="x">', None, "text/html"),
        ("x", "\ufeff<html>".encode("utf-16-le"), "text/plain", "text/html"),
        ("x", b"<p>a piece", "text/html; charset=utf-8", "text/html"),
        ("x", b"<p>a piece", "application/xhtml+xml", "text/html"),
        ("x", b"WEBVTT\n\n", None, "text/vtt"),
        ("x", b"1\r\n00:00:01,000 --> 00:00:02,000\r\nHi", None, "application/x-subrip"),
        ("x", b"From: a@b.c\r\nSubject: d\r\n\r\nText", None, "message/rfc822"),
        ("x", b"From: Anna\n\nText", None, "text/plain"),
        ("x.docx", b"PK\x03\x04" + bytes(26) + b"other/file", None, WORD),
        ("x", b"PK\x03\x04" + bytes(26) + b"other/file", None, "application/zip"),
        ("x.pdf", b"junk\n%PDF-1.4", None, "application/pdf"),
        ("x.gz", b"\x1f\x8b\x08\0junk", None, "application/gzip"),
        ("x.html", b"\xff\xd8\xff\xe0", "text/html", "image/jpeg"),
        ("x", b"RIFF\0\0\0\0WEBPVP8 ", None, "image/webp"),
        ("x", b"\0\0\0\x18ftypmp42", None, "video/mp4"),
        ("x.mp3", bytes(50), None, "audio/mpeg"),
        ("x", bytes(50), None, "application/octet-stream"),
        ("x.txt", bytes(50), "text/plain", "application/octet-stream"),
        ("x.json", b'{"a": 1}', None, "application/json"),
    ],
)  # fmt: skip
def test_what_it_is(name: str, head: bytes, declared: str | None, found: str) -> None:
    assert media_type(name, head, declared) == found


@pytest.mark.parametrize(
    ("declared", "found"),
    [("text/html; charset=Windows-1251", "windows-1251"), ('text/html;charset="utf-8"', "utf-8"),
     ("text/html", None), (None, None)],
)  # fmt: skip
def test_the_declared_encoding(declared: str | None, found: str | None) -> None:
    assert charset(declared) == found


@given(st.binary(max_size=300), st.text(max_size=20), st.none() | st.text(max_size=20))
def test_anything_is_of_some_type(head: bytes, name: str, declared: str | None) -> None:
    assert media_type(name, head, declared)


@pytest.mark.parametrize(
    ("declared", "found", "told"),
    [
        (None, "text/html", None),
        ("Text/HTML; charset=utf-8", "text/html", None),
        ("application/xhtml+xml", "text/html", None),
        ("application/octet-stream", "application/pdf", None),
        ("application/zip", "application/wacz", None),
        ("text/html", "application/pdf", "text/html"),
        ("text/plain", "text/html; charset=utf-8", "text/plain"),
    ],
)
def test_a_declaration_that_is_not_believed(
    declared: str | None, found: str, told: str | None
) -> None:
    assert overruled(declared, found) == told
