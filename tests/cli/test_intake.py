"""What a command takes in, which may be opened twice."""

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.cli import intake
from factcheck.cli.intake import Intake

DATA = bytes(range(256)) * 40


@pytest.fixture
def piped(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """``DATA`` comes through standard input, which can be read only once."""
    reading, writing = os.pipe()
    os.write(writing, DATA)
    os.close(writing)
    with os.fdopen(reading, "rb") as given:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(given))
        yield


@pytest.mark.usefixtures("piped")
def test_what_comes_through_a_pipe_is_held() -> None:
    taken = Intake()
    with taken.opened(Path("-")) as stream:
        assert stream.seekable()
        assert stream.read(7) == DATA[:7]
        stream.seek(0)
    with taken.opened(Path("-")) as stream:
        assert stream.read() == DATA


@pytest.mark.usefixtures("piped")
def test_what_is_too_much_to_be_held_comes_whole_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "HELD", 1_000)
    taken = Intake()
    with taken.opened(Path("-")) as stream:
        assert not stream.seekable()
    found = b""
    with taken.opened(Path("-")) as stream:
        while part := stream.read(900):
            found += part
    assert found == DATA


def test_a_file_is_opened_twice(tmp_path: Path) -> None:
    (tmp_path / "page").write_bytes(DATA)
    taken = Intake()
    for _ in range(2):
        with taken.opened(tmp_path / "page") as stream:
            assert stream.read() == DATA
