"""Markdown: a sheet to read and to print, with numbered notes and a bibliography.

Notes are written below the claim they belong to, so a sheet of any length is written in one
pass; a Markdown program gathers them at the foot. Text from the case is escaped: it can look
like markup, never act as markup.
"""

import re
from collections.abc import Iterator, Mapping
from typing import IO

from factcheck.domain import replies
from factcheck.domain.edtf import in_words, read_edtf
from factcheck.domain.factsheet import Answer, FactSheet, Header, SheetSource
from factcheck.domain.links import percent_encoded
from factcheck.domain.printable import one_line
from factcheck.domain.quantities import describe
from factcheck.domain.records import CitationRecord, ClaimRecord, QuantityRecord, ReviewRecord
from factcheck.domain.vocabulary import (
    Act,
    ClaimKind,
    NumberMethod,
    Stance,
    StandardOfProof,
    Status,
)
from factcheck.domain.wording import counted

METHOD = (
    "A quotation shows that something was said; the status says whether it was checked and found "
    "true. These are two questions. Sources that repeat one another count as one origin."
)

ONE_READER = "Verified claims here were checked by one reader, unless two are named."

CHECKS = {
    "anchored": "The quote stands word for word in the capture {capture}",
    "differs": "The quote stands in other words in the capture {capture}",
    "missing": "The quote was not found in what was captured",
    "no capture": "The quote was not checked against a capture",
}
"""What a note says of the check of its quote (``domain.anchoring.QuoteCheck``)."""

_DIGITS = 12
"""Of a capture's SHA-256: enough to find it by."""

_ACTIVE = re.compile(
    r"[\\`*~\[<]"  # code, emphasis, strike-through, links, HTML
    r"|(?<![^\W_])_|_(?![^\W_])"  # emphasis, but for underscores inside a word
    r"|&(?=#?\w+;)"  # entities
    r"|^(?:[#>+=-]|\d+(?=[.)]))"  # headings, quotations, lists, rules
    r"|(?<=\s)#(?=#*\s*$)"  # the end of a heading
)


_IN_ADDRESSES = ":/?#[]@!$&'()*+,;=%-"
"""What is written in an address as it is (RFC 3986, section 2)."""


class MarkdownExporter:
    def write(self, sheet: FactSheet, stream: IO[str]) -> None:
        _write_header(sheet.header, stream)
        sources = {source.key: source for source in sheet.header.bibliography}
        heading = None
        number = 0
        for claim in sheet.entries:
            if claim.kind != heading:
                heading = claim.kind
                stream.write(f"\n## {ClaimKind.read(heading).heading}\n")
            _write_claim(claim, number, sheet.header, sources, stream)
            number += len(claim.citations)
        _write_measures(sheet.header, stream)
        _write_bibliography(sheet.header, stream)


def escaped(text: str) -> str:
    """Text as one line of Markdown that shows exactly this text."""
    return _ACTIVE.sub(lambda found: _backslashed(found.group()), one_line(text))


def _backslashed(found: str) -> str:
    # A number at the start of a line would begin a list: its full stop is escaped instead.
    return found + "\\" if found.isdigit() else "\\" + found


def _write_header(header: Header, stream: IO[str]) -> None:
    stream.write(f"# {escaped(header.title)}\n\n")
    if not header.total:
        stream.write("No claim is shown.\n")
    else:
        stream.write(f"{counted(header.total, 'claim')}: {_counts(header.counts)}.\n")
    if header.left_out:
        stream.write(f"\nLeft out: {_counts(header.left_out)}.\n")
    stream.write(f"\n{METHOD}\n")
    if not header.policy.second_reader:
        stream.write(f"\n{ONE_READER}\n")


def _counts(counts: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(f"{count:,} {Status.read(code).label.lower()}" for code, count in counts)


def _write_claim(
    claim: ClaimRecord,
    number: int,
    header: Header,
    sources: Mapping[str, SheetSource],
    stream: IO[str],
) -> None:
    stream.write(f"\n### {escaped(claim.text)}\n\n")
    stream.write(f"**{_standing(claim)}.**\n\n")
    for line in _facts(claim, sources):
        stream.write(f"- {line}\n")
    if claim.kind != ClaimKind.DENIAL:
        for answer in header.answers.get(claim.against or "", ()):
            stream.write(f"- {_answer(answer, sources)}\n")
    for reply in claim.replies:
        stream.write(f"- {escaped(replies.told(reply))}\n")
    for place, citation in enumerate(claim.citations, start=number + 1):
        stream.write(f"- {_passage(citation)}[^{place}]\n")
    if not claim.citations:
        stream.write("- No source is cited.\n")
    if claim.citations:
        stream.write("\n")
    for place, citation in enumerate(claim.citations, start=number + 1):
        stream.write(f"[^{place}]: {_note(citation, sources)}\n")


def _standing(claim: ClaimRecord) -> str:
    """The claim's status in words, and to whom it is attributed: two things, never one."""
    status = Status.read(claim.status).label
    if claim.speaker is None:
        return status
    on_behalf = f" ({escaped(claim.speaks_for)})" if claim.speaks_for else ""
    speaker = f"ttributed to {escaped(claim.speaker)}{on_behalf}"
    if claim.status == Status.UNVERIFIED:
        return f"A{speaker}, {status[0].lower()}{status[1:]}"
    return f"{status}; a{speaker}"


def _facts(claim: ClaimRecord, sources: Mapping[str, SheetSource]) -> Iterator[str]:
    if claim.act:
        yield f"Act: {Act.read(claim.act).label.lower()}."
    if claim.quantity:
        yield _figure(claim.quantity)
    if claim.against:
        yield f"Against: {escaped(claim.against)}."
    if claim.as_of:
        yield f"As of: {in_words(read_edtf(claim.as_of))}."
    if claim.happened:
        yield f"Happened: {in_words(read_edtf(claim.happened))}."
    if claim.place:
        yield f"Place: {escaped(claim.place)}."
    told_below = claim.status != Status.IN_REVIEW and any(one.override for one in claim.reviews)
    if claim.status_because and not told_below:
        yield f"Status: {_stopped(escaped(claim.status_because))}"
    for review in _telling(claim):
        yield _judgement(review)
    if claim.citations:
        yield _origins(claim, sources)


def _figure(quantity: QuantityRecord) -> str:
    read = describe(quantity)
    parts = [f"Figure: {escaped(read)}"]
    if read != quantity.as_stated:
        parts.append(f"stated as “{escaped(quantity.as_stated)}”")
    if quantity.method:
        parts.append(NumberMethod.read(quantity.method).label.lower())
    if quantity.measure:
        parts.append(f"counting {escaped(quantity.measure)}")
    return "; ".join(parts) + "."


def _telling(claim: ClaimRecord) -> Iterator[ReviewRecord]:
    """The last review, those before that went against the policy, and both of two readers."""
    for place, review in enumerate(claim.reviews, start=1):
        verified = review.status == claim.status == Status.VERIFIED and not review.lapsed
        if place == len(claim.reviews) or review.override or verified:
            yield review


def _judgement(review: ReviewRecord) -> str:
    met = f" ({StandardOfProof.read(review.standard).label.lower()})" if review.standard else ""
    checked = f"Checked by {escaped(review.reviewer)}, {review.recorded_at[:10]}{met}"
    told = f"{checked}: {_stopped(escaped(review.because))}"
    if review.override:
        told += f" The policy was overridden: {_stopped(escaped(review.override))}"
    return told + (" (The evidence is another now.)" if review.lapsed else "")


def _answer(answer: Answer, sources: Mapping[str, SheetSource]) -> str:
    """What those accused say, beside the claim and apart from its evidence."""
    told = f"Those accused answer, through {escaped(answer.speaker)}: "
    told += _stopped(escaped(answer.text or "they contest it"))
    parts = [in_words(read_edtf(answer.as_of))] if answer.as_of else []
    parts += [_short(answer.source, sources)] if answer.source else []
    return f"{told} ({'; '.join(parts)})" if parts else told


def _origins(claim: ClaimRecord, sources: Mapping[str, SheetSource]) -> str:
    if not claim.origins:
        if any(Stance.read(citation.stance).supports for citation in claim.citations):
            return "Origin: unclear."
        return "Origin: none; no source cited here says it."
    label = "Origin" if len(claim.origins) == 1 else f"{len(claim.origins)} origins"
    names = "; ".join(_short(origin, sources) for origin in claim.origins)
    return f"{label}: {_stopped(names)}"


def _passage(citation: CitationRecord) -> str:
    stance = Stance.read(citation.stance).label
    if citation.quote is None:
        return f"{stance}: no passage is quoted."
    text = f"{stance}: “{escaped(citation.quote)}”"
    if citation.translation:
        text += f" (translated: “{escaped(citation.translation)}”)"
    return text


def _note(citation: CitationRecord, sources: Mapping[str, SheetSource]) -> str:
    parts = [_short(citation.source, sources)]
    if citation.locator:
        parts.append(escaped(citation.locator))
    if citation.via:
        parts.append(f"after {_short(citation.via, sources)}")
    return " ".join([_stopped(", ".join(parts)), *_evidence(citation)])


def _evidence(citation: CitationRecord) -> Iterator[str]:
    """Whether the quote was found, and where anyone can look for it."""
    if citation.quote_check:
        digits = (citation.capture or "")[:_DIGITS]
        yield CHECKS[citation.quote_check].format(capture=digits) + "."
    if citation.link:
        yield f"{_address(citation.link)}."
    if citation.archive_url:
        yield f"Archived: {_address(citation.archive_url)}."


def _address(url: str) -> str:
    """An address of the web as a link; any other as text, since a link to it might act."""
    if not url.lower().startswith(("http://", "https://")):
        return escaped(url)
    return f"<{percent_encoded(url, _IN_ADDRESSES)}>"


def _short(key: str, sources: Mapping[str, SheetSource]) -> str:
    return escaped(sources[key].short) if key in sources else escaped(key)


def _write_measures(header: Header, stream: IO[str]) -> None:
    if not header.measures:
        return
    stream.write("\n## What the figures count\n\n")
    for measure in header.measures:
        definition = _stopped(escaped(measure.definition or measure.unit))
        counted_how = "A running total." if measure.cumulative else "A state at a time."
        part = f" Part of {escaped(measure.part_of)}." if measure.part_of else ""
        stream.write(f"- {escaped(measure.key)}: {definition} {counted_how}{part}\n")


def _write_bibliography(header: Header, stream: IO[str]) -> None:
    if not header.bibliography:
        return
    stream.write("\n## Sources\n\n")
    for source in header.bibliography:
        stream.write(f"- {escaped(source.entry)}\n")


def _stopped(sentence: str) -> str:
    return sentence if sentence.rstrip("”\"'’»)").endswith((".", "?", "!", "…")) else f"{sentence}."
