"""Services flush and never commit, so all their tests can share one case on each database.

A ``session`` here is rolled back when its test ends, which costs far less than a fresh database;
``location`` is still a case of the test's own.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from factcheck.database import schema
from factcheck.database.engine import Location, connect
from factcheck.database.session import CaseSession
from factcheck.domain.records import ClaimRecord
from factcheck.services import claims, importing, measures, sources
from factcheck.services.sources import SourceFields
from tests.conftest import BOTH
from tests.services.imports import PASSAGE, WHOLE
from tests.support import cases
from tests.support.servers import Server

one_database = pytest.mark.parametrize("session", ["sqlite"], indirect=True)
"""For what the databases have no part in."""


def made(location: Location) -> Engine:
    schema.create(location)
    return connect(location)


@pytest.fixture(scope="session")
def sqlite_shared(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return made(Location(tmp_path_factory.mktemp("shared") / "case.db", None))


@pytest.fixture(scope="session")
def postgresql_shared(server: Server) -> Iterator[Engine]:
    with server.database() as name:
        yield made(cases.at(server.url(name)))


@pytest.fixture(params=BOTH)
def session(request: pytest.FixtureRequest) -> Iterator[Session]:
    """A session on an empty case; a commit in it is one only until the test ends."""
    with rolled_back(request.getfixturevalue(f"{request.param}_shared")) as session:
        yield session


@pytest.fixture
def populated_session(shared: Location) -> Iterator[Session]:
    """The same on the case of ``tests.support.cases.populate``."""
    with rolled_back(connect(shared)) as session:
        yield session


@contextmanager
def rolled_back(engine: Engine) -> Iterator[Session]:
    """A session that may commit, and that leaves no trace when the block ends."""
    with engine.connect() as connection, connection.begin() as whole:
        with CaseSession(
            connection, join_transaction_mode="create_savepoint", author=cases.AUTHOR
        ) as session:
            yield session
        whole.rollback()


# --- claims and imports --------------------------------------------------------------------


@pytest.fixture
def known(session: Session, author: str) -> None:
    """A measure and three sources, one of which relays the two others."""
    measures.add(session, author, "tortured", unit="people")
    for key in ("wire", "interview"):
        sources.add(session, author, key, SourceFields(kind="report", title=key))
    both = SourceFields(kind="webpage", title="Outlet", relays=["wire", "interview"])
    sources.add(session, author, "outlet", both)


@pytest.fixture
def case(session: Session, known: None) -> Session:
    """A session on a case with a measure and sources."""
    return session


@pytest.fixture
def held(case: Session, author: str) -> ClaimRecord:
    """A claim with every field filled, and its citation."""
    return claims.add(case, author, WHOLE, PASSAGE).claim


@pytest.fixture(params=[1, 2, 5_000])
def chunk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """However many rows are worked on at a time, the outcome is the same."""
    size: int = request.param
    monkeypatch.setattr(importing, "CHUNK", size)
    return size
