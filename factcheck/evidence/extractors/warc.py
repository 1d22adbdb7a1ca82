"""Web archives (WARC 1.0 and 1.1, ISO 28500): the page of the source's URL, with its digests right.

The page is the first good answer for the URL, or for where it redirects to; two URLs are one if
they differ in http or https, in what follows “#”, in a slash at the end, or in how characters are
percent-encoded. Where the archive holds one page only, that is read, and said if it is another.
A record that is cut off, or that its own digest says was altered, is never read.
"""

from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import IO, Any, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from factcheck.evidence import mediatypes
from factcheck.evidence.extractors.base import (
    BYTES_LIMIT,
    About,
    NoText,
    Reading,
    extractor_for,
    library,
)

REDIRECTS = 5
CHUNK = 65_536
LISTED = 5
"""Pages that a refusal names."""
PAGES = ("text/html", "application/xhtml+xml", "application/pdf", "text/plain", "text/markdown")
INSIDE_NOTHING = frozenset(("application/warc", "application/wacz", "application/zip"))

Opener = Callable[[], IO[bytes]]
"""Opens one WARC file from its beginning."""


class Page(NamedTuple):
    """A page in an archive: its URL, its bytes as they were served, and how it was declared."""

    url: str
    data: bytes
    declared: str
    notes: list[str]


class WarcExtractor:
    name = "warc"
    version = "1"
    purpose = "web archives"
    libraries: tuple[str, ...] = ("warcio.archiveiterator",)

    def read(self, stream: IO[bytes], about: About) -> Reading:
        def opened() -> IO[bytes]:
            stream.seek(0)
            return stream

        return read_page(chosen([opened], about.url))


def read_page(page: Page) -> Reading:
    """The text of a page, read by the extractor of its own kind. Raises NoText or MissingExtra."""
    name = urlsplit(page.url).path
    kind = mediatypes.media_type(name, page.data[: mediatypes.HEAD], page.declared)
    if kind in INSIDE_NOTHING:
        raise NoText("what it holds for that page is another archive")
    extractor, version = extractor_for(kind)
    about = About(kind, mediatypes.charset(page.declared), page.url)
    found = extractor.read(BytesIO(page.data), about)
    notes = [f"The page that was read is {page.url}.", *page.notes, *found.notes]
    return Reading(found.blocks, notes, kind, f"{extractor.name} {version}")


def chosen(files: Iterable[Opener], url: str | None) -> Page:
    """The page of a URL; without one, the only page. Raises NoText."""
    files = list(files)
    wanted = url
    pages: dict[str, None] = {}
    for _ in range(REDIRECTS if url else 0):
        pages, moved = {}, None
        for record in _records(files):
            if _is_page(record):
                pages[_uri(record)] = None
            if _same(_uri(record)) == _same(wanted or ""):
                if _status(record) == "200":
                    return _page(record)
                moved = moved or _location(record)
        if moved is None:
            break
        wanted = moved
    if not url:
        pages = {_uri(record): None for record in _records(files) if _is_page(record)}
    if len(pages) != 1:
        raise NoText(_several(list(pages), url))
    (only,) = pages
    page = next(_page(record) for record in _records(files) if _uri(record) == only)
    note = [f"It does not hold {url}; its only page was read."] if url else []
    return page._replace(notes=[*note, *page.notes])


def _several(pages: list[str], url: str | None) -> str:
    named = ", ".join(pages[:LISTED]) + (", …" if len(pages) > LISTED else "")
    missing = f"it does not hold the page {url}" if url else "it is not known which page is meant"
    return f"{missing}; it holds {named}" if pages else "there is no page in it"


def _records(files: Iterable[Opener]) -> Iterator[Any]:
    """All answers in some WARC files. Raises NoText where one is not a WARC file."""
    module = library("warcio.archiveiterator", WarcExtractor.purpose)
    failed = library("warcio.exceptions", WarcExtractor.purpose).ArchiveLoadFailed
    for opened in files:
        # Digests are worked out as a record is read, and looked at for the one that is chosen.
        records = module.WARCIterator(opened(), check_digests=True)
        try:
            for record in records:
                if record.rec_type in ("response", "resource", "conversion"):
                    yield record
        except (failed, OSError, EOFError, ValueError, AttributeError) as fault:
            # AttributeError is what warcio makes of a record whose own fields are cut off.
            raise NoText("it is a broken web archive") from fault


def _uri(record: Any) -> str:
    return str(record.rec_headers.get_header("WARC-Target-URI") or "")


def _status(record: Any) -> str:
    """The status of an HTTP answer; what was not fetched by HTTP is good as it is."""
    return str(record.http_headers.get_statuscode()) if record.http_headers else "200"


def _declared(record: Any) -> str:
    headers = record.http_headers or record.rec_headers
    return str(headers.get_header("Content-Type") or "")


def _is_page(record: Any) -> bool:
    kind = _declared(record).partition(";")[0].strip().lower()
    return _status(record) == "200" and kind in PAGES and _uri(record).startswith("http")


def _location(record: Any) -> str | None:
    """Where an answer sends the reader, if it does."""
    if not record.http_headers or not _status(record).startswith("3"):
        return None
    found = record.http_headers.get_header("Location")
    return urljoin(_uri(record), str(found)) if found else None


def _same(url: str) -> str:
    """A URL as it is compared."""
    try:
        parts = urlsplit(url.strip().strip("<>"))
        host = (parts.hostname or "") + (
            f":{parts.port}" if parts.port not in (None, 80, 443) else ""
        )
    except ValueError:
        return url
    return unquote(f"{host}{parts.path.rstrip('/')}?{parts.query}")


def _page(record: Any) -> Page:
    """A record's content, once its digests and its length are seen to be right."""
    raw = record.raw_stream
    content = record.content_stream()
    data = bytearray()
    while len(data) <= BYTES_LIMIT and (part := content.read(CHUNK)):
        data += part
    if len(data) > BYTES_LIMIT:
        raise NoText(f"the page in it is larger than {BYTES_LIMIT // 1024**2} MB")
    while raw.read(CHUNK):
        pass
    # What the record says of its length is counted down as it is read.
    if raw.limit > 0:
        raise NoText(f"the record of {_uri(record)} in it is cut off")
    encoding = record.http_headers and record.http_headers.get_header("Content-Encoding")
    if encoding and not data:
        raise NoText(f"the record of {_uri(record)} is packed as “{encoding}”, which is not read")
    return Page(_uri(record), bytes(data), _declared(record), _digest_notes(record))


def _digest_notes(record: Any) -> list[str]:
    """What is to be said of the digests. Raises NoText where they show that it was altered."""
    has_block = record.rec_headers.get_header("WARC-Block-Digest")
    has_payload = record.rec_headers.get_header("WARC-Payload-Digest")
    problems = list(record.digest_checker.problems)
    wrong = [problem for problem in problems if "failed" in problem]
    if any(problem.startswith("block") for problem in wrong) or (wrong and not has_block):
        raise NoText(f"the record of {_uri(record)} was altered: its digest does not fit")
    if wrong:
        # The block is what it was; some tools digest the payload before, some after unpacking.
        return ["The digest of the page's record fits; that of its payload was made another way."]
    if problems or not (has_block or has_payload):
        return ["The archive has no digest of the page that could be verified."]
    return []
