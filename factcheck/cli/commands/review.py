"""``factcheck review``: judge claims."""

from typing import TYPE_CHECKING

import click

from factcheck.cli import output
from factcheck.cli.completion import CLAIM, Code, code_option
from factcheck.cli.context import Case, pass_case
from factcheck.cli.diagnostics import say
from factcheck.cli.output import Column
from factcheck.cli.reading import text_or_stdin
from factcheck.domain.standing import Bearing
from factcheck.domain.vocabulary import Credibility, StandardOfProof, Status

if TYPE_CHECKING:
    from factcheck.services import reviews

QUEUE = (
    Column("key", "KEY", 80),
    Column("status", "STATUS", 12),
    Column("kind", "KIND", 0),
    Column("text", "CLAIM", 36),
    Column("logged_on", "LOGGED", 10),
    Column("citations", "CITATIONS", 0),
    Column("origins", "ORIGINS", 7),
)
LOG = (
    Column("at", "WHEN", 24),
    Column("by", "WHO", 24),
    Column("status", "STATUS", 12),
    Column("standard", "STANDARD OF PROOF", 24),
    Column("credibility", "CREDIBILITY", 11),
    Column("because", "BECAUSE", 72),
    Column("id", "REVIEW", 0),
    Column("override", "OVERRIDE", 0),
    Column("bearing", "BEARING", 0),
)


@click.group("review", short_help="Judge claims, and see what waits.")
def command() -> None:
    """Judge claims: judgements are appended with their reasons, never changed."""


@command.command("record")
@click.argument("key", shell_complete=CLAIM)
@code_option("--status", codes=Status, help="What you found.", required=True)
@click.option("--because", required=True, metavar="TEXT|-", help="Why; it is kept for good.")
@code_option("--standard", codes=StandardOfProof, help="The standard of proof met.")
@click.option(
    "--credibility",
    type=Code(Credibility),
    metavar="1-6",
    help="1 (confirmed) to 6 (cannot be judged).",
)
@click.option("--override", metavar="REASON", help="Why the policy does not matter here.")
@click.option(
    "--supersedes",
    multiple=True,
    metavar="REVIEW",
    help="An earlier review that stands no longer: the beginning of its id.",
)
@output.json_option
@pass_case
def record(
    case: Case,
    /,
    key: str,
    status: str,
    because: str,
    standard: str | None,
    credibility: str | None,
    override: str | None,
    supersedes: tuple[str, ...],
    as_json: bool,
) -> None:
    """Record a judgement on a claim. The claim's status follows from all its reviews.

    What the policy of the case does not allow is refused, with all that is missing; --override
    goes against it, and every export shows that. “factcheck policy” shows what is asked for.
    """
    from factcheck.services import reviews

    author = case.author
    reason = text_or_stdin(because, "the reason")
    with case.writing() as session:
        done = reviews.record(
            session,
            author,
            key,
            status=status,
            because=reason,
            standard=standard,
            credibility=credibility,
            override=override,
            supersedes=supersedes,
        )
    if as_json:
        output.json_object({"claim": done.claim, **done.review._asdict()})
    else:
        output.line(done.claim)
    say(_told(done))


def _told(done: "reviews.Recorded") -> str:
    """What a judgement did to the claim."""
    changed = f"It was {done.before} and is {done.after} now"
    if done.before == done.after:
        changed = f"It was {done.before} and still is"
    because = f": {done.because.rstrip('.')}" if done.because else ""
    waits = "; another person's review makes it verified" if done.first_reader else ""
    return f"{changed}{because}{waits}."


@command.command("queue", short_help="List what waits for a review.")
@click.option("--limit", type=click.IntRange(0, 1_000_000_000), help="At most so many.")
@output.form_options
@pass_case
def queue(case: Case, /, limit: int | None, form: str | None) -> None:
    """List what waits for a review: the oldest day first, in it the least supported first."""
    from factcheck.services import reviews

    with case.reading() as session:
        waiting = reviews.queue(session, limit=limit)
    output.listing(
        form,
        QUEUE,
        waiting,
        cells=lambda claim: [getattr(claim, column.name) for column in QUEUE],
        as_json=lambda claim: claim._asdict(),
        empty="Nothing waits for a review.",
    )


@command.command("log")
@click.argument("key", shell_complete=CLAIM)
@output.form_options
@pass_case
def log(case: Case, /, key: str, form: str | None) -> None:
    """Show the whole story of a claim's status, first to last."""
    from factcheck.services import reviews

    with case.reading() as session:
        _, steps = reviews.story(session, key)
    if form is None:
        _print_story(steps)
        return
    output.listing(
        form,
        LOG,
        steps,
        cells=lambda step: [getattr(step, column.name) for column in LOG],
        as_json=lambda step: step._asdict(),
        empty="",
    )


def _print_story(steps: "list[reviews.Logged]") -> None:
    for step in steps:
        met = f", {StandardOfProof.read(step.standard).label.lower()}" if step.standard else ""
        grade = f", credibility {step.credibility}" if step.credibility else ""
        what = step.status if step.because else f"logged, {step.status}"
        review = f"  {step.id}" if step.id else ""
        stands = f" ({step.bearing})" if step.bearing and step.bearing != Bearing.COUNTS else ""
        when = step.at[:16].replace("T", " ")
        output.line(f"{when}  {what}{met}{grade}  {step.by}{review}{stands}")
        for line in output.wrapped(step.because or "", 72):
            if line:
                output.line(f"    {line}")
        if step.override:
            for line in output.wrapped(f"Override of the policy: {step.override}", 72):
                output.line(f"    {line}")
