"""Talk: everything that goes to standard error."""

import sys

import click

from factcheck.domain.printable import unbroken, visible
from factcheck.errors import FactcheckError


def say(message: str) -> None:
    """Tell the user something that is not data; silent under --quiet."""
    context = click.get_current_context(silent=True)
    if context is None or not context.find_root().params.get("quiet"):
        click.echo(unbroken(message), err=True)


def warn(message: str) -> None:
    """Tell the user something that must not be missed; not silenced."""
    click.echo(f"{click.style('Note:', fg='yellow')} {unbroken(message)}", err=True)


def detail(message: str) -> None:
    """One of the things that an error sums up; not silenced."""
    click.echo(unbroken(message), err=True)


def report(fault: FactcheckError) -> None:
    """The sentence of an error, and what to do next."""
    click.echo(f"{click.style('Error:', fg='red')} {unbroken(fault.sentence)}", err=True)
    if fault.hint:
        click.echo(unbroken(fault.hint), err=True)


def show(text: str) -> None:
    """What Click says of wrong usage, as it words it."""
    click.echo(visible(text), err=True, nl=False)


def on_terminal() -> bool:
    """Whether a person watches standard error."""
    return sys.stderr.isatty()
