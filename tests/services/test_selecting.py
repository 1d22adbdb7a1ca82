"""Which claims a filter means, on both databases."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from factcheck.errors import (
    AmbiguousKey,
    FactcheckError,
    UnknownCode,
    UnknownKey,
    UnreadableDate,
)
from factcheck.services import claims, measures, parties, reading, reviews, sources
from factcheck.services.selecting import Wanted, select_claims
from factcheck.services.sources import SourceFields


@pytest.fixture
def case(session: Session, author: str) -> Session:
    """Four claims that differ in everything that can be filtered by."""
    measures.add(session, author, "contacted", unit="people")
    for key in ("wire", "page"):
        sources.add(session, author, key, SourceFields(kind="report", title=key))
    parties.add(session, author, "Igor Kochetkov", key="igor")
    parties.add(session, author, "Ada", key="ada")
    log(session, author, "a", "wire", as_of="2017-04", speaker="igor", tags="raids, custody")
    log(session, author, "b", "page", as_of="2017-04-20/2017-05-03", kind="number", number="75",
        measure="contacted")  # fmt: skip
    log(session, author, "c", "wire", as_of="../2016", speaker="ada", tags="custody")
    log(session, author, "d", as_of="XXXX", speaker="igor")
    log(session, author, "e")
    reviews.record(
        session, author, "b", status="verified", because="Seen.", override="We saw it ourselves."
    )
    reviews.record(session, author, "c", status="disputed", because="Two accounts.")
    claims.cite(session, author, "d", {"source": "page"})
    claims.uncite(session, author, "d", "page", None, "Misread.")
    return session


def log(session: Session, author: str, key: str, source: str | None = None, **fields: Any) -> None:
    given = {"text": f"Claim {key}", "kind": "event", "key": key, **fields}
    claims.add(session, author, given, {"source": source} if source else None)


def keys(session: Session, **wanted: Any) -> str:
    where = select_claims(session, Wanted(**wanted))
    return "".join(sorted(claim.key for claim in reading.listing(session, where, None)))


FOUND: list[tuple[dict[str, Any], str]] = [
    ({}, "abcde"),
    ({"statuses": ("unverified",)}, "ade"),
    ({"statuses": ("verified", "disputed")}, "bc"),
    ({"statuses": ("refuted",)}, ""),
    ({"kind": "number"}, "b"),
    ({"kind": "event"}, "acde"),
    ({"source": "wire"}, "ac"),
    ({"source": "pag"}, "b"),
    ({"speaker": "igor"}, "ad"),
    ({"speaker": "Igor Kochetkov"}, "ad"),
    ({"speaker": "ig"}, "ad"),
    ({"measure": "contacted"}, "b"),
    ({"tag": "custody"}, "ac"),
    ({"tag": " CUSTODY "}, "ac"),
    ({"tag": "cust"}, ""),
    ({"speaker": "igor", "tag": "custody"}, "a"),
    ({"source": "wire", "statuses": ("disputed",), "speaker": "ada"}, "c"),
    ({"source": "page", "tag": "custody"}, ""),
    (
        {"statuses": (), "kind": "", "source": "", "speaker": "", "tag": "", "as_of": ""},
        "abcde",
    ),
]


def test_filters_choose_and_combine(case: Session) -> None:
    for wanted, found in FOUND:
        assert keys(case, **wanted) == found, wanted


HELD = [
    ("2017", "ab"),
    ("2017-04", "ab"),
    ("2017-04-30", "ab"),
    ("2017-04-01", "a"),
    ("2017-05-03", "b"),
    ("2017-05-04", ""),
    ("2017-03", ""),
    ("2016", "c"),
    ("2016-12-31", "c"),
    ("1990", "c"),
    ("../2017-04-01", "ac"),
    ("2017-05/..", "b"),
    ("2016/2017", "abc"),
    ("XXXX", "abc"),
]


def test_a_date_chooses_what_held_at_some_day_of_it(case: Session) -> None:
    for as_of, found in HELD:
        assert keys(case, as_of=as_of) == found, as_of


REFUSED: list[tuple[dict[str, Any], type[FactcheckError]]] = [
    ({"statuses": ("proven",)}, UnknownCode),
    ({"kind": "rumour"}, UnknownCode),
    ({"source": "nothing-like-it"}, UnknownKey),
    ({"speaker": "Nobody"}, UnknownKey),
    ({"measure": "nothing-like-it"}, UnknownKey),
    ({"as_of": "last May"}, UnreadableDate),
]


def test_a_filter_that_means_nothing_is_refused(case: Session) -> None:
    for wanted, error in REFUSED:
        with pytest.raises(error):
            select_claims(case, Wanted(**wanted))


def test_a_filter_that_could_mean_two_is_refused(case: Session, author: str) -> None:
    sources.add(case, author, "wide", SourceFields(kind="report", title="Wide"))
    with pytest.raises(AmbiguousKey, match="wide and wire"):
        select_claims(case, Wanted(source="wi"))


def test_text_is_searched_for_and_combines_with_the_rest(case: Session) -> None:
    case.commit()  # fills the index
    assert keys(case, text="claim") == "abcde"
    assert keys(case, text="claim", speaker="igor") == "ad"
    assert keys(case, text="nowhere") == ""


def test_statuses_can_be_left_out(case: Session) -> None:
    where = select_claims(case, Wanted(), left_out=("verified",))
    assert sorted(claim.key for claim in reading.listing(case, where, None)) == list("acde")
