"""Markdown: what a reader of the rendered text sees, by the rules of CommonMark 0.31.

Headings, block quotes, lists, tables (of GitHub's dialect) and code are told apart; emphasis, code
marks, link targets and images are taken off, so that words are quoted as they are read. A block
quote is paragraphs. HTML blocks and a front matter between ``---`` lines are left out.
"""

import html
import re
from collections.abc import Iterator
from typing import IO

from factcheck.evidence.assembly import Block
from factcheck.evidence.extractors.base import About, Reading, words
from factcheck.evidence.extractors.text import Line, block_of, groups, lines

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}(?:\*[ \t]*){3,}$| {0,3}(?:-[ \t]*){3,}$| {0,3}(?:_[ \t]*){3,}$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_QUOTE = re.compile(r" {0,3}> ?")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S)")
_DIVIDER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_DEFINITION = re.compile(r" {0,3}\[[^\]]+\]:[ \t]*\S+")
_TAG = re.compile(r" {0,3}<(?:[A-Za-z/!?])")

_IMAGE = re.compile(r"!\[[^\]]*\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\])")
_LINK = re.compile(r"\[([^\[\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\])")
_AUTOLINK = re.compile(r"<([a-z][a-z0-9+.-]*:[^\s<>]*|[^\s<>@]+@[^\s<>]+)>", re.IGNORECASE)
_INLINE_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->", re.DOTALL)
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_STRONG = re.compile(r"(\*\*\*|\*\*|\*|~~)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_UNDERSCORE = re.compile(r"(?<!\w)(___|__|_)(?=\S)(.+?)(?<=\S)\1(?!\w)", re.DOTALL)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_KEPT = re.compile("\ue000(\\d+)\ue001")
"""A piece that nothing else may touch, by its number, between private characters."""


class MarkdownExtractor:
    name = "markdown"
    version = "1"
    purpose = "Markdown files"
    libraries: tuple[str, ...] = ()

    def read(self, stream: IO[bytes], about: About) -> Reading:
        found = words(stream, about.charset)
        listed = _without_front_matter(lines(found))
        return Reading(list(_blocks(listed)), found.notes)


def _without_front_matter(listed: list[Line]) -> list[Line]:
    if listed and listed[0].text.rstrip() == "---":
        for place, line in enumerate(listed[1:], start=1):
            if line.text.rstrip() in ("---", "..."):
                return listed[place + 1 :]
            if not line.text.strip():
                break
    return listed


def _blocks(listed: list[Line]) -> Iterator[Block]:
    for part, code in _fenced(listed):
        if code:
            yield block_of("paragraph", part)
            continue
        for group in groups(_unquoted(part)):
            yield from _group(group)


def _fenced(listed: list[Line]) -> Iterator[tuple[list[Line], bool]]:
    """Stretches of lines, and whether each is code between fences."""
    part: list[Line] = []
    fence = ""
    for line in listed:
        found = _FENCE.match(line.text)
        closes = fence and line.text.strip().startswith(fence) and not line.text.strip(" `~")
        if closes or (found and not fence):
            if part:
                yield part, bool(fence)
            part, fence = [], "" if closes or not found else found[1]
        else:
            part.append(line)
    if part:
        yield part, bool(fence)


def _unquoted(part: list[Line]) -> list[Line]:
    """The lines without the marks of block quotes; a quote and what is around it stand apart."""
    found: list[Line] = []
    inside = False
    for line in part:
        text = line.text
        depth = 0
        while mark := _QUOTE.match(text):
            text = text[mark.end() :]
            depth += 1
        if found and line.text.strip() and depth and not inside:
            found.append(Line("", line.bytes))
        inside = depth > 0 or (inside and bool(text.strip()))
        found.append(Line(text, line.bytes))
    return found


def _group(group: list[Line]) -> Iterator[Block]:
    """The blocks in lines without a blank one between them."""
    part: list[Line] = []
    kind = "paragraph"
    for place, line in enumerate(group):
        heading, underline = _HEADING.match(line.text), _UNDERLINE.match(line.text)
        if heading or (underline and part and kind == "paragraph"):
            level = len(heading[1]) if heading else 1 if line.text.strip()[0] == "=" else 2
            if heading:
                yield from _said(kind, part)
                part = [line]
            title = "title" if level == 1 else "heading"
            text = (heading[2] or "") if heading else "\n".join(x.text.strip() for x in part)
            yield block_of(title, part, inline(text))
            part, kind = [], "paragraph"
        elif _DIVIDER.match(line.text) and "|" in line.text and len(part) == 1:
            yield from _table([*part, *group[place + 1 :]])
            return
        elif _RULE.match(line.text):
            yield from _said(kind, part)
            part, kind = [], "paragraph"
        elif not part and (_TAG.match(line.text) or _DEFINITION.match(line.text)):
            if _TAG.match(line.text) and not _AUTOLINK.match(line.text.strip()):
                return
        elif mark := _ITEM.match(line.text):
            yield from _said(kind, part)
            part, kind = [Line(line.text[mark.end() :], line.bytes)], "item"
        else:
            part.append(line)
    yield from _said(kind, part)


def _said(kind: str, part: list[Line]) -> Iterator[Block]:
    if part:
        # Two spaces or a backslash at its end break a line; both go.
        text = "\n".join(line.text.strip().removesuffix("\\") for line in part)
        yield block_of(kind, part, inline(text))


def _table(rows: list[Line]) -> Iterator[Block]:
    joint = "\n\n"
    for row in rows:
        for cell in re.split(r"(?<!\\)\|", row.text.strip().strip("|")):
            if cell.strip():
                yield block_of("cell", [row], inline(cell.strip()))._replace(joint=joint)
                joint = "\t"
        joint = "\n" if joint != "\n\n" else joint


def inline(text: str) -> str:
    """A paragraph's words as they are read, without the marks around them."""
    kept: list[str] = []

    def keep(piece: str) -> str:
        kept.append(piece)
        return f"\ue000{len(kept) - 1}\ue001"

    text = text.replace("\ue000", "").replace("\ue001", "")
    text = _CODE.sub(lambda found: keep(found[2].strip()), text)
    text = _ESCAPED.sub(lambda found: keep(found[1]), text)
    text = _AUTOLINK.sub(lambda found: keep(found[1]), _IMAGE.sub("", text))
    text = _LINK.sub(r"\1", _INLINE_TAG.sub("", text))
    for mark in (_STRONG, _UNDERSCORE):
        for _ in range(2):  # strong inside emphasis, and emphasis inside strong
            text = mark.sub(r"\2", text)
    return _KEPT.sub(lambda found: kept[int(found[1])], html.unescape(text))
