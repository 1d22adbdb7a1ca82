"""Logging and citing claims, on both databases."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from factcheck.database.models import Citation, Claim, Party
from factcheck.domain.records import CitationRecord, ClaimRecord, QuantityRecord
from factcheck.errors import (
    ActWithoutAbuse,
    AmbiguousName,
    BadKey,
    DuplicateCitation,
    DuplicateKey,
    EmptyText,
    FactcheckError,
    MissingField,
    NotCited,
    NothingCounted,
    NotRelayed,
    SeveralCitations,
    SourceWithdrawn,
    UnknownCode,
    UnknownKey,
)
from factcheck.services import claims, measures, parties, reading, sources
from factcheck.services.sources import SourceFields
from tests.services.imports import PASSAGE, WHOLE


def event(session: Session, author: str, text: str = "A raid took place.", **fields: Any) -> str:
    """The key of a new claim of kind event."""
    return claims.add(session, author, {"text": text, "kind": "event", **fields}).claim.key


def count(session: Session, model: Any) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


# --- logging --------------------------------------------------------------------------------


def test_a_whole_claim_is_kept_as_it_was_given(case: Session, held: ClaimRecord) -> None:
    assert reading.show(case, "held-75") == held
    assert held == ClaimRecord(
        key="held-75",
        id=held.id,
        text=WHOLE["text"],
        kind="abuse",
        act="torture",
        status="unverified",
        speaker="Igor Kochetkov",
        against="Police",
        as_of="2017-05-18",
        happened="2017-02/2017-03",
        place="Argun",
        tags=("custody", "raids"),
        quantity=QuantityRecord(
            as_stated="at least 75.5 people",
            qualifier="at-least",
            value=None,
            minimum=Decimal("75.5"),
            maximum=None,
            unit="people",
            whole=None,
            measure="tortured",
            method="estimate",
        ),
        citations=(
            CitationRecord(
                "outlet", "wire", "confirms", "para. 2", "не менее 75", "at least 75", "no capture"
            ),
        ),
        reviews=(),
        origins=("wire",),
    )


def test_a_row_says_who_logged_it(case: Session, held: ClaimRecord, author: str) -> None:
    claim = case.scalars(select(Claim)).one()
    citation = case.scalars(select(Citation)).one()
    assert claim.created_by == citation.created_by == author
    assert claim.created_at.tzinfo is not None


@pytest.mark.parametrize(
    ("stated", "digits"), [("1.5 million", "1500000"), ("12.75", "12.75"), ("1,200", "1200")]
)
def test_a_number_comes_back_to_the_digit(
    session: Session, author: str, stated: str, digits: str
) -> None:
    key = event(session, author, number=stated)
    quantity = reading.show(session, key).quantity
    assert quantity is not None
    assert quantity.value == Decimal(digits)
    assert isinstance(quantity.value, Decimal)


D = date
DATES = [
    ("2017", D(2017, 1, 1), D(2017, 12, 31)),
    ("2017-04", D(2017, 4, 1), D(2017, 4, 30)),
    ("2017-05-18", D(2017, 5, 18), D(2017, 5, 18)),
    ("2017-04~", D(2017, 4, 1), D(2017, 4, 30)),
    ("2017-04?", D(2017, 4, 1), D(2017, 4, 30)),
    ("2017-04-01/2017-04-21", D(2017, 4, 1), D(2017, 4, 21)),
    ("XXXX", None, None),
    ("../2017-05", None, D(2017, 5, 31)),
]


def test_a_date_is_kept_as_written_with_its_first_and_last_day(
    session: Session, author: str
) -> None:
    for text, first, last in DATES:
        key = event(session, author, as_of=text, happened=text)
        claim = session.scalars(select(Claim).where(Claim.key == key)).one()
        session.refresh(claim)
        assert (claim.as_of, claim.as_of_earliest, claim.as_of_latest) == (text, first, last)
        assert (claim.happened, claim.happened_earliest, claim.happened_latest) == (
            text,
            first,
            last,
        )
        claims.edit(session, author, key, {"as_of": "", "happened": ""})
        session.refresh(claim)
        assert claim.as_of_earliest is claim.happened_latest is None
    unknown = event(session, author)
    assert reading.show(session, unknown).as_of is None  # not said is not "XXXX"


def test_a_party_is_made_on_first_use_and_never_again(session: Session, author: str) -> None:
    first = claims.add(
        session, author, {"text": "One.", "kind": "event", "speaker": "Ada", "against": "Police"}
    )
    assert first.new_parties == ("Ada", "Police")
    again = claims.add(
        session, author, {"text": "Two.", "kind": "event", "speaker": "Ada", "against": "police"}
    )
    assert again.new_parties == ()
    assert (again.claim.speaker, again.claim.against) == ("Ada", "Police")
    assert count(session, Party) == 2


def test_a_party_that_speaks_and_is_accused_is_one(session: Session, author: str) -> None:
    fields = {"text": "One.", "kind": "event", "speaker": "Ada", "against": "Ada"}
    assert claims.add(session, author, fields).new_parties == ("Ada",)
    assert count(session, Party) == 1


def test_a_name_that_two_parties_have_must_be_given_by_key(session: Session, author: str) -> None:
    for key in ("ada-1", "ada-2"):
        parties.add(session, author, "Ada", key=key)
    with pytest.raises(AmbiguousName, match="ada-1 and ada-2"):
        event(session, author, speaker="Ada")
    assert reading.show(session, event(session, author, speaker="ada-2")).speaker == "Ada"


def test_a_key_is_made_from_the_words_and_numbered_where_it_is_taken(
    session: Session, author: str
) -> None:
    assert event(session, author, "Men were held.") == "men-held"
    assert event(session, author, "Men were held!") == "men-held-2"
    assert event(session, author, "The men held") == "men-held-3"
    parties.add(session, author, "Police raid")
    assert event(session, author, "Police raid") == "police-raid-2"


def test_the_same_words_logged_again_have_a_twin(session: Session, author: str) -> None:
    same = {"text": "Men were held.", "kind": "event", "speaker": "Ada"}
    first = claims.add(session, author, {**same, "key": "first"})
    assert first.twin is None
    again = claims.add(session, author, {**same, "text": " Men were held. ", "speaker": "ada"})
    assert again.twin == "first"
    for other in ({"kind": "targeting"}, {"speaker": "Eve"}, {"as_of": "2017"}, {"number": "3"}):
        assert claims.add(session, author, {**same, **other}).twin is None


NOUNS = ("claim", "measure", "party", "source")


def made(session: Session, author: str, noun: str, key: str) -> None:
    if noun == "claim":
        event(session, author, f"{noun} {key}", key=key)
    elif noun == "measure":
        measures.add(session, author, key, unit="people")
    elif noun == "party":
        parties.add(session, author, f"{noun} {key}", key=key)
    else:
        sources.add(session, author, key, SourceFields(kind="report", title=key))


@pytest.mark.parametrize("holder", NOUNS)
def test_a_key_is_unique_in_the_whole_case(session: Session, author: str, holder: str) -> None:
    made(session, author, holder, "taken")
    for noun in NOUNS:
        with pytest.raises(DuplicateKey) as refused:
            made(session, author, noun, "taken")
        held_by = "another one" if noun == holder else f"a {holder}"
        assert f"“taken” belongs to {held_by} already" in refused.value.sentence


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"text": " "}, EmptyText),
        ({"text": None}, MissingField),
        ({"kind": None}, MissingField),
        ({"kind": "rumour"}, UnknownCode),
        ({"act": "torture"}, ActWithoutAbuse),
        ({"key": "two words"}, BadKey),
        ({"measure": "tortured"}, NothingCounted),
        ({"number": "75", "measure": "nothing-like-it"}, UnknownKey),
        ({"speaker": "x" * 501}, FactcheckError),
    ],
)
def test_a_wrong_claim_is_refused_and_not_logged(
    case: Session, author: str, changes: dict[str, str | None], error: type[FactcheckError]
) -> None:
    with pytest.raises(error):
        claims.add(case, author, {"text": "A raid.", "kind": "event", **changes})
    assert count(case, Claim) == 0


# --- citing ---------------------------------------------------------------------------------


def test_a_second_passage_adds_a_citation_and_an_origin(
    case: Session, author: str, held: ClaimRecord
) -> None:
    cited = {"source": "interview", "quote": "75 of them"}
    record = claims.cite(case, author, "held-75", cited).claim
    assert [citation.source for citation in record.citations] == ["outlet", "interview"]
    assert record.origins == ("wire", "interview")


def test_relays_of_one_story_are_one_origin(case: Session, author: str, held: ClaimRecord) -> None:
    for key in ("relay-1", "relay-2"):
        relay = SourceFields(kind="webpage", title=key, relays=["wire"])
        sources.add(case, author, key, relay)
        claims.cite(case, author, "held-75", {"source": key})
    claims.cite(case, author, "held-75", {"source": "wire"})
    record = reading.show(case, "held-75")
    assert len(record.citations) == 4
    assert record.origins == ("wire",)


@pytest.mark.parametrize(
    ("stance", "origins"),
    [
        ("supports", ("wire",)),
        ("confirms", ("wire",)),
        ("disputes", ()),
        ("refutes", ()),
        ("corrects", ()),
        ("qualifies", ()),
        ("mentions", ()),
    ],
)
def test_only_what_supports_a_claim_is_an_origin_of_it(
    case: Session, author: str, stance: str, origins: tuple[str, ...]
) -> None:
    key = event(case, author)
    record = claims.cite(case, author, key, {"source": "wire", "stance": stance}).claim
    assert record.origins == origins
    also = claims.cite(case, author, key, {"source": "interview"}).claim
    assert set(also.origins) == {*origins, "interview"}


def test_a_source_that_relays_several_adds_an_origin_only_where_it_is_said_which(
    case: Session, author: str
) -> None:
    key = event(case, author)
    assert claims.cite(case, author, key, {"source": "outlet"}).claim.origins == ()
    told = {"source": "outlet", "via": "interview", "quote": "there"}
    assert claims.cite(case, author, key, told).claim.origins == ("interview",)


def test_via_must_be_something_that_the_source_relays(case: Session, author: str) -> None:
    key = event(case, author)
    sources.add(case, author, "other", SourceFields(kind="report", title="Other"))
    with pytest.raises(NotRelayed) as refused:
        claims.cite(case, author, key, {"source": "outlet", "via": "other"})
    assert refused.value.sentence == "outlet does not relay other."
    assert refused.value.hint == "It relays interview and wire."
    with pytest.raises(NotRelayed) as refused:
        claims.cite(case, author, key, {"source": "wire", "via": "other"})
    assert "factcheck source edit wire --relays other" in refused.value.hint
    with pytest.raises(UnknownKey):
        claims.cite(case, author, key, {"source": "outlet", "via": "nowhere-at-all"})
    assert count(case, Citation) == 0


def test_one_passage_counts_once(case: Session, author: str, held: ClaimRecord) -> None:
    with pytest.raises(DuplicateCitation, match="held-75 cites this passage of outlet already"):
        claims.cite(case, author, "held-75", {**PASSAGE, "translation": "75 or more"})
    for other in ({"stance": "disputes"}, {"locator": "p. 3"}, {"quote": "75", "via": None}):
        claims.cite(case, author, "held-75", {**PASSAGE, **other})
    assert count(case, Citation) == 4


def test_a_withdrawn_source_cannot_be_cited(case: Session, author: str) -> None:
    key = event(case, author)
    sources.withdraw(case, author, "interview", "It was never given.")
    with pytest.raises(SourceWithdrawn, match=r"interview was withdrawn: It was never given\."):
        claims.cite(case, author, key, {"source": "interview"})


def test_a_citation_needs_a_source(case: Session, author: str) -> None:
    key = event(case, author)
    with pytest.raises(MissingField):
        claims.cite(case, author, key, {"quote": "there"})
    with pytest.raises(UnknownKey):
        claims.cite(case, author, key, {"source": "nowhere-at-all"})


def test_taking_back_a_citation_keeps_its_row_and_its_reason(
    case: Session, author: str, held: ClaimRecord
) -> None:
    record = claims.uncite(case, "Boris Editor", "held-75", "outlet", None, "Misread.")
    assert (record.citations, record.origins) == ((), ())
    row = case.scalars(select(Citation)).one()
    assert (row.withdrawn_because, row.withdrawn_by) == ("Misread.", "Boris Editor")
    assert row.withdrawn_at is not None
    with pytest.raises(NotCited):
        claims.uncite(case, author, "held-75", "outlet", None, "Again.")
    assert len(claims.cite(case, author, "held-75", PASSAGE).claim.citations) == 1


def test_of_several_citations_the_quote_says_which_is_taken_back(
    case: Session, author: str, held: ClaimRecord
) -> None:
    claims.cite(case, author, "held-75", {"source": "outlet", "via": "wire", "quote": "beaten"})
    with pytest.raises(SeveralCitations):
        claims.uncite(case, author, "held-75", "outlet", None, "Misread.")
    with pytest.raises(NotCited):
        claims.uncite(case, author, "held-75", "outlet", "no such words", "Misread.")
    record = claims.uncite(case, author, "held-75", "outlet", "beat", "Misread.")
    assert [citation.quote for citation in record.citations] == ["не менее 75"]


def test_taking_back_needs_a_reason(case: Session, author: str, held: ClaimRecord) -> None:
    with pytest.raises(EmptyText, match="The reason is empty"):
        claims.uncite(case, author, "held-75", "outlet", None, " ")
    assert len(reading.show(case, "held-75").citations) == 1


def test_a_citation_is_corrected_in_place(case: Session, author: str, held: ClaimRecord) -> None:
    record = claims.recite(case, author, "held-75", 0, {"locator": "para. 3"})
    assert record.citations == (
        CitationRecord(
            "outlet", "wire", "confirms", "para. 3", "не менее 75", "at least 75", "no capture"
        ),
    )
    record = claims.recite(case, author, "held-75", 0, {"via": "interview", "translation": None})
    assert record.origins == ("interview",)
    assert record.citations[0].translation is None
    record = claims.recite(case, author, "held-75", 0, {"via": None, "locator": "", "stance": ""})
    assert record.citations == (
        CitationRecord("outlet", None, "supports", None, "не менее 75", None, "no capture"),
    )
    with pytest.raises(NotRelayed):
        claims.recite(case, author, "held-75", 0, {"via": "outlet"})
