"""The options that choose claims: the same for lists, searches and sheets."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from factcheck.cli.completion import MEASURE, PARTY, SOURCE, code_option
from factcheck.domain.vocabulary import ClaimKind, Status

Command = TypeVar("Command", bound=Callable[..., Any])

text_option = click.option("--text", metavar="QUERY", help="Matching this search.")


def filter_options(command: Command) -> Command:
    """Adds the filters; the command takes them as ``statuses`` and by the names of ``Wanted``."""
    for option in reversed(
        [
            code_option(
                "--status",
                "statuses",
                codes=Status,
                help="Of this status; repeatable.",
                multiple=True,
            ),
            code_option("--kind", codes=ClaimKind, help="Of this kind."),
            click.option(
                "--source", metavar="KEY", shell_complete=SOURCE, help="Citing this source."
            ),
            click.option(
                "--speaker", metavar="NAME", shell_complete=PARTY, help="Attributed to this party."
            ),
            click.option("--measure", metavar="KEY", shell_complete=MEASURE, help="Counting this."),
            click.option(
                "--as-of", metavar="DATE", help="Held at some time of this date or span (EDTF)."
            ),
            click.option("--tag", help="Filed under this word."),
        ]
    ):
        command = option(command)
    return command
