"""Sources and what they relay, on both databases."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.database.models import Source
from factcheck.errors import (
    AlreadyWithdrawn,
    BadKey,
    EmptyText,
    FactcheckError,
    MissingField,
    NotCsl,
    RelayCycle,
    StillCited,
    UnknownCode,
    UnknownKey,
    UnreadableDate,
    UnreadableName,
)
from factcheck.services import claims, parties, sources
from factcheck.services.sources import SourceFields, SourceRecord

WHOLE = SourceFields(
    kind="interview",
    title="“We must rescue all”",
    author=["Kochetkov, Igor", "Russian LGBT Network"],
    interviewer=["Reporter, Anna"],
    publisher="Legal Dialogue",
    issued="2017-04",
    accessed="2017-05-18",
    url="https://example.org/i",
    archive_url="https://archive.example.org/i",
    language="en",
    reliability="B",
    voice="Igor Kochetkov",
    relays=[],
)


def log(session: Session, author: str, *keys: str, **fields: Any) -> None:
    for key in keys:
        given = {"kind": "report", "title": f"Title of {key}", **fields}
        sources.add(session, author, key, SourceFields(**given))


def relay(session: Session, author: str, key: str, *relayed: str) -> SourceRecord:
    return sources.edit(session, author, key, SourceFields(relays=relayed)).source


# --- logging --------------------------------------------------------------------------------


def test_a_whole_source_is_kept_as_it_was_given(session: Session, author: str) -> None:
    change = sources.add(session, author, "interview", WHOLE)
    assert change.new_parties == ("Igor Kochetkov",)
    found = sources.show(session, "interview")
    assert found == change.source
    assert found == SourceRecord(
        key="interview",
        kind="interview",
        title="“We must rescue all”",
        authors=("Igor Kochetkov", "Russian LGBT Network"),
        issued="2017-04",
        url="https://example.org/i",
        language="en",
        reliability="B",
        voice="Igor Kochetkov",
        relays=(),
        origins=("interview",),
        citations=0,
        withdrawn=None,
        csl=found.csl,
    )
    assert found.csl["id"] == "interview"
    assert found.csl["type"] == "interview"
    assert found.csl["interviewer"] == [{"family": "Reporter", "given": "Anna"}]
    assert found.csl["publisher"] == "Legal Dialogue"


def test_the_fields_of_a_source_are_those_it_was_made_of(session: Session, author: str) -> None:
    sources.add(session, author, "interview", WHOLE)
    fields = sources.fields_of(session, "interview")
    assert fields._replace(relays=list(fields.relays or [])) == WHOLE
    sources.add(session, author, "again", fields)
    again, first = sources.show(session, "again"), sources.show(session, "interview")
    assert again._replace(key="", origins=(), csl={}) == first._replace(key="", origins=(), csl={})
    assert {**again.csl, "id": ""} == {**first.csl, "id": ""}


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"kind": None}, MissingField),
        ({"title": None}, MissingField),
        ({"title": " "}, EmptyText),
        ({"kind": "gossip"}, UnknownCode),
        ({"issued": "last May"}, UnreadableDate),
        ({"accessed": "18.05.2017"}, UnreadableDate),
        ({"reliability": "Z"}, UnknownCode),
        ({"author": ["Family,"]}, UnreadableName),
        ({"relays": ["nowhere-at-all"]}, UnknownKey),
        ({"publisher": "a\0"}, FactcheckError),
    ],
)
def test_a_wrong_source_is_refused(
    session: Session, author: str, changes: dict[str, Any], error: type[FactcheckError]
) -> None:
    with pytest.raises(error):
        sources.add(session, author, "interview", WHOLE._replace(**changes))


def test_a_wrong_kind_lists_the_legal_ones(session: Session, author: str) -> None:
    with pytest.raises(UnknownCode) as refused:
        sources.add(session, author, "interview", WHOLE._replace(kind="gossip"))
    assert "article-newspaper" in refused.value.hint
    assert "personal_communication" in refused.value.hint


def test_a_voice_is_a_party_that_is_made_once(session: Session, author: str) -> None:
    parties.add(session, author, "Igor Kochetkov", key="igor")
    change = sources.add(session, author, "one", WHOLE)
    assert change.new_parties == ()
    assert sources.edit(session, author, "one", SourceFields(voice="Eve")).new_parties == ("Eve",)
    assert sources.edit(session, author, "one", SourceFields(voice="")).source.voice is None


# --- from CSL-JSON --------------------------------------------------------------------------

RECORD = {
    "id": "doe2017",
    "type": "article-newspaper",
    "title": "A story",
    "author": [{"family": "Doe", "given": "Jane"}],
    "issued": {"date-parts": [[2017, 4, 1]]},
    "DOI": "10.1/x",
}


def test_a_csl_record_is_kept_whole(session: Session, author: str) -> None:
    found = sources.add(session, author, None, SourceFields(), RECORD).source
    assert (found.key, found.kind, found.issued) == ("doe2017", "article-newspaper", "2017-04-01")
    assert found.authors == ("Jane Doe",)
    assert {name: found.csl[name] for name in RECORD} == RECORD


@pytest.mark.parametrize("csl", [None, RECORD])
def test_an_empty_key_is_no_key(
    session: Session, author: str, csl: dict[str, object] | None
) -> None:
    with pytest.raises(BadKey):
        sources.add(session, author, "", SourceFields(kind="report", title="A"), csl)


def test_options_stand_over_a_csl_record(session: Session, author: str) -> None:
    over = SourceFields(title="Another title", issued="2018", reliability="C")
    found = sources.add(session, author, "mine", over, RECORD).source
    assert (found.key, found.title, found.issued) == ("mine", "Another title", "2018")
    assert found.csl["DOI"] == "10.1/x"
    assert found.reliability == "C"


@pytest.mark.parametrize(
    "record", [{}, {"type": "nonsense", "title": "T"}, {"type": "book", "title": ["T"]}]
)
def test_what_is_no_csl_record_is_refused(
    session: Session, author: str, record: dict[str, Any]
) -> None:
    with pytest.raises(NotCsl):
        sources.add(session, author, "key", SourceFields(), record)


# --- editing --------------------------------------------------------------------------------

CHANGED: dict[str, Any] = {
    "kind": "report",
    "title": "Another title",
    "author": ["Doe, Jane"],
    "interviewer": ["Doe, John"],
    "publisher": "Another",
    "issued": "2018",
    "accessed": "2019",
    "url": "https://example.org/other",
    "archive_url": "https://archive.example.org/other",
    "language": "ru",
    "reliability": "F",
    "voice": "Eve",
    "relays": ["wire"],
}
EMPTY: dict[str, Any] = {
    field: [] if isinstance(value, list) else ""
    for field, value in CHANGED.items()
    if field not in ("kind", "title")
}
WITHOUT: dict[str, Any] = {
    field: [] if isinstance(value, list) else None for field, value in EMPTY.items()
}


def test_an_edit_changes_what_is_named_and_keeps_the_rest(session: Session, author: str) -> None:
    log(session, author, "wire", "other")
    parties.add(session, author, "Eve")
    before = WHOLE._replace(relays=["other"])
    sources.add(session, author, "interview", before)
    edits = [(field, value, value) for field, value in CHANGED.items()]
    edits += [(field, value, WITHOUT[field]) for field, value in EMPTY.items()]
    for field, value, kept in edits:
        with session.begin_nested() as one_edit:
            sources.edit(session, author, "interview", SourceFields(**{field: value}))
            after = sources.fields_of(session, "interview")
            assert after._replace(relays=list(after.relays or [])) == before._replace(
                **{field: kept}
            )
            one_edit.rollback()


def test_an_edit_keeps_what_came_with_csl(session: Session, author: str) -> None:
    sources.add(session, author, "mine", SourceFields(), RECORD)
    found = sources.edit(session, author, "mine", SourceFields(title="Retitled")).source
    assert {name: found.csl[name] for name in RECORD if name not in ("id", "title")} == {
        name: RECORD[name] for name in RECORD if name not in ("id", "title")
    }


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"title": ""}, EmptyText),
        ({"kind": "gossip"}, UnknownCode),
        ({"issued": "May"}, UnreadableDate),
        ({"relays": ["nowhere-at-all"]}, UnknownKey),
    ],
)
def test_a_wrong_edit_is_refused(
    session: Session, author: str, changes: dict[str, Any], error: type[FactcheckError]
) -> None:
    sources.add(session, author, "interview", WHOLE)
    with pytest.raises(error):
        sources.edit(session, author, "interview", SourceFields(**changes))


# --- relays ---------------------------------------------------------------------------------


def test_a_source_may_relay_several(session: Session, author: str) -> None:
    log(session, author, "wire", "interview")
    log(session, author, "page", relays=["wire", "interview"])
    found = sources.show(session, "page")
    assert set(found.relays) == {"wire", "interview"}
    assert found.origins == ()
    assert relay(session, author, "page", "interview").origins == ("interview",)
    assert relay(session, author, "page").relays == ()


def test_origins_follow_a_chain(session: Session, author: str) -> None:
    log(session, author, "wire")
    log(session, author, "ap", relays=["wire"])
    log(session, author, "bbc", relays=["ap"])
    assert sources.show(session, "bbc").origins == ("wire",)


@pytest.mark.parametrize("length", [1, 2, 3, 6])
def test_a_cycle_is_refused_and_named(session: Session, author: str, length: int) -> None:
    keys = [f"s{number}" for number in range(length)]
    log(session, author, *keys)
    for key, other in pairwise(keys):
        relay(session, author, key, other)
    session.commit()
    with pytest.raises(RelayCycle) as refused:
        relay(session, author, keys[-1], keys[0])
    way = " relays ".join([keys[-1], *keys[:-1], keys[-1]])
    assert refused.value.sentence == f"A source cannot relay itself: {way}."
    session.rollback()
    assert sources.show(session, keys[-1]).relays == ()


def test_a_cycle_elsewhere_in_several_relays_is_found(session: Session, author: str) -> None:
    log(session, author, "a", "b", "c", "d")
    relay(session, author, "b", "c", "d")
    relay(session, author, "d", "a")
    with pytest.raises(RelayCycle, match="a relays b relays d relays a"):
        relay(session, author, "a", "c", "b")


def test_two_ways_to_one_origin_are_no_cycle(session: Session, author: str) -> None:
    log(session, author, "wire", "ap", "bbc", "page")
    relay(session, author, "ap", "wire")
    relay(session, author, "bbc", "wire")
    assert relay(session, author, "page", "ap", "bbc").relays == ("ap", "bbc")


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.tuples(st.integers(0, 3), st.sets(st.integers(0, 3))), max_size=8))
def test_whatever_is_said_no_source_ever_relays_itself(
    session: Session, author: str, steps: list[tuple[int, set[int]]]
) -> None:
    with session.begin_nested() as example:
        keys = [f"s{number}" for number in range(4)]
        log(session, author, *keys)
        kept: dict[str, set[str]] = {key: set() for key in keys}
        for number, others in steps:
            key, relayed = keys[number], {keys[other] for other in others}
            wanted = {**kept, key: relayed}
            try:
                with session.begin_nested():
                    relay(session, author, key, *relayed)
            except RelayCycle:
                assert _turns_back(key, wanted)
            else:
                assert not _turns_back(key, wanted)
                kept = wanted
        for key in keys:
            assert set(sources.show(session, key).relays) == kept[key]
        example.rollback()


def _turns_back(start: str, relays: dict[str, set[str]]) -> bool:
    nearby = set(relays[start])
    for _ in relays:
        nearby |= {other for key in nearby for other in relays[key]}
    return start in nearby


# --- withdrawing and listing ----------------------------------------------------------------


def test_a_withdrawn_source_stays_with_its_reason(session: Session, author: str) -> None:
    log(session, author, "wire")
    record = sources.withdraw(session, author, "wire", " It was made up. ")
    assert record.withdrawn == "It was made up."
    assert sources.show(session, "wire").withdrawn == "It was made up."
    row = session.scalars(select(Source)).one()
    assert (row.withdrawn_by, row.withdrawn_at is None) == (author, False)
    with pytest.raises(AlreadyWithdrawn):
        sources.withdraw(session, author, "wire", "Again.")


def test_withdrawing_needs_a_reason(session: Session, author: str) -> None:
    log(session, author, "wire")
    with pytest.raises(EmptyText, match="The reason is empty"):
        sources.withdraw(session, author, "wire", " ")
    assert sources.show(session, "wire").withdrawn is None


def test_a_source_that_a_claim_cites_is_not_withdrawn(session: Session, author: str) -> None:
    log(session, author, "wire")
    for number in range(7):
        fields = {"text": f"Claim {number}", "kind": "event", "key": f"c{number}"}
        claims.add(session, author, fields, {"source": "wire"})
    with pytest.raises(StillCited) as refused:
        sources.withdraw(session, author, "wire", "It was made up.")
    assert refused.value.sentence == "wire still stands behind c0, c1, c2, c3, c4 and others."
    assert "factcheck claim withdraw KEY --cite wire" in refused.value.hint
    for number in range(7):
        claims.uncite(session, author, f"c{number}", "wire", None, "Made up.")
    assert sources.withdraw(session, author, "wire", "It was made up.").citations == 0


def test_sources_are_listed_whole_in_the_order_of_logging(session: Session, author: str) -> None:
    assert sources.listing(session) == []
    log(session, author, "wire", "b", "a")
    sources.add(session, author, "interview", WHOLE._replace(relays=["a", "wire"]))
    claims.add(session, author, {"text": "One.", "kind": "event"}, {"source": "wire"})
    listed = sources.listing(session)
    assert [source.key for source in listed] == ["wire", "b", "a", "interview"]
    assert [source.citations for source in listed] == [1, 0, 0, 0]
    assert listed == [sources.show(session, source.key) for source in listed]
