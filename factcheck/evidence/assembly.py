"""From blocks to a text with its map: the one place that joins, cleans and numbers them.

Every extractor yields the same blocks for the same article, whatever its format, and all rules
about what is a title, what a heading and which paragraph is the third one are here. So a paragraph
has one number as a web page, a PDF and a plain text.

- The title is the first block that its format marks as one. Where none is marked, it is the first
  paragraph, if another one follows and it does not read like a sentence: at most 300 characters,
  with no full stop, colon, semicolon or comma at its end.
- What comes before a marked title (a menu, a date line) is kept and not counted.
- A paragraph that reads like a heading is one, marked or not: one line, at most 80 characters and
  12 words, ending in a letter, a digit, a closing quotation mark or bracket, not beginning with
  a small letter or a dash, and followed by a paragraph. So are by-lines and date lines; readers
  do not count those either.
- A list item has the number of the paragraph that it follows.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from factcheck.evidence.places import Segment

NEW = "\n\n"
"""What stands before a block that begins a paragraph of its own."""

TITLE_LIMIT = 300
HEADING_LIMIT = 80
HEADING_WORDS = 12


class Block(NamedTuple):
    """A piece of text of one kind (``places.KINDS``) in reading order.

    ``joint`` is what stands before it: by default it begins a paragraph; a space goes on with the
    paragraph of the block before (on another page); a tab and a line feed go on with a table, or
    with what one speaker says. ``counted`` is False beside the article: menus, footers.
    """

    kind: str
    text: str
    page: int | None = None
    time: str | None = None
    speaker: str | None = None
    bytes: tuple[int, int] | None = None
    joint: str = NEW
    counted: bool = True


_SPACE = re.compile(r"[ \t\f\v]+")
_LINE = re.compile(r" ?(?:\r\n?|\n) ?")
_UNPRINTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LAST = re.compile(r"[\"'”’“»)\]\s]*$")
_BEGINNING = re.compile(r"[\"'“‘„«(\[]*")


def cleaned(text: str) -> str:
    """Text as it is kept: NFC, one space where there was white space, bare line feeds.

    Characters that no database or terminal takes (controls, halves of surrogate pairs) are left
    out. The no-break space is a character of the text and stays.
    """
    # U+0085 is a line end; the other controls are nothing that a reader sees.
    text = _UNPRINTED.sub("", text.replace("\x85", "\n"))
    text = _LINE.sub("\n", _SPACE.sub(" ", text))
    return unicodedata.normalize("NFC", text).strip(" \n")


def assemble(blocks: Sequence[Block]) -> tuple[str, tuple[Segment, ...]]:
    """The text, its paragraphs two line feeds apart, and a segment for every block in it."""
    kept = _recognised(_kept(blocks))
    pieces: list[str] = []
    segments: list[Segment] = []
    at = number = 0
    for place, block in enumerate(kept):
        if place:
            pieces.append(block.joint)
            at += len(block.joint)
        goes_on = block.joint != NEW and place > 0
        if block.kind in ("paragraph", "cue") and block.counted and not goes_on:
            number += 1
        numbered = block.kind in ("paragraph", "cue", "item") and block.counted and number > 0
        end = at + len(block.text)
        segments.append(
            Segment(
                at, end, block.kind, number if numbered else None,
                block.page, block.time, block.speaker, block.bytes,
            )
        )  # fmt: skip
        pieces.append(block.text)
        at = end
    return "".join(pieces), tuple(segments)


def _kept(blocks: Sequence[Block]) -> list[Block]:
    """The blocks that have text, clean; the one after an empty one begins what that began."""
    kept: list[Block] = []
    owed = ""
    for block in blocks:
        text = cleaned(block.text)
        joint = max(owed, block.joint, key=_strength)
        if text:
            kept.append(block._replace(text=text, joint=joint))
        owed = "" if text else joint
    return kept


def _strength(joint: str) -> int:
    return ["", " ", "\t", "\n", NEW].index(joint)


# --- titles and headings ----------------------------------------------------------------------


def _recognised(blocks: list[Block]) -> list[Block]:
    """The same blocks with one title at most, and every heading called one."""
    marked = _title_place(blocks)
    found = []
    for place, block in enumerate(blocks):
        if block.kind == "title" and place != marked:
            block = block._replace(kind="heading")
        if marked is not None and place < marked:
            block = block._replace(counted=False)
        elif _whole(blocks, place) and reads_like_heading(block.text):
            block = block._replace(kind="heading")
        found.append(block)
    if marked is None:
        first = next((p for p, b in enumerate(blocks) if b.counted and b.kind != "running"), None)
        if first is not None and _whole(blocks, first) and reads_like_title(blocks[first].text):
            found[first] = blocks[first]._replace(kind="title")
    return found


def _title_place(blocks: list[Block]) -> int | None:
    """Where the marked title is; one with most of the text before it is a mere heading."""
    for place, block in enumerate(blocks):
        if block.kind == "title":
            before = sum(len(b.text) for b in blocks[:place] if b.kind == "paragraph" and b.counted)
            after = sum(len(b.text) for b in blocks[place:] if b.kind == "paragraph" and b.counted)
            return place if before <= after else None
    return None


def _whole(blocks: list[Block], place: int) -> bool:
    """Whether it is a paragraph in one piece, and other text of the article follows it."""
    block = blocks[place]
    if block.kind != "paragraph" or not block.counted or block.joint != NEW:
        return False
    for after in map(blocks.__getitem__, range(place + 1, len(blocks))):
        if after.kind != "running":
            return after.joint == NEW and after.counted
    return False


def reads_like_title(text: str) -> bool:
    """Whether a first paragraph is a title by its words: no sentence, and not too long."""
    last = _LAST.sub("", text)[-1:]
    return len(text) <= TITLE_LIMIT and last not in (*".…:;,", "")


def reads_like_heading(text: str) -> bool:
    """Whether a paragraph is a heading by its words: see the rule above."""
    if len(text) > HEADING_LIMIT or "\n" in text or len(text.split()) > HEADING_WORDS:
        return False
    first, last = _BEGINNING.sub("", text)[:1], _LAST.sub("", text)[-1:]
    return last.isalnum() and first.isalnum() and not first.islower()
