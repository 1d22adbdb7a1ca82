"""Whether a database is sound in itself: its pages, references and search index.

What its triggers do is in ``database.guards``.

Each rule is a function that yields what it finds; what it cannot read it lets fail with one of
``UNREADABLE``.
"""

import re
import sqlite3
from collections.abc import Iterator

from sqlalchemy import Connection, Table, and_, exists, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from factcheck.database.models import Base
from factcheck.domain.findings import AuditRule, Finding
from factcheck.errors import (
    CannotWrite,
    CaseLocked,
    DamagedCase,
    DamagedValue,
    FactcheckError,
    UnknownCode,
    UnreadableDate,
    UnreadableNumber,
)

UNREADABLE = (
    DamagedCase,
    DamagedValue,
    CannotWrite,  # the disk reports a fault
    SQLAlchemyError,
    sqlite3.Error,
    UnknownCode,
    UnreadableDate,
    UnreadableNumber,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    RecursionError,
)
"""How reading fails where the data is damaged, and not where a server or a lock is in the way."""


def reason(fault: BaseException) -> str:
    """Why something could not be read, as the end of a sentence."""
    if isinstance(fault, FactcheckError):
        return fault.sentence.rstrip(".")
    if isinstance(fault, TypeError | AttributeError | ArithmeticError | RecursionError):
        return "it holds a value of another kind"
    if isinstance(fault, LookupError):
        return "it refers to what is not there"
    told = fault.orig if isinstance(fault, DBAPIError) and fault.orig else fault
    return (str(told).strip().splitlines() or [type(told).__name__])[0].rstrip(".")


# --- the database's own structure -----------------------------------------------------------


def structure(connection: Connection) -> Iterator[Finding]:
    """What the database says of its own pages and indexes."""
    if connection.dialect.name != "sqlite":
        yield from _checked_by_amcheck(connection)
        return
    for (told,) in connection.exec_driver_sql("PRAGMA integrity_check(1000)"):
        for line in str(told).splitlines():
            if line not in ("ok", "*** in database main ***"):
                yield AuditRule.DATABASE.finding("the database", f"SQLite reports: {line}.")


def has_own_check(connection: Connection) -> bool:
    """Whether the database can check its own pages: PostgreSQL needs the extension amcheck."""
    if connection.dialect.name == "sqlite":
        return True
    query = "SELECT 1 FROM pg_extension WHERE extname = 'amcheck'"
    return connection.exec_driver_sql(query).first() is not None


def _checked_by_amcheck(connection: Connection) -> Iterator[Finding]:
    if not has_own_check(connection):
        return
    relations = connection.exec_driver_sql(
        "SELECT pg_class.oid, relname, relkind FROM pg_class "
        "LEFT JOIN pg_am ON pg_am.oid = relam "
        "WHERE relnamespace = current_schema()::regnamespace "
        "AND (relkind = 'r' OR (relkind = 'i' AND amname = 'btree')) ORDER BY relname"
    ).all()
    for oid, name, kind in relations:
        if kind == "i":
            statement = f"SELECT NULL FROM bt_index_check({oid}::regclass, true)"
        else:
            statement = f"SELECT msg FROM verify_heapam({oid}::regclass)"
        try:
            with connection.begin_nested():
                told = [message for (message,) in connection.exec_driver_sql(statement) if message]
        except UNREADABLE as fault:
            told = [reason(fault)]
        for message in told:
            yield AuditRule.DATABASE.finding(name, f"PostgreSQL reports: {message}.")


# --- references -----------------------------------------------------------------------------


def references(connection: Connection) -> Iterator[Finding]:
    """Rows that refer to rows which are not there."""
    if connection.dialect.name == "sqlite":
        for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield _hanging(table, row, parent)
        return
    yield from _constraints(connection)
    for table in Base.metadata.sorted_tables:
        yield from _hanging_rows(connection, table)


def _hanging(table: str, row: object, parent: str) -> Finding:
    message = f"It refers to a row of the table {parent} that is not there."
    return AuditRule.REFERENCE.finding(f"{table} row {row}", message)


def _constraints(connection: Connection) -> Iterator[Finding]:
    """Foreign keys that the server does not hold, or does not vouch for."""
    held = connection.exec_driver_sql(
        "SELECT conname FROM pg_constraint WHERE contype = 'f' AND convalidated "
        "AND connamespace = current_schema()::regnamespace"
    )
    names = set(held.scalars())
    for table in Base.metadata.sorted_tables:
        for constraint in table.foreign_key_constraints:
            if constraint.name not in names:
                message = "The foreign key is missing, or was never made valid."
                yield AuditRule.REFERENCE.finding(str(constraint.name), message)


def _hanging_rows(connection: Connection, table: Table) -> Iterator[Finding]:
    """Asked of the rows themselves: who may switch triggers off can delete past a constraint."""
    for key in table.foreign_keys:
        referred = key.column.table
        parent = referred.alias("parent")
        there = exists().where(parent.c[key.column.name] == key.parent)
        query = select(*table.primary_key).where(and_(key.parent.is_not(None), ~there))
        for row in connection.execute(query):
            yield _hanging(table.name, "/".join(map(str, row)), referred.name)


# --- the search index -----------------------------------------------------------------------


def search_index(connection: Connection) -> Iterator[Finding]:
    """Claims that the search index holds other words of than their rows have."""
    if connection.dialect.name != "sqlite":
        for seq, key in connection.exec_driver_sql(_SERVER_INDEX):
            yield _misindexed(seq, key)
        return
    doubtful = _fts_doubts(connection)
    if doubtful is None:
        return
    named = False
    for seq, key in _differing(connection):
        named = True
        yield _misindexed(seq, key)
    if doubtful and not named:
        yield AuditRule.SEARCH.finding("the search index", "SQLite finds it damaged.")


def _misindexed(seq: int, key: str | None) -> Finding:
    place = f"claim row {seq}" if key is None else f"claim {key}"
    return AuditRule.SEARCH.finding(place, "The search index holds other words than the claim has.")


def _fts_doubts(connection: Connection) -> bool | None:
    """None where FTS5 finds its index in order; whether it finds it damaged, or could not look.

    To check is a command to it, which needs the right to write though it writes nothing.
    """
    check = "INSERT INTO claim_search (claim_search, rank) VALUES ('integrity-check', 1)"
    try:
        with connection.begin_nested():
            connection.exec_driver_sql(check)
    except DamagedCase:
        return True
    except (CannotWrite, CaseLocked, DBAPIError):
        return False
    return None


def _differing(connection: Connection) -> list[tuple[int, str | None]]:
    """The claims of which the index holds other words than an index that is made anew."""
    query = "SELECT sql FROM sqlite_master WHERE name = 'claim_search'"
    tokenizer = re.search('tokenize="([^"]*)"', connection.exec_driver_sql(query).scalar() or "")
    if tokenizer is None:
        raise DamagedValue("the search index")
    for statement in (
        "DROP TABLE IF EXISTS temp.audited_words",
        "DROP TABLE IF EXISTS temp.audited",
        "CREATE VIRTUAL TABLE temp.audited USING fts5("
        f"text, quotes, titles, content='', tokenize=\"{tokenizer[1]}\")",
        "INSERT INTO temp.audited (rowid, text, quotes, titles) "
        "SELECT seq, text, quotes, titles FROM claim_document",
        "CREATE VIRTUAL TABLE temp.audited_words USING fts5vocab(temp, audited, instance)",
    ):
        connection.exec_driver_sql(statement)
    return [(seq, key) for seq, key in connection.exec_driver_sql(_FILE_INDEX)]


_WORDS = 'SELECT doc, term, col, "offset" FROM'
_FILE_INDEX = f"""
    SELECT differing.doc, claim.key FROM (
        SELECT doc FROM ({_WORDS} claim_search_words EXCEPT {_WORDS} temp.audited_words)
        UNION
        SELECT doc FROM ({_WORDS} temp.audited_words EXCEPT {_WORDS} claim_search_words)
    ) AS differing LEFT JOIN claim ON claim.seq = differing.doc ORDER BY 1
"""
_SERVER_INDEX = """
    SELECT coalesce(claim_document.claim_seq, claim_search.claim_seq), claim.key
    FROM claim_document FULL JOIN claim_search USING (claim_seq)
    LEFT JOIN claim ON claim.seq = claim_seq
    WHERE claim_document.document IS DISTINCT FROM claim_search.document ORDER BY 1
"""
