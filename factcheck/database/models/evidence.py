"""Captures: the exact bytes of a source, who kept them when and how, and the text in them.

Contents, captures and texts are never altered or deleted: triggers refuse it. Anchors are worked
out from them and from the citations, and made anew when those change.
"""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from factcheck.database.models.base import Base, Logged, Row
from factcheck.database.types import Moment, Sha256


class Content(Row, Logged, Base):
    """Bytes that were captured, kept once however often, and known by their SHA-256."""

    __tablename__ = "content"

    digest: Mapped[bytes] = mapped_column(Sha256, unique=True)
    size: Mapped[int] = mapped_column(BigInteger)


class ContentPart(Base):
    """A stretch of a content: parts keep memory flat, however large the whole is."""

    __tablename__ = "content_part"

    content_seq: Mapped[int] = mapped_column(
        ForeignKey("content.seq", deferrable=True, initially="DEFERRED"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    """From 0, in order."""
    bytes: Mapped[bytes] = mapped_column(LargeBinary)


class Capture(Row, Logged, Base):
    """One entry in the chain of custody: somebody captured a source, and these were its bytes."""

    __tablename__ = "capture"

    source_seq: Mapped[int] = mapped_column(ForeignKey("source.seq"), index=True)
    content_seq: Mapped[int] = mapped_column(ForeignKey("content.seq"), index=True)
    captured_at: Mapped[datetime] = mapped_column(Moment)
    """When the bytes were got; ``created_at`` is when they were put into the case."""
    media_type: Mapped[str] = mapped_column(Text)
    method: Mapped[str | None] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    """What was asked for."""
    final_url: Mapped[str | None] = mapped_column(Text)
    """What answered, after redirections."""
    tool: Mapped[str | None] = mapped_column(Text)
    """The program that got them, with its version."""
    file_name: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)


class Extraction(Row, Logged, Base):
    """One reading of a source's captured bytes as text. Of several, the latest counts."""

    __tablename__ = "extraction"

    source_seq: Mapped[int] = mapped_column(ForeignKey("source.seq"), index=True)
    """The page of a web archive depends on the source's URL."""
    content_seq: Mapped[int] = mapped_column(ForeignKey("content.seq"), index=True)
    extractor: Mapped[str] = mapped_column(Text)
    version: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    """Of what was read, which may be inside the captured file."""
    text: Mapped[str | None] = mapped_column(Text)
    """None where it could not be read: ``notes`` say why."""
    text_digest: Mapped[bytes | None] = mapped_column(Sha256)
    """Of the text in UTF-8."""
    segments: Mapped[str] = mapped_column(Text)
    """Where each stretch of the text stands in the original (``evidence.places``)."""
    folded: Mapped[str | None] = mapped_column(Text)
    """The text folded for comparison (``domain.folding``)."""
    folding: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The map from the folded text back to the text."""
    notes: Mapped[str] = mapped_column(Text)
    """Sentences about the reading, one a line."""


class Anchor(Base):
    """Where the quote of a citation stands in a captured text.

    The W3C TextQuoteSelector and TextPositionSelector; positions are code points of the text.
    """

    __tablename__ = "anchor"

    citation_seq: Mapped[int] = mapped_column(
        ForeignKey("citation.seq"), primary_key=True, autoincrement=False
    )
    extraction_seq: Mapped[int] = mapped_column(ForeignKey("extraction.seq"), index=True)
    first: Mapped[int]
    last: Mapped[int]
    """The code point behind the passage."""
    exact: Mapped[str] = mapped_column(Text)
    prefix: Mapped[str] = mapped_column(Text)
    suffix: Mapped[str] = mapped_column(Text)
    page: Mapped[int | None]
    time: Mapped[str | None] = mapped_column(Text)
    """Where in a recording, ``HH:MM:SS.mmm``."""
    accepted_by: Mapped[str | None] = mapped_column(Text)
    """Who accepted that the passage differs from the quote; none where it does not."""
