"""``factcheck db``: the case file itself."""

from pathlib import Path

import click

from factcheck.cli import output
from factcheck.cli.context import Case, pass_case
from factcheck.cli.diagnostics import say

PLURALS = {
    "party": "Parties",
    "source": "Sources",
    "measure": "Measures",
    "claim": "Claims",
    "quantity": "Numbers",
    "citation": "Citations",
    "review": "Reviews",
}


@click.group("db", short_help="The case file itself: facts, upgrade, backup.")
def command() -> None:
    """The case file itself: where and how large it is, upgrading it, backing it up."""


@command.command("info", short_help="Show where the case is and how much is in it.")
@output.json_option
@pass_case
def info(case: Case, /, as_json: bool) -> None:
    """Show where the case is, its schema, its size and how much is in it."""
    from factcheck.services.cases import info as case_info

    with case.reading() as session:
        found = case_info(session, case.location)
    if as_json:
        output.json_object(found._asdict())
        return
    output.line(found.place)
    output.details(
        [
            ("Database", found.database),
            ("Schema", found.schema),
            ("Size", f"{found.bytes / 1_048_576:,.1f} MiB"),
            *((PLURALS[name], f"{count:,}") for name, count in found.counts.items()),
        ]
    )


@command.command("upgrade")
@pass_case
def upgrade(case: Case, /) -> None:
    """Bring a case that an older factcheck made up to date. A backup is made first."""
    from factcheck.services.keeping import upgrade as upgrade_case

    done = upgrade_case(case.location, case.settings.signer(), case.signer())
    case.kept = done.backup is not None
    if done.backup is None:
        output.line(f"The case is up to date (schema {done.after}).")
        return
    output.line(f"Upgraded the case from schema {done.before} to {done.after}.")
    say(f"The backup of how it was is {done.backup}.")


@command.command("backup", short_help="Copy the case to a new file, even while others work.")
@click.argument("file", type=click.Path(path_type=Path))
@pass_case
def backup(case: Case, /, file: Path) -> None:
    """Copy the case to a new FILE, consistent even while others work in it.

    The copy of a case file is a case file. A case on PostgreSQL is written by pg_dump, to be
    read back with pg_restore.
    """
    from factcheck.services.keeping import backup as backup_case

    size = backup_case(case.location, file)
    case.kept = True
    output.line(str(file))
    say(f"Backed up {size / 1_048_576:,.1f} MiB.")
