"""A claim's status out of reviews, policy and evidence: the written table of scenarios."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.corroboration import Evidence
from factcheck.domain.policy import DEFAULT, Policy, unmet
from factcheck.domain.standing import RESETS, Bearing, Judgement, standing
from factcheck.domain.vocabulary import Status
from tests.domain.judging import (
    CURRENT_TIME,
    DENIAL,
    NOVAYA,
    RFERL,
    TRIBUNAL,
    TWO,
    against,
    cited,
    evidence,
    review,
)

ALONE = Policy(second_reader=False)
ONE_ORIGIN = evidence(
    cited(CURRENT_TIME), cited(CURRENT_TIME, "rights"), cited(CURRENT_TIME, "uawire")
)
EDITED = evidence(*TWO.citations, cited(RFERL))
CHARACTERIZATION = evidence(*TWO.citations, kind="characterization")
SAID = evidence(cited(DENIAL), kind="denial")
DENIED = evidence(*TWO.citations, against(DENIAL), accused="authorities")
CONTESTED = evidence(*TWO.citations, against(TRIBUNAL))

DOES_NOT_ALLOW = "the policy does not allow Anna's review of 2017-05-18 now: "
LACKS_ONE = (
    f"{DOES_NOT_ALLOW}It needs 2 independent origins that support it, and has 1: "
    "Current Time, 18 May 2017."
)


def scenario(
    id: str,
    reviews: list[Judgement],
    status: str,
    because: str | None = None,
    behind: Evidence = TWO,
    policy: Policy = DEFAULT,
) -> object:
    return pytest.param(reviews, policy, behind, status, because, id=id)


ANNA = review(1, "Anna", "verified")
BORIS = review(2, "Boris", "verified")


@pytest.mark.parametrize(
    ("reviews", "policy", "behind", "status", "because"),
    [
        scenario("nobody judged it", [], "unverified"),
        # --- the second reader ---
        scenario("second reader missing", [ANNA], "in-review", "first reader: Anna"),
        scenario("second reader", [ANNA, BORIS], "verified"),
        scenario("three readers", [ANNA, BORIS, review(3, "Vera", "verified")], "verified"),
        scenario(
            "second reader with the same name in another case",
            [ANNA, review(2, " ANNA ", "verified")],
            "in-review",
            "first reader:  ANNA ",
        ),
        scenario(
            "one-person case", [ANNA], "verified", "checked by one reader: Anna", policy=ALONE
        ),
        scenario("two readers where one would do", [ANNA, BORIS], "verified", policy=ALONE),
        scenario(
            "corroborated by one, verified by the other",
            [ANNA, review(2, "Boris", "corroborated")],
            "in-review",
            "first reader: Anna",
        ),
        scenario(
            "corroborated by two",
            [review(n, f"R{n}", "corroborated") for n in (1, 2)],
            "corroborated",
        ),
        scenario(
            "the first reader thinks again",
            [ANNA, review(2, "Anna", "corroborated"), review(3, "Boris", "verified")],
            "in-review",
            "first reader: Boris",
        ),
        # --- origins ---
        scenario("two origins", [review(1, "Anna", "corroborated")], "corroborated"),
        scenario(
            "one origin with three relays",
            [review(1, "Anna", "corroborated", ONE_ORIGIN)],
            "in-review",
            LACKS_ONE,
            ONE_ORIGIN,
        ),
        scenario(
            "override",
            [review(1, "Anna", "corroborated", ONE_ORIGIN, override="Its archive was seen.")],
            "corroborated",
            "Anna overrode the policy: Its archive was seen.",
            ONE_ORIGIN,
        ),
        scenario(
            "an override stands for the second reader",
            [review(1, "Anna", "verified", ONE_ORIGIN, override="A deadline.")],
            "verified",
            "Anna overrode the policy: A deadline.",
            ONE_ORIGIN,
        ),
        # --- denials, disputes, characterizations ---
        scenario(
            "dispute", [review(1, "Anna", "disputed", CONTESTED)], "disputed", None, CONTESTED
        ),
        scenario(
            "corroborated in spite of a dispute",
            [review(1, "Anna", "corroborated", CONTESTED)],
            "in-review",
            f"{DOES_NOT_ALLOW}a court, 2018 independently contests it: it can be disputed.",
            CONTESTED,
        ),
        scenario(
            "dispute by the accused",
            [review(1, "Anna", "corroborated", DENIED)],
            "corroborated",
            None,
            DENIED,
        ),
        scenario(
            "denial", [review(n, f"R{n}", "verified", SAID) for n in (1, 2)], "verified", None, SAID
        ),
        scenario(
            "characterization",
            [review(n, f"R{n}", "verified", CHARACTERIZATION) for n in (1, 2)],
            "in-review",
            "; ".join(
                f"the policy does not allow R{n}'s review of 2017-05-18 now: A characterization "
                "can be attributed or disputed, not verified."
                for n in (1, 2)
            ),
            CHARACTERIZATION,
        ),
        scenario(
            "characterization, disputed",
            [review(1, "Anna", "disputed", CHARACTERIZATION)],
            "disputed",
            None,
            CHARACTERIZATION,
        ),
        # --- resets ---
        scenario(
            "in review",
            [ANNA, BORIS, review(3, "Vera", "in-review")],
            "in-review",
            "Vera is checking it",
        ),
        scenario("taken back", [ANNA, BORIS, review(3, "Anna", "unverified")], "unverified"),
        scenario(
            "judged anew after that",
            [
                review(1, "Anna", "refuted"),
                review(2, "Boris", "unverified"),
                review(3, "Vera", "disputed"),
            ],
            "disputed",
        ),
        scenario("withdrawn", [ANNA, BORIS, review(3, "Anna", "withdrawn")], "withdrawn"),
        scenario(
            "judged while withdrawn",
            [review(1, "Anna", "withdrawn"), review(2, "Boris", "disputed")],
            "withdrawn",
        ),
        scenario(
            "reopened",
            [ANNA, review(2, "Boris", "withdrawn"), review(3, "Vera", "in-review")],
            "in-review",
            "Vera is checking it",
        ),
        scenario(
            "reopened and judged",
            [
                review(1, "Boris", "withdrawn"),
                review(2, "Boris", "refuted"),
                review(3, "Vera", "unverified"),
                review(4, "Anna", "disputed"),
            ],
            "disputed",
        ),
        scenario(
            "evidence changed under a claim in review",
            [review(1, "Vera", "in-review")],
            "in-review",
            "Vera is checking it",
            EDITED,
        ),
        # --- lapsing ---
        scenario(
            "lapsed after an edit",
            [ANNA, BORIS],
            "in-review",
            "the evidence changed after Anna's review of 2017-05-18 and Boris's review of "
            "2017-05-18",
            EDITED,
        ),
        scenario(
            "an override lapses too",
            [review(1, "Anna", "verified", override="A deadline.")],
            "in-review",
            "the evidence changed after Anna's review of 2017-05-18",
            EDITED,
        ),
        scenario(
            "a review older than digests does not lapse",
            [review(1, "Anna", "corroborated", None)],
            "corroborated",
            None,
            EDITED,
        ),
        scenario(
            "one lapsed, one fresh: the fresh one decides",
            [review(1, "Anna", "disputed"), review(2, "Boris", "corroborated", EDITED)],
            "corroborated",
            None,
            EDITED,
        ),
        scenario(
            "one lapsed, one fresh: a second reader is missing again",
            [ANNA, review(2, "Boris", "verified", EDITED)],
            "in-review",
            "first reader: Boris",
            EDITED,
        ),
        scenario("edited back", [ANNA, BORIS], "verified", None, evidence(*TWO.citations)),
        # --- the policy made stricter ---
        scenario(
            "policy made stricter",
            [review(1, "Anna", "corroborated")],
            "in-review",
            f"{DOES_NOT_ALLOW}It needs 3 independent origins that support it, and has 2: "
            "Current Time, 18 May 2017; Novaya Gazeta, 1 April 2017.",
            policy=Policy(origins=3),
        ),
        scenario(
            "a standard asked for later",
            [review(1, "Anna", "verified", standard=None), BORIS],
            "in-review",
            "first reader: Boris",
        ),
        scenario(
            "policy made stricter: an override stands",
            [review(1, "Anna", "corroborated", override="It is enough.")],
            "corroborated",
            "Anna overrode the policy: It is enough.",
            policy=Policy(origins=3),
        ),
        # --- disagreement and superseding ---
        scenario(
            "reviews that disagree",
            [ANNA, review(2, "Boris", "disputed")],
            "in-review",
            "reviews disagree: Anna says verified and Boris says disputed",
        ),
        scenario(
            "two against one",
            [ANNA, BORIS, review(3, "Vera", "refuted")],
            "in-review",
            "reviews disagree: Anna says verified, Boris says verified and Vera says refuted",
        ),
        scenario(
            "a reader's own later review replaces the earlier",
            [review(1, "Anna", "disputed"), review(2, "anna", "refuted")],
            "refuted",
        ),
        scenario(
            "superseded",
            [ANNA, review(2, "Boris", "disputed", supersedes=[ANNA.id])],
            "disputed",
        ),
        scenario(
            "superseding is for good",
            [
                ANNA,
                review(2, "Boris", "disputed", supersedes=[ANNA.id]),
                review(3, "Vera", "refuted", supersedes=["Boris-2"]),
            ],
            "refuted",
        ),
        scenario(
            "what comes later is not superseded",
            [review(1, "Boris", "disputed", supersedes=["Anna-2"]), review(2, "Anna", "refuted")],
            "in-review",
            "reviews disagree: Boris says disputed and Anna says refuted",
        ),
        scenario(
            "one moment: by id",
            [review(1, "Anna", "disputed", id="b"), review(1, "Anna", "refuted", id="a")],
            "disputed",
        ),
    ],
)
def test_the_status_of_a_scenario(
    reviews: list[Judgement],
    policy: Policy,
    behind: Evidence,
    status: str,
    because: str | None,
) -> None:
    found = standing(reviews, policy, behind)
    assert (found.status, found.because) == (status, because)
    assert found == standing(reversed(reviews), policy, behind)


def test_figures_that_differ_from_those_judged_lapse_a_review() -> None:
    before = evidence(cited(CURRENT_TIME, quote="75"), cited(NOVAYA))
    after = evidence(cited(CURRENT_TIME, quote="57"), cited(NOVAYA))
    judged = [review(1, "Anna", "corroborated", before)]
    assert standing(judged, DEFAULT, before).status == "corroborated"
    assert standing(judged, DEFAULT, after).status == "in-review"


def test_what_each_review_has_to_do_with_the_status() -> None:
    reviews = [
        review(1, "Anna", "verified"),
        review(2, "Vera", "in-review"),
        review(3, "Boris", "disputed"),
        review(4, "Boris", "verified", EDITED),
        review(5, "Anna", "verified", TWO),
        review(6, "Gleb", "verified", EDITED, standard=None),
    ]
    found = standing(reviews, DEFAULT, EDITED)
    assert (found.status, found.because) == ("in-review", "first reader: Boris")
    assert found.bearings == {
        "Anna-1": Bearing.SET_ASIDE,
        "Vera-2": Bearing.COUNTS,
        "Boris-3": Bearing.SET_ASIDE,
        "Boris-4": Bearing.COUNTS,
        "Anna-5": Bearing.LAPSED,
        "Gleb-6": Bearing.NOT_ALLOWED,
    }


# --- what holds for any reviews -------------------------------------------------------------

IDS = "abcdefgh"
EVIDENCE = (TWO, EDITED, ONE_ORIGIN, CONTESTED, CHARACTERIZATION, SAID)

judgements = st.lists(
    st.builds(
        review,
        st.integers(0, 3),
        st.sampled_from(["Anna", "ANNA", "Boris", "Vera"]),
        st.sampled_from([status.value for status in Status]),
        st.sampled_from([None, TWO, EDITED, ONE_ORIGIN]),
        id=st.sampled_from(IDS),
        standard=st.sampled_from([None, "reasonable-grounds"]),
        override=st.sampled_from([None, None, "A reason."]),
        supersedes=st.sets(st.sampled_from(IDS), max_size=3),
    ),
    max_size=8,
    unique_by=lambda judgement: judgement.id,
)
policies = st.builds(Policy, st.integers(1, 3), st.booleans(), st.booleans(), st.booleans())
behind_claims = st.sampled_from(EVIDENCE)


@given(judgements, policies, behind_claims, st.randoms(use_true_random=False), st.data())
def test_neither_order_of_arrival_nor_repetition_changes_a_status(
    reviews: list[Judgement],
    policy: Policy,
    behind: Evidence,
    shuffler: random.Random,
    data: st.DataObject,
) -> None:
    found = standing(reviews, policy, behind)
    arrived = list(reviews)
    if reviews:
        arrived += data.draw(st.lists(st.sampled_from(reviews), max_size=4))
    shuffler.shuffle(arrived)
    assert standing(arrived, policy, behind) == found
    assert standing(iter(arrived), policy, behind) == found


@given(judgements, policies, behind_claims)
def test_a_status_always_has_what_it_needs(
    reviews: list[Judgement], policy: Policy, behind: Evidence
) -> None:
    found = standing(reviews, policy, behind)
    assert found.bearings.keys() == {one.id for one in reviews}
    counting = [one for one in reviews if found.bearings[one.id] is Bearing.COUNTS]
    assert all(
        one.judged in (None, behind.digest)
        and (one.override or not unmet(one.status, policy, behind, one.standard))
        for one in counting
        if one.status not in RESETS
    )
    if found.status in (Status.CORROBORATED, Status.DISPUTED, Status.REFUTED):
        assert {one.status for one in counting} - set(RESETS) == {found.status}
    if found.status is Status.VERIFIED:
        voters = [one for one in counting if one.status is Status.VERIFIED]
        readers = {one.reviewer.casefold() for one in voters}
        assert len(readers) > 1 or not policy.second_reader or voters[0].override
    if found.status is Status.IN_REVIEW:
        assert found.because


@given(judgements, policies, behind_claims, st.sampled_from(RESETS))
def test_a_last_reset_decides_alone(
    reviews: list[Judgement], policy: Policy, behind: Evidence, status: Status
) -> None:
    last = review(9, "Zoya", status, id="z")
    assert standing([*reviews, last], policy, behind).status is status


@given(judgements, policies)
def test_without_an_override_one_origin_is_never_corroborated(
    reviews: list[Judgement], policy: Policy
) -> None:
    plain = [one._replace(override=None) for one in reviews]
    status = standing(plain, policy, ONE_ORIGIN).status
    if policy.origins > 1:
        assert status not in (Status.CORROBORATED, Status.VERIFIED)
