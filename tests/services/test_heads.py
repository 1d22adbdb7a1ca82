"""The head of a case's journal, on both databases."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.database.models import Entry
from factcheck.domain.journal import EMPTY, Head
from factcheck.services import parties
from factcheck.services.heads import head


def test_an_empty_journal_has_a_head(session: Session) -> None:
    assert head(session) == EMPTY == Head(0, 64 * "0")


def test_the_head_is_the_last_entry(session: Session, author: str) -> None:
    parties.add(session, author, "Russian LGBT Network", key="network")
    session.commit()
    entries = session.scalars(select(Entry).order_by(Entry.seq)).all()
    # Who works is an entry of its own, before the first that they do.
    assert [entry.record_kind for entry in entries] == ["author", "party"]
    assert head(session) == Head(2, entries[-1].digest.hex())


def test_every_change_makes_another_head(session: Session, author: str) -> None:
    seen = []
    parties.add(session, author, "Russian LGBT Network", key="network")
    session.commit()
    seen.append(head(session))
    parties.edit(session, "network", name="LGBT Network")
    session.commit()
    seen.append(head(session))
    session.commit()  # nothing was changed
    seen.append(head(session))
    assert [found.entries for found in seen] == [2, 3, 3]
    assert seen[0].digest != seen[1].digest
    assert seen[1] == seen[2]


def test_a_head_is_read_back_from_its_line(session: Session, author: str) -> None:
    parties.add(session, author, "Russian LGBT Network", key="network")
    session.commit()
    assert Head.read(str(head(session))) == head(session)


def test_only_what_was_committed_is_in_it(session: Session, author: str) -> None:
    parties.add(session, author, "Russian LGBT Network", key="network")
    session.flush()
    assert head(session) == EMPTY
