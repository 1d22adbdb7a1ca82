"""Exporting: a fact sheet, written by an exporter to a stream or a file."""

from pathlib import Path
from typing import IO

from sqlalchemy.orm import Session

from factcheck import plugins
from factcheck.exporters.base import Exporter
from factcheck.files import new_text_file, refuse_case
from factcheck.services.factsheets import build
from factcheck.services.selecting import Wanted

DEFAULT_FORMAT = "md"


def format_of(file: Path | None, given: str | None) -> str:
    """The format asked for, or the one that the file's name tells, or Markdown."""
    if given:
        return given
    ending = file.suffix.lower().lstrip(".") if file else ""
    return ending if ending in plugins.names(plugins.EXPORTERS) else DEFAULT_FORMAT


def to_stream(
    session: Session, format: str, wanted: Wanted, title: str | None, stream: IO[str]
) -> None:
    """Write the fact sheet to an open stream. Raises UnknownFormat or what ``build`` raises."""
    exporter: Exporter = plugins.load(plugins.EXPORTERS, format)
    exporter.write(build(session, wanted, title=title), stream)


def to_file(
    session: Session,
    format: str,
    wanted: Wanted,
    title: str | None,
    file: Path,
    case: Path | None = None,
) -> None:
    """Write the whole file or none; an older export of that name is replaced.

    ``case`` is the case file, if it is one: it is never written over. Raises FileExists.
    """
    if case is not None:
        refuse_case(file, case)
    exporter: Exporter = plugins.load(plugins.EXPORTERS, format)
    sheet = build(session, wanted, title=title)
    with new_text_file(file, replace=True) as stream:
        exporter.write(sheet, stream)
