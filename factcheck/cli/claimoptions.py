"""The options of a claim, of a citation and of its quote, and the fields that they make."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from factcheck.cli.completion import MEASURE, PARTY, SOURCE, code_option
from factcheck.domain.vocabulary import Act, ClaimKind, NumberMethod, Stance
from factcheck.errors import MissingField

if TYPE_CHECKING:
    from factcheck.services.anchors import Allowing

Command = TypeVar("Command", bound=Callable[..., Any])


def citation_options(command: Command) -> Command:
    """What a source says, and where."""
    for option in reversed(
        [
            click.option("--quote", metavar="TEXT", help="The passage, word for word."),
            click.option("--translation", metavar="TEXT", help="The quote in your language."),
            click.option("--locator", metavar="PLACE", help="Where it stands: “para. 2”, “p. 7”."),
            code_option(
                "--stance",
                codes=Stance,
                help="What the source does to the claim.  [default: supports]",
            ),
            click.option(
                "--via",
                metavar="SOURCE",
                shell_complete=SOURCE,
                help="Which of the works it relays the passage draws on.",
            ),
        ]
    ):
        command = option(command)
    return command


def quote_options(command: Command) -> Command:
    """What to do with a quote that does not stand in the captured text as it is."""
    for option in reversed(
        [
            click.option(
                "--accept-differences",
                is_flag=True,
                help="Take the passage that says the same in other words; its check is “differs”.",
            ),
            click.option(
                "--unanchored",
                is_flag=True,
                help="Keep the quote without a place in the capture; its check is “missing”.",
            ),
        ]
    ):
        command = option(command)
    return command


def allowing_of(options: dict[str, Any]) -> "Allowing":
    """Takes out of the options what they allow of a quote."""
    from factcheck.services.anchors import Allowing

    return Allowing(options.pop("accept_differences"), options.pop("unanchored"))


def claim_options(command: Command) -> Command:
    """What is claimed, of whom and by whom."""
    for option in reversed(
        [
            code_option("--kind", codes=ClaimKind, help="What sort of claim it is."),
            code_option("--act", codes=Act, help="The act, for --kind abuse."),
            click.option(
                "--speaker", metavar="NAME", shell_complete=PARTY, help="To whom it is attributed."
            ),
            click.option(
                "--against", metavar="PARTY", shell_complete=PARTY, help="Whom it accuses."
            ),
            click.option("--as-of", metavar="DATE", help="When the statement held (EDTF)."),
            click.option("--happened", metavar="DATE", help="When the thing happened (EDTF)."),
            click.option("--place", help="Where it happened."),
            click.option(
                "--tag", "tags", multiple=True, help="A word to file it under; repeatable."
            ),
            click.option(
                "--number", metavar="TEXT", help="The number as stated: “about 75 people”."
            ),
            code_option(
                "--number-method", codes=NumberMethod, help="Whether it was counted or estimated."
            ),
            click.option(
                "--measure", metavar="KEY", shell_complete=MEASURE, help="What the number counts."
            ),
        ]
    ):
        command = option(command)
    return command


def claim_fields(options: dict[str, Any]) -> dict[str, str | None]:
    """The claim's options that were given, as fields."""
    tags = options.pop("tags")
    fields = {name: value for name, value in options.items() if value is not None}
    return {**fields, "tags": ", ".join(tags)} if tags else fields


def citation_fields(source: str | None, options: dict[str, Any]) -> dict[str, str | None] | None:
    """Takes the citation's fields out of the options; none where no source is cited."""
    given = {
        name: options.pop(name) for name in ("quote", "translation", "locator", "stance", "via")
    }
    fields = {name: value for name, value in given.items() if value is not None}
    if source is None:
        if fields:
            raise MissingField("cite", f"the source of the {next(iter(fields))}")
        return None
    return {"source": source, **fields}
