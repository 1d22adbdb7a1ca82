"""``factcheck policy``: what the case asks for before a claim may have a status."""

import click

from factcheck.cli import output
from factcheck.cli.context import Case, pass_case
from factcheck.cli.diagnostics import say
from factcheck.domain.policy import MOST_ORIGINS, Policy
from factcheck.domain.wording import counted


@click.command("policy", short_help="Show or change what a status asks for.")
@click.option(
    "--origins",
    type=click.IntRange(1, MOST_ORIGINS),
    metavar="N",
    help="Independent origins that corroborated needs.",
)
@click.option("--anchored/--no-anchored", default=None, help="Verified: every quote anchored.")
@click.option("--standard/--no-standard", default=None, help="Verified: a standard of proof.")
@click.option("--second-reader/--no-second-reader", default=None, help="Verified: two people.")
@output.json_option
@pass_case
def command(
    case: Case,
    /,
    origins: int | None,
    anchored: bool | None,
    standard: bool | None,
    second_reader: bool | None,
    as_json: bool,
) -> None:
    """Show what this case asks for before a claim may have a status; with options, change it.

    A change is judged at once: a claim whose reviews it no longer allows goes back to review.
    """
    from factcheck.services import policies

    changes = {
        "origins": origins,
        "anchored": anchored,
        "standard": standard,
        "second_reader": second_reader,
    }
    if all(value is None for value in changes.values()):
        with case.reading() as session:
            _print(policies.show(session), as_json)
        return
    author = case.author
    with case.writing() as session:
        done = policies.change(
            session,
            author,
            origins=origins,
            anchored=anchored,
            standard=standard,
            second_reader=second_reader,
        )
    _print(done.after, as_json)
    if done.after == done.before:
        say("Nothing changed.")
    else:
        claims = counted(done.statuses, "claim has", "claims have")
        say(f"{claims} another status now." if done.statuses else "No status changed by it.")


def _print(policy: Policy, as_json: bool) -> None:
    if as_json:
        output.json_object(policy._asdict())
        return
    origins = counted(policy.origins, "independent origin")
    verb = "supports" if policy.origins == 1 else "support"
    output.line(f"corroborated  {origins} that {verb} the claim, and none that contests it")
    output.line(f"verified      {'; '.join(_for_verified(policy))}")
    output.line("any other     a reason")


def _for_verified(policy: Policy) -> list[str]:
    return [
        "the same",
        "every quote that supports it anchored" if policy.anchored else "quotes as they are",
        "a standard of proof" if policy.standard else "no standard of proof",
        "a second reader" if policy.second_reader else "one reader",
    ]
