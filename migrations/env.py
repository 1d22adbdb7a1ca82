"""Runs the migrations, each in one transaction, on a connection that the caller holds.

Called from ``factcheck.database.schema`` with a connection, and from the ``alembic`` command
(for developers) with the case file that FACTCHECK_DB names.
"""

from alembic import context
from sqlalchemy import Connection, text

from factcheck.database import engine
from factcheck.database.models import Base


def number(heads: tuple[str, ...]) -> int:
    """The schema's number: revision ``0002`` is 2, no revision is 0."""
    return int(heads[-1]) if heads else 0


def mark(connection: Connection, heads: tuple[str, ...]) -> None:
    """Leave the cheap mark by which the program recognises the schema without Alembic."""
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"PRAGMA user_version = {number(heads)}"))


def compared(name: str | None, kind: str, parents: object) -> bool:
    """The search index has no models: its tables are made by hand."""
    return kind != "table" or not str(name).startswith("claim_search")


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=True,
        include_name=compared,
        # Alembic takes SQLite's DDL for non-transactional because of an old driver fault.
        # The engine begins its transactions itself, so a failed step leaves nothing behind.
        transactional_ddl=True,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()
        mark(connection, context.get_context().get_current_heads())


held = context.config.attributes.get("connection")
if held is not None:
    migrate(held)
else:
    with engine.connect(engine.location_from_environment()).begin() as connection:
        migrate(connection)
