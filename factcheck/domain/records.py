"""A claim as it is read: frozen, whole, and in one shape for every face and export.

``as_json`` is the shape that the command line promises. Numbers in a quantity are integers
where they are whole and strings where they are not: never floats.
"""

from decimal import Decimal
from typing import Any, NamedTuple


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

    @property
    def quote_check(self) -> str | None:
        """What is known of the quote's place in a capture; none where nothing is quoted."""
        return None if self.quote is None else "no capture"


class ReviewRecord(NamedTuple):
    id: str
    status: str
    because: str
    standard: str | None
    credibility: int | None
    reviewer: str
    recorded_at: str


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


def number_json(number: Decimal | None) -> int | str | None:
    """An integer where the number is whole, its digits as text where it is not."""
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else format(number, "f")


def quantity_json(quantity: QuantityRecord) -> dict[str, Any]:
    """The contract's ``quantity{…}``: ``min``, ``max`` and ``of`` are its names for the bounds."""
    return {
        "as_stated": quantity.as_stated,
        "qualifier": quantity.qualifier,
        "value": number_json(quantity.value),
        "min": number_json(quantity.minimum),
        "max": number_json(quantity.maximum),
        "unit": quantity.unit,
        "of": number_json(quantity.whole),
        "measure": quantity.measure,
        "method": quantity.method,
    }


def citation_json(citation: CitationRecord) -> dict[str, Any]:
    """The contract's ``citations[…]``, with the quote check that is computed."""
    return {
        "source": citation.source,
        "via": citation.via,
        "stance": citation.stance,
        "locator": citation.locator,
        "quote": citation.quote,
        "translation": citation.translation,
        "quote_check": citation.quote_check,
    }


def as_json(claim: ClaimRecord) -> dict[str, Any]:
    """The claim as the contract's JSON object; null where unknown."""
    return {
        "key": claim.key,
        "id": claim.id,
        "text": claim.text,
        "kind": claim.kind,
        "act": claim.act,
        "status": claim.status,
        "speaker": claim.speaker,
        "as_of": claim.as_of,
        "place": claim.place,
        "tags": claim.tags,
        "happened": claim.happened,
        "against": claim.against,
        "quantity": None if claim.quantity is None else quantity_json(claim.quantity),
        "citations": [citation_json(citation) for citation in claim.citations],
        "reviews": [review._asdict() for review in claim.reviews],
        "origins": claim.origins,
        "confidentiality": None,
    }
