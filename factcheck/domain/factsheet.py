"""The fact sheet: what every exporter renders, and all that it is given.

A frozen header, and a stream of frozen claims that can be read once, so that a sheet of a
million claims needs no more memory than one of ten.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from factcheck.domain.policy import DEFAULT, Policy
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


class Answer(NamedTuple):
    """What those accused say of it: a denial of its own, or a citation that contests the claim."""

    claim: str | None
    """Key of the denial."""
    speaker: str
    text: str | None
    source: str | None
    """Key of the source that it stands in."""
    as_of: str | None = None


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
    policy: Policy = DEFAULT
    """What the case asks for before a claim may have a status."""
    answers: Mapping[str, tuple[Answer, ...]] = MappingProxyType({})
    """What those accused say, by the name of the party that shown claims are against."""

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts)


class FactSheet(NamedTuple):
    header: Header
    entries: Iterator[ClaimRecord]
    """By kind, and within a kind in the order in which the claims were logged."""
