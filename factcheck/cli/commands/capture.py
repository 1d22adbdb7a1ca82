"""``factcheck capture``: captured bytes, whatever source they belong to."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli import output
from factcheck.cli.context import Case, pass_case
from factcheck.cli.diagnostics import say, warn
from factcheck.cli.sourcecaptures import tell_reading
from factcheck.domain.custody import CaptureMethod
from factcheck.domain.printable import shortened
from factcheck.domain.wording import counted

if TYPE_CHECKING:
    from factcheck.services.captures import CaptureRecord
    from factcheck.services.source_evidence import Reread
    from factcheck.services.texts import ReadingRecord


@click.group("capture", short_help="Captures: the exact bytes of a source, and the text in them.")
def command() -> None:
    """Captures: the exact bytes of a source, named by their SHA-256, and the text in them.

    A capture is made with “factcheck source capture KEY FILE”, and is named by its SHA-256 or by
    the first digits of it, four or more.
    """


@command.command("show", short_help="Show a capture, its custody and its text’s reading.")
@click.argument("sha")
@output.json_option
@pass_case
def show(case: Case, /, sha: str, as_json: bool) -> None:
    """Show a capture: its size and type, its chain of custody, and how its text was read."""
    from factcheck.services import captures, texts

    with case.reading() as session:
        entries = captures.show(session, sha)
        readings = texts.readings(session, captures.find(session, sha).seq)
    first = entries[0]
    if as_json:
        output.json_object(
            {
                "digest": first.digest,
                "size": first.size,
                "media_type": entries[-1].media_type,
                "custody": [_custody(entry) for entry in entries],
                "readings": [reading._asdict() for reading in readings],
            }
        )
        return
    output.line(first.digest)
    output.line()
    output.details([("Size", counted(first.size, "byte")), ("Type", entries[-1].media_type)])
    output.line()
    output.line("Chain of custody")
    for entry in entries:
        _print_entry(entry)
    output.line()
    output.line("Text")
    for reading in readings:
        _print_reading(reading)


def _custody(entry: "CaptureRecord") -> dict[str, object]:
    """An entry without what all entries of a capture have in common."""
    found = entry._asdict()
    return {name: found[name] for name in found if name not in ("digest", "size")}


def _print_entry(entry: "CaptureRecord") -> None:
    output.line(f"  {entry.captured_at}  {entry.source}")
    output.details(
        [
            ("By", entry.captured_by),
            ("Method", CaptureMethod.read(entry.method).label if entry.method else None),
            ("Asked for", entry.url),
            ("Answered", entry.final_url),
            ("Tool", entry.tool),
            ("File", entry.file_name),
            ("Type", entry.media_type),
            ("Note", entry.note),
            ("Kept", entry.kept_at),
        ],
        indent="    ",
    )


def _print_reading(reading: "ReadingRecord") -> None:
    output.line(f"  {reading.read_at}  {reading.source}")
    output.details(
        [
            ("Read by", reading.extractor or "nothing: it could not be read"),
            ("Type", reading.media_type),
            ("Characters", reading.characters and f"{reading.characters:,}"),
            ("For", reading.read_by),
            *(("Note", note) for note in reading.notes),
        ],
        indent="    ",
    )


@command.command("export", short_help="Write the exact bytes of a capture to a new file.")
@click.argument("sha")
@click.argument("file", metavar="FILE|-", type=click.Path(path_type=Path, allow_dash=True))
@pass_case
def export(case: Case, /, sha: str, file: Path) -> None:
    """Write the exact bytes of a capture to a new FILE, or to standard output (“-”).

    They are hashed on the way: bytes that are not those that were captured are not written.
    """
    from factcheck.services import captures

    to_stream = str(file) == "-"
    with case.reading() as session:
        if to_stream:
            out = output.binary()
            captures.to_stream(session, sha, out)
            out.flush()
            return
        entry = captures.to_file(session, sha, file, case.location.path)
        case.kept = True
    output.line(str(file))
    say(f"Wrote {counted(entry.size, 'byte')}; their SHA-256 is {entry.digest}.")


@command.command("extract", short_help="Read the text of a capture anew.")
@click.argument("sha")
@click.option("--again", is_flag=True, help="Read it anew; the reading of before stays beside it.")
@output.json_option
@pass_case
def extract(case: Case, /, sha: str, again: bool, as_json: bool) -> None:
    """Read the text of a capture anew, and say which quotes now stand in another place.

    A text is read once, when it is captured, and not again unless it is asked for: another
    extractor, or a newer one, may read it in another way.
    """
    from factcheck.errors import ReadAlready
    from factcheck.services import captures, source_evidence

    if not again:
        with case.reading() as session:
            raise ReadAlready(captures.show(session, sha)[0].digest)
    author = case.author
    with case.reading() as session:
        digest = captures.find(session, sha).digest.hex()
        ahead = source_evidence.read_again_ahead(session, digest)
    with case.writing() as session:
        found = source_evidence.read_again(session, author, digest, ahead)
    if as_json:
        output.json_object({"digest": digest, "readings": [_as_json(one) for one in found]})
        return
    output.line(digest)
    for one in found:
        _tell(one)


def _as_json(one: "Reread") -> dict[str, object]:
    return {
        **one.reading._asdict(),
        "same": one.same,
        "moved": [{**moved._asdict(), "check": moved.check.value} for moved in one.moved],
    }


def _tell(one: "Reread") -> None:
    say(f"Read anew for {one.reading.source}.")
    tell_reading(one.reading)
    if one.same:
        say("The text is the same as before.")
    elif one.before is not None and one.before.extractor:
        say(f"The text is another than the one that {one.before.extractor} read.")
    for moved in one.moved:
        before, after = moved.before or "nowhere", moved.after or "nowhere"
        quote = shortened(moved.quote, 60)
        warn(f"The quote of {moved.claim} has moved: {before} before, {after} now: “{quote}”.")
    if not one.moved:
        say("No quote has moved.")
