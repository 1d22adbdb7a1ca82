"""The tree of sources behind a claim, and its origins in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.chains import Branch, told, tree
from factcheck.domain.corroboration import Cited
from factcheck.domain.vocabulary import Stance
from tests.domain.judging import CURRENT_TIME, NOVAYA, RFERL, STATEMENT, UNKNOWN, cited


def along(*path: str, stance: Stance = Stance.SUPPORTS) -> Cited:
    """A citation of the first of some sources, each relaying the next: to Current Time."""
    one = cited(CURRENT_TIME, path[0], stance)
    return one._replace(path=path, primary=len(path) == 1)


def test_what_relays_stands_below_its_root() -> None:
    citations = [
        along("uawire", "currenttime"),
        along("blog", "uawire", "currenttime"),
        along("currenttime", stance=Stance.CONFIRMS),
        along("uawire", "currenttime", stance=Stance.DISPUTES),
        along("uawire", "currenttime"),
    ]
    blog = Branch("blog", ("supports",), None, ())
    uawire = Branch("uawire", ("supports", "disputes"), None, (blog,))
    assert tree(citations) == (Branch("currenttime", ("confirms",), CURRENT_TIME, (uawire,)),)


def test_a_root_that_nobody_cites_stands_there_all_the_same() -> None:
    (root,) = tree([along("blog", "uawire", "currenttime")])
    assert (root.key, root.stances, root.origin) == ("currenttime", (), CURRENT_TIME)
    assert (root.branches[0].key, root.branches[0].stances) == ("uawire", ())


def test_a_source_of_unclear_origin_stands_by_itself() -> None:
    unclear = cited(None)._replace(path=("digest",))
    assert tree([unclear]) == (Branch("digest", ("supports",), None, ()),)


@pytest.mark.parametrize(
    ("origins", "words"),
    [
        ([], ""),
        ([NOVAYA], "Novaya Gazeta, 1 April 2017"),
        ([NOVAYA, UNKNOWN, NOVAYA], "Novaya Gazeta, 1 April 2017; a leaflet"),
        (
            [CURRENT_TIME, NOVAYA, RFERL, STATEMENT],
            "Current Time, 18 May 2017, RFE/RL, 3 April 2018 and Russian LGBT Network, "
            "17 April 2017 (one voice: Russian LGBT Network); Novaya Gazeta, 1 April 2017",
        ),
    ],
)
def test_origins_in_words(origins: list[object], words: str) -> None:
    assert told(cited(origin) for origin in origins) == words  # type: ignore[arg-type]


paths = st.lists(st.sampled_from("abcd"), max_size=3, unique=True).map(
    lambda relays: (*relays, "currenttime")
)


@given(st.lists(paths, min_size=1))
def test_every_citation_is_in_the_tree(ways: list[tuple[str, ...]]) -> None:
    found: set[tuple[str, ...]] = set()

    def walk(branch: Branch, behind: tuple[str, ...]) -> None:
        here = (branch.key, *behind)
        if branch.stances:
            found.add(here)
        assert branch.stances or branch.branches
        for relay in branch.branches:
            walk(relay, here)

    for root in tree([along(*way) for way in ways]):
        walk(root, ())
    assert found == set(ways)
