"""``factcheck status``."""

import click

from factcheck.cli import output
from factcheck.cli.context import Case, pass_case
from factcheck.domain.wording import counted


@click.command("status", short_help="Show the case at a glance.")
@output.json_option
@pass_case
def command(case: Case, /, as_json: bool) -> None:
    """Show the case at a glance: claims by status and kind, and what still has to be done."""
    from factcheck.services.cases import overview

    with case.reading() as session:
        found = overview(session)
    if as_json:
        output.json_object(found._asdict())
        return
    output.line(
        f"{counted(found.claims, 'claim')}, {counted(found.sources, 'source')} "
        f"({counted(found.origins, 'origin')})"
    )
    for heading, counts in (
        ("By status", found.by_status),
        ("By kind", found.by_kind),
        ("Quotes by check", found.by_quote_check),
        ("Waiting, by who holds it", found.held),
    ):
        if counts:
            output.line()
            output.line(heading)
            output.details((name, f"{count:,}") for name, count in counts.items())
    checks = found.by_quote_check
    todo = [
        (found.uncited, "claim without a citation", "claims without a citation"),
        (found.unplaced, "quote without a locator", "quotes without a locator"),
        (checks.get("missing", 0), "quote that does not stand in the captured text",
         "quotes that do not stand in the captured text"),
        (checks.get("differs", 0), "quote that differs from what stands in the captured text",
         "quotes that differ from what stands in the captured text"),
        (checks.get("no capture", 0), "quote of a source without a captured text",
         "quotes of sources without a captured text"),
        (found.outdated, "quote that stands in an older capture, not in the newest",
         "quotes that stand in an older capture, not in the newest"),
        (found.unnumbered, "claim of kind number without a number",
         "claims of kind number without a number"),
    ]  # fmt: skip
    if any(count for count, _, _ in todo):
        output.line()
        output.line("To do")
        for count, one, many in todo:
            if count:
                output.line(f"  {counted(count, one, many)}")
