"""The journal, altered as only an erasure or an intruder could."""

from typing import Any

from sqlalchemy.orm import Session


def past_the_guards(session: Session, statement: Any) -> None:
    """What the journal's triggers refuse to everybody, done all the same."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
    else:
        names = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' "
            "AND tbl_name IN ('journal', 'revision')"
        )
        for (name,) in names.fetchall():
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    connection.execute(statement)
    session.expire_all()
