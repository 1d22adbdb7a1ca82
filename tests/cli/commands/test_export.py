"""``factcheck export``: a sheet on standard output or in a file."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.support.commandline import Runner


def test_markdown_is_printed_unless_asked_otherwise(filled: Runner) -> None:
    done = filled("export")
    assert done.stdout.startswith("# Fact sheet\n")
    assert (done.stderr, done.exit_code) == ("", 0)
    assert filled("export", "-f", "md", "-o", "-").stdout == done.stdout
    assert filled("export", "--title", "Чечня").stdout.startswith("# Чечня\n")


def test_csv_and_json_are_printed(filled: Runner) -> None:
    rows = list(csv.DictReader(io.StringIO(filled("export", "-f", "csv").stdout)))
    assert {row["key"] for row in rows} == {"in-touch-75", "detained", "denied"}
    sheet = json.loads(filled("export", "--format", "json").stdout)
    assert len(sheet["claims"]) == 3


@pytest.mark.parametrize("name", ["sheet.md", "sheet.csv", "sheet.json", "sheet"])
def test_a_file_is_written_in_the_format_of_its_name(
    filled: Runner, tmp_path: Path, name: str
) -> None:
    file = tmp_path / name
    done = filled("export", "-o", file)
    assert (done.stdout, done.exit_code) == (f"{file}\n", 0)
    format = file.suffix.lstrip(".") or "md"
    assert f"Wrote the fact sheet ({format})." in done.stderr
    assert file.read_bytes().decode() == filled("export", "-f", format).stdout


@pytest.mark.parametrize(
    ("options", "keys"),
    [
        ([], {"in-touch-75", "detained", "denied"}),
        (["--status", "refuted"], {"denied"}),
        (["--status", "refuted", "--status", "corroborated"], {"denied", "in-touch-75"}),
        (["--measure", "contacted"], {"in-touch-75"}),
        (["--tag", "detention"], {"detained"}),
        (["--source", "wire"], {"denied"}),
        (["--kind", "abuse"], {"detained"}),
        (["--speaker", "igor"], {"in-touch-75"}),
        (["--as-of", "2017"], {"in-touch-75"}),
        (["--text", "torture"], {"detained"}),
        (["--status", "withdrawn"], set()),
    ],
)
def test_filters_choose_what_is_shown(filled: Runner, options: list[str], keys: set[str]) -> None:
    sheet = json.loads(filled("export", "-f", "json", *options).stdout)
    assert {claim["key"] for claim in sheet["claims"]} == keys


def test_a_withdrawn_claim_is_left_out_and_counted(filled: Runner) -> None:
    filled("claim", "withdraw", "detained", "--because", "Logged twice.")
    text = filled("export").stdout
    assert "tortured" not in text
    assert "Left out: 1 withdrawn." in text
    asked = filled("export", "--status", "withdrawn").stdout
    assert "tortured" in asked


@pytest.mark.parametrize(
    ("options", "told", "code"),
    [
        (["-f", "docx"], "Use one of: csv, json, md.", 2),
        (["-f", ""], "md", 0),
        (["--status", "proven"], "'unverified'", 2),
        (["--source", "wrie"], "Did you mean wire?", 1),
        (["--title", ""], "title is empty", 1),
        (["-o", "nowhere/sheet.md"], "its folder does not exist", 1),
        (["-o", "."], "it is a folder", 1),
        (["-o", "x" * 300], "the name is too long", 1),
    ],
)
def test_a_wrong_export_is_refused_and_leaves_no_file(
    filled: Runner, tmp_path: Path, options: list[str], told: str, code: int
) -> None:
    before = {file.name for file in tmp_path.rglob("*")}
    done = filled("export", *options)
    assert done.exit_code == code, done.stderr
    if code:
        assert done.stdout == ""
        assert told in done.stderr
    new = {file.name for file in tmp_path.rglob("*")} - before
    assert new <= {"case.db-wal", "case.db-shm"}
