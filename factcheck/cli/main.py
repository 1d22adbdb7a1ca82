"""The command line's front door: lazy commands, and one place where errors become words."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
    "capture": "capture",
    "claim": "claim",
    "log": "log",
    "party": "party",
    "measure": "measure",
    "review": "review",
    "policy": "policy",
    "search": "search",
    "export": "export",
    "import": "importing",
    "history": "history",
    "head": "head",
    "audit": "audit",
    "key": "key",
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
        with _answered(None):
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
        with _answered(ctx):
            return super().invoke(ctx)


@contextmanager
def _answered(ctx: click.Context | None) -> Iterator[None]:
    """Whatever goes wrong in the block becomes a sentence on standard error, and an exit code."""
    try:
        yield
    except (click.exceptions.Exit, click.Abort, BrokenPipeError):
        raise
    except click.ClickException as fault:
        from factcheck.cli.diagnostics import show

        show(fault)
        raise click.exceptions.Exit(fault.exit_code) from fault
    except (Exception, KeyboardInterrupt) as fault:
        from factcheck.cli.diagnostics import report

        told = _in_our_words(fault, None if ctx is None else ctx.find_object(Case))
        report(told)
        raise click.exceptions.Exit(told.exit_code) from fault


def _in_our_words(fault: BaseException, case: Case | None) -> FactcheckError:
    """What to tell the user; a fault that nobody foresaw is shown in full only where asked for."""
    from factcheck.errors import Interrupted, NotText, OwnFault
    from factcheck.settings import debugging

    if isinstance(fault, FactcheckError):
        return fault
    kept = case is not None and case.kept
    if isinstance(fault, KeyboardInterrupt):
        return Interrupted(kept)
    if debugging():
        raise fault
    if isinstance(fault, UnicodeEncodeError):
        return NotText("what was typed", "it holds bytes that are not UTF-8 text")
    if isinstance(fault, OSError) and fault.errno:
        return _of_the_system(fault, kept)
    of_the_database = type(fault).__module__.startswith(("sqlalchemy", "sqlite3"))
    if case is not None and (of_the_database or isinstance(fault, UnicodeDecodeError)):
        from factcheck.database.engine import driver_error

        with suppress(FactcheckError):  # “init” failed, and there is no case to name
            if (told := driver_error(fault, case.location)) is not None:
                return told
    return OwnFault(fault, kept)


def _of_the_system(fault: OSError, kept: bool) -> FactcheckError:
    from pathlib import Path

    from factcheck.cli.streams import flushed
    from factcheck.files import disk_fault, read_fault, reason

    # What standard output did not take is still held back: it shows once more whose fault it is.
    if (unprinted := flushed("stdout")) is not None:
        from factcheck.errors import CannotPrint

        return CannotPrint(reason(unprinted), kept)
    if fault.filename:
        return disk_fault(Path(os.fsdecode(fault.filename)), fault)
    return read_fault("The input", fault)


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

    from factcheck.settings import Settings

    gc.set_threshold(COLLECT_AFTER, 20, 20)
    if os.environ.get("NO_COLOR"):
        ctx.color = False
    ctx.obj = Case(Settings(db or None, author or None, quiet))
