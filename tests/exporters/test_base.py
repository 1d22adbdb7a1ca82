"""Every exporter that is installed keeps to what an exporter is."""

import inspect
import io
from collections.abc import Iterator

import pytest

from factcheck import plugins
from factcheck.domain.records import ClaimRecord
from factcheck.exporters.base import Exporter
from tests.exporters.sheets import GOLDEN, NUMBER, small_sheet, written

FORMATS = plugins.names(plugins.EXPORTERS)


@pytest.mark.parametrize("format", FORMATS)
def test_an_exporter_is_given_the_sheet_and_nothing_else(format: str) -> None:
    exporter: Exporter = plugins.load(plugins.EXPORTERS, format)
    assert list(inspect.signature(exporter.write).parameters) == ["sheet", "stream"]


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_has_its_golden_files(format: str) -> None:
    for name in ("small", "demo"):
        assert (GOLDEN / f"{name}.{format}").stat().st_size > 0


@pytest.mark.parametrize("format", FORMATS)
def test_a_sheet_is_streamed(format: str) -> None:
    """What was read is written before more is read: a million claims need no more memory."""
    ahead: list[int] = []

    stream = io.StringIO()

    def claims() -> Iterator[ClaimRecord]:
        for number in range(3):
            ahead.append(stream.getvalue().count("About 75 people"))
            yield NUMBER._replace(key=f"c{number}")

    exporter: Exporter = plugins.load(plugins.EXPORTERS, format)
    exporter.write(small_sheet()._replace(entries=claims()), stream)
    assert ahead[0] == 0
    assert ahead[2] > 0


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_sheet_gives_the_same_bytes(format: str) -> None:
    exporter: Exporter = plugins.load(plugins.EXPORTERS, format)
    first = written(exporter, small_sheet())
    assert written(exporter, small_sheet()) == first
    assert first.endswith("\n")
