"""Writing many claims at once leaves the very rows that writing them one by one leaves."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.database.models import Base, Citation, Claim, ClaimTag, Quantity, Review, table_of
from factcheck.importers.base import Row
from factcheck.services import claims, importing, measures, reviews, sources
from factcheck.services.sources import SourceFields

FULL = {
    "text": "Half of the 30 were held — «сто двадцать».",
    "kind": "abuse",
    "act": "detention",
    "speaker": "Ada",
    "against": "Police",
    "as_of": "2017-04",
    "happened": "../2017-03",
    "place": "Argun\tquarter \\N \\t",
    "tags": "b, a",
    "number": "half of the 30 people",
    "number_method": "count",
    "measure": "held",
}
BARE = {"text": "A raid.\r\nOf 1.5 million.", "kind": "event", "number": "1.5 million"}
PASSAGE = {
    "source": "outlet",
    "via": "wire",
    "quote": "a\\b\nc\td\x1be\\.",
    "translation": "\\N",
    "locator": "p. 1",
    "stance": "confirms",
}
PLAIN = {"source": "wire"}


@pytest.fixture
def case(session: Session, author: str) -> Session:
    measures.add(session, author, "held", unit="people")
    sources.add(session, author, "wire", SourceFields(kind="report", title="Wire"))
    outlet = SourceFields(kind="webpage", title="Outlet", relays=["wire"])
    sources.add(session, author, "outlet", outlet)
    return session


def import_rows(session: Session, author: str, *rows: Row) -> None:
    importing.load(session, author, rows, refuse=lambda refusal: pytest.fail(str(refusal)))


def rows_of(session: Session, model: type[Base], left_out: str = "") -> list[tuple[object, ...]]:
    table = table_of(model)
    columns = [column for column in table.c if column.name not in left_out.split()]
    query = select(*columns).order_by(*table.primary_key)
    return [tuple(row) for row in session.execute(query)]


def test_rows_written_in_bulk_are_the_rows_of_the_services(case: Session, author: str) -> None:
    claims.add(case, author, {**FULL, "key": "full"}, PASSAGE)
    claims.add(case, author, {**BARE, "key": "bare"}, PLAIN)
    case.flush()
    import_rows(
        case,
        author,
        Row(2, "claim", {**FULL, "key": "full-2"}, [PASSAGE]),
        Row(3, "claim", {**BARE, "key": "bare-2"}, [PLAIN]),
    )
    for model, left_out in (
        (Claim, "seq id key created_at"),
        (Quantity, "claim_seq"),
        (Citation, "seq id claim_seq created_at"),
    ):
        rows = rows_of(case, model, left_out)
        assert rows[:2] == rows[2:]
    tags = [tag for _, tag in rows_of(case, ClaimTag)]
    assert tags == ["a", "b", "a", "b"]


def test_the_services_go_on_after_rows_were_written_in_bulk(case: Session, author: str) -> None:
    import_rows(case, author, *(Row(n, "claim", {**BARE, "key": f"c{n}"}) for n in (2, 3)))
    key = claims.add(case, author, {"text": "After.", "kind": "event"}).claim.key
    claims.cite(case, author, "c2", PLAIN)
    assert case.scalars(select(Claim.key).order_by(Claim.seq)).all() == ["c2", "c3", key]
    reviews.record(
        case, author, "c3", status="verified", because="Seen.", override="We saw it ourselves."
    )
    assert case.scalars(select(Review.status)).all() == ["verified"]
    import_rows(case, author, Row(2, "claim", {**BARE, "key": "c4"}, [PLAIN]))
    ids = case.scalars(select(Claim.id).order_by(Claim.seq)).all()
    assert ids == sorted(ids)


def test_no_rows_are_no_work(case: Session, author: str) -> None:
    import_rows(case, author)
    assert rows_of(case, Claim) == []
