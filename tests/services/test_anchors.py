"""Finding the quotes of a source anew, on both databases."""

from io import BytesIO

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from factcheck.database.models import Anchor, Citation, Source
from factcheck.services import anchors, claims, reading, source_evidence, sources
from factcheck.services.anchors import Allowing, Moved
from factcheck.services.captures import CaptureFields
from factcheck.services.sources import SourceFields
from tests.services.imports import row, take

TALK = "A talk\n\nIt was long.\n\nHe spoke of 27 men who were held, and thirty who had fled.\n"
LATER = TALK.replace("It was long.\n\n", "").replace("had fled", "fled")


def capture(session: Session, author: str, text: str) -> None:
    told = CaptureFields(file_name="talk.txt")
    source_evidence.take(session, author, "talk", BytesIO(text.encode()), told)


@pytest.fixture
def talk(session: Session, author: str) -> Session:
    """A session on a case with four quotes of a source that was not captured."""
    sources.add(session, author, "talk", SourceFields(kind="interview", title="A talk"))
    claims.add(session, author, {"key": "raid", "text": "A raid.", "kind": "event"})
    for quote in ("27 men", "29 men", "thirty who had fled", "27 men who were"):
        claims.cite(session, author, "raid", {"source": "talk", "quote": quote})
    return session


def settle(session: Session, author: str, after: int = 0) -> list[Moved]:
    source = session.scalars(select(Source)).one()
    return anchors.settle(session, author, source, after=after)


def checks(session: Session) -> list[str | None]:
    return [citation.quote_check for citation in reading.show(session, "raid").citations]


def test_the_quotes_of_a_source_are_found_in_its_first_capture(talk: Session, author: str) -> None:
    assert checks(talk) == ["no capture"] * 4
    assert settle(talk, author) == []
    capture(talk, author, TALK)
    assert checks(talk) == ["missing"] * 4
    assert settle(talk, author) == [
        Moved("raid", "27 men", None, "para. 2", anchors.QuoteCheck.ANCHORED),
        Moved("raid", "thirty who had fled", None, "para. 2", anchors.QuoteCheck.ANCHORED),
        Moved("raid", "27 men who were", None, "para. 2", anchors.QuoteCheck.ANCHORED),
    ]
    assert checks(talk) == ["anchored", "missing", "anchored", "anchored"]
    assert settle(talk, author) == []


def test_quotes_move_to_a_later_capture_that_has_them(talk: Session, author: str) -> None:
    capture(talk, author, TALK)
    settle(talk, author)
    before = [found.capture for found in reading.show(talk, "raid").citations]
    capture(talk, author, LATER)
    assert [(moved.before, moved.after) for moved in settle(talk, author)] == [
        ("para. 2", "para. 1"),
        ("para. 2", "para. 1"),
    ]
    after = [found.capture for found in reading.show(talk, "raid").citations]
    assert checks(talk) == ["anchored", "missing", "anchored", "anchored"]
    assert [one == other for one, other in zip(before, after, strict=True)] == [
        *(False, True, True, False)
    ]


def test_only_later_citations_are_looked_for_where_that_is_asked(
    talk: Session, author: str
) -> None:
    capture(talk, author, TALK)
    seqs = talk.scalars(select(Citation.seq).order_by(Citation.seq)).all()
    assert len(settle(talk, author, after=seqs[1])) == 2
    assert checks(talk) == ["missing", "missing", "anchored", "anchored"]


def test_a_place_that_was_altered_is_found_again(talk: Session, author: str) -> None:
    capture(talk, author, TALK)
    settle(talk, author)
    talk.connection().execute(update(Anchor).values(first=Anchor.first - 1))
    talk.expire_all()
    assert checks(talk) == ["missing"] * 4
    assert len(settle(talk, author)) == 3
    assert checks(talk) == ["anchored", "missing", "anchored", "anchored"]


def test_what_was_accepted_stays_accepted_and_signed(talk: Session, author: str) -> None:
    capture(talk, author, TALK)
    quote = "27 men who were being held, and thirty who had fled"
    allowing = Allowing(differences=True)
    claims.cite(talk, "Boris Editor", "raid", {"source": "talk", "quote": quote}, allowing)
    assert checks(talk)[-1] == "differs"
    capture(talk, author, f"{TALK}\nMore.\n")
    settle(talk, author)
    assert checks(talk)[-1] == "differs"
    assert "Boris Editor" in talk.scalars(select(Anchor.accepted_by)).all()


def test_imported_quotes_are_anchored_where_there_is_a_capture(talk: Session, author: str) -> None:
    capture(talk, author, TALK)
    sources.add(talk, author, "paper", SourceFields(kind="report", title="A paper"))
    rows = [
        row(1, {"source": "talk", "quote": "27 men"}, text="One."),
        row(2, {"source": "talk", "quote": "28 men"}, text="Two."),
        row(3, {"source": "paper", "quote": "28 men"}, text="Three."),
        row(4, "talk", text="Four."),
    ]
    assert take(talk, rows).report.unanchored == 1
    found = [claim.citations[0].quote_check for claim in reading.listing(talk, [], None)]
    assert found[:4] == [None, "no capture", "missing", "anchored"]
    assert checks(talk) == ["missing"] * 4
    again = take(talk, rows).report
    assert (again.citations, again.unanchored) == (0, 0)
