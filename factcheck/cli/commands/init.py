"""``factcheck init``."""

import click

from factcheck import settings
from factcheck.cli.context import Case, pass_case
from factcheck.cli.diagnostics import say, warn
from factcheck.cli.output import line
from factcheck.domain.wording import NAME_LIMIT, clean
from factcheck.errors import CaseExists, NoAuthor


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
    if file is not None and file.is_file():
        raise CaseExists(place)
    author = case.settings.signer() or _ask(no_input)
    author = clean("the name to sign with", author, NAME_LIMIT)

    from factcheck.database import schema
    from factcheck.database.engine import locate

    location = locate(place)
    schema.create(location)
    kept = settings.settings_file(place)
    settings.remember_signer(kept, author)
    line(str(location))
    say(f"Made a new case; work in it is signed “{author}” ({kept.name}).")
    if (other := settings.read(kept).get("as")) != author:
        warn(f"{kept} was there before and signs as “{other}”; change it there, or use --as.")
    say("Next: factcheck source add KEY --kind interview --title “…”")


def _ask(no_input: bool) -> str:
    if no_input:
        raise NoAuthor
    try:
        return str(click.prompt("Name to sign your work with", err=True))
    except click.Abort as stopped:
        raise NoAuthor from stopped
