"""The benchmark itself: which jobs run beside which, and what is made of the time they took.

Imports nothing of factcheck: see ``measure.main``.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from filecmp import cmp
from functools import partial
from pathlib import Path
from shutil import copy
from typing import NamedTuple

from tests.benchmarks.measure import Outcome, Spent, in_turns, job, process
from tests.benchmarks.report import (
    Figure,
    at_least,
    at_most,
    memory,
    rates,
    times,
)
from tests.support import servers

STATUS = "corroborated"
"""Of one claim in twenty-five."""

HALF = "in half of all claims"
"""The sort of query that is judged apart."""


SEARCHED = ("text", "quote", "translation", "source")
TOKENIZER = "porter unicode61 remove_diacritics 2"
"""Of the index that sqlite-utils makes: factcheck's own, but for the list of separators."""


class DifferentWork(Exception):
    """The two sides did not do the same, so that their times cannot be compared."""


class Plan(NamedTuple):
    folder: Path
    claims: int
    rounds: int
    keyed: bool = False
    """Whether every row of the sheet has a key."""

    @property
    def sheet(self) -> str:
        return str(self.folder / "claims.csv")

    @property
    def case(self) -> str:
        """A case with all claims, some of them judged: what the reading sections read."""
        return str(self.folder / "case.db")

    @property
    def empty(self) -> str:
        """A case that holds what the sheet refers to, and no claim."""
        return str(self.folder / "empty.db")


def prepare(plan: Plan) -> int:
    """Write the sheet, and make the empty case; returns how many rows the sheet has."""
    made = job("corpus.made", folder=str(plan.folder), claims=plan.claims, keyed=plan.keyed)
    job("cases.make", case=plan.empty)
    return int(made.value)


def fill(plan: Plan) -> None:
    """Make the case that is read, unless it is there."""
    if Path(plan.case).exists():
        return
    imported = plan.folder / "product.db"
    if not imported.exists():
        copy(plan.empty, imported)
        job("product.imported", case=str(imported), sheet=plan.sheet)
    job("cases.judge", case=str(imported))
    imported.replace(plan.case)


# --- Sections -------------------------------------------------------------------------------------


def importing(plan: Plan, rows: int) -> Iterator[Figure]:
    spreadsheet = plan.folder / "sqlite-utils.db"
    utils = [sys.executable, "-m", "sqlite_utils"]
    insert = [*utils, "insert", str(spreadsheet), "claims", plan.sheet, "--csv"]
    index = [*utils, "enable-fts", str(spreadsheet), "claims", *SEARCHED, "--tokenize", TOKENIZER]

    def imported(side: str, name: str) -> Outcome:
        case = str(copy(plan.empty, plan.folder / f"{side}.db"))
        return job(name, case=case, sheet=plan.sheet)

    ours = partial(imported, "product", "product.imported")
    bare = partial(imported, "bare", "product.unrecorded")
    plain = partial(imported, "plain", "plain.imported")

    def inserted() -> Outcome:
        spreadsheet.unlink(missing_ok=True)
        return process(insert, index)

    done = []
    for outcomes in in_turns(plan.rounds, ours, bare, plain, inserted):
        for side in ("product", "bare"):
            same_contents(str(plan.folder / f"{side}.db"), str(plan.folder / "plain.db"))
        done.append(outcomes)
    spent = [[outcome.spent for outcome in outcomes] for outcomes in done]
    beside_plain = [(whole, plain) for whole, _, plain, _ in spent]
    bare_beside_plain = [(bare, plain) for _, bare, plain, _ in spent]
    beside_bare = [(whole, bare) for whole, bare, *_ in spent]
    beside_utils = [(first.whole, last.whole) for first, *_, last in done]
    yield rates("import, beside plain sqlite3", rows, "rows/s", beside_plain, at_least(0.3))
    yield rates(
        "import without the journal, beside plain", rows, "rows/s", bare_beside_plain,
        at_least(0.5, 0.8),
    )  # fmt: skip
    yield times("import, beside itself without the journal", beside_bare, at_most(1.6))
    yield times("import, whole process, beside sqlite-utils", beside_utils, at_most(0.6))
    yield memory("import, peak memory", [(first, plain) for first, _, plain, _ in done], 200)
    for file in (spreadsheet, plan.folder / "bare.db", plan.folder / "plain.db"):
        file.unlink()


def listing(plan: Plan, rows: int) -> Iterator[Figure]:
    fill(plan)
    for what, limit, often in (("20", 20, 20), ("all", None, 1)):
        found = job(
            "listing.listed",
            case=plan.case,
            folder=str(plan.folder),
            status=STATUS,
            limit=limit,
            rounds=often * plan.rounds,
        )
        rounds = [_spent(each) for each in found.value]
        yield times(f"list, {what} of a status as JSON", rounds, at_most(1.2), unit="ms")


def exporting(plan: Plan, rows: int) -> Iterator[Figure]:
    fill(plan)
    bibliography = str(plan.folder / "bibliography.json")
    job("product.bibliography", case=plan.case, file=bibliography)
    for form in ("csv", "json"):
        ours, theirs = (str(plan.folder / f"{side}.{form}") for side in ("product", "plain"))
        export = partial(job, case=plan.case, form=form)
        by_hand = partial(export, "plain.exported", file=theirs, bibliography=bibliography)
        done = []
        for outcomes in in_turns(
            plan.rounds, partial(export, "product.exported", file=ours), by_hand
        ):
            if not cmp(ours, theirs, shallow=False):
                raise DifferentWork(f"{ours} and {theirs} differ")
            done.append(outcomes)
        rounds = [(ours.spent, theirs.spent) for ours, theirs in done]
        name = f"export to {form.upper()}"
        yield rates(name, plan.claims, "claims/s", rounds, at_least(0.85))
        yield memory(f"{name}, peak memory", done, 80)


def starting(plan: Plan, rows: int) -> Iterator[Figure]:
    fill(plan)
    beside = Path(sys.executable).with_name("factcheck")
    program = [str(beside)] if beside.exists() else [sys.executable, "-m", "factcheck"]
    for command, options, libraries, limit in (
        ("--version", [], "click", 1.5),
        ("claim list --limit 20", ["--db", plan.case], "click, sqlalchemy.orm", 1.35),
    ):
        ours = partial(process, [*program, *options, *command.split()])
        theirs = partial(process, [sys.executable, "-c", f"import {libraries}"])
        rounds = [
            (ours.whole, theirs.whole) for ours, theirs in in_turns(5 * plan.rounds, ours, theirs)
        ]
        what = f"{command}, beside import {libraries}"
        yield times(what, rounds, at_most(limit), unit="ms")


def searching(plan: Plan, rows: int) -> Iterator[Figure]:
    fill(plan)
    yield from _searches(plan, plan.case, server=False)


def _searches(plan: Plan, case: str, *, server: bool) -> Iterator[Figure]:
    """Of a mixed set of queries the slowest but for one in twenty; the rest for information."""
    outcome = job("searching.searched", case=case, sheet=plan.sheet, rounds=plan.rounds)
    found = {sort: [_spent(each) for each in queries] for sort, queries in outcome.value.items()}
    common = found.pop(HALF)
    mixed = [query for queries in found.values() for query in queries]
    slow = [tuple(_percentile([query[side] for query in mixed], 0.95) for side in (0, 1))]
    yield times(f"search, 95th of {len(mixed)}", slow, at_most(1.2), unit="ms", server=server)
    half = None if server else at_most(0.15)
    yield times(f"search, a word {HALF}", common, half, unit="ms", server=server)
    yield times("search, median of all", mixed, None, unit="ms", server=server)
    for sort, queries in found.items():
        yield times(f"search, median: {sort}", queries, None, unit="ms", server=server)


def on_postgres(plan: Plan, rows: int) -> Iterator[Figure]:
    with servers.running() as server, server.database() as template, ExitStack() as kept:
        job("cases.make", case=server.url(template))
        databases: dict[str, str] = {}

        def imported(side: str, name: str) -> Outcome:
            databases[side] = server.url(kept.enter_context(server.database(template)))
            return job(name, case=databases[side], sheet=plan.sheet)

        done = []
        ours = partial(imported, "ours", "product.imported")
        bare = partial(imported, "bare", "product.unrecorded")
        theirs = partial(imported, "theirs", "postgres.imported")
        for outcomes in in_turns(plan.rounds, ours, bare, theirs):
            for side in ("ours", "bare"):
                same_contents(databases[side], databases["theirs"])
            done.append([outcome.spent for outcome in outcomes])
            if len(done) < plan.rounds:
                kept.close()
        without = [(bare, theirs) for _, bare, theirs in done]
        yield times(
            "import without the journal, beside COPY, then indexes", without, at_most(1.3),
            server=True,
        )  # fmt: skip
        beside_bare = [(whole, bare) for whole, bare, _ in done]
        yield times(
            "import, beside itself without the journal", beside_bare, at_most(1.6), server=True
        )
        yield from _searches(plan, databases["ours"], server=True)


SECTIONS = {
    "import": importing,
    "search": searching,
    "list": listing,
    "export": exporting,
    "start": starting,
    "postgres": on_postgres,
}


def same_contents(one: str, other: str) -> None:
    """Raises DifferentWork, naming the tables that differ."""
    found = [job("cases.contents", case=case).value for case in (one, other)]
    differing = [table for table in found[0] if found[0][table] != found[1][table]]
    if differing:
        raise DifferentWork(f"not the same rows in {', '.join(differing)}")


def _spent(times: Sequence[Sequence[float]]) -> tuple[Spent, ...]:
    """As it came through JSON."""
    return tuple(Spent(*each) for each in times)


def _percentile(times: Sequence[Spent], share: float) -> Spent:
    """What this share of them does not exceed."""
    place = min(len(times) - 1, int(share * len(times)))
    return Spent(*(sorted(column)[place] for column in zip(*times, strict=True)))
