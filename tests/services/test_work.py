"""The work on a claim beside judging it: notes, replies, and who holds it."""

from io import StringIO

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from factcheck.database.identifiers import new_id
from factcheck.database.models import Assignment, Entry, Note, Party, Reply
from factcheck.domain.standing import same_reader
from factcheck.errors import (
    AmbiguousName,
    EmptyText,
    EvidenceChanged,
    HeldAlready,
    HeldByNobody,
    UnknownCode,
    UnknownKey,
    UnreadableDate,
)
from factcheck.exporters.json import JsonExporter
from factcheck.exporters.markdown import MarkdownExporter
from factcheck.services import (
    assignments,
    cases,
    claims,
    desk,
    factsheets,
    notes,
    parties,
    reading,
    replies,
    reviews,
)
from factcheck.services.selecting import Wanted
from tests.services.judging import cite, judge, lay_out

BORIS = "Boris Editor"


@pytest.fixture
def case(session: Session) -> Session:
    """The case of ``judging.lay_out``, with a second claim that waits."""
    lay_out(session)
    claims.add(session, BORIS, {"text": "They were beaten.", "kind": "event", "key": "beaten"})
    session.flush()
    return session


def count(session: Session, model: type) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


# --- notes ------------------------------------------------------------------------------------


def test_notes_are_kept_in_order(case: Session, author: str) -> None:
    assert notes.of(case, "held") == []
    key, first = notes.add(case, author, "hel", "  Ask the court.  ")
    _, second = notes.add(case, BORIS, "held", "Позвонить.", id=(chosen := new_id()))
    notes.add(case, author, "beaten", "Another one.")
    assert (key, first.text, first.created_by) == ("held", "Ask the court.", author)
    assert second.id == str(chosen)
    assert notes.of(case, "held") == [first, second]


@pytest.mark.parametrize("text", ["", "  ", "\u200b"])
def test_an_empty_note_is_refused(case: Session, author: str, text: str) -> None:
    with pytest.raises(EmptyText, match="The note is empty"):
        notes.add(case, author, "held", text)
    assert count(case, Note) == 0


def test_a_note_on_no_claim_is_refused(case: Session, author: str) -> None:
    with pytest.raises(UnknownKey):
        notes.add(case, author, "zzz", "Text.")


def test_no_export_has_a_note(case: Session, author: str) -> None:
    notes.add(case, author, "held", "A secret of the desk")
    for exporter in (MarkdownExporter(), JsonExporter()):
        out = StringIO()
        exporter.write(factsheets.build(case, Wanted()), out)
        assert "75 people were held." in out.getvalue()
        assert "secret" not in out.getvalue()


# --- the right of reply -------------------------------------------------------------------------


def test_a_question_and_its_answer_stand_with_the_claim(case: Session, author: str) -> None:
    asked = replies.add(case, author, "held", party="court-party", outcome="asked", on="2017-04-20")
    done = replies.add(
        case, BORIS, "held", party="Ramzan Kadyrov", outcome="answered", text=" No such people. "
    )
    assert (asked.claim, asked.reply.party, asked.new_party) == ("held", "Court", None)
    assert (done.new_party, done.reply.text) == ("Ramzan Kadyrov", "No such people.")
    assert reading.show(case, "held").replies == (asked.reply, done.reply)
    assert reading.show(case, "beaten").replies == ()
    listed = {claim.key: claim.replies for claim in reading.listing(case, [], None)}
    assert listed == {"held": (asked.reply, done.reply), "beaten": ()}


def test_a_sheet_tells_it_in_words(case: Session, author: str) -> None:
    replies.add(case, author, "held", party="Ramzan Kadyrov", outcome="no-answer", on="2017-04-20")
    out = StringIO()
    MarkdownExporter().write(factsheets.build(case, Wanted()), out)
    assert "\n- Asked Ramzan Kadyrov on 2017-04-20: no answer.\n" in out.getvalue()


def test_a_reply_decides_nothing(case: Session, author: str) -> None:
    judge(case, author, "disputed")
    case.commit()
    before = reading.show(case, "held")
    replies.add(case, author, "held", party="court-party", outcome="answered", text="It is so.")
    case.commit()
    after = reading.show(case, "held")
    assert (after.status, after.reviews) == (before.status, before.reviews)


def test_bad_replies_are_refused(case: Session, author: str) -> None:
    given = {"party": "court-party", "outcome": "asked"}
    with pytest.raises(UnknownCode, match="“silence” is not a reply outcome"):
        replies.add(case, author, "held", party="court-party", outcome="silence")
    with pytest.raises(UnreadableDate, match="last May"):
        replies.add(case, author, "held", on="last May", **given)
    with pytest.raises(UnreadableDate):
        replies.add(case, author, "held", on="", **given)
    with pytest.raises(UnknownKey):
        replies.add(case, author, "zzz", **given)
    with pytest.raises(EmptyText):
        replies.add(case, author, "held", party=" ", outcome="asked")
    parties.add(case, author, "Court", key="another-court")
    with pytest.raises(AmbiguousName):
        replies.add(case, author, "held", party="Court", outcome="asked")
    assert count(case, Reply) == 0
    assert count(case, Party) == 4


# --- who holds a claim --------------------------------------------------------------------------


def test_the_last_assignment_counts(case: Session, author: str) -> None:
    assert desk.page(case, "held").held_by is None
    assert assignments.assign(case, author, "held", BORIS).before is None
    done = assignments.assign(case, author, "held", author)
    assert (done.claim, done.status, done.before, done.holder) == (
        "held", "unverified", BORIS, author,
    )  # fmt: skip
    assert desk.page(case, "held").held_by == author
    assignments.assign(case, author, "beaten", BORIS)
    assert set(assignments.holders(case).values()) == {author, BORIS}
    assignments.assign(case, author, "held", None)
    assert list(assignments.holders(case).values()) == [BORIS]
    assert count(case, Assignment) == 4


def test_what_changes_nothing_is_refused(case: Session, author: str) -> None:
    with pytest.raises(HeldByNobody):
        assignments.assign(case, author, "held", None)
    with pytest.raises(EmptyText, match="The reviewer's name is empty"):
        assignments.assign(case, author, "held", " ")
    assignments.assign(case, author, "held", BORIS)
    with pytest.raises(HeldAlready, match="Boris Editor holds held already"):
        assignments.assign(case, author, "held", "boris  EDITOR")
    assert count(case, Assignment) == 1


def test_the_queue_says_who_holds_what(case: Session, author: str) -> None:
    assignments.assign(case, author, "held", "boris editor")
    found = {waiting.key: waiting.held_by for waiting in reviews.queue(case)}
    assert found == {"beaten": None, "held": "boris editor"}
    assert [waiting.key for waiting in reviews.queue(case, held_by=BORIS)] == ["held"]
    assert reviews.line(case, held_by=BORIS) == ["held"]
    assert reviews.queue(case, held_by=BORIS, limit=0) == []
    assert reviews.queue(case, held_by=author) == []
    assert reviews.line(case) == [one.key for one in reviews.queue(case)]
    judge(case, author, "disputed")
    assert reviews.queue(case, held_by=BORIS) == []


def test_the_case_at_a_glance_counts_what_is_held_and_waits(case: Session, author: str) -> None:
    assert cases.overview(case).held == {}
    assignments.assign(case, author, "held", "boris editor")
    assignments.assign(case, author, "beaten", BORIS)
    (held,) = cases.overview(case).held.items()
    assert (same_reader(held[0]), held[1]) == (same_reader(BORIS), 2)
    judge(case, author, "disputed")
    assert list(cases.overview(case).held.values()) == [1]
    assignments.assign(case, author, "beaten", None)
    assert cases.overview(case).held == {}


# --- the page on the desk -----------------------------------------------------------------------


def test_a_page_holds_all_that_is_known_of_a_claim(case: Session, author: str) -> None:
    _, note = notes.add(case, author, "held", "Ask the court.")
    done = replies.add(case, author, "held", party="court-party", outcome="asked")
    page = desk.page(case, "hel")
    assert (page.claim.key, list(page.notes)) == ("held", [note])
    assert page.claim.replies == (done.reply,)
    assert [passage.context.marked for passage in page.passages if passage.context] == [
        "They held [75 people]."
    ]
    assert page.backing.asks


def test_a_case_is_known_by_its_first_claim(case: Session, author: str) -> None:
    before = desk.mark(case)
    claims.add(case, author, {"text": "Third.", "kind": "event"})
    assert desk.mark(case) == before != ""


def test_what_was_seen_is_what_is_judged(case: Session, author: str) -> None:
    seen = desk.page(case, "held").backing.evidence.digest
    assert seen is not None
    cite(case, "held", "court", quote="75 people were held")
    with pytest.raises(EvidenceChanged, match="held or its evidence was changed"):
        judge(case, author, "disputed", seen=seen)
    assert reading.show(case, "held").reviews == ()
    seen = desk.page(case, "held").backing.evidence.digest
    done = judge(case, author, "disputed", seen=seen, id=(chosen := new_id()))
    assert done.review.id == str(chosen)
    assert reviews.kept(case, chosen)
    assert not reviews.kept(case, new_id())


def test_each_of_them_is_one_entry_of_the_journal(case: Session, author: str) -> None:
    case.commit()
    before = count(case, Entry)
    notes.add(case, author, "held", "Ask the court.")
    assignments.assign(case, author, "held", BORIS)
    replies.add(case, author, "held", party="court-party", outcome="asked")
    case.commit()
    query = select(Entry.record_kind, Entry.action).order_by(Entry.seq).offset(before)
    assert sorted(case.execute(query)) == [
        ("assignment", "added"), ("note", "added"), ("reply", "added"),
    ]  # fmt: skip
