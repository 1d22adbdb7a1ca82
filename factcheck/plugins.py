"""Exporters, importers and extractors, found by entry point: listed without loading any."""

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from factcheck.errors import BrokenPlugin, UnknownFormat

EXPORTERS = "factcheck.exporters"
IMPORTERS = "factcheck.importers"
EXTRACTORS = "factcheck.extractors"


@cache
def _group(group: str) -> dict[str, EntryPoint]:
    return {point.name: point for point in sorted(entry_points(group=group), key=lambda p: p.name)}


def names(group: str) -> list[str]:
    """The names of a group's plugins, in order, without loading any."""
    return list(_group(group))


def load(group: str, name: str) -> Any:
    """One plugin, made ready. Raises UnknownFormat or BrokenPlugin."""
    points = _group(group)
    if name not in points:
        raise UnknownFormat(name, points)
    try:
        return points[name].load()()
    except (ImportError, AttributeError) as fault:
        raise BrokenPlugin(name, str(fault)) from fault
