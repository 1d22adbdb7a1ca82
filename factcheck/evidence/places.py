"""Places in an extracted text: what stands where, and how a person names it (“p. 2, para. 5”).

One rule for locators, in both directions, so that what is printed can be typed:

- ``para. 3``: paragraphs are counted from the title on. The title and headings are not counted;
  a list item belongs to the paragraph that it follows.
- ``p. 2, para. 5``: in a format with pages. The paragraph is counted through the whole document,
  so that its number is the same in every format of one text; typed, it may also be counted from
  the top of the page where no paragraph of that number stands on it.
- ``00:01:20``: in a format with time codes, the cue that is on at that moment.
- ``title``, ``heading 2``, ``caption 1``, ``table 1``, ``note 3``: what is not a paragraph, by its
  order in the document.

A typed locator may say “paragraph”, “¶”, “абз.”, “page”, “с.”, “стр.”, and a range (“paras. 3–4”).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from factcheck.domain.printable import encode_json

KINDS = ("title", "heading", "paragraph", "item", "cell", "caption", "note", "cue", "running")
"""What a segment can be. ``running`` is a page's header, footer or number, ``note`` a footnote."""

ORDINAL = {"heading": "heading", "caption": "caption", "note": "note", "cell": "table"}
"""Kinds that are located by their order, and the word for it. The cells of a table count once."""


class Segment(NamedTuple):
    """One piece of an extracted text, and where it stands in the original.

    ``start`` and ``end`` are code points of the text, ``end`` exclusive. ``paragraph`` and
    ``page`` count from 1; ``time`` is when a cue begins (``HH:MM:SS.mmm``); ``bytes`` is the range
    in the original file, where it is known.
    """

    start: int
    end: int
    kind: str
    paragraph: int | None = None
    page: int | None = None
    time: str | None = None
    speaker: str | None = None
    bytes: tuple[int, int] | None = None


class Span(NamedTuple):
    """A stretch of an extracted text in code points, ``end`` exclusive."""

    start: int
    end: int


# --- from a place to its locator --------------------------------------------------------------


def locator(segments: Sequence[Segment], start: int, end: int) -> str | None:
    """How a person names the place of ``text[start:end]``; None where it has no name."""
    here = [found for found in segments if found.start < end and start < found.end]
    if not here:
        return None
    return _named(here, _order(segments) if here[0].kind in ORDINAL else {})


def page_and_time(
    segments: Sequence[Segment], start: int, end: int
) -> tuple[int | None, str | None]:
    """The page on which ``text[start:end]`` begins, and its time code: what a link leads to."""
    here = [found for found in segments if found.start < end and start < found.end]
    return (
        next((found.page for found in here if found.page), None),
        next((found.time for found in here if found.time), None),
    )


def locators(segments: Sequence[Segment]) -> list[str | None]:
    """The locator of every single segment."""
    order = _order(segments)
    return [_named([found], order) for found in segments]


def _named(here: Sequence[Segment], order: Mapping[int, int]) -> str | None:
    times = [found.time[:8] for found in here if found.time]
    if times:
        return _range(times[0], times[-1])
    names = []
    pages = [found.page for found in here if found.page]
    if pages:
        names.append(_numbered("p.", "pp.", pages))
    paragraphs = [found.paragraph for found in here if found.paragraph]
    if paragraphs:
        names.append(_numbered("para.", "paras.", paragraphs))
    elif here[0].kind == "title":
        names.append("title")
    elif here[0].kind in ORDINAL:
        names.append(f"{ORDINAL[here[0].kind]} {order[here[0].start]}")
    return ", ".join(names) or None


def _numbered(one: str, several: str, numbers: Sequence[int]) -> str:
    low, high = min(numbers), max(numbers)
    return f"{one} {low}" if low == high else f"{several} {low}–{high}"


def _range(first: str, last: str) -> str:
    return first if first == last else f"{first}–{last}"


def _order(segments: Iterable[Segment]) -> dict[int, int]:
    """The order among its kind of every segment that is located by it, by its start."""
    order: dict[int, int] = {}
    counts: dict[str, int] = {}
    previous = Segment(0, -2, "")
    for found in segments:
        if found.kind in ORDINAL:
            # One line feed or tab, not two line feeds, stands between the cells of one table.
            same_table = found.kind == previous.kind == "cell" and found.start - previous.end == 1
            counts[found.kind] = counts.get(found.kind, 0) + (not same_table)
            order[found.start] = counts[found.kind]
        previous = found
    return order


# --- from a typed locator to its place --------------------------------------------------------

Ends: TypeAlias = tuple[int, int]
"""The first and the last of the numbers that a locator names."""

_TO = r"(?:\s*(?:-|–|—|to)\s*(\d+))?"
_PARAGRAPH = re.compile(
    r"(?:paras?\b\.?|pars?\b\.?|paragraphs?\b|¶¶?|§§?|абз\.?|абзац\w*)\s*(\d+)" + _TO, re.IGNORECASE
)
_PAGE = re.compile(
    r"(?:pp?\b\.?|pages?\b|pgs?\b\.?|стр\b\.?|с\b\.|страниц\w*)\s*(\d+)" + _TO, re.IGNORECASE
)
_CLOCK = r"(?:(\d{1,2}):)?(\d{1,3}):(\d\d)(?:[.,]\d+)?"
_TIME = re.compile(rf"{_CLOCK}(?:\s*(?:-|–|—|to)\s*{_CLOCK})?")
_NAMED = re.compile(r"(heading|caption|note|table)\s*(\d+)", re.IGNORECASE)


class _Typed(NamedTuple):
    """What a typed locator names: one of these, or a page, a paragraph, or both."""

    time: re.Match[str] | None = None
    title: bool = False
    named: tuple[str, int] | None = None
    page: Ends | None = None
    paragraph: Ends | None = None

    def kinds(self) -> Iterator[str]:
        """What a text must have for this to be a place in it, in a plural word."""
        if self.time:
            yield "time codes"
        if self.title:
            yield "title"
        if self.named:
            yield f"{self.named[0]}s"
        if self.page:
            yield "pages"
        if self.paragraph:
            yield "paragraphs"


def _read(typed: str) -> _Typed | None:
    """What a locator says; None where it is not understood."""
    text = " ".join(typed.split())
    if time := _TIME.fullmatch(text):
        return _Typed(time=time)
    if text.lower() == "title":
        return _Typed(title=True)
    if named := _NAMED.fullmatch(text):
        return _Typed(named=(named[1].lower(), int(named[2])))
    page, paragraph = _PAGE.search(text), _PARAGRAPH.search(text)
    rest = _PARAGRAPH.sub("", _PAGE.sub("", text, count=1), count=1)
    if (page is None and paragraph is None) or rest.strip(" ,;."):
        return None
    return _Typed(page=page and _ends(page), paragraph=paragraph and _ends(paragraph))


def located(segments: Sequence[Segment], typed: str) -> Span | None:
    """The stretch that a typed locator names; None where it is not understood or not there."""
    found = _read(typed)
    if found is None:
        return None
    if found.time:
        return _timed(segments, found.time)
    if found.title:
        return _around(one for one in segments if one.kind == "title")
    if found.named:
        return _ordinal(segments, *found.named)
    here = list(segments) if found.page is None else _within(segments, "page", *found.page)
    if found.paragraph is None:
        return _around(here)
    low, high = found.paragraph
    there = _within(here, "paragraph", low, high)
    if not there and found.page is not None:
        first = min((one.paragraph for one in here if one.paragraph), default=1)
        there = _within(here, "paragraph", first + low - 1, first + high - 1)
    return _around(there)


def lacking(segments: Sequence[Segment], typed: str) -> str | None:
    """What a typed locator names and the text has none of: “pages”, “time codes”.

    Of such a locator nothing can be said: the page may be that of a printed edition.
    """
    found = _read(typed)
    has = set(_kinds(segments))
    return next((kind for kind in found.kinds() if kind not in has), None) if found else None


def contradicts(segments: Sequence[Segment], typed: str, start: int, end: int) -> bool:
    """Whether a typed locator names another place than that of ``text[start:end]``, or none.

    One that is not understood (“§ 4 of the annex”), or is of a kind that the text has not,
    contradicts nothing.
    """
    if _read(typed) is None or lacking(segments, typed):
        return False
    span = located(segments, typed)
    return span is None or end <= span.start or span.end <= start


def _kinds(segments: Iterable[Segment]) -> Iterator[str]:
    """What a text has, in the words of ``lacking``."""
    for found in segments:
        if found.time:
            yield "time codes"
        if found.page:
            yield "pages"
        if found.paragraph:
            yield "paragraphs"
        if found.kind == "title":
            yield "title"
        if found.kind in ORDINAL:
            yield f"{ORDINAL[found.kind]}s"


def _ends(found: re.Match[str]) -> Ends:
    low = int(found[1])
    return low, int(found[2] or low)


def _within(segments: Iterable[Segment], field: str, low: int, high: int) -> list[Segment]:
    return [found for found in segments if low <= (getattr(found, field) or -1) <= high]


def _around(segments: Iterable[Segment]) -> Span | None:
    found = list(segments)
    return Span(found[0].start, found[-1].end) if found else None


def _ordinal(segments: Sequence[Segment], word: str, number: int) -> Span | None:
    order = _order(segments)
    return _around(
        found
        for found in segments
        if ORDINAL.get(found.kind) == word and order[found.start] == number
    )


def _timed(segments: Sequence[Segment], typed: re.Match[str]) -> Span | None:
    cues = [(seconds(found.time), found) for found in segments if found.time]
    low = _clock(typed[1], typed[2], typed[3])
    high = low if typed[5] is None else _clock(typed[4], typed[5], typed[6])
    started = [place for place, (second, _) in enumerate(cues) if second <= low]
    first = started[-1] if started else 0
    last = max((place for place, (second, _) in enumerate(cues) if second <= high), default=0)
    return _around(found for _, found in cues[first : max(first, last) + 1])


def _clock(hours: str | None, minutes: str, second: str) -> int:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(second)


def seconds(time: str) -> int:
    """Whole seconds of a time code ``HH:MM:SS.mmm``."""
    hours, minutes, rest = time.split(":")
    return _clock(hours, minutes, rest[:2])


# --- as it is stored --------------------------------------------------------------------------

Stored = list[list[object]]


def stored(segments: Iterable[Segment]) -> Stored:
    """Segments as plain lists, for JSON: what is unknown at the end of a list is left out.

    Each is ``[gap, length, kind, paragraph, page, time, speaker, bytes]``: the code points since
    the end of the one before, and its own.
    """
    rows: Stored = []
    at = 0
    for found in segments:
        kind = KINDS.index(found.kind)
        row: list[object] = [found.start - at, found.end - found.start, kind, *found[3:7]]
        row.append(None if found.bytes is None else list(found.bytes))
        while row[-1] is None:
            row.pop()
        rows.append(row)
        at = found.end
    return rows


def restored(rows: Iterable[Sequence[object]]) -> tuple[Segment, ...]:
    """The segments that ``stored`` was given. Raises ValueError for anything else."""
    segments = []
    at = 0
    for row in rows:
        found = _segment(row, at)
        segments.append(found)
        at = found.end
    return tuple(segments)


def _segment(row: Sequence[object], at: int) -> Segment:
    match [*row, *([None] * (8 - len(row)))]:
        case [
            int() as gap,
            int() as length,
            int() as kind,
            int() | None as paragraph,
            int() | None as page,
            str() | None as time,
            str() | None as speaker,
            bytes,
        ] if 0 <= kind < len(KINDS):
            place = None
            if isinstance(bytes, list | tuple):
                first, last = bytes
                place = (int(first), int(last))
            start = at + gap
            return Segment(
                start, start + length, KINDS[kind], paragraph, page, time, speaker, place
            )
    raise ValueError(f"not a stored segment: {row!r}")


def segments_json(segments: Iterable[Segment]) -> str:
    """The compact form for a database column; ``restored(json.loads(…))`` reads it."""
    return encode_json(stored(segments))
