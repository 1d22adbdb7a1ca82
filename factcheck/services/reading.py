"""Reading claims: one of them, or a stream of those that are asked for."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from factcheck.database.models import Anchor, Citation, Claim, Extraction
from factcheck.database.queries.claims import ClaimReader
from factcheck.database.queries.keys import resolve
from factcheck.database.queries.quotes import of_claim
from factcheck.domain.context import WIDEST, Context, around
from factcheck.domain.records import ClaimRecord
from factcheck.services.lapses import marked
from factcheck.services.replies import answered


def show(session: Session, key: str) -> ClaimRecord:
    """One claim, whole. Raises UnknownKey or AmbiguousKey."""
    claim = resolve(session, Claim, key)
    read = ClaimReader(session.connection()).by_seq([claim.seq])
    (found,) = answered(session, marked(session, read))
    return found


def listing(
    session: Session, where: list[ColumnElement[bool]], limit: int | None
) -> Iterator[ClaimRecord]:
    """The selected claims as a stream, the newest first."""
    reader = ClaimReader(session.connection())
    read = reader.records(where, newest_first=True, limit=limit)
    return answered(session, marked(session, read))


class Passage(NamedTuple):
    """The place of a citation's quote."""

    context: Context | None
    """The passage with the text around it; none where the quote has no place, or there is none."""
    newer_capture: str | None
    """SHA-256 of the source's newest captured text, where the place is in an older one."""


def passages(session: Session, key: str) -> list[Passage]:
    """The place of the quote of each citation of a claim, in their order."""
    claim = resolve(session, Claim, key)
    newer = {kept.citation_seq: kept.newer for kept in of_claim(session.connection(), claim.seq)}
    return [
        Passage(context, newer.get(citation_seq))
        for citation_seq, context in _contexts(session, claim.seq)
    ]


def _contexts(session: Session, claim_seq: int) -> Iterator[tuple[int, Context | None]]:
    widest = WIDEST + 1
    sound = and_(Anchor.first >= 0, Anchor.first < Anchor.last, Anchor.last < 10**9)
    begin = case((Anchor.first > widest, Anchor.first - widest), else_=0)
    length = Anchor.last + widest - begin
    text = func.substr(Extraction.text, begin + 1, length)
    query = (
        select(Citation.seq, text, Anchor.first - begin, Anchor.exact)
        .select_from(Citation)
        .outerjoin(Anchor, and_(Anchor.citation_seq == Citation.seq, sound))
        .outerjoin(Extraction, Extraction.seq == Anchor.extraction_seq)
        .where(Citation.claim_seq == claim_seq, Citation.withdrawn_at.is_(None))
        .order_by(Citation.seq)
    )
    for seq, words, start, exact in session.execute(query):
        yield seq, None if exact is None else around(words or "", start, start + len(exact))
