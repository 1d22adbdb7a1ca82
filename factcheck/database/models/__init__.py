"""The tables of a case file. The models are the entities: there is no second copy of them."""

from factcheck.database.models.base import Base, table_of
from factcheck.database.models.claims import Citation, Claim, ClaimTag, Measure, Quantity
from factcheck.database.models.evidence import (
    Anchor,
    Capture,
    Content,
    ContentPart,
    Extraction,
)
from factcheck.database.models.parties import Party
from factcheck.database.models.reviews import Review
from factcheck.database.models.sources import Source, SourceRelay

__all__ = [
    "Anchor",
    "Base",
    "Capture",
    "Citation",
    "Claim",
    "ClaimTag",
    "Content",
    "ContentPart",
    "Extraction",
    "Measure",
    "Party",
    "Quantity",
    "Review",
    "Source",
    "SourceRelay",
    "table_of",
]
