"""Cases to test on: made at any revision, and filled so that no table is empty."""

from io import BytesIO
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.database import schema
from factcheck.database.engine import APPLICATION_ID, Location, connect, create_file, locate
from factcheck.database.models import Assignment, Claim, Note, Party, PolicyVersion, Reply
from factcheck.database.session import open_session
from factcheck.services import claims, measures, parties, reviews, source_evidence, sources
from factcheck.services.captures import CaptureFields
from factcheck.services.sources import SourceFields
from factcheck.services.stamps import stamp

AUTHOR = "Anna Reporter"

PAGE = "A talk\n\nIt was long.\n\nHe spoke of some 75 people, and of more to come.\n"
"""What was captured of the interview: the quote of ``in-touch-75`` is in its second paragraph."""


def make(location: Location, revision: str = "head") -> Location:
    """A new, empty case at a revision, where there is no file or an empty database."""
    if location.path is not None:
        create_file(location.path)
    with connect(location).begin() as connection:
        if location.path is not None:
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        schema.migrate(connection, revision)
    return location


def at(place: Path | str) -> Location:
    """The location of a file or of a database's URL."""
    return locate(str(place))


def fill(location: Location, author: str = AUTHOR) -> Location:
    """Put at least one row in every table, and commit."""
    with open_session(location, write=True, author=author) as session:
        populate(session, author)
        session.commit()
    return location


def populate(session: Session, author: str = AUTHOR) -> None:
    """Log a small case through the services, so that every table has a row.

    Parties ``network`` and ``igor-kochetkov`` (who speaks for it), ``police``; sources
    ``interview``, ``wire`` and ``outlet`` (which relays the wire); measures ``contacted`` and
    ``evacuated`` (part of it); claims ``in-touch-75``, ``detained`` and ``denied``; a capture of
    the interview (``PAGE``).
    """
    parties.add(session, author, "Russian LGBT Network", key="network", kind="organisation")
    parties.add(session, author, "Igor Kochetkov", kind="person", speaks_for="network")
    parties.add(session, author, "Полиция Чечни", key="police", kind="organisation")
    _sources(session, author)
    _measures(session, author)
    _claims(session, author)
    told = CaptureFields(
        method="saved-page",
        url="https://example.org/interview",
        file_name="i.txt",
        note="Прислал Игорь Кочетков.",
    )
    source_evidence.take(session, author, "interview", BytesIO(PAGE.encode()), told)
    source_evidence.settle(session, author, "interview")
    reviews.record(
        session,
        author,
        "in-touch-75",
        status="corroborated",
        because="Two origins agree.",
        standard="reasonable-grounds",
        credibility=2,
    )
    reviews.record(session, "Boris Editor", "denied", status="refuted", because="Seen by others.")
    _work(session, author)


def _work(session: Session, author: str) -> None:
    """What has no command of its own yet, or is beside the story of the case."""
    claim = session.scalars(select(Claim).where(Claim.key == "denied")).one()
    party = session.scalars(select(Party).where(Party.key == "police")).one()
    policy = {"origins": 2, "anchored": True, "standard": True, "second_reader": True}
    session.add_all(
        [
            PolicyVersion(**policy, **stamp(author)),
            Note(claim_seq=claim.seq, text="Ask the wire.", **stamp(author)),
            Reply(claim_seq=claim.seq, party_seq=party.seq, outcome="asked", **stamp(author)),
            Assignment(claim_seq=claim.seq, reviewer="Boris Editor", **stamp(author)),
        ]
    )
    session.flush()


def _sources(session: Session, author: str) -> None:
    interview = SourceFields(
        kind="interview",
        title="“We have moved 27 people”: Игорь Кочетков о пытках",
        author=["Kochetkov, Igor"],
        interviewer=["Reporter, Anna"],
        publisher="The Daily",
        issued="2017-04",
        accessed="2017-05-18",
        url="https://example.org/interview",
        archive_url="https://archive.example.org/interview",
        language="en",
        reliability="B",
        voice="igor-kochetkov",
    )
    sources.add(session, author, "interview", interview)
    wire = SourceFields(kind="article-newspaper", title="A wire story", issued="2017-04-21")
    sources.add(
        session, author, "wire", wire, {"type": "article-newspaper", "title": "-", "DOI": "10.1/x"}
    )
    outlet = SourceFields(kind="webpage", title="An outlet’s story", relays=["wire"])
    sources.add(session, author, "outlet", outlet)


def _measures(session: Session, author: str) -> None:
    measures.add(
        session,
        author,
        "contacted",
        unit="people",
        definition="People in contact with the network.",
        cumulative=True,
    )
    measures.add(session, author, "evacuated", unit="people", part_of="contacted")


def _claims(session: Session, author: str) -> None:
    counted = {
        "key": "in-touch-75",
        "text": "About 75 people were in touch with the Network.",
        "kind": "number",
        "speaker": "igor-kochetkov",
        "as_of": "2017-05-18",
        "tags": "contacts, network",
        "number": "some 75 people",
        "number_method": "count",
        "measure": "contacted",
    }
    passage = {"source": "interview", "quote": "some 75 people", "locator": "para. 2"}
    claims.add(session, author, counted, passage)
    relayed = {
        "source": "outlet",
        "via": "wire",
        "quote": "около 75 человек",
        "translation": "about 75 people",
        "stance": "confirms",
    }
    claims.cite(session, author, "in-touch-75", relayed)

    detained = {
        "key": "detained",
        "text": "Police detained and tortured men in Argun; ещё пытки.",
        "kind": "abuse",
        "act": "torture",
        "against": "police",
        "happened": "2017-02/2017-03",
        "place": "Argun",
        "tags": "detention",
    }
    claims.add(session, author, detained, {"source": "wire", "quote": "detained in Argun"})
    claims.uncite(session, author, "detained", "wire", None, "The wire corrected it.")
    claims.cite(session, author, "detained", {"source": "interview", "stance": "mentions"})

    denied = {"key": "denied", "text": "There are no such people.", "kind": "denial"}
    claims.add(session, author, denied, {"source": "wire", "stance": "disputes"})
