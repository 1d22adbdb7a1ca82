"""Captures that somebody made to do harm, or that are broken: each ends in time and within memory,
with what is wrong with it, or with its text right. The time and the memory are those that
``extraction.py`` allows the process that reads; here is seen that it needs less, or says why not.
"""

import gzip
import io
import stat
import sys
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from factcheck.evidence import extraction
from factcheck.evidence.extraction import Unreadable, extracted
from factcheck.evidence.extractors.base import Extraction
from tests.evidence.extractors import files
from tests.evidence.extractors.pdfs import Written, pdf, typeset

Read = Callable[..., Extraction | Unreadable]

RUSSIAN = (
    "Мужчин задерживали дома и на работе, били и не давали им еды. Их было около 75 человек, "
    "и 30 из них уже уехали. «Мы помогаем всем, кому можем помочь», — сказал он журналистам."
)


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Reads some bytes as a capture of that name.

    Where there is a limit of processor time, the clock is not asked: on a busy machine it tells
    of the other programs.
    """
    if sys.platform != "win32":
        monkeypatch.setattr(extraction, "PATIENCE", 120)

    def reading(data: bytes, name: str, **about: str | None) -> Extraction | Unreadable:
        path = tmp_path / "capture"
        path.write_bytes(data)
        with path.open("rb") as stream:
            return extracted(stream, name=name, **about)

    return reading


def reason(found: Extraction | Unreadable) -> str:
    assert isinstance(found, Unreadable), found
    assert found.note == f"Its text could not be read: {found.reason}."
    return found.reason


def text(found: Extraction | Unreadable) -> str:
    assert isinstance(found, Extraction), found
    return found.text


def member(name: str, data: bytes, mode: int = 0) -> bytes:
    """An archive that looks like a Word document, with one more member."""
    out = io.BytesIO(files.docx())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        more = zipfile.ZipInfo(name)
        more.external_attr = mode << 16
        archive.writestr(more, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


# --- archives ---------------------------------------------------------------------------------


def bomb() -> bytes:
    """A Word document whose text is half a gigabyte of one letter."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as stream:
            for _ in range(512):
                stream.write(b"a" * 1024 * 1024)
    return out.getvalue()


def many() -> bytes:
    return files.zipped({f"word/{number}": b"" for number in range(10_001)})


def nested() -> bytes:
    inner = files.zipped({"inner.txt": b"deep"})
    for depth in range(50):
        inner = files.zipped({f"{depth}.zip": inner})
    return inner


def twice() -> bytes:
    with pytest.warns(UserWarning, match="Duplicate name"):
        return member("word/document.xml", b"<another/>")


def shrunk() -> bytes:
    """A member that says it is small, and is not."""
    data = bytearray(files.docx_of("<w:p><w:r><w:t>" + "word " * 10_000 + "</w:t></w:r></w:p>"))
    central = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    data[central + 24 : central + 28] = (100).to_bytes(4, "little")
    return bytes(data)


ARCHIVES: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "a bomb": (
        bomb,
        "it is an archive that unpacks to far more than it should: “word/document.xml”",
    ),
    "too many files": (many, "it is an archive of more than 10,000 files"),
    "archives in archives": (nested, "no text is read from files of the type application/zip"),
    "a way out": (
        lambda: member("../../etc/cron.d/job", b"x"),
        "it is an archive with a file that leads out of it: “../../etc/cron.d/job”",
    ),
    "an absolute name": (
        lambda: member("/etc/passwd", b"x"),
        "it is an archive with a file that leads out of it: “/etc/passwd”",
    ),
    "a Windows way out": (
        lambda: member("..\\..\\evil", b"x"),
        "it is an archive with a file that leads out of it: “..\\..\\evil”",
    ),
    "a link": (
        lambda: member("word/link", b"/etc/passwd", stat.S_IFLNK | 0o777),
        "it is an archive with a link in it: “word/link”",
    ),
    "one name twice": (twice, "it is an archive with two files called “word/document.xml”"),
    "a false size": (shrunk, "“word/document.xml” in it is damaged"),
    "half of it": (lambda: files.docx()[:400], "it is a broken archive"),
}  # fmt: skip


@pytest.mark.parametrize("attack", ARCHIVES)
def test_an_archive_leads_nowhere(attack: str, read: Read) -> None:
    made, why = ARCHIVES[attack]
    name = "capture.zip" if attack == "archives in archives" else "capture.docx"
    assert reason(read(made(), name)) == why


# --- XML and HTML -----------------------------------------------------------------------------

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 20))
ENTITIES = {
    "an external entity": '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    "an entity bomb": f'<!DOCTYPE d [<!ENTITY l0 "ha">{LAUGHS}<!ENTITY x "&l19;">]>',
    "a parameter entity": '<!DOCTYPE d [<!ENTITY % x SYSTEM "http://127.0.0.1/x"> %x;]>',
}


@pytest.mark.parametrize("attack", ENTITIES)
def test_no_entity_is_expanded(attack: str, read: Read) -> None:
    document = f"{ENTITIES[attack]}<document><body><p><r><t>&x;</t></r></p></body></document>"
    data = files.zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document})
    why = "“word/document.xml” in it declares XML entities, as an attack does"
    assert reason(read(data, "capture.docx")) == why


def test_an_external_document_type_is_not_fetched(read: Read) -> None:
    document = (
        '<!DOCTYPE d SYSTEM "file:///etc/passwd"><document><body><p><r><t>kept</t></r></p>'
        "</body></document>"
    )
    data = files.zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document})
    assert text(read(data, "capture.docx")) == "kept"


def test_xml_nested_too_deep(read: Read) -> None:
    data = files.docx_of("<w:x>" * 100_000 + "</w:x>" * 100_000)
    why = "“word/document.xml” in it is nested more than 10,000 deep"
    assert reason(read(data, "capture.docx")) == why


def test_html_nested_100_000_deep(read: Read) -> None:
    page = "<html><body><p>above</p>" + "<div>" * 100_000 + "in the deep" + "</div>" * 100_000
    assert text(read(f"{page}<p>and below</p>".encode(), "page.html")) == (
        "above\n\nin the deep\n\nand below"
    )


def test_tables_nested_10_000_deep(read: Read) -> None:
    page = "<table><tr><td>" * 10_000 + "in the deep"
    assert text(read(f"<html>{page}".encode(), "page.html")) == "in the deep"


def test_an_entity_of_html_is_not_fetched(read: Read) -> None:
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><p>a &x; b &amp; c</p>'
    assert "root:" not in text(read(page.encode(), "page.html"))


# --- PDF --------------------------------------------------------------------------------------


FULL = 46
"""Lines of a page that is full."""


@pytest.mark.parametrize("lines", [1, FULL])
def test_a_pdf_of_10_000_pages(lines: int, read: Read) -> None:
    """All of them are read, or the first of them, and it is said how many."""
    words = "that says what stands between the others and goes on to the margin"
    count = 10_000 if lines == 1 else 3_000
    pages = [
        [Written(f"Line {number}.{line} {words}", 72, 760 - 15 * line) for line in range(lines)]
        for number in range(1, count + 1)
    ]
    found = read(pdf(pages), "capture.pdf")
    assert isinstance(found, Extraction), found
    (*_, last) = (segment.page for segment in found.segments if segment.kind != "running")
    assert last is not None
    assert f"Line {last}.{lines - 1} that says" in found.text
    assert f"Line {last + 1}." not in found.text
    notes = [f"Pages 1 to {last:,} of {count:,} were read, the others not"]
    assert [note.partition(":")[0] for note in found.notes] == (notes if last < count else [])


def test_an_encrypted_pdf(read: Read) -> None:
    found = read(pdf([[Written("secret", 72, 700)]], encrypt=True), "capture.pdf")
    assert reason(found) == "it is protected by a password"


@pytest.mark.parametrize("keep", [20, 300, 900])
def test_half_of_a_pdf(keep: int, read: Read) -> None:
    found = read(files.pdf_file()[:keep], "capture.pdf")
    assert reason(found) in ("it is a broken PDF file", "its pages are pictures without text")


def test_a_pdf_without_text(read: Read) -> None:
    found = read(pdf([[], []]), "capture.pdf")
    assert reason(found) == "its pages are pictures without text"
    assert isinstance(found, Unreadable)
    assert "OCR" in found.hint


def test_pages_that_contain_themselves(read: Read) -> None:
    data = pdf([[Written("once", 72, 700)]]).replace(b"/Kids[6 0 R]", b"/Kids[2 0 R]")
    assert reason(read(data, "capture.pdf"))


# --- web archives -----------------------------------------------------------------------------


def altered(archive: bytes) -> bytes:
    """The archive with another number in the page, and the same digests."""
    found = archive.replace(b"some 48 families", b"some 84 families")
    assert found != archive
    return found


def test_a_truncated_gzip(read: Read) -> None:
    data = gzip.compress(files.text())
    assert reason(read(data[: len(data) // 2], "capture.txt.gz"))


@pytest.mark.parametrize("share", [10, 30, 50, 70, 90])
@pytest.mark.parametrize("compressed", [True, False])
def test_a_truncated_warc_is_never_half_read(share: int, compressed: bool, read: Read) -> None:
    archive = files.warc({files.URL: files.html()}, gzip=compressed)
    found = read(archive[: len(archive) * share // 100], "capture.warc", url=files.URL)
    assert reason(found) in (
        f"the record of {files.URL} in it is cut off",
        "it is a broken web archive",
        "there is no page in it",
    )


def test_an_altered_payload_in_a_warc(read: Read) -> None:
    archive = files.warc({files.URL: files.html()}, gzip=False)
    why = f"the record of {files.URL} was altered: its digest does not fit"
    assert reason(read(altered(archive), "capture.warc", url=files.URL)) == why


def test_an_altered_warc_in_a_wacz(read: Read) -> None:
    archive = files.warc({files.URL: files.html()}, gzip=False)
    package = files.wacz(files.warc(), data=altered(archive))
    why = "“archive/data.warc.gz” in it was altered: its digest does not fit"
    assert reason(read(package, "capture.wacz", url=files.URL)) == why


def test_an_altered_description_of_a_wacz(read: Read) -> None:
    package = files.wacz(files.warc(), package=b'{"resources": []}')
    why = "“datapackage.json” in it was altered: its digest does not fit"
    assert reason(read(package, "capture.wacz", url=files.URL)) == why


def test_a_warc_that_unpacks_to_a_gigabyte(read: Read) -> None:
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/bomb\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: 1073741863\r\n\r\n"
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    )
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    data = packer.compress(head)
    for _ in range(64):
        data += packer.compress(b" " * 1024 * 1024)
    found = read(data + packer.flush(), "capture.warc.gz", url="https://example.org/bomb")
    assert reason(found) == "the page in it is larger than 32 MB"


def test_an_archive_in_a_web_archive(read: Read) -> None:
    data = files.warc({files.URL: files.warc()}, declared="application/warc")
    why = "what it holds for that page is another archive"
    assert reason(read(data, "capture.warc", url=files.URL)) == why


# --- what is not what it says -----------------------------------------------------------------


def test_an_empty_file(read: Read) -> None:
    assert reason(read(b"", "page.html")) == "it is empty"


def test_only_blanks(read: Read) -> None:
    assert reason(read(b" \n\n\t\n", "page.txt")) == "there is no text in it"


@pytest.mark.parametrize(
    ("ending", "declared"),
    [("pdf", "text/html"), ("html", "application/pdf"), ("docx", "text/plain"),
     ("warc.gz", "application/gzip"), ("html", "text/plain"), ("wacz", "application/zip")],
)  # fmt: skip
def test_a_wrong_media_type(ending: str, declared: str, read: Read) -> None:
    found = read(files.made(ending), "capture", declared=declared, url=files.URL)
    assert "some 48 families" in text(found).replace("\n", " ")


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "page.html",
         "no text is read from files of the type image/png"),
        (bytes(range(256)) * 10, "page.txt", "it is not known what kind of file it is"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "report.docx",
         "no text is read from files of the type application/msword"),
    ],
    ids=["a picture", "bytes", "an old Word document"],
)  # fmt: skip
def test_what_has_no_text(data: bytes, name: str, why: str, read: Read) -> None:
    assert reason(read(data, name)) == why


@pytest.mark.parametrize("mark", [True, False])
@pytest.mark.parametrize("charset", ["utf-8", "utf-16-le", "utf-16-be"])
def test_unicode_with_and_without_a_mark(charset: str, mark: bool, read: Read) -> None:
    data = ("\ufeff" * mark + RUSSIAN).encode(charset)
    assert text(read(data, "page.txt")) == RUSSIAN


@pytest.mark.parametrize("declared", [None, "text/plain; charset={}", "text/plain; charset=utf-8"])
@pytest.mark.parametrize("charset", ["koi8-r", "windows-1251"])
def test_russian_in_one_byte(charset: str, declared: str | None, read: Read) -> None:
    russian = RUSSIAN.replace("—", "-") if charset == "koi8-r" else RUSSIAN
    russian = russian.replace("«", '"').replace("»", '"')
    about = declared and declared.format(charset)
    assert text(read(russian.encode(charset), "page.txt", declared=about)) == russian


@pytest.mark.parametrize("charset", ["koi8-r", "windows-1251"])
def test_a_russian_page_says_its_encoding(charset: str, read: Read) -> None:
    page = f"<html><head><meta charset={charset}></head><body><p>Да.</p><p>Ещё нет.</p></body>"
    assert text(read(page.encode(charset), "page.html")) == "Да.\n\nЕщё нет."


def test_invalid_utf_8_is_read_and_counted(read: Read) -> None:
    data = RUSSIAN.encode().replace("еды".encode(), b"\xd0\x80\xff\xd1" + "ы".encode())
    found = read(data, "page.txt")
    assert "Их было около 75 человек" in text(found)
    assert isinstance(found, Extraction)
    assert "not valid UTF-8" in found.notes[0]


# --- the limits themselves --------------------------------------------------------------------


def test_what_takes_too_long_is_read_as_far_as_time_allows(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extraction, "SECONDS", 1)
    pages = [list(page) for page in typeset("", ["word " * 400] * 10, footer=False)] * 3_000
    found = read(pdf(pages), "capture.pdf")
    assert isinstance(found, Extraction)
    (note,) = found.notes
    assert "of 18,000 were read, the others not" in note


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
def test_what_takes_too_much_memory_is_ended(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "MEMORY", 64 * 1024 * 1024)
    found = read(b"a word " * 1_000_000, "capture.txt")
    assert reason(found) in (
        extraction.TOO_LARGE,
        "the program that reads it broke off, for want of memory or because it is broken",
    )


def test_a_text_that_is_too_long(read: Read) -> None:
    found = read(b"some words to read\n\n" * 600_000, "capture.txt")
    assert reason(found) == "it holds more than 10,000,000 characters"


def test_a_file_that_is_too_large(read: Read) -> None:
    assert reason(read(b"word " * 7_000_000, "capture.txt")) == "it is larger than 32 MB"
