"""A claim as it is read: frozen, whole, and in one shape for every face and export.

``as_json`` is the shape that the command line promises. Numbers in a quantity are integers
where they are whole and strings where they are not: never floats.
"""

from decimal import Decimal
from typing import Any, NamedTuple

from factcheck.domain.replies import ReplyRecord


class QuantityRecord(NamedTuple):
    as_stated: str
    qualifier: str
    value: Decimal | None
    minimum: Decimal | None
    maximum: Decimal | None
    unit: str | None
    whole: Decimal | None
    measure: str | None
    method: str | None


class CitationRecord(NamedTuple):
    source: str
    via: str | None
    stance: str
    locator: str | None
    quote: str | None
    translation: str | None
    quote_check: str | None = None
    """Whether the quote stands in a capture (``domain.anchoring``); none without a quote."""
    link: str | None = None
    """Where the passage is on the web, or the work that it is from."""
    archive_url: str | None = None
    capture: str | None = None
    """SHA-256 of the captured bytes that the quote stands in."""


class ReviewRecord(NamedTuple):
    id: str
    status: str
    because: str
    standard: str | None
    credibility: int | None
    reviewer: str
    recorded_at: str
    override: str | None = None
    """Why the status was given although the policy does not allow it."""
    lapsed: bool = False
    """Whether the evidence is no longer what was judged (``domain.standing``)."""


class ClaimRecord(NamedTuple):
    key: str
    id: str
    text: str
    kind: str
    act: str | None
    status: str
    speaker: str | None
    against: str | None
    as_of: str | None
    happened: str | None
    place: str | None
    tags: tuple[str, ...]
    quantity: QuantityRecord | None
    citations: tuple[CitationRecord, ...]
    reviews: tuple[ReviewRecord, ...]
    origins: tuple[str, ...]
    speaks_for: str | None = None
    """The name of the party on whose behalf the speaker speaks."""
    status_because: str | None = None
    """Why the status is what it is, where it does not say it all."""
    replies: tuple[ReplyRecord, ...] = ()
    """What parties were asked about it, and what came of that."""


def number_json(number: Decimal) -> int | str:
    """An integer where the number is whole, its digits as text where it is not."""
    return int(number) if number == number.to_integral_value() else format(number, "f")


# Records are taken apart at once: an export of a million claims would spend a third of its time
# on reading their fields one by one.


def quantity_json(quantity: QuantityRecord) -> dict[str, Any]:
    """The contract's ``quantity{…}``: ``min``, ``max`` and ``of`` are its names for the bounds."""
    stated, qualifier, value, minimum, maximum, unit, whole, measure, method = quantity
    return {
        "as_stated": stated,
        "qualifier": qualifier,
        "value": None if value is None else number_json(value),
        "min": None if minimum is None else number_json(minimum),
        "max": None if maximum is None else number_json(maximum),
        "unit": unit,
        "of": None if whole is None else number_json(whole),
        "measure": measure,
        "method": method,
    }


def citation_json(citation: CitationRecord) -> dict[str, Any]:
    """The contract's ``citations[…]``, with the quote check that is computed."""
    source, via, stance, locator, quote, translation, check, link, archive_url, capture = citation
    return {
        "source": source,
        "via": via,
        "stance": stance,
        "locator": locator,
        "quote": quote,
        "translation": translation,
        "quote_check": check,
        "link": link,
        "archive_url": archive_url,
        "capture": capture,
    }


def review_json(review: ReviewRecord) -> dict[str, Any]:
    """The contract's ``reviews[…]``."""
    id, status, because, standard, credibility, reviewer, recorded_at, override, lapsed = review
    return {
        "id": id,
        "status": status,
        "because": because,
        "standard": standard,
        "credibility": credibility,
        "reviewer": reviewer,
        "recorded_at": recorded_at,
        "override": override,
        "lapsed": lapsed,
    }


def as_json(claim: ClaimRecord) -> dict[str, Any]:
    """The claim as the contract's JSON object; null where unknown."""
    (
        key, id, text, kind, act, status, speaker, against, as_of, happened, place, tags, quantity,
        citations, reviews, origins, _, because, replies,
    ) = claim  # fmt: skip
    return {
        "key": key,
        "id": id,
        "text": text,
        "kind": kind,
        "act": act,
        "status": status,
        "speaker": speaker,
        "as_of": as_of,
        "place": place,
        "tags": tags,
        "happened": happened,
        "against": against,
        "quantity": None if quantity is None else quantity_json(quantity),
        "citations": [citation_json(citation) for citation in citations],
        "reviews": [review_json(review) for review in reviews],
        "origins": origins,
        "confidentiality": None,
        "status_because": because,
        "replies": [reply._asdict() for reply in replies],
    }
