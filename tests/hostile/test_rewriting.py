"""Histories that fit together and are not the true ones, seen against a head kept elsewhere.

Whoever may write the database knows the program too: he takes off the end of the journal with all
that it tells of, puts an older file back, or makes every hash anew.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copy

from sqlalchemy import Connection

from factcheck.database import documents
from factcheck.database.engine import Location, connect
from factcheck.database.models import Base
from factcheck.domain import journal
from factcheck.domain.journal import Document, Entry, Head
from tests.hostile.attacks import Outcome, attack, done
from tests.hostile.test_tampering import findings
from tests.support.tampering import unwatched

ADDED = ("party", "add", "Later")


def head_of(location: Location) -> str:
    return done(attack("head", db=location)).strip()


def against(head: str, location: Location) -> Outcome:
    return attack("audit", "--json", "--head", "-", db=location, stdin=head.encode())


def sound(head: str, location: Location) -> None:
    assert done(against(head, location)) == "[]\n"


def test_a_head_of_an_untouched_case_is_found_in_it_for_ever(location: Location) -> None:
    heads = []
    for key in ("one", "two"):
        done(attack("party", "add", key, db=location))
        heads.append(head_of(location))
    sound("\n".join(heads), location)


def test_an_end_cut_off_with_all_that_it_told_of(location: Location) -> None:
    done(attack("party", "add", "first", db=location))
    before = head_of(location)
    done(attack(*ADDED, db=location))
    after = head_of(location)
    entries = Head.read(before).entries
    with connect(location).begin() as connection, unwatched(connection):
        for statement in (
            f"DELETE FROM revision WHERE journal_seq > {entries}",
            f"DELETE FROM journal WHERE seq > {entries}",
            "DELETE FROM party WHERE key = 'later'",
        ):
            connection.exec_driver_sql(statement)
    sound(before, location)
    (found,) = findings(against(after, location))
    assert (found["rule"], found["place"][:5]) == ("head", "head ")
    assert "its end is gone" in found["message"]


def test_the_file_of_yesterday_put_back(sqlite_location: Location, tmp_path: Path) -> None:
    done(attack("party", "add", "first", db=sqlite_location))
    yesterday = kept_copy(sqlite_location, tmp_path / "yesterday.db")
    done(attack(*ADDED, db=sqlite_location))
    head = head_of(sqlite_location)
    (found,) = findings(against(head, yesterday))
    assert "its end is gone" in found["message"]
    # He goes on from there, so that there are as many entries again.
    for key in ("second", "third", "fourth"):
        done(attack("party", "add", key, db=yesterday))
    (found,) = findings(against(head, yesterday))
    assert "is another one than it was then" in found["message"]


def kept_copy(location: Location, path: Path) -> Location:
    with closing(sqlite3.connect(str(location))) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Location(Path(copy(str(location), path)), None)


def test_a_whole_history_with_fresh_hashes(populated: Location) -> None:
    done(attack("claim", "edit", "denied", "--place", "Grozny", db=populated))
    head = head_of(populated)
    sound(head, populated)
    with connect(populated).begin() as connection:
        with unwatched(connection):
            connection.exec_driver_sql("UPDATE note SET text = 'Nothing to ask.'")
        rewrite(connection)
    sound("", populated)  # it all fits: nothing inside the case contradicts it
    (found,) = findings(against(head, populated))
    assert (found["rule"], "is another one" in found["message"]) == ("head", True)


def test_a_middle_with_fresh_hashes_is_seen_without_a_head(populated: Location) -> None:
    """One record and its entry altered so that they fit: the next entry names the old one."""
    with connect(populated).begin() as connection:
        with unwatched(connection):
            connection.exec_driver_sql("UPDATE note SET text = 'Nothing to ask.'")
        (seq,) = connection.exec_driver_sql(
            "SELECT seq FROM journal WHERE record_kind = 'note'"
        ).one()
        rewrite(connection, only=seq)
    (found,) = findings(against("", populated))
    assert (found["rule"], found["place"]) == ("journal", f"entry {seq + 1}")
    assert found["message"] == "It does not follow the entry before it."


def rewrite(connection: Connection, only: int | None = None) -> None:
    """Make the hashes anew, so that they fit what the records say now."""
    told = dict(said(connection))
    rows = connection.exec_driver_sql(_ENTRIES).all()
    last = {row.record_id: row.seq for row in rows}
    before = b""
    for row in rows:
        if only is not None and row.seq != only:
            before = row.digest
            continue
        record, digest = documents.id_digits(row.record_id), row.document
        if row.seq == last[row.record_id]:
            digest = journal.record_digest(told[record], row.salt)
        parents = (before.hex(),) if before else ()
        author, at = documents.id_digits(row.id), documents.exact_moment_text(row.at)
        entry = Entry(parents, author, at, row.action, row.record_kind, record, digest.hex())
        values = {"parents": before, "document": digest, "digest": journal.entry_digest(entry)}
        with unwatched(connection):
            connection.execute(JOURNAL.update().where(JOURNAL.c.seq == row.seq).values(values))
        before = values["digest"]


_ENTRIES = """
    SELECT journal.*, author.id, salt FROM journal JOIN author ON author.seq = author_seq
    JOIN revision ON journal_seq = journal.seq ORDER BY journal.seq
"""
JOURNAL = Base.metadata.tables["journal"]


def said(connection: Connection) -> Iterator[tuple[str, Document]]:
    for kind in documents.RECORDS:
        for _, id, document in documents.between(connection, kind, 0, 1_000_000):
            yield id, document
