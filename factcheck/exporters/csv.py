"""CSV: one row for each citation of each claim; a claim without one has a row of its own.

The columns are the fields that ``factcheck import`` reads, and what was computed from them.
"""

import csv
from collections.abc import Iterator
from functools import lru_cache
from typing import IO

from factcheck.domain.cells import guarded
from factcheck.domain.factsheet import FactSheet
from factcheck.domain.records import CitationRecord, ClaimRecord, QuantityRecord

CLAIM_COLUMNS = (
    "key", "text", "kind", "act", "status", "speaker", "against", "as_of", "happened", "place",
    "tags", "number", "qualifier", "value", "min", "max", "unit", "of", "measure", "number_method",
    "origins",
)  # fmt: skip
CITATION_COLUMNS = (
    "source", "via", "stance", "locator", "quote", "translation", "quote_check", "reference",
    "link", "archive_url", "capture",
)  # fmt: skip

Row = tuple[str | None, ...]

_NO_QUANTITY = (None,) * 9
_NO_CITATION = (None,) * len(CITATION_COLUMNS)

_repeated = lru_cache(maxsize=10_000)(guarded)
"""``guarded`` for what many claims share: names, places, tags, numbers."""


class CsvExporter:
    def write(self, sheet: FactSheet, stream: IO[str]) -> None:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(CLAIM_COLUMNS + CITATION_COLUMNS)
        references = {source.key: guarded(source.entry) for source in sheet.header.bibliography}
        writer.writerows(_rows(sheet.entries, references))


def _rows(claims: Iterator[ClaimRecord], references: dict[str, str]) -> Iterator[Row]:
    for claim in claims:
        cells = _claim(claim)
        if not claim.citations:
            yield cells + _NO_CITATION
        for citation in claim.citations:
            yield cells + _citation(citation, references)


# None is an empty cell. Records are taken apart at once: half of what such a row takes would go
# into reading their fields one by one.


def _claim(claim: ClaimRecord) -> Row:
    (
        key, _, text, kind, act, status, speaker, against, as_of, happened, place, tags, quantity,
        _, _, origins, _,
    ) = claim  # fmt: skip
    return (
        key,
        guarded(text),
        kind,
        act,
        status,
        speaker and _repeated(speaker),
        against and _repeated(against),
        as_of,
        happened,
        place and _repeated(place),
        _repeated(", ".join(tags)) if tags else None,
        *(_NO_QUANTITY if quantity is None else _quantity(quantity)),
        " ".join(origins),
    )


def _quantity(quantity: QuantityRecord) -> Row:
    stated, qualifier, value, minimum, maximum, unit, whole, measure, method = quantity
    return (
        _repeated(stated),
        qualifier,
        None if value is None else format(value, "f"),
        None if minimum is None else format(minimum, "f"),
        None if maximum is None else format(maximum, "f"),
        unit and _repeated(unit),
        None if whole is None else format(whole, "f"),
        measure,
        method,
    )


def _citation(citation: CitationRecord, references: dict[str, str]) -> Row:
    source, via, stance, locator, quote, translation, check, link, archive_url, capture = citation
    return (
        source,
        via,
        stance,
        locator and _repeated(locator),
        quote and guarded(quote),
        translation and guarded(translation),
        check,
        references.get(source),
        link and _repeated(link),
        archive_url and _repeated(archive_url),
        capture,
    )
