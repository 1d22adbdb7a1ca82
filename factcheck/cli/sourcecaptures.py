"""``factcheck source capture``, ``captures`` and ``show --text``: what was captured of a source."""

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli import output
from factcheck.cli.completion import SOURCE, code_option
from factcheck.cli.context import Case, pass_case
from factcheck.cli.diagnostics import say, warn
from factcheck.cli.output import Column
from factcheck.domain.custody import SHORT_DIGEST, CaptureMethod
from factcheck.domain.printable import one_line, shortened
from factcheck.domain.wording import counted
from factcheck.errors import UnknownMediaType

if TYPE_CHECKING:
    from factcheck.services.captures import CaptureFields
    from factcheck.services.source_evidence import SourceQuote, Taken
    from factcheck.services.texts import ReadingRecord

_MEDIA_TYPE = re.compile(r"\s*[\w.+-]+/[\w.+-]+\s*(?:;|$)", re.ASCII)

COLUMNS = (
    Column("digest", "CAPTURE", 64),
    Column("captured_at", "CAPTURED", 24),
    Column("captured_by", "BY", 20),
    Column("method", "METHOD", 11),
    Column("media_type", "TYPE", 24),
    Column("size", "BYTES", 14),
    Column("file_name", "FILE", 24),
    Column("url", "", 0),
    Column("final_url", "", 0),
    Column("tool", "", 0),
    Column("note", "", 0),
    Column("kept_at", "", 0),
)


@click.command("capture", short_help="Keep the bytes of a source, with their chain of custody.")
@click.argument("key", shell_complete=SOURCE)
@click.argument("files", metavar="FILE…|-", nargs=-1, required=True,
                type=click.Path(path_type=Path, allow_dash=True, readable=False))  # fmt: skip
@code_option("--method", codes=CaptureMethod, help="How they were got.")
@click.option("--url", metavar="URL", help="The address that was asked for.")
@click.option("--final-url", metavar="URL", help="The address that answered, if it is another.")
@click.option("--tool", metavar="TEXT", help="The program that got them, with its version.")
@click.option("--captured-at", metavar="TIME",
              help="When they were got, in UTC unless an offset is given: 2017-05-18T09:30+03:00, "
              "or a day.  [default: now]")  # fmt: skip
@click.option("--media-type", metavar="TYPE",
              help="The Content-Type that the server sent, with its charset.")  # fmt: skip
@click.option("--note", metavar="TEXT", help="What else there is to say of it.")
@output.json_option
@pass_case
def capture(
    case: Case, /, key: str, files: tuple[Path, ...], as_json: bool, **options: str | None
) -> None:
    """Keep the exact bytes of each FILE as a capture of a source, and read the text in it.

    The bytes are named by their SHA-256 and never changed or deleted. Capturing the same bytes
    again adds an entry to their chain of custody. A file whose text cannot be read is kept all
    the same. All files are kept, or none.

    \b
    factcheck source capture interview page.html --method saved-page \\
        --url https://example.org/interview --captured-at 2017-05-18T09:30Z
    curl -s https://example.org/interview | factcheck source capture interview -
    """
    from factcheck.cli.intake import Intake, name_of
    from factcheck.services import source_evidence

    author = case.author
    given = [(file, _fields(options)._replace(file_name=name_of(file))) for file in files]
    intake = Intake()
    ahead, taken = [], []
    with case.reading() as session:
        for file, fields in given:
            with intake.opened(file) as stream:
                ahead += source_evidence.read_ahead(session, key, stream, fields)
    with case.writing() as session:
        for file, fields in given:
            with intake.opened(file) as stream:
                taken.append(source_evidence.take(session, author, key, stream, fields, ahead))
        quotes = source_evidence.settle(session, author, key)
    _tell(taken, quotes, as_json)


def _fields(options: dict[str, Any]) -> "CaptureFields":
    from factcheck.services.captures import CaptureFields

    if (given := options["media_type"]) and not _MEDIA_TYPE.match(given):
        raise UnknownMediaType(given)
    return CaptureFields(**{**options, "captured_at": _moment(options["captured_at"])})


def _moment(text: str | None) -> datetime | None:
    from factcheck.domain.moments import read_moment

    return read_moment(text) if text else None


def _tell(taken: "list[Taken]", quotes: "list[SourceQuote]", as_json: bool) -> None:
    if as_json:
        output.json_object(
            {
                "captures": [
                    {
                        **one.capture._asdict(),
                        "known": one.known,
                        "overruled": one.overruled,
                        "reading": one.reading._asdict(),
                    }
                    for one in taken
                ],
                "quotes": [quote._asdict() for quote in quotes],
            }
        )
    for one in taken:
        if not as_json:
            output.line(one.capture.digest)
        name = one.capture.file_name or "Standard input"
        size = counted(one.capture.size, "byte")
        say(f"{one_line(name)}: {size}, {one.capture.media_type}.")
        if one.overruled:
            warn(
                f"It was declared as {one_line(one.overruled)}; by its bytes or its name it is "
                f"{one.capture.media_type}."
            )
        if one.known:
            say(
                "These bytes are in the case already: an entry was added to their chain of custody."
            )
        tell_reading(one.reading)
    tell_quotes(quotes)


def tell_reading(reading: "ReadingRecord") -> None:
    """What text was read in captured bytes, or why none was."""
    if reading.characters is None:
        warn(one_line(" ".join((*reading.notes, "The bytes are kept all the same."))))
        return
    say(f"Its text was read: {counted(reading.characters, 'character')}.")
    for note in reading.notes:
        warn(one_line(note))


def tell_quotes(quotes: "Sequence[SourceQuote]") -> None:
    """How many quotes of a source stand in its captured texts; which do not, or not any more."""
    if not quotes:
        return
    lost = [quote for quote in quotes if quote.check == "missing"]
    stand = len(quotes) - len(lost)
    say(f"Quotes of the source that stand in one of its captures: {stand:,} of {len(quotes):,}.")
    for quote in lost:
        warn(f"The quote of {quote.claim} does not: “{shortened(quote.quote, 60)}”.")
    for quote in quotes:
        if quote.newer_capture:
            warn(
                f"The quote of {quote.claim} stands in an older capture, and was not found in the "
                f"newest, {quote.newer_capture[:SHORT_DIGEST]}: “{shortened(quote.quote, 60)}”."
            )


@click.command("captures", short_help="List the captures of a source.")
@click.argument("key", shell_complete=SOURCE)
@output.form_options
@pass_case
def captures(case: Case, /, key: str, form: str | None) -> None:
    """List the captures of a source: its chain of custody, in the order of its entries.

    Which quotes of it stand in none of them, or only in an older one, is told as well.
    """
    from factcheck.services import source_evidence
    from factcheck.services.captures import listing

    with case.reading() as session:
        found = listing(session, key)
        quotes = source_evidence.quotes(session, key)
    short = form is None
    output.listing(
        form,
        COLUMNS,
        found,
        cells=lambda entry: (
            entry.digest[:SHORT_DIGEST] if short else entry.digest,
            f"{entry.captured_at[:16]}Z" if short else entry.captured_at,
            entry.captured_by,
            entry.method,
            entry.media_type,
            f"{entry.size:,}" if short else entry.size,
            entry.file_name,
            entry.url,
            entry.final_url,
            entry.tool,
            entry.note,
            entry.kept_at,
        ),
        as_json=lambda entry: entry._asdict(),
        empty="No captures yet. Keep one: factcheck source capture KEY FILE",
    )
    tell_quotes(quotes)


def show_text(case: Case, key: str, digest: str | None, as_json: bool) -> None:
    """Print the captured text of a source, with its places and the quotes taken from it."""
    from factcheck.cli.capturedtext import reading_lines
    from factcheck.services import source_evidence

    with case.reading() as session:
        found = source_evidence.marked(session, key, digest)
    text = found.text
    if as_json:
        output.json_object(
            {
                "source": found.source,
                "capture": text.digest,
                "media_type": text.media_type,
                "extractor": text.extractor,
                "notes": text.notes,
                "text": text.text,
                "quotes": [mark._asdict() for mark in found.marks],
                "all_quotes": [quote._asdict() for quote in found.quotes],
            }
        )
        return
    say(f"Capture {text.digest[:SHORT_DIGEST]} of {found.source}, read by {text.extractor}.")
    for note in text.notes:
        warn(one_line(note))
    tell_quotes(found.quotes)
    output.paged(reading_lines(found))
