"""Working through a captured source, an interview above all: its passages one after another, and
what the case already quotes of them.
"""

from contextlib import suppress
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.database.models import Anchor, Citation, Claim, Extraction, Party, Source
from factcheck.database.queries.keys import resolve
from factcheck.domain.anchoring import Place, find_quote
from factcheck.domain.picking import Picked
from factcheck.domain.vocabulary import Status
from factcheck.domain.wording import clean
from factcheck.errors import (
    FactcheckError,
    NoText,
    SourceWithdrawn,
    UnknownPlace,
    WordsSeveralTimes,
)
from factcheck.evidence import places
from factcheck.evidence.places import Segment
from factcheck.services import parties, texts
from factcheck.services.texts import CapturedText

_CUES = 400
"""Characters after which the next cue of one speaker begins another passage."""


class Passage(NamedTuple):
    """What is read at a time: a paragraph, a heading, a table, some cues of one speaker."""

    start: int
    end: int
    kind: str
    speaker: str | None


class Quoted(NamedTuple):
    """Words of a captured text that a claim of the case quotes."""

    start: int
    end: int
    claim: str


class Interview(NamedTuple):
    """The latest captured text of a source, in passages."""

    source: str
    """Its key."""
    source_id: UUID
    title: str
    text: CapturedText
    passages: tuple[Passage, ...]

    def words(self, passage: Passage) -> str:
        return self.text.text[passage.start : passage.end]

    def locator(self, start: int, end: int) -> str | None:
        """How a person names the place of these words: “para. 2”."""
        return places.locator(self.text.segments, start, end)

    def at(self, place: str) -> int:
        """The number, from 0, of the passage that a typed place names. Raises UnknownPlace."""
        span = places.located(self.text.segments, place)
        if span is None and place.strip().isdecimal():
            span = places.located(self.text.segments, f"para. {place}")
        if span is None:
            last = self.passages[-1]
            raise UnknownPlace(place, self.source, self.locator(last.start, last.end))
        return self.nearest(span.start)

    def nearest(self, offset: int) -> int:
        """The number, from 0, of the passage that holds an offset, or is the next after it."""
        ahead = (at for at, passage in enumerate(self.passages) if offset < passage.end)
        return next(ahead, len(self.passages) - 1)

    def quotable(self, passage: Passage, picked: Picked) -> tuple[str, str | None]:
        """Picked words as they stand, and their locator.

        Raises WordsSeveralTimes where the locator does not tell them from the same words nearby.
        """
        start, end = passage.start + picked.start, passage.start + picked.end
        quote = self.text.text[start:end]
        locator = self.locator(start, end)
        within = places.located(self.text.segments, locator) if locator else None
        found = find_quote(quote, self.text.text, self.text.folding, within=within)
        if found is not None and not isinstance(found, Place):
            raise WordsSeveralTimes(quote, len(found.places))
        return quote, locator


def read(session: Session, key: str) -> Interview:
    """The captured text of a source to work through. Raises NoText or SourceWithdrawn."""
    source = resolve(session, Source, key)
    if source.withdrawn_because is not None:
        raise SourceWithdrawn(source.key, source.withdrawn_because)
    captured = texts.of_source(session, source.seq)
    passages = _passages(captured[0]) if captured else ()
    if not passages:
        query = select(Extraction.notes).where(Extraction.source_seq == source.seq)
        notes = session.scalars(query.order_by(Extraction.seq.desc()).limit(1)).all()
        raise NoText(source.key, [" ".join(note.split()) for note in notes])
    return Interview(source.key, source.id, source.title, captured[0], passages)


def _passages(text: CapturedText) -> tuple[Passage, ...]:
    found: list[Passage] = []
    previous: Segment | None = None
    for segment in text.segments:
        if segment.kind == "running" or not text.text[segment.start : segment.end].strip():
            continue
        if previous is not None and _goes_on(found[-1], previous, segment):
            found[-1] = found[-1]._replace(end=segment.end)
        else:
            found.append(Passage(segment.start, segment.end, segment.kind, segment.speaker))
        previous = segment
    return tuple(found)


def _goes_on(passage: Passage, previous: Segment, segment: Segment) -> bool:
    """Whether a segment is read together with what stands before it."""
    if segment.kind != previous.kind:
        return False
    if segment.kind == "cell":  # one line feed or tab stands between the cells of one table
        return segment.start - previous.end == 1
    if segment.kind == "cue":
        is_short = segment.end - passage.start <= _CUES
        return segment.speaker == previous.speaker and is_short
    # A paragraph may go on over the page.
    number = segment.paragraph if segment.kind == "paragraph" else None
    return number is not None and number == previous.paragraph


def quoted(session: Session, interview: Interview) -> list[Quoted]:
    """The words of the text that standing claims quote, in order."""
    query = (
        select(Citation, Claim.key)
        .join(Claim, Claim.seq == Citation.claim_seq)
        .join(Source, Source.seq == Citation.source_seq)
        .where(
            Source.id == interview.source_id,
            Citation.quote.is_not(None),
            Citation.withdrawn_at.is_(None),
            Claim.status != Status.WITHDRAWN.value,
        )
    )
    text = interview.text
    here = select(Anchor).where(Anchor.extraction_seq == text.extraction_seq)
    anchors = {anchor.citation_seq: anchor for anchor in session.scalars(here)}
    found = []
    for citation, claim in session.execute(query):
        if (anchor := anchors.get(citation.seq)) is not None:
            found.append(Quoted(anchor.first, anchor.last, claim))
            continue
        locator = citation.locator
        within = places.located(text.segments, locator) if locator else None
        place = find_quote(citation.quote or "", text.text, text.folding, within=within)
        if isinstance(place, Place):
            found.append(Quoted(place.start, place.end, claim))
    return sorted(found)


def speaker(session: Session, interview: Interview) -> str | None:
    """Who is likely to speak: whoever did in the last claim logged, or the voice of the source."""
    source = session.scalars(select(Source).where(Source.id == interview.source_id)).one()
    query = (
        select(Claim.speaker_seq)
        .join(Citation, Citation.claim_seq == Claim.seq)
        .where(Citation.source_seq == source.seq, Citation.withdrawn_at.is_(None))
        .order_by(Citation.seq.desc())
        .limit(1)
    )
    seq = session.scalar(query) or source.voice_seq
    if seq is None:
        return None
    party = session.get_one(Party, seq)
    with suppress(FactcheckError):
        if parties.resolve_named(session, party.name) is party:
            return party.name
    return party.key


def logged_as(session: Session, interview: Interview, text: str, quote: str) -> str | None:
    """The key of a claim that says this and quotes this: one that was logged after all."""
    return session.scalar(
        select(Claim.key)
        .join(Citation, Citation.claim_seq == Claim.seq)
        .join(Source, Source.seq == Citation.source_seq)
        .where(
            Source.id == interview.source_id,
            Claim.text == clean("the statement", text),
            Citation.quote == clean("the quote", quote),
            Citation.withdrawn_at.is_(None),
        )
        .limit(1)
    )
