"""What an extractor makes of some bytes, in a form that a table of examples can hold."""

from io import BytesIO

from factcheck.evidence.assembly import assemble
from factcheck.evidence.extractors.base import About, Extractor
from factcheck.evidence.places import Segment

Shown = tuple[str, int | None, str]
"""Kind, number of the paragraph, words."""


def segments_of(
    extractor: Extractor, data: bytes, **about: str | None
) -> tuple[str, tuple[Segment, ...]]:
    """The text and its segments, whose offsets are checked."""
    found = extractor.read(BytesIO(data), About("", **about))
    text, segments = assemble(found.blocks)
    assert all(text[s.start : s.end].strip(" \n") == text[s.start : s.end] for s in segments)
    return text, segments


def shown(extractor: Extractor, data: bytes | str, **about: str | None) -> list[Shown]:
    raw = data.encode() if isinstance(data, str) else data
    text, segments = segments_of(extractor, raw, **about)
    return [(s.kind, s.paragraph, text[s.start : s.end]) for s in segments]
