"""OpenDocument texts (OpenDocument 1.3): paragraphs, headings, lists, tables, notes.

Left out: deleted text that is still tracked, comments, running headers and footers (which stand in
another part). Notes stand after the text, as in Word documents.
"""

from collections.abc import Mapping
from typing import IO

from factcheck.evidence.archives import Archive
from factcheck.evidence.extractors.base import About, Reading
from factcheck.evidence.extractors.builder import Builder
from factcheck.evidence.xmlevents import walk

UNSEEN = frozenset("tracked-changes annotation note-citation scripts forms".split())
TITLES = frozenset(("Title",))
MANY = 1_000
"""Spaces that one element may stand for."""


class OdtExtractor:
    name = "odt"
    version = "1"
    purpose = "OpenDocument texts"
    libraries: tuple[str, ...] = ()

    def read(self, stream: IO[bytes], about: About) -> Reading:
        words = _Words()
        walk(Archive(stream).read("content.xml"), words, "content.xml")
        return Reading(words.builder.blocks())


class _Words:
    def __init__(self) -> None:
        self.builder = Builder()
        self._styles: dict[str, str] = {}
        self._unseen = 0
        self._open: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._unseen += name in UNSEEN
        if self._unseen:
            return
        if name == "style":
            self._styles[attributes.get("name", "")] = attributes.get("parent-style-name", "")
        elif name in ("p", "h"):
            self.builder.cut()
            self._open.append(self.builder.kind)
            self.builder.kind = self._kind(name, attributes)
        elif name == "list-item":
            self._open.append(self.builder.kind)
            self.builder.kind = "item"
        elif name == "note-body":
            self.builder.set_aside("note")
        elif name == "s":
            count = attributes.get("c", "1")
            self.builder.write(" " * min(int(count) if count.isdigit() else 1, MANY))
        elif name in ("tab", "line-break"):
            self.builder.write("\t" if name == "tab" else "\n")
        elif name == "table":
            self.builder.start_table()
        elif name == "table-row":
            self.builder.start_row()
        elif name == "table-cell":
            self.builder.start_cell()

    def _kind(self, name: str, attributes: Mapping[str, str]) -> str:
        style = attributes.get("style-name", "")
        if {style, self._styles.get(style, "")} & TITLES:
            return "title"
        if name == "h":
            return "title" if attributes.get("outline-level", "1") == "1" else "heading"
        return self.builder.kind

    def end(self, name: str) -> None:
        if name in UNSEEN:
            self._unseen -= 1
        if self._unseen:
            return
        if name in ("p", "h", "list-item"):
            self.builder.cut()
            self.builder.kind = self._open.pop()
        elif name == "note-body":
            self.builder.take_up()
        elif name == "table-cell":
            self.builder.end_cell()
        elif name == "table":
            self.builder.end_table()

    def data(self, text: str) -> None:
        if not self._unseen and self._open:
            self.builder.write(" ".join(text.split("\n")))
