"""Connections: where a case is, and the settings that every connection gets."""

import logging
import os
import random
import sqlite3
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool, StaticPool

from factcheck import errors
from factcheck.errors import FactcheckError
from factcheck.files import disk_fault, read_fault
from factcheck.settings import path_of

BUSY_SECONDS = 10
"""How long to wait for another program that is changing the case."""

TURNS = 6
"""How many times as long a writer waits in line, where others write one after another."""

ASKING_SECONDS = 0.01
"""How often one in line asks whether it is its turn."""

APPLICATION_ID = 0x66636B31
"""Marks a SQLite file as a case ("fck1"), so that another program's file is never touched."""

# What a pool says of a connection that an interrupt broke off is no news to the user.
logging.getLogger("sqlalchemy").addHandler(logging.NullHandler())


class Location(NamedTuple):
    """Where a case is: a file, or a database on a PostgreSQL server."""

    path: Path | None
    url: str | None

    def __str__(self) -> str:
        """For messages: never with a password."""
        if self.path is not None:
            return str(self.path)
        from sqlalchemy import make_url

        url = make_url(self.url or "")
        # A password may also stand among the options; of these, only the place is shown.
        place = {name: url.query[name] for name in ("host", "port") if name in url.query}
        shown = url.set(drivername="postgresql", query=place)
        return shown.render_as_string(hide_password=True)


def locate(text: str) -> Location:
    """Read ``--db``: a path, ``sqlite:///PATH`` or ``postgresql://…``."""
    if (path := path_of(text)) is not None:
        return Location(path, None)
    scheme, _, rest = text.partition("://")
    if scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        return Location(None, f"postgresql+psycopg://{rest}")
    raise errors.UnknownDatabase(f"{scheme}://…")


def location_from_environment() -> Location:
    """For the developers' ``alembic`` command."""
    return locate(os.environ.get("FACTCHECK_DB", "factcheck.db"))


def connect(location: Location, *, write: bool = True) -> Engine:
    """An engine on an existing case. A writer takes the write lock when it begins."""
    engine = _sqlite(location.path, write) if location.path else _postgresql(location, write)

    @event.listens_for(engine, "handle_error")
    def in_our_words(fault: ExceptionContext) -> None:
        if (translated := _translate(fault.original_exception, location)) is not None:
            raise translated from fault.original_exception

    return engine


def in_memory() -> Engine:
    """An engine on a new database that is written nowhere, and gone when it is disposed of."""
    return create_engine("sqlite://", poolclass=StaticPool, json_serializer=json_text)


def create_file(path: Path) -> None:
    """Make an empty file that only its owner can read. Raises CaseExists or CannotWrite."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError as fault:
        if path.is_dir():
            raise errors.CannotWrite(str(path), "it is a folder") from fault
        raise errors.CaseExists(str(path)) from fault
    except OSError as fault:
        raise disk_fault(path, fault) from fault


def _sqlite(path: Path, write: bool) -> Engine:
    frozen = not write and _unchanging(path)
    # mode=rw: a mistyped path must not leave an empty file behind.
    mode = "ro&immutable=1" if frozen else "rw"

    def open_file() -> sqlite3.Connection:
        raw = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,  # the driver begins nothing by itself: see "begin" below
        )
        try:
            _set_up(raw, frozen=frozen)
        except BaseException:
            raw.close()
            raise
        return raw

    check_file(path)
    engine = create_engine(
        "sqlite://", creator=open_file, poolclass=NullPool, json_serializer=json_text
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A reader that turns writer half-way cannot wait for its turn; so a writer says so first.
        if write:
            _begin_in_turn(connection)
        else:
            connection.exec_driver_sql("BEGIN")

    return engine


def _begin_in_turn(connection: Connection) -> None:
    """Begin to write when nobody else does. Raises CaseLocked where that takes too long.

    SQLite itself asks more and more seldom: who has waited longest would come last, and never.
    """
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    until = time.monotonic() + TURNS * BUSY_SECONDS
    driver.execute("PRAGMA busy_timeout = 0")
    while time.monotonic() < until:
        try:
            driver.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorname != "SQLITE_BUSY":
                break  # told by the statement that comes next
            time.sleep(random.uniform(0.5, 1.5) * ASKING_SECONDS)
        else:
            break
    if not driver.in_transaction:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    driver.execute(f"PRAGMA busy_timeout = {round(BUSY_SECONDS * 1000)}")


def _set_up(raw: sqlite3.Connection, *, frozen: bool) -> None:
    """The settings of every connection; ``frozen`` is a case that can only be read."""
    for pragma in (
        "foreign_keys = ON",
        "synchronous = FULL",
        "temp_store = MEMORY",
        "secure_delete = ON",
        "trusted_schema = OFF",
    ):
        raw.execute(f"PRAGMA {pragma}")
    # This setting is written to the file: another program's must not be touched.
    mark = raw.execute("PRAGMA application_id").fetchone()
    if mark == (APPLICATION_ID,) and not frozen:
        raw.execute("PRAGMA journal_mode = WAL")


def _unchanging(path: Path) -> bool:
    """Whether a case can only be read as it lies there.

    SQLite reads a case in WAL mode through files that it makes beside it. In a folder where it
    cannot make them, and has left none, nobody else has the case open for writing there either.
    """
    return not os.access(path.absolute().parent, os.W_OK) and not os.path.exists(f"{path}-wal")


def _postgresql(location: Location, write: bool) -> Engine:
    options = f"-c lock_timeout={BUSY_SECONDS}s -c timezone=UTC -c client_min_messages=warning"
    try:
        return create_engine(
            location.url or "",
            poolclass=NullPool,
            json_serializer=json_text,
            # A reader sees one moment of the case, however long it reads.
            isolation_level="READ COMMITTED" if write else "REPEATABLE READ",
            connect_args={
                "connect_timeout": BUSY_SECONDS,
                "options": options,
                "application_name": "factcheck",
            },
        )
    except ModuleNotFoundError as fault:
        raise errors.MissingExtra("a case on PostgreSQL", "postgres") from fault
    except (ArgumentError, ValueError) as fault:
        raise errors.UnknownDatabase(str(location.url).partition("://")[0] + "://…") from fault


def json_text(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def check_file(path: Path) -> None:
    """Refuse what is not a SQLite file before SQLite sees it. Raises NoCase or NotACase."""
    try:
        # Asked before it is opened: a pipe would wait for somebody to write.
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            raise errors.NotACase(str(path), "it is a folder")
        if not stat.S_ISREG(kind):
            raise errors.NotACase(str(path), "it is no file, but a pipe or a device")
        with path.open("rb") as file:
            start = file.read(16)
    except (FileNotFoundError, NotADirectoryError) as fault:
        raise errors.NoCase(str(path)) from fault
    except OSError as fault:
        raise read_fault(str(path), fault) from fault
    if start and start != b"SQLite format 3\x00":
        raise errors.NotACase(str(path), "it is some other kind of file")


_SQLITE_FAULTS: dict[str, Callable[[str], FactcheckError]] = {
    "SQLITE_BUSY": errors.CaseLocked,
    "SQLITE_LOCKED": errors.CaseLocked,
    "SQLITE_FULL": errors.DiskFull,
    "SQLITE_CORRUPT": errors.DamagedCase,
    "SQLITE_NOTADB": lambda place: errors.NotACase(place, "it is damaged or encrypted"),
    "SQLITE_READONLY": lambda place: errors.CannotWrite(place, "it is read-only"),
    "SQLITE_CANTOPEN": lambda place: errors.CannotWrite(place, "it or its folder is read-only"),
    "SQLITE_PERM": lambda place: errors.CannotWrite(place, "there is no permission to"),
    "SQLITE_IOERR_SHMSIZE": errors.DiskFull,
    "SQLITE_IOERR": lambda place: errors.CannotWrite(place, "the disk reports a fault"),
}


def _translate(fault: BaseException | None, location: Location) -> FactcheckError | None:
    """The user's words for what a driver says; none where the fault is the program's own."""
    place = str(location)
    if isinstance(fault, sqlite3.Error):
        name = getattr(fault, "sqlite_errorname", None) or ""
        for start, error in _SQLITE_FAULTS.items():
            if name.startswith(start):
                return error(place)
        # Rows are read, and their bytes made text, after the statement has succeeded.
        return errors.DamagedCase(place) if "decode" in str(fault) else None
    if type(fault).__module__.startswith("psycopg"):
        return _translate_postgresql(fault, place)
    return None


def _translate_postgresql(fault: Any, place: str) -> FactcheckError | None:
    state = getattr(fault, "sqlstate", None)
    if state is None and type(fault).__name__ in ("OperationalError", "ConnectionTimeout"):
        return errors.ServerRefused(place, _first_line(fault))
    if state in ("55P03", "40001", "40P01"):
        return errors.CaseLocked(place)
    if state in ("53100", "53200"):
        return errors.DiskFull(place)
    if state in ("42501", "25006"):
        return errors.CannotWrite(place, "the user has no permission to")
    if state is not None and state[:2] in ("08", "28", "3D", "57"):
        return errors.ServerRefused(place, _first_line(fault))
    return None


def _first_line(fault: BaseException) -> str:
    """What the driver says first, without its address and full stop."""
    line = (str(fault).strip().splitlines() or ["it does not answer"])[0]
    return line.rpartition("failed: ")[2].removeprefix("FATAL:").strip().rstrip(".")


def driver_error(fault: BaseException, location: Location) -> FactcheckError | None:
    """What to tell of a database error that nobody foresaw; none where the program is at fault."""
    original = fault.orig if isinstance(fault, DBAPIError) else fault
    if isinstance(original, UnicodeDecodeError):  # SQLite quotes what a damaged schema holds
        return errors.DamagedCase(str(location))
    if not isinstance(fault, DBAPIError | sqlite3.Error) or original is None:
        return None
    told = _translate(original, location)
    return told or errors.DatabaseFailed(str(location), _first_line(original))
