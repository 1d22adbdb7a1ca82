"""``factcheck party``: people and organisations."""

import click

from factcheck.cli import output
from factcheck.cli.completion import PARTY, code_option
from factcheck.cli.context import Case, pass_case
from factcheck.cli.diagnostics import say
from factcheck.cli.output import Column
from factcheck.domain.vocabulary import PartyKind
from factcheck.errors import NothingToChange

COLUMNS = (
    Column("key", "KEY", 80),
    Column("name", "NAME", 40),
    Column("kind", "KIND", 14),
    Column("speaks_for", "SPEAKS FOR", 32),
)


@click.group("party", short_help="People and organisations: who speaks, who is accused.")
def command() -> None:
    """People and organisations: who speaks, for whom, and who is accused.

    A name given with --speaker, --voice or --against makes its party on first use.
    """


kind_option = code_option("--kind", codes=PartyKind, help="Person or organisation.")
speaks_for_option = click.option(
    "--speaks-for", metavar="PARTY", help="On whose behalf it speaks.", shell_complete=PARTY
)


@command.command("add", short_help="Log a person or an organisation.")
@click.argument("name")
@click.option("--key", metavar="KEY", help="A short name for it; otherwise one is made.")
@kind_option
@speaks_for_option
@output.json_option
@pass_case
def add(
    case: Case,
    /,
    name: str,
    key: str | None,
    kind: str | None,
    speaks_for: str | None,
    as_json: bool,
) -> None:
    """Log a person or an organisation under the NAME by which it may be printed."""
    from factcheck.services import parties

    author = case.author
    with case.writing() as session:
        party = parties.add(session, author, name, key=key, kind=kind, speaks_for=speaks_for)
    output.json_object(party._asdict()) if as_json else output.line(party.key)


@command.command("list")
@output.form_options
@pass_case
def list_(case: Case, /, form: str | None) -> None:
    """List every party, by name."""
    from factcheck.services import parties

    with case.reading() as session:
        found = parties.listing(session)
    output.listing(
        form,
        COLUMNS,
        found,
        cells=lambda party: party,
        as_json=lambda party: party._asdict(),
        empty="No parties yet.",
    )


@command.command("show")
@click.argument("key", shell_complete=PARTY)
@output.json_option
@pass_case
def show(case: Case, /, key: str, as_json: bool) -> None:
    """Show one party."""
    from factcheck.services import parties

    with case.reading() as session:
        party = parties.show(session, key)
    if as_json:
        output.json_object(party._asdict())
        return
    output.line(party.name)
    output.details([("Key", party.key), ("Kind", party.kind), ("Speaks for", party.speaks_for)])


@command.command("edit")
@click.argument("key", shell_complete=PARTY)
@click.option("--name", metavar="NAME", help="The name by which it may be printed.")
@kind_option
@speaks_for_option
@pass_case
def edit(
    case: Case, /, key: str, name: str | None, kind: str | None, speaks_for: str | None
) -> None:
    """Change a party. An empty --speaks-for "" takes it away."""
    from factcheck.services import parties

    if name is None and kind is None and speaks_for is None:
        raise NothingToChange("party", key)
    with case.writing() as session:
        party = parties.edit(session, key, name=name, kind=kind, speaks_for=speaks_for)
    output.line(party.key)
    say(f"Changed {party.name}.")
