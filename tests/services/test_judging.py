"""What the policy allows and refuses, on a real case; and what a change of evidence does."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.database.models import Entry, PolicyVersion, Review
from factcheck.domain.findings import AuditRule
from factcheck.domain.policy import Policy
from factcheck.errors import AmbiguousReview, PolicyUnmet, StillWithdrawn
from factcheck.services import claims, parties, policies, reading, reviews, sources
from factcheck.services.audit.run import audit
from factcheck.services.sources import SourceFields
from tests.services.judging import (
    AUTHOR,
    capture,
    cite,
    judge,
    lay_out,
    shown,
    source,
    stands,
)


@pytest.fixture
def case(session: Session) -> Session:
    lay_out(session)
    return session


@pytest.fixture
def verified(case: Session) -> Session:
    """The claim has two origins and two readers."""
    cite(case, "held", "court", quote="75 people were held")
    judge(case, "Anna", "verified")
    judge(case, "Boris", "verified")
    assert stands(case) == ("verified", None)
    return case


# --- what is refused --------------------------------------------------------------------------


def test_a_refusal_lists_exactly_what_is_missing_and_keeps_nothing(case: Session) -> None:
    with pytest.raises(PolicyUnmet) as refused:
        judge(case, "Anna", "verified", standard=None)
    assert refused.value.sentence == (
        "The policy of this case does not allow held to be verified. "
        "It needs 2 independent origins that support it, and has 1: “Talk”. "
        "It needs a standard of proof."
    )
    assert "--override" in refused.value.hint
    assert refused.value.exit_code == 1
    assert case.scalars(select(Review)).all() == []
    assert stands(case) == ("unverified", None)


@pytest.mark.parametrize(
    ("cited", "count"),
    [
        (["outlet"], 1),
        (["statement"], 1),
        (["digest"], 1),
        (["leaflet"], 2),
        (["court"], 2),
        (["outlet", "statement", "court"], 2),
    ],
)
def test_independence_is_by_root_and_by_voice(case: Session, cited: list[str], count: int) -> None:
    for key in cited:
        cite(case, "held", key)
    if count == 2:
        assert judge(case, "Anna", "corroborated").after == "corroborated"
        return
    with pytest.raises(PolicyUnmet, match="has 1"):
        judge(case, "Anna", "corroborated")


def test_a_relay_of_several_counts_where_it_is_said_which(case: Session) -> None:
    cite(case, "held", "digest", via="court")
    assert judge(case, "Anna", "corroborated").after == "corroborated"


def test_where_independent_evidence_disputes_it_that_status_is_proposed(case: Session) -> None:
    cite(case, "held", "leaflet")
    cite(case, "held", "court", stance="disputes")
    with pytest.raises(PolicyUnmet) as refused:
        judge(case, "Anna", "corroborated")
    assert "“Court” independently contests it" in refused.value.sentence
    assert refused.value.hint.startswith("Record it as disputed, ")
    assert judge(case, "Anna", "disputed").after == "disputed"


def test_what_the_accused_say_does_not_block(case: Session) -> None:
    cite(case, "held", "leaflet")
    parties.add(case, AUTHOR, "Spokesman", key="spokesman", speaks_for="court-party")
    claims.edit(case, AUTHOR, "held", {"against": "spokesman"})
    cite(case, "held", "court", stance="disputes")
    assert judge(case, "Anna", "corroborated").after == "corroborated"


def test_an_override_is_kept_and_told(case: Session) -> None:
    done = judge(case, "Anna", "corroborated", override="The list was seen.")
    assert (done.after, done.because) == (
        "corroborated",
        "Anna overrode the policy: The list was seen.",
    )
    assert done.review.override == "The list was seen."
    assert stands(case) == (done.after, done.because)


def test_a_withdrawn_claim_is_reopened_before_it_is_judged(case: Session) -> None:
    judge(case, "Anna", "withdrawn")
    with pytest.raises(StillWithdrawn) as refused:
        judge(case, "Boris", "disputed")
    assert "--status in-review" in refused.value.hint
    assert judge(case, "Boris", "in-review").because == "Boris is checking it"
    assert judge(case, "Boris", "disputed").after == "disputed"


# --- two readers ------------------------------------------------------------------------------


def test_a_first_reader_is_kept_until_there_is_a_second(case: Session) -> None:
    cite(case, "held", "court")
    done = judge(case, "Anna", "verified")
    assert (done.after, done.because, done.first_reader) == (
        "in-review",
        "first reader: Anna",
        "Anna",
    )
    again = judge(case, " anna", "verified")
    assert (again.after, again.first_reader) == ("in-review", " anna")
    done = judge(case, AUTHOR, "verified")  # who logged the claim may be one of the two
    assert (done.after, done.because, done.first_reader) == ("verified", None, None)


def test_readers_who_disagree_leave_it_in_review_until_one_is_superseded(case: Session) -> None:
    cite(case, "held", "court")
    first = judge(case, "Anna", "corroborated").review
    done = judge(case, "Boris", "refuted")
    assert done.because == "reviews disagree: Anna says corroborated and Boris says refuted"
    with pytest.raises(AmbiguousReview):
        judge(case, "Vera", "refuted", supersedes=["0"])
    done = judge(case, "Vera", "refuted", supersedes=[first.id[:-1].upper(), first.id])
    assert (done.after, done.because) == ("refuted", None)
    kept = case.scalars(select(Review).order_by(Review.seq.desc())).first()
    assert kept is not None
    assert kept.supersedes == first.id


# --- evidence that changes --------------------------------------------------------------------


def edit_text(case: Session) -> None:
    claims.edit(case, AUTHOR, "held", {"text": "76 people were held."})


def edit_number(case: Session) -> None:
    claims.edit(case, AUTHOR, "held", {"number": "57"})


def take_citation_back(case: Session) -> None:
    claims.uncite(case, AUTHOR, "held", "court", None, "Misread.")


def add_citation(case: Session) -> None:
    cite(case, "held", "leaflet")


def correct_citation(case: Session) -> None:
    claims.recite(case, AUTHOR, "held", 1, {"stance": "confirms"})


def make_a_relay_of_it(case: Session) -> None:
    sources.edit(case, AUTHOR, "court", SourceFields(relays=["leaflet"]))


def give_another_voice(case: Session) -> None:
    sources.edit(case, AUTHOR, "court", SourceFields(voice="igor"))


def let_it_speak_for_another(case: Session) -> None:
    parties.edit(case, "court-party", speaks_for="network")


CHANGES = [
    edit_text,
    edit_number,
    take_citation_back,
    add_citation,
    correct_citation,
    make_a_relay_of_it,
    give_another_voice,
    let_it_speak_for_another,
]


@pytest.mark.parametrize("change", CHANGES)
def test_when_the_evidence_changes_the_reviews_lapse(verified: Session, change: object) -> None:
    change(verified)  # type: ignore[operator]
    status, because = stands(verified)
    assert status == "in-review"
    assert because is not None
    assert because.startswith("the evidence changed after Anna's review of ")
    assert "and Boris's review of " in because
    assert [review.lapsed for review in shown(verified).reviews] == [True, True]
    _, story = reviews.story(verified, "held")
    assert [step.bearing for step in story] == [None, "lapsed", "lapsed"]
    assert statuses_are_sound(verified)


def statuses_are_sound(session: Session) -> bool:
    found = audit(session).findings
    return not [finding for finding in found if finding.rule == AuditRule.STATUS]


def rename(case: Session) -> None:
    sources.edit(case, AUTHOR, "court", SourceFields(title="Another title"))


def tag(case: Session) -> None:
    claims.edit(case, AUTHOR, "held", {"tags": "custody"})


def rename_voice(case: Session) -> None:
    parties.edit(case, "igor", name="I. K.")


def cite_elsewhere(case: Session) -> None:
    claims.add(case, AUTHOR, {"text": "Other.", "kind": "event"}, {"source": "court"})


@pytest.mark.parametrize("change", [rename, tag, rename_voice, cite_elsewhere])
def test_what_is_not_judged_may_change(verified: Session, change: object) -> None:
    change(verified)  # type: ignore[operator]
    assert stands(verified) == ("verified", None)
    assert statuses_are_sound(verified)


def test_evidence_that_is_put_back_is_what_was_judged(verified: Session) -> None:
    edit_text(verified)
    assert stands(verified)[0] == "in-review"
    claims.edit(verified, AUTHOR, "held", {"text": "75 people were held."})
    assert stands(verified) == ("verified", None)


def test_a_change_far_down_a_chain_is_heard_of(case: Session) -> None:
    source(case, "mirror", relays=["outlet"])
    source(case, "copy", relays=["mirror"])
    claims.add(case, AUTHOR, {"key": "far", "text": "So.", "kind": "event"}, {"source": "copy"})
    cite(case, "far", "court")
    judge(case, "Anna", "corroborated", "far")
    assert stands(case, "far")[0] == "corroborated"
    sources.edit(case, AUTHOR, "talk", SourceFields(relays=["court"]))
    assert stands(case, "far")[0] == "in-review"


def test_a_change_of_what_a_citation_draws_on_is_heard_of(case: Session) -> None:
    cite(case, "held", "digest", via="court")
    judge(case, "Anna", "corroborated")
    sources.edit(case, AUTHOR, "digest", SourceFields(relays=["talk"]))
    assert stands(case)[0] == "corroborated"  # the citation says as before where it draws on
    sources.edit(case, AUTHOR, "court", SourceFields(voice=""))
    assert stands(case)[0] == "in-review"


def test_a_capture_in_which_a_quote_does_not_stand_is_heard_of(case: Session) -> None:
    cite(case, "held", "leaflet", quote="75 men")
    judge(case, "Anna", "corroborated")
    assert stands(case)[0] == "corroborated"
    capture(case, "leaflet", "Nothing of the kind.")
    assert shown(case).citations[1].quote_check == "missing"
    status, because = stands(case)
    assert status == "in-review"
    assert because is not None
    assert because.startswith("the evidence changed after Anna's review")


def test_a_claim_that_changes_tells_at_once_that_it_must_be_judged_anew(verified: Session) -> None:
    changed = claims.cite(verified, AUTHOR, "held", {"source": "leaflet"}).claim
    assert changed.status == "in-review"
    assert "the evidence changed" in (changed.status_because or "")


def test_lapses_are_marked_in_a_listing_too(verified: Session) -> None:
    claims.add(verified, AUTHOR, {"text": "Other.", "kind": "event", "key": "other"})
    judge(verified, "Anna", "disputed", "other")
    edit_text(verified)
    listed = {claim.key: claim for claim in reading.listing(verified, [], None)}
    assert [review.lapsed for review in listed["held"].reviews] == [True, True]
    assert [review.lapsed for review in listed["other"].reviews] == [False]


# --- the policy -------------------------------------------------------------------------------


def test_a_case_begins_with_the_defaults(session: Session) -> None:
    assert policies.show(session) == Policy(2, True, True, True)


def test_a_change_of_policy_is_kept_in_the_journal_and_judged_at_once(verified: Session) -> None:
    done = policies.change(verified, "Anna", origins=3)
    assert (done.after, done.statuses) == (Policy(origins=3), 1)
    status, because = stands(verified)
    assert status == "in-review"
    assert because is not None
    assert because.startswith("the policy does not allow Anna's review of ")
    assert "It needs 3 independent origins that support it, and has 2: “Talk”; “Court”." in because
    assert [review.lapsed for review in shown(verified).reviews] == [False, False]
    done = policies.change(verified, "Anna", origins=2)
    assert done.statuses == 1
    assert stands(verified) == ("verified", None)
    kinds = verified.scalars(select(Entry.record_kind).order_by(Entry.seq)).all()
    assert kinds.count("policy") == len(verified.scalars(select(PolicyVersion)).all()) == 2
    assert statuses_are_sound(verified)


def test_a_policy_that_says_nothing_new_is_not_kept(session: Session) -> None:
    done = policies.change(session, "Anna", origins=2, standard=True)
    assert done.before == done.after
    assert session.scalars(select(PolicyVersion)).all() == []


def test_one_person_can_work_alone(case: Session) -> None:
    cite(case, "held", "court")
    judge(case, "Anna", "verified")
    policies.change(case, "Anna", second_reader=False)
    assert stands(case) == ("verified", "checked by one reader: Anna")


def test_what_a_policy_leaves_out_is_not_asked_for(case: Session) -> None:
    policies.change(case, "Anna", origins=1, anchored=False, standard=False, second_reader=False)
    assert policies.show(case) == Policy(1, False, False, False)
    assert judge(case, "Anna", "verified", standard=None).after == "verified"


def test_a_claim_without_a_review_is_not_looked_at(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    from factcheck.database.queries.evidence import EvidenceReader

    lay_out(session)
    monkeypatch.setattr(EvidenceReader, "of", lambda *_: pytest.fail("evidence was read"))
    claims.edit(session, AUTHOR, "held", {"text": "76 people were held."})
    sources.edit(session, AUTHOR, "talk", SourceFields(voice="network"))
    session.commit()


# --- the audit --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("assignment", "told"),
    [
        ("status = 'refuted'", "It is kept as refuted; its reviews say verified."),
        ("status_because = 'I say so'", "What is kept of why it stands so"),
    ],
)
def test_the_audit_finds_a_status_that_was_altered(
    verified: Session, assignment: str, told: str
) -> None:
    verified.connection().exec_driver_sql(f"UPDATE claim SET {assignment} WHERE key = 'held'")
    (found,) = (one for one in audit(verified).findings if one.rule == AuditRule.STATUS)
    assert found.place == "claim held"
    assert told in found.message


def test_the_audit_finds_a_status_of_a_claim_that_nobody_judged(case: Session) -> None:
    case.commit()
    case.connection().exec_driver_sql("UPDATE claim SET status_because = 'x'")
    (found,) = (one for one in audit(case).findings if one.rule == AuditRule.STATUS)
    assert found.place == "claim held"
