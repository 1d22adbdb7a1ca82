"""How much the long tests do: little by default, so that all tests take minutes, or what is asked.

``FACTCHECK_KILLS=400 FACTCHECK_IMPORTED=10000 FACTCHECK_FLIPS=1000 FACTCHECK_ROWS=10
FACTCHECK_WRITES=500 FACTCHECK_AUDITED_CLAIMS=100000 FACTCHECK_CAPTURE_MB=2048 pytest
tests/hostile`` and ``FACTCHECK_BENCH_CLAIMS=100000 pytest tests/benchmarks`` are what a release is
tried with. The environment is read when this is imported, at the start: no test sees the user's.
"""

import os


def _asked(name: str, default: int) -> int:
    return int(os.environ.get(name) or default)


KILLS = _asked("FACTCHECK_KILLS", 10)
"""Processes that each suite of crashes kills on each database, half of them imports."""

IMPORTED = _asked("FACTCHECK_IMPORTED", 1_500)
"""Claims of an import that is killed or interrupted."""

FLIPS = _asked("FACTCHECK_FLIPS", 40)
"""Bits that are flipped, each for itself, to see that the audit names what was altered."""

CAPTURE_MB = _asked("FACTCHECK_CAPTURE_MB", 48)
"""Size of the large capture. Memory may grow by 32 MB: with less than 40 here, growth with the
size of a capture would not be seen."""

BENCH_CLAIMS = _asked("FACTCHECK_BENCH_CLAIMS", 2000)
"""Claims that both sides of the benchmark work on where only their agreement is tested."""

ROWS = _asked("FACTCHECK_ROWS", 1)
"""Rows of every table that are tampered with, each in every way; spread over the table."""

WRITES = _asked("FACTCHECK_WRITES", 6)
"""Changes that each of eight processes makes at once, on each database."""

AUDITED_CLAIMS = _asked("FACTCHECK_AUDITED_CLAIMS", 1_000)
"""Claims of a case that nobody has touched, in which the audit must find nothing."""
