"""The report: what was measured, beside whom, and whether it keeps the project's bounds."""

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from tests.benchmarks.measure import Outcome, Spent

Rounds = Sequence[tuple[Spent, ...]]
"""For every round what factcheck took, and what its peer took."""


class Bound(NamedTuple):
    """What is to be kept: a ratio, or a figure itself, at least or at most so much."""

    sign: str
    limit: float
    aim: float | None = None
    unit: str = ""
    """Of a bound on the figure itself; a ratio has none."""

    def met(self, measured: float) -> bool:
        return measured >= self.limit if self.sign == "≥" else measured <= self.limit

    def __str__(self) -> str:
        aim = f", aim {self.aim:g}" if self.aim is not None else ""
        return f"{self.sign} {self.limit:g} {self.unit}".rstrip() + aim


def at_least(limit: float, aim: float | None = None) -> Bound:
    return Bound("≥", limit, aim)


def at_most(limit: float, unit: str = "") -> Bound:
    return Bound("≤", limit, unit=unit)


class Figure(NamedTuple):
    """A line of the report."""

    what: str
    ours: float
    theirs: float
    unit: str
    ratio: float
    """The median of the rounds: not quite that of ``ours`` to ``theirs``, which are medians too."""
    cpu: float | None = None
    """The same ratio by seconds of work; none where others than the two processes do the work."""
    bound: Bound | None = None
    """None where the line is only told."""

    @property
    def met(self) -> bool | None:
        if self.bound is None:
            return None
        return self.bound.met(self.ours if self.bound.unit else self.ratio)


def times(
    what: str, rounds: Rounds, bound: Bound | None, *, unit: str = "s", server: bool = False
) -> Figure:
    """Time beside time. ``server``: a server does the work, so that ours does not tell of it."""
    ours, theirs = _medians(rounds)
    scale = {"s": 1, "ms": 1000}[unit]
    wall, cpu = ratio(rounds)
    return Figure(what, ours * scale, theirs * scale, unit, wall, None if server else cpu, bound)


def rates(what: str, count: int, unit: str, rounds: Rounds, bound: Bound) -> Figure:
    """So many a second beside so many a second."""
    ours, theirs = _medians(rounds)
    wall, cpu = ratio([(theirs, ours) for ours, theirs in rounds])
    return Figure(what, count / ours, count / theirs, unit, wall, cpu, bound)


def memory(what: str, rounds: Sequence[tuple[Outcome, ...]], limit: float) -> Figure:
    """The peak of ours, which alone is bounded, beside the peer's."""
    ours, theirs = (max(outcomes[side].memory for outcomes in rounds) for side in (0, 1))
    return Figure(what, ours, theirs, "MiB", ours / theirs, None, at_most(limit, "MiB"))


def growth(figures: Sequence[Figure]) -> list[Figure]:
    """How far memory grew from the first number of claims to the last."""
    found: dict[str, list[float]] = {}
    for figure in figures:
        if figure.unit == "MiB":
            found.setdefault(figure.what, []).append(figure.ours)
    return [
        Figure(what, peaks[-1], peaks[0], "MiB", peaks[-1] / peaks[0], None, at_most(1.3))
        for what, peaks in found.items()
        if len(peaks) > 1
    ]


def ratio(rounds: Rounds) -> Spent:
    """The median of the rounds' ratios."""
    return Spent(*(median(ours[n] / theirs[n] for ours, theirs in rounds) for n in (0, 1)))


def _medians(rounds: Rounds) -> tuple[float, float]:
    """Of the seconds by the clock, for each side."""
    return median(ours.wall for ours, _ in rounds), median(theirs.wall for _, theirs in rounds)


HEADING = ("", "factcheck", "peer", "", "ratio", "by CPU", "bound", "")
_RIGHT = (1, 2, 4, 5)
_VERDICTS = {None: "", True: "met", False: "NOT MET"}


def table(title: str, figures: Sequence[Figure]) -> str:
    """Figures as an aligned table under its title."""
    rows = [HEADING, *map(_cells, figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            cell.rjust(width) if column in _RIGHT else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return "\n".join([title, "=" * len(title), *lines]) + "\n"


def _cells(figure: Figure) -> tuple[str, ...]:
    return (
        figure.what,
        _readable(figure.ours),
        _readable(figure.theirs),
        figure.unit,
        f"{figure.ratio:.2f}",
        "" if figure.cpu is None else f"{figure.cpu:.2f}",
        str(figure.bound or ""),
        _VERDICTS[figure.met],
    )


def _readable(value: float) -> str:
    return f"{value:,.0f}" if value >= 1_000 else f"{value:.3g}"
