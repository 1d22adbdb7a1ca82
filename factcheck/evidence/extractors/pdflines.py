"""From the lines of PDF pages to paragraphs, by their geometry.

A line begins a paragraph if

- it stands lower below the line before it than 1.35 times what is usual in the document,
- or it begins right of where the paragraph's lines begin (an indent, a block quote), or left of it
  (the end of a block quote); but the second line of a paragraph may go back to the margin, since
  the first was indented,
- or its letters have another size,
- or the line before it ended a sentence, and its own first word had still fitted there,
- or it begins with a bullet.

At the top of a page or column there is no distance to go by: there a line goes on with the
paragraph unless that ended a sentence so, or well above the page's end, or the line is indented.
Lines at the top or bottom of a page that are a page number, or stand there on other pages too but
for their digits, are ``running``: kept after the paragraph that they interrupt, and part of none.
Larger letters make a heading; the first of these, with no paragraph before it, the title.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from factcheck.evidence.assembly import NEW, Block
from factcheck.evidence.extractors.text import BULLET

GAP = 1.35
"""Of the usual distance between lines: more begins a paragraph."""
INDENT = 0.8
"""Ems by which a line must be set in or out."""
COLUMN = 6
"""Ems between the left edges of two columns, at least; an indent is less."""
LARGER = 1.15
"""Of the usual size of letters: more is a heading."""
EMPTY = 0.25
"""Of a page's height: a page that ends above that was not filled."""
OTHER_SIZE = 0.06
"""Share by which the size must differ for the line to be of another paragraph."""

_END = re.compile(r"[.!?…:][\"'”’“»)\]\d]*$")
_PAGE_NUMBER = re.compile(
    r"[-–— ]*(?:p(?:age|\.)?|с(?:тр)?\.?)? ?\d{1,4}(?: ?(?:/|of|из) ?\d{1,4})?[-–— ]*$",
    re.IGNORECASE,
)


class Line(NamedTuple):
    """A line of a page: where its first and last letters stand, in points from the lower left.

    ``top`` and ``bottom`` are base lines; they differ where two lines were joined at a hyphen.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float


class Page(NamedTuple):
    """The lines of a page in the order of the file, and its height in points."""

    lines: Sequence[Line]
    height: float


class _Usual(NamedTuple):
    """What is usual in a document: letters, distance of lines, and its columns.

    A column is where its leftmost lines begin and where nearly all of its lines have ended.
    """

    size: float
    pitch: float
    columns: Sequence[tuple[float, float]]

    def right(self, line: Line) -> float:
        """The right margin of the column that a line is in."""
        return next((right for left, right in self.columns if left <= line.left), line.right)


def blocks(pages: Sequence[Page]) -> list[Block]:
    """Paragraphs, headings and list items of a document; page n is the nth, from 1."""
    running = _running(pages)
    usual = _usual([line for page in pages for line in page.lines])
    words = _vocabulary(pages)
    found: list[Block] = []
    for paragraph in _paragraphs(pages, running, usual):
        found += _pieces(paragraph, usual, words)
        found += [Block("running", line.text, page) for page, line in paragraph.between]
    return _with_title(found)


class _Paragraph:
    """Lines with their pages; ``between`` are running lines that stand among them or after."""

    def __init__(self) -> None:
        self.lines: list[tuple[int, Line]] = []
        self.between: list[tuple[int, Line]] = []
        self.right = 0.0
        """Where its longest line ends."""

    def add(self, page: int, line: Line) -> None:
        self.lines.append((page, line))
        self.right = max(self.right, line.right)


def _paragraphs(
    pages: Sequence[Page], running: set[tuple[int, int]], usual: _Usual
) -> Iterator[_Paragraph]:
    current = _Paragraph()
    for number, page in enumerate(pages, start=1):
        for place, line in enumerate(page.lines):
            if (number, place) in running:
                current.between.append((number, line))
                continue
            turned = bool(current.lines) and current.lines[-1][0] != number
            early = turned and _left_empty(pages[current.lines[-1][0] - 1], current.lines[-1][1])
            if current.lines and _begins(current, line, turned, early, usual):
                yield current
                current = _Paragraph()
            current.add(number, line)
    yield current


def _left_empty(page: Page, last: Line) -> bool:
    """Whether a page ends well above its end, after this line."""
    return last.bottom > EMPTY * page.height


def _begins(paragraph: _Paragraph, line: Line, turned: bool, early: bool, usual: _Usual) -> bool:
    """Whether a line begins a paragraph after this one.

    ``turned``: the page was turned between them; ``early``: and much of it was left empty.
    """
    before = paragraph.lines[-1][1]
    indent = INDENT * usual.size
    if abs(line.size - before.size) > OTHER_SIZE * before.size or BULLET.match(line.text):
        return True
    # The right margin of a block quote is its own: its widest line tells.
    alone = len(paragraph.lines) == 1
    margin = max(usual.right(before), paragraph.right) if alone else paragraph.right
    short = before.right + _first_word(line) < margin
    ended = _END.search(before.text) is not None
    if turned:
        indented = line.left > paragraph.lines[0][1].left + indent
        return (ended and (short or early)) or indented
    if ended and short:
        return True
    if line.top > before.bottom + 0.5 * usual.pitch:  # another column
        return False
    if before.bottom - line.top > GAP * usual.pitch * max(1.0, line.size / usual.size):
        return True
    # Back to the margin: after one line, that was the indent of a first line.
    return line.left > before.left + indent or (line.left < before.left - indent and not alone)


def _first_word(line: Line) -> float:
    """How much room the first word of a line takes, with the space before it, in points."""
    word = line.text.split(maxsplit=1)[0]
    return (len(word) + 1) * (line.right - line.left) / len(line.text)


def _usual(lines: Sequence[Line]) -> _Usual:
    if not lines:
        return _Usual(1.0, 1.0, ())
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    size = sizes.most_common(1)[0][0] or 1.0
    body = [line for line in lines if abs(line.size - size) <= OTHER_SIZE * size]
    distances = [
        first.bottom - second.top
        for first, second in pairwise(body)
        if 0 < first.bottom - second.top < 3 * size
    ]
    # The lower quartile: in a list of short paragraphs half of the distances are gaps.
    pitch = sorted(distances)[len(distances) // 4] if distances else 1.2 * size
    return _Usual(size, pitch, _columns(body, COLUMN * size))


def _columns(lines: Sequence[Line], apart: float) -> list[tuple[float, float]]:
    """The columns of a document, from the right: their left edges are well apart."""
    columns: list[list[Line]] = []
    for line in sorted(lines, key=lambda found: found.left):
        if not columns or line.left > columns[-1][-1].left + apart:
            columns.append([])
        columns[-1].append(line)
    ends = [sorted(line.right for line in column) for column in columns]
    return [
        (column[0].left, rights[len(rights) * 9 // 10])
        for column, rights in zip(reversed(columns), reversed(ends), strict=True)
    ]


# --- running headers and footers --------------------------------------------------------------


def _running(pages: Sequence[Page]) -> set[tuple[int, int]]:
    """Page and place of the lines that are no part of what is written."""
    edges = [
        (number, place, page.lines[place])
        for number, page in enumerate(pages, start=1)
        for place in _edges(page.lines)
    ]
    looks = Counter(_look(line) for _, _, line in edges)
    return {
        (number, place)
        for number, place, line in edges
        if _PAGE_NUMBER.match(line.text) or looks[_look(line)] > 1
    }


def _edges(lines: Sequence[Line]) -> list[int]:
    """The places of the highest and the lowest line of a page that has others too."""
    if len(lines) < 2:
        return []
    heights = [line.top for line in lines]
    return [heights.index(max(heights)), heights.index(min(heights))]


def _look(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "0", line.text), round(line.top)


# --- hyphens ----------------------------------------------------------------------------------

_MARKS = {"\x02", "\ufffe"}
"""What PDFium puts for a hyphen at a line's end, where it joins the lines."""
_HYPHEN = re.compile("(\\w+)[\x02\ufffe](\\w*)")
_LINE_END = re.compile(r"[^\W\d_](-|‐|\u00ad)$")
_FIRST = frozenset(
    "all anti co cross ex half high ill long low mid multi non pre pro self semi short so well "
    "во где как какая какие какой кое когда кто куда пол по из чей чему что".split()
)
_SECOND = frozenset(
    "aged backed based being born called clad class colored controlled conflict era free friendly "
    "gay government held hand hour in known language law led level like made man minded month off "
    "old out owned people person political profile ranking related rights rise run scale site "
    "speaking standing state style term time to treatment up war week wide year years "
    "либо нибудь таки то".split()
)
"""First and second parts of words that are written with a hyphen, wherever a line ends."""


def _vocabulary(pages: Sequence[Page]) -> frozenset[str]:
    """The words that stand whole in lines of the document, with their hyphens, in small letters."""
    return frozenset(
        word.lower()
        for page in pages
        for line in page.lines
        for word in re.findall(r"\w+(?:-\w+)*(?!-$)\b", _HYPHEN.sub(" ", line.text))
    )


def _unbroken(first: str, second: str, words: frozenset[str]) -> str:
    """Two halves of a word that stood around a line's end, with or without the hyphen.

    As the document has the word elsewhere; else as such words are written. Undecided, the hyphen
    is one that only the line's end needed.
    """
    with_hyphen, without = f"{first}-{second}", first + second
    if not second[:1].islower():
        return with_hyphen
    known = with_hyphen.lower() in words, without.lower() in words
    if known[0] != known[1]:
        return with_hyphen if known[0] else without
    parts = first.lower() in _FIRST or second.lower() in _SECOND
    return with_hyphen if parts or {first.lower(), second.lower()} <= words else without


def _joined(lines: Sequence[Line], words: frozenset[str]) -> str:
    """The text of some lines as one, without the hyphens that only their ends needed."""
    text = ""
    for line in lines:
        if _LINE_END.search(text[-2:]):
            # What PDFium left apart: it cannot tell, but the next letter and the words can.
            text = f"{text[:-1]}\ufffe{line.text}"
        else:
            text = f"{text} {line.text}" if text else line.text
    if not _MARKS & set(text):
        return text
    return _HYPHEN.sub(lambda found: _unbroken(found[1], found[2], words), text)


# --- blocks -----------------------------------------------------------------------------------


def _pieces(paragraph: _Paragraph, usual: _Usual, words: frozenset[str]) -> Iterator[Block]:
    """A paragraph as one block, or one for each of its pages."""
    if not paragraph.lines:
        return
    first = paragraph.lines[0][1]
    kind = "heading" if first.size > LARGER * usual.size else "paragraph"
    if BULLET.match(first.text):
        kind = "item"
    joint = NEW
    turning = groupby(paragraph.lines, key=lambda found: found[0])
    pages = [(page, _joined([line for _, line in lines], words)) for page, lines in turning]
    for place, (page, text) in enumerate(pages):
        if kind == "item" and place == 0:
            text = BULLET.sub("", text, count=1)
        overleaf = pages[place + 1][1] if place + 1 < len(pages) else ""
        text, after = _turned(text, overleaf, words)
        yield Block(kind, text, page, joint=joint)
        joint = after


def _turned(text: str, overleaf: str, words: frozenset[str]) -> tuple[str, str]:
    """A page's text and what stands between it and the next page's: nothing inside a word."""
    end, begin = re.search(r"(\w+)[-‐\u00ad\x02\ufffe]$", text), re.match(r"\w+", overleaf)
    if end is None or begin is None:
        return text, " "
    whole = _unbroken(end[1], begin[0], words)
    return text[: end.start()] + whole.removesuffix(begin[0]), ""


def _with_title(found: list[Block]) -> list[Block]:
    """The first heading on the first page with text is the title, if no paragraph precedes it."""
    for place, block in enumerate(found):
        if block.kind == "heading":
            return [*found[:place], block._replace(kind="title"), *found[place + 1 :]]
        if block.kind in ("paragraph", "item") and len(block.text) > 80:
            break
    return found
