"""Files that a command takes in whole, a part at a time: opened safely, their progress shown."""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO, RawIOBase
from pathlib import Path
from typing import IO, cast

from factcheck.cli.diagnostics import progress
from factcheck.errors import CannotRead, NotAFile
from factcheck.files import read_fault

LARGE = 32 * 1024 * 1024
"""Bytes from which on a file takes long enough to show how far it has been read."""

HELD = 16 * 1024 * 1024
"""Bytes of what comes through a pipe that are held in memory: more than a page or a report has."""


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
        self._read = self._stream.seek(offset, whence)
        return self._read

    def tell(self) -> int:
        return self._stream.tell()


class _Rejoined(RawIOBase):
    """Bytes that were read already, and the rest of the stream that they come from."""

    def __init__(self, read: bytes, rest: IO[bytes]) -> None:
        self._read, self._rest = BytesIO(read), rest

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        return self._read.read(size) or self._rest.read(size)


def _held(stream: IO[bytes]) -> IO[bytes]:
    """A stream that can be read more than once, where its bytes are few enough to be held."""
    if stream.seekable():
        return stream
    first = stream.read(HELD + 1)
    return BytesIO(first) if len(first) <= HELD else cast(IO[bytes], _Rejoined(first, stream))


class Intake:
    """What a command takes in. It may be opened twice: to be looked at, and to be kept.

    What comes through a pipe is awaited, and held as far as that is possible, when it is opened
    first: nobody else has to wait for it.
    """

    def __init__(self) -> None:
        self._standard: IO[bytes] | None = None

    @contextmanager
    def opened(self, file: Path) -> Iterator[IO[bytes]]:
        """The bytes of a file, or of standard input for ``-``. Raises CannotRead or NotAFile."""
        if str(file) == "-":
            if self._standard is None:
                with _watched(sys.stdin.buffer, "Standard input", 0) as stream:
                    self._standard = _held(stream)
            yield self._standard
            return
        with _regular(file) as opened:
            size = os.fstat(opened.fileno()).st_size
            with _watched(opened, str(file), size) as stream:
                yield stream


def _regular(file: Path) -> IO[bytes]:
    """A regular file, opened. Raises CannotRead or NotAFile."""
    try:
        # Asked before it is opened: a pipe would wait for somebody to write.
        found = file.stat()
        if stat.S_ISDIR(found.st_mode):
            raise CannotRead(str(file), "it is a folder")
        if not stat.S_ISREG(found.st_mode):
            raise NotAFile(str(file))
        return file.open("rb")
    except (OSError, ValueError) as fault:
        told = fault if isinstance(fault, OSError) else OSError(None, "the name cannot be one")
        raise read_fault(str(file), told) from fault


@contextmanager
def _watched(stream: IO[bytes], place: str, size: int) -> Iterator[IO[bytes]]:
    with progress("Reading", shown=size >= LARGE) as reached:
        yield cast(IO[bytes], _Watched(stream, place, size, reached))


def name_of(file: Path) -> str | None:
    """A file's own name as text, whatever bytes it consists of; none for standard input."""
    if str(file) == "-":
        return None
    return os.fsencode(file.name).decode("utf-8", "backslashreplace")
