"""A claim on the desk, and the source that it cites: pages for a person who judges it."""

from collections.abc import Iterator
from itertools import zip_longest

from factcheck.cli import screen
from factcheck.cli.capturedtext import COLUMNS, MARGIN, reading_lines
from factcheck.cli.claimbacking import asking_lines, origin_lines, remark_lines
from factcheck.cli.claimtext import DIGITS, figure, heading
from factcheck.cli.claimwork import note_lines, reply_lines, review_lines
from factcheck.cli.sheet import Sheet
from factcheck.domain.edtf import in_words, read_edtf
from factcheck.domain.printable import one_line
from factcheck.domain.records import CitationRecord, ClaimRecord
from factcheck.domain.vocabulary import Act
from factcheck.services.desk import Opened, Page
from factcheck.services.reading import Passage


def claim_sheet(page: Page, place: str = "") -> Sheet:
    """All that is known of a claim; ``place`` says where it stands in the queue."""
    claim = page.claim
    sheet = Sheet(heading(claim, page.held_by), place)
    sheet.write(claim.text)
    sheet.write_lines(_facts(claim))
    sheet.write()
    _write_citations(sheet, page)
    sheet.write_lines(_below(page))
    return sheet


def _facts(claim: ClaimRecord) -> Iterator[str]:
    if claim.quantity:
        yield f"  Number: {figure(claim.quantity)}"
    parts = [
        f"attributed to {claim.speaker}" if claim.speaker else "",
        f"against {claim.against}" if claim.against else "",
        f"act: {Act.read(claim.act).label.lower()}" if claim.act else "",
        f"held: {in_words(read_edtf(claim.as_of))}" if claim.as_of else "",
        f"happened: {in_words(read_edtf(claim.happened))}" if claim.happened else "",
        f"place: {claim.place}" if claim.place else "",
        f"tags: {', '.join(claim.tags)}" if claim.tags else "",
    ]
    if known := "; ".join(part for part in parts if part):
        yield f"  {known[0].upper()}{known[1:]}"
    if claim.status_because:
        yield f"  {claim.status[0].upper()}{claim.status[1:]}: {claim.status_because}"


def _write_citations(sheet: Sheet, page: Page) -> None:
    citations = page.claim.citations
    if not citations:
        sheet.write("No source is cited.")
        return
    for number, (citation, passage) in enumerate(zip_longest(citations, page.passages), start=1):
        mark = f"{number}. " if len(citations) > 1 else ""
        sheet.write(f"{mark}{_told(citation)}")
        _write_passage(sheet, citation, passage)
    sheet.write()


def _told(citation: CitationRecord) -> str:
    place = [citation.source]
    if citation.locator:
        place.append(citation.locator)
    if citation.via:
        place.append(f"via {citation.via}")
    check = f"  ({citation.quote_check})" if citation.quote_check else ""
    return f"{citation.stance}  {', '.join(place)}{check}"


def _write_passage(sheet: Sheet, citation: CitationRecord, passage: Passage | None) -> None:
    """The quote in its context, marked; alone where it was not found in a capture."""
    context = passage.context if passage else None
    if citation.quote is None:
        sheet.write("No passage is quoted.", indent=4)
    elif context is None:
        sheet.write(f"“{one_line(citation.quote)}”", indent=4)
    else:
        before = context.before.lstrip()
        text = f"{before}{context.passage}{context.after.rstrip()}".replace("\n", " ")
        sheet.write_marked(text, [(len(before), len(before) + len(context.passage))], indent=4)
    if passage and passage.newer_capture:
        newer = passage.newer_capture[:DIGITS]
        sheet.write(f"It stands in an older capture only, not in the newest, {newer}.", indent=4)
    if citation.translation:
        sheet.write(f"Translation: “{one_line(citation.translation)}”", indent=4)


def _below(page: Page) -> Iterator[str]:
    claim, backing = page.claim, page.backing
    if claim.citations:
        yield from origin_lines(backing.evidence)
    yield from remark_lines(backing)
    yield from asking_lines(backing.asks, backing.proposed)
    yield ""
    yield from review_lines(claim.reviews)
    yield from reply_lines(claim.replies)
    yield from note_lines(page.notes)


def source_sheet(citation: CitationRecord, opened: Opened | None) -> Sheet:
    """What was captured of a source, around the passage that is cited, and where it can be read."""
    place = f", {citation.locator}" if citation.locator else ""
    sheet = Sheet(f"{citation.source}{place}")
    if opened is None:
        sheet.write("No text was captured of it.")
        sheet.write()
    else:
        sheet.write_lines(reading_lines(opened.text, _around(opened)))
    if citation.quote and not citation.capture:
        sheet.write(f"The quote has no place in it: “{one_line(citation.quote)}”")
    for label, value in (
        ("Link", citation.link),
        ("Archived", citation.archive_url),
        ("Capture", citation.capture),
    ):
        if value:
            sheet.write(f"{label}: {value}")
    return sheet


def _around(opened: Opened) -> tuple[int, int]:
    """About as much text around a passage as there is room for."""
    room = min(screen.rows(), 200)
    half = max(room * (COLUMNS - MARGIN) // 5, COLUMNS)
    return opened.start - half, max(opened.end, opened.start + 1) + half
