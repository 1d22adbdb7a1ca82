"""Reading a text by an importer, in the tests."""

import io
from collections.abc import Mapping

from factcheck.importers.base import BadRow, Importer, Row


def read(
    importer: Importer, text: str | bytes, mapping: Mapping[str, str] | None = None
) -> list[Row | BadRow]:
    content = text.encode() if isinstance(text, str) else text
    return list(importer.rows(io.BytesIO(content), mapping or {}))


def right(found: list[Row | BadRow]) -> list[Row]:
    """The rows, none of which is bad."""
    assert [row.fault.sentence for row in found if isinstance(row, BadRow)] == []
    return [row for row in found if isinstance(row, Row)]


def bad(found: list[Row | BadRow]) -> list[tuple[int, str]]:
    """Line and sentence of the rows that are bad."""
    return [(row.line, row.fault.sentence) for row in found if isinstance(row, BadRow)]
