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
    Line,
    Phrase,
    Picked,
    Slot,
    filters,
)


class PostgresMatches:
    def __init__(self, connection: Connection, phrases: Sequence[Phrase]) -> None:
        self._connection = connection
        self._query = tsquery(phrases)

    def pick(self, where: Sequence[ColumnElement[bool]], limit: int | None) -> Picked:
        met, values = filters(self._connection, "claim_search.claim_seq", where)
        values |= {"query": self._query, "limit": limit, "most": RANKED_UP_TO}

        def rows(statement: str) -> Sequence[Any]:
            return self._connection.exec_driver_sql(statement.format(met=met), values).all()

        best = rows(_BEST)
        size = best[0][0]
        found = best if size <= RANKED_UP_TO else rows(_NEWEST)
        return Picked(size, [Line(*line) for _, *line in found if line[0] is not None])

    def all(self) -> Select[int]:
        index = table("claim_search", column("claim_seq"), column("document"))
        query = func.to_tsquery(literal_column("'factcheck'"), self._query)
        match = index.c.document.bool_op("@@")(select(query).scalar_subquery())
        matching = select(index.c.claim_seq.label("seq")).where(match)
        some = matching.limit(RANKED_UP_TO + 1).subquery()
        count = self._connection.scalar(select(func.count()).select_from(some)) or 0
        # The offset keeps the planner from asking about claim after claim, newest first, where
        # the whole statement is a list of them. Among very many matches that is just right.
        return matching.offset(0 if count <= RANKED_UP_TO else None)


# In a subquery the planner does not see the words, and plans as for a rare one. It takes the
# many forms of a Russian word together for a common one, and would read through the whole table.
_QUERY = "(SELECT to_tsquery('factcheck', %(query)s))"

_MATCHING = f"FROM claim_search WHERE document @@ {_QUERY} {{met}}"

# The weights are of nothing, titles, quotes, text. 1: divided by the logarithm of the
# document's length. There is a row of the size even where there is no claim to show.
_BEST = f"""
    WITH matching AS MATERIALIZED (
        SELECT claim_seq, document {_MATCHING} LIMIT %(most)s + 1
    ), best AS (
        SELECT claim_seq,
            ts_rank_cd('{{{{0, 0.25, 0.5, 1}}}}'::real[], document, {_QUERY}, 1) AS rank
        FROM matching WHERE (SELECT count(*) FROM matching) <= %(most)s
        ORDER BY rank DESC, claim_seq DESC LIMIT %(limit)s
    )
    SELECT sized.size, claim.seq, claim.key, claim.status, claim.text
    FROM (SELECT count(*) AS size FROM matching) AS sized
    LEFT JOIN (best JOIN claim ON claim.seq = best.claim_seq) ON true
    ORDER BY best.rank DESC, claim.seq DESC
"""

_NEWEST = f"""
    SELECT NULL, claim.seq, claim.key, claim.status, claim.text
    FROM (SELECT claim_seq {_MATCHING} ORDER BY claim_seq DESC LIMIT %(limit)s) AS newest
    JOIN claim ON claim.seq = newest.claim_seq ORDER BY claim.seq DESC
"""


def tsquery(phrases: Sequence[Phrase]) -> str:
    """In the syntax of ``to_tsquery``. Every word is quoted, so that none is an operator."""
    return " & ".join(f"({' <-> '.join(map(_slot, phrase))})" for phrase in phrases)


def _slot(slot: Slot) -> str:
    return f"({' | '.join(map(_form, slot))})"


def _form(form: Form) -> str:
    return f"'{form.word}':*" if form.prefix else f"'{form.word}'"


class BulkLoad:
    """Spares a load of many claims the triggers, which would note each of them as it comes.

    They are off for the load's own transaction alone: others wait for its lock, or see none of it.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._turn("DISABLE")
        last = connection.exec_driver_sql("SELECT max(seq) FROM claim").scalar()
        self._indexed_up_to: int = last or 0

    def before_change(self, seqs: Collection[int]) -> None:
        """Note claims that the load is about to change."""
        indexed = [seq for seq in seqs if seq <= self._indexed_up_to]
        if indexed:
            self._connection.exec_driver_sql(_NOTE.format(seqs="unnest(%s::bigint[])"), (indexed,))

    def finish(self) -> None:
        """Turn the triggers on again, and note all that is new."""
        new = f"seq FROM claim WHERE seq > {self._indexed_up_to:d}"
        self._connection.exec_driver_sql(_NOTE.format(seqs=new))
        self._turn("ENABLE")

    def _turn(self, on_or_off: str) -> None:
        for name in ("claim", "citation"):
            self._connection.exec_driver_sql(
                f"ALTER TABLE {name} {on_or_off} TRIGGER claim_search_{name}_insert"
            )


_NOTE = "INSERT INTO claim_search_stale (claim_seq) SELECT {seqs} ON CONFLICT DO NOTHING"


def refresh(connection: Connection) -> None:
    """Bring the index up to date with what the triggers noted."""
    stale = _count(connection, "claim_search_stale")
    if stale > BULK_LOAD and stale > _count(connection, "claim_search"):
        _refresh_and_rebuild(connection)
    elif stale:
        connection.exec_driver_sql(_REFRESH)


def _refresh_and_rebuild(connection: Connection) -> None:
    """The indexes are quicker to build anew than to enter most of the claims one by one."""
    definition = connection.exec_driver_sql(f"SELECT pg_get_indexdef('{_GIN}'::regclass)").scalar()
    for statement in (
        "LOCK TABLE claim_search_stale",  # so that nothing is noted between the next ones
        "DELETE FROM claim_search WHERE claim_seq IN (SELECT claim_seq FROM claim_search_stale)",
        f"DROP INDEX {_GIN}",
        f"ALTER TABLE claim_search DROP CONSTRAINT {_KEY}",
        _FILL.format(stale="claim_search_stale"),
        "TRUNCATE claim_search_stale",
        f"ALTER TABLE claim_search ADD CONSTRAINT {_KEY} PRIMARY KEY (claim_seq)",
        str(definition),
        "ANALYZE claim_search",
    ):
        connection.exec_driver_sql(statement)


def _count(connection: Connection, name: str) -> int:
    count: int = connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()
    return count


BULK_LOAD = 10_000
"""Changed claims. Up to this many the indexes are never built anew."""

_GIN = "ix_claim_search_document"
_KEY = "pk_claim_search"

_FILL = """
    INSERT INTO claim_search (claim_seq, document)
    SELECT claim_seq, document FROM claim_document
    WHERE claim_seq IN (SELECT claim_seq FROM {stale})
"""

_REFRESH = f"""
    WITH stale AS MATERIALIZED (DELETE FROM claim_search_stale RETURNING claim_seq)
    {_FILL.format(stale="stale")}
    ON CONFLICT (claim_seq) DO UPDATE SET document = EXCLUDED.document
"""
