"""The benchmark compares like with like: both sides leave the same rows and write the same bytes.

No test looks at a clock. ``python -m tests.benchmarks`` prints the report.
"""

import csv
import os
import sqlite3
from collections import Counter
from contextlib import closing
from functools import partial
from io import StringIO
from pathlib import Path
from shutil import copy

import pytest

from factcheck.database.engine import connect, locate
from tests.benchmarks import corpus, measure, plain, run
from tests.benchmarks.__main__ import main
from tests.benchmarks.measure import Outcome, Spent, Stopwatch, in_turns, job
from tests.benchmarks.report import (
    Bound,
    Figure,
    at_least,
    at_most,
    growth,
    memory,
    rates,
    table,
    times,
)
from tests.benchmarks.run import SECTIONS, DifferentWork, Plan, fill, prepare, same_contents
from tests.benchmarks.words import COMMON_WORD
from tests.support.amounts import BENCH_CLAIMS as CLAIMS
from tests.support.servers import Server

SORTS = ("Russian", "medium", "phrase", "prefix", "rare", "two words")
SEARCHES = {
    "search, 95th of 116",
    "search, a word in half of all claims",
    "search, median of all",
    *(f"search, median: {sort}" for sort in SORTS),
}
LINES = {
    "import": {
        "import, beside plain sqlite3",
        "import without the journal, beside plain",
        "import, beside itself without the journal",
        "import, whole process, beside sqlite-utils",
        "import, peak memory",
    },
    "search": SEARCHES,
    "list": {"list, 20 of a status as JSON", "list, all of a status as JSON"},
    "export": {
        "export to CSV",
        "export to CSV, peak memory",
        "export to JSON",
        "export to JSON, peak memory",
    },
    "start": {
        "--version, beside import click",
        "claim list --limit 20, beside import click, sqlalchemy.orm",
    },
    "postgres": {
        "import without the journal, beside COPY, then indexes",
        "import, beside itself without the journal",
        *SEARCHES,
    },
}

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows does not tell a peak of memory")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Plan, int]:
    plan = Plan(tmp_path_factory.mktemp("bench"), CLAIMS, rounds=1)
    return plan, prepare(plan)


@pytest.fixture
def at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs are done in this process: for what comes of them, not for what they take.

    A process of its own costs ten times what a small job does.
    """
    monkeypatch.setattr(run, "job", measure.here)


# --- Both sides do the same work ------------------------------------------------------------------


@pytest.mark.parametrize("section", [name for name in SECTIONS if name != "postgres"])
def test_both_sides_do_the_same_and_every_line_is_told(
    prepared: tuple[Plan, int], section: str
) -> None:
    plan, rows = prepared
    figures = list(SECTIONS[section](plan, rows))
    assert {figure.what for figure in figures} == LINES[section]
    assert all(figure.ratio > 0 for figure in figures)


def test_both_sides_do_the_same_on_postgresql(server: Server, prepared: tuple[Plan, int]) -> None:
    # The section starts a server of its own; the fixture skips where none can be had.
    figures = list(SECTIONS["postgres"](*prepared))
    assert {figure.what for figure in figures} == LINES["postgres"]


@pytest.mark.usefixtures("at_hand")
def test_a_sheet_with_keys_is_imported_alike(tmp_path: Path) -> None:
    plan = Plan(tmp_path, 300, rounds=1, keyed=True)
    list(SECTIONS["import"](plan, prepare(plan)))
    fill(plan)
    with closing(sqlite3.connect(plan.case)) as db:
        assert db.execute("SELECT min(key), max(key) FROM claim").fetchone() == (
            "claim-0000001",
            "claim-0000300",
        )


def test_what_is_written_is_as_safe_by_hand(prepared: tuple[Plan, int], tmp_path: Path) -> None:
    fill(prepared[0])
    plan = prepared[0]._replace(folder=tmp_path)
    copy(prepared[0].case, plan.case)
    with closing(sqlite3.connect(plan.case)) as db:
        db.execute("UPDATE claim SET text = '=1+1, \"two\"' || char(10), place = '-' || char(8238)")
        db.execute("UPDATE citation SET quote = '@' || char(27, 127), locator = '\\x1b'")
        db.execute("UPDATE source SET url = '=' || url, archive_url = 'a,b'")
        # Several relays of one source, and none of them named.
        db.execute("UPDATE citation SET via_seq = NULL")
        db.execute("INSERT INTO source_relay SELECT source_seq, 1 FROM source_relay "
                   "WHERE relayed_seq <> 1 AND source_seq <> 1")  # fmt: skip
        db.commit()
    for section in ("export", "list"):
        assert list(SECTIONS[section](plan, 0))
    written = (tmp_path / "plain.csv").read_text(encoding="utf-8")
    assert '"\'=1+1, ""two""\n"' in written
    assert "'-\\u202e" in written
    assert "\\x5cx1b" in written
    assert "'@\\x1b\\x7f" in written


@pytest.mark.usefixtures("at_hand")
@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("claim", "UPDATE claim SET place = 'elsewhere' WHERE seq = 7"),
        ("citation", "UPDATE citation SET locator = 'p. 0' WHERE seq = 7"),
        ("claim_tag", "INSERT INTO claim_tag VALUES (7, 'another')"),
        ("quantity", "DELETE FROM quantity WHERE rowid = (SELECT min(rowid) FROM quantity)"),
        ("(search index)", "INSERT INTO claim_search (claim_search) VALUES ('delete-all')"),
    ],
)
def test_a_difference_in_the_rows_stops_the_run(
    prepared: tuple[Plan, int], tmp_path: Path, table: str, change: str
) -> None:
    plan, _ = prepared
    fill(plan)
    other = copy(plan.case, tmp_path / "other.db")
    with closing(sqlite3.connect(other, isolation_level=None)) as db:
        db.execute(change)
    with pytest.raises(DifferentWork) as caught:
        same_contents(plan.case, str(other))
    assert str(caught.value) == f"not the same rows in {table}"


@pytest.mark.usefixtures("at_hand")
def test_equal_rows_do_not_stop_the_run(prepared: tuple[Plan, int], tmp_path: Path) -> None:
    plan, _ = prepared
    fill(plan)
    same_contents(plan.case, str(copy(plan.case, tmp_path / "other.db")))


def test_the_plain_script_has_the_same_settings(prepared: tuple[Plan, int]) -> None:
    plan, _ = prepared
    names = (
        "application_id auto_vacuum automatic_index cache_size foreign_keys journal_mode "
        "mmap_size page_size secure_delete synchronous temp_store trusted_schema user_version"
    ).split()
    by_hand = plain.connect(plan.empty)
    with connect(locate(plan.empty)).connect() as ours:
        for name in names:
            (wanted,) = ours.exec_driver_sql(f"PRAGMA {name}").one()
            assert by_hand.execute(f"PRAGMA {name}").fetchone() == (wanted,), name
    by_hand.close()


# --- The sheet ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sheet(prepared: tuple[Plan, int]) -> list[dict[str, str]]:
    plan, _ = prepared
    with open(plan.sheet, encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_sheet_is_the_same_every_time(prepared: tuple[Plan, int], tmp_path: Path) -> None:
    plan, rows = prepared
    assert corpus.made(Stopwatch(), str(tmp_path), CLAIMS) == rows
    for name in ("claims.csv", "computed.bin"):
        assert (tmp_path / name).read_bytes() == (plan.folder / name).read_bytes()


def test_exactly_half_of_the_claims_hold_the_common_word(sheet: list[dict[str, str]]) -> None:
    texts = {row["text"] for row in sheet}
    assert len(texts) == CLAIMS
    assert sum(COMMON_WORD in text for text in texts) == CLAIMS // 2
    assert not any(COMMON_WORD in row["quote"] + row["translation"] for row in sheet)


def test_claims_are_such_as_a_newsroom_has(sheet: list[dict[str, str]]) -> None:
    claims = {row["text"]: row for row in sheet}
    share = {
        "in Russian": sum(not text.isascii() for text in claims) / CLAIMS,
        "with a number": sum(bool(row["number"]) for row in claims.values()) / CLAIMS,
        "cited twice": sum(n == 2 for n in Counter(row["text"] for row in sheet).values()) / CLAIMS,
    }
    assert share == pytest.approx(
        {"in Russian": 0.05, "with a number": 0.6, "cited twice": 0.4}, abs=0.05
    )
    assert all(12 <= len(text.split()) <= 30 for text in claims)


def test_some_second_citations_stand_far_below_their_claim() -> None:
    numbers = [number for number, _ in corpus.rows(2 * corpus.LATER)]
    seen: dict[int, int] = {}
    gaps = [place - seen.setdefault(number, place) for place, number in enumerate(numbers)]
    assert any(gap > corpus.LATER for gap in gaps)
    assert sum(gap == 1 for gap in gaps) > sum(gap > 1 for gap in gaps)


# --- Measuring and telling ------------------------------------------------------------------------


def test_a_round_begins_with_each_side_in_turn() -> None:
    called: list[str] = []

    def side(name: str) -> str:
        called.append(name)
        return name

    assert list(in_turns(3, partial(side, "A"), partial(side, "B"))) == [("A", "B")] * 3
    assert "".join(called) == "ABBAAB"


def test_a_stopwatch_does_not_count_what_it_is_stopped_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ticks = iter([Spent(0, 0), Spent(10, 5), Spent(14, 8), Spent(20, 10)])
    monkeypatch.setattr(measure, "now", lambda: next(ticks))
    watch = Stopwatch()
    with watch.running(), watch.stopped():
        pass
    assert watch.spent == Spent(20 - 4, 10 - 3)


def test_a_job_tells_what_it_took_and_what_came_of_it(tmp_path: Path) -> None:
    outcome = job("corpus.made", folder=str(tmp_path), claims=10, keyed=True)
    assert outcome.value == len(list(corpus.rows(10)))
    assert outcome.memory > 1
    assert outcome.whole.wall > outcome.spent.wall == 0  # its stopwatch was never started


SPENT = [(Spent(2, 1), Spent(4, 4)), (Spent(3, 1), Spent(4, 2)), (Spent(9, 9), Spent(3, 3))]


def test_a_figure_has_the_median_of_the_ratios() -> None:
    assert times("x", SPENT, at_most(1)) == Figure("x", 3, 4, "s", 0.75, 0.5, at_most(1))
    assert rates("x", 12, "rows/s", SPENT, at_least(1)) == Figure(
        "x", 4, 3, "rows/s", 4 / 3, 2, at_least(1)
    )


def test_memory_is_bounded_by_itself_and_not_by_the_peer() -> None:
    rounds = [tuple(Outcome(Spent(0, 0), Spent(0, 0), peak) for peak in (90, 100))]
    assert memory("x", rounds, 80).met is False
    assert memory("x", rounds, 100).met is True


@pytest.mark.parametrize(
    ("bound", "ratio", "met"),
    [
        (at_most(1.2), 1.2, True),
        (at_most(1.2), 1.21, False),
        (at_least(0.5, aim=0.8), 0.5, True),
        (at_least(0.5, aim=0.8), 0.49, False),
        (None, 9, None),
    ],
)
def test_a_bound_is_met_or_not(bound: Bound | None, ratio: float, met: bool | None) -> None:
    assert Figure("x", 1, 1, "s", ratio, None, bound).met is met


def test_growth_is_told_of_memory_measured_more_than_once() -> None:
    peaks = [Figure("a", peak, 1, "MiB", 1) for peak in (50, 60, 70)]
    figures = [*peaks, Figure("b", 80, 1, "MiB", 1), Figure("c", 1, 1, "s", 1)]
    assert growth(figures) == [Figure("a", 70, 50, "MiB", 1.4, None, at_most(1.3))]


def test_the_table_says_which_bounds_are_met() -> None:
    figures = [
        Figure("one", 12345, 1000, "rows/s", 0.81, 0.7, at_least(0.5, aim=0.8)),
        Figure("two", 0.5, 0.1, "s", 5, None, at_most(1.2)),
        Figure("three", 10.04, 20, "MiB", 0.5, None, at_most(80, "MiB")),
        Figure("four", 1, 2, "ms", 0.5, 0.5),
    ]
    assert table("Title", figures).splitlines() == [
        "Title",
        "=====",
        "       factcheck   peer          ratio  by CPU  bound",
        "one       12,345  1,000  rows/s   0.81    0.70  ≥ 0.5, aim 0.8  met",
        "two          0.5    0.1  s        5.00          ≤ 1.2           NOT MET",
        "three         10     20  MiB      0.50          ≤ 80 MiB        met",
        "four           1      2  ms       0.50    0.50",
    ]


@pytest.mark.usefixtures("at_hand")
def test_the_report_has_a_table_for_every_section_and_number_of_claims(tmp_path: Path) -> None:
    out = StringIO()
    folder = tmp_path / "work"
    folder.mkdir()
    options = ["--claims", "40", "80", "--rounds", "1", "--only", "import", "--folder", str(folder)]
    main(options, out)
    titles = [line for line in out.getvalue().splitlines() if line.startswith(("import:", "from "))]
    assert [title.partition(" in ")[0] for title in titles] == [
        "import: 40 claims",
        "import: 80 claims",
        "from the first number of claims to the last",
    ]
    assert not list(folder.iterdir())


def test_an_unknown_section_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--only", "import,sums"], StringIO())
    assert "there is no section “sums”" in capsys.readouterr().err
