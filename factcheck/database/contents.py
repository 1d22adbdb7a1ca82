"""Reading captured bytes as fast as they can be hashed, without holding more than a stretch."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, text

STRETCH = 256 * 1024
"""Bytes that are read at a time: few enough to be hashed while the processor still has them."""

MAPPED = 64
"""Parts after which a map of the file is dropped and made anew, so that memory stays flat."""

_MAP = 2_000_000_000
"""Bytes of the file that are read from a map, beginning with the first; SQLite allows 2 GB."""


class Stretch(NamedTuple):
    part: int
    bytes: bytes


def stretches(
    connection: Connection, content_seq: int, *, mapped: bool = False
) -> Iterator[Stretch]:
    """The bytes of a content in order, with the number of the part in which each stretch is.

    ``mapped`` reads a SQLite file through a map of it, which costs a third less. That is only for
    a file that has just been read whole: in a map, a sector that the disk cannot read ends the
    process. Raises sqlite3.Error for what is no bytes.
    """
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        return _from_file(driver, content_seq, mapped)
    return _from_server(connection, content_seq)


def _from_file(driver: sqlite3.Connection, content_seq: int, mapped: bool) -> Iterator[Stretch]:
    parts = driver.execute(
        "SELECT number, rowid FROM content_part WHERE content_seq = ? ORDER BY number",
        (content_seq,),
    ).fetchall()
    try:
        for count, (number, row) in enumerate(parts):
            if mapped and count % MAPPED == 0:
                driver.execute("PRAGMA mmap_size = 0")
                driver.execute(f"PRAGMA mmap_size = {_MAP}")
            with driver.blobopen("content_part", "bytes", row, readonly=True) as blob:
                while stretch := blob.read(STRETCH):
                    yield Stretch(number, stretch)
    finally:
        if mapped:
            driver.execute("PRAGMA mmap_size = 0")


def _from_server(connection: Connection, content_seq: int) -> Iterator[Stretch]:
    statement = text(
        "SELECT number, bytes FROM content_part WHERE content_seq = :seq ORDER BY number"
    )
    rows = connection.execute(statement, {"seq": content_seq}, execution_options={"yield_per": 1})
    for number, part in rows:
        yield Stretch(number, part)
