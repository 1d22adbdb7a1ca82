"""Talk: everything that goes to standard error."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from factcheck.cli import streams
from factcheck.domain.printable import unbroken
from factcheck.errors import FactcheckError, brief


def say(message: str) -> None:
    """Tell the user something that is not data; silent under --quiet."""
    context = click.get_current_context(silent=True)
    if context is None or not context.find_root().params.get("quiet"):
        _tell(message)


def warn(message: str) -> None:
    """Tell the user something that must not be missed; not silenced."""
    _tell(message, click.style("Note: ", fg="yellow"))


def detail(message: str) -> None:
    """One of the things that an error sums up; not silenced."""
    _tell(message)


def report(fault: FactcheckError) -> None:
    """The sentence of an error, and what to do next."""
    _tell(fault.sentence, click.style("Error: ", fg="red"))
    if fault.hint:
        _tell(fault.hint)


def show(fault: click.ClickException) -> None:
    """What Click says of wrong usage: it repeats what was typed, which must not act or forge."""
    if not isinstance(fault, click.exceptions.NoArgsIsHelpError):  # which is our own help
        context = fault.ctx if isinstance(fault, click.UsageError) else None
        fault = click.UsageError(unbroken(brief(fault.format_message())), context)
    with _unfailing():
        fault.show()


def on_terminal() -> bool:
    """Whether a person watches standard error."""
    return sys.stderr.isatty()


@contextmanager
def progress(label: str, *, shown: bool = True) -> Iterator[Callable[[int, int], None]]:
    """A bar for long work, on a terminal only: to be told how much is done, and of how much."""
    context = click.get_current_context(silent=True)
    quiet = context is not None and context.find_root().params.get("quiet")
    if quiet or not shown or not on_terminal():
        yield lambda done, total: None
        return
    with click.progressbar(length=0, label=label, file=sys.stderr) as bar:

        def reached(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield reached


def _tell(message: str, label: str = "") -> None:
    with _unfailing():
        click.echo(label + unbroken(message), err=True)


@contextmanager
def _unfailing() -> Iterator[None]:
    """What cannot be said is lost: that must not undo, or hide, what the command does."""
    try:
        yield
    except OSError:
        streams.flushed("stderr")
