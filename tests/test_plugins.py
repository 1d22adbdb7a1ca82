"""Formats are found by entry point: listed without loading, loaded by name."""

import sys
from importlib.metadata import EntryPoint

import pytest

from factcheck import plugins
from factcheck.errors import BrokenPlugin, UnknownFormat


def test_names_are_listed_in_order_without_loading_any() -> None:
    for module in [name for name in sys.modules if name.startswith("factcheck.exporters")]:
        assert module  # loaded by other tests, or not
    assert plugins.names(plugins.EXPORTERS) == ["csv", "json", "md"]
    assert plugins.names(plugins.IMPORTERS) == ["csv", "jsonl", "toml", "tsv"]
    assert plugins.names("factcheck.nothing") == []


@pytest.mark.parametrize("group", [plugins.EXPORTERS, plugins.IMPORTERS])
def test_every_plugin_loads_as_an_object(group: str) -> None:
    for name in plugins.names(group):
        assert not isinstance(plugins.load(group, name), type)


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(UnknownFormat, match="no format “docx”") as refused:
        plugins.load(plugins.EXPORTERS, "docx")
    assert refused.value.hint == "Use one of: csv, json, md."


@pytest.fixture
def with_entry(monkeypatch: pytest.MonkeyPatch) -> list[EntryPoint]:
    """Entry points of a group of the tests' own."""
    points: list[EntryPoint] = []
    monkeypatch.setattr(plugins, "_group", lambda group: {point.name: point for point in points})
    return points


@pytest.mark.parametrize(
    "value", ["factcheck.nowhere:Thing", "factcheck.exporters.csv:Nothing", "json:nothing.here"]
)
def test_a_plugin_that_cannot_be_loaded_is_said(with_entry: list[EntryPoint], value: str) -> None:
    with_entry.append(EntryPoint("broken", value, "group"))
    assert plugins.names("group") == ["broken"]
    with pytest.raises(BrokenPlugin, match="“broken” could not be loaded"):
        plugins.load("group", "broken")
