from io import BytesIO

import pytest

from factcheck.evidence.extractors.base import About, NoText, Reading
from factcheck.evidence.extractors.wacz import WaczExtractor
from factcheck.evidence.extractors.warc import WarcExtractor
from tests.evidence.extractors import files

ONE = b"<h1>A</h1><p>This is the page.</p>"
OTHER = b"<p>This is another page.</p>"


def read(data: bytes, url: str | None = None) -> Reading:
    return WarcExtractor().read(BytesIO(data), About("application/warc", url=url))


def words(found: Reading) -> str:
    return found.blocks[-1].text


@pytest.mark.parametrize("gzip", [True, False])
@pytest.mark.parametrize(
    "url",
    ["https://example.org/a", "http://example.org/a", "https://example.org/a/",
     "https://EXAMPLE.org/a#part", "https://example.org:443/a", "https://example.org/%61"],
)  # fmt: skip
def test_the_page_of_the_url_is_chosen(url: str, gzip: bool) -> None:
    pages = {"https://example.org/": OTHER, "https://example.org/a": ONE}
    found = read(files.warc(pages, gzip=gzip), url)
    assert words(found) == "This is the page."
    assert found.notes == ["The page that was read is https://example.org/a."]
    assert found.media_type == "text/html"
    assert (found.inside or "").startswith("html 1 lxml/")


def redirect(url: str, to: str) -> bytes:
    record = files.warc({url: b""}, gzip=False)
    moved = record.replace(b"200 OK\r\n", b"301 OK\r\nLocation: " + to.encode() + b"\r\n")
    length = int(record.split(b"Content-Length: ")[1].split(b"\r\n")[0])
    more = len(moved) - len(record)
    without = [
        line for line in moved.split(b"\r\n") if not line.startswith((b"WARC-Block", b"WARC-Pay"))
    ]
    return b"\r\n".join(without).replace(
        b"Content-Length: %d" % length, b"Content-Length: %d" % (length + more)
    )


def test_a_redirect_is_followed() -> None:
    page = files.warc({"https://example.org/new": ONE, "https://example.org/x": OTHER}, gzip=False)
    data = page + redirect("https://example.org/old", "/new")
    assert words(read(data, "https://example.org/old")) == "This is the page."


def test_a_circle_of_redirects_ends() -> None:
    data = redirect("https://example.org/a", "/b") + redirect("https://example.org/b", "/a")
    with pytest.raises(NoText, match="there is no page in it"):
        read(data, "https://example.org/a")


def test_the_only_page_is_read_and_said() -> None:
    found = read(files.warc({"https://example.org/a": ONE}), "https://example.org/b")
    assert words(found) == "This is the page."
    assert "It does not hold https://example.org/b; its only page was read." in found.notes


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://example.org/c",
         "it does not hold the page https://example.org/c; it holds https://example.org/a, "
         "https://example.org/b"),
        (None, "it is not known which page is meant; it holds https://example.org/a, "
               "https://example.org/b"),
    ],
)  # fmt: skip
def test_no_page_is_guessed(url: str | None, why: str) -> None:
    pages = {"https://example.org/a": ONE, "https://example.org/b": OTHER}
    with pytest.raises(NoText) as refused:
        read(files.warc(pages), url)
    assert refused.value.reason == why


def test_a_pdf_in_a_web_archive() -> None:
    url = "https://example.org/report.pdf"
    found = read(files.warc({url: files.pdf_file()}, declared="application/pdf"), url)
    assert found.media_type == "application/pdf"
    assert {block.page for block in found.blocks} == {1, 2}


def test_the_encoding_that_the_server_declared() -> None:
    page = "<p>Ещё.</p>".encode("koi8-r")
    data = files.warc({files.URL: page}, declared="text/html; charset=koi8-r")
    assert words(read(data, files.URL)) == "Ещё."


def test_an_archive_without_digests_is_read_and_said() -> None:
    data = files.warc({files.URL: ONE}, gzip=False)
    without = b"\r\n".join(
        line for line in data.split(b"\r\n") if not line.startswith((b"WARC-Block", b"WARC-Pay"))
    )
    found = read(without, files.URL)
    assert "The archive has no digest of the page that could be verified." in found.notes


def test_a_payload_digest_made_another_way_is_no_alteration() -> None:
    data = files.warc({files.URL: ONE}, gzip=False)
    start = data.index(b"WARC-Payload-Digest: sha1:") + 26
    other = data[:start] + b"A" * 32 + data[start + 32 :]
    found = read(other, files.URL)
    assert words(found) == "This is the page."
    assert found.notes[1] == (
        "The digest of the page's record fits; that of its payload was made another way."
    )


def test_the_first_page_of_a_package() -> None:
    data = files.wacz(files.warc({files.URL: ONE, "https://example.org/": OTHER}))
    found = WaczExtractor().read(BytesIO(data), About("application/wacz"))
    assert words(found) == "This is the page."


def test_a_package_without_digests_is_refused() -> None:
    data = files.zipped({"datapackage.json": b"{}", "archive/data.warc.gz": files.warc()})
    with pytest.raises(NoText, match="no digest of “archive/data"):
        WaczExtractor().read(BytesIO(data), About("application/wacz"))
