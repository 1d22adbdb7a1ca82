"""Importing in the tests: rows made short, and a whole case to compare."""

import io
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from factcheck.database.models import Base
from factcheck.domain.records import ClaimRecord
from factcheck.importers.base import BadRow, Importer, Row
from factcheck.importers.csv import CsvImporter
from factcheck.importers.jsonl import JsonLinesImporter
from factcheck.importers.toml import TomlImporter
from factcheck.services import importing, reading
from factcheck.services.importing import ImportReport, Refusal
from tests.support import cases

IMPORTERS: dict[str, Importer] = {
    "csv": CsvImporter(),
    "jsonl": JsonLinesImporter(),
    "toml": TomlImporter(),
}


class Imported(NamedTuple):
    report: ImportReport
    refused: list[Refusal]


def take(session: Session, rows: Iterable[Row | BadRow], author: str = cases.AUTHOR) -> Imported:
    refused: list[Refusal] = []
    report = importing.load(session, author, rows, refuse=refused.append)
    return Imported(report, refused)


def take_text(session: Session, text: str, format: str = "csv") -> Imported:
    return take(session, IMPORTERS[format].rows(io.BytesIO(text.encode()), {}))


def row(line: int, *cited: Mapping[str, Any] | str, **fields: Any) -> Row:
    """A claim of kind event, unless told otherwise, that cites these sources."""
    citations = [{"source": source} if isinstance(source, str) else source for source in cited]
    return Row(line, "claim", {"text": "A raid.", "kind": "event", **fields}, citations)


def whole_case(session: Session) -> list[ClaimRecord]:
    """Every claim in the order of logging, without ids, which differ from case to case."""
    listed = reversed(list(reading.listing(session, [], None)))
    return [claim._replace(id="") for claim in listed]


def counts(session: Session) -> dict[str, int]:
    return {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }


WHOLE = {
    "key": "held-75",
    "text": "At least 75 of the 100 were tortured in Argun.",
    "kind": "abuse",
    "act": "torture",
    "speaker": "Igor Kochetkov",
    "against": "Police",
    "as_of": "2017-05-18",
    "happened": "2017-02/2017-03",
    "place": "Argun",
    "tags": "custody, raids",
    "number": "at least 75.5 people",
    "number_method": "estimate",
    "measure": "tortured",
}
PASSAGE = {
    "source": "outlet",
    "via": "wire",
    "stance": "confirms",
    "locator": "para. 2",
    "quote": "не менее 75",
    "translation": "at least 75",
}
