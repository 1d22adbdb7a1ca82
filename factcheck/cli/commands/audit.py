"""``factcheck audit``."""

from collections.abc import Sequence
from typing import IO, TYPE_CHECKING

import click

from factcheck.cli import output
from factcheck.cli.context import Case, keyring, pass_case
from factcheck.cli.diagnostics import detail, progress, say
from factcheck.cli.output import Column
from factcheck.domain.printable import one_line
from factcheck.domain.wording import counted

if TYPE_CHECKING:
    from factcheck.domain.journal import Head
    from factcheck.domain.signing import Trust
    from factcheck.services.audit.run import Audited

PROBLEMS = 3
"""The exit code of a check that found something."""

HEADS_LIMIT = 1_000_000
"""Characters that are read of a file with heads."""

COLUMNS = (
    Column("rule", "RULE", 9),
    Column("place", "WHERE", 120),
    Column("message", "WHAT IS WRONG", 400),
    Column("hint", "", 0),
)


@click.command("audit", short_help="Check that all evidence is still what it was.")
@click.option(
    "--head",
    "kept",
    type=click.File(encoding="utf-8", errors="replace"),
    multiple=True,
    metavar="FILE",
    help="Heads kept elsewhere, one a line, as “factcheck head” prints them; - to pipe them.",
)
@output.form_options
@pass_case
def command(case: Case, /, kept: Sequence[IO[str]], form: str | None) -> None:
    """Check that every capture, text and quote is still what it was, and the case sound.

    Hashes every capture anew; compares every text and every quote in it, every record with the
    journal, every entry of the journal with the one before, every signature with its author's key,
    the statuses, the search index, the triggers that guard it all, and the database itself. With
    --head it finds out too whether the end of the journal was cut off, an older copy put back, or
    all of it written anew. Names everything that is wrong, and then ends with the exit code 3.
    """
    found = _audited(case, _heads(kept), keyring().known())
    if form or found.findings:
        output.listing(
            form,
            COLUMNS,
            found.findings,
            cells=lambda finding: finding,
            as_json=lambda finding: finding._asdict(),
            empty="",
        )
    for note in found.notes:
        say(one_line(note))
    if not found.findings:
        (say if form else output.line)(f"{_looked_at(found)}: all sound.")
        return
    for hint in dict.fromkeys(finding.hint for finding in found.findings):
        about = dict.fromkeys(each.rule for each in found.findings if each.hint == hint)
        say(f"{', '.join(about)}: {hint}")
    detail(f"{counted(len(found.findings), 'fault')} found in {_looked_at(found)}.")
    raise click.exceptions.Exit(PROBLEMS)


def _heads(kept: "Sequence[IO[str]]") -> "list[Head]":
    """The heads that the files hold. Raises NotAHead."""
    from factcheck.domain.journal import Head

    lines = [line for file in kept for line in file.read(HEADS_LIMIT).splitlines()]
    return [Head.read(line) for line in lines if line.strip()]


def _audited(case: Case, heads: "list[Head]", trust: "Trust") -> "Audited":
    from factcheck.domain.findings import AuditRule
    from factcheck.errors import DamagedCase
    from factcheck.services.audit.run import Audited, audit

    try:
        with case.reading() as session, progress("Auditing") as reached:
            return audit(session, reached, heads, trust)
    except DamagedCase as fault:  # so that it cannot even be opened
        finding = AuditRule.DATABASE.finding("the database", fault.sentence)
        return Audited((finding,), ())


def _looked_at(found: "Audited") -> str:
    return ", ".join(
        (
            counted(found.captures, "capture"),
            counted(found.texts, "text"),
            counted(found.quotes, "quote"),
            counted(found.claims, "claim"),
            counted(found.entries, "entry of the journal", "entries of the journal"),
        )
    )
