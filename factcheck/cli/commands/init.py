"""``factcheck init``."""

import os

import click

from factcheck import settings
from factcheck.cli.context import Case, pass_case
from factcheck.cli.diagnostics import say, warn
from factcheck.cli.output import line
from factcheck.domain.wording import NAME_LIMIT, clean
from factcheck.errors import CannotWrite, CaseExists, DiskFull, NoAuthor


@click.command("init", short_help="Make a new, empty case.")
@click.option("--no-input", is_flag=True, help="Ask nothing; the name must come from --as.")
@pass_case
def command(case: Case, /, no_input: bool) -> None:
    """Make a new, empty case.

    Without --db it is the file factcheck.db in this folder. Asks for the name that your work is
    to be signed with, and keeps it in factcheck.toml beside the case.
    """
    place = case.settings.db or settings.CASE_NAME
    file = settings.path_of(place)
    if file is not None and os.path.isfile(file):
        raise CaseExists(place)
    kept = settings.settings_file(place)
    # Read before anything is made: settings that are broken must not make half a case.
    known = settings.read(kept).get("as") if os.path.lexists(kept) else None
    author = case.settings.signer() or _ask(no_input)
    author = clean("the name to sign with", author, NAME_LIMIT)

    from factcheck.database import schema
    from factcheck.database.engine import locate

    location = locate(place)
    schema.create(location)
    case.kept = True
    line(str(location))
    try:
        new = settings.remember_signer(kept, author)
    except (CannotWrite, DiskFull) as fault:
        # The case is there, and whole without it.
        warn(f"{fault.sentence} The name is not remembered: give it with --as, or FACTCHECK_AS.")
    else:
        say(f"Made a new case; work in it is signed “{author}” ({kept.name}).")
        if not new and known != author:
            warn(f"{kept} was there before and signs as “{known}”; change it, or use --as.")
    say("Next: factcheck source add KEY --kind interview --title “…”")


def _ask(no_input: bool) -> str:
    if no_input:
        raise NoAuthor
    try:
        return str(click.prompt("Name to sign your work with", err=True))
    except click.Abort as stopped:
        raise NoAuthor from stopped
