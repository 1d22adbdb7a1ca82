"""Services flush and never commit, so all their tests can share one case on each database.

A ``session`` here is rolled back when its test ends, which costs far less than a fresh database;
``location`` is still a case of the test's own.
"""

from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from factcheck.database.engine import Location, connect
from factcheck.database.session import CaseSession
from tests.conftest import BOTH
from tests.support import cases
from tests.support.servers import Server


@pytest.fixture(scope="session")
def sqlite_shared(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    path = Path(copy(sqlite_template, tmp_path_factory.mktemp("shared") / "case.db"))
    return connect(Location(path, None))


@pytest.fixture(scope="session")
def postgresql_shared(server: Server, postgresql_template: str) -> Iterator[Engine]:
    with server.database(postgresql_template) as name:
        yield connect(cases.at(server.url(name)))


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
