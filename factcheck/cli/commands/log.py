"""``factcheck log``: working through a captured source."""

from contextlib import suppress
from typing import TYPE_CHECKING

import click

from factcheck.cli.completion import SOURCE
from factcheck.cli.context import Case, pass_case
from factcheck.errors import UnknownPlace

if TYPE_CHECKING:
    from factcheck.cli.unfinished import Notebook
    from factcheck.services.interviews import Interview


@click.command("log", short_help="Work through a captured interview, logging claims.")
@click.argument("source", shell_complete=SOURCE)
@click.option("--from", "place", metavar="PLACE", help="Begin here: “para. 3”, “p. 2”, “00:01:20”.")
@pass_case
def command(case: Case, /, source: str, place: str | None) -> None:
    """Work through a captured interview, paragraph by paragraph, and log claims from it.

    The source must have been captured. Every claim is kept as soon as you agree to it, and its
    key is printed. What you type is kept too: stop at any time, and go on from there.

    Without a terminal the keys are read from standard input, one answer a line.
    """
    from factcheck.cli.readingdesk import ReadingDesk
    from factcheck.cli.unfinished import Notebook, file_of
    from factcheck.services import interviews

    author = case.author
    case.signer()
    with case.reading() as session:
        interview = interviews.read(session, source)
    file = file_of(case.settings.case(), str(interview.source_id), author)
    notebook = Notebook(file, interview.text.text)
    ReadingDesk(case, author, interview, notebook, _start(interview, notebook, place)).run()


def _start(interview: "Interview", notebook: "Notebook", place: str | None) -> int:
    """Where to begin: where it was asked for, else where the last time ended."""
    if place is not None:
        return interview.at(place)
    if notebook.at is not None:
        return interview.nearest(notebook.at)
    if notebook.place is not None:
        with suppress(UnknownPlace):
            return interview.at(notebook.place)
    return 0
