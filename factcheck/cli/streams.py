"""The three standard streams of a process, whatever became of them.

A stream that is closed, or that takes no more, must neither end the program with a traceback nor
be tried again at its end, when nobody is left to tell of it.
"""

import sys
from io import BufferedReader, BytesIO, RawIOBase, TextIOWrapper


class _Closed(RawIOBase):
    """A standard input that is not there: reading it is refused."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object, /) -> int:
        from factcheck.errors import InputClosed

        raise InputClosed


def open_all() -> None:
    """Make all three streams UTF-8, wherever the program runs, and none of them missing."""
    # Python sets a stream to none that was closed before it started.
    if getattr(sys, "stdin", None) is None:
        sys.stdin = TextIOWrapper(BufferedReader(_Closed()))
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            _lose(name)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            errors = "surrogateescape" if stream is sys.stdin else "backslashreplace"
            stream.reconfigure(encoding="utf-8", errors=errors)


def flushed(name: str) -> OSError | None:
    """Write out what ``stdout`` or ``stderr`` still holds.

    Where that fails, the fault is returned, and what is written from then on is lost.
    """
    try:
        getattr(sys, name).flush()
    except OSError as fault:
        _lose(name)
        return fault
    return None


def _lose(name: str) -> None:
    setattr(sys, name, TextIOWrapper(BytesIO(), encoding="utf-8"))
