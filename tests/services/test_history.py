"""A record's whole life, told from the journal, on both databases."""

from collections.abc import Sequence
from io import BytesIO
from uuid import UUID

import pytest
from sqlalchemy import delete, func, insert, select, update

from factcheck.database.identifiers import new_id
from factcheck.database.models import (
    Assignment,
    Author,
    Claim,
    Entry,
    Note,
    Party,
    Reply,
    Review,
    Revision,
    table_of,
)
from factcheck.database.session import CaseSession
from factcheck.domain.journal import Action
from factcheck.domain.signing import PublicKey
from factcheck.errors import AmbiguousKey, UnknownRecord
from factcheck.services import claims, measures, parties, reviews, source_evidence, sources
from factcheck.services.captures import CaptureFields
from factcheck.services.history import UNKEYED, Event, history
from factcheck.services.sources import SourceFields
from factcheck.services.stamps import stamp
from tests.support.clocks import NOON, Clock
from tests.support.journals import past_the_guards

PAGE = "They moved 27 men. They are in touch with some 75 people.\n"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def case(session: CaseSession, author: str, clock: Clock) -> CaseSession:
    """A case with two sources, a measure and a claim that cites one of them."""
    parties.add(session, author, "Igor Kochetkov", key="kochetkov")
    sources.add(session, author, "page", SourceFields(kind="webpage", title="A page"))
    sources.add(session, author, "wire", SourceFields(kind="report", title="The wire"))
    measures.add(session, author, "in-touch", unit="people")
    fields = {
        "key": "in-touch-75",
        "text": "About 75 people were in touch.",
        "kind": "number",
        "speaker": "kochetkov",
        "number": "some 75 people",
        "tags": "contacts",
    }
    claims.add(session, author, fields, {"source": "page", "quote": "some 75 people"})
    session.commit()
    return session


def told(events: Sequence[Event]) -> list[tuple[str, list[str]]]:
    return [(event.done, [change.told for change in event.changes]) for event in events]


def last(session: CaseSession, key: str) -> tuple[str, list[str]]:
    """What was done last to a record, and what changed."""
    session.commit()
    return told(history(session, key))[-1]


# --- a whole life -------------------------------------------------------------------------------


def test_the_whole_life_of_a_claim(case: CaseSession, author: str, clock: Clock) -> None:
    clock.pass_by(hours=1)
    claims.cite(case, author, "in-touch-75", {"source": "wire", "stance": "disputes"})
    case.commit()
    clock.pass_by(hours=1)
    changes = {"place": "Grozny", "number": "about 80 people", "measure": "in-touch", "tags": "new"}
    claims.edit(case, author, "in-touch-75", changes)
    case.commit()
    clock.pass_by(hours=1)
    reviews.record(case, "Boris", "in-touch-75", status="in-review", because="Asked the Network.")
    case.commit()
    clock.pass_by(hours=1)
    claims.uncite(case, author, "in-touch-75", "wire", None, "The wire corrected it.")
    case.commit()
    clock.pass_by(hours=1)
    reviews.withdraw(case, author, "in-touch-75", "It counts others.")
    case.commit()

    events = history(case, "in-touch-75")
    assert told(events) == [
        (
            "claim added",
            [
                "key: in-touch-75",
                "text: “About 75 people were in touch.”",
                "kind: number",
                "speaker: Igor Kochetkov",
                "number: “some 75 people”",
                "tag added: contacts",
                "citation of page added: “some 75 people”",
            ],
        ),
        ("claim changed", ["citation of wire added: disputes"]),
        (
            "claim changed",
            [
                "place: — → Grozny",
                "number: “some 75 people” → “about 80 people”",
                "measure: — → in-touch",
                "tag removed: contacts",
                "tag added: new",
            ],
        ),
        (
            "review added",
            [
                "status: in-review",
                "reviewer: Boris",
                "reason: “Asked the Network.”",
                "claim: in-touch-75",
            ],
        ),
        ("claim changed", ["citation of wire withdrawn: The wire corrected it."]),
        (
            "review added",
            [
                "status: withdrawn",
                f"reviewer: {author}",
                "reason: “It counts others.”",
                "claim: in-touch-75",
            ],
        ),
    ]
    assert [event.at[:16] for event in events] == [
        f"2017-05-18T{hour}:00" for hour in range(12, 18)
    ]
    assert {event.author for event in events} == {author}
    assert [event.record == "in-touch-75" for event in events] == [
        event.kind == "claim" for event in events
    ]


def test_the_work_on_a_claim_is_of_its_life(case: CaseSession, author: str) -> None:
    claim = case.scalars(select(Claim)).one()
    party = case.scalars(select(Party)).one()
    of = {"claim_seq": claim.seq}
    case.add(Note(text="Ask the wire.", **of, **stamp(author)))
    case.commit()
    case.add(Reply(party_seq=party.seq, outcome="asked", **of, **stamp(author)))
    case.commit()
    case.add(Assignment(reviewer="Boris", **of, **stamp(author)))
    case.commit()
    assert told(history(case, "in-touch-75"))[1:] == [
        ("note added", ["text: “Ask the wire.”", "claim: in-touch-75"]),
        ("reply added", ["party: Igor Kochetkov", "outcome: asked", "claim: in-touch-75"]),
        ("assignment added", ["reviewer: Boris", "claim: in-touch-75"]),
    ]


def test_the_lives_of_a_source_a_party_and_a_measure(case: CaseSession, author: str) -> None:
    changed = SourceFields(author=["Lowry, Dale"], relays=["wire"], voice="kochetkov")
    sources.edit(case, author, "page", changed)
    assert last(case, "page") == (
        "source changed",
        [
            "voice: — → Igor Kochetkov",
            "author: — → Lowry, Dale",
            "relayed work added: wire",
        ],
    )
    claims.uncite(case, author, "in-touch-75", "page", None, "Not theirs.")
    case.commit()
    sources.withdraw(case, author, "page", "A forgery.")
    assert last(case, "page") == ("source withdrawn", ["withdrawn: — → “A forgery.”"])
    parties.edit(case, "kochetkov", name="Igor V. Kochetkov")
    assert last(case, "kochetkov") == (
        "party changed",
        ["name: Igor Kochetkov → Igor V. Kochetkov"],
    )
    measures.edit(case, "in-touch", cumulative=True)
    assert last(case, "in-touch") == ("measure changed", ["cumulative: no → yes"])


def test_a_quote_that_finds_its_place_is_told(case: CaseSession, author: str) -> None:
    source_evidence.take(case, author, "page", BytesIO(PAGE.encode()), CaptureFields())
    source_evidence.settle(case, author, "page")
    done, changes = last(case, "in-touch-75")
    assert done == "claim changed"
    begin = PAGE.index("some")
    assert any(
        f"place in the capture: — → “some 75 people”, characters {begin} to {begin + 14} of capture"
        in change
        for change in changes
    )


def test_a_citation_is_told_with_all_that_it_says(case: CaseSession, author: str) -> None:
    sources.edit(case, author, "page", SourceFields(relays=["wire"]))
    cited = {"source": "page", "via": "wire", "stance": "confirms", "quote": "75 человек",
             "translation": "75 people", "locator": "para. 3"}  # fmt: skip
    claims.cite(case, author, "in-touch-75", cited)
    assert last(case, "in-touch-75")[1] == [
        "citation of page added: “75 человек”, para. 3, via wire, confirms"
    ]
    claims.recite(case, author, "in-touch-75", 1, {"locator": "para. 4", "translation": ""})
    assert last(case, "in-touch-75")[1] == [
        "citation of page, locator: para. 3 → para. 4",
        "citation of page, translation: “75 people” → —",
    ]


# --- which record, and who ----------------------------------------------------------------------


def test_a_record_is_found_as_everywhere_else(case: CaseSession) -> None:
    whole = history(case, "in-touch-75")
    id = case.scalars(select(Claim.id)).one()
    assert history(case, "in-touch-7") == history(case, str(id)) == whole
    assert [event.kind for event in history(case, "in-touch")] == ["measure"]  # exactly its key
    assert [event.kind for event in history(case, "koch")] == ["party"]
    with pytest.raises(AmbiguousKey, match="more than one record: in-touch and in-touch-75"):
        history(case, "in-t")


def test_the_id_of_a_review_works_too(case: CaseSession) -> None:
    reviews.record(case, "Boris", "in-touch-75", status="in-review", because="Asked.")
    case.commit()
    review = case.scalars(select(Review)).one()
    (event,) = history(case, str(review.id))
    assert (event.kind, event.record) == ("review", str(review.id))


@pytest.mark.parametrize("key", ["", "nothing", str(UUID(int=7)), "a\0b", "\ud800", "%", "wire "])
def test_what_is_not_there_is_refused(case: CaseSession, key: str) -> None:
    with pytest.raises(UnknownRecord):
        history(case, key)


def test_a_mistyped_key_is_answered_with_near_ones(case: CaseSession) -> None:
    with pytest.raises(UnknownRecord) as refused:
        history(case, "in-tuoch-75")
    assert "in-touch-75" in refused.value.hint


def test_two_authors_with_one_name_are_told_apart(case: CaseSession, author: str) -> None:
    key = PublicKey(bytes(range(32)))
    before = history(case, "page")
    assert [event.author_key for event in before] == [None]
    sources.edit(case, author, "page", SourceFields(title="Another"))
    case.commit()
    table = table_of(Author)
    twin = insert(table).values(id=new_id(), name=author, public_key=key.raw, created_at=NOON)
    past_the_guards(case, twin)
    twin_seq = select(table.c.seq).where(table.c.public_key == key.raw).scalar_subquery()
    last = case.scalar(select(func.max(Entry.seq)))
    entry = update(table_of(Entry)).where(Entry.seq == last)
    past_the_guards(case, entry.values(author_seq=twin_seq))
    assert [event.author_key for event in history(case, "page")] == [UNKEYED, key.short]
    assert [event.author for event in history(case, "page")] == [author, author]


# --- what is gone, what was there before, and the clock ------------------------------------------


def test_what_was_erased_is_said_to_be(case: CaseSession, author: str) -> None:
    for place in ("Grozny", "Argun"):
        claims.edit(case, author, "in-touch-75", {"place": place})
        case.commit()
    first = history(case, "in-touch-75")[1].entry
    past_the_guards(
        case, update(table_of(Revision)).where(Revision.journal_seq == first).values(before=None)
    )
    events = history(case, "in-touch-75")
    assert [event.erased for event in events] == [True, True, False]
    assert [len(event.changes) for event in events] == [0, 0, 1]
    assert told(events)[2] == ("claim changed", ["place: Grozny → Argun"])


def test_a_before_image_may_be_gone_with_its_row(case: CaseSession, author: str) -> None:
    claims.edit(case, author, "in-touch-75", {"place": "Grozny"})
    case.commit()
    past_the_guards(case, delete(table_of(Revision)))
    assert [event.erased for event in history(case, "in-touch-75")] == [True, True]


def test_a_record_older_than_the_journal_is_told_with_who_made_it(
    case: CaseSession, author: str
) -> None:
    entry = history(case, "kochetkov")[0].entry
    past_the_guards(case, update(table_of(Entry)).where(Entry.seq == entry)
                     .values(action=Action.ADOPTED.value))  # fmt: skip
    (event,) = history(case, "kochetkov")
    assert event.done == "party there before the journal"
    assert [change.told for change in event.changes] == [
        "key: kochetkov",
        "name: Igor Kochetkov",
        "logged on: 2017-05-18T12:00:00.000Z",
        f"logged by: {author}",
    ]


def test_a_clock_that_was_set_back_turns_nothing_around(
    case: CaseSession, author: str, clock: Clock
) -> None:
    clock.pass_by(hours=2)
    claims.edit(case, author, "in-touch-75", {"place": "Grozny"})
    case.commit()
    clock.pass_by(days=-30)
    claims.edit(case, author, "in-touch-75", {"place": "Argun"})
    case.commit()
    events = history(case, "in-touch-75")
    assert [event.at for event in events] == sorted(event.at for event in events)
    assert [event.at[11:16] for event in events] == ["12:00", "14:00", "14:00"]
    assert told(events)[-1][1] == ["place: Grozny → Argun"]


def test_it_changes_nothing(case: CaseSession) -> None:
    before = case.scalars(select(Entry.digest).order_by(Entry.seq)).all()
    history(case, "in-touch-75")
    assert not case.new
    assert not case.dirty
    case.commit()
    assert case.scalars(select(Entry.digest).order_by(Entry.seq)).all() == before
