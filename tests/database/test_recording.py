"""The journal is written whatever a service does, once for every change, and never forked."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest
from sqlalchemy import delete, insert, select, update

from factcheck.database import documents, recording
from factcheck.database.documents import RECORDS
from factcheck.database.engine import Location, connect
from factcheck.database.identifiers import new_id
from factcheck.database.models import Author, Claim, Entry, Note, Party, Revision, table_of
from factcheck.database.session import CaseSession, open_session
from factcheck.domain import journal
from factcheck.errors import NoAuthor
from factcheck.services import claims, parties, sources
from factcheck.services.sources import SourceFields
from tests.support.cases import AUTHOR

FIELDS = {"key": "k", "text": "75 people came.", "kind": "number", "number": "75 people"}


class Told(NamedTuple):
    """An entry as a test looks at it."""

    action: str
    kind: str
    before: str | None


def told(session: CaseSession) -> list[Told]:
    query = select(Entry.action, Entry.record_kind, Revision.before)
    rows = session.execute(
        query.join(Revision, Revision.journal_seq == Entry.seq).order_by(Entry.seq)
    )
    return [Told(*row) for row in rows]


def vouched(session: CaseSession) -> None:
    """Fails unless the chain is whole, and every record what its last entry says of it."""
    connection = session.connection()
    digest = b""
    rows = session.execute(
        select(Entry, Revision, Author.id)
        .join(Revision, Revision.journal_seq == Entry.seq)
        .join(Author, Author.seq == Entry.author_seq)
        .order_by(Entry.seq)
    )
    last: dict[str, tuple[bytes, bytes]] = {}
    for place, (entry, revision, author) in enumerate(rows, 1):
        assert (entry.seq, entry.parents) == (place, digest)
        digest = journal.entry_digest(
            journal.Entry(
                (entry.parents.hex(),) if entry.parents else (),
                author.hex,
                entry.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
                entry.action,
                entry.record_kind,
                entry.record_id.hex,
                entry.document.hex(),
            )
        )
        assert digest == entry.digest
        if revision.before is not None:
            document, salt = last[entry.record_id.hex]
            assert journal.text_digest(revision.before, salt) == document
        last[entry.record_id.hex] = entry.document, revision.salt
    for kind, model in RECORDS.items():
        seqs = list(session.scalars(select(table_of(model).c.seq)))
        for _, id, found in documents.read(connection, kind, seqs):
            document, salt = last.pop(id)
            assert journal.record_digest(found, salt) == document
    assert not last


def test_every_change_of_a_populated_case_is_vouched_for(populated: Location) -> None:
    with open_session(populated, write=False) as session:
        vouched(session)
        assert {entry.kind for entry in told(session)} == set(RECORDS)


def test_a_new_record_has_one_entry_with_all_that_belongs_to_it(session: CaseSession) -> None:
    source = SourceFields(kind="report", title="T")
    sources.add(session, AUTHOR, "s", source)
    claims.add(session, AUTHOR, {**FIELDS, "tags": "a, b"}, {"source": "s", "quote": "75"})
    session.commit()
    assert told(session) == [
        Told("added", "author", None),
        Told("added", "source", None),
        Told("added", "claim", None),
    ]
    vouched(session)


def test_a_change_keeps_what_was_before(session: CaseSession) -> None:
    claims.add(session, AUTHOR, FIELDS)
    session.commit()
    claims.edit(session, AUTHOR, "k", {"number": "80 people", "tags": "new"})
    claims.edit(session, AUTHOR, "k", {"place": "Grozny"})
    session.commit()
    *_, last = told(session)
    assert len(told(session)) == 3, "one entry for all that one command does"
    assert last.action == "changed"
    assert '"as_stated":"75 people"' in str(last.before)
    assert "Grozny" not in str(last.before)
    vouched(session)


def test_what_is_as_before_has_no_entry(session: CaseSession) -> None:
    claims.add(session, AUTHOR, {**FIELDS, "tags": "a"})
    session.commit()
    claims.edit(session, AUTHOR, "k", {"place": "Grozny"})
    claims.edit(session, AUTHOR, "k", {"place": ""})
    session.commit()
    assert len(told(session)) == 2


def test_taking_back_is_an_action_of_its_own(session: CaseSession) -> None:
    sources.add(session, AUTHOR, "s", SourceFields(kind="report", title="T"))
    session.commit()
    sources.withdraw(session, AUTHOR, "s", "A mistake.")
    session.commit()
    assert told(session)[-1].action == "withdrawn"
    vouched(session)


def test_what_a_source_relays_is_part_of_it(session: CaseSession) -> None:
    sources.add(session, AUTHOR, "wire", SourceFields(kind="report", title="W"))
    sources.add(session, AUTHOR, "s", SourceFields(kind="report", title="T"))
    session.commit()
    sources.edit(session, AUTHOR, "s", SourceFields(relays=["wire"]))
    session.commit()
    assert told(session)[-1][:2] == ("changed", "source")
    assert "relays" not in str(told(session)[-1].before)
    vouched(session)


def test_nothing_is_committed_that_nobody_did(location: Location) -> None:
    with open_session(location, write=True) as session:
        parties.add(session, AUTHOR, "Somebody")
        with pytest.raises(NoAuthor):
            session.commit()
    with open_session(location, write=False) as session:
        assert session.scalars(select(Party)).all() == []
    with open_session(location, write=True) as session:
        session.commit()  # nothing was changed


def test_what_is_rolled_back_leaves_no_entry(session: CaseSession) -> None:
    parties.add(session, AUTHOR, "Somebody")
    session.rollback()
    parties.add(session, AUTHOR, "Another")
    session.commit()
    assert [entry.kind for entry in told(session)] == ["author", "party"]
    vouched(session)


def test_a_trial_that_is_taken_back_leaves_no_entry(session: CaseSession) -> None:
    parties.add(session, AUTHOR, "Somebody", key="s")
    session.commit()
    with session.begin_nested() as trial:
        parties.edit(session, "s", name="Another")
        parties.add(session, AUTHOR, "A third")
        trial.rollback()
    session.commit()
    assert [entry.kind for entry in told(session)] == ["author", "party"]


def test_an_author_has_one_row_however_much_is_done(location: Location) -> None:
    for name in ("A", "B", "A"):
        with open_session(location, write=True, author=name) as session:
            parties.add(session, name, f"Party of {name}", key=str(new_id()))
            session.commit()
    with open_session(location, write=False) as session:
        assert session.scalars(select(Author.name).order_by(Author.seq)).all() == ["A", "B"]
        vouched(session)


def test_statements_that_pass_the_session_by_are_refused(session: CaseSession) -> None:
    claims.add(session, AUTHOR, FIELDS)
    for statement in (
        update(Claim).values(place="x"),
        delete(Claim),
        insert(Party).values(key="k", name="n"),
    ):
        with pytest.raises(AssertionError, match="recorder"):
            session.execute(statement)


def test_what_is_written_past_the_session_is_announced(session: CaseSession) -> None:
    claims.add(session, AUTHOR, FIELDS)
    session.commit()
    (seq,) = session.scalars(select(Claim.seq))
    session.recorder.changing("claim", [seq])
    session.connection().execute(update(table_of(Claim)).values(place="Grozny"))
    session.commit()
    assert told(session)[-1][:2] == ("changed", "claim")
    vouched(session)


def test_a_clock_that_was_set_back_turns_nothing_around(
    session: CaseSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = datetime.now(UTC) + timedelta(days=400)

    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return later

    with monkeypatch.context() as patch:
        patch.setattr(recording, "datetime", Clock)
        parties.add(session, AUTHOR, "Somebody")
        session.commit()
    parties.add(session, AUTHOR, "Another")
    session.commit()
    times = session.scalars(select(Entry.at).order_by(Entry.seq)).all()
    assert times == sorted(times)
    assert times[-1] >= later - timedelta(seconds=1)
    vouched(session)


def test_records_of_before_the_journal_are_adopted(location: Location) -> None:
    party = Party(id=new_id(), key="p", name="P", created_at=datetime.now(UTC), created_by=AUTHOR)
    with CaseSession(connect(location), author=AUTHOR) as session:
        session.add(party)
        session.flush()
        session.recorder.forget()  # as if the journal had not been there
        session.recorder.adopt()
        session.recorder.adopt()
        assert told(session) == [Told("added", "author", None), Told("adopted", "party", None)]
        vouched(session)


def test_a_note_is_a_record(session: CaseSession) -> None:
    claims.add(session, AUTHOR, FIELDS)
    (seq,) = session.scalars(select(Claim.seq))
    session.add(Note(id=new_id(), claim_seq=seq, text="Ask.", created_at=datetime.now(UTC),
                     created_by=AUTHOR))  # fmt: skip
    session.commit()
    assert told(session)[-1][:2] == ("added", "note")
    vouched(session)
