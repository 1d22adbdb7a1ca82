"""What stands behind a claim: relays that say more, what those accused say, what is still asked."""

import pytest
from sqlalchemy.orm import Session

from factcheck.services import claims, measures, parties, sources
from factcheck.services.backing import Answer, Asks, Exaggeration, backing
from factcheck.services.sources import SourceFields
from tests.services.judging import AUTHOR, cite, judge, lay_out


@pytest.fixture
def case(session: Session) -> Session:
    lay_out(session)
    measures.add(session, AUTHOR, "held-people", unit="people")
    claims.edit(session, AUTHOR, "held", {"measure": "held-people", "as_of": "2017-04"})
    return session


def add(session: Session, key: str, source: str, number: str, **fields: str) -> None:
    given = {"key": key, "text": key, "kind": "number", "number": number, "measure": "held-people"}
    claims.add(session, AUTHOR, {**given, **fields}, {"source": source})


def pointed_out(session: Session, key: str) -> list[tuple[str, str, str]]:
    """Relay, what it says, and the claim that stands against it."""
    return [(one.relay, one.says, one.claim) for one in backing(session, key).exaggerations]


def test_a_relay_with_a_higher_figure_is_pointed_out_on_both_claims(case: Session) -> None:
    add(case, "more", "outlet", "over 75")
    assert backing(case, "more").exaggerations == (
        Exaggeration("outlet", "over 75", "talk", "75", "held"),
    )
    assert pointed_out(case, "held") == [("outlet", "over 75", "more")]


@pytest.mark.parametrize(
    ("source", "number", "as_of"),
    [
        ("outlet", "75", "2017-04"),
        ("outlet", "about 75", "2017-04"),
        ("outlet", "60", "2017-04"),
        ("outlet", "over 75", "2017-05"),
        ("court", "over 75", "2017-04"),
        ("statement", "over 75", "2017-04"),
        ("talk", "over 75", "2017-04"),
        ("digest", "over 75", "2017-04"),
    ],
)
def test_what_is_no_exaggeration(case: Session, source: str, number: str, as_of: str) -> None:
    add(case, "other", source, number, as_of=as_of)
    assert pointed_out(case, "other") == pointed_out(case, "held") == []


def test_a_time_that_is_not_known_can_be_any(case: Session) -> None:
    add(case, "undated", "outlet", "over 75")
    add(case, "unknown", "outlet", "over 75", as_of="XXXX")
    assert pointed_out(case, "undated") == [("outlet", "over 75", "held")]
    assert pointed_out(case, "unknown") == [("outlet", "over 75", "held")]


def test_the_words_of_a_relay_can_say_more_than_the_claim(case: Session) -> None:
    cite(case, "held", "outlet", quote="more than 75 people")
    cite(case, "held", "outlet", quote="they say 75")
    assert backing(case, "held").exaggerations == (
        Exaggeration("outlet", "more than 75 people", "talk", "75", "held"),
    )


def test_what_was_withdrawn_says_nothing(case: Session) -> None:
    add(case, "more", "outlet", "over 75")
    judge(case, "Anna", "withdrawn", "more")
    assert pointed_out(case, "held") == []


def test_a_claim_without_a_number_or_a_measure_is_left_alone(case: Session) -> None:
    claims.add(case, AUTHOR, {"key": "bare", "text": "So.", "kind": "event"}, {"source": "outlet"})
    add(case, "more", "outlet", "over 75", measure="")
    assert pointed_out(case, "bare") == pointed_out(case, "more") == []


# --- what those accused say -------------------------------------------------------------------


def test_denials_of_those_accused_and_of_who_speaks_with_them_stand_beside(case: Session) -> None:
    parties.add(case, AUTHOR, "Ministry", key="ministry")
    parties.add(case, AUTHOR, "Minister", key="minister", speaks_for="ministry")
    parties.add(case, AUTHOR, "Spokesman", key="spokesman", speaks_for="minister")
    for key, speaker in (("no", "spokesman"), ("never", "ministry"), ("elsewhere", "igor")):
        fields = {"key": key, "text": f"{key}.", "kind": "denial", "speaker": speaker}
        claims.add(case, AUTHOR, {**fields, "as_of": "2017-04"}, {"source": "court"})
    assert backing(case, "held").answers == ()
    claims.edit(case, AUTHOR, "held", {"against": "minister"})
    assert backing(case, "held").answers == (
        Answer("no", "Spokesman", "no.", "court", "2017-04"),
        Answer("never", "Ministry", "never.", "court", "2017-04"),
    )
    judge(case, "Anna", "withdrawn", "no")
    assert [answer.claim for answer in backing(case, "held").answers] == ["never"]


def test_a_citation_in_which_those_accused_contest_it_is_told(case: Session) -> None:
    claims.edit(case, AUTHOR, "held", {"against": "court-party"})
    cite(case, "held", "court", stance="disputes", quote="75 people were held")
    assert backing(case, "held").answers == (Answer(None, "Court", "75 people were held", "court"),)


# --- what the policy still asks ---------------------------------------------------------------

ONE_ORIGIN = "It needs 2 independent origins that support it, and has 1: “Talk”."
STANDARD = "It needs a standard of proof."


def test_what_the_policy_asks_is_told_as_far_as_the_claim_has_come(case: Session) -> None:
    assert backing(case, "held").asks == (
        Asks("corroborated", (ONE_ORIGIN,)),
        Asks("verified", (STANDARD, "It needs a second reader.")),
    )
    cite(case, "held", "court")
    assert backing(case, "held").asks == (
        Asks("verified", (STANDARD, "It needs a second reader.")),
    )
    judge(case, "Anna", "verified")
    (asks,) = backing(case, "held").asks
    assert asks.missing[-1] == "It needs a second reader beside Anna."
    judge(case, "Boris", "verified")
    assert backing(case, "held").asks == ()


def test_a_contested_claim_can_be_disputed(case: Session) -> None:
    assert backing(case, "held").proposed is None
    cite(case, "held", "court", stance="refutes")
    assert backing(case, "held").proposed == "disputed"


def test_a_source_that_relays_nothing_yet_can_begin_to(case: Session) -> None:
    sources.edit(case, AUTHOR, "statement", SourceFields(relays=["talk"]))
    add(case, "more", "statement", "over 75")
    assert pointed_out(case, "held") == [("statement", "over 75", "more")]
