"""Sessions on a case: the schema checked, the index up to date, every change in the journal."""

from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import ORMExecuteState, Session

from factcheck.database import engine, schema
from factcheck.database.engine import Location
from factcheck.database.recording import Recorder
from factcheck.domain.signing import Signer

MANY = 5_000
"""Records whose documents of before are held, until there is no room for more."""


class CaseSession(Session):
    """A session whose commit leaves nothing undone: a service cannot forget it.

    ``author`` is whose work it is: without one, work that changes something cannot be committed.
    ``signer`` is the author's, where they have a key: every entry is signed with it.
    """

    def __init__(
        self,
        bind: Engine | Connection,
        *,
        author: str | None = None,
        signer: Signer | None = None,
        **options: Any,
    ) -> None:
        super().__init__(bind, expire_on_commit=False, **options)
        self.recorder = Recorder(self, author, signer)

    def settle(self) -> None:
        """All of a commit that may take long: what is pending written, the journal, the index.

        Raises NoAuthor where something was changed, and nobody is known to have done it;
        KeyElsewhere where it is not signed, and ought to be.
        """
        from factcheck.database import search

        self._write_down()
        search.refresh(self.connection())

    def lighten(self) -> None:
        """Write down what was done so far, if it has come to hold much: for long loads."""
        if len(self.recorder.touched) > MANY:
            self._write_down()

    def _write_down(self) -> None:
        """Statuses and journal as far as the work has gone."""
        from factcheck.database import standing

        self.flush()
        standing.renew(self, standing.affected(self, self.recorder))
        self.recorder.settle()

    def commit(self) -> None:
        self.settle()
        super().commit()


@event.listens_for(CaseSession, "before_flush")
def _before_flush(session: CaseSession, *_context: Any) -> None:
    session.recorder.before_flush()


@event.listens_for(CaseSession, "after_flush")
def _after_flush(session: CaseSession, *_context: Any) -> None:
    session.recorder.after_flush()


@event.listens_for(CaseSession, "after_rollback")
def _after_rollback(session: CaseSession) -> None:
    session.recorder.forget()


@event.listens_for(CaseSession, "do_orm_execute")
def _only_what_is_noticed(state: ORMExecuteState) -> None:
    """Statements that change rows without loading them would pass the journal by."""
    if state.is_update or state.is_delete or state.is_insert:
        raise AssertionError("change records through the session, or as tuples with the recorder")


def open_session(
    location: Location, *, write: bool, author: str | None = None, signer: Signer | None = None
) -> CaseSession:
    """A session on an existing case. Raises NoCase, NotACase, SchemaOlder or SchemaNewer."""
    session = CaseSession(engine.connect(location, write=write), author=author, signer=signer)
    try:
        connection = session.connection()
        if write and connection.dialect.name == "postgresql":
            # One writer at a time, as on SQLite: keys are unique across tables, the journal is one
            # chain, and what relays what is a question over many rows; no constraint of the
            # database can hold any of it.
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({engine.APPLICATION_ID})")
        schema.require_head(connection, location)
    except BaseException:
        session.close()
        raise
    return session
