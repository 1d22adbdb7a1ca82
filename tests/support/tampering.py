"""A case with evidence in it, and what somebody does to it who has the database in his hands."""

import io
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from factcheck.database.models import Assignment, Claim, Note, Party, PolicyVersion, Reply
from factcheck.services import captures, claims, reviews, sources, texts
from factcheck.services.captures import CaptureFields
from factcheck.services.sources import SourceFields
from factcheck.services.stamps import stamp
from tests.support.cases import AUTHOR

PAGE = (
    "We are helping them leave\n\n"
    "We have received letters from people in Chechnya since the end of March. Some 75 people were "
    "in touch with us by May; 27 of them have left the republic.\n\n"
    "They were beaten and “fed no more than once a day”, he said. Nobody has been charged.\n"
)
QUOTES = ("Some 75 people were in touch with us", '"fed no more than once a day"')

LARGE = Random(11).randbytes(3 * captures.PART + 12_345)
"""A capture in four parts that no text is read from."""


def add_evidence(session: Session, author: str = AUTHOR) -> None:
    """A source ``page``, quoted by ``claim-0`` and ``claim-1``, and a large one, ``film``."""
    for key, data, name in (("page", PAGE.encode(), "page.txt"), ("film", LARGE, "film.bin")):
        sources.add(session, author, key, SourceFields(kind="webpage", title=f"The {key}"))
        fields = CaptureFields(file_name=name, media_type=None if key == "page" else "video/mp4")
        taken = captures.add(session, author, key, io.BytesIO(data), fields)
        texts.read(session, author, taken.entry)
    for number, quote in enumerate(QUOTES):
        claim = {"key": f"claim-{number}", "text": f"He says: {quote}", "kind": "event"}
        claims.add(session, author, claim, {"source": "page", "quote": quote})
    judged = {"status": "corroborated", "because": "Two agree.", "override": "The other is known."}
    reviews.record(session, author, "claim-0", **judged)


def add_another_of_each(session: Session, author: str) -> None:
    """To a case that ``cases.populate`` and ``add_evidence`` have filled: so that no table has
    but one row, and records have been changed and withdrawn.
    """
    sources.edit(session, author, "film", SourceFields(relays=["interview"]))
    counted = {"key": "left-27", "text": "27 have left.", "kind": "number", "number": "27 people"}
    claims.add(session, author, counted)
    claims.edit(session, author, "denied", {"text": "There are no such people there."})
    claim = session.scalars(select(Claim).where(Claim.key == "denied")).one()
    party = session.scalars(select(Party).where(Party.key == "police")).one()
    policy = {"origins": 3, "anchored": False, "standard": True, "second_reader": False}
    session.add_all(
        [
            PolicyVersion(**policy, **stamp(author)),
            Note(claim_seq=claim.seq, text="They did not answer.", **stamp(author)),
            Reply(claim_seq=claim.seq, party_seq=party.seq, outcome="no-answer", **stamp(author)),
            Assignment(claim_seq=claim.seq, reviewer=None, **stamp(author)),
        ]
    )
    session.flush()


@contextmanager
def unguarded(driver: sqlite3.Connection) -> Iterator[None]:
    """Takes the triggers that guard the tables away, and puts them back as they were."""
    rows = driver.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in rows:
        driver.execute(f"DROP TRIGGER {name}")
    yield
    for _, definition in rows:
        driver.execute(definition)


@contextmanager
def unwatched(connection: Connection) -> Iterator[None]:
    """What is done inside is done by somebody who may do anything: no trigger hears of it."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        yield
        connection.exec_driver_sql("SET LOCAL session_replication_role = origin")
        return
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    driver.execute("PRAGMA defer_foreign_keys = ON")
    with unguarded(driver):
        yield


def tamper(connection: Connection, statement: str) -> None:
    """Run a statement as somebody who may do anything, so that no trigger hears of it."""
    with unwatched(connection):
        connection.exec_driver_sql(statement)
