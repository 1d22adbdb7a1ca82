"""A claim in words, as ``claim show`` prints it, and a quote at its place."""

from collections.abc import Iterable
from itertools import zip_longest
from typing import TYPE_CHECKING

from factcheck.cli import output
from factcheck.cli.claimbacking import asking_lines, origin_lines, remark_lines
from factcheck.cli.claimwork import note_lines, reply_lines, review_lines, standing
from factcheck.domain.edtf import in_words, read_edtf
from factcheck.domain.quantities import describe
from factcheck.domain.records import CitationRecord, ClaimRecord, QuantityRecord
from factcheck.domain.vocabulary import Act, ClaimKind, NumberMethod, Status

if TYPE_CHECKING:
    from factcheck.services.anchors import Placed
    from factcheck.services.desk import Page
    from factcheck.services.reading import Passage

DIGITS = 12
"""Of a capture's SHA-256, where there is no room for all."""

CHECKS = {
    "anchored": "anchored; it stands in the captured text word for word",
    "differs": "differs; a passage that says the same in other words was accepted",
    "missing": "missing; it does not stand in the captured text",
    "no capture": "no capture",
}
"""A quote check in words (``domain.anchoring.QuoteCheck``)."""


def print_claim(page: "Page") -> None:
    """The whole claim, with all that is known of it."""
    claim = page.claim
    output.line(heading(claim, page.held_by))
    output.line()
    for line in output.wrapped(claim.text, 78):
        output.line(line)
    output.line()
    output.details(
        [
            ("Status", Status.read(claim.status).label),
            ("Because", claim.status_because),
            ("Attributed to", claim.speaker),
            ("Against", claim.against),
            ("Act", Act.read(claim.act).label if claim.act else None),
            ("Number", figure(claim.quantity) if claim.quantity else None),
            ("Held", in_words(read_edtf(claim.as_of)) if claim.as_of else None),
            ("Happened", in_words(read_edtf(claim.happened)) if claim.happened else None),
            ("Place", claim.place),
            ("Tags", ", ".join(claim.tags)),
        ]
    )
    output.line()
    _citations(claim, page)
    _lines(remark_lines(page.backing))
    _lines(asking_lines(page.backing.asks, page.backing.proposed))
    output.line()
    _lines(review_lines(claim.reviews))
    _lines(reply_lines(claim.replies))
    _lines(note_lines(page.notes))


def heading(claim: ClaimRecord, held_by: str | None) -> str:
    """What a claim is, in one line: its key, its kind, its status, and who holds it."""
    kind = ClaimKind.read(claim.kind).label.lower()
    return f"{claim.key}  ({kind}, {standing(claim.status, held_by)})"


def _lines(lines: Iterable[str]) -> None:
    for line in lines:
        output.line(line)


def figure(quantity: QuantityRecord) -> str:
    """How a number was stated, and how it was read."""
    read = describe(quantity)
    parts = [
        f"“{quantity.as_stated}”" + (f", read as {read}" if read != quantity.as_stated else "")
    ]
    if quantity.method:
        parts.append(NumberMethod.read(quantity.method).label.lower())
    if quantity.measure:
        parts.append(f"measure {quantity.measure}")
    return "; ".join(parts)


def print_placed(placed: "Placed") -> None:
    """Where a quote stands that was just added, and how it reads there."""
    place = placed.locator or "the text"
    output.line(f"  {placed.check.label} in {place}, capture {placed.text.digest[:DIGITS]}")
    _indented(placed.context.marked)
    if placed.differences:
        from factcheck.services.anchors import told

        _indented(told(placed.differences))


def _indented(text: str) -> None:
    for line in output.wrapped(text, 72):
        output.line(f"      {line}")


def _citations(claim: ClaimRecord, page: "Page") -> None:
    if not claim.citations:
        output.line("No citations yet.")
        return
    _lines(origin_lines(page.backing.evidence))
    output.line()
    for citation, passage in zip_longest(claim.citations, page.passages):
        _citation(citation, passage)


def _citation(citation: CitationRecord, passage: "Passage | None") -> None:
    place = [citation.source]
    if citation.locator:
        place.append(citation.locator)
    if citation.via:
        place.append(f"via {citation.via}")
    output.line(f"  {citation.stance}  {', '.join(place)}")
    if citation.quote:
        _indented(f"“{citation.quote}”")
    if citation.translation:
        _indented(f"Translation: “{citation.translation}”")
    if citation.quote_check:
        _indented(f"Quote check: {CHECKS[citation.quote_check]}")
    if passage is not None and passage.newer_capture:
        newer = passage.newer_capture[:DIGITS]
        _indented(f"It stands in an older capture only, not in the newest, {newer}.")
    if citation.capture and passage is not None and passage.context is not None:
        _indented(f"In context: {passage.context.marked}")
    if citation.link:
        output.line(f"      Link: {citation.link}")
    if citation.archive_url:
        output.line(f"      Archived: {citation.archive_url}")
    if citation.capture:
        output.line(f"      Capture: {citation.capture[:DIGITS]}")
