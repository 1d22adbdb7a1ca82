"""The command line's front door: lazy commands, and one place where errors become words."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from factcheck import __version__
from factcheck.cli.context import Case
from factcheck.errors import FactcheckError

COMMANDS = {
    "init": "init",
    "demo": "demo",
    "status": "status",
    "source": "source",
    "claim": "claim",
    "party": "party",
    "measure": "measure",
    "review": "review",
    "search": "search",
    "export": "export",
    "import": "importing",
    "db": "db",
}
"""Command to the module in ``cli/commands`` that holds it, in the order of the help."""

COLLECT_AFTER = 50_000
"""New objects after which Python looks for garbage in cycles.

Importing modules and reading a case make many objects and hardly any cycles: looking as often as
Python does by default costs a tenth of the time.
"""


class LazyGroup(click.Group):
    """Imports a command's module only when that command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = import_module(f"factcheck.cli.commands.{COMMANDS[name]}")
        command: click.Command = module.command
        return command

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        with _shown_safely():
            return super().make_context(*args, **extra)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as fault:
            raise click.exceptions.NoSuchCommand(
                fault.command_name, possibilities=COMMANDS, ctx=ctx
            ) from None

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with _shown_safely():
                return super().invoke(ctx)
        except FactcheckError as fault:
            _fail(ctx, fault)
        except (click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as fault:
            _fail(ctx, _in_our_words(ctx, fault))


@contextmanager
def _shown_safely() -> Iterator[None]:
    """Click repeats what was typed in its own messages: it must not act on the terminal."""
    try:
        yield
    except click.ClickException as fault:
        from io import StringIO

        from factcheck.cli.diagnostics import show

        shown = StringIO()
        fault.show(shown)
        show(shown.getvalue())
        raise click.exceptions.Exit(fault.exit_code) from fault


def _fail(ctx: click.Context, fault: FactcheckError) -> None:
    from factcheck.cli.diagnostics import report

    report(fault)
    ctx.exit(fault.exit_code)


def _in_our_words(ctx: click.Context, fault: Exception) -> FactcheckError:
    """A fault that nobody foresaw; shown in full only where the user asks for it."""
    from factcheck.errors import OwnFault
    from factcheck.settings import debugging

    if debugging():
        raise fault
    if isinstance(fault, UnicodeEncodeError):
        from factcheck.errors import NotText

        return NotText("what was typed", "it holds bytes that are not UTF-8 text")
    if isinstance(fault, OSError) and fault.errno:
        from pathlib import Path

        from factcheck.files import disk_fault

        return disk_fault(Path(fault.filename or "standard output"), fault)
    if type(fault).__module__.startswith("sqlalchemy"):
        from sqlalchemy.exc import DBAPIError

        from factcheck.database.engine import driver_error

        case = ctx.find_object(Case)
        if isinstance(fault, DBAPIError) and case is not None:
            return driver_error(fault, case.location)
    return OwnFault(fault)


@click.group(
    cls=LazyGroup,
    no_args_is_help=True,
    short_help="Keep claims, and how far each was checked.",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--db",
    metavar="PATH|URL",
    envvar="FACTCHECK_DB",
    help="The case: a file, or postgresql://…  [default: the nearest factcheck.db]",
)
@click.option(
    "--as", "author", metavar="NAME", envvar="FACTCHECK_AS", help="The name to sign work with."
)
@click.option("--quiet", "-q", is_flag=True, help="Print data only, and errors.")
@click.version_option(__version__, prog_name="factcheck")
@click.pass_context
def cli(ctx: click.Context, db: str | None, author: str | None, quiet: bool) -> None:
    """Keep claims, the passages that say them, and how far each was checked.

    A case holds claims; each claim leads to its sources, to the words that say it, and to the
    people who checked it. Begin with “factcheck init”, or look at “factcheck demo”.
    """
    import gc
    import os

    from factcheck.settings import Settings

    gc.set_threshold(COLLECT_AFTER, 20, 20)
    if os.environ.get("NO_COLOR"):
        ctx.color = False
    ctx.obj = Case(Settings(db or None, author or None, quiet))
