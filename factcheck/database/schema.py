"""The schema's version: recognised by a cheap mark, changed only here.

Revisions are numbered. A SQLite file carries the number as ``user_version``; a server has it in
Alembic's one-row table. Reading it takes no Alembic, which is slow to import.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine

from factcheck import errors
from factcheck.database import engine as engines
from factcheck.database.engine import APPLICATION_ID, Location

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = 4
"""The schema that this program works on: the last revision in ``migrations/versions``."""


def current(connection: Connection) -> int | None:
    """The schema's number; none where the database holds no case."""
    if connection.dialect.name == "sqlite":
        if connection.exec_driver_sql("PRAGMA application_id").scalar_one() != APPLICATION_ID:
            return None
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one()) or None
    if connection.exec_driver_sql("SELECT to_regclass('alembic_version')").scalar_one() is None:
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    # Another program's Alembic has other revision ids.
    return int(found) if found and found.isdecimal() else None


def require_head(connection: Connection, location: Location) -> None:
    """Refuse to work on another schema. Raises NotACase, SchemaOlder or SchemaNewer."""
    found = current(connection)
    if found is None:
        raise errors.NotACase(str(location), "there is no case in it")
    if found < HEAD:
        raise errors.SchemaOlder(str(location), found, HEAD)
    if found > HEAD:
        raise errors.SchemaNewer(str(location), found, HEAD)


def create(location: Location) -> None:
    """Make a new, empty case. Raises CaseExists; leaves nothing behind when it fails."""
    path = location.path
    if path is None:
        _create_tables(engines.connect(location), location)
        return
    engines.create_file(path)
    try:
        _create_tables(engines.connect(location), location)
    except BaseException:
        for leftover in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
            leftover.unlink(missing_ok=True)
        raise


def _create_tables(engine: Engine, location: Location) -> None:
    with engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        elif current(connection) is not None:
            raise errors.CaseExists(str(location))
        migrate(connection)


def migrate(connection: Connection, to: str = "head") -> None:
    """Run the migrations up to a revision inside the connection's transaction."""
    from alembic import command

    command.upgrade(_config(connection), to)


def step_back(connection: Connection, to: str) -> None:
    """Run the migrations down to a revision (``base`` for none): for developers and tests."""
    from alembic import command

    command.downgrade(_config(connection), to)


def migrations_folder() -> Path:
    """The migrations, beside the package in a checkout and inside it in a wheel."""
    return shipped_folder("migrations")


def shipped_folder(name: str) -> Path:
    package = Path(__file__).resolve().parent.parent
    inside = package / f"_{name}"
    return inside if inside.is_dir() else package.parent / name


def _config(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
