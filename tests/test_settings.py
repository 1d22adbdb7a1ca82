"""Where settings come from: flag, variable, the file beside the case, the user's own."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck import settings
from factcheck.errors import BrokenSettings, CannotWrite, CaseOfOthers, FolderGone, NoCase
from factcheck.settings import Settings, remember_signer, settings_file
from tests.cli.conftest import no_strays

__all__ = ["no_strays"]


def written(folder: Path, name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "factcheck.toml").write_text(f'as = "{name}"\n', encoding="utf-8")


# --- the case -------------------------------------------------------------------------------


def test_the_case_named_goes_before_the_one_that_is_near(tmp_path: Path) -> None:
    (tmp_path / "factcheck.db").touch()
    assert Settings("other.db", None).case() == "other.db"
    assert Settings(None, None).case() == str(tmp_path / "factcheck.db")


def test_the_nearest_case_is_in_this_folder_or_one_above(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / "factcheck.db").touch()
    monkeypatch.chdir(deep)
    assert Settings(None, None).case() == str(tmp_path / "factcheck.db")
    (tmp_path / "a" / "factcheck.db").touch()
    assert Settings(None, None).case() == str(tmp_path / "a" / "factcheck.db")
    (deep / "factcheck.db").mkdir()  # a folder of that name is no case
    assert Settings(None, None).case() == str(tmp_path / "a" / "factcheck.db")


def test_no_case_anywhere_is_said() -> None:
    with pytest.raises(NoCase, match=r"no factcheck\.db in this folder or in one above it") as no:
        Settings(None, None).case()
    assert "factcheck init" in no.value.hint


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which everybody may put what they like; the user is in one below it."""
    folder = tmp_path / "shared"
    (folder / "mine" / "deep").mkdir(parents=True)
    folder.chmod(0o777)
    monkeypatch.chdir(folder / "mine" / "deep")
    return folder


needs_modes = pytest.mark.skipif(sys.platform == "win32", reason="rights are other things there")


@needs_modes
def test_what_others_put_above_is_not_found_and_a_case_there_is_told(shared: Path) -> None:
    with pytest.raises(NoCase):
        Settings(None, None).case()
    (shared / "factcheck.db").touch()
    written(shared, "Mallory")
    assert Settings(None, None).signer() is None
    with pytest.raises(CaseOfOthers) as refused:
        Settings(None, None).case()
    assert refused.value.hint == f"If you trust it, name it: --db {shared / 'factcheck.db'}."
    assert Settings(str(shared / "factcheck.db"), None).case() == str(shared / "factcheck.db")
    (shared / "mine" / "factcheck.db").touch()
    assert Settings(None, None).case() == str(shared / "mine" / "factcheck.db")


@needs_modes
def test_nothing_is_found_above_a_folder_of_others(tmp_path: Path, shared: Path) -> None:
    """Above it may be the user's own again: but not for one who works in the folder of others."""
    (tmp_path / "factcheck.db").touch()
    with pytest.raises(NoCase):
        Settings(None, None).case()


@needs_modes
def test_the_folder_that_the_user_is_in_may_be_anybodys(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shared / "factcheck.db").touch()
    monkeypatch.chdir(shared)
    assert Settings(None, None).case() == str(shared / "factcheck.db")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere such a folder stays")
def test_a_folder_that_is_gone_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    for ask in (Settings(None, None).case, Settings(None, None).signer):
        with pytest.raises(FolderGone):
            ask()
    monkeypatch.chdir(tmp_path)


# --- the name to sign with ------------------------------------------------------------------


def test_the_name_given_goes_before_any_that_is_kept(tmp_path: Path) -> None:
    written(tmp_path, "Kept")
    assert Settings(None, "Given").signer() == "Given"
    assert Settings(None, None).signer() == "Kept"


def test_beside_the_case_then_near_then_the_users_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, case, user = tmp_path / "here", tmp_path / "case", settings.user_settings().parent
    here.mkdir()
    monkeypatch.chdir(here)
    assert Settings(str(case / "c.db"), None).signer() is None
    written(user, "User")
    assert Settings(str(case / "c.db"), None).signer() == "User"
    written(tmp_path, "Near")
    assert Settings(str(case / "c.db"), None).signer() == "Near"
    written(case, "Beside")
    assert Settings(str(case / "c.db"), None).signer() == "Beside"
    assert Settings(os.path.relpath(case / "c.db"), None).signer() == "Beside"
    assert Settings("postgresql://host/name", None).signer() == "Near"


@pytest.mark.skipif(sys.platform != "linux", reason="the folder of Linux")
def test_the_users_own_settings_are_in_their_home(tmp_path: Path) -> None:
    assert settings.user_settings() == tmp_path / ".config" / "factcheck" / "factcheck.toml"


def test_the_login_name_is_never_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("USER", "LOGNAME", "USERNAME"):
        monkeypatch.setenv(name, "root")
    assert Settings(None, None).signer() is None


@pytest.mark.parametrize("content", ["", "as = ''\n", "as = '  '\n", "as = 5\n", "other = 'x'\n"])
def test_a_file_without_a_name_says_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / "factcheck.toml").write_text(content)
    assert Settings(None, None).signer() is None


@pytest.mark.parametrize(
    "content", [b"as = Ada\n", b"as = '\xff'\n", b"[[[", b"as = 'a'\nas = 'b'"]
)
def test_a_broken_file_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "factcheck.toml").write_bytes(content)
    with pytest.raises(BrokenSettings, match=r"factcheck\.toml") as refused:
        Settings(None, None).signer()
    assert refused.value.exit_code == 2
    assert not [word for word in ("codec", "Errno") if word in refused.value.sentence]


@pytest.mark.parametrize(
    "text", ["x = " + "9" * 5_000, "x = " + "[" * 50_000], ids=["huge", "deep"]
)
def test_a_file_that_python_cannot_take_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "factcheck.toml").write_text(text)
    with pytest.raises(BrokenSettings, match=r"factcheck\.toml cannot be read: it "):
        Settings(None, None).signer()


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_what_is_no_file_holds_no_settings(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / "factcheck.toml")
    assert Settings(None, None).signer() is None
    with pytest.raises(BrokenSettings, match="it is no file"):
        settings.read(tmp_path / "factcheck.toml")


# --- remembering it -------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Ada", "Ада Лавлейс", 'A "B" C', "back\\slash", "tab\there"])
def test_a_remembered_name_is_read_back(tmp_path: Path, name: str) -> None:
    file = tmp_path / "new" / "factcheck.toml"
    assert remember_signer(file, name) is True
    assert settings.read(file) == {"as": name}
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["\x7f", "\x85", "\u2028", "a\x00b".replace("\x00", "\x01")])
def test_a_name_with_a_control_character_is_read_back(tmp_path: Path, name: str) -> None:
    file = tmp_path / "factcheck.toml"
    remember_signer(file, f"A{name}B")
    assert settings.read(file) == {"as": f"A{name}B"}


def test_settings_that_are_there_are_left_alone(tmp_path: Path) -> None:
    written(tmp_path, "Kept")
    assert remember_signer(tmp_path / "factcheck.toml", "Other") is False
    assert Settings(None, None).signer() == "Kept"


def test_where_the_name_is_kept(tmp_path: Path) -> None:
    assert settings_file("sub/case.db") == tmp_path / "sub" / "factcheck.toml"
    assert settings_file("postgresql://host/name") == settings.user_settings()


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotWrite):
        remember_signer(tmp_path / "file" / "factcheck.toml", "Ada")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("a.db", Path("a.db")),
        ("/a/b.db", Path("/a/b.db")),
        ("sqlite:///a.db", Path("a.db")),
        ("sqlite:////a/b.db", Path("/a/b.db")),
        ("postgresql://h/n", None),
        ("~nobody-of-that-name/a.db", Path("~nobody-of-that-name/a.db")),
    ],
)
def test_the_file_that_a_case_is_in(text: str, path: Path | None) -> None:
    assert settings.path_of(text) == path


def test_a_case_named_as_a_sqlite_url_keeps_its_settings_beside_it(tmp_path: Path) -> None:
    written(tmp_path / "case", "Beside")
    assert Settings(f"sqlite:///{tmp_path}/case/c.db", None).signer() == "Beside"


@pytest.mark.parametrize(("value", "on"), [(None, False), ("", False), ("1", True)])
def test_debugging(monkeypatch: pytest.MonkeyPatch, value: str | None, on: bool) -> None:
    if value is not None:
        monkeypatch.setenv("FACTCHECK_DEBUG", value)
    assert settings.debugging() is on
