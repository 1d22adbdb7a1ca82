"""What an extractor is: it turns the bytes of one format into blocks of text in reading order.

It decides what is text and what kind each block is; joining, cleaning and numbering are the same
for all formats (``assembly.py``). A new format is one file and one entry point in the group
``factcheck.extractors``, named by the media type that it reads.

Extractors run in a process of their own with limits (``extraction.py``), so they may take what
they are given at its word where a limit would end it.
"""

import importlib
from collections.abc import Callable, Sequence
from typing import IO, Any, NamedTuple, Protocol

from factcheck import plugins
from factcheck.errors import MissingExtra, UnknownFormat
from factcheck.evidence.assembly import Block, assemble
from factcheck.evidence.charsets import Decoded, decode
from factcheck.evidence.places import Segment

BYTES_LIMIT = 32 * 1024 * 1024
"""Of a format that must be read whole: text, HTML, e-mail, one part of an archive."""

TEXT_LIMIT = 10_000_000
"""Code points of a text, some 5,000 printed pages."""

TOO_MUCH = f"it holds more than {TEXT_LIMIT:,} characters"


class NoText(Exception):
    """The text cannot be read. ``reason`` goes on from “its text could not be read: ”."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint


class About(NamedTuple):
    """What is known of the bytes besides them: how to read them, and which page is wanted."""

    media_type: str
    charset: str | None = None
    url: str | None = None
    late: Callable[[], bool] = lambda: False
    """Whether to read no further: what was read by then is kept, with a note of what was not."""


class Reading(NamedTuple):
    """What an extractor found. ``notes`` are whole sentences for the user."""

    blocks: Sequence[Block]
    notes: Sequence[str] = ()
    media_type: str | None = None
    """Of what was read, where that is inside something else (a page of a web archive)."""
    inside: str | None = None
    """Name and version of what read it there."""


class Extraction(NamedTuple):
    """The text of a capture, with the map back to its original and what made it."""

    text: str
    segments: tuple[Segment, ...]
    extractor: str
    version: str
    media_type: str
    notes: tuple[str, ...] = ()


class Extractor(Protocol):
    name: str
    version: str
    """Changes whenever the same bytes would give another text."""
    purpose: str
    """What it reads, in the words of a message: “PDF files”."""
    libraries: tuple[str, ...]
    """Modules outside the standard library that it needs; their versions are recorded too."""

    def read(self, stream: IO[bytes], about: About) -> Reading:
        """The blocks of the document. Raises NoText."""
        ...


def extract(stream: IO[bytes], about: About) -> Extraction:
    """The text of a document of a known media type. Raises NoText or MissingExtra."""
    extractor, version = extractor_for(about.media_type)
    found = extractor.read(stream, about)
    text, segments = assemble(found.blocks)
    if not text:
        raise NoText("there is no text in it")
    if len(text) > TEXT_LIMIT:
        raise NoText(TOO_MUCH)
    if found.inside:
        version = f"{version} ({found.inside})"
    media_type = found.media_type or about.media_type
    return Extraction(text, segments, extractor.name, version, media_type, tuple(found.notes))


def extractor_for(media_type: str) -> tuple[Extractor, str]:
    """The extractor of a media type and its version, with the releases of its libraries.

    Raises NoText where there is none, MissingExtra where it lacks a library.
    """
    try:
        extractor: Extractor = plugins.load(plugins.EXTRACTORS, media_type)
    except UnknownFormat as fault:
        if media_type == "application/octet-stream":
            raise NoText("it is not known what kind of file it is") from fault
        raise NoText(f"no text is read from files of the type {media_type}") from fault
    for name in extractor.libraries:
        library(name, extractor.purpose)
    return extractor, " ".join((extractor.version, *map(_release, extractor.libraries)))


def library(name: str, purpose: str) -> Any:
    """A module of the extra [capture], imported when it is needed. Raises MissingExtra."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as fault:
        raise MissingExtra(f"reading {purpose}", "capture") from fault


def _release(name: str) -> str:
    from importlib.metadata import version

    package = name.partition(".")[0]
    return f"{package}/{version(package)}"


def words(stream: IO[bytes], charset: str | None) -> Decoded:
    """All of a stream as text. Raises NoText where that is too much."""
    found = decode(whole(stream), charset)
    if len(found.text) > TEXT_LIMIT:
        raise NoText(TOO_MUCH)
    return found


def whole(stream: IO[bytes], limit: int = BYTES_LIMIT) -> bytes:
    """All of a stream. Raises NoText where that is more than ``limit`` bytes."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise NoText(f"it is larger than {limit // 1024**2} MB")
    return data
