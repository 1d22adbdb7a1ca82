"""``factcheck import``."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from factcheck.cli import output
from factcheck.cli.completion import formats
from factcheck.cli.context import Case, pass_case
from factcheck.cli.diagnostics import detail, progress, say, warn
from factcheck.domain.printable import one_line
from factcheck.domain.wording import counted
from factcheck.errors import BadMapping, FormatNotTold, RowsRefused
from factcheck.files import read_fault

if TYPE_CHECKING:
    from factcheck.services.importing import ImportReport, Refusal

ENDINGS = {".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".jsonl": "jsonl", ".ndjson": "jsonl",
           ".toml": "toml"}  # fmt: skip


@click.command("import", short_help="Take in claims from CSV, TSV, JSON Lines or TOML.")
@click.argument("file", metavar="FILE|-", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "-f",
    "--format",
    "format_",
    metavar="csv|tsv|jsonl|toml",
    help="[default: by name]",
    shell_complete=formats("factcheck.importers"),
)
@click.option(
    "--map",
    "mappings",
    metavar="COLUMN=FIELD",
    multiple=True,
    help="Read a column as a field; nothing after = leaves it out. Repeatable.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be made, and change nothing.")
@pass_case
def command(
    case: Case, /, file: Path, format_: str | None, mappings: tuple[str, ...], dry_run: bool
) -> None:
    """Take in claims, one row each, with their citation; all rows or none.

    \b
    Columns by their heading: key, text, kind, act, speaker, against, as_of, happened, place,
    tags, number, number_method, measure, source, stance, locator, quote, translation, via.

    What the case holds already is recognised: importing a file again adds nothing. TOML takes
    parties, sources and measures too; the sources of a table must be logged before.
    """
    from factcheck import plugins
    from factcheck.importers.base import Importer
    from factcheck.services.importing import load

    format_name = format_ or _told_by(file)
    importer: Importer = plugins.load(plugins.IMPORTERS, format_name)
    mapping = dict(_mapping(given) for given in mappings)
    author = case.author
    # Kept rows are committed at the end of the block; an exception takes all of them back.
    with _opened(file) as stream, case.writing(keep=not dry_run) as session:
        size = _size(file)
        with progress("Importing", shown=size > 0) as reached:
            rows = importer.rows(stream, mapping)
            report = load(
                session,
                author,
                rows,
                refuse=_teller(dry_run),
                progress=lambda count: reached(stream.tell() if size else 0, size),
            )
        if report.refused and not dry_run:
            raise RowsRefused(report.refused)
    _tell(report, dry_run)
    if report.refused:
        raise RowsRefused(report.refused)


def _told_by(file: Path) -> str:
    if str(file) != "-" and file.suffix.lower() in ENDINGS:
        return ENDINGS[file.suffix.lower()]
    place = "standard input" if str(file) == "-" else str(file)
    raise FormatNotTold(place, dict.fromkeys(ENDINGS.values()))


def _mapping(given: str) -> tuple[str, str]:
    from factcheck.importers.base import FIELDS, field_named

    column, mark, field = given.rpartition("=")
    if not mark or not column.strip():
        raise BadMapping(given, "there is no column before an equals sign")
    name = field_named(field) if field.strip() else ""
    if name and name not in FIELDS:
        raise BadMapping(given, f"there is no field “{field}”; the fields are {', '.join(FIELDS)}")
    return column, name


@contextmanager
def _opened(file: Path) -> Iterator[IO[bytes]]:
    if str(file) == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = file.open("rb")
    except OSError as fault:
        raise read_fault(str(file), fault) from fault
    with stream:
        yield stream


def _size(file: Path) -> int:
    """Of the file in bytes; 0 of a stream, whose end nobody knows."""
    return 0 if str(file) == "-" else file.stat().st_size


def _teller(dry_run: bool) -> "Callable[[Refusal], None]":
    """Tells of each refused row: data for a dry run, talk otherwise."""

    def tell(refusal: "Refusal") -> None:
        text = one_line(f"Line {refusal.line}: {refusal.reason} {refusal.hint}")
        output.line(text) if dry_run else detail(text)

    return tell


def _tell(report: "ImportReport", dry_run: bool) -> None:
    made = [
        counted(report.claims, "new claim"),
        counted(report.citations, "new citation"),
        counted(report.known, "row known already", "rows known already"),
    ]
    if report.others:
        made.append(counted(report.others, "new source, party or measure",
                            "new sources, parties and measures"))  # fmt: skip
    if dry_run:
        output.line(f"Would make: {'; '.join(made)}.")
        say("Nothing was changed.")
    else:
        output.line(f"{'; '.join(made)}.")
    if report.unanchored:
        quotes = counted(report.unanchored, "new quote does", "new quotes do")
        warn(f"{quotes} not stand in the captured text of the source.")
