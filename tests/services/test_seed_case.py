"""The Chechnya case: what a careful reader sees in it, the program shows."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from sqlalchemy.orm import Session

from factcheck.database.engine import Location
from factcheck.database.session import open_session
from factcheck.domain.corroboration import independent
from factcheck.errors import DuplicateCitation, PolicyUnmet
from factcheck.services import backing, claims, reading, reviews
from factcheck.services.backing import Exaggeration
from factcheck.services.demonstrating import build_demo
from tests.support.commandline import Runner

READER = "Anna Reporter"
VIA_CURRENT_TIME = {"crimerussia-2017-05": "currenttime-2017-05-18"}
OF_THE_NETWORK = (
    "kochetkov-interview", "kochetkov-page", "lgbtnet-2017-04-17", "currenttime-2017-05-18",
    "rightsinrussia-2017-05-29", "uawire-2017-05", "crimerussia-2017-05", "rferl-2018-04-03",
)  # fmt: skip
"""Everything in the case in which the Network speaks, and all that relays it."""
ASSISTANCE = (
    "helped-30", "left-chechnya-30", "left-russia-15", "supported-30", "turned-80",
    "out-of-chechnya-40", "left-russia-9", "fled-114", "fled-30-family",
)  # fmt: skip
DENIED = ("detained-100", "detained-hundreds", "detained-dozens")
DENIAL = "There is nobody in Chechnya whom anyone could arrest for being gay."


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Location:
    return build_demo(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def seeds(demo: Location) -> Iterator[Session]:
    """A session on the case; nothing is kept."""
    with open_session(demo, write=True, author=READER) as session:
        yield session


def cite(session: Session, key: str, source: str, via: str | None = None, **more: str) -> None:
    fields = {"source": source, **({"via": via} if via else {}), **more}
    with suppress(DuplicateCitation):
        claims.cite(session, READER, key, fields)


def refused(session: Session, key: str, status: str = "corroborated") -> str:
    with pytest.raises(PolicyUnmet) as found:
        reviews.record(session, READER, key, status=status, because="Many say so.",
                       standard="reasonable-grounds")  # fmt: skip
    assert reading.show(session, key).status == "unverified"
    return found.value.sentence


@pytest.mark.parametrize("key", ASSISTANCE)
def test_figures_of_the_network_are_never_corroborated_by_their_own_relays(
    seeds: Session, key: str
) -> None:
    assert "has 1: " in refused(seeds, key)
    for source in OF_THE_NETWORK:
        cite(seeds, key, source, VIA_CURRENT_TIME.get(source))
    claim = reading.show(seeds, key)
    assert len(claim.citations) >= len(OF_THE_NETWORK)
    assert len(claim.origins) == 4
    assert len(independent(backing.backing(seeds, key).evidence.supporting)) == 1
    for status in ("corroborated", "verified"):
        told = refused(seeds, key, status)
        assert "It needs 2 independent origins that support it, and has 1: " in told
        assert "(one voice: Russian LGBT Network)" in told


def test_the_death_toll_has_one_origin_however_many_outlets_repeat_it(seeds: Session) -> None:
    for source, via in (
        ("novaya-2017-04-01", None),
        ("voa-2017-04-02", None),
        ("ontop-2017-04-03", "novaya-2017-04-01"),
        ("crimerussia-2017-05", "novaya-2017-04-01"),
    ):
        cite(seeds, "killed-3", source, via)
    claim = reading.show(seeds, "killed-3")
    assert len({citation.source for citation in claim.citations}) == 4
    assert claim.origins == ("novaya-2017-04-01",)
    assert "has 1: Novaya Gazeta, 1 April 2017." in refused(seeds, "killed-3")


def test_the_outlet_that_says_hundreds_is_pointed_out(seeds: Session) -> None:
    says = ("voa-2017-04-02", "Hundreds of men", "novaya-2017-04-01", "over 100 men")
    assert backing.backing(seeds, "detained-hundreds").exaggerations == (
        Exaggeration(*says, "detained-100"),
    )
    assert backing.backing(seeds, "detained-100").exaggerations == (
        Exaggeration(*says, "detained-hundreds"),
    )
    for key in ("detained-dozens", "killed-3", *ASSISTANCE):
        assert backing.backing(seeds, key).exaggerations == (), key


@pytest.mark.parametrize("key", DENIED)
def test_the_denial_stands_beside_what_it_denies(seeds: Session, key: str) -> None:
    (answer,) = backing.backing(seeds, key).answers
    assert (answer.claim, answer.speaker, answer.text) == (
        "denial-nobody-to-arrest",
        "Alvi Karimov",
        DENIAL,
    )


def test_the_denial_changes_no_status(seeds: Session) -> None:
    before = {claim.key: claim.status for claim in reading.listing(seeds, [], None)}
    assert set(before.values()) == {"unverified"}
    for key in DENIED:
        cite(seeds, key, "ontop-2017-04-03", "karimov-2017-04", stance="disputes")
    seeds.flush()
    assert {claim.key: claim.status for claim in reading.listing(seeds, [], None)} == before
    cite(seeds, "detained-100", "kochetkov-interview")
    done = reviews.record(seeds, READER, "detained-100", status="corroborated", because="Two say.")
    assert done.after == "corroborated"
    said = [answer.speaker for answer in backing.backing(seeds, "detained-100").answers]
    assert said == ["Chechen authorities", "Alvi Karimov"]


def test_a_denial_is_not_verified_from_a_relay(seeds: Session) -> None:
    told = refused(seeds, "denial-nobody-to-arrest", "verified")
    assert "It needs a primary source that says it, with an anchored quote." in told


def test_a_reader_sees_it_all_on_one_page(demo: Location, run: Runner) -> None:
    def shown(key: str) -> str:
        return " ".join(run("claim", "show", key, db=demo).stdout.split())

    assert (
        "4 citations, 1 origin: Current Time (Nastoyashchee vremya), 18 May 2017 "
        "currenttime-2017-05-18 supports; voice: Russian LGBT Network "
        "├─ rightsinrussia-2017-05-29 supports ├─ uawire-2017-05 supports "
        "└─ crimerussia-2017-05 supports"
    ) in shown("turned-80")
    text = shown("detained-100")
    assert (
        "voa-2017-04-02 says more than its origin: “Hundreds of men”, where novaya-2017-04-01 "
        "says “over 100 men” (detained-hundreds)."
    ) in text
    assert f"What those accused say Alvi Karimov: {DENIAL}" in text
    assert "The policy still asks to be corroborated It needs 2 independent origins" in text
    told = f"- Those accused answer, through Alvi Karimov: {DENIAL}"
    sheet = run("export", "--measure", "people-detained", db=demo).stdout
    assert sheet.count(told) == len(DENIED)
