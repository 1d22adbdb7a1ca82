"""A captured text as a person reads it: places in the margin, the quotes taken from it marked."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from factcheck.cli.output import wrapped
from factcheck.domain.printable import one_line, shortened, width
from factcheck.evidence.places import locators

if TYPE_CHECKING:
    from factcheck.evidence.places import Segment
    from factcheck.services.source_evidence import Mark, MarkedText

MARGIN = 18
"""Columns for places and speakers, and two between them and the text."""

COLUMNS = 78


class _Block(NamedTuple):
    """What stands in lines of its own: a segment, or the cells of one row of a table."""

    start: int
    end: int
    place: str
    speaker: str
    page: int | None


def reading_lines(found: "MarkedText") -> Iterator[str]:
    """The text line by line, page by page.

    A quote of the case stands in brackets, with the key of its claim: [some 75 people](in-touch).
    """
    page = None
    speaker = ""
    for block in _blocks(found.text.text, found.text.segments):
        if block.page is not None and block.page != page:
            page = block.page
            yield f"──── page {page} ────"
            yield ""
        margin = [block.place, block.speaker if block.speaker != speaker else ""]
        speaker = block.speaker
        shown = wrapped(one_line(_marked(found.text.text, block, found.marks)), COLUMNS - MARGIN)
        for left, line in zip_longest([part for part in margin if part], shown, fillvalue=""):
            left = shortened(left, MARGIN - 2)
            yield f"{left}{' ' * (MARGIN - width(left))}{line}".rstrip()
        yield ""


def _blocks(text: str, segments: "Sequence[Segment]") -> Iterator[_Block]:
    row: _Block | None = None
    for segment, place in zip(segments, locators(segments), strict=True):
        here = _Block(
            segment.start, segment.end, _short(place, segment), segment.speaker or "", segment.page
        )
        if row is not None and text[row.end : here.start] == "\t":
            row = row._replace(end=here.end)
            continue
        if row is not None:
            yield row
        row = here
    if row is not None:
        yield row


def _short(place: str | None, segment: "Segment") -> str:
    """The locator without the page, which stands above."""
    return (place or "").removeprefix(f"p. {segment.page}").removeprefix(", ")


def _marked(text: str, block: _Block, marks: "Sequence[Mark]") -> str:
    """The text of a block with its quotes in brackets; one may go on in the next block."""
    here = [mark for mark in marks if mark.start < block.end and block.start < mark.end]
    signs = [(mark.start, 1, "[") for mark in here if mark.start >= block.start]
    signs += [(mark.end, 0, f"]({mark.claim})") for mark in here if mark.end <= block.end]
    pieces, at = [], block.start
    for place, _, sign in sorted(signs, key=lambda sign: sign[:2]):
        pieces += [text[at:place], sign]
        at = place
    return "".join([*pieces, text[at : block.end]])
