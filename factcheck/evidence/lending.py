"""Bytes that one process lends to another, as they are asked for, through the pipes between them.

Nothing of a capture lies about on the disk in the meantime, and however large it is, only what is
asked for is read. The borrower asks with a mark, an offset and a length, and gets a length and the
bytes; what it has to say in the end follows another mark.
"""

import struct
from collections import OrderedDict
from io import BufferedReader, RawIOBase
from typing import IO, Any

BLOCK = 1024 * 1024
"""Bytes that are asked for at a time."""

REMEMBERED = 64
"""Blocks that a borrower keeps: a document goes through its bytes more than once."""

_BUFFER = 64 * 1024
_ASK, _SAY = b"?", b"="
_REQUEST, _LENGTH = struct.Struct(">QI"), struct.Struct(">I")


# --- the lender -----------------------------------------------------------------------------


def lend(stream: IO[bytes], asked: IO[bytes], given: IO[bytes]) -> bytes:
    """Serve the borrower at the other end of two pipes from where a stream stands.

    Returns what it says in the end; nothing if it breaks off. Both pipes must be unbuffered.
    """
    begin = stream.tell()
    try:
        while (mark := asked.read(1)) == _ASK:
            offset, length = _REQUEST.unpack(_exactly(asked, _REQUEST.size))
            stream.seek(begin + offset)
            part = stream.read(min(length, BLOCK))
            _write(given, _LENGTH.pack(len(part)))
            _write(given, part)
    except (BrokenPipeError, struct.error):
        return b""
    return _rest(asked) if mark == _SAY else b""


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    """So many bytes; fewer only at the end."""
    found = bytearray()
    while len(found) < length and (part := pipe.read(length - len(found))):
        found += part
    return bytes(found)


def _rest(pipe: IO[bytes]) -> bytes:
    found = bytearray()
    while part := pipe.read(BLOCK):
        found += part
    return bytes(found)


def _write(pipe: IO[bytes], data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[pipe.write(left) :]


# --- the borrower ---------------------------------------------------------------------------


class _Borrowed(RawIOBase):
    """What is lent, as a file that can be read at any place."""

    def __init__(self, size: int, asking: IO[bytes], getting: IO[bytes]) -> None:
        self._size, self._asking, self._getting = size, asking, getting
        self._at = 0
        self._blocks: OrderedDict[int, bytes] = OrderedDict()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0, /) -> int:
        begin = (0, self._at, self._size)[whence]
        if begin + offset < 0:
            raise ValueError("there is nothing before the first byte")
        self._at = begin + offset
        return self._at

    def readinto(self, buffer: Any, /) -> int:
        wanted = memoryview(buffer).cast("B")
        number, inside = divmod(self._at, BLOCK)
        if self._at >= self._size or not wanted:
            return 0
        part = memoryview(self._block(number))[inside : inside + len(wanted)]
        wanted[: len(part)] = part
        self._at += len(part)
        return len(part)

    def _block(self, number: int) -> bytes:
        if (known := self._blocks.get(number)) is not None:
            self._blocks.move_to_end(number)
            return known
        _write(self._asking, _ASK + _REQUEST.pack(number * BLOCK, BLOCK))
        (length,) = _LENGTH.unpack(_exactly(self._getting, _LENGTH.size))
        found = self._blocks[number] = _exactly(self._getting, length)
        if len(self._blocks) > REMEMBERED:
            self._blocks.popitem(last=False)
        return found


def borrowed(size: int, asking: IO[bytes], getting: IO[bytes]) -> BufferedReader:
    """The bytes that the process at the other end of two unbuffered pipes lends."""
    return BufferedReader(_Borrowed(size, asking, getting), _BUFFER)


def say(asking: IO[bytes], answer: bytes) -> None:
    """Give the lender the answer, and ask for nothing more."""
    _write(asking, _SAY + answer)
