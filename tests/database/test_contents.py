"""Captured bytes in stretches, on both databases."""

from itertools import groupby

import pytest
from sqlalchemy.orm import Session

from factcheck.database import contents
from factcheck.database.contents import STRETCH, stretches
from factcheck.database.models import Content, ContentPart
from factcheck.services.stamps import stamp

PARTS = (bytes(range(256)) * 1_025, b"b" * STRETCH, b"c" * (2 * STRETCH + 1), b"d")


@pytest.fixture
def seq(session: Session, author: str) -> int:
    size = sum(map(len, PARTS))
    session.add(Content(seq=7, digest=bytes(32), size=size, **stamp(author)))
    session.flush()
    session.add_all(
        ContentPart(content_seq=7, number=number, bytes=part) for number, part in enumerate(PARTS)
    )
    session.flush()
    return 7


@pytest.mark.parametrize("mapped", [False, True])
@pytest.mark.parametrize("dropped", [1, 3, 64])
def test_all_bytes_in_order(
    mapped: bool, dropped: int, session: Session, seq: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "MAPPED", dropped)
    found = list(stretches(session.connection(), seq, mapped=mapped))
    whole = tuple(
        b"".join(stretch.bytes for stretch in group)
        for _, group in groupby(found, key=lambda stretch: stretch.part)
    )
    assert whole == PARTS
    assert [number for number, _ in groupby(found, key=lambda stretch: stretch.part)] == [
        0,
        1,
        2,
        3,
    ]


def test_a_file_is_read_a_stretch_at_a_time(session: Session, seq: int) -> None:
    longest = max(len(bytes) for _, bytes in stretches(session.connection(), seq))
    sqlite = session.connection().dialect.name == "sqlite"
    assert longest == (STRETCH if sqlite else max(map(len, PARTS)))


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_no_map_is_left_behind(session: Session, seq: int) -> None:
    list(stretches(session.connection(), seq, mapped=True))
    assert session.connection().exec_driver_sql("PRAGMA mmap_size").scalar() == 0


def test_of_no_bytes(session: Session) -> None:
    assert list(stretches(session.connection(), 99)) == []
