"""A case with evidence in it, and what somebody does to it who has the database in his hands."""

import io
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from factcheck.services import captures, claims, reviews, sources, texts
from factcheck.services.captures import CaptureFields
from factcheck.services.sources import SourceFields
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


@contextmanager
def unguarded(driver: sqlite3.Connection) -> Iterator[None]:
    """Takes the triggers that guard the tables away, and puts them back as they were."""
    rows = driver.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in rows:
        driver.execute(f"DROP TRIGGER {name}")
    yield
    for _, definition in rows:
        driver.execute(definition)


def tamper(connection: Connection, statement: str) -> None:
    """Run a statement as somebody who may do anything, so that no trigger hears of it."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        connection.exec_driver_sql(statement)
        connection.exec_driver_sql("SET LOCAL session_replication_role = origin")
        return
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    driver.execute("PRAGMA defer_foreign_keys = ON")
    with unguarded(driver):
        driver.execute(statement)
