"""The sources behind a claim as a tree: each root, and below it what passes it on."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from factcheck.domain.corroboration import Cited, Origin, independent
from factcheck.errors import some


class Branch(NamedTuple):
    """A source in the tree."""

    key: str
    stances: tuple[str, ...]
    """Of the citations of this very source, in order of first appearance; none where it only
    stands between."""
    origin: Origin | None
    """What it is as an origin; None where it relays, or where it is not clear what."""
    branches: tuple["Branch", ...]


def tree(citations: Iterable[Cited]) -> tuple[Branch, ...]:
    """The roots of some citations, in order of first appearance, with all that relays them.

    A source that relays several works without its citation saying which stands by itself.
    """
    roots: dict[tuple[str, Origin | None], list[Cited]] = {}
    for cited in citations:
        roots.setdefault((cited.path[-1], cited.origin), []).append(cited)
    return tuple(_branch(key, origin, 1, group) for (key, origin), group in roots.items())


def _branch(key: str, origin: Origin | None, depth: int, citations: Sequence[Cited]) -> Branch:
    """A source, ``depth`` steps from the end of the paths that lead through it."""
    here = dict.fromkeys(cited.stance.value for cited in citations if len(cited.path) == depth)
    further: dict[str, list[Cited]] = {}
    for cited in citations:
        if len(cited.path) > depth:
            further.setdefault(cited.path[-depth - 1], []).append(cited)
    branches = (_branch(relay, None, depth + 1, group) for relay, group in further.items())
    return Branch(key, tuple(here), origin, tuple(branches))


def told(citations: Iterable[Cited]) -> str:
    """The origins of some citations in words, those of one voice together."""
    return "; ".join(map(together, independent(citations)))


def together(origins: Sequence[Origin]) -> str:
    """Origins of one voice: “A and B (one voice: the Network)”."""
    voice = origins[0].voice
    one_voice = f" (one voice: {voice.name})" if voice and len(origins) > 1 else ""
    return some((origin.label for origin in origins), "and") + one_voice
