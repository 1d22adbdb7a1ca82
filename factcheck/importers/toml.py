"""TOML: a whole case, parties, sources and measures before the claims that name them.

Tables: ``[[party]]``, ``[[source]]``, ``[[measure]]``, and ``[[claim]]`` with its
``[[claim.citation]]``; the fields are those of the command line's options.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any

from factcheck.errors import BrokenFile
from factcheck.importers.base import Row, decoded
from factcheck.importers.jsonl import claim_row, written

ORDER = ("party", "measure", "source", "claim")
_REFERENCES = {"party": "speaks_for", "measure": "part_of", "source": "relays"}
_LISTS = ("author", "interviewer", "relays")
_FLAGS = ("cumulative",)


class TomlImporter:
    def rows(self, stream: IO[bytes], mapping: Mapping[str, str]) -> Iterator[Row]:
        text = "".join(decoded(stream)).replace("\r\n", "\n")
        try:
            tables = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as fault:
            raise BrokenFile(f"it is not TOML: {fault}") from fault
        if unknown := [name for name in tables if name not in ORDER]:
            raise BrokenFile(f"“{unknown[0]}” is none of its tables ({', '.join(ORDER)})")
        for record in ORDER:
            yield from _records(record, tables.get(record, []), _lines(text, record), mapping)


def _records(
    record: str, tables: Any, lines: Sequence[int], mapping: Mapping[str, str]
) -> Iterator[Row]:
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise BrokenFile(f"“{record}” is not a list of tables: write [[{record}]]")
    # A table may also be written inline, without a line of its own to point at.
    numbers = lines if len(lines) == len(tables) else [0] * len(tables)
    numbered = list(zip(numbers, tables, strict=True))
    if record == "claim":
        for line, table in numbered:
            yield claim_row(line, table, mapping)
        return
    read = [
        (line, {name: _value(line, name, table[name]) for name in table})
        for line, table in numbered
    ]
    for line, fields in _in_order(read, _REFERENCES[record]):
        yield Row(line, record, fields)


def _value(line: int, name: str, value: Any) -> Any:
    """A field of a party, measure or source, of the kind that it must have."""
    if name in _FLAGS:
        if not isinstance(value, bool):
            raise BrokenFile(f"line {line}: “{name}” must be true or false")
        return value
    if name not in _LISTS:
        if isinstance(value, list):
            raise BrokenFile(f"line {line}: “{name}” must be text, not a list")
        return written(line, name, value)
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise BrokenFile(f"line {line}: “{name}” must be a list of texts")
    return items


def _in_order(
    numbered: Sequence[tuple[int, dict[str, Any]]], reference: str
) -> list[tuple[int, dict[str, Any]]]:
    """What is referred to comes first; a circle is left as it is, for the service to refuse."""
    waiting = list(numbered)
    ordered: list[tuple[int, dict[str, Any]]] = []
    while waiting:
        keys = {table.get("key") for _, table in waiting}
        ready = [item for item in waiting if not _referred(item[1], reference) & keys]
        ready = ready or waiting
        ordered += ready
        waiting = [item for item in waiting if item not in ready]
    return ordered


def _referred(table: Mapping[str, Any], reference: str) -> set[Any]:
    given = table.get(reference) or []
    return set(given) if isinstance(given, list) else {given}


def _lines(text: str, record: str) -> list[int]:
    """The lines on which the tables of a record begin; not what looks like one inside a text."""
    heading = re.compile(rf"\s*\[\[\s*{record}\s*\]\]")
    bare = _LONG_TEXT.sub(lambda found: "\n" * found.group().count("\n"), text)
    return [n for n, line in enumerate(bare.split("\n"), start=1) if heading.match(line)]


_LONG_TEXT = re.compile(r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'', re.DOTALL)
