"""JSON Lines: a record a line; what ``factcheck claim list --nl`` writes can be read back."""

import json
from collections.abc import Iterator, Mapping
from typing import IO, Any

from factcheck.domain.drafts import CITATION_FIELDS
from factcheck.errors import BrokenFile, UnknownColumns
from factcheck.importers.base import COMPUTED, FIELDS, Row, decoded, field_named


class JsonLinesImporter:
    def rows(self, stream: IO[bytes], mapping: Mapping[str, str]) -> Iterator[Row]:
        for line, text in enumerate(decoded(stream), start=1):
            if text.strip():
                yield claim_row(line, _object(line, text), mapping)


def _object(line: int, text: str) -> dict[str, Any]:
    try:
        # Numbers stay the digits that were written.
        found = json.loads(text, parse_float=str, parse_int=str)
    except (json.JSONDecodeError, RecursionError) as fault:
        why = fault.msg if isinstance(fault, json.JSONDecodeError) else "it is nested too deep"
        raise BrokenFile(f"line {line} is not JSON ({why})") from fault
    if not isinstance(found, dict):
        raise BrokenFile(f"line {line} is not a JSON object")
    return found


def claim_row(line: int, found: Mapping[str, Any], mapping: Mapping[str, str]) -> Row:
    """A claim from an object: flat, or with its quantity and citations inside it."""
    fields: dict[str, str | None] = {}
    citations: list[dict[str, str | None]] = []
    unknown: list[str] = []
    for name, value in found.items():
        field = mapping.get(name, field_named(name))
        if value is None or not field or field in COMPUTED:
            continue
        if field == "quantity" and isinstance(value, Mapping):
            for part, column in (("as_stated", "number"), ("method", "number_method")):
                fields[column] = written(line, part, value.get(part))
            fields["measure"] = written(line, "measure", value.get("measure"))
        elif field in ("citations", "citation") and isinstance(value, list):
            citations += [_citation(line, item) for item in value]
        elif field in FIELDS:
            fields[field] = written(line, name, value)
        else:
            unknown.append(name)
    if unknown:
        raise UnknownColumns(unknown, FIELDS)
    flat = {field: fields.pop(field) for field in CITATION_FIELDS if field in fields}
    return Row(line, "claim", fields, (flat, *citations) if flat else citations)


def _citation(line: int, found: Any) -> dict[str, str | None]:
    if not isinstance(found, Mapping):
        raise BrokenFile(f"line {line}: a citation is not an object")
    named = {field_named(name): value for name, value in found.items()}
    unknown = [name for name in named if name not in CITATION_FIELDS and name not in COMPUTED]
    if unknown:
        raise UnknownColumns(unknown, CITATION_FIELDS)
    return {
        field: written(line, field, named[field]) for field in CITATION_FIELDS if field in named
    }


def written(line: int, name: str, value: Any) -> str | None:
    """A value as the text that a person would have written."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        raise BrokenFile(f"line {line}: “{name}” is true or false, and text is wanted")
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    if isinstance(value, list | dict):
        raise BrokenFile(f"line {line}: “{name}” is not text")
    return str(value)
