"""Many processes that change one case at once, and cases with much in them: all is there, in one
chain, and nobody is sent away.

How much there is is said in ``tests.support.amounts``.
"""

import json
import subprocess
import sys
from pathlib import Path

from factcheck.database.engine import Location, connect
from tests.benchmarks import cases, corpus
from tests.benchmarks.measure import Stopwatch
from tests.hostile.attacks import attack, done
from tests.hostile.nursery import environment
from tests.hostile.writer import KINDS
from tests.support.amounts import AUDITED_CLAIMS, WRITES

PROCESSES = 8
ROOT = Path(__file__).parent.parent.parent
SECONDS = 60 + 2 * WRITES


def test_eight_who_write_at_once(location: Location) -> None:
    done(attack("source", "add", "wire", "--kind", "report", "--title", "A wire", db=location))
    case = str(location.path or location.url)
    working = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.hostile.writer", case, str(number), str(WRITES)],
            cwd=ROOT,
            env=environment({}),
            stdout=subprocess.PIPE,
        )
        for number in range(PROCESSES)
    ]
    said = [json.loads(one.communicate(timeout=SECONDS * PROCESSES)[0]) for one in working]
    refused = [(code, err) for one in said for code, err in one if code != 0]
    assert refused == [], f"{len(refused)} of {PROCESSES * WRITES} refused"
    assert sum(map(len, said)) == PROCESSES * WRITES
    wanted = [sum(write % KINDS == kind for write in range(WRITES)) for kind in range(KINDS)]
    assert found(location) == [PROCESSES * count for count in wanted]
    assert done(attack("audit", "--json", db=location)) == "[]\n"


def test_a_large_case_that_nobody_has_touched(location: Location, tmp_path: Path) -> None:
    watch, case = Stopwatch(), str(location.path or location.url)
    corpus.made(watch, str(tmp_path), AUDITED_CLAIMS)
    cases.fill_references(case)
    done(attack("import", tmp_path / "claims.csv", db=location))
    assert done(attack("audit", "--json", db=location)) == "[]\n"
    assert f"{AUDITED_CLAIMS:,} claims" in done(attack("audit", db=location))


def found(location: Location) -> list[int]:
    """How many changes of each sort are in the case, by what each must have left."""
    queries = (
        "SELECT count(*) FROM claim WHERE key LIKE 'c-%%'",
        "SELECT count(*) FROM citation",
        "SELECT count(*) FROM review",
        "SELECT count(*) FROM claim WHERE place IS NOT NULL",
        "SELECT count(*) FROM party WHERE key LIKE 'p-%%'",
    )
    with connect(location, write=False).begin() as connection:
        counts = [connection.exec_driver_sql(query).scalar_one() for query in queries]
        # One entry for each change, of its own author: none was lost or written twice.
        authors = connection.exec_driver_sql(
            "SELECT count(*) FROM journal WHERE record_kind <> 'author' GROUP BY author_seq"
        ).scalars()
        assert sorted(authors)[1:] == [WRITES] * PROCESSES
    return counts
