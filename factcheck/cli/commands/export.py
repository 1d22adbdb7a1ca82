"""``factcheck export``."""

from pathlib import Path

import click

from factcheck.cli import output
from factcheck.cli.completion import formats
from factcheck.cli.context import Case, pass_case
from factcheck.cli.diagnostics import say
from factcheck.cli.filters import filter_options, text_option


@click.command("export", short_help="Write a cited fact sheet.")
@click.option(
    "-f",
    "--format",
    "format_",
    metavar="md|csv|json",
    help="[default: Markdown]",
    shell_complete=formats("factcheck.exporters"),
)
@click.option(
    "-o",
    "--output",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path, allow_dash=True),
    help="Write to this file; its ending tells the format.",
)
@click.option("--title", help="What the sheet is called.")
@filter_options
@text_option
@pass_case
def command(
    case: Case,
    /,
    format_: str | None,
    file: Path | None,
    title: str | None,
    statuses: tuple[str, ...],
    **filters: str | None,
) -> None:
    """Write a fact sheet: each claim with its passages, its status in words, its sources.

    Withdrawn claims are left out unless --status asks for them.
    """
    from factcheck.services import exporting
    from factcheck.services.selecting import Wanted

    to_file = file if file is not None and str(file) != "-" else None
    wanted = Wanted(statuses=statuses, **filters)
    format_name = exporting.format_of(to_file, format_)
    with case.reading() as session:
        if to_file is not None:
            exporting.to_file(session, format_name, wanted, title, to_file, case.location.path)
            case.kept = True
        else:
            out = output.stream()
            exporting.to_stream(session, format_name, wanted, title, out)
            out.flush()
    if to_file is not None:
        output.line(str(to_file))
        say(f"Wrote the fact sheet ({format_name}).")
