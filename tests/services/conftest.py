"""Services flush and never commit, so all their tests can share one case on each database.

A ``session`` here is rolled back when its test ends, which costs far less than a fresh database;
``location`` is still a case of the test's own.
"""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from factcheck.database import schema
from factcheck.database.engine import Location, connect
from factcheck.database.session import CaseSession
from tests.conftest import BOTH
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
    engine: Engine = request.getfixturevalue(f"{request.param}_shared")
    with engine.connect() as connection, connection.begin() as whole:
        with CaseSession(
            connection, join_transaction_mode="create_savepoint", expire_on_commit=False
        ) as session:
            yield session
        whole.rollback()
