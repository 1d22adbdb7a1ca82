"""Capturing a source from end to end: bytes, text, and the quotes that stand in it."""

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.database.models import Anchor, Citation
from factcheck.errors import CaptureOfAnother, NoText, UnknownCapture
from factcheck.evidence.extraction import extracted
from factcheck.services import anchors, cases, claims, reading, source_evidence, texts
from factcheck.services.captures import CaptureFields
from factcheck.services.source_evidence import Mark, Taken

AUTHOR = "Anna Reporter"
PAGE = b"A talk\n\nHe spoke of some 75 people.\n\nThen of 27 men, and of 27 men again.\n"


def take(session: Session, data: bytes = PAGE, key: str = "wire", **fields: Any) -> Taken:
    told = CaptureFields(**{"file_name": "page.txt", **fields})
    return source_evidence.take(session, AUTHOR, key, io.BytesIO(data), told)


def quote(session: Session, key: str, words: str, source: str = "wire") -> None:
    fields = {"key": key, "text": f"{key}.", "kind": "event"}
    claims.add(session, AUTHOR, fields, {"source": source, "quote": words})


def checks(session: Session, key: str = "wire") -> dict[str, str]:
    return {found.claim: found.check for found in source_evidence.settle(session, AUTHOR, key)}


def test_quotes_are_found_in_what_was_captured_later(case: Session) -> None:
    quote(case, "in-touch", "some 75 people")
    quote(case, "few", "some 57 people")
    quote(case, "elsewhere", "some 75 people", source="interview")
    claims.add(case, AUTHOR, {"key": "bare", "text": "x", "kind": "event"}, {"source": "wire"})
    assert checks(case) == {}, "without a text, of no quote is told"
    take(case)
    assert checks(case) == {"in-touch": "anchored", "few": "missing"}
    found = source_evidence.marked(case, "wire")
    assert found.marks == (Mark(20, 34, "in-touch"),)
    assert found.text.text[20:34] == "some 75 people"


def test_a_quote_is_never_found_in_other_facts(case: Session) -> None:
    quote(case, "few", "29 men, and")
    take(case)
    assert checks(case) == {"few": "missing"}
    assert source_evidence.marked(case, "wire").marks == ()


def test_a_withdrawn_citation_is_not_marked(case: Session) -> None:
    quote(case, "in-touch", "some 75 people")
    take(case)
    checks(case)
    claims.uncite(case, AUTHOR, "in-touch", "wire", None, "Wrong.")
    assert source_evidence.marked(case, "wire").marks == ()
    assert checks(case) == {}


def test_a_place_that_does_not_fit_is_not_marked(case: Session) -> None:
    quote(case, "in-touch", "some 75 people")
    take(case)
    checks(case)
    case.scalars(select(Anchor)).one().first = 3
    case.flush()
    assert source_evidence.marked(case, "wire").marks == ()


def test_marks_come_in_order(case: Session) -> None:
    for key, words in (("late", "27 men again"), ("long", "He spoke of some 75 people."),
                       ("short", "He spoke")):  # fmt: skip
        quote(case, key, words)
    take(case)
    checks(case)
    assert [mark.claim for mark in source_evidence.marked(case, "wire").marks] == [
        "long", "short", "late"
    ]  # fmt: skip


def test_the_text_of_a_capture_that_is_named(case: Session) -> None:
    first, second = take(case), take(case, b"Another page.")
    other = take(case, b"A page of another.", key="interview")
    assert source_evidence.marked(case, "wire").text.text == "Another page."
    named = source_evidence.marked(case, "wire", first.capture.digest[:8])
    assert named.text.digest == first.capture.digest
    assert source_evidence.marked(case, "wire", second.capture.digest).text.text == "Another page."
    with pytest.raises(CaptureOfAnother):
        source_evidence.marked(case, "wire", other.capture.digest)
    with pytest.raises(UnknownCapture):
        source_evidence.marked(case, "wire", "0000")


def test_no_text(case: Session) -> None:
    with pytest.raises(NoText):
        source_evidence.marked(case, "wire")
    take(case, b"\0\1\2")
    with pytest.raises(NoText, match="it is not known what kind of file it is"):
        source_evidence.marked(case, "wire")


def test_reading_anew_for_every_source_of_a_capture(
    case: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    quote(case, "in-touch", "some 75 people")
    quote(case, "talked", "He spoke of", source="interview")
    digest = take(case).capture.digest
    take(case, key="interview")
    take(case, note="Again.")
    checks(case), checks(case, "interview")

    def worse(*given: Any, **about: Any) -> Any:
        found: Any = extracted(*given, **about)
        return found._replace(text=found.text.replace("75", "57"))

    monkeypatch.setattr(texts, "extracted", worse)
    first, second = source_evidence.read_again(case, AUTHOR, digest[:9])
    assert (first.reading.source, second.reading.source) == ("wire", "interview")
    assert (first.same, second.same) == (False, False)
    assert [(one.claim, one.before, one.after) for one in first.moved] == [
        ("in-touch", "para. 1", None)
    ]
    assert second.moved == ()
    assert case.scalars(select(Anchor).join(Citation)).one().exact == "He spoke of"


def newer(session: Session, key: str = "wire") -> dict[str, str | None]:
    return {found.claim: found.newer_capture for found in source_evidence.quotes(session, key)}


def test_quotes_that_the_newest_capture_does_not_have(case: Session) -> None:
    quote(case, "in-touch", "some 75 people")
    quote(case, "few", "27 men, and")
    quote(case, "absent", "No such words")
    assert newer(case) == {}, "without a text, of no quote is told"
    take(case)
    checks(case)
    assert newer(case) == {"in-touch": None, "few": None, "absent": None}
    later = take(case, b"A talk\n\nHe spoke of some 75 people.\n").capture.digest
    checks(case)
    assert newer(case) == {"in-touch": None, "few": later, "absent": None}
    assert cases.overview(case).outdated == 1
    assert [found.newer_capture for found in reading.passages(case, "few")] == [later]
    assert [found.newer_capture for found in reading.passages(case, "in-touch")] == [None]
    take(case)  # the page is as it was
    checks(case)
    assert set(newer(case).values()) == {None}
    assert cases.overview(case).outdated == 0


def test_the_newest_capture_is_the_one_that_was_got_last(case: Session) -> None:
    quote(case, "in-touch", "some 75 people")
    take(case)
    first = datetime(2001, 5, 18, tzinfo=UTC)
    take(case, b"Another page.\n", captured_at=first)
    checks(case)
    assert newer(case) == {"in-touch": None}
    assert source_evidence.marked(case, "wire").text.text.startswith("A talk")


def test_what_cannot_be_read_outdates_nothing(case: Session) -> None:
    quote(case, "in-touch", "some 75 people")
    take(case)
    take(case, b"\x89PNG\r\n\x1a\n" + bytes(50), file_name="a.png")
    checks(case)
    assert newer(case) == {"in-touch": None}


def test_an_accepted_difference_that_is_gone_is_none_any_more(case: Session) -> None:
    """The page was corrected to what was quoted: nothing has to be accepted."""
    page = b"He spoke at length of some 75 people who were in touch with us by then.\n"
    take(case, page)
    fields = {"key": "talked", "text": "talked.", "kind": "event"}
    words = "He talked at length of some 75 people who were in touch with us by then"
    allowing = anchors.Allowing(differences=True)
    claims.add(case, AUTHOR, fields, {"source": "wire", "quote": words}, allowing)
    assert checks(case) == {"talked": "differs"}
    take(case, page.replace(b"spoke", b"talked"))
    assert checks(case) == {"talked": "anchored"}
    assert case.scalars(select(Anchor)).one().accepted_by is None


def test_a_locator_that_named_the_place_follows_it(case: Session) -> None:
    take(case)
    quote(case, "in-touch", "some 75 people")
    fields = {"key": "typed", "text": "typed.", "kind": "event"}
    typed = {"source": "wire", "quote": "some 75 people", "locator": "the first page"}
    claims.add(case, AUTHOR, fields, typed)
    take(case, PAGE.replace(b"A talk\n\n", b"A talk\n\nA correction was made.\n\n"))
    checks(case)
    found = case.execute(select(Citation.locator).order_by(Citation.seq.desc()).limit(2))
    assert found.scalars().all() == ["the first page", "para. 2"]
