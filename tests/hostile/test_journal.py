"""Records and their journal altered by somebody who may do anything to the database.

Every column of every table, every row, in turn: derived from the models, so that what is added
later is tried as well. What is found must be named: told with the record or the entry that it is.
"""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from factcheck.database import guards, schema
from factcheck.database.engine import Location
from factcheck.database.session import CaseSession, open_session
from factcheck.domain.findings import AuditRule, Finding
from factcheck.services.audit.run import audit
from tests.conftest import BOTH
from tests.hostile.alterations import COLUMNS, TABLES, alterations, copies, deletions, exchanges
from tests.support import cases
from tests.support.servers import Server
from tests.support.tampering import add_another_of_each, add_evidence


@pytest.fixture(scope="module", params=BOTH)
def held(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Location]:
    """A case with several rows in every table, by two people, with something changed in it."""
    if request.param == "sqlite":
        yield filled(Location(tmp_path_factory.mktemp("held") / "case.db", None))
        return
    server: Server = request.getfixturevalue("server")
    with server.database() as name:
        yield filled(cases.at(server.url(name)))


def filled(location: Location) -> Location:
    schema.create(location)
    cases.fill(location)
    for author, add in ((cases.AUTHOR, add_evidence), ("Boris Editor", add_another_of_each)):
        with open_session(location, write=True, author=author) as session:
            add(session, author)
            session.commit()
    return location


@pytest.fixture
def case(held: Location, monkeypatch: pytest.MonkeyPatch) -> Iterator[CaseSession]:
    """A session on it; what is done is rolled back."""
    with open_session(held, write=True, author=cases.AUTHOR) as session:
        wanted = guards._wanted(session.connection())
        # On a server the migrations are run for every audit: here, once for a test.
        monkeypatch.setattr(guards, "_wanted", lambda connection: wanted)
        yield session


def findings(session: Session) -> tuple[Finding, ...]:
    session.expunge_all()
    return audit(session).findings


def found_each(session: Session, attacks: Iterator[set[str]]) -> int:
    """How many attacks there were. Fails where one is not found, or not named."""
    count, unseen = 0, []
    for names in attacks:
        count += 1
        found = [one for one in findings(session) if one.rule != AuditRule.SEARCH.code]
        if not any(name in f"{one.place}: {one.message}" for one in found for name in names):
            unseen.append((sorted(names), found))
    assert not unseen, f"{len(unseen)} of {count} not found or not named: {unseen[:5]}"
    assert findings(session) == (), "what an attack did was not taken back"
    return count


def test_an_untouched_case_is_sound(case: CaseSession) -> None:
    assert findings(case) == ()


def test_every_table_has_rows_to_attack(case: CaseSession) -> None:
    connection = case.connection()
    for name in TABLES:
        count = connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()
        assert count >= 2, name


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_altered(case: CaseSession, column: str) -> None:
    table, _, name = column.partition(".")
    attacks = alterations(case.connection(), TABLES[table], TABLES[table].c[name])
    assert found_each(case, attacks)


@pytest.mark.parametrize("table", TABLES)
def test_every_row_deleted(case: CaseSession, table: str) -> None:
    assert found_each(case, deletions(case.connection(), TABLES[table]))


@pytest.mark.parametrize("table", TABLES)
def test_every_row_put_in_again(case: CaseSession, table: str) -> None:
    assert found_each(case, copies(case.connection(), TABLES[table]))


@pytest.mark.parametrize("table", TABLES)
def test_rows_exchanged(case: CaseSession, table: str) -> None:
    assert found_each(case, exchanges(case.connection(), TABLES[table]))
