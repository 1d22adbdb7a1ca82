"""The cases that both sides work on: made empty, judged, and compared when the work is done."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, insert, update
from sqlalchemy.orm import Session

from factcheck.database import schema
from factcheck.database.engine import connect, locate
from factcheck.database.identifiers import new_id
from factcheck.database.models import Base, Claim, Party, Review, Source, SourceRelay
from factcheck.database.session import open_session
from factcheck.domain.edtf import read_edtf
from factcheck.domain.keys import suggested
from factcheck.services import measures
from factcheck.services.stamps import now, stamp
from tests.benchmarks import corpus
from tests.benchmarks.measure import Stopwatch

AUTHOR = "Benchmark"

STATUSES = ("corroborated",) * 8 + ("disputed", "in-review") * 5 + ("refuted", "withdrawn")
"""What every tenth claim is judged to be, in turns; the others are unverified."""

_NOT_COMPARED = ("id", "created_at", "created_by")
_JOURNAL = ("author", "journal", "revision")
"""Tables that only factcheck writes: no script by hand keeps a journal."""


def make(_: Stopwatch, case: str) -> None:
    """A new case that holds what the sheet refers to, and no claim."""
    schema.create(locate(case))
    fill_references(case)


def fill_references(case: str) -> None:
    """Put what the sheet refers to in an empty case."""
    with open_session(locate(case), write=True, author=AUTHOR) as session:
        known = corpus.references()
        session.add_all(
            Party(key=suggested(name, "party"), name=name, **stamp(AUTHOR))
            for name in known.parties
        )
        for key in corpus.MEASURES:
            measures.add(session, AUTHOR, key, unit=key.partition("-")[0])
        _add_sources(session, known.sources)
        session.commit()


def _add_sources(session: Session, sources: Iterable[corpus.Source]) -> None:
    seqs: dict[str, int] = {}
    for source in sources:
        issued = read_edtf(source.issued)
        family, _, given = source.author.partition(", ")
        record = Source(
            key=source.key,
            kind=source.kind,
            title=source.title,
            names={"author": [{"family": family, "given": given}]},
            issued=issued.text,
            issued_earliest=issued.earliest,
            issued_latest=issued.latest,
            other={},
            **stamp(AUTHOR),
        )
        session.add(record)
        session.flush()
        seqs[source.key] = record.seq
        if source.relays:
            session.add(SourceRelay(source_seq=record.seq, relayed_seq=seqs[source.relays]))


def judge(_: Stopwatch, case: str) -> None:
    """Review every tenth claim, so that lists and exports have several statuses to tell apart."""
    with connect(locate(case)).begin() as connection:
        count = connection.exec_driver_sql("SELECT count(*) FROM claim").scalar_one()
        moment = now()
        for start in range(10, count + 1, 10 * corpus.BATCH):
            judged = [
                (seq, STATUSES[seq // 10 % len(STATUSES)])
                for seq in range(start, min(start + 10 * corpus.BATCH, count + 1), 10)
            ]
            _record(connection, judged, moment)


def _record(connection: Connection, judged: Iterable[tuple[int, str]], moment: Any) -> None:
    by_status: dict[str, list[int]] = {}
    for seq, status in judged:
        by_status.setdefault(status, []).append(seq)
    for status, seqs in by_status.items():
        reviews = [
            {
                "id": new_id(),
                "claim_seq": seq,
                "status": status,
                "because": "Two origins agree on it.",
                "standard": "reasonable-grounds",
                "credibility": 2,
                "reviewer": AUTHOR,
                "recorded_at": moment,
            }
            for seq in seqs
        ]
        connection.execute(insert(Review), reviews)
        connection.execute(update(Claim).where(Claim.seq.in_(seqs)).values(status=status))


# --- Comparing ------------------------------------------------------------------------------------


def contents(_: Stopwatch, case: str) -> dict[str, list[Any]]:
    """How many rows every table has, and a digest of what they hold; ids, times, authors apart.

    The journal is left out.
    The search index counts as a table: of which words it holds how many, field by field, or on
    PostgreSQL the vectors.
    """
    with connect(locate(case), write=False).connect() as connection:
        found = {
            table.name: _digest(_rows(connection, table))
            for table in Base.metadata.sorted_tables
            if table.name not in _JOURNAL
        }
        found["(search index)"] = _digest(_indexed(connection))
    return found


def _rows(connection: Connection, table: Any) -> Iterator[Any]:
    columns = ", ".join(column.name for column in table.columns if column.name not in _NOT_COMPARED)
    order = ", ".join(column.name for column in table.primary_key)
    streaming = connection.execution_options(stream_results=True)
    return iter(streaming.exec_driver_sql(f"SELECT {columns} FROM {table.name} ORDER BY {order}"))


def _indexed(connection: Connection) -> Iterator[Any]:
    if connection.dialect.name == "postgresql":
        query = "SELECT claim_seq, document FROM claim_search ORDER BY claim_seq"
        return iter(connection.execution_options(stream_results=True).exec_driver_sql(query))
    connection.exec_driver_sql(
        "CREATE VIRTUAL TABLE temp.indexed USING fts5vocab(main, claim_search, col)"
    )
    return iter(connection.exec_driver_sql("SELECT * FROM temp.indexed ORDER BY term, col"))


def _digest(rows: Iterator[Any]) -> list[Any]:
    count, digest = 0, sha256()
    for row in rows:
        count += 1
        digest.update(repr(tuple(row)).encode())
    return [count, digest.hexdigest()]
