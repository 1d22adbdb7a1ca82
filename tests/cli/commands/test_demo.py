"""``factcheck demo``: the Chechnya case, built and printed."""

from pathlib import Path

import pytest

from factcheck.services import demonstrating
from tests.support.commandline import Runner


def test_without_a_folder_the_sheet_is_printed_and_nothing_stays(
    run: Runner, tmp_path: Path
) -> None:
    done = run("demo", author=None)
    assert done.stdout.startswith("# Chechnya, 2017")
    assert "“some 75 people”" in done.stdout
    assert (done.stderr, done.exit_code) == ("", 0)
    assert list(tmp_path.iterdir()) == []


def test_with_a_folder_the_case_and_its_sheets_stay_there(run: Runner, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "demo"
    done = run("demo", folder, author=None)
    assert done.exit_code == 0
    assert done.stdout == (folder / "factsheet.md").read_text(encoding="utf-8")
    assert f"The case is {folder / 'factcheck.db'}" in done.stderr
    listed = run("claim", "list", "--csv", db=folder / "factcheck.db", author=None)
    assert "in-touch-75" in listed.stdout
    assert run("export", db=folder / "factcheck.db", author=None).exit_code == 0


@pytest.mark.parametrize("name", ["factcheck.db", *demonstrating.SHEETS.values()])
def test_a_file_that_is_there_is_left_alone(run: Runner, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    done = run("demo", tmp_path)
    assert (done.stdout, done.exit_code) == ("", 1)
    assert f"There is a file at {tmp_path / name} already." in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text() == "mine"


def test_a_folder_that_cannot_be_made_is_said(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file" / "demo", tmp_path / "file"):
        done = run("demo", folder)
        assert (done.stdout, done.exit_code) == ("", 1)
        assert "cannot be written" in done.stderr
