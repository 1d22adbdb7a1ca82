from pathlib import Path
from tempfile import TemporaryFile

import pytest

from factcheck.evidence import extraction
from factcheck.evidence.extraction import Unreadable, extracted
from factcheck.evidence.extractors.base import Extraction
from tests.evidence.extractors import files


@pytest.mark.parametrize("ending", ["txt", "html", "pdf", "wacz"])
def test_a_capture_is_read_in_another_process(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"capture.{ending}"
    path.write_bytes(files.made(ending))
    with path.open("rb") as stream:
        found = extracted(stream, name=path.name, url=files.URL)
    assert isinstance(found, Extraction)
    assert "some 48 families" in found.text.replace("\n", " ")
    assert [s.kind for s in found.segments].count("title") == 1


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("import os; os.abort()", "the program that reads it broke off, for want of memory or "
                                  "because it is broken"),
        ("print('=[1, 2]')", "the program that reads it broke off"),
        ("print('[1, 2]')", "the program that reads it broke off"),
        ("print('?')", "the program that reads it broke off"),
        ("pass", "the program that reads it broke off"),
        ("print('={\"reason\": \"memory\"}')", extraction.TOO_LARGE),
        ("import time; time.sleep(60)", extraction.TOO_LONG),
    ],
)  # fmt: skip
def test_whatever_becomes_of_the_process_is_said(
    program: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "factcheck" / "evidence").mkdir(parents=True)
    for folder in ("factcheck", "factcheck/evidence"):
        (tmp_path / folder / "__init__.py").touch()
    (tmp_path / "factcheck" / "evidence" / "worker.py").write_text(program)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    if reason == extraction.TOO_LONG:
        monkeypatch.setattr(extraction, "PATIENCE", 0.5)
    path = tmp_path / "capture.txt"
    path.write_text("Words.")
    with path.open("rb") as stream:
        assert extracted(stream, name=path.name) == Unreadable(reason)


def test_a_file_needs_no_name_on_the_disk() -> None:
    with TemporaryFile() as stream:
        stream.write(files.html())
        stream.seek(0)
        assert isinstance(extracted(stream, name="page.html"), Extraction)


def test_modules_of_the_folder_are_not_taken_for_libraries(tmp_path: Path) -> None:
    (tmp_path / "lxml.py").write_text("raise SystemExit(1)")
    path = tmp_path / "page.html"
    path.write_bytes(files.html())
    with path.open("rb") as stream:
        assert isinstance(extracted(stream, name=path.name), Extraction)
