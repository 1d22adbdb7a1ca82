"""Plain text: paragraphs between blank lines, each with its range of bytes.

Line ends inside a paragraph are kept, indents are not. Where no blank line stands anywhere, a line
is a paragraph if any line is longer than 100 characters (so nothing was wrapped); otherwise an
indented line begins one. Lines that begin with a bullet or “1.” are list items. What is the title,
and which lines are headings, is decided for all formats alike (``assembly.py``).
"""

import re
from collections.abc import Iterable, Iterator
from typing import IO, NamedTuple

from factcheck.evidence.assembly import Block
from factcheck.evidence.charsets import Decoded
from factcheck.evidence.extractors.base import About, Reading, words

WRAPPED = 100
"""Characters that a line has at most in a text with wrapped lines."""

BULLET = re.compile(r"[ \t]*(?:[-*+•‣◦▪–·]|\(?\d{1,3}[.)]|\(?[a-zа-я][)])[ \t]+(?=\S)")
"""How a list item begins. A dash is none: a line of speech begins so in Russian."""


class Line(NamedTuple):
    """A line without its end, and its range of bytes in the file."""

    text: str
    bytes: tuple[int, int] | None


class TextExtractor:
    name = "text"
    version = "1"
    purpose = "text files"
    libraries: tuple[str, ...] = ()

    def read(self, stream: IO[bytes], about: About) -> Reading:
        found = words(stream, about.charset)
        return Reading(text_blocks(lines(found)), found.notes)


def lines(found: Decoded) -> list[Line]:
    """The lines of a decoded file; their bytes are unknown where some were no characters."""
    at = found.bom
    listed = []
    for text in re.findall(r"[^\r\n\f]*(?:\r\n|[\r\n\f])|[^\r\n\f]+\Z", found.text):
        said = text.rstrip("\r\n\f")
        if found.broken:
            listed.append(Line(said, None))
            continue
        listed.append(Line(said, (at, at + len(said.encode(found.charset)))))
        at += len(text.encode(found.charset))
    return listed


def text_blocks(listed: list[Line]) -> list[Block]:
    """The paragraphs and list items of a plain text."""
    return [block for paragraph in _paragraphs(listed) for block in _block(paragraph)]


def block_of(kind: str, part: list[Line], text: str | None = None) -> Block:
    """A block of some lines, with their bytes; its text is theirs unless it is given."""
    first, last = part[0].bytes, part[-1].bytes
    place = (first[0], last[1]) if first and last else None
    said = "\n".join(line.text.strip() for line in part) if text is None else text
    return Block(kind, said, bytes=place)


def groups(listed: Iterable[Line]) -> Iterator[list[Line]]:
    """Runs of lines between blank ones."""
    run: list[Line] = []
    for line in listed:
        if line.text.strip():
            run.append(line)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _paragraphs(listed: list[Line]) -> list[list[Line]]:
    found = list(groups(listed))
    if len(found) != 1:
        return found
    if any(len(line.text) > WRAPPED for line in found[0]):
        return [[line] for line in found[0]]
    return _indented(found[0])


def _indented(listed: list[Line]) -> list[list[Line]]:
    """Paragraphs that begin with an indent, where some lines have one and some have not."""
    found: list[list[Line]] = []
    for line in listed:
        if not found or (line.text[0] in " \t" and not BULLET.match(line.text)):
            found.append([])
        found[-1].append(line)
    return found if len(found) < len(listed) else [listed]


def _block(paragraph: list[Line]) -> Iterator[Block]:
    """One paragraph; or, from the first line with a bullet on, list items.

    One line with a bullet is a list only where another follows: “3. April” may begin a sentence.
    """
    marks = [place for place, line in enumerate(paragraph) if BULLET.match(line.text)]
    if not marks or (len(marks) == 1 and len(paragraph) > 1):
        marks = []
    if len(marks) == 1 and not paragraph[0].text.lstrip().startswith(tuple("-*+•‣◦▪·")):
        marks = []
    if not marks:
        yield block_of("paragraph", paragraph)
        return
    if marks[0] > 0:
        yield block_of("paragraph", paragraph[: marks[0]])
    for first, after in zip(marks, [*marks[1:], len(paragraph)], strict=True):
        part = paragraph[first:after]
        text = "\n".join(line.text.strip() for line in part)
        yield block_of("item", part, BULLET.sub("", text, count=1))
