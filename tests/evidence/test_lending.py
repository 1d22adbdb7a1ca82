"""Bytes that one process lends to another."""

import os
from collections.abc import Callable
from io import BufferedReader, BytesIO
from random import Random
from threading import Thread

import pytest

from factcheck.evidence import lending
from factcheck.evidence.lending import BLOCK, REMEMBERED, borrowed, lend, say


def lent(data: bytes, use: Callable[[BufferedReader], bytes], *, begin: int = 0) -> bytes:
    """What ``use`` makes of borrowed bytes, as the lender hears it."""
    asked, asking = os.pipe()
    getting, given = os.pipe()

    def borrow() -> None:
        with os.fdopen(asking, "wb", 0) as out, os.fdopen(getting, "rb", 0) as back:
            say(out, use(borrowed(len(data) - begin, out, back)))

    borrower = Thread(target=borrow)
    borrower.start()
    stream = BytesIO(data)
    stream.seek(begin)
    with os.fdopen(asked, "rb", 0) as wanted, os.fdopen(given, "wb", 0) as out:
        answer = lend(stream, wanted, out)
    borrower.join()
    return answer


@pytest.mark.parametrize("size", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 17])
def test_all_of_it(size: int) -> None:
    data = Random(size).randbytes(size)
    assert lent(data, lambda stream: stream.read()) == data
    assert lent(b"before" + data, lambda stream: stream.read(), begin=6) == data


def test_any_place_in_any_order() -> None:
    chance = Random(3)
    data = chance.randbytes(5 * BLOCK)
    places = [(chance.randrange(len(data)), chance.choice((1, 512, 200_000))) for _ in range(300)]

    def use(stream: BufferedReader) -> bytes:
        for start, length in places:
            assert stream.seek(start) == start
            assert stream.read(length) == data[start : start + length]
        assert stream.seek(-7, 2) == len(data) - 7
        assert stream.seek(2, 1) == len(data) - 5
        assert (stream.read(), stream.read(1)) == (data[-5:], b"")
        assert stream.seek(len(data) + 9) == len(data) + 9
        assert stream.read(1) == b""
        with pytest.raises(ValueError, match="before the first byte"):
            stream.raw.seek(-1)
        return b"done"

    assert lent(data, use) == b"done"


def test_what_is_asked_for_twice_is_lent_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    class Stream(BytesIO):
        def seek(self, offset: int, whence: int = 0, /) -> int:
            asked.append(offset)
            return super().seek(offset, whence)

    monkeypatch.setattr("tests.evidence.test_lending.BytesIO", Stream)
    monkeypatch.setattr(lending, "BLOCK", 100)
    data = bytes(100 * (REMEMBERED + 2))

    def use(stream: BufferedReader) -> bytes:
        for start in (0, 150, 0, 150):
            stream.raw.seek(start)
            stream.raw.read(10)
        for number in range(REMEMBERED + 2):
            stream.raw.seek(100 * number)
            stream.raw.read(10)
        stream.raw.seek(0)
        stream.raw.read(10)
        return b""

    lent(data, use)
    once = [0, 100, *range(200, 100 * (REMEMBERED + 2), 100)]
    assert asked[1:] == [*once, 0], "the first of more than are remembered is asked for again"


@pytest.mark.parametrize("mess", [b"", b"nonsense", b"?", b"?123"])
def test_a_borrower_that_breaks_off_says_nothing(mess: bytes) -> None:
    asked, asking = os.pipe()
    getting, given = os.pipe()
    os.write(asking, mess)
    os.close(asking)
    os.close(getting)
    with os.fdopen(asked, "rb", 0) as wanted, os.fdopen(given, "wb", 0) as out:
        assert lend(BytesIO(b"bytes"), wanted, out) == b""


def test_a_borrower_that_asks_and_does_not_wait() -> None:
    asked, asking = os.pipe()
    getting, given = os.pipe()
    os.write(asking, b"?" + bytes(8) + b"\0\0\0\1")
    os.close(asking)
    os.close(getting)
    with os.fdopen(asked, "rb", 0) as wanted, os.fdopen(given, "wb", 0) as out:
        assert lend(BytesIO(b"bytes"), wanted, out) == b""
