"""What kind of file some bytes are: by the bytes first, then by what is declared, then by the name.

A declaration is believed only where the bytes say nothing against it: a page saved as ``.txt``
and a PDF served as ``text/html`` are common. Types are those of the IANA registry, with WACZ's
own (``application/wacz``, of its specification 1.1.1) and SubRip's customary one.
"""

import re
import zlib

from factcheck.evidence.charsets import decode

HEAD = 65_536
"""Bytes from the beginning of a file that are enough to tell."""

BY_NAME = {
    "txt": "text/plain", "md": "text/markdown", "markdown": "text/markdown", "htm": "text/html",
    "html": "text/html", "xhtml": "text/html", "pdf": "application/pdf",
    "srt": "application/x-subrip",
    "vtt": "text/vtt", "eml": "message/rfc822", "mht": "message/rfc822", "mhtml": "message/rfc822",
    "warc": "application/warc", "wacz": "application/wacz", "epub": "application/epub+zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text", "zip": "application/zip",
    "doc": "application/msword", "rtf": "application/rtf", "json": "application/json",
    "csv": "text/csv", "xml": "application/xml", "mp3": "audio/mpeg", "mp4": "video/mp4",
}  # fmt: skip

SAME = {
    "application/xhtml+xml": "text/html", "text/x-markdown": "text/markdown",
    "application/x-pdf": "application/pdf", "text/srt": "application/x-subrip",
    "application/x-warc": "application/warc", "application/wacz+zip": "application/wacz",
    "multipart/related": "message/rfc822", "application/x-zip-compressed": "application/zip",
    "text/xml": "application/xml", "text/rtf": "application/rtf",
}  # fmt: skip
"""Other names of one type."""

MAGIC = (
    (b"%PDF-", "application/pdf"), (b"WARC/", "application/warc"), (b"{\\rtf", "application/rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"), (b"\x89PNG\r\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif"), (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"), (b"ID3", "audio/mpeg"), (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"), (b"\x1aE\xdf\xa3", "video/webm"),
    (b"7z\xbc\xaf", "application/x-7z-compressed"),
    (b"Rar!", "application/vnd.rar"), (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\0", "application/x-xz"), (b"\x7fELF", "application/octet-stream"),
    (b"SQLite format 3\0", "application/vnd.sqlite3"),
)  # fmt: skip

PARTS = (
    (b"word/", BY_NAME["docx"]),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    (b"datapackage.json", BY_NAME["wacz"]),
)
"""Folders and files by which an archive is known; member names stand bare in its bytes."""

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_SUBRIP = re.compile(r"\s*\d+\s*\n\s*\d{1,2}:\d\d:\d\d[,.]\d{1,3}\s*-->")
_FIELD = (
    r"(?:From|Received|Return-Path|MIME-Version|Message-ID|Delivered-To|Date|To|Subject|"
    r"Content-Type|Snapshot-Content-Location|X-[\w-]+): ?[^\r\n]*\r?\n(?:[ \t][^\n]*\n)*"
)
_MAIL = re.compile(rf"(?:From [^\n]*\n)?{_FIELD}{_FIELD}", re.IGNORECASE)
TEXTS = (
    ("text/vtt", re.compile("WEBVTT")),
    ("application/x-subrip", _SUBRIP),
    ("text/html", _HTML),
    ("message/rfc822", _MAIL),
)
"""Formats that are text, by how they begin."""

CONTROLS = 200
"""One control character in so many is more than a text has."""

_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def media_type(name: str, head: bytes, declared: str | None = None) -> str:
    """The media type of a file by its first ``HEAD`` bytes; without parameters, in small letters.

    ``declared`` is a Content-Type as it was sent. What cannot be told is
    ``application/octet-stream``.
    """
    said = _said(name, declared)
    for tell in (_by_bytes, _archive, _by_text):
        if found := tell(head, said):
            return found
    return said or "application/octet-stream"


def overruled(declared: str | None, found: str) -> str | None:
    """The type that was declared, where another one was found; one that tells nothing is none."""
    plain = (declared or "").partition(";")[0].strip().lower()
    known = SAME.get(plain, plain)
    is_general = known in ("", "application/octet-stream", "application/zip")
    return None if is_general or known == found.partition(";")[0] else plain


def charset(declared: str | None) -> str | None:
    """The encoding that a Content-Type names: ``text/html; charset=windows-1251``."""
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", declared or "", re.IGNORECASE)
    return found[1].lower() if found else None


def _said(name: str, declared: str | None) -> str | None:
    """What the declaration and the name say; a name tells more than “some text” or “some bytes”."""
    plain = (declared or "").partition(";")[0].strip().lower()
    plain = SAME.get(plain, plain)
    by_name = BY_NAME.get(name.lower().removesuffix(".gz").rpartition(".")[2])
    if plain in ("", "text/plain", "application/octet-stream", "application/zip"):
        return by_name or plain or None
    return plain


def _by_bytes(head: bytes, said: str | None) -> str | None:
    for magic, found in MAGIC:
        if head.startswith(magic):
            return found
    if head[4:8] == b"ftyp":
        return "video/mp4"
    if head[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(head[8:12], "video/x-msvideo")
    # Readers of PDF look for its mark in the first kilobyte (ISO 32000-1, annex H.3.4.1).
    if b"%PDF-" in head[:1024] and said == "application/pdf":
        return said
    return None


def _archive(head: bytes, said: str | None) -> str | None:
    if head.startswith(b"\x1f\x8b"):
        try:
            inside = zlib.decompressobj(31).decompress(head, 5)
        except zlib.error:
            inside = b""
        return "application/warc" if inside == b"WARC/" or said == BY_NAME["warc"] else (
            "application/gzip"
        )  # fmt: skip
    if not head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return None
    if head[30:38] == b"mimetype":
        # OpenDocument 1.3 part 2, 3.3, and EPUB OCF 3.3, 4.3: the first member, not compressed.
        for kind in ("odt", "epub"):
            if head[38:].startswith(BY_NAME[kind].encode()):
                return BY_NAME[kind]
    for part, found in PARTS:
        if part in head:
            return found
    named = {BY_NAME[kind] for kind in ("docx", "odt", "epub", "wacz")}
    return said if said in named else "application/zip"


def _by_text(head: bytes, said: str | None) -> str | None:
    text = decode(head).text
    if len(_CONTROL.findall(text)) * CONTROLS > len(text):
        return "application/octet-stream" if said is None or said.startswith("text/") else None
    # A page of code or of mail quoted in Markdown begins otherwise, so its word counts.
    if said != "text/markdown":
        for found, pattern in TEXTS:
            if pattern.match(text):
                return found
    if said is None or not said.startswith(("text/", "application/x-subrip", "message/")):
        return said if said in ("application/xml", "application/json") else "text/plain"
    return said
