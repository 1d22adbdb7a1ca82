"""A claim in words, as ``claim show`` prints it."""

from factcheck.cli import output
from factcheck.domain.edtf import in_words, read_edtf
from factcheck.domain.quantities import describe
from factcheck.domain.records import CitationRecord, ClaimRecord, QuantityRecord, ReviewRecord
from factcheck.domain.vocabulary import Act, ClaimKind, NumberMethod, StandardOfProof, Status
from factcheck.domain.wording import counted


def print_claim(claim: ClaimRecord) -> None:
    output.line(f"{claim.key}  ({ClaimKind.read(claim.kind).label.lower()}, {claim.status})")
    output.line()
    for line in output.wrapped(claim.text, 78):
        output.line(line)
    output.line()
    output.details(
        [
            ("Status", Status.read(claim.status).label),
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
    _citations(claim)
    output.line()
    _reviews(claim.reviews)


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


def _citations(claim: ClaimRecord) -> None:
    if not claim.citations:
        output.line("No citations yet.")
        return
    behind = counted(len(claim.origins), "origin")
    roots = f": {', '.join(claim.origins)}" if claim.origins else ""
    output.line(f"{counted(len(claim.citations), 'citation')}, {behind}{roots}")
    for citation in claim.citations:
        _citation(citation)


def _citation(citation: CitationRecord) -> None:
    place = [citation.source]
    if citation.locator:
        place.append(citation.locator)
    if citation.via:
        place.append(f"via {citation.via}")
    output.line(f"  {citation.stance}  {', '.join(place)}")
    for label, text in (("", citation.quote), ("Translation: ", citation.translation)):
        if text:
            for line in output.wrapped(f"{label}“{text}”", 72):
                output.line(f"      {line}")
    if citation.quote_check:
        output.line(f"      Quote check: {citation.quote_check}")


def _reviews(reviews: tuple[ReviewRecord, ...]) -> None:
    if not reviews:
        output.line("No reviews yet.")
        return
    output.line(counted(len(reviews), "review"))
    for review in reviews:
        met = f", {StandardOfProof.read(review.standard).label.lower()}" if review.standard else ""
        grade = f", credibility {review.credibility}" if review.credibility else ""
        output.line(f"  {review.recorded_at[:10]}  {review.status}{met}{grade}  {review.reviewer}")
        for line in output.wrapped(review.because, 72):
            output.line(f"      {line}")
