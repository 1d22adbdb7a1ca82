"""``factcheck init``: a new case, and the name that work in it is signed with."""

import tomllib
from pathlib import Path

import pytest

from factcheck import settings
from factcheck.database.engine import Location
from tests.support.commandline import Runner


def signer(folder: Path) -> object:
    return tomllib.loads((folder / "factcheck.toml").read_text(encoding="utf-8"))["as"]


def test_a_case_is_made_in_this_folder_and_signed(run: Runner, tmp_path: Path) -> None:
    done = run("init", author="Ада Лавлейс")
    assert (done.stdout, done.exit_code) == ("factcheck.db\n", 0)
    assert "signed “Ада Лавлейс”" in done.stderr
    assert "Next: factcheck source add" in done.stderr
    assert signer(tmp_path) == "Ада Лавлейс"
    assert (tmp_path / "factcheck.db").stat().st_mode & 0o077 == 0
    logged = run("claim", "add", "A raid.", "--kind", "event", author=None)
    assert logged.exit_code == 0
    assert "Ада Лавлейс" in run("review", "log", "raid").stdout


def test_the_name_is_asked_for(run: Runner, tmp_path: Path) -> None:
    done = run("init", author=None, input="Ada\n")
    assert done.exit_code == 0
    assert done.stdout == "factcheck.db\n"
    assert "Name to sign your work with" in done.stderr
    assert signer(tmp_path) == "Ada"


@pytest.mark.parametrize("answer", ["", "   \n"])
def test_without_an_answer_nothing_is_made(run: Runner, tmp_path: Path, answer: str) -> None:
    done = run("init", author=None, input=answer)
    assert done.exit_code in (1, 2)
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_no_input_asks_nothing(run: Runner, tmp_path: Path) -> None:
    done = run("init", "--no-input", author=None, input="Ada\n")
    assert (done.stdout, done.exit_code) == ("", 2)
    assert "It is not known who is working." in done.stderr
    assert list(tmp_path.iterdir()) == []
    assert run("init", "--no-input", author="Ada").exit_code == 0


@pytest.mark.parametrize("name", ["", " ", "a\0b", "x" * 501, "\udcff"])
def test_a_name_that_is_none_is_refused(run: Runner, tmp_path: Path, name: str) -> None:
    done = run("init", "--no-input", author=name)
    assert done.exit_code in (1, 2)
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_a_case_that_is_there_is_left_alone(run: Runner, tmp_path: Path) -> None:
    run("init", author="Ada")
    run("claim", "add", "A raid.", "--kind", "event")
    done = run("init", author="Eve")
    assert (done.stdout, done.exit_code) == ("", 1)
    assert "There is a case at factcheck.db already." in done.stderr
    assert signer(tmp_path) == "Ada"
    assert run("claim", "list", "--csv").stdout.count("\n") == 2


def test_a_name_that_was_kept_before_stays_and_is_told(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "factcheck.toml").write_text('as = "Ada"\n')
    done = run("init", author="Eve")
    assert done.exit_code == 0
    assert "signs as “Ada”" in done.stderr
    assert signer(tmp_path) == "Ada"


def test_a_case_elsewhere_keeps_its_name_beside_it(run: Runner, tmp_path: Path) -> None:
    place = tmp_path / "cases"
    place.mkdir()
    done = run("init", db=place / "mine.db", author="Ada")
    assert done.stdout == f"{place / 'mine.db'}\n"
    assert signer(place) == "Ada"
    signed = run("claim", "add", "A.", "--kind", "event", db=place / "mine.db", author=None)
    assert signed.exit_code == 0


def test_a_case_on_a_server_keeps_its_name_with_the_users_settings(
    run: Runner, postgresql_blank: Location
) -> None:
    done = run("init", db=postgresql_blank, author="Ada")
    assert done.exit_code == 0, done.stderr
    assert signer(settings.user_settings().parent) == "Ada"
    again = run("init", db=postgresql_blank, author="Eve")
    assert (again.stdout, again.exit_code) == ("", 1)
    assert "There is a case at" in again.stderr
    assert run("status", db=postgresql_blank, author=None).exit_code == 0


def test_places_where_no_case_can_be_made(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    before = {file.name for file in tmp_path.iterdir()}
    for place, told in (
        (tmp_path, "folder"),
        (tmp_path / "notes.txt", "notes.txt"),
        (tmp_path / "nowhere" / "case.db", "its folder does not exist"),
        (tmp_path / "notes.txt" / "case.db", "its folder does not exist"),
        (tmp_path / ("x" * 300), "the name is too long"),
        ("mysql://host/name", "kind of database that factcheck does not use"),
    ):
        done = run("init", db=place)
        assert done.exit_code in (1, 2)
        assert done.stdout == ""
        assert told in done.stderr
        assert "fault of its own" not in done.stderr
    assert {file.name for file in tmp_path.iterdir()} == before
    assert (tmp_path / "notes.txt").read_text() == "mine"
