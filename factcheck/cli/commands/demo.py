"""``factcheck demo``."""

from pathlib import Path

import click

from factcheck.cli.diagnostics import say
from factcheck.cli.output import stream
from factcheck.errors import FileExists
from factcheck.files import disk_fault


@click.command("demo", short_help="Build the Chechnya case and print its fact sheet.")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
def command(folder: Path | None) -> None:
    """Build the Chechnya case of 2017 from public reports, and print its cited fact sheet.

    With DIR, the case and its sheets stay there, to try the other commands on; without it,
    nothing is left behind.
    """
    from factcheck.services.demonstrating import SHEETS, build_demo

    if folder is None:
        import tempfile

        with tempfile.TemporaryDirectory(prefix="factcheck-demo-") as temporary:
            build_demo(Path(temporary))
            _print(Path(temporary) / SHEETS["md"])
        return
    for name in ("factcheck.db", *SHEETS.values()):
        if (folder / name).exists():
            raise FileExists(str(folder / name))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise disk_fault(folder, fault) from fault
    build_demo(folder)
    _print(folder / SHEETS["md"])
    say(f"The case is {folder / 'factcheck.db'}; its sheets are beside it.")
    say(f"Try: factcheck --db {folder / 'factcheck.db'} claim list")


def _print(sheet: Path) -> None:
    out = stream()
    out.write(sheet.read_text(encoding="utf-8"))
    out.flush()
