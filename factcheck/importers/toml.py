"""TOML: a whole case, parties, sources and measures before the claims that name them.

Tables: ``[[party]]``, ``[[source]]``, ``[[measure]]``, and ``[[claim]]`` with its
``[[claim.citation]]``; the fields are those of the command line's options.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any, NamedTuple

from factcheck.errors import BrokenFile, BrokenRow, FactcheckError
from factcheck.importers.base import BadRow, Row, decoded
from factcheck.importers.objects import ClaimObjects, written

ORDER = ("party", "measure", "source", "claim")
_REFERENCES = {"party": "speaks_for", "measure": "part_of", "source": "relays"}
_LISTS = ("author", "interviewer", "relays")
_FLAGS = ("cumulative",)


class Table(NamedTuple):
    """A record as it stands in the file, by the line on which it begins."""

    line: int
    fields: Mapping[str, Any]


class TomlImporter:
    def rows(self, stream: IO[bytes], mapping: Mapping[str, str]) -> Iterator[Row | BadRow]:
        text = "".join(decoded(stream)).replace("\r\n", "\n")
        tables = _tables(text)
        for record, reference in _REFERENCES.items():
            yield from _records(record, reference, tables[record])
        claims = ClaimObjects(mapping)
        for line, fields in tables["claim"]:
            try:
                yield claims.row(line, fields)
            except FactcheckError as fault:
                yield BadRow(line, fault)
        claims.refuse_missed()


def _tables(text: str) -> dict[str, list[Table]]:
    """The tables of each record. Raises BrokenFile."""
    found = _parsed(text)
    if unknown := [name for name in found if name not in ORDER]:
        raise BrokenFile(f"“{unknown[0]}” is none of its tables ({', '.join(ORDER)})")
    bare = _bare(text)
    numbered: dict[str, list[Table]] = {}
    for record in ORDER:
        tables = found.get(record, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise BrokenFile(f"“{record}” is not a list of tables: write [[{record}]]")
        lines = _lines(bare, record) if tables else []
        if len(lines) != len(tables):  # the record's name is written in some way not met yet
            lines = [1] * len(tables)
        numbered[record] = [Table(*pair) for pair in zip(lines, tables, strict=True)]
    return numbered


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text, parse_float=_digits)
    except tomllib.TOMLDecodeError as fault:
        raise BrokenFile(f"it is not TOML: {fault}") from fault
    except ValueError as fault:  # the integer that Python does not read
        raise BrokenFile("it holds a number of thousands of digits") from fault
    except RecursionError as fault:
        raise BrokenFile("it is not TOML that can be read: it is nested too deep") from fault


def _digits(number: str) -> str:
    """A decimal number as it was written: a float would change it. Raises BrokenFile."""
    if "n" in number:  # inf and nan
        raise BrokenFile(f"it holds “{number}”, which is no number")
    return number.replace("_", "")


def _records(record: str, reference: str, tables: Sequence[Table]) -> Iterator[Row | BadRow]:
    read: list[Table] = []
    for line, fields in tables:
        try:
            read.append(Table(line, {name: _value(name, fields[name]) for name in fields}))
        except FactcheckError as fault:
            yield BadRow(line, fault)
    for line, fields in _in_order(read, reference):
        yield Row(line, record, fields)


def _value(name: str, value: Any) -> Any:
    """A field of a party, measure or source, of the kind that it must have. Raises BrokenRow."""
    if name in _FLAGS:
        if not isinstance(value, bool):
            raise BrokenRow(f"“{name}” must be true or false")
        return value
    if name not in _LISTS:
        if isinstance(value, list):
            raise BrokenRow(f"“{name}” must be text, not a list")
        return written(name, value)
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise BrokenRow(f"“{name}” must be a list of texts")
    return items


def _in_order(tables: Sequence[Table], reference: str) -> list[Table]:
    """What is referred to comes first; a circle is left as it is, for the service to refuse."""
    waiting = list(tables)
    ordered: list[Table] = []
    while waiting:
        keys = {table.fields.get("key") for table in waiting}
        ready: list[Table] = []
        later: list[Table] = []
        for table in waiting:
            (later if _referred(table.fields, reference) & keys else ready).append(table)
        ordered += ready or later
        waiting = later if ready else []
    return ordered


def _referred(fields: Mapping[str, Any], reference: str) -> set[Any]:
    given = fields.get(reference) or []
    return set(given) if isinstance(given, list) else {given}


# --- lines --------------------------------------------------------------------------------------

_TEXT = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*', re.DOTALL
)
_WORD = re.compile(r"[\"'](\w+)[\"']")


def _bare(text: str) -> str:
    """The file's brackets and names alone: texts and comments emptied, every line kept."""

    def emptied(found: re.Match[str]) -> str:
        if name := _WORD.fullmatch(found.group()):
            return name[1]  # perhaps the quoted name of a table
        return "\n" * found.group().count("\n")

    return _TEXT.sub(emptied, text)


def _lines(bare: str, record: str) -> list[int]:
    """The lines on which a record's tables begin."""
    heading = re.compile(rf"[ \t]*\[\[[ \t]*{record}[ \t]*\]\]")
    lines = [n for n, line in enumerate(bare.split("\n"), start=1) if heading.match(line)]
    return lines or _inline_lines(bare, record)


def _inline_lines(bare: str, record: str) -> list[int]:
    """As ``_lines``, of tables that are written ``claim = [{…}, {…}]``."""
    found = re.search(rf"^[ \t]*{record}[ \t]*=", bare, re.MULTILINE)
    if found is None:
        return []
    lines: list[int] = []
    line, depth = 1 + bare.count("\n", 0, found.start()), 0
    for mark in re.findall(r"[\[{}\]\n]", bare[found.end() :]):
        if mark == "\n":
            line += 1
            continue
        depth += 1 if mark in "[{" else -1
        if depth == 0:
            break
        if mark == "{" and depth == 2:
            lines.append(line)
    return lines
