"""Files that a command takes in whole, a part at a time: opened safely, their progress shown."""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import RawIOBase
from pathlib import Path
from typing import IO, cast

from factcheck.cli.diagnostics import progress
from factcheck.errors import CannotRead, NotAFile
from factcheck.files import read_fault

LARGE = 32 * 1024 * 1024
"""Bytes from which on a file takes long enough to show how far it has been read."""


class _Watched(RawIOBase):
    """A stream that tells how many of its bytes were read, and of how many."""

    def __init__(
        self, stream: IO[bytes], place: str, size: int, reached: Callable[[int, int], None]
    ) -> None:
        self._stream, self._place, self._size, self._reached = stream, place, size, reached
        self._read = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        try:
            part = self._stream.read(size)
        except OSError as fault:
            raise read_fault(self._place, fault) from fault
        self._read += len(part)
        self._reached(self._read, self._size)
        return part

    def seekable(self) -> bool:
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()


@contextmanager
def taken_in(file: Path) -> Iterator[IO[bytes]]:
    """The bytes of a file, or of standard input for ``-``. Raises CannotRead or NotAFile."""
    if str(file) == "-":
        with _watched(sys.stdin.buffer, "Standard input", 0) as stream:
            yield stream
        return
    try:
        # Asked before it is opened: a pipe would wait for somebody to write.
        found = file.stat()
        if stat.S_ISDIR(found.st_mode):
            raise CannotRead(str(file), "it is a folder")
        if not stat.S_ISREG(found.st_mode):
            raise NotAFile(str(file))
        opened = file.open("rb")
    except (OSError, ValueError) as fault:
        told = fault if isinstance(fault, OSError) else OSError(None, "the name cannot be one")
        raise read_fault(str(file), told) from fault
    with opened, _watched(opened, str(file), found.st_size) as stream:
        yield stream


@contextmanager
def _watched(stream: IO[bytes], place: str, size: int) -> Iterator[IO[bytes]]:
    with progress("Reading", shown=size >= LARGE) as reached:
        yield cast(IO[bytes], _Watched(stream, place, size, reached))


def name_of(file: Path) -> str | None:
    """A file's own name as text, whatever bytes it consists of; none for standard input."""
    if str(file) == "-":
        return None
    return os.fsencode(file.name).decode("utf-8", "backslashreplace")
