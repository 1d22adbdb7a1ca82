"""Importing rows: all that is right and new lands once."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from factcheck.database.models import Claim, Party
from factcheck.importers.base import Row
from factcheck.services import claims, parties, reading, reviews
from factcheck.services.importing import ImportReport
from factcheck.services.searching import search
from factcheck.services.selecting import Wanted
from tests.services.imports import (
    PASSAGE,
    WHOLE,
    counts,
    row,
    take,
    take_text,
    whole_case,
)

pytestmark = pytest.mark.usefixtures("known")

# --- what lands -----------------------------------------------------------------------------


def test_an_imported_claim_is_what_logging_it_makes(session: Session, author: str) -> None:
    done = take(session, [Row(2, "claim", WHOLE, [PASSAGE])])
    assert done == (ImportReport(claims=1, citations=1, known=0, others=2, refused=0), [])
    imported = reading.show(session, "held-75")
    logged = claims.add(session, author, {**WHOLE, "key": "logged"}, PASSAGE)
    assert logged.twin == "held-75"
    assert logged.new_parties == ()
    assert imported == logged.claim._replace(key="held-75", id=imported.id)


def test_an_imported_row_says_who_logged_it_and_when(session: Session, author: str) -> None:
    claims.add(session, author, {"text": "Before.", "kind": "event", "key": "before"})
    take(session, [row(2, key="raid")], author="Boris Editor")
    (before, raid) = session.scalars(select(Claim).order_by(Claim.seq))
    assert raid.created_by == "Boris Editor"
    assert raid.created_at >= before.created_at
    assert raid.id.version == 7
    assert raid.id > before.id


def test_an_imported_claim_is_found_by_its_words(session: Session) -> None:
    take(session, [row(2, {"source": "wire", "quote": "пытки"}, text="They were abducted.")])
    session.commit()  # fills the index
    for query in ("abduct", "пыток", "wire"):
        assert search(session, query, Wanted(), None).total == 1


def test_an_imported_claim_can_be_reviewed_and_edited(session: Session, author: str) -> None:
    take(session, [row(2, key="raid")])
    reviews.record(
        session, author, "raid", status="verified", because="Seen.", override="We saw it ourselves."
    )
    edited = claims.edit(session, author, "raid", {"text": "Two raids."}).claim
    assert edited.status == "in-review"
    assert "the evidence changed after" in (edited.status_because or "")
    assert claims.add(session, author, {"text": "New.", "kind": "event"}).claim.key == "new"


@pytest.mark.usefixtures("chunk")
def test_rows_land_in_their_order(session: Session) -> None:
    rows = [row(line, text=f"Raid {line}.", key=f"r{line}") for line in range(2, 9)]
    assert take(session, rows).report == ImportReport(7, 0, 0, 0, 0)
    assert [claim.key for claim in whole_case(session)] == [f"r{line}" for line in range(2, 9)]


@pytest.mark.usefixtures("chunk")
def test_keys_are_made_where_none_is_given_and_do_not_clash(session: Session, author: str) -> None:
    parties.add(session, author, "raid", key="raid-5")
    texts = ["Raid!", "Raid.", "Raid?", "Raid"]
    rows = [row(2, text="Another.", key="raid-2")]
    rows += [row(line, text=text) for line, text in enumerate(texts, start=3)]
    assert take(session, rows).report.claims == 5
    keys = [claim.key for claim in whole_case(session)]
    assert len(set(keys)) == 5
    assert "raid-5" not in keys
    assert all(key.startswith("raid") for key in keys)


def test_a_key_that_a_later_row_is_given_is_not_made_for_an_earlier_one(session: Session) -> None:
    rows = [row(2), row(3, text="A raid!"), row(4, text="Another.", key="raid-2")]
    assert take(session, rows).refused == []
    assert [claim.key for claim in whole_case(session)] == ["raid", "raid-3", "raid-2"]


def test_a_party_is_made_once_for_all_rows(session: Session) -> None:
    rows = [row(line, text=f"Raid {line}", speaker="Ada", against="Police") for line in (2, 3, 4)]
    assert take(session, rows).report == ImportReport(3, 0, 0, 2, 0)
    assert session.scalar(select(func.count()).select_from(Party)) == 2


@pytest.mark.usefixtures("chunk")
def test_a_row_a_citation_for_one_claim_is_one_claim(session: Session) -> None:
    rows = [
        row(2, "wire", key="raid"),
        row(3, "interview", key="raid"),
        row(4, "wire", key="raid"),
        row(5, {"source": "wire", "stance": "disputes"}, key="raid"),
        row(6, {"source": "wire", "locator": "p. 1"}, key="raid"),
    ]
    assert take(session, rows) == (ImportReport(1, 4, 4, 0, 0), [])
    (claim,) = whole_case(session)
    assert [citation.source for citation in claim.citations] == [
        "wire",
        "interview",
        "wire",
        "wire",
    ]
    assert claim.origins == ("wire", "interview")


# --- what is there already ------------------------------------------------------------------


def test_a_claim_that_is_refused_is_refused_in_every_row(session: Session) -> None:
    cited = {"source": "wire", "locator": "p. 1"}
    wrong = [row(line, cited, text="Raid.", kind="raid") for line in (2, 3)]
    report, refused = take(session, wrong)
    assert (report.claims, report.refused) == (0, 2)
    assert [refusal.line for refusal in refused] == [2, 3]
    assert refused[0].reason == refused[1].reason


def test_a_row_is_refused_for_its_claim_before_its_citation(session: Session) -> None:
    nowhere = {"source": "no-such-source"}
    rows = [row(2, text="Raid."), row(3, nowhere, text="Raid."), row(4, nowhere, text="")]
    _, refused = take(session, rows)
    assert [(refusal.line, "no-such-source" in refusal.reason) for refusal in refused] == [
        (3, True),
        (4, False),
    ]


@pytest.mark.usefixtures("chunk")
@pytest.mark.parametrize("key", [{"key": "raid"}, {}], ids=["with a key", "without"])
def test_importing_again_adds_nothing(session: Session, key: dict[str, str]) -> None:
    rows = [row(2, "wire", **key), row(3, "wire", "interview", text="Another.")]
    take(session, rows)
    before, held = whole_case(session), counts(session)
    assert take(session, rows) == (ImportReport(0, 0, 2, 0, 0), [])
    assert take(session, rows[::-1]) == (ImportReport(0, 0, 2, 0, 0), [])
    assert (whole_case(session), counts(session)) == (before, held)


def test_fields_written_in_another_order_are_the_same_claim(session: Session) -> None:
    take_text(session, "key,text,kind,place,source,quote\nraid,A raid.,event,Argun,wire,there\n")
    again = take_text(
        session, "quote,source,place,kind,text,key\nthere,wire,Argun,event,A raid.,raid\n"
    )
    assert again == (ImportReport(0, 0, 1, 0, 0), [])
    other = take_text(
        session,
        '{"citations":[{"quote":"there","source":"wire"}],"place":"Argun","kind":"event",'
        '"text":"A raid.","key":"raid"}\n',
        "jsonl",
    )
    assert other == (ImportReport(0, 0, 1, 0, 0), [])


@pytest.mark.parametrize("key", [{"key": "raid"}, {}], ids=["with a key", "without"])
@pytest.mark.parametrize(
    "change",
    [{"text": "Two raids."}, {"place": "Grozny"}, {"kind": "targeting"}, {"number": "two raids"}],
)
def test_a_claim_that_was_edited_since_is_known_and_stays_edited(
    session: Session, author: str, key: dict[str, str], change: dict[str, str]
) -> None:
    rows = [row(2, "wire", **key)]
    take(session, rows)
    (made,) = whole_case(session)
    edited = claims.edit(session, author, made.key, change).claim
    assert take(session, rows) == (ImportReport(0, 0, 1, 0, 0), [])
    assert whole_case(session) == [edited._replace(id="")]


def test_a_second_citation_for_a_known_claim_is_added_once(session: Session) -> None:
    take(session, [row(2, "wire", key="raid")])
    more = [row(2, "wire", "interview", key="raid"), row(3, "interview", key="raid")]
    assert take(session, more) == (ImportReport(0, 1, 2, 0, 0), [])
    assert take(session, more) == (ImportReport(0, 0, 2, 0, 0), [])
    (claim,) = whole_case(session)
    assert [citation.source for citation in claim.citations] == ["wire", "interview"]


def test_a_citation_of_a_known_claim_is_found_by_its_words(session: Session) -> None:
    take(session, [row(2, key="raid")])
    session.commit()
    take(session, [row(2, {"source": "wire", "quote": "zebra"}, key="raid")])
    session.commit()
    assert search(session, "zebra", Wanted(), None).total == 1


def test_a_citation_that_was_taken_back_does_not_come_back(session: Session, author: str) -> None:
    rows = [row(2, "wire", "interview", key="raid")]
    take(session, rows)
    claims.uncite(session, author, "raid", "wire", None, "Misread.")
    assert take(session, rows) == (ImportReport(0, 0, 1, 0, 0), [])
    (claim,) = whole_case(session)
    assert [citation.source for citation in claim.citations] == ["interview"]


def test_a_known_claim_keeps_its_status(session: Session, author: str) -> None:
    rows = [row(2, "wire", key="raid")]
    take(session, rows)
    reviews.record(session, author, "raid", status="disputed", because="Two accounts.")
    take(session, [*rows, row(3, "interview", key="raid")])
    (claim,) = whole_case(session)
    assert (claim.status, len(claim.reviews)) == ("disputed", 1)


@pytest.mark.usefixtures("chunk")
def test_a_claim_without_a_key_is_the_one_of_the_same_words(session: Session) -> None:
    rows = [row(2, key="raid"), row(3, "wire")]
    assert take(session, rows).report == ImportReport(1, 1, 1, 0, 0)
    assert [claim.key for claim in whole_case(session)] == ["raid"]
