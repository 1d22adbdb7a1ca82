"""Word documents (OOXML, ISO/IEC 29500-1): the text as Word shows it with all changes accepted.

Kept: paragraphs, headings, lists, tables, equations' letters, and, after the text, text boxes,
footnotes and endnotes. Left out: running headers
and footers, comments, deleted and hidden text, field codes. Pages are unknown: Word makes them
anew on every machine. A title is what has the style “Title” or “heading 1”.
"""

from collections.abc import Iterator, Mapping
from typing import IO

from factcheck.evidence.archives import Archive
from factcheck.evidence.assembly import Block
from factcheck.evidence.extractors.base import About, NoText, Reading
from factcheck.evidence.extractors.builder import Builder
from factcheck.evidence.xmlevents import walk

MAIN = "word/document.xml"
UNSEEN = frozenset("Fallback instrText delText del moveFrom rPrChange pPrChange".split())
"""Elements whose text is not shown; ``Fallback`` says the same again for older programs."""

PIECES = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


class DocxExtractor:
    name = "docx"
    version = "1"
    purpose = "Word documents"
    libraries: tuple[str, ...] = ()

    def read(self, stream: IO[bytes], about: About) -> Reading:
        archive = Archive(stream)
        if MAIN not in archive:
            raise NoText("it is not a Word document")
        kinds = _style_kinds(archive)
        blocks = _part(archive, MAIN, kinds)
        for notes in ("word/footnotes.xml", "word/endnotes.xml"):
            if notes in archive:
                blocks += _notes(_part(archive, notes, kinds))
        return Reading(blocks)


def _part(archive: Archive, name: str, kinds: Mapping[str, str]) -> list[Block]:
    words = _Words(kinds)
    walk(archive.read(name), words, name)
    return words.builder.blocks()


def _notes(blocks: list[Block]) -> Iterator[Block]:
    return (block._replace(kind="note") for block in blocks)


def _style_kinds(archive: Archive) -> dict[str, str]:
    """What a style makes of a paragraph, by the style's id."""
    if "word/styles.xml" not in archive:
        return {}
    styles = _Styles()
    walk(archive.read("word/styles.xml"), styles, "word/styles.xml")
    return styles.kinds


def _named(name: str) -> str | None:
    if name in ("title", "heading 1"):
        return "title"
    if name.startswith("heading ") or name == "subtitle":
        return "heading"
    return {"caption": "caption"}.get(name)


class _Styles:
    """The kinds of all styles: by name, by outline level, or by what they are based on."""

    def __init__(self) -> None:
        self.kinds: dict[str, str] = {}
        self._id = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        value = attributes.get("val", "")
        if name == "style":
            self._id = attributes.get("styleId", "")
        elif name == "name" and (kind := _named(value.lower())):
            self.kinds[self._id] = kind
        elif name == "basedOn" and value in self.kinds:
            self.kinds.setdefault(self._id, self.kinds[value])
        elif name == "outlineLvl" and value.isdigit() and int(value) < 9:
            self.kinds.setdefault(self._id, "title" if value == "0" else "heading")

    def end(self, name: str) -> None: ...

    def data(self, text: str) -> None: ...


class _Words:
    def __init__(self, kinds: Mapping[str, str]) -> None:
        self.builder = Builder()
        self._kinds = kinds
        self._unseen = 0
        self._text = False
        self._hidden = False
        self._paragraphs = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._unseen += name in UNSEEN
        value = attributes.get("val", "")
        if self._unseen:
            return
        if name == "p":
            self.builder.cut()
            self._paragraphs += 1
            self.builder.kind = "paragraph"
        elif name == "txbxContent":
            self.builder.set_aside("paragraph")
        elif name == "pStyle":
            self.builder.kind = self._kinds.get(value, self.builder.kind)
        elif name == "numPr" and self.builder.kind == "paragraph":
            self.builder.kind = "item"
        elif name == "outlineLvl" and value.isdigit() and int(value) < 9:
            self.builder.kind = "title" if value == "0" else "heading"
        elif name == "r":
            self._hidden = False
        elif name == "vanish":
            self._hidden = value not in ("0", "false", "off")
        elif name == "t":
            self._text = not self._hidden
        elif name in PIECES and not self._hidden and self._paragraphs and "pos" not in attributes:
            self.builder.write(PIECES[name])
        else:
            self._table(name)

    def _table(self, name: str) -> None:
        if name == "tbl":
            self.builder.start_table()
        elif name == "tr":
            self.builder.start_row()
        elif name == "tc":
            self.builder.start_cell()

    def end(self, name: str) -> None:
        if name in UNSEEN:
            self._unseen -= 1
        if self._unseen:
            return
        if name == "p":
            self.builder.cut()
            self._paragraphs -= 1
        elif name == "txbxContent":
            self.builder.take_up()
        elif name == "t":
            self._text = False
        elif name == "tc":
            self.builder.end_cell()
        elif name == "tbl":
            self.builder.end_table()

    def data(self, text: str) -> None:
        if self._text and not self._unseen:
            self.builder.write(text)
