"""Searching in PostgreSQL's stored tsvectors, and keeping them up to date."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    column,
    func,
    literal_column,
    select,
    table,
)

from factcheck.database.search.base import (
    RANKED_UP_TO,
    Form,
    Phrase,
    Slot,
    filters,
    ranked,
)

_INDEX = table("claim_search", column("claim_seq"), column("document"))
_SEQ: ColumnElement[int] = _INDEX.c.claim_seq.label("seq")

_WEIGHTS: ColumnElement[Any] = literal_column("'{0, 0.25, 0.5, 1}'::real[]")
"""Of nothing, titles, quotes, text."""


class PostgresMatches:
    def __init__(self, connection: Connection, phrases: Sequence[Phrase]) -> None:
        # In a subquery the planner does not see the words, and plans as for a rare one. It
        # takes the many forms of a Russian word together for a common one, and would read
        # through the whole table.
        query = func.to_tsquery(literal_column("'factcheck'"), tsquery(phrases))
        self._query = select(query).scalar_subquery()
        self._connection = connection

    def best_first(
        self, where: Sequence[ColumnElement[bool]], limit: int | None
    ) -> Select[int, int | None]:
        matching = (
            self._select(_SEQ, _INDEX.c.document, where=where)
            .limit(RANKED_UP_TO + 1)
            .cte("matching")
            .prefix_with("MATERIALIZED")
        )
        # 1: divided by the logarithm of the document's length.
        rank = func.ts_rank_cd(_WEIGHTS, matching.c.document, self._query, 1)
        return ranked(matching, rank.desc()).limit(limit)

    def newest_first(self, where: Sequence[ColumnElement[bool]], limit: int | None) -> Select[int]:
        return self._select(_SEQ, where=where).order_by(_INDEX.c.claim_seq.desc()).limit(limit)

    def all(self) -> Select[int]:
        some = self._select(_SEQ).limit(RANKED_UP_TO + 1).subquery()
        count = self._connection.scalar(select(func.count()).select_from(some)) or 0
        # The offset keeps the planner from asking about claim after claim, newest first, where
        # the whole statement is a list of them. Among very many matches that is just right.
        return self._select(_SEQ).offset(0 if count <= RANKED_UP_TO else None)

    def _select(
        self, *columns: ColumnElement[Any], where: Sequence[ColumnElement[bool]] = ()
    ) -> Select[Any]:
        match = _INDEX.c.document.bool_op("@@")(self._query)
        return select(*columns).where(match, *filters(_INDEX.c.claim_seq, where))


def tsquery(phrases: Sequence[Phrase]) -> str:
    """In the syntax of ``to_tsquery``. Every word is quoted, so that none is an operator."""
    return " & ".join(f"({' <-> '.join(map(_slot, phrase))})" for phrase in phrases)


def _slot(slot: Slot) -> str:
    return f"({' | '.join(map(_form, slot))})"


def _form(form: Form) -> str:
    return f"'{form.word}':*" if form.prefix else f"'{form.word}'"


class BulkLoad:
    """Triggers cost a load little here: they work once a statement, and are left on."""

    def __init__(self, connection: Connection) -> None: ...

    def before_change(self, seqs: Collection[int]) -> None: ...

    def finish(self) -> None: ...


def refresh(connection: Connection) -> None:
    """Bring the index up to date with what the triggers noted."""
    stale = _count(connection, "claim_search_stale")
    if stale > BULK_LOAD and stale > _count(connection, "claim_search"):
        _refresh_and_rebuild(connection)
    elif stale:
        connection.exec_driver_sql(_REFRESH)


def _refresh_and_rebuild(connection: Connection) -> None:
    """The inverted index is quicker to build anew than to enter most of it word by word."""
    definition = connection.exec_driver_sql(f"SELECT pg_get_indexdef('{_GIN}'::regclass)").scalar()
    for statement in (
        "LOCK TABLE claim_search_stale",  # so that nothing is noted between the next two
        f"DROP INDEX {_GIN}",
        _FILL.format(stale="claim_search_stale"),
        "TRUNCATE claim_search_stale",
        str(definition),
        "ANALYZE claim_search",
    ):
        connection.exec_driver_sql(statement)


def _count(connection: Connection, name: str) -> int:
    count: int = connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()
    return count


BULK_LOAD = 10_000
"""Changed claims. Up to this many the inverted index is never built anew."""

_GIN = "ix_claim_search_document"

_FILL = """
    INSERT INTO claim_search (claim_seq, document)
    SELECT claim_seq, document FROM claim_document
    WHERE claim_seq IN (SELECT claim_seq FROM {stale})
    ON CONFLICT (claim_seq) DO UPDATE SET document = EXCLUDED.document
"""

_REFRESH = f"""
    WITH stale AS MATERIALIZED (DELETE FROM claim_search_stale RETURNING claim_seq)
    {_FILL.format(stale="stale")}
"""
