"""Measuring: each job in a process of its own, so that its time and its memory are its own."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

ROOT = Path(__file__).resolve().parent.parent.parent
_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in what the system counts memory in."""

Made = TypeVar("Made")


class Spent(NamedTuple):
    """Seconds by the clock, and seconds of work of this process."""

    wall: float
    cpu: float


class Outcome(NamedTuple):
    """What a job took and gave back."""

    spent: Spent
    """While its stopwatch ran."""
    whole: Spent
    """By the whole process, from its start to its end."""
    memory: float
    """MiB, at the highest."""
    value: Any = None


class Stopwatch:
    """Counts in the blocks that it is given."""

    def __init__(self) -> None:
        self.spent = Spent(0, 0)

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
        begun = now()
        yield
        wall, cpu = _since(begun)
        self.spent = Spent(self.spent.wall + sign * wall, self.spent.cpu + sign * cpu)


def seconds(action: Callable[[], object]) -> Spent:
    begun = now()
    action()
    return _since(begun)


def in_turns(rounds: int, *sides: Callable[[], Made]) -> Iterator[tuple[Made, ...]]:
    """What the sides make, round by round; each round begins with another of them.

    So whoever comes later finds the caches warm as often as the others.
    """
    for number in range(rounds):
        first = number % len(sides)
        made = {side: side() for side in (*sides[first:], *sides[:first])}
        yield tuple(made[side] for side in sides)


def job(name: str, **arguments: Any) -> Outcome:
    """Run ``module.function`` of this package in a new process.

    The function is given a stopwatch and the arguments, and returns what JSON can hold.
    """
    command = [sys.executable, "-m", "tests.benchmarks.measure", name, json.dumps(arguments)]
    outcome, printed = _run(command)
    spent, memory, value = json.loads(printed.splitlines()[-1])
    return outcome._replace(spent=Spent(*spent), memory=memory, value=value)


def process(*commands: Sequence[str | Path]) -> Outcome:
    """Run programs one after another, as a user would, and throw away what they print."""
    outcomes = [_run(command)[0] for command in commands]
    whole = Spent(*map(sum, zip(*(outcome.whole for outcome in outcomes), strict=True)))
    return Outcome(whole, whole, 0)


def _run(command: Sequence[str | Path]) -> tuple[Outcome, str]:
    begun, used = time.perf_counter(), _used_by_children()
    done = subprocess.run(
        command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, encoding="utf-8", check=True
    )
    whole = Spent(time.perf_counter() - begun, _used_by_children() - used)
    return Outcome(whole, whole, 0), done.stdout


def environment() -> Mapping[str, str]:
    """A process's surroundings, without the settings of the user who runs the benchmark."""
    return {name: value for name, value in os.environ.items() if not name.startswith("FACTCHECK_")}


def now() -> Spent:
    """Two clocks, of which only differences mean anything."""
    return Spent(time.perf_counter(), time.process_time())


def _since(begun: Spent) -> Spent:
    wall, cpu = now()
    return Spent(wall - begun.wall, cpu - begun.cpu)


def _used_by_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def here(name: str, **arguments: Any) -> Outcome:
    """Do a job in the present process, whose memory and whole time are not the job's own then."""
    module, _, function = name.rpartition(".")
    call = getattr(import_module(f"tests.benchmarks.{module}"), function)
    watch = Stopwatch()
    value = call(watch, **arguments)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT / 2**20
    return Outcome(watch.spent, watch.spent, memory, value)


def main(name: str, arguments: str) -> None:
    """What a job's process does."""
    # The harness that starts it stays small, since Linux counts what a process was before it
    # became another program.
    done = here(name, **json.loads(arguments))
    sys.stdout.write("\n" + json.dumps([done.spent, done.memory, done.value]) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
