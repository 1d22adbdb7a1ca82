"""One of many who work on a case at once: ``python -m tests.hostile.writer CASE NUMBER WRITES``.

A process of its own that calls the commands one after another, as its user would; prints, for each,
the exit code and what was said, as JSON.
"""

import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO

from factcheck.cli.main import cli

KINDS = 5
"""Sorts of change, made in turns: new claims, citations, reviews, edits and parties."""


def command(number: int, write: int) -> list[str]:
    """The change that this one makes as its so-manieth; most need the claim that it made before."""
    claim = f"c-{number}-{write - write % KINDS}"
    return [
        ["claim", "add", f"Claim {number} {write}.", "--kind", "event", "--key", claim],
        ["claim", "cite", claim, "wire", "--quote", f"Quote {write}."],
        ["review", "record", claim, "--status", "disputed", "--because", f"Reason {write}."],
        ["claim", "edit", claim, "--place", f"Place {write}"],
        ["party", "add", f"Person {number} {write}", "--key", f"p-{number}-{write}"],
    ][write % KINDS]


def main(case: str, number: str, writes: str) -> None:
    said = []
    for write in range(int(writes)):
        out, err = StringIO(), StringIO()
        options = ["--db", case, "--as", f"Person {number}"]
        with redirect_stdout(out), redirect_stderr(err):
            try:
                code = cli.main(options + command(int(number), write), standalone_mode=False) or 0
            except SystemExit as end:
                code = end.code
        said.append((code, err.getvalue()))
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
