"""Quotes of a source that was captured: found, refused, let pass, found anew; on both databases."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from factcheck.database.engine import Location, connect
from factcheck.database.models import Anchor, Citation
from factcheck.database.session import open_session
from factcheck.domain.records import CitationRecord
from factcheck.errors import (
    AmbiguousQuote,
    DuplicateCitation,
    FactcheckError,
    QuoteDiffers,
    QuoteNotFound,
)
from factcheck.services import anchors, claims, reading, source_evidence, sources
from factcheck.services.anchors import Allowing
from factcheck.services.captures import CaptureFields
from factcheck.services.sources import SourceFields
from tests.conftest import BOTH, copied
from tests.services.conftest import rolled_back
from tests.support.cases import AUTHOR

TALK = (
    "A talk\n\n"
    "It was long.\n\n"
    "He spoke of 27 men who were held in Argun, and thirty who had fled to other towns by then.\n\n"
    "Nobody was ever asked. They said so twice: nobody was ever heard.\n"
)
URL = "https://example.org/talk"


@pytest.fixture(scope="module", params=BOTH)
def captured(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Location]:
    """A case with a captured source, and a claim."""
    told = SourceFields(kind="interview", title="A talk", url=URL, archive_url="https://a.org/1")
    with copied(request, tmp_path_factory, "template") as location:
        with open_session(location, write=True, author=AUTHOR) as session:
            sources.add(session, AUTHOR, "talk", told)
            capture(session, AUTHOR, TALK)
            claims.add(session, AUTHOR, {"key": "raid", "text": "A raid.", "kind": "event"})
            session.commit()
        yield location


@pytest.fixture
def talk(captured: Location) -> Iterator[Session]:
    """A session on that case."""
    with rolled_back(connect(captured)) as session:
        yield session


def capture(session: Session, author: str, text: str) -> str:
    told = CaptureFields(file_name="talk.txt")
    taken = source_evidence.take(session, author, "talk", BytesIO(text.encode()), told)
    return taken.capture.digest


def cite(session: Session, author: str, quote: str, **given: Any) -> CitationRecord:
    allowing = given.pop("allowing", Allowing())
    fields = {"source": "talk", "quote": quote, **given}
    return claims.cite(session, author, "raid", fields, allowing).claim.citations[-1]


def kept(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Anchor)) or 0


def citations(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Citation)) or 0


# --- found ----------------------------------------------------------------------------------


def test_a_quote_that_stands_gets_its_place_and_its_locator(talk: Session, author: str) -> None:
    quoted = {"source": "talk", "quote": "27 men"}
    change = claims.cite(talk, author, "raid", quoted)
    assert change.claim.citations == (
        CitationRecord(
            source="talk",
            via=None,
            stance="supports",
            locator="para. 2",
            quote="27 men",
            translation=None,
            quote_check="anchored",
            link=f"{URL}#:~:text=He%20spoke%20of-,27%20men,-who%20were%20held",
            archive_url="https://a.org/1",
            capture=change.placed.text.digest if change.placed else "",
        ),
    )
    assert reading.show(talk, "raid") == change.claim
    assert change.placed is not None
    assert (change.placed.passage, change.placed.locator) == ("27 men", "para. 2")
    [(context, newer)] = reading.passages(talk, "raid")
    assert newer is None
    assert context == change.placed.context
    assert context.marked.startswith("He spoke of [27 men] who were held in Argun")


def test_what_was_typed_is_kept_beside_what_was_captured(talk: Session, author: str) -> None:
    cited = cite(talk, author, "Nobody was ever asked.\n They said so twice", locator="¶ 3")
    assert cited.quote == "Nobody was ever asked.\n They said so twice"
    assert (cited.quote_check, cited.locator) == ("anchored", "¶ 3")
    assert talk.scalars(select(Anchor.exact)).one() == "Nobody was ever asked. They said so twice"


@pytest.mark.parametrize(
    ("locator", "elsewhere"),
    [
        ("para. 2", False),
        ("paragraph 2", False),
        ("paras. 1-3", False),
        ("title", True),
        ("para. 1", True),
        ("para. 22", True),
        ("§ of the annex", False),
        ("p. 7", False),
    ],
)
def test_a_typed_locator_stays_and_may_name_another_place(
    talk: Session, author: str, locator: str, elsewhere: bool
) -> None:
    quoted = {"source": "talk", "quote": "27 men", "locator": locator}
    change = claims.cite(talk, author, "raid", quoted)
    assert change.claim.citations[0].locator == locator
    assert change.placed is not None
    assert change.placed.contradicts(locator) is elsewhere


def test_a_new_claim_keeps_the_place_of_its_quote(talk: Session, author: str) -> None:
    fields = {"text": "27 were held.", "kind": "number", "number": "27 men"}
    change = claims.add(talk, author, fields, {"source": "talk", "quote": "27 men"})
    assert change.claim.citations[0].quote_check == "anchored"
    assert change.placed is not None
    assert not claims.number_is_unstated(change.claim)


def test_the_locator_that_was_filled_in_makes_no_second_citation(
    talk: Session, author: str
) -> None:
    cite(talk, author, "27 men")
    with pytest.raises(DuplicateCitation):
        cite(talk, author, "27 men")
    assert (citations(talk), kept(talk)) == (1, 1)


def test_without_a_captured_text_nothing_is_asked(talk: Session, author: str) -> None:
    told = SourceFields(kind="report", title="A paper", url="https://example.org/paper")
    sources.add(talk, author, "paper", told)
    change = claims.cite(talk, author, "raid", {"source": "paper", "quote": "29 men"})
    cited = change.claim.citations[0]
    assert (cited.quote_check, cited.capture, cited.locator) == ("no capture", None, None)
    assert cited.link == "https://example.org/paper"
    assert change.placed is None
    assert reading.passages(talk, "raid") == [(None, None)]


def test_a_citation_without_a_quote_has_no_check(talk: Session, author: str) -> None:
    cited = claims.cite(talk, author, "raid", {"source": "talk"}).claim.citations[0]
    assert (cited.quote_check, cited.capture, cited.link) == (None, None, URL)


def test_a_capture_that_cannot_be_read_is_no_text(session: Session, author: str) -> None:
    sources.add(session, author, "talk", SourceFields(kind="interview", title="A talk"))
    claims.add(session, author, {"key": "raid", "text": "A raid.", "kind": "event"})
    told = CaptureFields(file_name="talk.bin")
    source_evidence.take(session, author, "talk", BytesIO(bytes(range(256)) * 8), told)
    assert cite(session, author, "29 men").quote_check == "no capture"


# --- not found ------------------------------------------------------------------------------

REFUSED: list[tuple[str, type[FactcheckError], str]] = [
    ("29 men", QuoteNotFound, "(para. 2)"),
    ("He spoke of 29 men who were held in Argun", QuoteNotFound, "[He spoke of 27 men who were"),
    ("who had never fled to other towns by then", QuoteNotFound, "fled to other towns"),
    ("27 men who were held at Argun, and thirty who had fled", QuoteDiffers, "“at” for “in”"),
    ("was ever", AmbiguousQuote, "para. 3: “…"),
    ("7 men who were held", QuoteNotFound, ""),
    ("zzzzzzzz qqqqqq", QuoteNotFound, "does not stand in the captured text of “talk”."),
]


@pytest.mark.parametrize(("quote", "refusal", "told"), REFUSED)
def test_a_quote_that_does_not_stand_is_refused(
    talk: Session, author: str, quote: str, refusal: type[FactcheckError], told: str
) -> None:
    with pytest.raises(refusal) as refused:
        cite(talk, author, quote)
    assert told in refused.value.sentence
    quoted = {"source": "talk", "quote": quote}
    with pytest.raises(refusal):
        claims.add(talk, author, {"text": "Another.", "kind": "event"}, quoted)
    assert (citations(talk), kept(talk)) == (0, 0)


@pytest.mark.parametrize("quote", [quote for quote, _, _ in REFUSED])
def test_any_quote_is_kept_without_a_place_where_that_is_allowed(
    talk: Session, author: str, quote: str
) -> None:
    cited = cite(talk, author, quote, allowing=Allowing(unanchored=True))
    assert (cited.quote, cited.quote_check, cited.capture) == (quote, "missing", None)
    assert (cited.link, cited.locator, kept(talk)) == (URL, None, 0)
    assert reading.passages(talk, "raid") == [(None, None)]


def test_a_quote_that_stands_is_anchored_whatever_is_allowed(talk: Session, author: str) -> None:
    assert cite(talk, author, "27 men", allowing=Allowing(True, True)).quote_check == "anchored"


def test_a_locator_chooses_of_several_places(talk: Session, author: str) -> None:
    capture(talk, author, TALK + "\nThe 27 men came home.\n")
    with pytest.raises(AmbiguousQuote, match=r"para\. 2: .*para\. 4: .*\[27 men\] came home"):
        cite(talk, author, "27 men")
    cited = cite(talk, author, "27 men", locator="para. 4")
    assert (cited.quote_check, cited.locator) == ("anchored", "para. 4")
    assert "came" in (cited.link or "")


DIFFERING = "27 men who were held at Argun, and thirty who had fled"


def test_a_difference_can_be_accepted_and_stays_visible(talk: Session, author: str) -> None:
    cited = cite(talk, author, DIFFERING, allowing=Allowing(differences=True))
    assert (cited.quote, cited.quote_check, cited.locator) == (DIFFERING, "differs", "para. 2")
    assert cited.capture is not None
    assert talk.scalars(select(Anchor.accepted_by)).one() == author


@pytest.mark.parametrize("quote", ["29 men", "He spoke of 29 men who were held in Argun"])
def test_no_allowance_makes_another_number_stand(talk: Session, author: str, quote: str) -> None:
    with pytest.raises(QuoteNotFound):
        cite(talk, author, quote, allowing=Allowing(differences=True))


def test_differences_are_told_word_by_word(talk: Session, author: str) -> None:
    quoted = {"source": "talk", "quote": DIFFERING}
    placed = claims.cite(talk, author, "raid", quoted, Allowing(differences=True)).placed
    assert placed is not None
    assert anchors.told(placed.differences) == "The quote has “at” for “in”."


# --- corrected ------------------------------------------------------------------------------


def recite(session: Session, author: str, changes: dict[str, Any], **allowed: bool) -> Any:
    return claims.recite(session, author, "raid", 0, changes, Allowing(**allowed)).citations[0]


def test_a_changed_quote_is_found_anew_with_its_locator(talk: Session, author: str) -> None:
    cite(talk, author, "27 men")
    cited = recite(talk, author, {"quote": "Nobody was ever asked"})
    assert (cited.quote_check, cited.locator) == ("anchored", "para. 3")
    assert kept(talk) == 1
    cited = recite(talk, author, {"quote": "It was long", "locator": "page 1"})
    assert (cited.quote_check, cited.locator) == ("anchored", "page 1")
    cited = recite(talk, author, {"quote": "27 men"})
    assert (cited.quote_check, cited.locator) == ("anchored", "page 1")


def test_a_quote_that_was_taken_away_or_changed_leaves_no_stale_place(
    talk: Session, author: str
) -> None:
    cite(talk, author, "27 men")
    with pytest.raises(QuoteNotFound), talk.begin_nested():
        recite(talk, author, {"quote": "29 men"})
    talk.expire_all()
    assert reading.show(talk, "raid").citations[0].quote_check == "anchored"
    cited = recite(talk, author, {"quote": "29 men"}, unanchored=True)
    assert (cited.quote_check, kept(talk)) == ("missing", 0)
    cited = recite(talk, author, {"quote": "thirty"})
    assert (cited.quote_check, kept(talk)) == ("anchored", 1)
    cited = recite(talk, author, {"quote": None})
    assert (cited.quote_check, cited.capture, kept(talk)) == (None, None, 0)


def test_other_changes_leave_what_was_allowed(talk: Session, author: str) -> None:
    cite(talk, author, "29 men", allowing=Allowing(unanchored=True))
    assert recite(talk, author, {"stance": "disputes"}).quote_check == "missing"
    assert recite(talk, author, {"locator": "para. 1"}).quote_check == "missing"
    assert recite(talk, author, {"quote": "27 men", "locator": ""}).locator == "para. 2"
    recite(talk, author, {"quote": DIFFERING}, differences=True)
    assert recite(talk, "Boris Editor", {"locator": "¶ 2"}).quote_check == "differs"
    assert kept(talk) == 1


# --- numbers --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "quotes", "unstated"),
    [
        ("27 men", ["27 men"], False),
        ("twenty-seven", ["27 men"], False),
        ("30", ["thirty who had fled"], False),
        ("29 men", ["27 men"], True),
        ("30", ["27 men", "thirty who had fled"], False),
        ("30", ["It was long"], True),
        ("30", [], False),
        (None, ["27 men"], False),
    ],
)
def test_a_number_must_stand_in_one_of_the_quotes(
    talk: Session, author: str, number: str | None, quotes: list[str], unstated: bool
) -> None:
    claims.edit(talk, author, "raid", {"number": number})
    for quote in quotes:
        cite(talk, author, quote)
    assert claims.number_is_unstated(reading.show(talk, "raid")) is unstated


def test_a_quote_that_does_not_stand_states_nothing(talk: Session, author: str) -> None:
    claims.edit(talk, author, "raid", {"number": "29"})
    cite(talk, author, "29 men", allowing=Allowing(unanchored=True))
    cite(talk, author, "27 men")
    assert claims.number_is_unstated(reading.show(talk, "raid"))
