"""Claims: logging them, citing them, correcting them."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.database.models import (
    Anchor,
    Citation,
    Claim,
    ClaimTag,
    Measure,
    Party,
    Quantity,
    Source,
)
from factcheck.database.models.sources import SourceRelay
from factcheck.database.queries.claims import ClaimReader
from factcheck.database.queries.keys import resolve
from factcheck.database.standing import renew
from factcheck.domain.drafts import (
    CITATION_FIELDS,
    CLAIM_FIELDS,
    CitationDraft,
    ClaimDraft,
    Fields,
    logged_digest,
    read_citation,
    read_claim,
)
from factcheck.domain.quantities import Quantity as ReadQuantity
from factcheck.domain.records import ClaimRecord
from factcheck.domain.stating import states_number
from factcheck.domain.vocabulary import Qualifier, Status
from factcheck.domain.wording import clean
from factcheck.errors import (
    DuplicateCitation,
    MissingField,
    NotCited,
    NotRelayed,
    SeveralCitations,
    SourceWithdrawn,
)
from factcheck.services import anchors
from factcheck.services.anchors import WORD_FOR_WORD, Allowing, Placed
from factcheck.services.naming import new_key
from factcheck.services.parties import named
from factcheck.services.stamps import now, stamp


class ClaimChange(NamedTuple):
    """A claim after a change, and what the user should hear about it."""

    claim: ClaimRecord
    quantity: ReadQuantity | None = None
    new_parties: tuple[str, ...] = ()
    twin: str | None = None
    """The key of a claim that was logged in the same words before."""
    placed: Placed | None = None
    """Where the quote that was added stands in a captured text."""


class References(NamedTuple):
    """The records that a claim names."""

    speaker: Party | None
    against: Party | None
    measure: Measure | None
    new_parties: tuple[str, ...]

    def digest(self, draft: ClaimDraft) -> bytes:
        keys = (record.key if record else "" for record in self[:3])
        return logged_digest(draft, *keys)


def add(
    session: Session,
    author: str,
    fields: Fields,
    citation: Fields | None = None,
    allowing: Allowing = WORD_FOR_WORD,
) -> ClaimChange:
    """Log a claim, with its citation if one is given: both or neither.

    Raises what ``cite`` raises.
    """
    draft = read_claim(fields)
    references = _references(session, author, fields)
    digest = references.digest(draft)
    twin = session.scalar(select(Claim.key).where(Claim.logged_digest == digest).limit(1))
    claim = Claim(
        key=new_key(session, "claim", fields.get("key"), draft.text),
        status=Status.UNVERIFIED.value,
        logged_digest=digest,
        **stamp(author),
    )
    _fill(claim, draft, references)
    session.add(claim)
    session.flush()
    _set_tags(session, claim, draft)
    _set_quantity(session, claim, draft, references)
    placed = None
    if citation is not None:
        placed = _cite(session, author, claim, citation, allowing)
    session.flush()
    record = _record(session, claim)
    return ClaimChange(record, draft.quantity, references.new_parties, twin, placed)


def edit(session: Session, author: str, key: str, changes: Fields) -> ClaimChange:
    """Change the fields that are given; an empty one is taken away."""
    claim = resolve(session, Claim, key)
    fields = {**fields_of(session, claim.key), **changes}
    draft = read_claim(fields)
    references = _references(session, author, fields)
    _fill(claim, draft, references)
    for part in (ClaimTag, Quantity):
        for row in session.scalars(select(part).where(part.claim_seq == claim.seq)):
            session.delete(row)
    session.flush()
    _set_tags(session, claim, draft)
    _set_quantity(session, claim, draft, references)
    session.flush()
    return ClaimChange(_record(session, claim), draft.quantity, references.new_parties)


def cite(
    session: Session,
    author: str,
    key: str,
    citation: Fields,
    allowing: Allowing = WORD_FOR_WORD,
) -> ClaimChange:
    """Add a citation to a claim; its quote must stand in the source's captured text, if any.

    Without a locator it gets that of the passage. Raises DuplicateCitation where the citation
    stands already; QuoteNotFound, QuoteDiffers or AmbiguousQuote where the quote does not stand
    in the text as it is, and ``allowing`` does not let it pass.
    """
    claim = resolve(session, Claim, key)
    placed = _cite(session, author, claim, citation, allowing)
    return ClaimChange(_record(session, claim), placed=placed)


def uncite(
    session: Session, author: str, key: str, source_key: str, quote: str | None, because: str
) -> ClaimRecord:
    """Withdraw one citation, with a reason; the row stays in the case."""
    claim = resolve(session, Claim, key)
    source = resolve(session, Source, source_key)
    because = clean("the reason", because)
    standing = _standing(session, claim, source)
    if quote is not None:
        standing = [citation for citation in standing if quote in (citation.quote or "")]
    if not standing:
        raise NotCited(claim.key, source.key)
    if len(standing) > 1:
        raise SeveralCitations(claim.key, source.key)
    citation = standing[0]
    citation.withdrawn_at, citation.withdrawn_by = now(), author
    citation.withdrawn_because = because
    session.flush()
    return _record(session, claim)


def recite(
    session: Session,
    author: str,
    key: str,
    number: int,
    changes: Fields,
    allowing: Allowing = WORD_FOR_WORD,
) -> ClaimRecord:
    """Correct a claim's standing citation, counted from 0: its fields, not its source.

    A quote or locator that is changed is looked for anew. Raises what ``cite`` raises of quotes.
    """
    claim = resolve(session, Claim, key)
    citation = _standing(session, claim)[number]
    source = session.get_one(Source, citation.source_seq)
    draft = read_citation({**_citation_fields(session, citation), **changes})
    via = changes.get("via", _key_of(session, citation.via_seq))
    citation.via_seq = _relayed(session, source, via).seq if via else None
    citation.stance, citation.translation = draft.stance, draft.translation
    if (draft.quote, draft.locator) != (citation.quote, citation.locator):
        _requote(session, author, source, citation, draft, allowing)
    session.flush()
    return _record(session, claim)


def _requote(
    session: Session,
    author: str,
    source: Source,
    citation: Citation,
    draft: CitationDraft,
    allowing: Allowing,
) -> None:
    """Take a changed quote or locator, and find the passage anew."""
    before = anchors.standing(session, citation)
    locator = draft.locator
    if locator == citation.locator and before is not None and locator == before.locator:
        locator = None  # it named the place of the old quote
    if draft.quote == citation.quote:  # what was allowed of this quote stays allowed
        kept = session.get(Anchor, citation.seq)
        differs = allowing.differences or (kept is not None and kept.accepted_by is not None)
        allowing = Allowing(differs, allowing.unanchored or kept is None)
    anchors.drop(session, citation)
    placed = None
    if draft.quote is not None:
        placed = anchors.place_or_let(session, source, draft.quote, draft.locator, allowing)
    citation.quote = draft.quote
    citation.locator = (locator or placed.locator) if placed else draft.locator
    if placed is not None:
        anchors.keep(session, author, citation, placed)


def number_is_unstated(claim: ClaimRecord) -> bool:
    """Whether a claim has a number and quotes that stand in captures, and none of them states it.

    “thirty” states 30: any written form will do.
    """
    quotes = [citation.quote or "" for citation in claim.citations if citation.capture]
    if claim.quantity is None or not quotes:
        return False
    stated, qualifier, value, minimum, maximum, unit, whole, _, _ = claim.quantity
    number = ReadQuantity(stated, Qualifier.read(qualifier), value, minimum, maximum, unit, whole)
    return not any(states_number(quote, number) for quote in quotes)


def fields_of(session: Session, key: str) -> dict[str, str | None]:
    """A claim as the fields that would make it: what an editor starts from."""
    claim = resolve(session, Claim, key)
    quantity = session.get(Quantity, claim.seq)
    tags = session.scalars(
        select(ClaimTag.tag).where(ClaimTag.claim_seq == claim.seq).order_by(ClaimTag.tag)
    )
    measure = (
        session.get(Measure, quantity.measure_seq) if quantity and quantity.measure_seq else None
    )
    values = {
        "key": claim.key,
        "text": claim.text,
        "kind": claim.kind,
        "act": claim.act,
        "speaker": _party_key(session, claim.speaker_seq),
        "against": _party_key(session, claim.against_seq),
        "as_of": claim.as_of,
        "happened": claim.happened,
        "place": claim.place,
        "tags": ", ".join(tags) or None,
        "number": quantity.as_stated if quantity else None,
        "number_method": quantity.method if quantity else None,
        "measure": measure.key if measure else None,
    }
    return {field: values[field] for field in CLAIM_FIELDS}


def citations_of(session: Session, key: str) -> list[dict[str, str | None]]:
    """The standing citations of a claim as fields, in order."""
    claim = resolve(session, Claim, key)
    return [_citation_fields(session, citation) for citation in _standing(session, claim)]


def _references(session: Session, author: str, fields: Fields) -> References:
    speaker = named(session, author, given) if (given := fields.get("speaker")) else None
    against = named(session, author, given) if (given := fields.get("against")) else None
    made = [name.party.name for name in (speaker, against) if name and name.is_new]
    return References(
        speaker.party if speaker else None,
        against.party if against else None,
        resolve(session, Measure, given) if (given := fields.get("measure")) else None,
        tuple(made),
    )


def _fill(claim: Claim, draft: ClaimDraft, references: References) -> None:
    claim.text, claim.kind, claim.act = draft.text, draft.kind, draft.act
    claim.place = draft.place
    claim.speaker_seq = references.speaker.seq if references.speaker else None
    claim.against_seq = references.against.seq if references.against else None
    as_of, happened = draft.as_of, draft.happened
    claim.as_of = as_of.text if as_of else None
    claim.as_of_earliest = as_of.earliest if as_of else None
    claim.as_of_latest = as_of.latest if as_of else None
    claim.happened = happened.text if happened else None
    claim.happened_earliest = happened.earliest if happened else None
    claim.happened_latest = happened.latest if happened else None


def _set_tags(session: Session, claim: Claim, draft: ClaimDraft) -> None:
    session.add_all(ClaimTag(claim_seq=claim.seq, tag=tag) for tag in draft.tags)


def _set_quantity(
    session: Session, claim: Claim, draft: ClaimDraft, references: References
) -> None:
    if draft.quantity is None:
        return
    read = draft.quantity
    session.add(
        Quantity(
            claim_seq=claim.seq,
            as_stated=read.as_stated,
            qualifier=read.qualifier.value,
            value=read.value,
            minimum=read.minimum,
            maximum=read.maximum,
            unit=read.unit,
            whole=read.whole,
            method=draft.number_method,
            measure_seq=references.measure.seq if references.measure else None,
        )
    )


def _cite(
    session: Session, author: str, claim: Claim, fields: Fields, allowing: Allowing
) -> Placed | None:
    if not (source_key := fields.get("source")):
        raise MissingField("cite", "the source")
    source = resolve(session, Source, source_key)
    if source.withdrawn_because is not None:
        raise SourceWithdrawn(source.key, source.withdrawn_because)
    draft = read_citation(fields)
    via = fields.get("via")
    via_seq = _relayed(session, source, via).seq if via else None
    placed = None
    if draft.quote is not None:
        placed = anchors.place_or_let(session, source, draft.quote, draft.locator, allowing)
    citation = Citation(
        claim_seq=claim.seq,
        source_seq=source.seq,
        via_seq=via_seq,
        stance=draft.stance,
        locator=draft.locator or (placed.locator if placed else None),
        quote=draft.quote,
        translation=draft.translation,
        **stamp(author),
    )
    same = (citation.stance, citation.locator, citation.quote)
    for other in _standing(session, claim, source):
        if (other.stance, other.locator, other.quote) == same:
            raise DuplicateCitation(claim.key, source.key)
    session.add(citation)
    session.flush()
    if placed is not None:
        anchors.keep(session, author, citation, placed)
    return placed


def _relayed(session: Session, source: Source, via: str) -> Source:
    """The relayed source that ``via`` names. Raises NotRelayed."""
    relayed = resolve(session, Source, via)
    known = session.scalars(
        select(Source)
        .join(SourceRelay, SourceRelay.relayed_seq == Source.seq)
        .where(SourceRelay.source_seq == source.seq)
        .order_by(Source.key)
    ).all()
    if relayed not in known:
        raise NotRelayed(source.key, relayed.key, [other.key for other in known])
    return relayed


def _standing(session: Session, claim: Claim, source: Source | None = None) -> list[Citation]:
    query = select(Citation).where(Citation.claim_seq == claim.seq, Citation.withdrawn_at.is_(None))
    if source is not None:
        query = query.where(Citation.source_seq == source.seq)
    return list(session.scalars(query.order_by(Citation.seq)))


def _citation_fields(session: Session, citation: Citation) -> dict[str, str | None]:
    values: Mapping[str, str | None] = {
        "source": _key_of(session, citation.source_seq),
        "stance": citation.stance,
        "locator": citation.locator,
        "quote": citation.quote,
        "translation": citation.translation,
        "via": _key_of(session, citation.via_seq),
    }
    return {field: values[field] for field in CITATION_FIELDS}


def _key_of(session: Session, seq: int | None) -> str | None:
    return session.get_one(Source, seq).key if seq is not None else None


def _party_key(session: Session, seq: int | None) -> str | None:
    return session.get_one(Party, seq).key if seq is not None else None


def _record(session: Session, claim: Claim) -> ClaimRecord:
    session.flush()
    renew(session, [claim.seq])
    return ClaimReader(session.connection()).by_seq([claim.seq])[0]
