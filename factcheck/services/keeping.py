"""Keeping the case safe: backups that are consistent while others work, and upgrades."""

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from shutil import which
from typing import NamedTuple

from sqlalchemy import URL, Connection, make_url
from sqlalchemy.orm import Session

from factcheck import errors
from factcheck.database import engine, schema, standing
from factcheck.database.engine import Location
from factcheck.database.session import CaseSession
from factcheck.domain.signing import Signer
from factcheck.files import new_file, refuse_case


class Upgrade(NamedTuple):
    before: int
    after: int
    backup: Path | None
    """None where there was nothing to upgrade."""


def backup(location: Location, file: Path) -> int:
    """Copy the case to a new file while others may be working in it; returns its size in bytes.

    A SQLite case is copied by SQLite's online backup and is a case itself; a PostgreSQL case is
    written by ``pg_dump`` for ``pg_restore``. Raises FileExists, CannotWrite or MissingProgram.
    """
    with engine.connect(location, write=False).begin() as connection:
        if schema.current(connection) is None:
            raise errors.NotACase(str(location), "there is no case in it")
    if location.path is not None:
        refuse_case(file, location.path)
    with new_file(file) as part:
        if location.path is not None:
            _copy_file(location, part)
        else:
            _dump_server(location, part)
    return file.stat().st_size


ADOPTER = "factcheck db upgrade"
"""Who signs for records of before the journal, where nobody is known to have upgraded the case."""


def upgrade(location: Location, author: str | None = None, signer: Signer | None = None) -> Upgrade:
    """Bring the case to this program's schema: backup first, then all steps or none.

    Records that the journal does not know get an entry: that they were there. Claims that were
    judged before there was a policy are judged by it.
    """
    connected = engine.connect(location)
    with connected.begin() as connection:
        found = _upgradable(connection, location)
    if found == schema.HEAD:
        return Upgrade(found, found, None)
    kept = _backup_name(location, found)
    backup(location, kept)
    with connected.begin() as connection:
        schema.migrate(connection)
        with CaseSession(connection, author=author or ADOPTER, signer=signer) as session:
            session.recorder.adopt()
            standing.renew(session, standing.reviewed(session))
        _check(connection, location)
    return Upgrade(found, schema.HEAD, kept)


def _upgradable(connection: Connection, location: Location) -> int:
    found = schema.current(connection)
    if found is None:
        raise errors.NotACase(str(location), "there is no case in it")
    if found > schema.HEAD:
        raise errors.SchemaNewer(str(location), found, schema.HEAD)
    return found


def _check(connection: Connection, location: Location) -> None:
    """After a migration: no reference may hang in the air."""
    if connection.dialect.name != "sqlite":
        return
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise errors.DamagedCase(str(location))


def _backup_name(location: Location, found: int) -> Path:
    moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    if location.path is not None:
        return location.path.with_name(f"{location.path.stem}-schema{found}-{moment}.db")
    return Path(f"{make_url(location.url or '').database}-schema{found}-{moment}.dump")


def _copy_file(location: Location, part: Path) -> None:
    import sqlite3
    from contextlib import closing

    with Session(engine.connect(location, write=False)) as session:
        driver = session.connection().connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        with closing(sqlite3.connect(part)) as copy:
            driver.backup(copy)
            # A copy is one file: not two that must travel together.
            copy.execute("PRAGMA journal_mode = DELETE")


def _dump_server(location: Location, part: Path) -> None:
    program = which("pg_dump")
    if program is None:
        raise errors.MissingProgram(
            "pg_dump",
            "back up a case on PostgreSQL",
            "Install PostgreSQL's client programs (Debian: apt-get install postgresql-client).",
        )
    url = make_url(location.url or "").set(drivername="postgresql")
    environment = dict(os.environ)
    password = url.password or url.query.get("password")
    if password:
        # Not on the command line, where every user of the machine could read it.
        environment["PGPASSWORD"] = str(password)
    command = [program, "--format=custom", "--no-owner", f"--file={part}"]
    options = {name: value for name, value in url.query.items() if name != "password"}
    # Made anew: an address once given a password keeps it.
    bare = URL.create("postgresql", url.username, None, url.host, url.port, url.database, options)
    address = bare.render_as_string(hide_password=False)
    done = subprocess.run(
        [*command, f"--dbname={address}"], env=environment, capture_output=True, text=True
    )
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or ["it failed"]
        raise errors.ServerRefused(str(location), lines[0].removeprefix("pg_dump: error: "))
