"""What was known of a claim at a time, on both databases: what was shown then is shown again."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from factcheck.database.models import Claim, Entry, Review, Revision, table_of
from factcheck.database.past import as_it_was
from factcheck.database.session import CaseSession
from factcheck.domain.journal import Action
from factcheck.domain.moments import read_until
from factcheck.errors import (
    BeforeTheJournal,
    DamagedValue,
    ErasedSince,
    NotKnownYet,
    NotPastYet,
    UnknownKey,
    UnreadableMoment,
)
from factcheck.services import (
    claims,
    measures,
    parties,
    policies,
    reading,
    reviews,
    source_evidence,
    sources,
)
from factcheck.services.backing import backing
from factcheck.services.captures import CaptureFields
from factcheck.services.knowing import known
from factcheck.services.sources import SourceFields
from tests.support.clocks import Clock
from tests.support.journals import past_the_guards

PAGE = "They moved 27 men. They are in touch with some 75 people.\n"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def shown(session: Session, key: str) -> Any:
    """All that “claim show” tells of a claim."""
    record = reading.show(session, key)
    return record, backing(session, key), reading.passages(session, record.key)


def shown_at(session: Session, key: str, moment: datetime | str) -> Any:
    time = moment if isinstance(moment, str) else moment.isoformat(timespec="milliseconds")
    with known(session, key, time) as then:
        return shown(then.session, then.key)


# --- a story, and the claims as they were shown after each step ---------------------------------


def log_sources(session: Session, author: str) -> None:
    parties.add(session, author, "Russian LGBT Network", key="network")
    parties.add(session, author, "Igor Kochetkov", key="kochetkov", speaks_for="network")
    parties.add(session, author, "Chechen police", key="police")
    voiced = SourceFields(kind="interview", title="A talk", voice="kochetkov")
    sources.add(session, author, "page", voiced)
    sources.add(session, author, "wire", SourceFields(kind="report", title="The wire"))
    sources.add(session, author, "outlet", SourceFields(kind="webpage", title="An outlet"))
    measures.add(session, author, "in-touch", unit="people")


def log_claims(session: Session, author: str) -> None:
    fields = {
        "key": "count",
        "text": "About 75 people were in touch.",
        "kind": "number",
        "speaker": "kochetkov",
        "against": "police",
        "number": "some 75 people",
        "measure": "in-touch",
        "tags": "contacts, first",
    }
    passage = {"source": "page", "quote": "some 75 people", "locator": "para. 1"}
    claims.add(session, author, fields, passage)
    denied = {"key": "denied", "text": "There are no such people.", "kind": "denial"}
    claims.add(session, author, {**denied, "speaker": "police"}, {"source": "wire"})


def log_another(session: Session, author: str) -> None:
    fields = {"key": "hundreds", "text": "Hundreds were.", "kind": "number",
              "number": "more than 100 people", "measure": "in-touch"}  # fmt: skip
    claims.add(session, author, fields, {"source": "outlet"})


def capture(session: Session, author: str) -> None:
    source_evidence.take(session, author, "page", BytesIO(PAGE.encode()), CaptureFields())
    source_evidence.settle(session, author, "page")


def cite(session: Session, author: str) -> None:
    claims.cite(session, author, "count", {"source": "wire"})


def corroborate(session: Session, author: str) -> None:
    reviews.record(session, "Boris", "count", status="corroborated", because="Two say so.")


def relay(session: Session, author: str) -> None:
    sources.edit(session, author, "outlet", SourceFields(relays=["page"], title="It relays"))


def edit(session: Session, author: str) -> None:
    changes = {"place": "Grozny", "number": "about 80 people", "tags": "second"}
    claims.edit(session, author, "count", changes)


def verify(session: Session, author: str) -> None:
    reviews.record(
        session, "Vera", "count", status="verified", because="I saw the list.",
        standard="reasonable-grounds",
    )  # fmt: skip


def loosen(session: Session, author: str) -> None:
    policies.change(session, author, second_reader=False)


def rename(session: Session, author: str) -> None:
    parties.edit(session, "kochetkov", name="I. V. Kochetkov")
    parties.edit(session, "police", name="Interior Ministry", speaks_for="network")


def soften(session: Session, author: str) -> None:
    claims.edit(session, author, "denied", {"kind": "event"})
    claims.edit(session, author, "hundreds", {"measure": ""})


def supersede(session: Session, author: str) -> None:
    boris = session.scalars(select(Review.id).where(Review.reviewer == "Boris")).first()
    reviews.record(
        session, "Olga", "count", status="disputed", because="The list is another.",
        supersedes=[str(boris)],
    )  # fmt: skip


def uncite(session: Session, author: str) -> None:
    claims.uncite(session, author, "count", "wire", None, "It says nothing of it.")


def withdraw(session: Session, author: str) -> None:
    reviews.withdraw(session, author, "count", "It counts others.")


STORY: list[Callable[[Session, str], None]] = [
    log_sources, log_claims, log_another, capture, cite, corroborate, relay, edit, verify, loosen,
    rename, soften, supersede, uncite, withdraw,
]  # fmt: skip


def live(session: CaseSession, author: str, clock: Clock) -> dict[datetime, dict[str, Any]]:
    """The story, an hour a step; the claims of the case as they were shown after each."""
    seen = {}
    for step in STORY:
        clock.pass_by(hours=1)
        step(session, author)
        session.commit()
        keys = session.scalars(select(Claim.key)).all()
        seen[clock.moment] = {key: shown(session, key) for key in keys}
    return seen


def test_what_was_shown_then_is_shown_again(
    session: CaseSession, author: str, clock: Clock
) -> None:
    seen = live(session, author, clock)
    statuses = [found["count"][0].status for found in seen.values() if found]
    assert len(set(statuses)) >= 4  # the story is one
    clock.pass_by(hours=1)
    for moment, claims_then in seen.items():
        for later in (timedelta(0), timedelta(minutes=59)):
            for key, then in claims_then.items():
                assert shown_at(session, key, moment + later) == then, (moment, key)


def test_it_is_not_known_before_it_was_logged(
    session: CaseSession, author: str, clock: Clock
) -> None:
    seen = live(session, author, clock)
    for moment, claims_then in seen.items():
        for key in {"count", "denied", "hundreds"} - claims_then.keys():
            with pytest.raises(NotKnownYet, match="and so not known on 2017-05-18"):
                shown_at(session, key, moment)
    with pytest.raises(
        NotKnownYet, match=r"on 2017-05-18 14:00:00 UTC, and so not known on 2017-05-17\."
    ):
        shown_at(session, "count", "2017-05-17")


def test_it_changes_nothing(session: CaseSession, author: str, clock: Clock) -> None:
    seen = live(session, author, clock)
    before = session.execute(select(Entry.digest).order_by(Entry.seq)).all()
    now = shown(session, "count")
    for moment in list(seen)[1:]:
        shown_at(session, "count", moment)
    assert not [*session.new, *session.dirty, *session.deleted]
    session.commit()
    assert session.execute(select(Entry.digest).order_by(Entry.seq)).all() == before
    assert shown(session, "count") == now


# --- times --------------------------------------------------------------------------------------


@pytest.fixture
def case(session: CaseSession, author: str, clock: Clock) -> CaseSession:
    """``count`` was logged on 18 May 2017 at noon, and edited an hour later."""
    log_sources(session, author)
    log_claims(session, author)
    session.commit()
    clock.pass_by(hours=1)
    claims.edit(session, author, "count", {"place": "Grozny"})
    session.commit()
    clock.pass_by(days=30)
    return session


@pytest.mark.parametrize(
    ("time", "place"),
    [
        ("2017-05-18T12:00Z", None),
        ("2017-05-18T12:59:59.999Z", None),
        ("2017-05-18T13:00Z", "Grozny"),
        ("2017-05-18T13:00", "Grozny"),
        ("2017-05-18T16:00+03:00", "Grozny"),
        ("2017-05-18T15:59+03:00", None),
        ("2017-05-18T13:00:00.000Z", "Grozny"),
        ("2017-05-18", "Grozny"),
        (" 2017-06-01 ", "Grozny"),
    ],
)
def test_a_time_includes_what_was_done_at_it(
    case: CaseSession, time: str, place: str | None
) -> None:
    assert shown_at(case, "count", time)[0].place == place


def test_a_millisecond_before_it_was_logged(case: CaseSession) -> None:
    with pytest.raises(NotKnownYet):
        shown_at(case, "count", "2017-05-18T11:59:59.999Z")


def test_today_is_no_future_and_tomorrow_is(case: CaseSession) -> None:
    assert shown_at(case, "count", "2017-06-17")[0].place == "Grozny"
    for time in ("2017-06-18", "2017-06-17T13:00:00.001Z", "9999-12-31"):
        with pytest.raises(NotPastYet, match="in the future"):
            shown_at(case, "count", time)


@pytest.mark.parametrize("time", ["", "soon", "2017", "2017-05", "2017-02-30", "18.05.2017", "now"])
def test_what_is_no_time_is_refused(case: CaseSession, time: str) -> None:
    with pytest.raises(UnreadableMoment):
        shown_at(case, "count", time)


def test_a_clock_that_was_set_back_is_no_way_back(
    case: CaseSession, author: str, clock: Clock
) -> None:
    claims.edit(case, author, "count", {"place": "Argun"})
    case.commit()
    at = clock.moment
    clock.pass_by(days=-20)
    claims.edit(case, author, "count", {"place": "Gudermes"})
    case.commit()
    clock.pass_by(days=25)
    assert shown_at(case, "count", at - timedelta(milliseconds=1))[0].place == "Grozny"
    assert shown_at(case, "count", at)[0].place == "Gudermes"


def test_the_end_of_a_day_is_its_last_millisecond() -> None:
    until = read_until("2017-05-18")
    assert until.begin.isoformat() == "2017-05-18T00:00:00+00:00"
    assert until.end.isoformat() == "2017-05-18T23:59:59.999000+00:00"
    assert until.told == "2017-05-18"
    time = read_until("2017-05-18T12:30+03:00")
    assert time.begin == time.end
    assert time.told == "2017-05-18 09:30:00 UTC"


def test_without_a_time_it_is_what_is_known_now(case: CaseSession) -> None:
    with known(case, "count", None) as now:
        assert (now.session, now.key, now.told) == (case, "count", None)


# --- which claim, and what is gone --------------------------------------------------------------


def test_a_claim_is_found_as_everywhere_else(case: CaseSession) -> None:
    assert shown_at(case, "cou", "2017-05-18")[0].key == "count"
    with pytest.raises(UnknownKey):
        shown_at(case, "page", "2017-05-18")


def test_what_was_erased_is_not_made_up(case: CaseSession) -> None:
    claim = case.scalars(select(Claim).where(Claim.key == "count")).one()
    last = select(Entry.seq).where(Entry.record_id == claim.id).order_by(Entry.seq.desc()).limit(1)
    at = table_of(Revision).c.journal_seq == case.scalars(last).one()
    past_the_guards(case, update(table_of(Revision)).where(at).values(before="{"))
    with pytest.raises(DamagedValue):
        shown_at(case, "count", "2017-05-18T12:30Z")
    past_the_guards(case, update(table_of(Revision)).where(at).values(before=None))
    with pytest.raises(ErasedSince, match="the claim count said then was erased"):
        shown_at(case, "count", "2017-05-18T12:30Z")
    assert shown_at(case, "count", "2017-05-18")[0].place == "Grozny"


def test_a_denial_that_was_erased_hides_no_other(case: CaseSession, author: str) -> None:
    other = {"key": "again", "text": "Nobody is held.", "kind": "denial", "speaker": "police"}
    claims.add(case, author, other)
    case.commit()
    claims.edit(case, author, "denied", {"place": "Grozny"})
    case.commit()
    past_the_guards(case, update(table_of(Revision)).values(before=None))
    with known(case, "count", "2017-06-17") as then:
        answers = backing(then.session, then.key).answers
    assert [answer.claim for answer in answers] == ["denied", "again"]
    last = select(Entry.seq).order_by(Entry.seq.desc()).limit(1)
    entries = case.scalars(last).one() - 1
    claim = case.scalars(select(Claim).where(Claim.key == "count")).one()
    with as_it_was(case, claim, entries) as before:
        answers = backing(before, "count").answers
    assert [answer.claim for answer in answers] == ["again"]


def test_nobody_knows_what_was_said_before_the_journal(case: CaseSession, clock: Clock) -> None:
    table = table_of(Entry)
    past_the_guards(case, update(table).values(action=Action.ADOPTED.value))
    past_the_guards(
        case, update(table_of(Claim)).values(created_at=clock.moment.replace(year=2016))
    )
    with pytest.raises(BeforeTheJournal, match="began later") as refused:
        shown_at(case, "count", "2017-05-17")
    assert "2017-05-18 12:00:00 UTC" in refused.value.hint
    with pytest.raises(NotKnownYet):
        shown_at(case, "count", "2015-01-01")
