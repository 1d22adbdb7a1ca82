"""Web pages: the visible text in reading order.

What a reader of the page sees is kept: headings, paragraphs, list items, tables, captions, labels
of buttons, text in drawings, what is folded up, and what ``aria-hidden`` keeps from screen readers
only. Left out is what the page does not show: scripts, styles, templates, ``noscript``, the head,
choices of forms, what frames and players show in their stead, and every element with ``hidden``,
``display: none`` or ``visibility: hidden`` on itself. Style sheets are not read, so what only they
hide is kept. An image's ``alt`` is not on the page, so it cannot be quoted from it: left out.

Paragraphs are counted in the article: the page's only ``article``, else its ``main``, else all of
it but ``nav``, ``aside``, and the page's own ``footer``. The title is the first ``h1`` there, or
the first heading that no paragraph precedes. HTML elements by the HTML Living Standard, section 4.
"""

import re
from collections.abc import Mapping
from typing import IO, NamedTuple

from factcheck.evidence.assembly import Block
from factcheck.evidence.charsets import decode
from factcheck.evidence.extractors.base import About, Reading, library, whole
from factcheck.evidence.extractors.builder import Builder

UNSEEN = frozenset(
    "head title script style template noscript noframes noembed iframe object embed audio video "
    "canvas map select datalist textarea defs desc metadata rp".split()
)
BREAKING = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav "
    "ol optgroup p pre search section summary table tbody td tfoot th thead tr caption ul "
    "text".split()
)
KINDS = {
    "h1": "title", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading",
    "h6": "heading", "li": "item", "dd": "item", "dt": "item", "caption": "caption",
    "figcaption": "caption", "legend": "caption",
}  # fmt: skip
BESIDE = frozenset("nav aside footer".split())
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))",
                     re.IGNORECASE)  # fmt: skip
_WHITE = re.compile(r"[ \t\n\r\f]+")
_DECLARED = re.compile(
    rb"<meta[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]+)"
    rb"|<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
PRESCAN = 4096
"""Bytes in which a page may declare its encoding; the standard says 1,024, pages take more."""


class HtmlExtractor:
    name = "html"
    version = "1"
    purpose = "web pages"
    libraries: tuple[str, ...] = ("lxml.etree",)

    def read(self, stream: IO[bytes], about: About) -> Reading:
        data = whole(stream)
        found = decode(data, about.charset or declared(data))
        return Reading(page_blocks(found.text), found.notes)


def declared(data: bytes) -> str | None:
    """The encoding that a page declares for itself."""
    found = _DECLARED.search(data[:PRESCAN])
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def page_blocks(page: str) -> list[Block]:
    """The blocks of a page that is text already."""
    etree = library("lxml.etree", HtmlExtractor.purpose)
    walk = _Walk()
    # As events, not as a tree: a page may be nested as deep as it likes.
    parser = etree.HTMLParser(target=walk, encoding="utf-8", remove_comments=True, remove_pis=True)
    parser.feed(page.encode("utf-8", "replace") or b" ")
    parser.close()
    return _in_article(walk)


class _Element(NamedTuple):
    name: str
    hidden: bool
    kind: str
    kept_white: bool
    counted: bool


class _Walk:
    """Turns the parser's events into blocks, and remembers where articles begin and end."""

    def __init__(self) -> None:
        self.builder = Builder()
        self.stack = [_Element("", False, "paragraph", False, True)]
        self.regions: dict[str, list[tuple[int, int]]] = {"article": [], "main": []}
        self._open: list[tuple[int, str, int]] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        around = self.stack[-1]
        name = str(name).lower()
        if name in VOID:
            if name == "br" and not around.hidden:
                self.builder.write("\n")
            elif name == "hr":
                self.builder.cut()
            return
        region = "main" if attributes.get("role") == "main" else name
        if not around.hidden and not _hidden(name, attributes):
            self._breaks(name)
            self._table(name)
            if region in self.regions and not any(found == region for _, found, _ in self._open):
                self._open.append((len(self.stack), region, self._mark()))
            element = around._replace(
                name=name,
                kind="paragraph" if name in ("td", "th") else KINDS.get(name, around.kind),
                kept_white=around.kept_white or name == "pre",
                counted=around.counted and not (name in BESIDE and not self._inside()),
            )
        else:
            element = around._replace(name=name, hidden=True)
        self.stack.append(element)
        self.builder.kind, self.builder.counted = self.stack[-1].kind, self.stack[-1].counted

    def end(self, name: str) -> None:
        name = str(name).lower()
        if name in VOID or len(self.stack) == 1:
            return
        element = self.stack[-1]
        if not element.hidden:
            self._breaks(name)
            if name in ("td", "th"):
                self.builder.end_cell()
            elif name == "table":
                self.builder.end_table()
        self.stack.pop()
        self.builder.kind, self.builder.counted = self.stack[-1].kind, self.stack[-1].counted
        if self._open and self._open[-1][0] == len(self.stack):
            _, region, first = self._open.pop()
            self.regions[region].append((first, self._mark()))

    def data(self, text: str) -> None:
        if not self.stack[-1].hidden:
            kept = self.stack[-1].kept_white
            self.builder.write(text if kept else _WHITE.sub(" ", text))

    def close(self) -> None:
        """Of the parser's protocol: everything is here already."""

    def _breaks(self, name: str) -> None:
        if name in BREAKING:
            self.builder.cut()

    def _table(self, name: str) -> None:
        if name == "table":
            self.builder.start_table()
        elif name == "tr":
            self.builder.start_row()
        elif name in ("td", "th"):
            self.builder.start_cell()

    def _inside(self) -> bool:
        return any(region in ("article", "main") for _, region, _ in self._open)

    def _mark(self) -> int:
        """The place among all blocks that come to the page itself, not into a table."""
        self.builder.cut()
        return self.builder.place()


def _hidden(name: str, attributes: Mapping[str, str]) -> bool:
    return (
        name in UNSEEN
        or (name == "dialog" and "open" not in attributes)
        or "hidden" in attributes
        or _HIDING.search(attributes.get("style", "")) is not None
    )


def _in_article(walk: _Walk) -> list[Block]:
    blocks = walk.builder.blocks()
    articles, mains = walk.regions["article"], walk.regions["main"]
    region = articles[0] if len(articles) == 1 else mains[0] if len(mains) == 1 else None
    if region is None:
        return blocks
    first, last = region
    inside = blocks[first:last]
    if not any(block.kind == "paragraph" for block in inside):
        return blocks
    titled = _titled(inside)
    before = [block._replace(counted=False) for block in blocks[:first]]
    if any(block.kind == "title" for block in titled):
        before = [b._replace(kind="heading") if b.kind == "title" else b for b in before]
    return [*before, *titled, *(block._replace(counted=False) for block in blocks[last:])]


def _titled(blocks: list[Block]) -> list[Block]:
    """The blocks of an article; where it has no ``h1``, a heading at its top is its title."""
    if any(block.kind == "title" for block in blocks):
        return blocks
    for place, block in enumerate(blocks):
        if block.kind == "heading":
            return [*blocks[:place], block._replace(kind="title"), *blocks[place + 1 :]]
        if block.kind == "paragraph":
            break
    return blocks
