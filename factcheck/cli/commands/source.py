"""``factcheck source``: the works that can be cited."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from factcheck.cli import output
from factcheck.cli.completion import PARTY, SOURCE, Code
from factcheck.cli.context import Case, pass_case
from factcheck.cli.diagnostics import say
from factcheck.cli.output import Column
from factcheck.cli.sourcecaptures import capture, captures, show_text
from factcheck.domain.vocabulary import Reliability, SourceKind

if TYPE_CHECKING:
    from factcheck.services.sources import SourceFields, SourceRecord

Command = TypeVar("Command", bound=Callable[..., Any])

COLUMNS = (
    Column("key", "KEY", 80),
    Column("kind", "KIND", 17),
    Column("title", "TITLE", 40),
    Column("authors", "AUTHORS", 0),
    Column("issued", "ISSUED", 0),
    Column("relays", "RELAYS", 24),
    Column("citations", "CITATIONS", 0),
)


@click.group("source", short_help="Sources: the works that can be cited.")
def command() -> None:
    """Sources: works that can be cited, and what each of them relays.

    Ten outlets that repeat one story are one origin: say with --relays what a source passes on.
    """


def source_options(command: Command) -> Command:
    for option in reversed(
        [
            click.option("--kind", type=Code(SourceKind), metavar="KIND",
                         help="A CSL type: interview, report, article-newspaper, webpage, …"),
            click.option("--title", help="Its title, or what it is."),
            click.option("--author", multiple=True, metavar="NAME",
                         help="“Family, Given”, or an organisation without a comma; repeatable."),
            click.option("--interviewer", multiple=True, metavar="NAME", help="Repeatable."),
            click.option("--publisher", help="Who published it."),
            click.option("--issued", metavar="DATE", help="When it appeared (EDTF)."),
            click.option("--accessed", metavar="DATE", help="When you saw it (EDTF)."),
            click.option("--url", help="Where it is on the web."),
            click.option("--archive-url", metavar="URL", help="Where it is archived."),
            click.option("--language", metavar="TAG", help="Its language: en, ru, uk."),
            click.option("--relays", multiple=True, metavar="KEY", shell_complete=SOURCE,
                         help="A source that it passes on; repeatable."),
            click.option("--reliability", type=Code(Reliability), metavar="GRADE",
                         help="A (completely reliable) to F (cannot be judged)."),
            click.option("--voice", metavar="PARTY", shell_complete=PARTY,
                         help="Who speaks in it, where it relays nothing."),
        ]
    ):  # fmt: skip
        command = option(command)
    return command


def _fields(options: Mapping[str, Any]) -> "SourceFields":
    from factcheck.services.sources import SourceFields

    lists = {name: list(options[name]) or None for name in ("author", "interviewer", "relays")}
    return SourceFields(**{**options, **lists})


@command.command("add")
@click.argument("key")
@source_options
@click.option(
    "--csl",
    metavar="FILE|-",
    type=click.Path(path_type=Path, allow_dash=True),
    help="Take the bibliographic record from CSL-JSON.",
)
@output.json_option
@pass_case
def add(case: Case, /, key: str, csl: Path | None, as_json: bool, **options: Any) -> None:
    """Log a source under a short KEY of your choice.

    \b
    factcheck source add kochetkov-interview --kind interview \\
        --title "We must rescue all those we can rescue" \\
        --author "Kochetkov, Igor" --voice "Igor Kochetkov"
    """
    from factcheck.services import sources

    author = case.author
    record = _csl_record(csl) if csl is not None else None
    with case.writing() as session:
        change = sources.add(session, author, key, _fields(options), record)
    _tell(change.source, change.new_parties, as_json)


def _csl_record(file: Path) -> Mapping[str, Any]:
    """The one record in a CSL-JSON file. Raises BrokenFile or CannotRead."""
    import json

    from factcheck.errors import BrokenFile
    from factcheck.files import read_fault

    try:
        text = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        found = json.loads(text.decode("utf-8-sig"))
    except OSError as fault:
        raise read_fault(str(file), fault) from fault
    except (ValueError, RecursionError) as fault:
        raise BrokenFile("it is not JSON") from fault
    if isinstance(found, list) and len(found) == 1:
        found = found[0]
    if not isinstance(found, dict):
        raise BrokenFile("it does not hold exactly one CSL-JSON record")
    return found


def _tell(source: "SourceRecord", new_parties: tuple[str, ...], as_json: bool) -> None:
    output.json_object(source._asdict()) if as_json else output.line(source.key)
    for name in new_parties:
        say(f"New party: {name}.")


@command.command("list")
@output.form_options
@pass_case
def list_(case: Case, /, form: str | None) -> None:
    """List every source, in the order in which they were logged."""
    from factcheck.services import sources

    with case.reading() as session:
        found = sources.listing(session)
    output.listing(
        form,
        COLUMNS,
        found,
        cells=lambda source: (
            source.key,
            source.kind,
            source.title,
            "; ".join(source.authors),
            source.issued,
            ", ".join(source.relays),
            source.citations,
        ),
        as_json=lambda source: source._asdict(),
        empty="No sources yet. Log one: factcheck source add KEY --kind interview --title “…”",
    )


@command.command("show", short_help="Show one source, or the text captured of it.")
@click.argument("key", shell_complete=SOURCE)
@click.option("--text", is_flag=True, help="Show its captured text, with the quotes marked.")
@click.option("--capture", "sha", metavar="SHA", help="With --text: of this capture.")
@output.json_option
@pass_case
def show(case: Case, /, key: str, text: bool, sha: str | None, as_json: bool) -> None:
    """Show one source, and where its content comes from; with --text, what was captured of it.

    The text is that of its latest capture that could be read. Every quote that the case takes from
    it stands in brackets, with the key of its claim.
    """
    from factcheck.services import sources

    if text or sha:
        show_text(case, key, sha, as_json)
        return
    with case.reading() as session:
        source = sources.show(session, key)
    if as_json:
        output.json_object(source._asdict())
        return
    output.line(f"{source.key}  ({SourceKind.read(source.kind).label.lower()})")
    output.line()
    for line in output.wrapped(source.title, 78):
        output.line(line)
    output.line()
    csl = source.csl
    output.details(
        [
            ("Withdrawn", source.withdrawn),
            ("Author", "; ".join(source.authors)),
            ("Publisher", csl.get("publisher")),
            ("Issued", source.issued),
            ("URL", source.url),
            ("Language", source.language),
            ("Reliability", source.reliability),
            ("Voice", source.voice),
            ("Relays", ", ".join(source.relays)),
            ("Origin", ", ".join(source.origins) or "unclear: it relays several"),
            ("Citations", source.citations),
        ]
    )


@command.command("edit")
@click.argument("key", shell_complete=SOURCE)
@source_options
@click.option(
    "--from",
    "source_file",
    metavar="FILE|-",
    type=click.Path(path_type=Path, allow_dash=True),
    help="Take the edited text from a file instead of an editor.",
)
@output.json_option
@pass_case
def edit(case: Case, /, key: str, source_file: Path | None, as_json: bool, **options: Any) -> None:
    """Change a source: by options, or without any in your editor.

    An empty value ("") takes a field away; --author, --interviewer and --relays replace the list.
    """
    from factcheck.services import sources

    author = case.author
    if any(value not in (None, ()) for value in options.values()):
        with case.writing() as session:
            change = sources.edit(session, author, key, _fields(options))
    else:
        found = _edit_in_editor(case, author, key, source_file)
        if found is None:
            say("Nothing changed.")
            return
        change = found
    _tell(change.source, change.new_parties, as_json)


def _edit_in_editor(case: Case, /, author: str, key: str, source: Path | None) -> Any:
    from factcheck.cli.editor import edit as edit_text
    from factcheck.cli.sourceform import changes_of, source_form
    from factcheck.services import sources

    case.signer()
    with case.reading() as session:
        fields = sources.fields_of(session, key)
        name = sources.show(session, key).key

    def apply(tables: Mapping[str, Any]) -> Any:
        with case.writing() as session:
            return sources.edit(session, author, name, changes_of(tables, fields))

    return edit_text(source_form(name, fields), "source", apply, source)


@command.command("withdraw")
@click.argument("key", shell_complete=SOURCE)
@click.option("--because", required=True, metavar="TEXT", help="The reason; it is kept.")
@pass_case
def withdraw(case: Case, /, key: str, because: str) -> None:
    """Withdraw a source that nothing cites any more. Nothing is deleted; the reason is kept."""
    from factcheck.services import sources

    author = case.author
    with case.writing() as session:
        source = sources.withdraw(session, author, key, because)
    output.line(source.key)
    say("Withdrawn; it can no longer be cited.")


command.add_command(capture)
command.add_command(captures)
