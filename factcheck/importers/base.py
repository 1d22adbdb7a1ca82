"""What an importer is: it turns a file into rows, and decides nothing about them.

A row is a record's fields as text, with the line that it came from. What is legal is decided in
one place for all formats (``services/importing.py``).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any, NamedTuple, Protocol

from factcheck.domain.drafts import CITATION_FIELDS, CLAIM_FIELDS
from factcheck.errors import BrokenFile, FactcheckError
from factcheck.files import reason

FIELDS = (*CLAIM_FIELDS, *CITATION_FIELDS)
"""The fields of a row that is a claim with its citation."""

COMPUTED = frozenset(
    "id status qualifier value min max unit of origins quote_check reference confidentiality "
    "reviews created_at created_by link archive_url capture status_because overrides "
    "replies notes held_by".split()
)
"""What an export shows and an import works out again for itself."""

ALIASES = {
    "claim": "text",
    "statement": "text",
    "tag": "tags",
    "cite": "source",
    "as_stated": "number",
    "method": "number_method",
    "date": "as_of",
}


class Row(NamedTuple):
    """One record: a claim (with its citations), or a source, party or measure."""

    line: int
    record: str
    fields: Mapping[str, Any]
    citations: Sequence[Mapping[str, str | None]] = ()


class BadRow(NamedTuple):
    """A record that cannot be read, and why. What follows it can."""

    line: int
    fault: FactcheckError


class Importer(Protocol):
    def rows(self, stream: IO[bytes], mapping: Mapping[str, str]) -> Iterator[Row | BadRow]:
        """Read the file row by row. ``mapping`` is column → field, an empty field leaves it out.

        Raises what is wrong with the whole file, or makes the rest of it unreadable: BrokenFile
        (naming the line where there is one), UnknownColumns, NoTextColumn, BadMapping.
        """
        ...


def field_named(column: str) -> str:
    """The field that a column's heading names: “As of” is ``as_of``, “Statement” is ``text``."""
    name = "_".join(column.strip().lower().replace("-", " ").split())
    return ALIASES.get(name, name)


def wanted_columns(mapping: Mapping[str, str]) -> dict[str, str]:
    """The mapping with its columns as a file's are compared: without white space around them."""
    return {column.strip(): field for column, field in mapping.items()}


def decoded(stream: IO[bytes]) -> Iterator[str]:
    """The file's lines as text: UTF-8, with or without a byte order mark. Raises BrokenFile."""
    for number, line in enumerate(_lines(stream), start=1):
        if number == 1:
            if line.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in line[:2]:
                raise BrokenFile(
                    "it is UTF-16 text, or no text at all", "Save it as UTF-8 and repeat."
                )
            line = line.removeprefix(b"\xef\xbb\xbf")
        try:
            yield line.decode()
        except UnicodeDecodeError as fault:
            raise BrokenFile(
                f"line {number} is not UTF-8 text", "Save it as UTF-8 and repeat."
            ) from fault


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    try:
        # Not “yield from stream”, which closes the file when the reading ends early.
        yield from iter(stream.readline, b"")
    except OSError as fault:
        raise BrokenFile(f"it cannot be read to its end: {reason(fault)}") from fault
