"""What each status asks for, and exactly what is missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.corroboration import Cited, Evidence
from factcheck.domain.policy import DEFAULT, Policy, proposed, unmet
from factcheck.domain.vocabulary import ClaimKind, Stance, Status
from tests.domain.judging import (
    ANOTHER_UNKNOWN,
    CURRENT_TIME,
    DENIAL,
    NOVAYA,
    RFERL,
    STANDARD,
    STATEMENT,
    TRIBUNAL,
    TWO,
    UNKNOWN,
    against,
    cited,
    evidence,
)

HAS = "It needs 2 independent origins that support it, and has "
ONE = f"{HAS}1: Current Time, 18 May 2017."

CORROBORATED = [
    pytest.param(evidence(), [f"{HAS}none."], id="nothing"),
    pytest.param(evidence(cited(CURRENT_TIME)), [ONE], id="one origin"),
    pytest.param(
        evidence(*(cited(CURRENT_TIME, by) for by in ("rights", "uawire", "crimerussia"))),
        [ONE],
        id="one origin with three relays",
    ),
    pytest.param(TWO, [], id="two origins"),
    pytest.param(
        evidence(cited(CURRENT_TIME, "uawire"), cited(NOVAYA, "ontop")), [], id="both relayed"
    ),
    pytest.param(
        evidence(cited(CURRENT_TIME), cited(RFERL)),
        [
            f"{HAS}1: Current Time, 18 May 2017 and RFE/RL, 3 April 2018 "
            "(one voice: Russian LGBT Network)."
        ],
        id="two interviews with one man",
    ),
    pytest.param(
        evidence(cited(CURRENT_TIME), cited(STATEMENT)),
        [
            f"{HAS}1: Current Time, 18 May 2017 and Russian LGBT Network, 17 April 2017 "
            "(one voice: Russian LGBT Network)."
        ],
        id="his organisation beside his interview",
    ),
    pytest.param(evidence(cited(CURRENT_TIME), cited(UNKNOWN)), [], id="unknown voice"),
    pytest.param(evidence(cited(UNKNOWN), cited(ANOTHER_UNKNOWN)), [], id="two unknown voices"),
    pytest.param(
        evidence(cited(UNKNOWN), cited(UNKNOWN, "copy")),
        [f"{HAS}1: a leaflet."],
        id="an unknown voice and its relay",
    ),
    pytest.param(
        evidence(cited(CURRENT_TIME), cited(None)),
        [ONE, "digest relays several works, and its citation does not say which (--via)."],
        id="a relay of several, not said which",
    ),
    pytest.param(evidence(*TWO.citations, cited(None)), [], id="enough without the unclear one"),
    pytest.param(
        evidence(cited(CURRENT_TIME), cited(NOVAYA, stance=Stance.MENTIONS)),
        [ONE],
        id="a mention is no support",
    ),
    pytest.param(
        evidence(cited(CURRENT_TIME), cited(NOVAYA, stance=Stance.QUALIFIES)),
        [ONE],
        id="figures that differ: qualified",
    ),
    pytest.param(
        evidence(cited(CURRENT_TIME), against(NOVAYA)),
        [ONE, "Novaya Gazeta, 1 April 2017 independently contests it: it can be disputed."],
        id="figures that differ: disputed",
    ),
    pytest.param(
        evidence(*TWO.citations, against(TRIBUNAL)),
        ["a court, 2018 independently contests it: it can be disputed."],
        id="dispute",
    ),
    pytest.param(
        evidence(*TWO.citations, against(TRIBUNAL), against(UNKNOWN), against(UNKNOWN, "copy")),
        ["a court, 2018 and a leaflet independently contest it: it can be disputed."],
        id="two disputes",
    ),
    pytest.param(
        evidence(*TWO.citations, cited(TRIBUNAL, stance=Stance.REFUTES)),
        ["a court, 2018 independently contests it: it can be disputed."],
        id="refuted by another",
    ),
    pytest.param(
        evidence(*TWO.citations, against(RFERL)), [], id="contested by the voice that supports it"
    ),
    pytest.param(
        evidence(*TWO.citations, against(DENIAL), accused="authorities"),
        [],
        id="dispute by the accused",
    ),
    pytest.param(
        evidence(*TWO.citations, against(DENIAL, "ontop"), accused="authorities"),
        [],
        id="dispute by the accused, relayed",
    ),
    pytest.param(
        evidence(*TWO.citations, against(DENIAL), accused="police"),
        ["Karimov, April 2017 independently contests it: it can be disputed."],
        id="dispute by somebody else than the accused",
    ),
    pytest.param(
        evidence(*TWO.citations, against(DENIAL)),
        ["Karimov, April 2017 independently contests it: it can be disputed."],
        id="nobody is accused",
    ),
    pytest.param(
        evidence(cited(CURRENT_TIME, quote=None), cited(NOVAYA, check="missing")),
        [],
        id="quotes are not asked for",
    ),
    pytest.param(evidence(*TWO.citations, kind="characterization"), [], id="characterization"),
]


@pytest.mark.parametrize(("behind", "missing"), CORROBORATED)
def test_what_corroborated_asks_for(behind: Evidence, missing: list[str]) -> None:
    assert list(unmet(Status.CORROBORATED, DEFAULT, behind, None)) == missing


@pytest.mark.parametrize(("behind", "missing"), CORROBORATED)
def test_verified_asks_for_all_that_corroborated_asks_for(
    behind: Evidence, missing: list[str]
) -> None:
    if behind.kind != "characterization":
        assert set(missing) <= set(unmet(Status.VERIFIED, DEFAULT, behind, STANDARD))


NO_STANDARD = "It needs a standard of proof."
NO_QUOTE = "It needs a quote that supports it."


@pytest.mark.parametrize(
    ("behind", "standard", "missing"),
    [
        pytest.param(TWO, STANDARD, [], id="all there"),
        pytest.param(TWO, None, [NO_STANDARD], id="no standard"),
        pytest.param(
            evidence(cited(CURRENT_TIME, quote=None), cited(NOVAYA, quote=None)),
            STANDARD,
            [NO_QUOTE],
            id="no quote",
        ),
        pytest.param(
            evidence(cited(CURRENT_TIME), cited(NOVAYA, quote=None)), STANDARD, [], id="one quote"
        ),
        pytest.param(
            evidence(
                cited(CURRENT_TIME, check="differs"),
                cited(NOVAYA, check="missing"),
                cited(NOVAYA, "voa", check="no capture"),
                cited(NOVAYA, "ontop", check=None),
            ),
            STANDARD,
            [
                "The quote of current-time must be anchored, and is not: differs.",
                "The quote of novaya must be anchored, and is not: missing.",
                "The quote of voa must be anchored, and is not: no capture.",
                "The quote of ontop must be anchored, and is not: no capture.",
            ],
            id="every quote",
        ),
        pytest.param(
            evidence(*TWO.citations, cited(NOVAYA, "voa", Stance.MENTIONS, check="missing")),
            STANDARD,
            [],
            id="a quote that does not support",
        ),
        pytest.param(
            evidence(cited(CURRENT_TIME, quote=None)),
            None,
            [ONE, NO_QUOTE, NO_STANDARD],
            id="everything is listed",
        ),
        pytest.param(
            evidence(*TWO.citations, kind="characterization"),
            None,
            ["A characterization can be attributed or disputed, not verified."],
            id="characterization",
        ),
    ],
)
def test_what_verified_asks_for(behind: Evidence, standard: str | None, missing: list[str]) -> None:
    assert list(unmet(Status.VERIFIED, DEFAULT, behind, standard)) == missing


SAID = "It needs a primary source that says it, with an anchored quote."


@pytest.mark.parametrize(
    ("citations", "missing"),
    [
        pytest.param([cited(DENIAL)], [], id="said"),
        pytest.param([cited(DENIAL, "ontop")], [SAID], id="only relayed"),
        pytest.param([cited(None)], [SAID], id="only relayed, not said from where"),
        pytest.param([cited(DENIAL, check="no capture")], [SAID], id="not anchored"),
        pytest.param([cited(DENIAL, quote=None)], [SAID], id="no quote"),
        pytest.param([against(DENIAL)], [SAID], id="it does not say so"),
        pytest.param([], [SAID], id="nothing"),
        pytest.param(
            [cited(DENIAL), cited(DENIAL, "ontop", check="missing"), against(TRIBUNAL)],
            [],
            id="what else is cited does not matter",
        ),
    ],
)
@pytest.mark.parametrize("status", [Status.CORROBORATED, Status.VERIFIED])
def test_of_a_denial_is_checked_that_it_was_said(
    citations: list[Cited], missing: list[str], status: Status
) -> None:
    behind = evidence(*citations, kind="denial", accused="authorities")
    assert list(unmet(status, DEFAULT, behind, STANDARD)) == missing
    assert proposed(behind) is None


def test_a_denial_needs_a_standard_as_any_verified_claim() -> None:
    behind = evidence(cited(DENIAL), kind="denial")
    assert unmet(Status.VERIFIED, DEFAULT, behind, None) == (NO_STANDARD,)


@pytest.mark.parametrize(
    ("policy", "behind", "standard", "missing"),
    [
        pytest.param(Policy(origins=1), evidence(cited(CURRENT_TIME)), STANDARD, [], id="one"),
        pytest.param(
            Policy(origins=1),
            evidence(),
            STANDARD,
            ["It needs 1 independent origin that supports it, and has none.", NO_QUOTE],
            id="one is the least",
        ),
        pytest.param(
            Policy(origins=3),
            TWO,
            STANDARD,
            [
                "It needs 3 independent origins that support it, and has 2: "
                "Current Time, 18 May 2017; Novaya Gazeta, 1 April 2017."
            ],
            id="three",
        ),
        pytest.param(
            Policy(anchored=False),
            evidence(cited(CURRENT_TIME, quote=None), cited(NOVAYA, check="missing")),
            STANDARD,
            [],
            id="quotes are not asked for",
        ),
        pytest.param(
            Policy(anchored=False),
            evidence(cited(DENIAL, check="no capture"), kind="denial"),
            STANDARD,
            [],
            id="of a denial neither",
        ),
        pytest.param(
            Policy(anchored=False),
            evidence(cited(DENIAL, "ontop"), kind="denial"),
            STANDARD,
            ["It needs a primary source that says it."],
            id="but still its source",
        ),
        pytest.param(Policy(standard=False), TWO, None, [], id="no standard"),
        pytest.param(Policy(second_reader=False), TWO, STANDARD, [], id="a reader is not evidence"),
    ],
)
def test_a_case_can_ask_for_more_or_less(
    policy: Policy, behind: Evidence, standard: str | None, missing: list[str]
) -> None:
    assert list(unmet(Status.VERIFIED, policy, behind, standard)) == missing


@pytest.mark.parametrize(
    "status", [status for status in Status if status not in ("corroborated", "verified")]
)
@pytest.mark.parametrize("kind", list(ClaimKind))
def test_every_other_status_needs_only_its_reason(status: Status, kind: ClaimKind) -> None:
    behind = evidence(against(TRIBUNAL), kind=kind)
    assert unmet(status, Policy(origins=9), behind, None) == ()


@pytest.mark.parametrize(
    ("behind", "status"),
    [
        (TWO, None),
        (evidence(against(TRIBUNAL)), None),
        (evidence(cited(CURRENT_TIME), against(TRIBUNAL)), Status.DISPUTED),
        (evidence(cited(CURRENT_TIME), against(RFERL)), None),
        (evidence(cited(CURRENT_TIME), against(DENIAL), accused="authorities"), None),
    ],
)
def test_evidence_that_contradicts_itself_proposes_disputed(
    behind: Evidence, status: Status | None
) -> None:
    assert proposed(behind) is status


origins_known = st.sampled_from([CURRENT_TIME, RFERL, NOVAYA, UNKNOWN, DENIAL, TRIBUNAL, None])
citations = st.lists(
    st.builds(
        cited,
        origins_known,
        st.sampled_from([None, "copy"]),
        st.sampled_from(list(Stance)),
        st.sampled_from([None, "75"]),
        st.sampled_from(["anchored", "missing"]),
    ),
    max_size=6,
)
policies = st.builds(Policy, st.integers(1, 3), st.booleans(), st.booleans(), st.booleans())


@given(citations, policies, st.sampled_from(list(ClaimKind)))
def test_more_support_from_the_same_origins_is_no_more(
    behind: list[Cited], policy: Policy, kind: ClaimKind
) -> None:
    relayed = [cited._replace(source="outlet", primary=False) for cited in behind]
    alone = unmet(Status.CORROBORATED, policy, evidence(*behind, kind=kind), None)
    with_relays = unmet(Status.CORROBORATED, policy, evidence(*behind, *relayed, kind=kind), None)
    assert bool(with_relays) == bool(alone)


@given(citations, policies, st.sampled_from(list(ClaimKind)))
def test_a_denial_never_decides(behind: list[Cited], policy: Policy, kind: ClaimKind) -> None:
    denied = [*behind, against(DENIAL), against(DENIAL, "copy")]
    for status in Status:
        assert unmet(
            status, policy, evidence(*denied, kind=kind, accused="authorities"), STANDARD
        ) == unmet(status, policy, evidence(*behind, kind=kind, accused="authorities"), STANDARD)


@given(citations, policies, st.sampled_from(list(ClaimKind)), st.sampled_from(list(Status)))
def test_a_stricter_policy_never_asks_for_less(
    behind: list[Cited], policy: Policy, kind: ClaimKind, status: Status
) -> None:
    stricter = Policy(policy.origins + 1, True, True, True)
    found = evidence(*behind, kind=kind)
    if not unmet(status, stricter, found, None):
        assert not unmet(status, policy, found, None)
