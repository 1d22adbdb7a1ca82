"""CSV: one row for each citation of each claim; a claim without one has a row of its own.

The columns are the fields that ``factcheck import`` reads, and what was computed from them.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import IO

from factcheck.domain.cells import guarded, in_csv
from factcheck.domain.factsheet import FactSheet
from factcheck.domain.records import CitationRecord, ClaimRecord, QuantityRecord, ReviewRecord

CLAIM_COLUMNS = (
    "key", "text", "kind", "act", "status", "speaker", "against", "as_of", "happened", "place",
    "tags", "number", "qualifier", "value", "min", "max", "unit", "of", "measure", "number_method",
    "origins", "status_because", "overrides",
)  # fmt: skip
CITATION_COLUMNS = (
    "source", "via", "stance", "locator", "quote", "translation", "quote_check", "reference",
    "link", "archive_url", "capture",
)  # fmt: skip

Cells = tuple[str, ...]

_NO_QUANTITY = ("",) * 9
_NO_CITATION = ("",) * len(CITATION_COLUMNS)


class CsvExporter:
    def write(self, sheet: FactSheet, stream: IO[str]) -> None:
        stream.write(_line(CLAIM_COLUMNS + CITATION_COLUMNS))
        references = {source.key: _text(source.entry) for source in sheet.header.bibliography}
        stream.writelines(_lines(sheet.entries, references))


# The csv module looks at every character of every cell in every row; most of these cells are
# codes and names that come again and again, and a claim's cells stand before each of its citations.
# So a cell is made ready once, and a row is its cells joined.


def _line(cells: Cells) -> str:
    return ",".join(cells) + "\n"


def _lines(claims: Iterator[ClaimRecord], references: Mapping[str, str]) -> Iterator[str]:
    for claim in claims:
        claim_cells = ",".join(_claim(claim)) + ","
        for citation in claim.citations:
            yield claim_cells + _line(_citation(citation, references))
        if not claim.citations:
            yield claim_cells + _line(_NO_CITATION)


def _text(text: str | None) -> str:
    """The cell of a text that anyone may have written."""
    return in_csv(guarded(text)) if text else ""


_name = lru_cache(maxsize=10_000)(_text)
"""``_text`` for what many claims share: names, places, tags, numbers."""


@lru_cache(maxsize=10_000)
def _code(code: str | None) -> str:
    """The cell of a key, a code or a date: it needs no guard."""
    return in_csv(code) if code else ""


# Records are taken apart at once: half of what a row takes would go into reading their fields one
# by one.


def _claim(claim: ClaimRecord) -> Cells:
    (
        key, _, text, kind, act, status, speaker, against, as_of, happened, place, tags, quantity,
        _, reviews, origins, _, because, _,
    ) = claim  # fmt: skip
    return (
        in_csv(key),
        _text(text),
        _code(kind),
        _code(act),
        _code(status),
        _name(speaker),
        _name(against),
        _code(as_of),
        _code(happened),
        _name(place),
        _name(", ".join(tags)),
        *(_NO_QUANTITY if quantity is None else _quantity(quantity)),
        _code(" ".join(origins)),
        _name(because),
        _overrides(reviews) if reviews else "",
    )


def _overrides(reviews: Sequence[ReviewRecord]) -> str:
    """Who went against the policy, and why."""
    return _text("; ".join(f"{one.reviewer}: {one.override}" for one in reviews if one.override))


def _quantity(quantity: QuantityRecord) -> Cells:
    stated, qualifier, value, minimum, maximum, unit, whole, measure, method = quantity
    return (
        _name(stated),
        _code(qualifier),
        "" if value is None else format(value, "f"),
        "" if minimum is None else format(minimum, "f"),
        "" if maximum is None else format(maximum, "f"),
        _name(unit),
        "" if whole is None else format(whole, "f"),
        _code(measure),
        _code(method),
    )


def _citation(citation: CitationRecord, references: Mapping[str, str]) -> Cells:
    source, via, stance, locator, quote, translation, check, link, archive_url, capture = citation
    return (
        _code(source),
        _code(via),
        _code(stance),
        _name(locator),
        _text(quote),
        _text(translation),
        _code(check),
        references.get(source, ""),
        _name(link),
        _name(archive_url),
        capture or "",
    )
