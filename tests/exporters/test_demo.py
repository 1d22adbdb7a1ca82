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
        "Relaying Kochetkov, interview",
    ):
        assert shown in text
    assert re.search(r"\n(\d+) claims: \1 not independently verified\.\n", text)
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


EXPORTS = """
import sys
from factcheck.cli.main import cli
db, folder, *formats = sys.argv[1:]
for format in formats:
    sheet = f"{folder}/sheet.{format}"
    cli(["--db", db, "export", "--title", "Title", "-o", sheet], standalone_mode=False)
"""


@pytest.mark.parametrize("environment", ELSEWHERE, ids=["C", "Turkish"])
def test_the_same_case_gives_the_same_bytes_wherever_it_is_exported(
    sqlite_populated: Location, tmp_path: Path, environment: dict[str, str]
) -> None:
    expected = {format: exported(sqlite_populated, format, tmp_path / "here") for format in SHEETS}
    for format, sheet in expected.items():
        assert exported(sqlite_populated, format, tmp_path / "again") == sheet
    subprocess.run(
        [sys.executable, "-c", EXPORTS, str(sqlite_populated.path), tmp_path, *SHEETS],
        env={**os.environ, **environment},
        capture_output=True,
        check=True,
    )
    for format, sheet in expected.items():
        assert (tmp_path / f"sheet.{format}").read_bytes() == sheet


def test_standard_output_gets_the_same_bytes_as_a_file(
    sqlite_populated: Location, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "factcheck", "--db", str(sqlite_populated.path), "export",
         "--title", "Title"],
        env={**os.environ, **ELSEWHERE[1]},
        capture_output=True,
        check=True,
    )  # fmt: skip
    assert done.stdout == exported(sqlite_populated, "md", tmp_path / "here")
    assert done.stderr == b""


def test_both_databases_give_the_same_sheets(
    sqlite_populated: Location, postgresql_populated: Location, tmp_path: Path
) -> None:
    for format in SHEETS:
        one, other = (
            masked(exported(location, format, tmp_path / "sheet").decode())
            for location in (sqlite_populated, postgresql_populated)
        )
        assert one == other
        assert "in-touch-75" in one or format == "md"


def masked(text: str) -> str:
    """Without ids and the moments of the reviews, which are all that may differ."""
    text = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", "TIME", ID.sub("ID", text))
    return re.sub(r"(Checked by [\w ]+), \d{4}-\d\d-\d\d", r"\1, DAY", text)
