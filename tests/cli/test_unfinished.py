"""What is kept of reading a source: the place, and the claim being typed."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.cli.unfinished import Draft, Notebook, file_of
from factcheck.errors import CannotRead

TEXT = "Some 75 people."


def kept(file: Path, text: str = TEXT) -> Notebook:
    return Notebook(file, text)


def drafted(file: Path) -> Notebook:
    notebook = kept(file)
    notebook.at, notebook.place = 5, "para. 2"
    notebook.draft = Draft(5)
    notebook.draft.answers = {"quote": "75 people", "text": "“75” \x1b[2J \u202e\ud800"}
    notebook.draft.asking, notebook.draft.typing = "kind", "ab"
    notebook.keep()
    return notebook


def test_what_was_typed_comes_back(tmp_path: Path) -> None:
    file = tmp_path / "kept"
    before, after = drafted(file), kept(file)
    assert (after.at, after.place) == (5, "para. 2")
    assert before.draft is not None
    assert after.draft is not None
    assert vars(after.draft) == vars(before.draft)


def test_it_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "new" / "kept"
    drafted(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_nothing_of_a_claim_stays_that_is_done_with(tmp_path: Path) -> None:
    notebook = drafted(tmp_path / "kept")
    notebook.draft = None
    notebook.keep()
    assert "75" not in (tmp_path / "kept").read_text().replace(notebook._text, "")
    notebook.discard()
    notebook.discard()
    assert list(tmp_path.iterdir()) == []


def test_offsets_in_another_text_mean_nothing(tmp_path: Path) -> None:
    drafted(tmp_path / "kept")
    after = kept(tmp_path / "kept", "Another text")
    assert (after.at, after.place) == (None, "para. 2")
    assert after.draft is not None
    assert after.draft.start == -1
    assert after.draft.answers["quote"] == "75 people"


def test_an_empty_draft_is_none(tmp_path: Path) -> None:
    notebook = kept(tmp_path / "kept")
    notebook.draft = Draft(0)
    notebook.keep()
    assert kept(tmp_path / "kept").draft is None


@pytest.mark.parametrize(
    "written", ["", "{", "[]", "{}", '{"text":"x","at":"y","place":1}', "\xff"]
)
def test_a_damaged_file_is_told_and_left(written: str, tmp_path: Path) -> None:
    file = tmp_path / "kept"
    file.write_text(written, encoding="latin-1")
    with pytest.raises(CannotRead, match="cannot be read"):
        kept(file)
    assert file.read_text(encoding="latin-1") == written


def test_where_it_cannot_be_kept_that_is_told_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    notebook = drafted(tmp_path / "file" / "kept")
    notebook.keep()
    told = capsys.readouterr().err
    assert told.count("What you type is not kept until it is logged.") == 1


def test_it_is_kept_beside_the_case_under_a_name_that_tells_nothing(tmp_path: Path) -> None:
    file = file_of(str(tmp_path / "case.db"), "0190-a", "Anna Reporter")
    assert file.parent == tmp_path
    assert "Anna" not in file.name
    assert file != file_of(str(tmp_path / "case.db"), "0190-a", "Boris")
    assert file != file_of(str(tmp_path / "case.db"), "0190-b", "Anna Reporter")


def test_for_a_server_it_is_kept_with_the_users_settings(tmp_path: Path) -> None:
    assert file_of("postgresql://db/case", "a", "b").is_relative_to(tmp_path)  # the home


@given(st.dictionaries(st.text(max_size=9), st.text(max_size=40)), st.text(max_size=40))
def test_every_text_comes_back(
    tmp_path_factory: pytest.TempPathFactory, answers: dict[str, str], typing: str
) -> None:
    file = tmp_path_factory.mktemp("kept") / "kept"
    notebook = kept(file)
    notebook.draft = Draft(3)
    notebook.draft.answers, notebook.draft.typing = answers, typing
    notebook.keep()
    json.loads(file.read_text())
    found = kept(file).draft
    assert (vars(found) if found else None) == (vars(notebook.draft) if answers or typing else None)
