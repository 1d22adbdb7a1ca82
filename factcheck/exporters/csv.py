"""CSV: one row for each citation of each claim; a claim without one has a row of its own.

The columns are the fields that ``factcheck import`` reads, and what was computed from them.
"""

import csv
from collections.abc import Iterator
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
)  # fmt: skip

_NO_QUANTITY = ("",) * 9
_NO_CITATION = ("",) * len(CITATION_COLUMNS)


class CsvExporter:
    def write(self, sheet: FactSheet, stream: IO[str]) -> None:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(CLAIM_COLUMNS + CITATION_COLUMNS)
        references = {source.key: guarded(source.entry) for source in sheet.header.bibliography}
        writer.writerows(_rows(sheet.entries, references))


def _rows(claims: Iterator[ClaimRecord], references: dict[str, str]) -> Iterator[tuple[str, ...]]:
    for claim in claims:
        cells = _claim(claim)
        if not claim.citations:
            yield cells + _NO_CITATION
        for citation in claim.citations:
            yield cells + _citation(citation, references)


def _claim(claim: ClaimRecord) -> tuple[str, ...]:
    return (
        claim.key,
        guarded(claim.text),
        claim.kind,
        claim.act or "",
        claim.status,
        guarded(claim.speaker) if claim.speaker else "",
        guarded(claim.against) if claim.against else "",
        claim.as_of or "",
        claim.happened or "",
        guarded(claim.place) if claim.place else "",
        guarded(", ".join(claim.tags)) if claim.tags else "",
        *(_NO_QUANTITY if claim.quantity is None else _quantity(claim.quantity)),
        " ".join(claim.origins),
    )


def _quantity(quantity: QuantityRecord) -> tuple[str, ...]:
    return (
        guarded(quantity.as_stated),
        quantity.qualifier,
        "" if quantity.value is None else format(quantity.value, "f"),
        "" if quantity.minimum is None else format(quantity.minimum, "f"),
        "" if quantity.maximum is None else format(quantity.maximum, "f"),
        guarded(quantity.unit) if quantity.unit else "",
        "" if quantity.whole is None else format(quantity.whole, "f"),
        quantity.measure or "",
        quantity.method or "",
    )


def _citation(citation: CitationRecord, references: dict[str, str]) -> tuple[str, ...]:
    return (
        citation.source,
        citation.via or "",
        citation.stance,
        guarded(citation.locator) if citation.locator else "",
        guarded(citation.quote) if citation.quote else "",
        guarded(citation.translation) if citation.translation else "",
        citation.quote_check or "",
        references.get(citation.source, ""),
    )
