import pytest

from factcheck.evidence.extractors.base import NoText
from factcheck.evidence.extractors.epub import CONTAINER, EpubExtractor
from tests.evidence.extractors import files
from tests.evidence.extractors.reading import shown


def book(spine: str, **members: str) -> bytes:
    items = "".join(f'<item id="{name}" href="{name}.xhtml"/>' for name in members)
    root = '<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>'
    refs = "".join(f'<itemref idref="{name}"/>' for name in spine.split())
    return files.zipped(
        {"mimetype": "application/epub+zip", CONTAINER: root,
         "book.opf": f"<package><manifest>{items}</manifest><spine>{refs}</spine></package>"}
        | {f"{name}.xhtml": f"<html><body>{page}</body></html>" for name, page in members.items()}
    )  # fmt: skip


def test_pages_in_the_order_of_the_spine() -> None:
    data = book("b a b", a="<p>Two.</p>", b="<h1>Book</h1><p>One.</p>", c="<p>no</p>")
    assert shown(EpubExtractor(), data) == [
        ("title", None, "Book"),
        ("paragraph", 1, "One."),
        ("paragraph", 2, "Two."),
    ]


def test_a_page_that_is_missing() -> None:
    data = book("a gone", a="<p>One.</p>").replace(b'idref="gone"', b'idref="a"  ')
    assert shown(EpubExtractor(), data) == [("paragraph", 1, "One.")]
    with pytest.raises(NoText, match="is missing in it"):
        shown(EpubExtractor(), files.zipped({"mimetype": "application/epub+zip"}))


def test_the_article() -> None:
    found = [f for f in shown(EpubExtractor(), files.epub()) if f[2] in files.blocks()]
    assert [number for _, number, _ in found] == files.NUMBERS
