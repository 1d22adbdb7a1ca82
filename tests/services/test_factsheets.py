"""What a fact sheet is built of, on both databases."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from factcheck.domain.factsheet import FactSheet
from factcheck.errors import EmptyText, NotText, TextTooLong, UnknownKey
from factcheck.services import claims, measures, parties, reading, reviews, sources
from factcheck.services.factsheets import build
from factcheck.services.selecting import Wanted
from factcheck.services.sources import SourceFields


@pytest.fixture
def case(session: Session, author: str) -> Session:
    """Claims of three kinds and four statuses; sources of which one is cited by nothing shown."""
    measures.add(session, author, "contacted", unit="people", definition="In contact.")
    measures.add(session, author, "fled", unit="people", part_of="contacted")
    measures.add(session, author, "unused", unit="people")
    parties.add(session, author, "Network", key="network")
    parties.add(session, author, "Igor", key="igor", speaks_for="network")
    for key in ("wire", "interview", "gone", "uncited"):
        sources.add(session, author, key, SourceFields(kind="report", title=key))
    page = SourceFields(kind="webpage", title="A page", relays=["interview"])
    sources.add(session, author, "page", page)
    mirror = SourceFields(kind="webpage", title="Mirror", relays=["page"])
    sources.add(session, author, "mirror", mirror)
    log(session, author, "denied", "wire", kind="denial", speaker="igor")
    log(session, author, "many", "mirror", kind="number", number="75", measure="fled")
    log(session, author, "raid", kind="event")
    log(session, author, "more", "wire", kind="number", number="80", measure="contacted")
    log(session, author, "gone", "gone", kind="event", key_="gone-claim")
    reviews.record(
        session,
        author,
        "more",
        status="verified",
        because="Counted.",
        override="We saw it ourselves.",
    )
    reviews.record(session, author, "raid", status="refuted", because="There was none.")
    reviews.withdraw(session, author, "gone-claim", "Logged twice.")
    return session


def log(
    session: Session,
    author: str,
    text: str,
    source: str | None = None,
    key_: str = "",
    **fields: Any,
) -> None:
    given = {"text": text, "key": key_ or text, **fields}
    claims.add(session, author, given, {"source": source} if source else None)


def keys(sheet: FactSheet) -> list[str]:
    return [claim.key for claim in sheet.entries]


def test_a_sheet_goes_by_kind_and_within_a_kind_by_order_of_logging(case: Session) -> None:
    assert keys(build(case, Wanted())) == ["many", "more", "denied", "raid"]


def test_the_entries_are_whole_claims_and_read_once(case: Session) -> None:
    sheet = build(case, Wanted())
    for claim in sheet.entries:
        assert claim == reading.show(case, claim.key)
    assert list(sheet.entries) == []


def test_withdrawn_claims_are_left_out_unless_asked_for_and_always_counted(case: Session) -> None:
    header = build(case, Wanted()).header
    assert header.counts == (("unverified", 2), ("verified", 1), ("refuted", 1))
    assert header.left_out == (("withdrawn", 1),)
    assert header.total == 4
    asked = build(case, Wanted(statuses=("withdrawn", "verified")))
    assert keys(asked) == ["more", "gone-claim"]
    assert asked.header.counts == (("verified", 1), ("withdrawn", 1))
    assert asked.header.left_out == (("unverified", 2), ("refuted", 1))


def test_a_filter_leaves_out_what_it_does_not_mean_without_counting_it(case: Session) -> None:
    sheet = build(case, Wanted(kind="number", statuses=("verified",)))
    assert keys(sheet) == ["more"]
    assert sheet.header.left_out == (("unverified", 1),)


def test_nothing_shown_is_a_sheet_too(case: Session) -> None:
    sheet = build(case, Wanted(tag="nothing-like-it"))
    assert (keys(sheet), sheet.header.total, sheet.header.bibliography) == ([], 0, ())


def test_the_bibliography_is_what_is_cited_and_all_that_it_relays(case: Session) -> None:
    def listed(wanted: Wanted) -> list[str]:
        return [source.key for source in build(case, wanted).header.bibliography]

    assert set(listed(Wanted())) == {"wire", "mirror", "page", "interview"}
    assert listed(Wanted(kind="number")) == ["page", "interview", "mirror", "wire"]
    assert listed(Wanted(kind="denial")) == ["wire"]
    assert listed(Wanted(kind="event")) == []
    assert listed(Wanted(statuses=("withdrawn",))) == ["gone"]


def test_a_citation_that_was_taken_back_is_not_in_the_bibliography(
    case: Session, author: str
) -> None:
    claims.uncite(case, author, "denied", "wire", None, "Misread.")
    assert build(case, Wanted(kind="denial")).header.bibliography == ()


def test_the_measures_are_those_that_shown_figures_count(case: Session) -> None:
    header = build(case, Wanted()).header
    assert header.measures == (
        ("contacted", "people", "In contact.", False, None),
        ("fled", "people", None, False, "contacted"),
    )
    assert [m.key for m in build(case, Wanted(statuses=("verified",))).header.measures] == [
        "contacted"
    ]


def test_a_speaker_is_named_with_whom_he_speaks_for(case: Session) -> None:
    (claim,) = build(case, Wanted(kind="denial")).entries
    assert (claim.speaker, claim.speaks_for) == ("Igor", "Network")


def test_a_namesake_does_not_speak_for_anothers_principal(case: Session, author: str) -> None:
    parties.add(case, author, "Igor", key="namesake")
    log(case, author, "said", kind="targeting", speaker="namesake")
    (claim,) = build(case, Wanted(kind="targeting")).entries
    assert (claim.speaker, claim.speaks_for) == ("Igor", None)


@pytest.mark.parametrize(
    ("title", "kept"), [(None, "Fact sheet"), (" Chechnya ", "Chechnya"), ("«Чечня»", "«Чечня»")]
)
def test_the_title(session: Session, title: str | None, kept: str) -> None:
    assert build(session, Wanted(), title=title).header.title == kept


def test_a_wrong_title_or_filter_is_refused_before_anything_is_written(case: Session) -> None:
    for title, error in ((" ", EmptyText), ("a\0", NotText), ("x" * 501, TextTooLong)):
        with pytest.raises(error):
            build(case, Wanted(), title=title)
    with pytest.raises(UnknownKey):
        build(case, Wanted(source="nothing-like-it"))
