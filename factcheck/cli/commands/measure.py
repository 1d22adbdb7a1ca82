"""``factcheck measure``: what numbers count."""

import click

from factcheck.cli import output
from factcheck.cli.completion import MEASURE
from factcheck.cli.context import Case, pass_case
from factcheck.cli.diagnostics import say
from factcheck.cli.output import Column
from factcheck.errors import NothingToChange

COLUMNS = (
    Column("key", "KEY", 80),
    Column("unit", "UNIT", 12),
    Column("definition", "DEFINITION", 36),
    Column("cumulative", "CUMULATIVE", 0),
    Column("part_of", "PART OF", 20),
    Column("figures", "FIGURES", 8),
)


@click.group("measure", short_help="What numbers count, so that they can be compared.")
def command() -> None:
    """What numbers count, so that figures of the same thing can be compared over time."""


@command.command("add")
@click.argument("key")
@click.option("--unit", required=True, help="What one of them is: “people”, “cases”.")
@click.option("--definition", metavar="TEXT", help="What exactly is counted.")
@click.option("--cumulative", is_flag=True, help="Counted since some day; it never falls.")
@click.option("--part-of", metavar="KEY", shell_complete=MEASURE, help="The measure that holds it.")
@output.json_option
@pass_case
def add(
    case: Case,
    /,
    key: str,
    unit: str,
    definition: str | None,
    cumulative: bool,
    part_of: str | None,
    as_json: bool,
) -> None:
    """Name what a number counts."""
    from factcheck.services import measures

    author = case.author
    with case.writing() as session:
        measure = measures.add(
            session,
            author,
            key,
            unit=unit,
            definition=definition,
            cumulative=cumulative,
            part_of=part_of,
        )
    output.json_object(measure._asdict()) if as_json else output.line(measure.key)


@command.command("list")
@output.form_options
@pass_case
def list_(case: Case, /, form: str | None) -> None:
    """List every measure, with how many figures it has."""
    from factcheck.services import measures

    with case.reading() as session:
        found = measures.listing(session)
    output.listing(
        form,
        COLUMNS,
        found,
        cells=lambda measure: measure,
        as_json=lambda measure: measure._asdict(),
        empty="No measures yet. Name one: factcheck measure add KEY --unit people",
    )


@command.command("show")
@click.argument("key", shell_complete=MEASURE)
@output.json_option
@pass_case
def show(case: Case, /, key: str, as_json: bool) -> None:
    """Show one measure."""
    from factcheck.services import measures

    with case.reading() as session:
        measure = measures.show(session, key)
    if as_json:
        output.json_object(measure._asdict())
        return
    output.line(measure.key)
    output.details(
        [
            ("Unit", measure.unit),
            ("Definition", measure.definition),
            ("Counted", "since some day (cumulative)" if measure.cumulative else "at a time"),
            ("Part of", measure.part_of),
            ("Figures", measure.figures),
        ]
    )


@command.command("edit")
@click.argument("key", shell_complete=MEASURE)
@click.option("--unit", help="What one of them is.")
@click.option("--definition", metavar="TEXT", help="What exactly is counted.")
@click.option("--cumulative/--state", default=None, help="Counted since some day, or at a time.")
@click.option("--part-of", metavar="KEY", shell_complete=MEASURE, help="The measure that holds it.")
@pass_case
def edit(
    case: Case,
    /,
    key: str,
    unit: str | None,
    definition: str | None,
    cumulative: bool | None,
    part_of: str | None,
) -> None:
    """Change a measure. An empty value ("") takes a definition or --part-of away."""
    from factcheck.services import measures

    if unit is None and definition is None and cumulative is None and part_of is None:
        raise NothingToChange("measure", key)
    with case.writing() as session:
        measure = measures.edit(
            session,
            key,
            unit=unit,
            definition=definition,
            cumulative=cumulative,
            part_of=part_of,
        )
    output.line(measure.key)
    say(f"Changed {measure.key}.")
