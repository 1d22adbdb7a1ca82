"""``factcheck claim note`` and ``claim reply``: the work on a claim beside judging it."""

import click

from factcheck.cli import output
from factcheck.cli.completion import CLAIM, PARTY, code_option
from factcheck.cli.context import Case, pass_case
from factcheck.cli.diagnostics import say
from factcheck.cli.reading import text_or_stdin
from factcheck.domain.replies import ReplyOutcome, told


@click.command("note", short_help="Keep a working note on a claim; it is never exported.")
@click.argument("key", shell_complete=CLAIM)
@click.argument("text", metavar="TEXT|-")
@output.json_option
@pass_case
def note(case: Case, /, key: str, text: str, as_json: bool) -> None:
    """Keep a working note on a claim: whom to call, what to look up, what was tried.

    Notes are kept for good and shown by “claim show” and “review next”. No export has them.
    """
    from factcheck.services import notes

    author = case.author
    words = text_or_stdin(text, "the note")
    with case.writing() as session:
        claim, made = notes.add(session, author, key, words)
    if as_json:
        output.json_object({"claim": claim, **made._asdict()})
    else:
        output.line(claim)
    say("The note is kept.")


@click.command("reply", short_help="Record a question to a party, and what came of it.")
@click.argument("key", shell_complete=CLAIM)
@click.option("--party", required=True, metavar="PARTY", shell_complete=PARTY,
              help="Who was asked; a new name makes a new party.")  # fmt: skip
@code_option("--outcome", codes=ReplyOutcome, help="What came of it.", required=True)
@click.option("--on", metavar="EDTF", help="When: 2017-04-20, 2017-04~ (about).")
@click.option("--text", metavar="TEXT|-", help="What was asked, or answered.")
@output.json_option
@pass_case
def reply(
    case: Case, /, key: str, party: str, outcome: str, on: str | None, text: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Record that a party was asked about a claim, and its answer or its silence.

    Each step is kept for good: the question, then the answer. Exports show them with the claim;
    they decide nothing about its status.
    """
    from factcheck.services import replies

    author = case.author
    words = None if text is None else text_or_stdin(text, "the text")
    with case.writing() as session:
        done = replies.add(session, author, key, party=party, outcome=outcome, on=on, text=words)
    if as_json:
        output.json_object({"claim": done.claim, **done.reply._asdict()})
    else:
        output.line(done.claim)
    if done.new_party:
        say(f"New party: {done.new_party}.")
    say(told(done.reply))
