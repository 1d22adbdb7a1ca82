"""CSV and TSV: a claim a row, its fields by the column's heading."""

import csv
from collections.abc import Iterator, Mapping
from typing import IO, ClassVar

from factcheck.domain.cells import unguarded
from factcheck.domain.drafts import CITATION_FIELDS
from factcheck.errors import BadMapping, BrokenFile, NoTextColumn, NothingInside, UnknownColumns
from factcheck.importers.base import COMPUTED, FIELDS, Row, decoded, field_named

CELL_LIMIT = 131_072
"""Characters in one cell: beyond it, a quotation mark is missing or the file is no table."""


class CsvImporter:
    delimiter: ClassVar[str] = ","

    def rows(self, stream: IO[bytes], mapping: Mapping[str, str]) -> Iterator[Row]:
        csv.field_size_limit(CELL_LIMIT)
        reader = csv.reader(decoded(stream), delimiter=self.delimiter, strict=True)
        header = _next(reader)
        if not header:
            raise NothingInside("The file")
        columns = _Columns(_fields(header, mapping))
        width = len(header)
        while True:
            line = reader.line_num + 1
            cells = _next(reader)
            if cells is None:
                return
            if not cells:
                continue
            if len(cells) != width:
                raise BrokenFile(f"line {line} has {len(cells)} cells and the heading has {width}")
            yield columns.row(line, cells)


class TsvImporter(CsvImporter):
    delimiter = "\t"


def _next(reader: "Iterator[list[str]]") -> list[str] | None:
    try:
        return next(reader, None)
    except csv.Error as fault:
        line = getattr(reader, "line_num", 0)
        raise BrokenFile(f"line {line}: {_reason(str(fault))}") from fault


def _reason(fault: str) -> str:
    if "field larger" in fault:
        return f"a cell has over {CELL_LIMIT:,} characters; perhaps a quotation mark is missing"
    if "unexpected end" in fault:
        return "a quotation mark is opened and never closed"
    if "expected after" in fault:
        return "a quotation mark stands inside a cell; it must be doubled"
    if "NUL" in fault:
        return "it holds a NUL character"
    return fault


def _fields(header: list[str], mapping: Mapping[str, str]) -> list[str]:
    """The field of each column, in order; a column that is left out has an empty one."""
    wanted = {column.strip(): field for column, field in mapping.items()}
    columns = [column.strip() for column in header]
    for column in wanted:
        if column not in columns:
            raise BadMapping(f"{column}={wanted[column]}", "the file has no such column")
    fields = [wanted.get(column, field_named(column)) for column in columns]
    fields = ["" if field in COMPUTED else field for field in fields]
    unknown = [c for c, field in zip(columns, fields, strict=True) if field and field not in FIELDS]
    if unknown:
        raise UnknownColumns(unknown, FIELDS)
    for field in FIELDS:
        if fields.count(field) > 1:
            raise BadMapping(field, "two columns are read as it")
    if missing := [field for field in ("text", "kind") if field not in fields]:
        raise NoTextColumn(missing)
    return fields


class _Columns:
    """Which cells of a line are the claim's fields, and which the citation's."""

    def __init__(self, fields: list[str]) -> None:
        places = [(field, place) for place, field in enumerate(fields) if field]
        self._claim = [item for item in places if item[0] not in CITATION_FIELDS]
        self._citation = [item for item in places if item[0] in CITATION_FIELDS]

    def row(self, line: int, cells: list[str]) -> Row:
        claim = {
            field: cell if cell[0] != "'" else unguarded(cell)
            for field, place in self._claim
            if (cell := cells[place])
        }
        citation = {
            field: cell if cell[0] != "'" else unguarded(cell)
            for field, place in self._citation
            if (cell := cells[place])
        }
        return Row(line, "claim", claim, (citation,) if citation else ())
