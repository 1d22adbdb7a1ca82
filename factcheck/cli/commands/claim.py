"""``factcheck claim``: log, cite, list, show, edit and withdraw claims."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from factcheck.cli import output
from factcheck.cli.completion import CLAIM, MEASURE, PARTY, SOURCE, code_option
from factcheck.cli.context import Case, pass_case
from factcheck.cli.diagnostics import say, warn
from factcheck.cli.filters import filter_options, text_option
from factcheck.cli.output import Column
from factcheck.cli.reading import text_or_stdin
from factcheck.domain.vocabulary import Act, ClaimKind, NumberMethod, Stance
from factcheck.domain.wording import counted
from factcheck.errors import MissingField

if TYPE_CHECKING:
    from factcheck.domain.quantities import Quantity

Command = TypeVar("Command", bound=Callable[..., Any])

COLUMNS = (
    Column("key", "KEY", 80),
    Column("status", "STATUS", 12),
    Column("kind", "KIND", 16),
    Column("text", "CLAIM", 40),
    Column("speaker", "SPEAKER", 0),
    Column("as_of", "AS OF", 0),
    Column("number", "NUMBER", 0),
    Column("citations", "CITATIONS", 0),
    Column("origins", "ORIGINS", 0),
)


@click.group("claim", short_help="Claims: log, cite, list, show, edit, withdraw.")
def command() -> None:
    """Claims: one checkable statement each, with the passages that say it."""


def citation_options(command: Command) -> Command:
    for option in reversed(
        [
            click.option("--quote", metavar="TEXT", help="The passage, word for word."),
            click.option("--translation", metavar="TEXT", help="The quote in your language."),
            click.option("--locator", metavar="PLACE", help="Where it stands: “para. 2”, “p. 7”."),
            code_option(
                "--stance",
                codes=Stance,
                help="What the source does to the claim.  [default: supports]",
            ),
            click.option(
                "--via",
                metavar="SOURCE",
                shell_complete=SOURCE,
                help="Which of the works it relays the passage draws on.",
            ),
        ]
    ):
        command = option(command)
    return command


def claim_options(command: Command) -> Command:
    for option in reversed(
        [
            code_option("--kind", codes=ClaimKind, help="What sort of claim it is."),
            code_option("--act", codes=Act, help="The act, for --kind abuse."),
            click.option(
                "--speaker", metavar="NAME", shell_complete=PARTY, help="To whom it is attributed."
            ),
            click.option(
                "--against", metavar="PARTY", shell_complete=PARTY, help="Whom it accuses."
            ),
            click.option("--as-of", metavar="DATE", help="When the statement held (EDTF)."),
            click.option("--happened", metavar="DATE", help="When the thing happened (EDTF)."),
            click.option("--place", help="Where it happened."),
            click.option(
                "--tag", "tags", multiple=True, help="A word to file it under; repeatable."
            ),
            click.option(
                "--number", metavar="TEXT", help="The number as stated: “about 75 people”."
            ),
            code_option(
                "--number-method", codes=NumberMethod, help="Whether it was counted or estimated."
            ),
            click.option(
                "--measure", metavar="KEY", shell_complete=MEASURE, help="What the number counts."
            ),
        ]
    ):
        command = option(command)
    return command


def _claim_fields(options: dict[str, Any]) -> dict[str, str | None]:
    """The options that were given, as fields."""
    tags = options.pop("tags")
    fields = {name: value for name, value in options.items() if value is not None}
    return {**fields, "tags": ", ".join(tags)} if tags else fields


def _citation_fields(source: str | None, options: dict[str, Any]) -> dict[str, str | None] | None:
    given = {
        name: options.pop(name) for name in ("quote", "translation", "locator", "stance", "via")
    }
    fields = {name: value for name, value in given.items() if value is not None}
    if source is None:
        if fields:
            raise MissingField("cite", f"the source of the {next(iter(fields))}")
        return None
    return {"source": source, **fields}


@command.command("add")
@click.argument("text", metavar="TEXT|-")
@click.option("--key", metavar="KEY", help="A short name for it; otherwise one is made.")
@claim_options
@click.option("--cite", metavar="SOURCE", shell_complete=SOURCE, help="The source that says it.")
@citation_options
@output.json_option
@pass_case
def add(
    case: Case, /, text: str, key: str | None, cite: str | None, as_json: bool, **options: Any
) -> None:
    """Log a claim: one checkable statement, in your own words.

    \b
    factcheck claim add "About 75 people were in touch with the Network." \\
        --kind number --speaker "Igor Kochetkov" --number "some 75 people" \\
        --cite kochetkov-page --quote "some 75 people" --locator "para. 2"
    """
    from factcheck.services import claims

    author = case.author
    citation = _citation_fields(cite, options)
    fields = {**_claim_fields(options), "text": text_or_stdin(text, "the statement"), "key": key}
    with case.writing() as session:
        change = claims.add(session, author, fields, citation)
    claim = change.claim
    output.json_object(output.claim_json(claim)) if as_json else output.line(claim.key)
    _tell_reading(change.quantity)
    if change.quantity is None and claim.kind == ClaimKind.NUMBER:
        warn(f"No number was given. Add it: factcheck claim edit {claim.key} --number “…”")
    _tell_parties(change.new_parties)
    if change.twin is not None:
        warn(f"{change.twin} says the same. Add sources to it with “factcheck claim cite”.")
    if cite is None:
        say(f"Next, its source: factcheck claim cite {claim.key} SOURCE --quote “…”")


def _tell_reading(quantity: "Quantity | None") -> None:
    """How a number was read: the user sees it at once, and can object."""
    if quantity is not None:
        from factcheck.domain.quantities import describe

        say(f"Read “{quantity.as_stated}” as: {describe(quantity)}.")


def _tell_parties(names: tuple[str, ...]) -> None:
    for name in names:
        say(f"New party: {name}.")


@command.command("list")
@filter_options
@text_option
@click.option("--limit", type=click.IntRange(0, 1_000_000_000), help="At most so many.")
@output.form_options
@pass_case
def list_(
    case: Case,
    /,
    statuses: tuple[str, ...],
    form: str | None,
    limit: int | None,
    **filters: str | None,
) -> None:
    """List claims, the newest first. Filters combine."""
    from factcheck.services import reading
    from factcheck.services.selecting import Wanted, select_claims

    with case.reading() as session:
        where = select_claims(session, Wanted(statuses=statuses, **filters))
        output.listing(
            form,
            COLUMNS,
            reading.listing(session, where, limit),
            cells=lambda claim: (
                claim.key,
                claim.status,
                claim.kind,
                claim.text,
                claim.speaker,
                claim.as_of,
                claim.quantity.as_stated if claim.quantity else None,
                len(claim.citations),
                len(claim.origins),
            ),
            as_json=output.claim_json,
            empty="No claims match." if where else "No claims yet.",
        )


@command.command("show", short_help="Show one claim whole.")
@click.argument("key", shell_complete=CLAIM)
@output.json_option
@pass_case
def show(case: Case, /, key: str, as_json: bool) -> None:
    """Show one claim whole: its number, its passages, its origins, its reviews."""
    from factcheck.services import reading

    with case.reading() as session:
        claim = reading.show(session, key)
    if as_json:
        output.json_object(output.claim_json(claim))
        return
    from factcheck.cli.claimtext import print_claim

    print_claim(claim)


@command.command("cite")
@click.argument("key", shell_complete=CLAIM)
@click.argument("source", shell_complete=SOURCE)
@citation_options
@output.json_option
@pass_case
def cite(case: Case, /, key: str, source: str, as_json: bool, **options: Any) -> None:
    """Link a claim to a source, and to the passage in it."""
    from factcheck.services import claims

    author = case.author
    fields = _citation_fields(source, options)
    assert fields is not None
    with case.writing() as session:
        claim = claims.cite(session, author, key, fields)
    output.json_object(output.claim_json(claim)) if as_json else output.line(claim.key)
    say(
        f"It has {counted(len(claim.citations), 'citation')} "
        f"and {counted(len(claim.origins), 'origin')} now."
    )


@command.command("withdraw")
@click.argument("key", shell_complete=CLAIM)
@click.option("--because", required=True, metavar="TEXT", help="The reason; it is kept.")
@click.option(
    "--cite", metavar="SOURCE", shell_complete=SOURCE, help="Withdraw its citation of this source."
)
@click.option("--quote", metavar="TEXT", help="Which citation, where there are several.")
@pass_case
def withdraw(case: Case, /, key: str, because: str, cite: str | None, quote: str | None) -> None:
    """Withdraw a claim, or one of its citations. Nothing is deleted; the reason is kept."""
    from factcheck.services import claims, reviews

    author = case.author
    with case.writing() as session:
        if cite is None:
            done = reviews.withdraw(session, author, key, because)
            name, told = done.claim, f"Withdrawn; it was {done.before}."
        else:
            claim = claims.uncite(session, author, key, cite, quote, because)
            name, told = claim.key, "Withdrew the citation."
    output.line(name)
    say(told)


@command.command("edit", short_help="Change a claim, by options or in your editor.")
@click.argument("key", shell_complete=CLAIM)
@click.option("--text", metavar="TEXT|-", help="The statement.")
@claim_options
@click.option(
    "--from",
    "source_file",
    metavar="FILE|-",
    type=click.Path(path_type=Path, allow_dash=True),
    help="Take the edited text from a file instead of an editor.",
)
@output.json_option
@pass_case
def edit(
    case: Case,
    /,
    key: str,
    text: str | None,
    source_file: Path | None,
    as_json: bool,
    **options: Any,
) -> None:
    """Change a claim: by options, or without any in your editor, its citations too.

    An empty value ("") takes a field away; --tag replaces all tags.
    """
    from factcheck.services import claims

    author = case.author
    changes = _claim_fields(options)
    if text is not None:
        changes["text"] = text_or_stdin(text, "the statement")
    if changes:
        with case.writing() as session:
            change = claims.edit(session, author, key, changes)
        claim = change.claim
        if "number" in changes:
            _tell_reading(change.quantity)
        _tell_parties(change.new_parties)
    else:
        found = _edit_in_editor(case, author, key, source_file)
        if found is None:
            say("Nothing changed.")
            return
        claim = found
    output.json_object(output.claim_json(claim)) if as_json else output.line(claim.key)


def _edit_in_editor(case: Case, /, author: str, key: str, source: Path | None) -> Any:
    from factcheck.cli.claimform import changes_of, claim_form
    from factcheck.cli.editor import edit as edit_text
    from factcheck.services import claims

    with case.reading() as session:
        fields = claims.fields_of(session, key)
        citations = claims.citations_of(session, key)
    name = str(fields["key"])

    def apply(tables: Mapping[str, Any]) -> Any:
        claim_changes, citation_changes = changes_of(tables, fields, citations)
        with case.writing() as session:
            record = claims.edit(session, author, name, claim_changes).claim
            for number, changed in citation_changes:
                record = claims.recite(session, name, number, changed)
        return record

    return edit_text(claim_form(fields, citations), "claim", apply, source)
