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


def reading_lines(found: "MarkedText", within: tuple[int, int] | None = None) -> Iterator[str]:
    """The text line by line, page by page; or the part of it that touches these offsets.

    A quote of the case stands in brackets, with the key of its claim: [some 75 people](in-touch).
    Quotes that overlap stand in one pair of brackets, [27 of some 75 people](in-touch, out), and
    each of them below.
    """
    groups = _groups(found.marks)
    page = None
    speaker = ""
    for block in _blocks(found.text.text, found.text.segments):
        if within is not None and (block.end <= within[0] or block.start >= within[1]):
            continue
        if block.page is not None and block.page != page:
            page = block.page
            yield f"──── page {page} ────"
            yield ""
        margin = [block.place, block.speaker if block.speaker != speaker else ""]
        speaker = block.speaker
        shown = wrapped(one_line(_marked(found.text.text, block, groups)), COLUMNS - MARGIN)
        for left, line in zip_longest([part for part in margin if part], shown, fillvalue=""):
            left = shortened(left, MARGIN - 2)
            yield f"{left}{' ' * (MARGIN - width(left))}{line}".rstrip()
        for line in _told(found.text.text, block, groups):
            yield f"{' ' * MARGIN}{line}"
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


class _Group(NamedTuple):
    """Quotes that overlap, or one alone."""

    start: int
    end: int
    marks: "tuple[Mark, ...]"

    @property
    def names(self) -> str:
        """The claims, each once."""
        return ", ".join(dict.fromkeys(mark.claim for mark in self.marks))

    @property
    def is_told(self) -> bool:
        """Whether its brackets do not tell which words are whose."""
        return any((mark.start, mark.end) != (self.start, self.end) for mark in self.marks)


def _groups(marks: "Sequence[Mark]") -> list[_Group]:
    groups: list[_Group] = []
    for mark in marks:
        if groups and mark.start < groups[-1].end:
            last = groups[-1]
            end = max(last.end, mark.end)
            groups[-1] = _Group(last.start, end, (*last.marks, mark))
        else:
            groups.append(_Group(mark.start, mark.end, (mark,)))
    return groups


def _marked(text: str, block: _Block, groups: "Sequence[_Group]") -> str:
    """The text of a block with its quotes in brackets; one may go on in the next block."""
    pieces, at = [], block.start
    for group in groups:
        if group.start >= block.end or group.end <= block.start:
            continue
        if group.start >= block.start:
            pieces += [text[at : group.start], "["]
            at = group.start
        if group.end <= block.end:
            pieces += [text[at : group.end], f"]({group.names})"]
            at = group.end
    return "".join([*pieces, text[at : block.end]])


def _told(text: str, block: _Block, groups: "Sequence[_Group]") -> Iterator[str]:
    """The words of each quote of the groups that end in a block, where they overlap."""
    for group in groups:
        if group.is_told and block.start < group.end <= block.end:
            for mark in group.marks:
                said = one_line(f"{mark.claim}: “{text[mark.start : mark.end]}”")
                first, *others = wrapped(said, COLUMNS - MARGIN - 2)
                yield first
                yield from (f"  {line}" for line in others)
