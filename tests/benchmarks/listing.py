"""Listing claims of a status: both sides in one process, on connections that are open."""

from contextlib import redirect_stdout
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from factcheck.cli import output
from factcheck.cli.commands.claim import COLUMNS
from factcheck.database.engine import connect, locate
from factcheck.services import reading
from factcheck.services.selecting import Wanted, select_claims
from tests.benchmarks import byhand, plain
from tests.benchmarks.measure import Spent, Stopwatch, in_turns, seconds


def listed(
    _: Stopwatch, case: str, folder: str, status: str, limit: int | None, rounds: int
) -> list[tuple[Spent, ...]]:
    """``claim list --status … --json`` and the same by hand; both write to a file."""
    ours, theirs = Path(folder, "ours.json"), Path(folder, "theirs.json")
    db = plain.connect(case)
    with Session(connect(locate(case), write=False)) as session:

        def list_ours() -> None:
            with ours.open("w", encoding="utf-8") as stream, redirect_stdout(stream):
                where = select_claims(session, Wanted(statuses=(status,)))
                output.listing(
                    "json",
                    COLUMNS,
                    reading.listing(session, where, limit),
                    cells=lambda claim: (),
                    as_json=output.claim_json,
                    empty="",
                )

        def list_theirs() -> None:
            with theirs.open("w", encoding="utf-8") as stream:
                byhand.write_list(db, stream, status, limit)

        list_ours()
        list_theirs()
        if ours.read_bytes() != theirs.read_bytes():
            raise RuntimeError("the lists differ")
        sides = [partial(seconds, side) for side in (list_ours, list_theirs)]
        return list(in_turns(rounds, *sides))
