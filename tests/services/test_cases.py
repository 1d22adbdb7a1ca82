"""The case at a glance and in figures, on both databases."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from factcheck.database import schema
from factcheck.database.engine import Location, connect
from factcheck.services import claims, reviews, sources
from factcheck.services.cases import Overview, info, overview
from factcheck.services.sources import SourceFields

EMPTY = Overview(0, {}, {}, 0, 0, 0, 0, 0, {}, 0, {})


def log(session: Session, author: str, key: str, citation: Any = None, **fields: Any) -> None:
    given = {"text": f"Claim {key}", "kind": "event", "key": key, **fields}
    claims.add(session, author, given, citation)


def test_an_empty_case(session: Session) -> None:
    assert overview(session) == EMPTY


def test_every_count_of_a_case(session: Session, author: str) -> None:
    for key in ("wire", "page", "gone"):
        sources.add(session, author, key, SourceFields(kind="report", title=key))
    for key in ("outlet", "other-outlet"):
        relay = SourceFields(kind="webpage", title=key, relays=["wire"])
        sources.add(session, author, key, relay)
    sources.withdraw(session, author, "gone", "It was made up.")
    log(session, author, "cited", {"source": "wire", "quote": "there", "locator": "p. 1"})
    log(session, author, "unplaced", {"source": "page", "quote": "there"})
    log(session, author, "unquoted", {"source": "page"})
    log(session, author, "uncited", kind="denial")
    log(session, author, "taken-back", {"source": "page", "quote": "not there"}, kind="abuse")
    claims.uncite(session, author, "taken-back", "page", None, "Misread.")
    log(session, author, "counted", {"source": "wire"}, kind="number", number="75")
    log(session, author, "uncounted", {"source": "wire"}, kind="number")
    log(session, author, "withdrawn", kind="number")
    reviews.withdraw(session, author, "withdrawn", "Logged twice.")
    reviews.record(
        session,
        author,
        "cited",
        status="verified",
        because="Seen.",
        override="We saw it ourselves.",
    )
    reviews.record(
        session,
        author,
        "unquoted",
        status="verified",
        because="Seen.",
        override="We saw it ourselves.",
    )
    found = overview(session)
    assert found == Overview(
        claims=8,
        by_status={"unverified": 5, "verified": 2, "withdrawn": 1},
        by_kind={"number": 3, "abuse": 1, "denial": 1, "event": 3},
        sources=4,
        origins=2,
        uncited=2,
        unplaced=1,
        unnumbered=1,
        by_quote_check={"no capture": 2},
        outdated=0,
        held={},
    )
    assert list(found.by_status) == ["unverified", "verified", "withdrawn"]
    assert list(found.by_kind) == ["number", "abuse", "denial", "event"]


def test_a_withdrawn_claim_leaves_nothing_to_do(session: Session, author: str) -> None:
    sources.add(session, author, "wire", SourceFields(kind="report", title="Wire"))
    log(session, author, "raid", {"source": "wire", "quote": "there"})
    assert overview(session).unplaced == 1
    reviews.withdraw(session, author, "raid", "Logged twice.")
    after = overview(session)
    assert (after.uncited, after.unplaced, after.unnumbered) == (0, 0, 0)


def test_info_says_where_the_case_is_and_how_much_is_in_it(populated: Location) -> None:
    with Session(connect(populated, write=False)) as session:
        found = info(session, populated)
    assert found.place == str(populated)
    assert found.database.startswith("SQLite 3." if populated.path else "PostgreSQL ")
    assert found.schema == schema.HEAD
    assert found.counts == {
        "party": 3,
        "source": 3,
        "measure": 2,
        "claim": 3,
        "quantity": 1,
        "citation": 5,
        "review": 2,
    }
    if populated.path is not None:
        assert found.bytes > 4096
        assert found.bytes % 4096 == 0
    else:
        assert found.bytes > 1_000_000


@pytest.mark.parametrize("password", ["hunter2"])
def test_info_never_shows_a_password(postgresql_location: Location, password: str) -> None:
    url = (postgresql_location.url or "").replace("postgres@", f"postgres:{password}@")
    location = Location(None, url)
    with Session(connect(location, write=False)) as session:
        found = info(session, location)
    assert password not in str(found)
