"""UUIDv7: its layout (RFC 9562, section 5.7), its order, and that it is never given twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from uuid import RFC_4122, UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.database import identifiers
from factcheck.database.identifiers import new_id, new_ids

MILLISECOND = 1_000_000
MOMENT = 1_645_557_742_000
"""Milliseconds since 1970: the moment of the RFC's own example (appendix A.6)."""


class Clock:
    """A clock that stands still until it is set, in milliseconds."""

    def __init__(self) -> None:
        self.now = MOMENT

    def time_ns(self) -> int:
        return self.now * MILLISECOND + 999_999


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(identifiers, "time", clock)
    monkeypatch.setattr(identifiers, "_last", 0)
    return clock


def stamp(id: UUID) -> int:
    """The moment that an identifier carries, in milliseconds."""
    return id.int >> 80


def test_layout(clock: Clock) -> None:
    id = new_id()
    assert (id.version, id.variant) == (7, RFC_4122)
    assert str(id).startswith("017f22e2-79b0-7000-")
    assert stamp(id) == MOMENT


@given(st.integers(min_value=0, max_value=300))
def test_every_identifier_of_a_batch_is_a_uuid_7(count: int) -> None:
    ids = [UUID(bytes=id) for id in new_ids(count)]
    assert len(ids) == count
    assert {(id.version, id.variant) for id in ids} <= {(7, RFC_4122)}


def test_the_rest_is_random(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two machines that make an identifier at the same moment make different ones."""
    first = new_id()
    monkeypatch.setattr(identifiers, "_last", 0)
    second = new_id()
    assert first.int >> 64 == second.int >> 64
    assert first != second


def test_order_and_uniqueness() -> None:
    ids = [id for _ in range(100) for id in new_ids(1_000)]
    assert len(set(ids)) == 100_000
    assert all(one < next for one, next in pairwise(ids))


def test_text_sorts_as_bytes_do() -> None:
    ids = [new_id() for _ in range(1_000)]
    assert sorted(ids) == ids
    assert sorted(map(str, ids)) == [str(id) for id in ids]


def test_threads_never_share_one() -> None:
    def work(_: int) -> list[bytes]:
        return [id for size in range(1, 100) for id in new_ids(size)]

    with ThreadPoolExecutor(8) as pool:
        batches = list(pool.map(work, range(8)))
    ids = [id for batch in batches for id in batch]
    assert len(set(ids)) == len(ids)
    assert all(batch == sorted(batch) for batch in batches)


def test_more_than_fit_in_a_millisecond(clock: Clock) -> None:
    """There are 4,096 places in one; what does not fit borrows from the next."""
    ids = [UUID(bytes=id) for id in new_ids(10_000)]
    assert [stamp(id) - MOMENT for id in ids] == [number // 4096 for number in range(10_000)]
    assert ids == sorted(ids)
    assert new_id() > ids[-1]


@pytest.mark.parametrize("step", [-1, -1_000, -86_400_000])
def test_a_clock_that_steps_back(step: int, clock: Clock) -> None:
    before = [new_id() for _ in range(3)]
    clock.now += step
    after = [new_id() for _ in range(3)]
    assert [*before, *after] == sorted({*before, *after})
    assert stamp(after[-1]) == MOMENT


def test_the_clock_is_followed_again_once_it_has_caught_up(clock: Clock) -> None:
    first = new_id()
    clock.now += 1
    second = new_id()
    assert (stamp(first), stamp(second)) == (MOMENT, MOMENT + 1)


@pytest.mark.parametrize("make", [new_id, lambda: UUID(bytes=new_ids(1)[0])])
def test_one_at_a_time_or_many(make: Callable[[], UUID], clock: Clock) -> None:
    assert [make().int >> 64 & 0xFFF for _ in range(3)] == [0, 1, 2]
