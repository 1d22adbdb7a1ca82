"""Claims to be searched, as rows: no service stands between a test and the index."""

from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, insert

from factcheck.database.identifiers import new_id
from factcheck.database.models import Citation, Claim, Source, table_of

CLAIM, CITATION, SOURCE = map(table_of, (Claim, Citation, Source))

MOMENT = datetime(2017, 5, 18, tzinfo=UTC)


class Cited(NamedTuple):
    """A citation of a source of its own."""

    title: str
    quote: str | None = None
    translation: str | None = None
    withdrawn_at: datetime | None = None


def add_claim(connection: Connection, text: str, *cited: Cited, **more: Any) -> int:
    """Returns the row number. The key is made up, unless it is given."""
    row = {"key": str(new_id()), "kind": "event", "status": "unverified", "text": text, **more}
    seq = _add(connection, CLAIM, {**row, "logged_digest": b"0" * 16})
    for title, *passages, withdrawn_at in cited:
        source = add_source(connection, title)
        add_citation(connection, seq, source, *passages, withdrawn_at=withdrawn_at)
    return seq


def add_source(connection: Connection, title: str) -> int:
    row = {"key": str(new_id()), "kind": "report", "title": title, "names": {}, "other": {}}
    return _add(connection, SOURCE, row)


def add_citation(
    connection: Connection,
    claim: int,
    source: int,
    quote: str | None = None,
    translation: str | None = None,
    **more: Any,
) -> int:
    row = {"claim_seq": claim, "source_seq": source, "quote": quote, "translation": translation}
    return _add(connection, CITATION, {"stance": "supports", **row, **more})


def _add(connection: Connection, table: Table, row: dict[str, Any]) -> int:
    whole = {"id": new_id(), "created_at": MOMENT, "created_by": "Anna Reporter", **row}
    seq: int = connection.scalars(insert(table).values(whole).returning(table.c.seq)).one()
    return seq
