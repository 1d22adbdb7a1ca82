"""What stands behind a claim: the origins of its sources, and the status its reviews give it.

Ten outlets that repeat one wire story are one origin: what a source relays is followed to the
roots, and only roots count.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from factcheck.domain.vocabulary import Status

Node = TypeVar("Node")


class Link(Protocol):
    """A citation as far as its origin goes: the source, and which relay it draws on."""

    @property
    def source(self) -> str: ...
    @property
    def via(self) -> str | None: ...


class Judgement(Protocol):
    """A review as far as the status goes."""

    @property
    def status(self) -> str: ...
    @property
    def recorded_at(self) -> object: ...
    @property
    def id(self) -> object: ...


def roots(source: Node, relays: Mapping[Node, Sequence[Node]]) -> frozenset[Node]:
    """Where a source's content comes from: the source itself where it relays nothing.

    A source that relays several without saying which adds no origin: it could be either.
    """
    seen = {source}
    while relayed := relays.get(source):
        if len(relayed) > 1 or relayed[0] in seen:
            return frozenset()
        source = relayed[0]
        seen.add(source)
    return frozenset({source})


def origins(links: Iterable[Link], relays: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The roots behind some citations, each once, in order of first appearance."""
    drawn_on = [link.via or link.source for link in links]
    if relays.keys().isdisjoint(drawn_on):  # nearly every claim
        return tuple(dict.fromkeys(drawn_on))
    found = (root for source in drawn_on for root in sorted(roots(source, relays)))
    return tuple(dict.fromkeys(found))


def cycle(start: Node, relays: Mapping[Node, Sequence[Node]]) -> tuple[Node, ...]:
    """A path that leads from ``start`` back to it; empty where there is none."""
    path: dict[Node, None] = {start: None}  # in order, and asked at once whether it holds one
    done: set[Node] = set()
    branches = [iter(relays.get(start, ()))]
    while branches:
        nearby = next(branches[-1], None)
        if nearby is None:
            branches.pop()
            done.add(path.popitem()[0])
        elif nearby == start:
            return (*path, start)
        elif nearby not in done and nearby not in path:
            path[nearby] = None
            branches.append(iter(relays.get(nearby, ())))
    return ()


def status_of(reviews: Iterable[Judgement]) -> Status:
    """A claim's status: what the latest review says; without a review, ``unverified``.

    Only the reviews' own times and ids decide which is the latest, never the order in which
    they are given.
    """
    latest = max(reviews, key=lambda review: (review.recorded_at, review.id), default=None)
    return Status.UNVERIFIED if latest is None else Status(latest.status)
