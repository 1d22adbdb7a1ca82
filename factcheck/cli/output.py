"""Data: everything that goes to standard output, in every form that a listing can take.

Text from the case passes ``domain.printable`` here, whatever the form, so that no control or
direction character reaches a terminal. The content is the same with and without a terminal.
"""

import csv
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice, repeat
from typing import IO, Any, NamedTuple, TypeVar

import click

from factcheck.cli.diagnostics import say
from factcheck.domain.cells import guarded
from factcheck.domain.printable import encode_json, one_line, shortened, unbroken, width
from factcheck.domain.records import as_json as claim_json
from factcheck.errors import BytesToTerminal

__all__ = [
    "Column",
    "binary",
    "claim_json",
    "details",
    "form_options",
    "json_object",
    "json_option",
    "line",
    "listing",
    "paged",
    "stream",
    "wrapped",
]

Command = TypeVar("Command", bound=Callable[..., Any])

FORMS = ("json", "nl", "csv", "tsv")
WHOLE_RECORDS = ("json", "nl")
"""The forms in which a record is printed with all that belongs to it."""
_SIZED = 200
_COLOURS = {
    "verified": "green",
    "corroborated": "green",
    "disputed": "yellow",
    "refuted": "red",
    "in-review": "cyan",
}


class Column(NamedTuple):
    """A column of a listing: its name in CSV, its heading, and how wide it may be in a table.

    A column of no width stands in CSV and TSV only: a table must fit a terminal.
    """

    name: str
    heading: str
    widest: int = 40


def form_options(command: Command) -> Command:
    """The options that choose the form of a listing; the command takes it as ``form``."""
    helps = {
        "json": "One JSON array.",
        "nl": "One JSON object a line.",
        "csv": "Comma-separated values.",
        "tsv": "Tab-separated values.",
    }
    for form in reversed(FORMS):
        command = click.option(f"--{form}", "form", flag_value=form, help=helps[form])(command)
    return command


json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


def line(text: str = "") -> None:
    """One line of data."""
    click.echo(unbroken(text))


def json_object(value: Any) -> None:
    click.echo(encode_json(value))


def paged(lines: Iterable[str]) -> None:
    """Many lines of data: through the user's pager on a terminal, as they are anywhere else."""
    # Click ends the last line itself.
    ends = chain([""], repeat("\n"))
    click.echo_via_pager(end + unbroken(text) for end, text in zip(ends, lines, strict=False))


def binary() -> IO[bytes]:
    """Standard output for bytes as they are. Raises BytesToTerminal."""
    if sys.stdout.isatty():
        raise BytesToTerminal
    return sys.stdout.buffer


def stream() -> IO[str]:
    """Standard output, for an exporter to write to."""
    return sys.stdout


def listing(
    form: str | None,
    columns: Sequence[Column],
    records: Iterable[Any],
    *,
    cells: Callable[[Any], Sequence[object]],
    as_json: Callable[[Any], Any],
    empty: str,
) -> None:
    """Print records one after another, as they come, in the form asked for."""
    if form == "json":
        _json_array(map(as_json, records))
    elif form == "nl":
        out = stream()
        out.writelines(encode_json(as_json(record)) + "\n" for record in records)
        out.flush()
    elif form in ("csv", "tsv"):
        _separated("," if form == "csv" else "\t", columns, map(cells, records))
    else:
        _table(columns, map(cells, records), empty)


def _json_array(values: Iterator[Any]) -> None:
    out = stream()
    out.write("[")
    joint = "\n"
    for value in values:
        out.write(joint + encode_json(value))
        joint = ",\n"
    out.write("]\n" if joint == "\n" else "\n]\n")
    out.flush()


def _separated(delimiter: str, columns: Sequence[Column], rows: Iterator[Sequence[object]]) -> None:
    out = stream()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    writer.writerows([guarded(_text(cell)) for cell in row] for row in rows)
    out.flush()


def _table(columns: Sequence[Column], rows: Iterator[Sequence[object]], empty: str) -> None:
    shown = [(place, column) for place, column in enumerate(columns) if column.widest]

    def cut(row: Sequence[object]) -> list[str]:
        return [shortened(_text(row[place]), column.widest) for place, column in shown]

    first = [cut(row) for row in islice(rows, _SIZED)]
    if not first:
        say(empty)
        return
    headings = [column.heading for _, column in shown]
    widths = [max(map(width, cells)) for cells in zip(headings, *first, strict=True)]
    click.echo(_aligned(headings, widths, heading=True))
    for row in chain(first, map(cut, rows)):
        click.echo(_aligned(row, widths))


def _aligned(cells: Sequence[str], widths: Sequence[int], *, heading: bool = False) -> str:
    padded = [
        _styled(cell, heading) + " " * (size - width(cell))
        for cell, size in zip(cells, widths, strict=True)
    ]
    return "  ".join(padded).rstrip()


def _styled(cell: str, heading: bool) -> str:
    if heading:
        return click.style(cell, bold=True)
    colour = _COLOURS.get(cell)
    return click.style(cell, fg=colour) if colour else cell


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return cell if isinstance(cell, str) else str(cell)


LABEL = 40
"""Columns of what stands before a detail: it may be somebody's name."""


def details(pairs: Iterable[tuple[str, object]], *, indent: str = "  ") -> None:
    """Aligned lines of what is known; what is unknown is left out."""
    known = [
        (shortened(label, LABEL), one_line(_text(value)))
        for label, value in pairs
        if value not in (None, "")
    ]
    size = max((width(label) for label, _ in known), default=0)
    for label, value in known:
        beside = label + " " * (size - width(label))
        for part in wrapped(value, 76 - size):
            click.echo(f"{indent}{beside}  {part}")
            beside = " " * size


def wrapped(text: str, columns: int) -> list[str]:
    """A paragraph as lines of at most so many columns."""
    import textwrap

    return textwrap.wrap(text, columns, break_long_words=False, break_on_hyphens=False) or [""]
