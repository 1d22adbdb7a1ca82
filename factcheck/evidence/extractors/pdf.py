"""PDF: the text of every page, line by line with its place, joined into paragraphs.

PDFium reads the words (and joins words that were hyphenated at a line's end, where it can tell);
how lines become paragraphs is in ``pdflines.py``. Text in pictures is not read: a scan needs OCR
first. Every block has its page; a paragraph that goes on overleaf has a segment on each. Of a
document that is too long, the first pages are read, and a note says how many.
"""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from typing import IO, Any

from factcheck.evidence.extractors.base import TEXT_LIMIT, About, NoText, Reading, library
from factcheck.evidence.extractors.pdflines import Line, Page, blocks

PASSWORD_WRONG = 4
"""PDFium's FPDF_ERR_PASSWORD (fpdfview.h)."""


class PdfExtractor:
    name = "pdf"
    version = "2"
    purpose = "PDF files"
    libraries: tuple[str, ...] = ("pypdfium2",)

    def read(self, stream: IO[bytes], about: About) -> Reading:
        document = _opened(stream)
        count = len(document)
        pages = list(_pages(document, about.late))
        if not any(page.lines for page in pages):
            raise NoText(
                _pictures(len(pages), count),
                "Run it through OCR and capture the result as well.",
            )
        return Reading(blocks(pages), list(_notes(pages, count)))


def _pages(document: Any, late: Callable[[], bool]) -> Iterator[Page]:
    """The pages from the first on, as far as there is time, and room for their text."""
    room = TEXT_LIMIT
    for number in range(len(document)):
        if number and late():
            return
        page = _page(document, number)
        # A line is parted from the next by at most two characters.
        room -= sum(len(line.text) + 2 for line in page.lines)
        if room < 0 and number:
            return
        yield page


def _pictures(read: int, count: int) -> str:
    if read == count:
        return "its pages are pictures without text"
    if read == 1:
        return "its first page is a picture without text"
    return f"its first {read:,} pages are pictures without text"


def _notes(pages: Sequence[Page], count: int) -> Iterator[str]:
    # Counted, not listed: a long report has many blank ones.
    if empty := sum(not page.lines for page in pages):
        yield f"{empty:,} of {len(pages):,} pages have no text."
    if len(pages) < count:
        read = "Page 1" if len(pages) == 1 else f"Pages 1 to {len(pages):,}"
        yield (
            f"{read} of {count:,} {'was' if len(pages) == 1 else 'were'} read, the others not: "
            "they are too many to read at once. Capture the part that you quote as well."
        )


def _opened(stream: IO[bytes]) -> Any:
    pdfium = library("pypdfium2", PdfExtractor.purpose)
    try:
        return pdfium.PdfDocument(stream)
    except pdfium.PdfiumError as fault:
        if getattr(fault, "err_code", None) == PASSWORD_WRONG:
            raise NoText(
                "it is protected by a password", "Capture a copy without one as well."
            ) from fault
        raise NoText("it is a broken PDF file") from fault


def _page(document: Any, number: int) -> Page:
    """The lines of a page, in the order in which the file has them."""
    page = document[number]
    try:
        words = page.get_textpage()
        try:
            return Page(list(_lines(words, words.get_text_range())), page.get_height())
        finally:
            words.close()
    finally:
        page.close()


def _lines(words: Any, text: str) -> Iterator[Line]:
    raw = library("pypdfium2.raw", PdfExtractor.purpose)
    at = 0
    for line in text.split("\r\n"):
        # PDFium counts in UTF-16.
        length = len(line) if line.isascii() else len(line.encode("utf-16-le", "replace")) // 2
        said = line.strip()
        if said:
            first = at + len(line) - len(line.lstrip())
            last = at + length - 1 - (len(line) - len(line.rstrip()))
            yield _placed(raw, words, said, first, last)
        at += length + 2


def _placed(raw: Any, words: Any, text: str, first: int, last: int) -> Line:
    begin = raw.FPDFText_GetCharIndexFromTextIndex(words, first)
    end = raw.FPDFText_GetCharIndexFromTextIndex(words, last)
    left, top = _origin(raw, words, begin)
    last_left, bottom = _origin(raw, words, end)
    # The end of the last character; its own box costs more, and half an em is near enough.
    size = raw.FPDFText_GetFontSize(words, begin)
    return Line(text, left, last_left + size / 2, top, bottom, size)


def _origin(raw: Any, words: Any, character: int) -> tuple[Any, Any]:
    """Where a character stands on its line, in points from the page's lower left corner."""
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(words, character, x, y)
    return x.value, y.value
