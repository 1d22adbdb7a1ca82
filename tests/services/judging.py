"""A small case to judge: an interview, a court, and what relays them."""

from io import BytesIO

from sqlalchemy.orm import Session

from factcheck.domain.records import ClaimRecord
from factcheck.services import claims, parties, reading, reviews, source_evidence, sources
from factcheck.services.captures import CaptureFields
from factcheck.services.reviews import Recorded
from factcheck.services.sources import SourceFields
from tests.support.cases import AUTHOR

STANDARD = "reasonable-grounds"


def lay_out(session: Session) -> None:
    """Sources ``talk`` and ``statement`` (one voice), ``court``, ``leaflet`` (voice not known),
    ``outlet`` (relays the talk) and ``digest`` (relays talk and court); the claim ``held`` that
    cites the talk, with its quote anchored."""
    parties.add(session, AUTHOR, "Network", key="network")
    parties.add(session, AUTHOR, "Igor", key="igor", speaks_for="network")
    parties.add(session, AUTHOR, "Court", key="court-party")
    source(session, "talk", voice="igor")
    source(session, "statement", voice="network")
    source(session, "court", voice="court-party")
    source(session, "leaflet")
    source(session, "outlet", relays=["talk"])
    source(session, "digest", relays=["talk", "court"])
    capture(session, "talk", "They held 75 people.")
    capture(session, "court", "The court finds that 75 people were held.")
    fields = {"key": "held", "text": "75 people were held.", "kind": "number", "number": "75"}
    claims.add(session, AUTHOR, fields, {"source": "talk", "quote": "75 people"})


def source(
    session: Session, key: str, voice: str | None = None, relays: list[str] | None = None
) -> None:
    fields = SourceFields(kind="report", title=key.title(), voice=voice, relays=relays)
    sources.add(session, AUTHOR, key, fields)


def capture(session: Session, key: str, text: str) -> None:
    told = CaptureFields(method="saved-page", file_name="page.txt")
    source_evidence.take(session, AUTHOR, key, BytesIO(text.encode()), told)
    source_evidence.settle(session, AUTHOR, key)


def cite(session: Session, key: str, source: str, **fields: str) -> None:
    claims.cite(session, AUTHOR, key, {"source": source, **fields})


def judge(
    session: Session, reader: str, status: str, key: str = "held", **given: object
) -> Recorded:
    said = {"because": "So it is.", "standard": STANDARD, **given}
    return reviews.record(session, reader, key, status=status, **said)  # type: ignore[arg-type]


def stands(session: Session, key: str = "held") -> tuple[str, str | None]:
    """Status and reason after the work was committed, as any reader finds them."""
    session.commit()
    claim = shown(session, key)
    return claim.status, claim.status_because


def shown(session: Session, key: str = "held") -> ClaimRecord:
    return reading.show(session, key)
