"""Choosing claims, and reading whole claims as a stream."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from factcheck.database.engine import Location, connect
from factcheck.database.identifiers import new_id
from factcheck.database.models import Claim, Measure, Party, Source, table_of
from factcheck.database.queries.claims import ClaimReader, id_text
from factcheck.database.queries.keys import resolve
from factcheck.database.queries.selection import Selection, conditions, count_by_status
from factcheck.database.session import open_session
from factcheck.domain.records import ClaimRecord
from factcheck.services import claims, measures, parties, reviews, sources
from factcheck.services.anchors import Allowing
from factcheck.services.sources import SourceFields
from tests.support.cases import AUTHOR


@pytest.fixture(scope="module")
def library(shared: Location) -> Location:
    """The populated case and eight claims more, each another mixture of what a claim can have."""
    with open_session(shared, write=True, author=AUTHOR) as session:
        parties.add(session, AUTHOR, "A Detainee", key="detainee")
        sources.add(session, AUTHOR, "second", SourceFields(kind="report", title="Second"))
        measures.add(session, AUTHOR, "half", unit="people")
        for number in range(8):
            _add_claim(session, number)
        session.commit()
    return shared


def _add_claim(session: Session, number: int) -> None:
    key = f"claim-{number}"
    fields = {
        "key": key,
        "text": f"Statement {number}.",
        "kind": "number" if number % 2 else "event",
        "speaker": ["network", "police", None][number % 3],
        "against": "police" if number % 4 == 1 else None,
        "tags": ", ".join(f"tag-{tag}" for tag in range(number % 3)),
        "number": "between 20 and 30.5 people" if number % 2 else None,
        "measure": "half" if number % 4 == 1 else None,
    }
    claims.add(session, AUTHOR, fields)
    for source in ["outlet", "interview", "second"][: number % 4]:
        quoted = {"source": source, "quote": f"Passage {number}."}
        claims.cite(session, AUTHOR, key, quoted, Allowing(unanchored=True))
    for status in ["disputed", "verified"][: number % 3]:
        override = "We saw it." if status == "verified" else None
        because = f"It is {status}."
        reviews.record(session, AUTHOR, key, status=status, because=because, override=override)


@pytest.fixture
def session(library: Location) -> Iterator[Session]:
    """A session on the library, rolled back."""
    with Session(connect(library)) as session:
        yield session


# --- choosing claims --------------------------------------------------------------------------


Chosen = Callable[[ClaimRecord], bool]


def chosen(session: Session, selection: Selection) -> list[str]:
    where = conditions(selection)
    return [record.key for record in ClaimReader(session.connection()).records(where)]


def expected(session: Session, chosen: Chosen) -> list[str]:
    return [record.key for record in one_by_one(session) if chosen(record)]


def cites(claim: ClaimRecord, source: str) -> bool:
    return any(citation.source == source for citation in claim.citations)


@pytest.mark.parametrize(
    ("selection", "condition", "count"),
    [
        (Selection(), lambda claim: True, 11),
        (Selection(statuses=("refuted",)), lambda claim: claim.status == "refuted", 1),
        (
            Selection(statuses=("refuted", "verified")),
            lambda claim: claim.status in ("refuted", "verified"),
            3,
        ),
        (Selection(statuses=("in-review",)), lambda claim: False, 0),
        (Selection(left_out=("refuted",)), lambda claim: claim.status != "refuted", 10),
        (Selection(statuses=("refuted",), left_out=("refuted",)), lambda claim: False, 0),
        (Selection(kind="event"), lambda claim: claim.kind == "event", 4),
        (Selection(tag="tag-1"), lambda claim: "tag-1" in claim.tags, 2),
        (Selection(tag="tag"), lambda claim: False, 0),
        (
            Selection(kind="number", tag="tag-0"),
            lambda claim: claim.kind == "number" and "tag-0" in claim.tags,
            3,
        ),
    ],
)
def test_selections(selection: Selection, condition: Chosen, count: int, session: Session) -> None:
    found = chosen(session, selection)
    assert found == expected(session, condition)
    assert len(found) == count


@pytest.mark.parametrize(
    ("source", "count"), [("interview", 6), ("wire", 1), ("outlet", 7), ("second", 2)]
)
def test_claims_that_cite_a_source(source: str, count: int, session: Session) -> None:
    """A citation that was withdrawn does not count: the wire had one more."""
    selection = Selection(source_seq=resolve(session, Source, source).seq)
    found = chosen(session, selection)
    assert found == expected(session, lambda claim: cites(claim, source))
    assert len(found) == count
    assert chosen(session, selection._replace(kind="event")) == expected(
        session, lambda claim: cites(claim, source) and claim.kind == "event"
    )


@pytest.mark.parametrize(("speaker", "count"), [("police", 3), ("network", 3), ("detainee", 0)])
def test_claims_of_a_speaker(speaker: str, count: int, session: Session) -> None:
    party = resolve(session, Party, speaker)
    found = chosen(session, Selection(speaker_seq=party.seq))
    assert found == expected(session, lambda claim: claim.speaker == party.name)
    assert len(found) == count


@pytest.mark.parametrize(("measure", "count"), [("half", 2), ("contacted", 1), ("evacuated", 0)])
def test_claims_of_a_measure(measure: str, count: int, session: Session) -> None:
    def counts(claim: ClaimRecord) -> bool:
        return claim.quantity is not None and claim.quantity.measure == measure

    found = chosen(session, Selection(measure_seq=resolve(session, Measure, measure).seq))
    assert found == expected(session, counts)
    assert len(found) == count


def test_counts_by_status(session: Session) -> None:
    everything = one_by_one(session)
    counts = Counter(record.status for record in everything)
    assert count_by_status(session.connection(), []) == counts
    counts = Counter(record.status for record in everything if record.kind == "event")
    assert count_by_status(session.connection(), conditions(Selection(kind="event"))) == counts


DAYS = (None, date(2017, 4, 1), date(2017, 4, 2), date(2017, 4, 3))
SPANS = [
    (first, last)
    for first, last in product(DAYS, DAYS)
    if first is None or last is None or first <= last
]
"""Every span over three days, with open ends."""


def meet(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> bool:
    """Whether two spans share a day."""
    first = max(one[0] or date.min, other[0] or date.min)
    last = min(one[1] or date.max, other[1] or date.max)
    return first <= last


def test_claims_that_held_at_some_day(session: Session) -> None:
    for first, last in SPANS:
        key = f"span-{first}.{last}"
        claims.add(session, AUTHOR, {"key": key, "text": key, "kind": "event"})
        claim = resolve(session, Claim, key)
        claim.as_of_earliest, claim.as_of_latest = first, last
    session.flush()
    for asked in SPANS:
        found = {key for key in chosen(session, Selection(as_of=asked)) if key.startswith("span-")}
        assert found == {
            f"span-{first}.{last}"
            for first, last in SPANS
            if (first, last) != (None, None) and meet((first, last), asked)
        }, asked


# --- reading whole claims ---------------------------------------------------------------------


def seqs(session: Session) -> list[int]:
    return [*session.scalars(select(Claim.seq).order_by(Claim.seq))]


def read(session: Session, key: str) -> ClaimRecord:
    [record] = ClaimReader(session.connection()).by_seq([resolve(session, Claim, key).seq])
    return record


def one_by_one(session: Session) -> list[ClaimRecord]:
    """Every claim read alone, by a reader of its own."""
    return [ClaimReader(session.connection()).by_seq([number])[0] for number in seqs(session)]


def test_a_stream_of_claims_is_each_of_them(session: Session) -> None:
    reader = ClaimReader(session.connection())
    expected = one_by_one(session)
    assert len(expected) == 11
    assert [*reader.records()] == expected
    assert [*reader.records(newest_first=True)] == expected[::-1]
    assert reader.by_seq(seqs(session)) == expected


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("limit", [0, 1, 2, 3, 4, 6, 9, 10, 11, 12, None])
def test_limits(limit: int | None, newest_first: bool, session: Session) -> None:
    expected = one_by_one(session)[:: -1 if newest_first else 1]
    reader = ClaimReader(session.connection())
    assert [*reader.records(newest_first=newest_first, limit=limit)] == expected[:limit]


@pytest.mark.parametrize("newest_first", [False, True])
def test_conditions_on_a_stream(newest_first: bool, session: Session) -> None:
    expected = [record for record in one_by_one(session) if record.kind == "number"]
    reader = ClaimReader(session.connection())
    where = conditions(Selection(kind="number"))
    found = [*reader.records(where, newest_first=newest_first)]
    assert found == expected[:: -1 if newest_first else 1]


def test_row_numbers_with_gaps(session: Session) -> None:
    session.connection().execute(
        delete(Claim).where(Claim.key == "claim-0")
    )  # nothing refers to it
    expected = one_by_one(session)
    assert len(expected) == 10
    assert [*ClaimReader(session.connection()).records()] == expected
    every_other = seqs(session)[::2]
    assert ClaimReader(session.connection()).by_seq(every_other) == expected[::2]


def test_claims_in_the_order_asked_for(session: Session) -> None:
    reader = ClaimReader(session.connection())
    everything, numbers = one_by_one(session), seqs(session)
    asked = [numbers[5], numbers[0], 999_999, numbers[10], numbers[1]]
    assert reader.by_seq(asked) == [everything[place] for place in (5, 0, 10, 1)]
    assert reader.by_seq([]) == []


def test_a_server_sends_a_stream_as_it_is_read(session: Session) -> None:
    """A list of a million is shown as it comes, and leaves nothing open where it is broken off."""
    connection = session.connection()
    served = connection.dialect.name == "postgresql"
    opened = text(
        "SELECT count(*) FROM pg_cursors WHERE name LIKE 'claims%'" if served else "SELECT 4"
    )
    stream = ClaimReader(connection).records()
    assert next(stream).key == "in-touch-75"
    assert connection.scalar(opened) == 4
    del stream
    if served:
        assert connection.scalar(opened) == 0


def test_a_whole_claim(session: Session) -> None:
    record = read(session, "in-touch-75")
    assert record.text == "About 75 people were in touch with the Network."
    assert (record.kind, record.status) == ("number", "corroborated")
    assert (record.speaker, record.against) == ("Igor Kochetkov", None)
    assert (record.as_of, record.tags) == ("2017-05-18", ("contacts", "network"))
    quantity = record.quantity
    assert quantity is not None
    assert (quantity.as_stated, quantity.qualifier, quantity.value) == (
        "some 75 people",
        "about",
        Decimal(75),
    )
    assert (quantity.measure, quantity.method, quantity.unit) == ("contacted", "count", "people")
    assert [(citation.source, citation.via, citation.stance) for citation in record.citations] == [
        ("interview", None, "supports"),
        ("outlet", "wire", "confirms"),
    ]
    assert record.citations[1].translation == "about 75 people"
    [review] = record.reviews
    assert (review.status, review.standard, review.credibility) == (
        "corroborated",
        "reasonable-grounds",
        2,
    )
    assert record.origins == ("interview", "wire")


def test_a_withdrawn_citation_is_not_read(session: Session) -> None:
    record = read(session, "detained")
    assert [citation.source for citation in record.citations] == ["interview"]
    assert record.citations[0].stance == "mentions"
    assert record.origins == (), "what merely mentions a claim is no origin of it"


def test_the_written_form_of_an_id() -> None:
    id = new_id()
    assert id_text(id.bytes) == id_text(id) == str(id)


def test_ids_are_written_alike_on_both_databases(session: Session) -> None:
    ids = {str(id) for id in session.scalars(select(table_of(Claim).c.id))}
    assert {record.id for record in one_by_one(session)} == ids
