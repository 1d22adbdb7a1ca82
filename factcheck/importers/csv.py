"""CSV and TSV: a claim a row, its fields by the column's heading."""

import csv
from collections.abc import Iterator, Mapping
from typing import IO, ClassVar

from factcheck.domain.cells import unguarded
from factcheck.domain.drafts import CITATION_FIELDS
from factcheck.domain.wording import counted
from factcheck.errors import (
    BadMapping,
    BrokenFile,
    BrokenRow,
    NoTextColumn,
    NothingInside,
    UnknownColumns,
)
from factcheck.importers.base import (
    COMPUTED,
    FIELDS,
    BadRow,
    Row,
    decoded,
    field_named,
    wanted_columns,
)

CELL_LIMIT = 131_072
"""Characters in one cell: beyond it, a quotation mark is missing or the file is no table."""


class CsvImporter:
    delimiter: ClassVar[str] = ","

    def rows(self, stream: IO[bytes], mapping: Mapping[str, str]) -> Iterator[Row | BadRow]:
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
            if len(cells) == width:
                yield columns.row(line, cells)
            else:
                count = counted(len(cells), "cell")
                yield BadRow(line, BrokenRow(f"it has {count} and the heading has {width:,}"))


class TsvImporter(CsvImporter):
    delimiter = "\t"


def _next(reader: "Iterator[list[str]]") -> list[str] | None:
    try:
        return next(reader, None)
    except csv.Error as fault:
        line = getattr(reader, "line_num", 0)
        raise BrokenFile(f"line {line}: {_reason(str(fault))}", _BROKEN_OFF) from fault


_BROKEN_OFF = "What follows it was not read, and nothing was imported. Mend the file and repeat."


def _reason(fault: str) -> str:
    """What is wrong, in our words for the few things that Python's reader can say."""
    if "field larger" in fault:
        return f"a cell has over {CELL_LIMIT:,} characters; perhaps a quotation mark is missing"
    if "unexpected end" in fault:
        return "a quotation mark is opened and never closed"
    if "expected after" in fault:
        return "a quotation mark stands inside a cell; it must be doubled"
    return "a line ends in a carriage return alone; save the file with line feeds"


def _fields(header: list[str], mapping: Mapping[str, str]) -> list[str]:
    """The field of each column, in order; a column that is left out has an empty one."""
    wanted = wanted_columns(mapping)
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
            field: cell if cell[0] != "'" and "\\" not in cell else unguarded(cell)
            for field, place in self._claim
            if (cell := cells[place])
        }
        citation = {
            field: cell if cell[0] != "'" and "\\" not in cell else unguarded(cell)
            for field, place in self._citation
            if (cell := cells[place])
        }
        return Row(line, "claim", claim, (citation,) if citation else ())
