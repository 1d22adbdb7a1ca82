"""``factcheck head``."""

import click

from factcheck.cli import output
from factcheck.cli.context import Case, pass_case


@click.command("head", short_help="Print where the journal ends, to keep elsewhere.")
@output.json_option
@pass_case
def command(case: Case, /, as_json: bool) -> None:
    """Print where the journal ends: one line, to be kept outside the case.

    The line names the number of entries and the digest of the last one, on which all before it
    depend. Whoever has it can tell later that nothing up to there was taken away or rewritten.
    """
    from factcheck.services.heads import head

    with case.reading() as session:
        found = head(session)
    if as_json:
        output.json_object(found._asdict())
    else:
        output.line(str(found))
