"""Measuring: each job in a process of its own, so that its time and its memory are its own."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in what the system counts memory in."""


class Stopwatch:
    """Counts seconds by the clock and seconds of work, in the blocks that it is given."""

    def __init__(self) -> None:
        self.wall = self.cpu = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        with self._counting(1):
            yield

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Inside ``running``: a stretch that does not count."""
        with self._counting(-1):
            yield

    @contextmanager
    def _counting(self, sign: int) -> Iterator[None]:
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self.wall += sign * (time.perf_counter() - wall)
        self.cpu += sign * (time.process_time() - cpu)


class Outcome(NamedTuple):
    """What a job took and gave back."""

    wall: float
    """Seconds by the clock."""
    cpu: float
    """Seconds of work."""
    memory: float
    """MiB, at the highest."""
    whole: float
    """Seconds by the clock for the whole process, from its start to its end."""
    value: Any


def job(name: str, **arguments: Any) -> Outcome:
    """Run ``module.function`` of this package in a new process.

    The function is given a stopwatch and the arguments, and returns what JSON can hold.
    """
    command = [sys.executable, "-m", "tests.benchmarks.measure", name, json.dumps(arguments)]
    begun = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=environment())
    whole = time.perf_counter() - begun
    if done.returncode != 0:
        raise RuntimeError(f"the job {name} failed; what it said stands above")
    wall, cpu, memory, value = json.loads(done.stdout.splitlines()[-1])
    return Outcome(wall, cpu, memory, whole, value)


def process(*commands: Sequence[str | Path]) -> Outcome:
    """Run programs one after another, as a user would, and throw away what they print."""
    begun, used = time.perf_counter(), _used()
    for command in commands:
        subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True, env=environment())
    wall, cpu = time.perf_counter() - begun, _used() - used
    return Outcome(wall, cpu, 0, wall, None)


def environment() -> Mapping[str, str]:
    """A process's surroundings, without the settings of the user who runs the benchmark."""
    return {name: value for name, value in os.environ.items() if not name.startswith("FACTCHECK_")}


def _used() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def ratio(pairs: Sequence[tuple[float, float]]) -> float:
    """The median of the rounds' ratios, the first of each pair by the second."""
    return median(first / second for first, second in pairs)


def percentile(times: Sequence[float], share: float) -> float:
    """The time that this share of them does not exceed."""
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


def main(name: str, arguments: str) -> None:
    module, _, function = name.rpartition(".")
    watch = Stopwatch()
    value = getattr(import_module(f"tests.benchmarks.{module}"), function)(
        watch, **json.loads(arguments)
    )
    # Of this process alone: the harness that starts it stays small, since what a process inherits
    # from its parent before it begins counts too.
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT / 2**20
    sys.stdout.write("\n" + json.dumps([watch.wall, watch.cpu, memory, value]) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
