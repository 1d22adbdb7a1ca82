"""Claims from objects, which JSON Lines and TOML both have: flat, or with parts inside them."""

from collections.abc import Iterator, Mapping
from typing import Any

from factcheck.domain.drafts import CITATION_FIELDS
from factcheck.errors import BadMapping, BrokenRow, UnknownColumns
from factcheck.importers.base import COMPUTED, FIELDS, Row, field_named, wanted_columns

_QUANTITY_FIELDS = ("number", "number_method", "measure")

Fields = dict[str, str | None]


class ClaimObjects:
    """Reads objects as claims, their names mapped to fields."""

    REMEMBERED = 1_000
    """Names whose fields are remembered; a right file has far fewer."""

    def __init__(self, mapping: Mapping[str, str]) -> None:
        self._wanted = wanted_columns(mapping)
        self._missed = dict(self._wanted)
        self._fields: dict[str, str] = {}

    def row(self, line: int, found: Mapping[str, Any]) -> Row:
        """A claim with its citations. Raises BrokenRow or UnknownColumns."""
        fields: Fields = {}
        citations: list[Fields] = []
        unknown: list[str] = []
        for name, value in found.items():
            field = self._field(name)
            if value is None or not field or field in COMPUTED:
                continue
            if field in FIELDS:
                _set(fields, field, name, value)
            elif field == "quantity" and isinstance(value, Mapping):
                for part, field, held in _parts(value, _QUANTITY_FIELDS):
                    _set(fields, field, part, held)
            elif field in ("citations", "citation") and isinstance(value, list):
                citations += [_citation(item) for item in value]
            else:
                unknown.append(name)
        if unknown:
            raise UnknownColumns(unknown, FIELDS)
        flat = {field: fields.pop(field) for field in CITATION_FIELDS if field in fields}
        return Row(line, "claim", fields, (flat, *citations) if flat else citations)

    def refuse_missed(self) -> None:
        """To be called after the last object. Raises BadMapping for a name that none had."""
        for column, field in self._missed.items():
            raise BadMapping(f"{column}={field}", "the file has no such column")

    def _field(self, name: str) -> str:
        field = self._fields.get(name)
        if field is None:
            column = name.strip()
            self._missed.pop(column, None)
            field = self._wanted.get(column, field_named(name))
            if len(self._fields) < self.REMEMBERED:
                self._fields[name] = field
        return field


def _citation(found: Any) -> Fields:
    if not isinstance(found, Mapping):
        raise BrokenRow("a citation is not an object")
    fields: Fields = {}
    for name, field, value in _parts(found, CITATION_FIELDS):
        _set(fields, field, name, value)
    return fields


def _parts(
    found: Mapping[str, Any], known: tuple[str, ...]
) -> Iterator[tuple[str, str, str | None]]:
    """Name, field and value of what is given inside a claim. Raises UnknownColumns."""
    named = [(name, field_named(name), value) for name, value in found.items()]
    named = [part for part in named if part[1] not in COMPUTED]
    if unknown := [name for name, field, _ in named if field not in known]:
        raise UnknownColumns(unknown, known)
    return (part for part in named if part[2] is not None)


def _set(fields: Fields, field: str, name: str, value: Any) -> None:
    if field in fields:
        raise BrokenRow(f"two of its names are read as “{field}”")
    fields[field] = written(name, value)


def written(name: str, value: Any) -> str | None:
    """A value as the text that a person would have written. Raises BrokenRow."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        raise BrokenRow(f"“{name}” is true or false, and text is wanted")
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    if isinstance(value, list | dict):
        raise BrokenRow(f"“{name}” is not text")
    return str(value)
