"""Writing a sheet: in the format that is meant, to a stream or as a whole file."""

import io
from pathlib import Path
from typing import IO

import pytest
from sqlalchemy.orm import Session

from factcheck import plugins
from factcheck.domain.factsheet import FactSheet
from factcheck.errors import CannotWrite, UnknownFormat, UnknownKey
from factcheck.services.exporting import format_of, to_file, to_stream
from factcheck.services.selecting import Wanted
from tests.support import cases

FORMATS = ["csv", "json", "md"]


@pytest.mark.parametrize(
    ("file", "given", "format"),
    [
        (None, None, "md"),
        (None, "csv", "csv"),
        ("sheet.csv", None, "csv"),
        ("sheet.JSON", None, "json"),
        ("sheet.md", None, "md"),
        ("sheet.txt", None, "md"),
        ("sheet", None, "md"),
        ("sheet.csv", "json", "json"),
        ("sheet.csv", "nonsense", "nonsense"),
    ],
)
def test_the_format_is_the_one_given_or_the_one_that_the_name_tells(
    file: str | None, given: str | None, format: str
) -> None:
    assert format_of(Path(file) if file else None, given) == format


def test_an_unknown_format_lists_the_known_ones(session: Session, tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat) as refused:
        to_stream(session, "xlsx", Wanted(), None, io.StringIO())
    assert ", ".join(FORMATS) in refused.value.hint
    assert refused.value.exit_code == 2
    with pytest.raises(UnknownFormat):
        to_file(session, "xlsx", Wanted(), None, tmp_path / "sheet.xlsx")
    assert list(tmp_path.glob("sheet*")) == []


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_holds_what_a_stream_gets(
    session: Session, author: str, tmp_path: Path, format: str
) -> None:
    cases.populate(session, author)
    stream = io.StringIO()
    to_stream(session, format, Wanted(), "Title", stream)
    file = tmp_path / "sheet"
    file.write_text("an older one")
    to_file(session, format, Wanted(), "Title", file)
    assert file.read_bytes().decode() == stream.getvalue()
    assert stream.getvalue().endswith("\n")
    assert "\r" not in stream.getvalue()


class Failing:
    """An exporter that breaks off in the middle."""

    def write(self, sheet: FactSheet, stream: IO[str]) -> None:
        stream.write("half of it")
        raise RuntimeError("broken off")


def test_a_sheet_that_breaks_off_leaves_the_older_file(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plugins, "load", lambda group, name: Failing())
    file = tmp_path / "sheet.md"
    file.write_text("an older one")
    with pytest.raises(RuntimeError):
        to_file(session, "md", Wanted(), None, file)
    assert file.read_text() == "an older one"
    assert list(tmp_path.glob("*sheet*")) == [file]


def test_a_refused_sheet_makes_no_file(session: Session, tmp_path: Path) -> None:
    with pytest.raises(UnknownKey):
        to_file(session, "md", Wanted(source="nothing-like-it"), None, tmp_path / "sheet.md")
    with pytest.raises(CannotWrite):
        to_file(session, "md", Wanted(), None, tmp_path / "nowhere" / "sheet.md")
    with pytest.raises(CannotWrite):
        to_file(session, "md", Wanted(), None, tmp_path)
    assert list(tmp_path.glob("**/*sheet*")) == []
