"""What every test may ask for.

``location`` is a fresh, migrated case, once on SQLite and once on PostgreSQL: a test that takes
it runs on both. The PostgreSQL half is skipped, and says so, where no server can be had; under
CI it fails instead.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from shutil import copy

import pytest

from factcheck.database import schema
from factcheck.database.engine import Location, connect
from factcheck.database.session import CaseSession
from tests.support import cases, servers
from tests.support.commandline import Runner
from tests.support.servers import Server

# What a script starts in the background is deaf to Ctrl-C, and so is all that it starts in turn.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

BOTH = ("sqlite", "postgresql")

STRAY = ("FACTCHECK_", "_FACTCHECK_", "XDG_", "PG", "LC_")
"""How variables begin that would change what a test sees."""


TOLD = "told"
"""The property of a test (``record_property``) that is printed at the end of the run."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests have counted: one that runs in another process cannot print it itself."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == TOLD:
                terminalreporter.write_line(str(value))


@pytest.fixture(autouse=True)
def hermetic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test begins in an empty folder that is its home, knowing nothing of the user's."""
    for name in os.environ:
        if name.startswith(STRAY):
            monkeypatch.delenv(name)
    for name in ("NO_COLOR", "FORCE_COLOR", "EDITOR", "VISUAL", "COLUMNS", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def author() -> str:
    return cases.AUTHOR


@pytest.fixture
def run() -> Runner:
    """Calls the command line: ``run("claim", "list", db=location).stdout``."""
    return Runner()


# --- where cases are --------------------------------------------------------------------------


@pytest.fixture(params=BOTH)
def location(request: pytest.FixtureRequest) -> Location:
    """A fresh, migrated case on each database; empty, unless ``populated`` is asked for."""
    found: Location = request.getfixturevalue(f"{request.param}_location")
    return found


@pytest.fixture(params=BOTH)
def blank(request: pytest.FixtureRequest) -> Location:
    """A place without a case: no file yet, or an empty database."""
    found: Location = request.getfixturevalue(f"{request.param}_blank")
    return found


@pytest.fixture
def session(location: Location) -> Iterator[CaseSession]:
    """A session that writes to ``location``; what is not committed is rolled back.

    On SQLite it holds the write lock from its first statement on, so commit before another
    connection is to write.
    """
    with CaseSession(connect(location), author=cases.AUTHOR) as session:
        yield session


@pytest.fixture
def populated(location: Location) -> Location:
    """``location`` with the rows of ``tests.support.cases.populate``: some in every table."""
    return location


@pytest.fixture
def older(location: Location) -> Location:
    """``location`` with the same rows, as a factcheck of the first schema kept them."""
    return location


@pytest.fixture(scope="module", params=BOTH)
def shared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Location]:
    """A populated case for the tests of one file, which roll back whatever they do to it."""
    with copied(request, tmp_path_factory, "filled") as location:
        yield location


@contextmanager
def copied(
    request: pytest.FixtureRequest, folders: pytest.TempPathFactory, kind: str
) -> Iterator[Location]:
    """A copy of one of the templates, for a fixture with ``BOTH`` that outlasts a test."""
    source = request.getfixturevalue(f"{request.param}_{kind}")
    if request.param == "sqlite":
        yield Location(Path(copy(source, folders.mktemp("shared") / "case.db")), None)
        return
    server: Server = request.getfixturevalue("server")
    with server.database(source) as name:
        yield cases.at(server.url(name))


TEMPLATES = {
    "older": "older",
    "populated": "filled",
    "sqlite_populated": "filled",
    "postgresql_populated": "filled",
}
"""What is copied for whom; an empty case for all others. Made anew, each would take far longer."""


def template(request: pytest.FixtureRequest, database: str) -> str:
    kinds = (kind for asked, kind in TEMPLATES.items() if asked in request.fixturenames)
    return f"{database}_{next(kinds, 'template')}"


def step_back(location: Location) -> None:
    with connect(location).begin() as connection:
        schema.step_back(connection, "0001")


# --- SQLite -----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "case.db"
    schema.create(Location(path, None))
    return path


@pytest.fixture(scope="session")
def sqlite_filled(sqlite_template: Path) -> Path:
    path = Path(copy(sqlite_template, sqlite_template.with_name("filled.db")))
    cases.fill(Location(path, None))
    return path


@pytest.fixture(scope="session")
def sqlite_older(sqlite_filled: Path) -> Path:
    path = Path(copy(sqlite_filled, sqlite_filled.with_name("older.db")))
    step_back(Location(path, None))
    return path


@pytest.fixture
def sqlite_location(request: pytest.FixtureRequest, tmp_path: Path) -> Location:
    """A fresh case in a file: not called factcheck.db, so never found by looking around."""
    source: Path = request.getfixturevalue(template(request, "sqlite"))
    return Location(Path(copy(source, tmp_path / "case.db")), None)


@pytest.fixture
def sqlite_populated(sqlite_location: Location) -> Location:
    """``populated`` for what the databases have no part in."""
    return sqlite_location


@pytest.fixture
def sqlite_blank(tmp_path: Path) -> Location:
    return Location(tmp_path / "blank.db", None)


# --- PostgreSQL -------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server for this run; its own ``pg_dump`` comes first on PATH."""
    with ExitStack() as stack:
        try:
            running = stack.enter_context(servers.running())
        except servers.Unavailable as fault:
            (pytest.fail if os.environ.get("CI") else pytest.skip)(str(fault))
        environment = stack.enter_context(pytest.MonkeyPatch.context())
        environment.setenv("PATH", str(running.programs), prepend=os.pathsep)
        yield running


@pytest.fixture(scope="session")
def postgresql_template(server: Server) -> Iterator[str]:
    with server.database() as name:
        schema.create(cases.at(server.url(name)))
        yield name


@pytest.fixture(scope="session")
def postgresql_filled(server: Server, postgresql_template: str) -> Iterator[str]:
    with server.database(postgresql_template) as name:
        cases.fill(cases.at(server.url(name)))
        yield name


@pytest.fixture(scope="session")
def postgresql_older(server: Server, postgresql_filled: str) -> Iterator[str]:
    with server.database(postgresql_filled) as name:
        step_back(cases.at(server.url(name)))
        yield name


@pytest.fixture
def postgresql_location(request: pytest.FixtureRequest, server: Server) -> Iterator[Location]:
    with server.database(request.getfixturevalue(template(request, "postgresql"))) as name:
        yield cases.at(server.url(name))


@pytest.fixture
def postgresql_populated(postgresql_location: Location) -> Location:
    return postgresql_location


@pytest.fixture
def postgresql_blank(server: Server) -> Iterator[Location]:
    with server.database() as name:
        yield cases.at(server.url(name))
