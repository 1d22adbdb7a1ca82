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
from factcheck.database.models.journal import Author, Entry, Revision
from factcheck.database.models.parties import Party
from factcheck.database.models.reviews import PolicyVersion, Review
from factcheck.database.models.sources import Source, SourceRelay
from factcheck.database.models.work import Assignment, Note, Reply

__all__ = [
    "Anchor",
    "Assignment",
    "Author",
    "Base",
    "Capture",
    "Citation",
    "Claim",
    "ClaimTag",
    "Content",
    "ContentPart",
    "Entry",
    "Extraction",
    "Measure",
    "Note",
    "Party",
    "PolicyVersion",
    "Quantity",
    "Reply",
    "Review",
    "Revision",
    "Source",
    "SourceRelay",
    "table_of",
]
