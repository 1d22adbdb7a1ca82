"""What stands behind a claim: the origins of its sources, and whether they are independent.

Ten outlets that repeat one wire story are one origin: what a source relays is followed to the
roots, and only roots count. Two interviews with one man are two origins and one voice, and so are
his interview and a statement of the organisation that he speaks for: independent is what has
another root **and** another voice. An origin whose voice is not known counts as a voice of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol, TypeVar

from factcheck.domain.anchoring import QuoteCheck
from factcheck.domain.vocabulary import Stance

Node = TypeVar("Node")


class Link(Protocol):
    """A citation as far as its origin goes: the source, and which relay it draws on."""

    @property
    def source(self) -> str: ...
    @property
    def via(self) -> str | None: ...


class Voice(NamedTuple):
    """Who speaks in an origin: the last of those on whose behalf its speaker speaks."""

    id: str
    name: str


class Origin(NamedTuple):
    """The root of a chain of relays; ``label`` is how a sentence names it."""

    id: str
    label: str
    voice: Voice | None = None


class Cited(NamedTuple):
    """A citation that stands, as far as the rules look at it."""

    source: str
    """The source's key."""
    stance: Stance
    origin: Origin | None
    """None where the source relays several works and the citation names none of them."""
    primary: bool = True
    """Whether the cited source is itself the root."""
    quote: str | None = None
    quote_check: str | None = None
    path: tuple[str, ...] = ()
    """Keys of the sources from the cited one to its root, as far as it is clear."""

    @property
    def anchored_quote(self) -> bool:
        return bool(self.quote) and self.quote_check == QuoteCheck.ANCHORED


class Evidence(NamedTuple):
    """All that a judgement on a claim rests on."""

    kind: str
    citations: tuple[Cited, ...]
    accused: str | None = None
    """The id of the voice for whom the accused party speaks: its own, if it speaks for itself."""
    digest: bytes | None = None
    """Of everything that is judged; two that differ are not the same evidence."""

    @property
    def supporting(self) -> tuple[Cited, ...]:
        return tuple(cited for cited in self.citations if cited.stance.supports)

    @property
    def opposing(self) -> tuple[Cited, ...]:
        return tuple(cited for cited in self.citations if cited.stance.opposes)

    def of_the_accused(self, cited: Cited) -> bool:
        """Whether those accused, or someone who speaks for them, speak in it."""
        voice = cited.origin.voice if cited.origin else None
        return voice is not None and voice.id == self.accused


def roots(source: Node, relays: Mapping[Node, Sequence[Node]]) -> frozenset[Node]:
    """Where a source's content comes from: the source itself where it relays nothing.

    A source that relays several without saying which adds no origin: it could be either.
    """
    end = chain(source, relays)[-1]
    return frozenset() if relays.get(end) else frozenset({end})


def chain(source: Node, relays: Mapping[Node, Sequence[Node]]) -> tuple[Node, ...]:
    """The way from a source to its root, each relaying the next.

    It ends before the root where a source relays several, or where the way leads in a circle.
    """
    path: dict[Node, None] = {source: None}
    while len(relayed := relays.get(source, ())) == 1 and relayed[0] not in path:
        source = relayed[0]
        path[source] = None
    return tuple(path)


def origins(links: Iterable[Link], relays: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The roots behind some citations, each once, in order of first appearance."""
    drawn_on = [link.via or link.source for link in links]
    if relays.keys().isdisjoint(drawn_on):  # nearly every claim
        return tuple(dict.fromkeys(drawn_on))
    found = (root for source in drawn_on for root in sorted(roots(source, relays)))
    return tuple(dict.fromkeys(found))


def principal(party: Node, speaks_for: Mapping[Node, Node]) -> Node:
    """The last of those on whose behalf a party speaks: itself, where it speaks for nobody."""
    seen = {party}
    while (other := speaks_for.get(party, party)) not in seen:
        party = other
        seen.add(party)
    return party


def independent(citations: Iterable[Cited]) -> tuple[tuple[Origin, ...], ...]:
    """The origins of some citations, those of one voice together, in order of first appearance.

    The number of groups is the number of independent origins.
    """
    groups: dict[tuple[str, str], dict[Origin, None]] = {}
    for cited in citations:
        if origin := cited.origin:
            groups.setdefault(_whose(origin), {})[origin] = None
    return tuple(map(tuple, groups.values()))


def unvoiced(citations: Iterable[Cited]) -> tuple[Origin, ...]:
    """The origins of which nobody has said who speaks in them."""
    found = {cited.origin: None for cited in citations if cited.origin and not cited.origin.voice}
    return tuple(found)


def disputing(evidence: Evidence) -> tuple[Origin, ...]:
    """Origins that contest the claim, independent of all that support it.

    What those accused say is not among them: a denial decides nothing.
    """
    supporting = {_whose(cited.origin) for cited in evidence.supporting if cited.origin}
    found: dict[Origin, None] = {}
    for cited in evidence.opposing:
        origin = cited.origin
        if origin and _whose(origin) not in supporting and not evidence.of_the_accused(cited):
            found[origin] = None
    return tuple(found)


def _whose(origin: Origin) -> tuple[str, str]:
    """What makes two origins one: their voice or, where that is not known, the root itself."""
    return ("voice", origin.voice.id) if origin.voice else ("root", origin.id)


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
