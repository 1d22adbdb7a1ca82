"""People and organisations, on both databases."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from factcheck.errors import (
    AmbiguousName,
    EmptyText,
    FactcheckError,
    NotText,
    PartOfItself,
    TextTooLong,
    UnknownCode,
    UnknownKey,
)
from factcheck.services import parties
from factcheck.services.parties import PartyRecord


@pytest.fixture
def case(session: Session, author: str) -> Session:
    parties.add(session, author, "Russian LGBT Network", key="network", kind="organisation")
    parties.add(session, author, "Igor Kochetkov", kind="person", speaks_for="network")
    return session


def test_a_party_is_kept_as_it_was_given(case: Session) -> None:
    assert parties.show(case, "network") == PartyRecord(
        "network", "Russian LGBT Network", "organisation", None
    )
    assert parties.show(case, "igor-kochetkov") == PartyRecord(
        "igor-kochetkov", "Igor Kochetkov", "person", "network"
    )


@pytest.mark.parametrize("name", ["igor-kochetkov", "Igor Kochetkov", " Igor Kochetkov ", "igor"])
def test_a_party_is_shown_by_key_name_or_beginning(case: Session, name: str) -> None:
    assert parties.show(case, name).key == "igor-kochetkov"


def test_a_name_nobody_has_makes_a_party_once(case: Session, author: str) -> None:
    first = parties.named(case, author, " Полиция ")
    assert (first.is_new, first.party.name) == (True, "Полиция")
    again = parties.named(case, author, "Полиция")
    assert (again.is_new, again.party.seq) == (False, first.party.seq)
    by_key = parties.named(case, author, first.party.key)
    assert (by_key.is_new, by_key.party.seq) == (False, first.party.seq)


def test_a_key_goes_before_the_name_of_another(case: Session, author: str) -> None:
    parties.add(case, author, "network", key="film")
    assert parties.named(case, author, "network").party.key == "network"


def test_a_name_that_several_have_is_refused(case: Session, author: str) -> None:
    parties.add(case, author, "Igor Kochetkov", key="namesake")
    for call in (
        lambda: parties.named(case, author, "Igor Kochetkov"),
        lambda: parties.resolve_named(case, "Igor Kochetkov"),
    ):
        with pytest.raises(AmbiguousName) as refused:
            call()
        assert "igor-kochetkov and namesake" in refused.value.sentence


def test_a_filter_names_only_who_is_there(case: Session) -> None:
    assert parties.resolve_named(case, "igor").key == "igor-kochetkov"
    with pytest.raises(UnknownKey, match="There is no party “Nobody”"):
        parties.resolve_named(case, "Nobody")


@pytest.mark.parametrize(
    ("name", "fields", "error"),
    [
        (" ", {}, EmptyText),
        ("a\0", {}, NotText),
        ("x" * 501, {}, TextTooLong),
        ("Eve", {"kind": "robot"}, UnknownCode),
        ("Eve", {"speaks_for": "Nobody"}, UnknownKey),
        ("Eve", {"key": "p", "speaks_for": "p"}, PartOfItself),
        ("Eve", {"speaks_for": "Eve"}, PartOfItself),
    ],
)
def test_a_wrong_party_is_refused(
    case: Session, author: str, name: str, fields: dict[str, str], error: type[FactcheckError]
) -> None:
    with pytest.raises(error):
        parties.add(case, author, name, **fields)


@pytest.mark.parametrize(
    ("changes", "after"),
    [
        ({"name": "I. Kochetkov"}, ("I. Kochetkov", "person", "network")),
        ({"kind": "organisation"}, ("Igor Kochetkov", "organisation", "network")),
        ({"kind": ""}, ("Igor Kochetkov", None, "network")),
        ({"speaks_for": "Eve"}, ("Igor Kochetkov", "person", "eve")),
        ({"speaks_for": ""}, ("Igor Kochetkov", "person", None)),
    ],
)
def test_an_edit_changes_what_is_named_and_keeps_the_rest(
    case: Session, author: str, changes: dict[str, Any], after: tuple[str, str | None, str | None]
) -> None:
    parties.add(case, author, "Eve")
    changed = parties.edit(case, "igor-kochetkov", **changes)
    assert changed == PartyRecord("igor-kochetkov", *after)
    assert parties.show(case, "igor-kochetkov") == changed


def test_nobody_speaks_for_himself_by_any_way_round(case: Session, author: str) -> None:
    parties.add(case, author, "Spokesman", speaks_for="igor-kochetkov")
    case.commit()
    with pytest.raises(PartOfItself, match="igor-kochetkov speak for igor-kochetkov"):
        parties.edit(case, "igor-kochetkov", speaks_for="igor-kochetkov")
    case.rollback()
    with pytest.raises(PartOfItself) as refused:
        parties.edit(case, "network", speaks_for="spokesman")
    for key in ("network", "spokesman", "igor-kochetkov"):
        assert key in refused.value.sentence


def test_parties_are_listed_by_name(case: Session, author: str) -> None:
    parties.add(case, author, "Alvi Karimov")
    listed = parties.listing(case)
    assert [party.name for party in listed] == [
        "Alvi Karimov",
        "Igor Kochetkov",
        "Russian LGBT Network",
    ]
    assert listed == [parties.show(case, party.key) for party in listed]
