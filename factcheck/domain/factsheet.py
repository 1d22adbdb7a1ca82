"""The fact sheet: what every exporter renders, and all that it is given.

A frozen header, and a stream of frozen claims that can be read once, so that a sheet of a
million claims needs no more memory than one of ten.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from factcheck.domain.records import ClaimRecord


class SheetSource(NamedTuple):
    """A source that the sheet refers to."""

    key: str
    entry: str
    """Its entry in the bibliography, as plain text."""
    short: str
    """How a note names it."""
    csl: Mapping[str, Any]


class SheetMeasure(NamedTuple):
    """What some of the sheet's figures count."""

    key: str
    unit: str
    definition: str | None
    cumulative: bool
    part_of: str | None


class Header(NamedTuple):
    title: str
    counts: tuple[tuple[str, int], ...]
    """Status code and number of claims shown, in the vocabulary's order; none is zero."""
    left_out: tuple[tuple[str, int], ...]
    """The same for the claims that the sheet's query met and its statuses left out."""
    bibliography: tuple[SheetSource, ...]
    """Every source that a shown claim cites or rests on, in the order of print."""
    measures: tuple[SheetMeasure, ...]
    """Every measure that a shown figure counts, by key."""

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts)


class FactSheet(NamedTuple):
    header: Header
    entries: Iterator[ClaimRecord]
    """By kind, and within a kind in the order in which the claims were logged."""
