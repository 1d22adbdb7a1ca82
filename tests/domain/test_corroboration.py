"""Origins behind sources, cycles of relays, and whose voice is heard in them."""

from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.corroboration import (
    Cited,
    chain,
    cycle,
    independent,
    origins,
    principal,
    roots,
    unvoiced,
)
from tests.domain import judging


class Drawn(NamedTuple):
    source: str
    via: str | None


WIRE = {"ap": ["wire"], "bbc": ["wire"], "cnn": ["bbc"], "both": ["wire", "network"]}
"""Three relays of one story, one of them at second hand; and one that relays two works."""


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("wire", {"wire"}),
        ("ap", {"wire"}),
        ("cnn", {"wire"}),
        ("unheard-of", {"unheard-of"}),
        ("both", set()),
    ],
)
def test_roots_follow_a_chain_to_its_end(source: str, found: set[str]) -> None:
    assert roots(source, WIRE) == found


@pytest.mark.parametrize(
    ("source", "way"),
    [
        ("wire", ("wire",)),
        ("cnn", ("cnn", "bbc", "wire")),
        ("both", ("both",)),
        ("hub", ("hub", "both")),
        ("circle", ("circle", "round")),
    ],
)
def test_a_chain_leads_as_far_as_it_is_clear(source: str, way: tuple[str, ...]) -> None:
    relays = {**WIRE, "hub": ["both"], "circle": ["round"], "round": ["circle"]}
    assert chain(source, relays) == way


@pytest.mark.parametrize(
    "relays",
    [
        {"a": ["a"]},
        {"a": ["b"], "b": ["a"]},
        {"a": ["b"], "b": ["c"], "c": ["b"]},
        {"a": ["b"], "b": ["c", "d"]},
    ],
)
def test_a_chain_without_one_clear_end_has_no_root(relays: dict[str, list[str]]) -> None:
    assert roots("a", relays) == set()


@pytest.mark.parametrize(
    ("links", "found"),
    [
        pytest.param([], (), id="nothing"),
        pytest.param([("wire", None)], ("wire",), id="one source"),
        pytest.param(
            [("ap", None), ("bbc", None), ("cnn", None)], ("wire",), id="three relays, one origin"
        ),
        pytest.param(
            [("wire", None), ("ap", None)], ("wire",), id="the origin itself and a relay of it"
        ),
        pytest.param([("ap", None), ("network", None)], ("wire", "network"), id="two origins"),
        pytest.param(
            [("network", None), ("cnn", None), ("network", None)],
            ("network", "wire"),
            id="in order of first appearance, each once",
        ),
        pytest.param([("both", None)], (), id="relays two, not said which"),
        pytest.param([("both", "network")], ("network",), id="relays two, said which"),
        pytest.param(
            [("both", "network"), ("both", "wire")], ("network", "wire"), id="draws on both"
        ),
        pytest.param([("both", None), ("ap", None)], ("wire",), id="an unclear one adds none"),
        pytest.param([("hub", "cnn")], ("wire",), id="via a relay, to its root"),
    ],
)
def test_origins(links: list[tuple[str, str | None]], found: tuple[str, ...]) -> None:
    relays = {**WIRE, "hub": ["cnn", "network"]}
    assert origins([Drawn(*link) for link in links], relays) == found


@pytest.mark.parametrize(
    ("start", "relays", "path"),
    [
        ("a", {}, ()),
        ("a", {"a": ["a"]}, ("a", "a")),
        ("a", {"a": ["b"], "b": ["a"]}, ("a", "b", "a")),
        ("a", {"a": ["b"], "b": ["c"], "c": ["a"]}, ("a", "b", "c", "a")),
        ("a", {"a": ["b", "c"], "c": ["d"], "d": ["a"]}, ("a", "c", "d", "a")),
        ("a", {"a": ["b", "c"], "b": ["d"], "c": ["d"]}, ()),
        ("a", {"a": ["b"], "b": ["c"], "c": ["b"]}, ()),
    ],
)
def test_cycle_names_the_way_round(
    start: str, relays: dict[str, list[str]], path: tuple[str, ...]
) -> None:
    assert cycle(start, relays) == path


graphs = st.dictionaries(
    st.integers(0, 6), st.lists(st.integers(0, 6), max_size=4, unique=True), max_size=7
)


def reachable(start: int, relays: dict[int, list[int]]) -> set[int]:
    """Everything that can be reached by one step or more; done the plain way."""
    found: set[int] = set()
    for _ in range(8):
        nearby = [other for node in {start, *found} for other in relays.get(node, ())]
        found |= set(nearby)
    return found


@given(graphs)
def test_a_path_is_found_if_and_only_if_there_is_one(relays: dict[int, list[int]]) -> None:
    for start in range(7):
        path = cycle(start, relays)
        assert bool(path) == (start in reachable(start, relays))
        if path:
            assert path[0] == path[-1] == start
            assert len(set(path)) == len(path) - 1
            assert all(after in relays[before] for before, after in pairwise(path))


@given(graphs)
def test_a_root_relays_nothing_and_can_be_reached(relays: dict[int, list[int]]) -> None:
    for source in range(7):
        for root in roots(source, relays):
            assert not relays.get(root)
            assert root == source or root in reachable(source, relays)


def test_a_chain_of_any_length_is_followed() -> None:
    chain = {number: [number + 1] for number in range(2_000)}
    assert roots(0, chain) == {2_000}
    assert cycle(0, chain) == ()
    assert len(cycle(0, {**chain, 2_000: [0]})) == 2_002


# --- voices ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("party", "found"),
    [
        ("karimov", "authorities"),
        ("kadyrov", "authorities"),
        ("authorities", "authorities"),
        ("nobody", "nobody"),
    ],
)
def test_a_principal_is_the_last_spoken_for(party: str, found: str) -> None:
    assert principal(party, {"karimov": "kadyrov", "kadyrov": "authorities"}) == found


@given(st.dictionaries(st.integers(0, 6), st.integers(0, 6)))
def test_a_principal_is_found_even_in_a_damaged_case(speaks_for: dict[int, int]) -> None:
    for party in range(7):
        found = principal(party, speaks_for)
        assert found == party or found in reachable(
            party, {who: [whom] for who, whom in speaks_for.items()}
        )


CITATIONS = [
    judging.cited(judging.CURRENT_TIME),
    judging.cited(judging.UNKNOWN),
    judging.cited(judging.NOVAYA, "voa"),
    judging.cited(None),
    judging.cited(judging.RFERL),
    judging.cited(judging.CURRENT_TIME, "uawire"),
]


def test_origins_of_one_voice_are_one_group() -> None:
    assert independent(CITATIONS) == (
        (judging.CURRENT_TIME, judging.RFERL),
        (judging.UNKNOWN,),
        (judging.NOVAYA,),
    )


def test_a_voice_that_is_not_known_is_asked_for() -> None:
    assert unvoiced([*CITATIONS, judging.cited(judging.UNKNOWN, "copy")]) == (judging.UNKNOWN,)


@given(st.lists(st.sampled_from(CITATIONS)), st.integers(0, 5), st.text("abc"))
def test_a_relay_never_adds_an_origin(citations: list[Cited], which: int, outlet: str) -> None:
    relayed = CITATIONS[which]
    with_origin = [*citations, relayed]
    with_relay = [*with_origin, relayed._replace(source=outlet, primary=False)]
    assert independent(with_relay) == independent(with_origin)


@given(st.permutations(CITATIONS))
def test_the_number_of_origins_has_no_order(citations: list[Cited]) -> None:
    assert set(map(frozenset, independent(citations))) == set(
        map(frozenset, independent(CITATIONS))
    )


class Counted:
    """A node that counts how often it is compared."""

    comparisons = 0

    def __init__(self, number: int) -> None:
        self.number = number

    def __hash__(self) -> int:
        return hash(self.number)

    def __eq__(self, other: object) -> bool:
        Counted.comparisons += 1
        return isinstance(other, Counted) and other.number == self.number


def test_a_way_round_is_found_in_a_time_that_grows_with_the_chain() -> None:
    nodes = [Counted(number) for number in range(1_000)]
    relays = {node: [other] for node, other in pairwise(nodes)}
    assert cycle(nodes[0], relays) == ()
    relays[nodes[-1]] = [nodes[0]]
    assert len(cycle(nodes[0], relays)) == len(nodes) + 1
    assert Counted.comparisons < 20 * len(nodes)
