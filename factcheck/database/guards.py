"""What the database does and shows by itself: its triggers, and the rules, functions and views
behind them, compared with what the migrations make.

The migrations are run anew in an empty place, so that nothing has to be written down twice: for a
SQLite file in memory, on a server in a schema that is rolled back. Triggers and rules that are not
of the migrations are told too: they can change what is written. Other views and functions do
nothing by themselves, and are nobody's concern.
"""

import secrets
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TypeAlias

from sqlalchemy import Connection, NullPool, create_engine
from sqlalchemy.exc import DBAPIError

from factcheck.database import schema
from factcheck.domain.findings import AuditRule, Finding
from factcheck.errors import CannotWrite

Definitions: TypeAlias = Mapping[str, str]
"""What something is called (“trigger content_no_update”), and what it does."""

ACTIVE = ("trigger ", "rule ")
"""How the names begin of what acts by itself."""

GONE = "It is gone: what it guarded or kept up to date is so no more."
ALTERED = "It is not the one that factcheck made, or is switched off."
FOREIGN = "It is not factcheck's: it can change what is written to the case."


class NotCompared(Exception):
    """This user of the server may not make the place in which to run the migrations."""


def faults(connection: Connection) -> Iterator[Finding]:
    """What is gone, altered, switched off or not of factcheck's making. Raises NotCompared."""
    wanted, found = _wanted(connection), _definitions(connection)
    for name, definition in wanted.items():
        if name not in found:
            yield AuditRule.TRIGGER.finding(name, GONE)
        elif found[name] != definition:
            yield AuditRule.TRIGGER.finding(name, ALTERED)
    for name in found:
        if name not in wanted and name.startswith(ACTIVE):
            yield AuditRule.TRIGGER.finding(name, FOREIGN)


def _wanted(connection: Connection) -> Definitions:
    return _in_memory() if connection.dialect.name == "sqlite" else _on_server(connection)


def _definitions(connection: Connection) -> Definitions:
    query = _IN_FILE if connection.dialect.name == "sqlite" else _SERVER
    found: dict[str, str] = {}
    for name, definition in connection.exec_driver_sql(query):
        # Triggers of two tables may share a name on a server: none may hide behind another.
        found[name] = f"{found[name]}\n{definition}" if name in found else str(definition)
    return found


@cache
def _in_memory() -> Definitions:
    engine = create_engine("sqlite://", poolclass=NullPool)
    with engine.connect() as connection:
        schema.migrate(connection)
        return _definitions(connection)


def _on_server(connection: Connection) -> Definitions:
    name = f"factcheck_audit_{secrets.token_hex(8)}"
    before = connection.begin_nested()
    try:
        connection.exec_driver_sql(f"CREATE SCHEMA {name}")
        connection.exec_driver_sql(f"SET LOCAL search_path TO {name}")
        schema.migrate(connection)
        return _definitions(connection)
    except (CannotWrite, DBAPIError) as fault:
        raise NotCompared from fault
    finally:
        before.rollback()


_IN_FILE = """
    SELECT type || ' ' || name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')
    ORDER BY 1, 2
"""

# What names a schema only where that is not the one at hand is the same in both.
_SERVER = """
    SELECT 'trigger ' || tgname || CASE WHEN tgisinternal THEN ' of ' || relname ELSE '' END,
        concat_ws(' ', tgenabled, pg_get_triggerdef(pg_trigger.oid, true))
    FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE relnamespace = current_schema()::regnamespace
        AND (NOT tgisinternal OR tgenabled NOT IN ('O', 'A'))
    UNION ALL
    SELECT 'rule ' || rulename || ' of ' || relname,
        concat_ws(' ', ev_enabled, pg_get_ruledef(pg_rewrite.oid, true))
    FROM pg_rewrite JOIN pg_class ON pg_class.oid = ev_class
    WHERE relnamespace = current_schema()::regnamespace AND rulename <> '_RETURN'
    UNION ALL
    SELECT 'view ' || relname, pg_get_viewdef(oid, true) FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relkind = 'v'
    UNION ALL
    SELECT concat('function ', proname, '(', pg_get_function_identity_arguments(pg_proc.oid), ')'),
        concat_ws(' ', lanname, provolatile, prosecdef, proconfig, prosrc)
    FROM pg_proc JOIN pg_language ON pg_language.oid = prolang
    WHERE pronamespace = current_schema()::regnamespace
    ORDER BY 1, 2
"""
