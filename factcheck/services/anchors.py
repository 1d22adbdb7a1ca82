"""Quotes and captured texts: finding where a quote stands, keeping that place, checking it."""

from collections.abc import Collection, Sequence
from typing import NamedTuple, cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from factcheck.database.models import Anchor, Citation, Claim, Extraction, Source
from factcheck.domain.anchoring import (
    Ambiguous,
    Place,
    QuoteCheck,
    TextPositionSelector,
    TextQuoteSelector,
    find_quote,
    quote_check,
)
from factcheck.domain.anchoring import select as selectors
from factcheck.domain.context import Context, around
from factcheck.domain.differences import Difference, Kind
from factcheck.errors import AmbiguousQuote, QuoteDiffers, QuoteNotFound
from factcheck.evidence import places
from factcheck.evidence.proposals import nearest, propose
from factcheck.services import texts
from factcheck.services.texts import CapturedText

AROUND = 60
"""Characters shown on each side of a passage that is named in a sentence."""


class Allowing(NamedTuple):
    """What is taken of a quote that does not stand in the captured text as it is."""

    differences: bool = False
    """A passage that states the same facts in other words: its check is ``differs``."""
    unanchored: bool = False
    """The quote without a place: its check is ``missing``."""


WORD_FOR_WORD = Allowing()
"""Nothing but the words as they stand there."""


class Placed(NamedTuple):
    """Where a quote stands in a captured text."""

    text: CapturedText
    start: int
    end: int
    check: QuoteCheck
    """``anchored``, or ``differs`` where the words are not quite those of the quote."""
    differences: tuple[Difference, ...] = ()
    newer: str | None = None
    """SHA-256 of the source's newest captured text, where the quote was found in an older one."""

    @property
    def passage(self) -> str:
        return self.text.text[self.start : self.end]

    @property
    def locator(self) -> str | None:
        """The place as a person names it: “para. 2”, “p. 3, para. 7”, “00:01:20”."""
        return places.locator(self.text.segments, self.start, self.end)

    @property
    def context(self) -> Context:
        """The passage with about a sentence around it."""
        return around(self.text.text, self.start, self.end)

    def contradicts(self, locator: str) -> bool:
        """Whether a typed locator names another place than this one (``evidence.places``)."""
        return places.contradicts(self.text.segments, locator, self.start, self.end)

    def lacks(self, locator: str) -> str | None:
        """What a typed locator names and the text has none of: “pages”."""
        return places.lacking(self.text.segments, locator)


class Moved(NamedTuple):
    """A quote whose place is another than before, or none."""

    claim: str
    quote: str
    before: str | None
    after: str | None
    check: QuoteCheck


def place(
    session: Session,
    source: Source,
    quote: str,
    *,
    locator: str | None = None,
    accept_differences: bool = False,
) -> Placed | None:
    """Where a quote stands in the latest capture that has it; None without a captured text.

    Raises QuoteNotFound (with the nearest passage), QuoteDiffers (unless differences are
    accepted) or AmbiguousQuote.
    """
    captured = texts.of_source(session, source.seq)
    if not captured:
        return None
    newest = captured[0]
    for text in captured:
        if (found := _found(source, quote, text, locator)) is not None:
            return found if text is newest else found._replace(newer=newest.digest)
    for text in captured:
        if (near := propose(quote, text.text, text.folding)) is not None:
            placed = Placed(text, near.start, near.end, QuoteCheck.DIFFERS, near.differences)
            if accept_differences:
                return placed if text is newest else placed._replace(newer=newest.digest)
            passage = " ".join(placed.passage.split())
            raise QuoteDiffers(source.key, passage, placed.locator, told(near.differences))
    closest = nearest(quote, newest.text, newest.folding)
    if closest is None:
        raise QuoteNotFound(source.key, None, None)
    shown = Placed(newest, closest.start, closest.end, QuoteCheck.MISSING)
    raise QuoteNotFound(source.key, shown.context.marked, shown.locator)


def place_or_let(
    session: Session, source: Source, quote: str, locator: str | None, allowing: Allowing
) -> Placed | None:
    """As ``place``, but None too where a quote without a place is allowed."""
    try:
        return place(
            session,
            source,
            quote,
            locator=locator,
            accept_differences=allowing.differences,
        )
    except (QuoteNotFound, QuoteDiffers, AmbiguousQuote):
        if not allowing.unanchored:
            raise
        return None


def keep(session: Session, author: str, citation: Citation, placed: Placed) -> None:
    """Keep the place of a citation's quote, instead of any that was kept before."""
    drop(session, citation)
    quoted, position = selectors(placed.text.text, placed.start, placed.end)
    page, time = places.page_and_time(placed.text.segments, placed.start, placed.end)
    session.add(
        Anchor(
            citation_seq=citation.seq,
            extraction_seq=placed.text.extraction_seq,
            first=position.start,
            last=position.end,
            exact=quoted.exact,
            prefix=quoted.prefix,
            suffix=quoted.suffix,
            page=page,
            time=time,
            accepted_by=author if placed.check is QuoteCheck.DIFFERS else None,
        )
    )
    session.flush()


def drop(session: Session, citation: Citation) -> None:
    """Forget the place of a quote that was changed."""
    if (kept := session.get(Anchor, citation.seq)) is not None:
        session.delete(kept)
        session.flush()


def standing(session: Session, citation: Citation) -> Placed | None:
    """The kept place of a citation's quote, checked against the captured text as it is now."""
    anchor = session.get(Anchor, citation.seq)
    if anchor is None or citation.quote is None:
        return None
    text = texts.captured_text(session, session.get_one(Extraction, anchor.extraction_seq))
    return _checked(citation.quote, anchor, text)


def settle(session: Session, author: str, source: Source, *, after: int = 0) -> list[Moved]:
    """Find the quotes of a source in its captures anew; returns those whose place has changed.

    What somebody accepted as differing stays accepted while the passage reads the same. A locator
    that named the place of a passage follows it. ``after`` leaves out the citations up to that row
    number.
    """
    captured = texts.of_source(session, source.seq)
    known = {text.extraction_seq: text for text in captured}
    moved = []
    query = (
        select(Citation, Claim.key, Anchor)
        .join(Claim, Claim.seq == Citation.claim_seq)
        .outerjoin(Anchor, Anchor.citation_seq == Citation.seq)
        .where(
            Citation.source_seq == source.seq,
            Citation.quote.is_not(None),
            Citation.withdrawn_at.is_(None),
            Citation.seq > after,
        )
        .order_by(Citation.seq)
    )
    # What an outer join may leave out, its type does not tell.
    rows = cast(Sequence[tuple[Citation, str, Anchor | None]], session.execute(query).all())
    for citation, claim, kept in rows:
        quote = citation.quote or ""
        before = None
        if kept is not None:
            if kept.extraction_seq not in known:
                extraction = session.get_one(Extraction, kept.extraction_seq)
                known[kept.extraction_seq] = texts.captured_text(session, extraction)
            before = _checked(quote, kept, known[kept.extraction_seq])
        found = _again(citation, captured, kept)
        if found is None:
            drop(session, citation)
        elif before is None or not _same(before, found):
            accepted_by = kept.accepted_by if kept else None
            keep(session, accepted_by or author, citation, found)
            if before is not None and citation.locator == before.locator:
                citation.locator = found.locator  # it said where the passage stood, and follows it
        was, now = before and before.locator, found and found.locator
        check = found.check if found else QuoteCheck.MISSING
        if (before is None) != (found is None) or was != now or (before and before.check != check):
            moved.append(Moved(claim, quote, was, now, check))
    return moved


def _checked(quote: str, anchor: Anchor, text: CapturedText) -> Placed:
    selector = TextQuoteSelector(anchor.exact, anchor.prefix, anchor.suffix)
    position = TextPositionSelector(anchor.first, anchor.last)
    check = quote_check(quote, text.text, selector, position)
    return Placed(text, anchor.first, anchor.last, check)


def _same(before: Placed, found: Placed) -> bool:
    """Whether a kept place is the one that was found, and nothing of it was altered."""
    return before.check is found.check and (before.text.extraction_seq, *before[1:3]) == (
        found.text.extraction_seq,
        *found[1:3],
    )


def captured_sources(session: Session) -> frozenset[int]:
    """The sources of which there is a captured text, by row number."""
    query = select(Extraction.source_seq).where(Extraction.text.is_not(None)).distinct()
    return frozenset(session.scalars(query))


def count_missing(session: Session, sources: Collection[int], after: int) -> int:
    """How many quotes of these sources have no place, of the citations after a row number."""
    query = (
        select(func.count())
        .select_from(Citation)
        .outerjoin(Anchor, Anchor.citation_seq == Citation.seq)
        .where(
            Citation.seq > after,
            Citation.quote.is_not(None),
            Citation.withdrawn_at.is_(None),
            Anchor.citation_seq.is_(None),
        )
    )
    return sum(session.scalar(query.where(Citation.source_seq == seq)) or 0 for seq in sources)


def told(differences: Sequence[Difference]) -> str:
    """Differences as a sentence: what the quote says, and what stands there instead."""
    parts = []
    for found in differences:
        quoted, passage = found.quoted, found.passage
        if found.kind is Kind.SAME:
            continue
        if not quoted:
            parts.append(f"“{passage}” is left out")
        elif not passage:
            parts.append(f"“{quoted}” does not stand there")
        else:
            parts.append(f"“{quoted}” for “{passage}”")
    return f"The quote has {', '.join(parts)}." if parts else ""


def _found(source: Source, quote: str, text: CapturedText, locator: str | None) -> Placed | None:
    within = places.located(text.segments, locator) if locator else None
    found = find_quote(quote, text.text, text.folding, within=within)
    if isinstance(found, Ambiguous):
        listed = [_shown(text, one) for one in found.places[: AmbiguousQuote.LISTED]]
        first = found.places[0]
        chosen = within is not None and within.start <= first.start < within.end
        raise AmbiguousQuote(source.key, listed, len(found.places), locator, chosen)
    return Placed(text, found.start, found.end, QuoteCheck.ANCHORED) if found else None


def _again(
    citation: Citation, captured: Sequence[CapturedText], kept: Anchor | None
) -> Placed | None:
    """The place of a quote itself, or of what was accepted in its stead."""
    context = {"prefix": kept.prefix, "suffix": kept.suffix} if kept else {}
    wanted = [(citation.quote or "", QuoteCheck.ANCHORED)]
    if kept is not None and kept.accepted_by:
        wanted.append((kept.exact, QuoteCheck.DIFFERS))
    for text in captured:
        within = places.located(text.segments, citation.locator) if citation.locator else None
        for words, check in wanted:
            found = find_quote(words, text.text, text.folding, within=within, **context)
            if isinstance(found, Place):
                return Placed(text, found.start, found.end, check)
    return None


def _shown(text: CapturedText, found: Place) -> str:
    where = places.locator(text.segments, found.start, found.end)
    before = text.text[max(found.start - AROUND, 0) : found.start]
    after = text.text[found.end : found.end + AROUND]
    marked = f"{before}[{text.text[found.start : found.end]}]{after}"
    passage = f"“…{' '.join(marked.split())}…”"
    return f"{where}: {passage}" if where else passage
