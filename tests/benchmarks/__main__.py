"""``python -m tests.benchmarks``: runs the benchmark and prints its report."""

import argparse
import platform
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

from tests.benchmarks import __doc__ as about
from tests.benchmarks.report import Figure, growth, table
from tests.benchmarks.run import SECTIONS, Plan, prepare


def main(arguments: Sequence[str], out: TextIO) -> bool:
    """Returns whether every bound was met."""
    given = options().parse_args(arguments)
    sections = given.only or [name for name in SECTIONS if name != "postgres" or given.postgres]
    out.write(
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"{platform.machine()}; medians of {given.rounds} rounds\n\n"
    )
    measured: list[list[Figure]] = []
    for claims in given.claims:
        with TemporaryDirectory(prefix="factcheck-bench-", dir=given.folder) as folder:
            plan = Plan(Path(folder), claims, given.rounds, given.keyed)
            rows = prepare(plan)
            for section in sections:
                figures = list(SECTIONS[section](plan, rows))
                measured.append(figures)
                title = f"{section}: {claims:,} claims in {rows:,} rows"
                out.write(table(title, figures) + "\n")
                out.flush()
    grown = growth([figure for figures in measured for figure in figures])
    if grown:
        out.write(table("from the first number of claims to the last", grown) + "\n")
    return all(figure.met is not False for figures in [*measured, grown] for figure in figures)


def options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks",
        description=about,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--claims", type=int, nargs="+", default=[100_000], metavar="N")
    parser.add_argument("--rounds", type=int, default=3, help="of every job (default: 3)")
    parser.add_argument("--only", type=_sections, metavar="SECTION,…", help=", ".join(SECTIONS))
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL server too")
    parser.add_argument("--keyed", action="store_true", help="the sheet has a column of keys")
    parser.add_argument("--folder", help="where to work: over 5 GB for 1,000,000 claims")
    return parser


def _sections(text: str) -> list[str]:
    names = text.split(",")
    if unknown := [name for name in names if name not in SECTIONS]:
        raise argparse.ArgumentTypeError(f"there is no section “{unknown[0]}”")
    return names


if __name__ == "__main__":
    main(sys.argv[1:], sys.stdout)
