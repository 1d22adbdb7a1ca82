"""Sessions on a case: the schema checked, and the search index always up to date."""

from sqlalchemy.orm import Session

from factcheck.database import engine, schema
from factcheck.database.engine import Location


class CaseSession(Session):
    """A session whose commit brings the search index up to date: a service cannot forget it."""

    def settle(self) -> None:
        """All of a commit that may take long: what is pending written, and the index renewed."""
        from factcheck.database import search

        self.flush()
        search.refresh(self.connection())

    def commit(self) -> None:
        self.settle()
        super().commit()


def open_session(location: Location, *, write: bool) -> CaseSession:
    """A session on an existing case. Raises NoCase, NotACase, SchemaOlder or SchemaNewer."""
    session = CaseSession(engine.connect(location, write=write), expire_on_commit=False)
    try:
        connection = session.connection()
        if write and connection.dialect.name == "postgresql":
            # One writer at a time, as on SQLite: keys are unique across tables, and what relays
            # what is a question over many rows; no constraint of the database can hold either.
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({engine.APPLICATION_ID})")
        schema.require_head(connection, location)
    except BaseException:
        session.close()
        raise
    return session
