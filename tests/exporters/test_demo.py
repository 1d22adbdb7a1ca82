"""The sheets of the demonstration, and of any case: the same case in, the same bytes out."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from factcheck.database.engine import Location, connect
from factcheck.services.demonstrating import SHEETS, build_demo
from factcheck.services.exporting import to_file
from factcheck.services.selecting import Wanted
from tests.exporters.sheets import assert_golden
from tests.support import cases

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
"""A UUIDv7: all that differs between two cases made of the same files."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    build_demo(folder)
    return folder


@pytest.mark.parametrize("format", SHEETS)
def test_the_sheets_of_the_demo_are_what_they_always_were(demo: Path, format: str) -> None:
    text = (demo / SHEETS[format]).read_bytes().decode()
    assert_golden(f"demo.{format}", ID.sub("ID", text))
    assert bool(ID.search(text)) == (format == "json")


def test_the_demo_shows_what_it_is_for(demo: Path) -> None:
    """Point 10 of the case's brief, in so many words, whatever the golden file says."""
    text = (demo / SHEETS["md"]).read_text(encoding="utf-8")
    for shown in (
        "about 75 people; stated as “some 75 people”",
        "stated as “30 of them”",
        "about 15 people; stated as “Around 15 people”",
        "stated as “hundreds and hundreds of cases”; estimate",
        "Supports: “some 75 people”",
        "para. 2",
        "unknown date",
    ):
        assert shown in text
    assert "**Verified" not in text
    assert "**Corroborated" not in text


def exported(location: Location, format: str, file: Path) -> bytes:
    with Session(connect(location, write=False)) as session:
        to_file(session, format, Wanted(), "Title", file)
    return file.read_bytes()


ELSEWHERE = [
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "1"},
    {
        "TZ": "America/Anchorage",
        "LC_ALL": "tr_TR.UTF-8",
        "LANGUAGE": "ru",
        "PYTHONHASHSEED": "2",
        "PYTHONIOENCODING": "latin-1",
        "COLUMNS": "20",
    },
]


@pytest.mark.parametrize("environment", ELSEWHERE, ids=["C", "Turkish"])
@pytest.mark.parametrize("format", SHEETS)
def test_the_same_case_gives_the_same_bytes_wherever_it_is_exported(
    sqlite_location: Location, tmp_path: Path, format: str, environment: dict[str, str]
) -> None:
    cases.fill(sqlite_location)
    expected = exported(sqlite_location, format, tmp_path / "here")
    assert exported(sqlite_location, format, tmp_path / "again") == expected
    command = [sys.executable, "-m", "factcheck", "--db", str(sqlite_location.path)]
    done = subprocess.run(
        [*command, "export", "-f", format, "--title", "Title"],
        env={**os.environ, **environment},
        capture_output=True,
        check=True,
    )
    assert done.stdout == expected
    assert done.stderr == b""


@pytest.mark.parametrize("format", SHEETS)
def test_both_databases_give_the_same_sheet(
    sqlite_location: Location, postgresql_location: Location, tmp_path: Path, format: str
) -> None:
    sheets = []
    for number, location in enumerate((sqlite_location, postgresql_location)):
        cases.fill(location)
        text = exported(location, format, tmp_path / str(number)).decode()
        text = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", "TIME", ID.sub("ID", text))
        sheets.append(re.sub(r"(Checked by [\w ]+), \d{4}-\d\d-\d\d", r"\1, DAY", text))
    assert sheets[0] == sheets[1]
    if format != "csv":
        assert "TIME" in sheets[0] or "DAY" in sheets[0]
