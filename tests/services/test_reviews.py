"""Reviews are appended, the status follows from them, and the queue says what waits."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from factcheck.database.models import Claim, Review
from factcheck.database.standing import Judge
from factcheck.domain.vocabulary import Status
from factcheck.errors import (
    AlreadyWithdrawn,
    EmptyText,
    FactcheckError,
    NothingToOverride,
    NotText,
    PolicyUnmet,
    StillWithdrawn,
    UnknownCode,
    UnknownKey,
    UnknownReview,
)
from factcheck.importers.base import Row
from factcheck.services import claims, reading, reviews, sources, stamps
from factcheck.services.importing import load
from factcheck.services.sources import SourceFields

NOON = datetime(2017, 5, 18, 12, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> "Clock":
    clock = Clock()
    monkeypatch.setattr(stamps, "now", clock)
    monkeypatch.setattr(reviews, "now", clock)
    return clock


class Clock:
    """Noon of 18 May 2017, until a test says otherwise."""

    def __init__(self) -> None:
        self.moment = NOON

    def __call__(self) -> datetime:
        return self.moment

    def pass_by(self, **time: float) -> None:
        self.moment += timedelta(**time)


def log(session: Session, author: str, key: str, *cited: str, stance: str = "supports") -> None:
    claims.add(session, author, {"text": f"Claim {key}", "kind": "event", "key": key})
    for source in cited:
        claims.cite(session, author, key, {"source": source, "stance": stance})


def kept_status(session: Session, key: str) -> str:
    """The status as the table has it, past the session."""
    session.flush()
    return session.scalars(select(Claim.status).where(Claim.key == key)).one()


# --- recording ------------------------------------------------------------------------------


def test_a_review_is_kept_as_it_was_given(session: Session, author: str, clock: Clock) -> None:
    log(session, author, "raid")
    clock.pass_by(minutes=1.5)
    done = reviews.record(
        session,
        "Boris Editor",
        "ra",
        status="verified",
        because=" Two witnesses. ",
        standard="balance-of-probabilities",
        credibility=2,
        override=" Both were heard. ",
    )
    assert (done.claim, done.before, done.after) == ("raid", "unverified", "verified")
    assert done.because == "Boris Editor overrode the policy: Both were heard."
    assert done.first_reader is None
    assert done.review._replace(id="") == (
        "",
        "verified",
        "Two witnesses.",
        "balance-of-probabilities",
        2,
        "Boris Editor",
        "2017-05-18T12:01:30.000Z",
        "Both were heard.",
        False,
    )
    assert reading.show(session, "raid").reviews == (done.review,)
    assert kept_status(session, "raid") == "verified"


@pytest.mark.parametrize("credibility", [None, 1, "6"])
def test_what_was_not_judged_is_not_made_up(
    session: Session, author: str, credibility: int | str | None
) -> None:
    log(session, author, "raid")
    done = reviews.record(
        session, author, "raid", status="disputed", because="So.", credibility=credibility
    )
    assert done.review.standard is None
    assert done.review.credibility == (None if credibility is None else int(credibility))


@pytest.mark.parametrize(
    ("wrong", "error", "told"),
    [
        ({"because": " "}, EmptyText, "reason is empty"),
        ({"because": "a\0"}, NotText, "NUL"),
        ({"status": "proven"}, UnknownCode, "unverified, in-review, corroborated, verified"),
        ({"standard": "sure"}, UnknownCode, "reasonable-suspicion, reasonable-grounds"),
        ({"credibility": 7}, UnknownCode, "1, 2, 3, 4, 5, 6"),
        ({"override": " "}, EmptyText, "reason to override is empty"),
        ({"supersedes": ["0"]}, UnknownReview, "factcheck review log raid"),
        ({"supersedes": [""]}, UnknownReview, "factcheck review log raid"),
        ({}, PolicyUnmet, "--override"),
        ({"status": "disputed", "override": "So."}, NothingToOverride, "Leave out --override"),
        ({"key": "nothing-like-it"}, UnknownKey, "factcheck claim list"),
    ],
)
def test_a_wrong_review_is_refused_and_changes_nothing(
    session: Session, author: str, wrong: dict[str, str], error: type[FactcheckError], told: str
) -> None:
    log(session, author, "raid")
    given = {"key": "raid", "status": "verified", "because": "So.", **wrong}
    with pytest.raises(error) as refused:
        reviews.record(session, author, **given)
    assert told in f"{refused.value.sentence} {refused.value.hint}"
    assert reading.show(session, "raid").reviews == ()
    assert kept_status(session, "raid") == "unverified"


def test_a_review_is_added_to_those_before_it(session: Session, author: str, clock: Clock) -> None:
    log(session, author, "raid")
    for status in ("in-review", "unverifiable", "disputed"):
        clock.pass_by(hours=1)
        reviews.record(session, author, "raid", status=status, because=f"So it is {status}.")
    claim = reading.show(session, "raid")
    assert [review.status for review in claim.reviews] == ["in-review", "unverifiable", "disputed"]
    assert claim.status == "disputed"


def test_two_reviews_in_one_moment_stand_in_the_order_of_recording(
    session: Session, author: str, clock: Clock
) -> None:
    log(session, author, "raid")
    for status in ("refuted", "disputed", "unverifiable"):
        reviews.record(session, author, "raid", status=status, because="So.")
    assert reading.show(session, "raid").status == "unverifiable"


def test_a_clock_that_was_set_back_puts_no_review_before_another(
    session: Session, author: str, clock: Clock
) -> None:
    log(session, author, "raid")
    reviews.record(session, author, "raid", status="refuted", because="So.")
    clock.pass_by(days=-3)
    done = reviews.record(session, author, "raid", status="disputed", because="No.")
    assert done.after == "disputed"
    assert done.review.recorded_at == "2017-05-18T12:00:00.001Z"
    clock.pass_by(days=4)
    done = reviews.record(session, author, "raid", status="refuted", because="So.")
    assert done.review.recorded_at == "2017-05-19T12:00:00.000Z"


class Step(NamedTuple):
    claim: int
    status: Status
    minutes: int
    """How the clock moves before it; back, where it was put right."""
    reader: str


steps = st.lists(
    st.builds(
        Step,
        st.integers(0, 1),
        st.sampled_from(list(Status)),
        st.integers(-2, 2),
        st.sampled_from(["Anna", "Boris"]),
    ),
    max_size=6,
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=steps)
def test_the_kept_status_is_always_what_the_reviews_make_it(
    session: Session, author: str, clock: Clock, steps: list[Step]
) -> None:
    with session.begin_nested() as example:
        for number in range(2):
            log(session, author, f"c{number}")
        for step in steps:
            clock.pass_by(minutes=step.minutes)
            key = f"c{step.claim}"
            override = "So." if step.status in ("corroborated", "verified") else None
            try:
                done = reviews.record(
                    session, step.reader, key, status=step.status, because="So.", override=override
                )
            except StillWithdrawn:
                assert kept_status(session, key) == "withdrawn"
                continue
            assert done.after == kept_status(session, key)
            for number in range(2):
                claim = reading.show(session, f"c{number}")
                assert claim.status == kept_status(session, claim.key)
                (seq,) = session.scalars(select(Claim.seq).where(Claim.key == claim.key))
                found = Judge(session).one(seq).standing
                assert (claim.status, claim.status_because) == (found.status, found.because)
        example.rollback()


# --- withdrawing ----------------------------------------------------------------------------


def test_a_claim_is_withdrawn_by_a_review_and_can_be_reopened(
    session: Session, author: str
) -> None:
    log(session, author, "raid")
    reviews.record(session, author, "raid", status="disputed", because="Two accounts.")
    done = reviews.withdraw(session, author, "raid", "It was another town.")
    assert (done.before, done.after) == ("disputed", "withdrawn")
    assert reading.show(session, "raid").reviews[-1].because == "It was another town."
    with pytest.raises(AlreadyWithdrawn):
        reviews.withdraw(session, author, "raid", "Again.")
    reviews.record(session, author, "raid", status="in-review", because="It was not.")
    assert reading.show(session, "raid").status == "in-review"
    assert session.scalar(select(func.count()).select_from(Claim)) == 1


def test_withdrawing_needs_a_reason(session: Session, author: str) -> None:
    log(session, author, "raid")
    with pytest.raises(EmptyText):
        reviews.withdraw(session, author, "raid", "\n")
    assert session.scalar(select(func.count()).select_from(Review)) == 0


# --- the story ------------------------------------------------------------------------------


def test_the_story_of_a_claim_from_first_to_last(
    session: Session, author: str, clock: Clock
) -> None:
    log(session, author, "raid")
    clock.pass_by(days=1)
    reviews.record(
        session,
        "Boris Editor",
        "raid",
        status="corroborated",
        because="Two origins.",
        standard="reasonable-grounds",
        credibility=2,
        override="Both were heard.",
    )
    key, story = reviews.story(session, "ra")
    assert key == "raid"
    (review,) = reading.show(session, "raid").reviews
    assert story == [
        ("2017-05-18T12:00:00.000Z", author, "unverified", None, None, None, None, None, None),
        (
            "2017-05-19T12:00:00.000Z",
            "Boris Editor",
            "corroborated",
            "Two origins.",
            "reasonable-grounds",
            2,
            review.id,
            "Both were heard.",
            "counts",
        ),
    ]


# --- the queue ------------------------------------------------------------------------------


@pytest.fixture
def cited(session: Session, author: str) -> Session:
    """Sources: a wire story, three outlets that relay it, two independent reports."""
    for key in ("wire", "report-1", "report-2"):
        sources.add(session, author, key, SourceFields(kind="report", title=key))
    for key in ("outlet-1", "outlet-2", "outlet-3"):
        relay = SourceFields(kind="webpage", title=key, relays=["wire"])
        sources.add(session, author, key, relay)
    return session


def waiting(session: Session, limit: int | None = None) -> list[str]:
    return [claim.key for claim in reviews.queue(session, limit=limit)]


@pytest.mark.parametrize("status", list(Status))
def test_what_waits_is_what_nobody_has_decided(
    session: Session, author: str, status: Status
) -> None:
    log(session, author, "raid")
    override = "So." if status in ("corroborated", "verified") else None
    reviews.record(session, author, "raid", status=status, because="So.", override=override)
    waits = status in (Status.UNVERIFIED, Status.IN_REVIEW)
    assert waiting(session) == (["raid"] if waits else [])


def test_the_oldest_day_waits_first(cited: Session, author: str, clock: Clock) -> None:
    log(cited, author, "old-well-supported", "report-1", "report-2")
    clock.pass_by(days=1)
    log(cited, author, "new-unsupported")
    clock.pass_by(days=-2)
    log(cited, author, "older")
    assert waiting(cited) == ["older", "old-well-supported", "new-unsupported"]


def test_in_a_day_the_least_supported_waits_first(
    cited: Session, author: str, clock: Clock
) -> None:
    log(cited, author, "two-origins", "report-1", "report-2")
    clock.pass_by(hours=1)
    log(cited, author, "one-origin", "report-1")
    clock.pass_by(hours=1)
    log(cited, author, "none")
    clock.pass_by(hours=1)
    log(cited, author, "none-either")
    assert waiting(cited) == ["none", "none-either", "one-origin", "two-origins"]
    assert waiting(cited, limit=2) == ["none", "none-either"]
    assert waiting(cited, limit=0) == []


def test_relays_of_one_story_do_not_make_a_claim_better_supported(
    cited: Session, author: str, clock: Clock
) -> None:
    log(cited, author, "two-origins", "report-1", "report-2")
    log(cited, author, "one-origin-relayed", "outlet-1", "outlet-2", "outlet-3")
    assert waiting(cited) == ["one-origin-relayed", "two-origins"]


def test_what_speaks_against_a_claim_does_not_support_it(
    cited: Session, author: str, clock: Clock
) -> None:
    log(cited, author, "supported", "report-1")
    log(cited, author, "only-disputed", "report-1", "report-2", stance="disputes")
    assert waiting(cited) == ["only-disputed", "supported"]


def test_a_citation_that_was_taken_back_does_not_support(
    cited: Session, author: str, clock: Clock
) -> None:
    log(cited, author, "supported", "report-1")
    log(cited, author, "taken-back", "report-1", "report-2")
    for source in ("report-1", "report-2"):
        claims.uncite(cited, author, "taken-back", source, None, "Misread.")
    assert waiting(cited) == ["taken-back", "supported"]


def test_a_waiting_claim_says_how_it_stands(cited: Session, author: str, clock: Clock) -> None:
    log(cited, author, "relayed", "outlet-1", "outlet-2")
    assert reviews.queue(cited) == [
        ("relayed", "Claim relayed", "event", "unverified", "2017-05-18", 2, 1, None)
    ]


def test_a_long_queue_is_whole(session: Session, author: str) -> None:
    keys = [f"c{number}" for number in range(503)]
    fields = [{"text": f"Claim {key}", "kind": "event", "key": key} for key in keys]
    rows = (Row(line, "claim", claim) for line, claim in enumerate(fields, start=1))
    load(session, author, rows, refuse=lambda refusal: pytest.fail(str(refusal)))
    assert waiting(session) == keys
    assert waiting(session, limit=502) == keys[:502]
