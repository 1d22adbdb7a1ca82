"""``factcheck review``: judge claims."""

from typing import TYPE_CHECKING

import click

from factcheck.cli import output
from factcheck.cli.claimwork import judged, standing
from factcheck.cli.completion import CLAIM, Code, code_option
from factcheck.cli.context import Case, pass_case
from factcheck.cli.diagnostics import say
from factcheck.cli.output import Column
from factcheck.cli.reading import text_or_stdin
from factcheck.domain.standing import Bearing, same_reader
from factcheck.domain.vocabulary import Credibility, StandardOfProof, Status

if TYPE_CHECKING:
    from factcheck.services.reviews import Logged

QUEUE = (
    Column("key", "KEY", 80),
    Column("status", "STATUS", 12),
    Column("kind", "KIND", 0),
    Column("text", "CLAIM", 30),
    Column("logged_on", "LOGGED", 10),
    Column("citations", "CITATIONS", 0),
    Column("origins", "ORIGINS", 7),
    Column("held_by", "HELD BY", 16),
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


NOTHING = "Nothing waits for a review."
NOTHING_MINE = "Nothing that waits for a review is assigned to you."


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
    say(judged(done))


@command.command("next", short_help="Go through what waits, claim by claim, and judge it.")
@click.option("--mine", is_flag=True, help="Only what is assigned to you.")
@pass_case
def next_(case: Case, /, mine: bool) -> None:
    """Go through what waits for a review at the terminal, claim by claim, in the queue's order.

    Each page shows a claim, its passages in their context, its origins, what those accused say,
    what was noted and judged before, and what the policy still asks. Single keys record a review,
    skip, note, open the source, go back. A review is kept as soon as you agree to it, and the
    claim's key is printed. What you type is kept too: stop at any time, and go on from there.
    """
    from factcheck.cli import screen
    from factcheck.cli.reviewdesk import ReviewDesk
    from factcheck.cli.unfinished import ReviewNotebook, file_of
    from factcheck.errors import NoTerminal
    from factcheck.services import desk, reviews

    author = case.author
    if not screen.on_terminal():
        raise NoTerminal
    case.signer()
    with case.reading() as session:
        keys = reviews.line(session, held_by=author if mine else None)
        mark = desk.mark(session)
    notebook = ReviewNotebook(
        file_of(case.settings.case(), mark, same_reader(author), work="review")
    )
    if not keys and notebook.draft is None:
        say(NOTHING_MINE if mine else NOTHING)
        return
    ReviewDesk(case, author, keys, notebook).run()


@command.command("queue", short_help="List what waits for a review.")
@click.option("--limit", type=click.IntRange(0, 1_000_000_000), help="At most so many.")
@click.option("--mine", is_flag=True, help="Only what is assigned to you.")
@output.form_options
@pass_case
def queue(case: Case, /, limit: int | None, mine: bool, form: str | None) -> None:
    """List what waits for a review: the oldest day first, in it the least supported first."""
    from factcheck.services import reviews

    held_by = case.author if mine else None
    with case.reading() as session:
        waiting = reviews.queue(session, limit=limit, held_by=held_by)
    output.listing(
        form,
        QUEUE,
        waiting,
        cells=lambda claim: [getattr(claim, column.name) for column in QUEUE],
        as_json=lambda claim: claim._asdict(),
        empty=NOTHING_MINE if mine else NOTHING,
    )


@command.command("assign", short_help="Say who is to review a claim.")
@click.argument("key", shell_complete=CLAIM)
@click.argument("name", required=False)
@click.option("--nobody", is_flag=True, help="Take it from whoever holds it.")
@pass_case
def assign(case: Case, /, key: str, name: str | None, nobody: bool) -> None:
    """Say who is to review a claim: NAME, or you without a name.

    Anybody may review it all the same; what is assigned to you is listed by “review queue --mine”
    and gone through by “review next --mine”.
    """
    from factcheck.errors import SomebodyAndNobody
    from factcheck.services import assignments

    if nobody and name is not None:
        raise SomebodyAndNobody(name)
    author = case.author
    reviewer = None if nobody else author if name is None else name
    with case.writing() as session:
        done = assignments.assign(session, author, key, reviewer)
    output.line(done.claim)
    before = f"; before, {done.before} held it" if done.before else ""
    say(f"It is {standing(done.status, done.holder or 'nobody')}{before}.")


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


def _print_story(steps: "list[Logged]") -> None:
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
