"""Which records a document names, and the rows that it was read from."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from factcheck.database.documents import PARTS, Part
from factcheck.database.models import Base

ANCHOR = "anchor_"
"""How the fields of a citation begin that say where its quote stands."""

Row = Mapping[str, Any]


def rows_of(part: Part, document: Mapping[str, Any]) -> list[Row]:
    """The rows of another table that belong to a record, as its document has them."""
    value = document.get(part.field, [])
    if isinstance(value, Mapping):
        return [value]
    only = _only_field(part)
    return [{only: one} for one in value] if only else list(value)


def with_names(
    kind: str, document: Mapping[str, Any], name: Callable[[str, str], Any]
) -> dict[str, Any]:
    """The document with other words for the ids of other records in it.

    ``name`` is told the kind of such a record and its id.
    """
    named = _named(kind, document, name)
    for part in PARTS.get(kind, ()):
        if part.field in document:
            rows = [_named(part.table, row, name) for row in rows_of(part, document)]
            only = _only_field(part)
            named[part.field] = part.gather([row[only] for row in rows] if only else rows)
    return named


def _named(table: str, row: Row, name: Callable[[str, str], Any]) -> dict[str, Any]:
    kinds = references(table)
    return {
        field: name(kinds[field], value) if field in kinds else value
        for field, value in row.items()
    }


@cache
def references(table: str) -> Mapping[str, str]:
    """The fields in which a row names another record by its id, with the kind of that record."""
    found = {
        column.name.removesuffix("_seq"): key.column.table.name
        for column in Base.metadata.tables[table].columns
        for key in column.foreign_keys
    }
    if table == "citation":
        found |= {ANCHOR + field: kind for field, kind in references("anchor").items()}
    return found


@cache
def _only_field(part: Part) -> str | None:
    """The field of a part that has one beside its owner: its values stand in the document."""
    fields = [column.name for column in Base.metadata.tables[part.table].columns]
    fields.remove(part.owner)
    return fields[0].removesuffix("_seq") if len(fields) == 1 else None
