"""What imported rows refer to is looked up once, remembered within a bound, and never forgotten
wrongly."""

import pytest
from sqlalchemy.orm import Session

from factcheck.errors import AmbiguousKey, MissingField, NotRelayed, UnknownKey
from factcheck.importers.base import Row
from factcheck.services import measures, parties, sources
from factcheck.services.import_references import References
from factcheck.services.sources import SourceFields


@pytest.fixture
def references(session: Session, author: str) -> References:
    measures.add(session, author, "contacted", unit="people")
    for key in ("wire", "interview"):
        sources.add(session, author, key, SourceFields(kind="report", title=key))
    both = SourceFields(kind="webpage", title="Outlet", relays=["wire", "interview"])
    sources.add(session, author, "outlet", both)
    return References(session, author)


def test_records_are_found_by_key_and_by_unique_beginning(references: References) -> None:
    assert references.measure("contacted") == references.measure("cont")
    assert references.source("outlet").key == references.source("out").key == "outlet"
    assert references.made == 0
    with pytest.raises(UnknownKey):
        references.measure("nothing-like-it")
    with pytest.raises(UnknownKey):
        references.source("nothing-like-it")


def test_a_beginning_that_two_sources_share_is_refused(
    references: References, session: Session, author: str
) -> None:
    sources.add(session, author, "wide", SourceFields(kind="report", title="Wide"))
    with pytest.raises(AmbiguousKey):
        references.source("wi")


def test_a_party_is_made_once_and_found_by_name_or_key(
    references: References, session: Session
) -> None:
    first = references.party("Igor Kochetkov")
    assert references.party("Igor Kochetkov") == references.party("igor-kochetkov") == first
    assert references.made == 1
    assert parties.show(session, first.key).name == "Igor Kochetkov"


@pytest.mark.parametrize("missing", [None, ""])
def test_a_passage_needs_a_source(references: References, missing: str | None) -> None:
    with pytest.raises(MissingField):
        references.source(missing)


def test_only_what_a_source_relays_can_be_drawn_on(references: References) -> None:
    outlet = references.source("outlet")
    assert references.relayed(outlet, "wire") == references.source("wire").seq
    with pytest.raises(NotRelayed, match="outlet does not relay outlet") as refused:
        references.relayed(outlet, "outlet")
    assert refused.value.hint == "It relays interview and wire."


def test_a_bound_on_what_is_remembered_changes_nothing(
    references: References, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(References, "BOUND", 1)
    for _ in range(2):
        assert references.source("wire").key == "wire"
        assert references.source("outlet").key == "outlet"
        assert references.party("Ada").key == "ada"
        assert references.party("Eve").key == "eve"
    assert references.made == 2


def test_a_record_that_is_known_adds_nothing(references: References) -> None:
    rows = [
        Row(2, "party", {"key": "ada", "name": "Ada"}),
        Row(3, "measure", {"key": "fled", "unit": "people"}),
        Row(4, "source", {"key": "post", "kind": "post", "title": "A post"}),
    ]
    for row in rows * 2:
        references.add(row)
    assert references.made == 3


def test_a_key_that_only_begins_like_a_known_one_is_new(references: References) -> None:
    references.add(Row(2, "source", {"key": "out", "kind": "post", "title": "Out"}))
    references.add(Row(3, "measure", {"key": "contact", "unit": "people"}))
    assert references.made == 2
