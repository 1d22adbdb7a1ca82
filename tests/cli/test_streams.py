"""Standard streams that are closed, or take no more."""

import errno
import io
import os
import sys
from io import TextIOWrapper

import pytest

from factcheck.cli import streams
from factcheck.errors import InputClosed


class Full(io.RawIOBase):
    """A file on a disk without room."""

    def writable(self) -> bool:
        return True

    def write(self, data: object, /) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.fixture
def gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """All three streams closed before the program began."""
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    streams.open_all()


def test_what_is_printed_on_a_closed_stream_is_lost(gone: None) -> None:
    sys.stdout.write("ёж \udcff")
    sys.stderr.write("ёж\n")
    assert streams.flushed("stdout") is None


@pytest.mark.parametrize("read", ["read", "readline"])
def test_reading_a_closed_standard_input_is_refused(gone: None, read: str) -> None:
    assert not sys.stdin.isatty()
    for stream in (sys.stdin, sys.stdin.buffer):
        with pytest.raises(InputClosed):
            getattr(stream, read)()


def test_streams_are_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(io.BytesIO(b"\xd1\x91\xff"), "ascii"))
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(printed, "ascii"))
    streams.open_all()
    sys.stdout.write(sys.stdin.read())
    sys.stdout.flush()
    assert printed.getvalue() == "ё\\udcff".encode()


def test_a_stream_that_takes_no_more_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    stuck = TextIOWrapper(io.BufferedWriter(Full()), "utf-8")
    monkeypatch.setattr(sys, "stdout", stuck)
    sys.stdout.write("text")
    fault = streams.flushed("stdout")
    assert fault is not None
    assert fault.errno == errno.ENOSPC
    sys.stdout.write("more")
    assert streams.flushed("stdout") is None
    with pytest.raises(OSError, match="space"):  # nor when the test ends
        stuck.close()
