"""``factcheck claim``: log, cite, list, show, edit and withdraw claims."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli import output
from factcheck.cli.claimanswers import note, reply
from factcheck.cli.claimoptions import (
    allowing_of,
    citation_fields,
    citation_options,
    claim_fields,
    claim_options,
    quote_options,
)
from factcheck.cli.completion import CLAIM, SOURCE
from factcheck.cli.context import Case, pass_case
from factcheck.cli.diagnostics import say, warn
from factcheck.cli.filters import filter_options, text_option
from factcheck.cli.output import Column
from factcheck.cli.reading import text_or_stdin
from factcheck.domain.custody import SHORT_DIGEST
from factcheck.domain.printable import shortened
from factcheck.domain.vocabulary import ClaimKind, Status
from factcheck.domain.wording import counted

if TYPE_CHECKING:
    from factcheck.domain.quantities import Quantity
    from factcheck.domain.records import CitationRecord, ClaimRecord
    from factcheck.services.anchors import Allowing, Placed

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


@command.command("add")
@click.argument("text", metavar="TEXT|-")
@click.option("--key", metavar="KEY", help="A short name for it; otherwise one is made.")
@claim_options
@click.option("--cite", metavar="SOURCE", shell_complete=SOURCE, help="The source that says it.")
@citation_options
@quote_options
@output.json_option
@pass_case
def add(
    case: Case, /, text: str, key: str | None, cite: str | None, as_json: bool, **options: Any
) -> None:
    """Log a claim: one checkable statement, in your own words.

    \b
    factcheck claim add "About 75 people were in touch with the Network." \\
        --kind number --speaker "Igor Kochetkov" --number "some 75 people" \\
        --cite kochetkov-page --quote "some 75 people"

    The quote must stand in what was captured of the source; where it stands is shown.
    """
    from factcheck.services import claims

    author = case.author
    allowing = allowing_of(options)
    citation = citation_fields(cite, options)
    fields = {**claim_fields(options), "text": text_or_stdin(text, "the statement"), "key": key}
    with case.writing() as session:
        change = claims.add(session, author, fields, citation, allowing)
    claim = change.claim
    _print(claim, as_json, change.placed)
    _tell_reading(change.quantity)
    if change.quantity is None and claim.kind == ClaimKind.NUMBER:
        warn(f"No number was given. Add it: factcheck claim edit {claim.key} --number “…”")
    _tell_parties(change.new_parties)
    _tell_place(change.placed, citation.get("locator") if citation else None)
    _tell_quotes(claim, claim.citations)
    if change.twin is not None:
        warn(f"{change.twin} says the same. Add sources to it with “factcheck claim cite”.")
    if cite is None:
        say(f"Next, its source: factcheck claim cite {claim.key} SOURCE --quote “…”")


def _print(claim: "ClaimRecord", as_json: bool, placed: "Placed | None" = None) -> None:
    """The claim that was made or changed, and where its new quote stands."""
    if as_json:
        output.json_object(output.claim_json(claim))
        return
    output.line(claim.key)
    if placed is not None:
        from factcheck.cli.claimtext import print_placed

        print_placed(placed)


def _tell_status(claim: "ClaimRecord") -> None:
    """Whether it has to be judged anew: what was judged was other evidence."""
    if claim.status == Status.IN_REVIEW and claim.status_because:
        say(f"It is {claim.status} now: {claim.status_because.rstrip('.')}.")


def _tell_quotes(claim: "ClaimRecord", citations: "Sequence[CitationRecord]") -> None:
    """What does not fit together: some of a claim's quotes, what was captured, its number."""
    from factcheck.services.claims import number_is_unstated

    for citation in citations:
        if citation.quote_check == "missing":
            warn(f"“{shortened(citation.quote or '', 60)}” does not stand in what was captured of "
                 f"{citation.source}.")  # fmt: skip
    if claim.quantity is not None and number_is_unstated(claim):
        warn(f"No quote that stands in a capture says “{claim.quantity.as_stated}”.")


def _tell_place(placed: "Placed | None", locator: str | None) -> None:
    """What is to be known of the place of a quote that was just added."""
    if placed is None:
        return
    stands = placed.locator or "the text"
    if locator and (kind := placed.lacks(locator)):
        warn(f"The captured text has no {kind}: “{locator}” cannot be checked. The passage stands "
             f"in {stands}.")  # fmt: skip
    elif locator and placed.contradicts(locator):
        warn(f"The passage stands in {stands}, and the locator says “{locator}”.")
    if placed.newer:
        warn(f"The passage stands in an older capture, and was not found in the newest, "
             f"{placed.newer[:SHORT_DIGEST]}.")  # fmt: skip


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
@click.option(
    "--known-at", metavar="TIME", help="As it was known then: a day (to its end, UTC) or a time."
)
@output.json_option
@pass_case
def show(case: Case, /, key: str, known_at: str | None, as_json: bool) -> None:
    """Show one claim whole: its number, its passages, its origins, its reviews, its notes."""
    from factcheck.services import desk
    from factcheck.services.knowing import known

    with case.reading() as session, known(session, key, known_at) as then:
        page = desk.page(then.session, then.key)
    if as_json:
        found = output.claim_json(page.claim)
        for citation, passage in zip(found["citations"], page.passages, strict=True):
            citation["newer_capture"] = passage.newer_capture
        found["notes"] = [note._asdict() for note in page.notes]
        found["held_by"] = page.held_by
        output.json_object(found)
        return
    from factcheck.cli.claimtext import print_claim

    if then.told:
        output.line(f"As it was known on {then.told}:")
        output.line()
    print_claim(page)


@command.command("cite")
@click.argument("key", shell_complete=CLAIM)
@click.argument("source", shell_complete=SOURCE)
@citation_options
@quote_options
@output.json_option
@pass_case
def cite(case: Case, /, key: str, source: str, as_json: bool, **options: Any) -> None:
    """Link a claim to a source, and to the passage in it.

    The quote must stand in what was captured of the source; where it stands is shown.
    """
    from factcheck.services import claims

    author = case.author
    allowing = allowing_of(options)
    fields = citation_fields(source, options)
    assert fields is not None
    with case.writing() as session:
        change = claims.cite(session, author, key, fields, allowing)
    claim = change.claim
    _print(claim, as_json, change.placed)
    _tell_place(change.placed, fields.get("locator"))
    _tell_quotes(claim, claim.citations[-1:])  # of the others it was told when they were added
    say(
        f"It has {counted(len(claim.citations), 'citation')} "
        f"and {counted(len(claim.origins), 'origin')} now."
    )
    _tell_status(claim)


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
    if cite is not None:
        _tell_status(claim)


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
@quote_options
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
    allowing = allowing_of(options)
    changes = claim_fields(options)
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
        found = _edit_in_editor(case, author, key, source_file, allowing)
        if found is None:
            say("Nothing changed.")
            return
        claim = found
    _print(claim, as_json)
    _tell_quotes(claim, claim.citations)
    _tell_status(claim)


def _edit_in_editor(
    case: Case, /, author: str, key: str, source: Path | None, allowing: "Allowing"
) -> "ClaimRecord | None":
    from factcheck.cli.claimform import changes_of, claim_form
    from factcheck.cli.editor import edit as edit_text
    from factcheck.services import claims

    case.signer()
    with case.reading() as session:
        fields = claims.fields_of(session, key)
        citations = claims.citations_of(session, key)
    name = str(fields["key"])

    def apply(tables: Mapping[str, Any]) -> "ClaimRecord":
        claim_changes, citation_changes = changes_of(tables, fields, citations)
        with case.writing() as session:
            record = claims.edit(session, author, name, claim_changes).claim
            for number, changed in citation_changes:
                record = claims.recite(session, author, name, number, changed, allowing)
        return record

    return edit_text(claim_form(fields, citations), "claim", apply, source)


command.add_command(note)
command.add_command(reply)
