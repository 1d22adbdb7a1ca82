"""Electronic books (EPUB 3.3 and 2): the pages of the spine, in its order, read as web pages."""

import posixpath
from collections.abc import Mapping
from typing import IO
from urllib.parse import unquote

from factcheck.evidence.archives import Archive
from factcheck.evidence.assembly import Block
from factcheck.evidence.charsets import decode
from factcheck.evidence.extractors.base import TEXT_LIMIT, About, NoText, Reading
from factcheck.evidence.extractors.html import HtmlExtractor, declared, page_blocks
from factcheck.evidence.xmlevents import walk

CONTAINER = "META-INF/container.xml"


class EpubExtractor:
    name = "epub"
    version = "1"
    purpose = "electronic books"
    libraries: tuple[str, ...] = HtmlExtractor.libraries

    def read(self, stream: IO[bytes], about: About) -> Reading:
        archive = Archive(stream)
        if "META-INF/encryption.xml" in archive and "META-INF/rights.xml" in archive:
            raise NoText("it is locked by digital rights management")
        container = _Package()
        walk(archive.read(CONTAINER), container, CONTAINER)
        book = _Package()
        walk(archive.read(container.root), book, container.root)
        folder = posixpath.dirname(container.root)
        blocks: list[Block] = []
        notes: list[str] = []
        for name in book.pages():
            data = archive.read(posixpath.normpath(posixpath.join(folder, unquote(name))))
            found = decode(data, declared(data))
            blocks += page_blocks(found.text)
            notes += found.notes
            if sum(len(block.text) for block in blocks) > TEXT_LIMIT:
                break
        return Reading(blocks, notes)


class _Package:
    """What the container and the package document of a book say."""

    def __init__(self) -> None:
        self.root = ""
        self._items: dict[str, str] = {}
        self._spine: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "rootfile" and not self.root:
            self.root = attributes.get("full-path", "")
        elif name == "item":
            self._items[attributes.get("id", "")] = attributes.get("href", "")
        elif name == "itemref":
            self._spine.append(attributes.get("idref", ""))

    def end(self, name: str) -> None: ...

    def data(self, text: str) -> None: ...

    def pages(self) -> list[str]:
        """The files of the spine, each once."""
        return list(
            dict.fromkeys(self._items[found] for found in self._spine if found in self._items)
        )
