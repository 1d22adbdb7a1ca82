"""What a run works with: flag, then FACTCHECK_* variable, then factcheck.toml, then default."""

import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from factcheck.errors import BrokenSettings, CannotRead, CaseOfOthers, FolderGone, NoCase

CASE_NAME = "factcheck.db"
SETTINGS_NAME = "factcheck.toml"


class Settings(NamedTuple):
    """Resolved once per command; a flag and its variable have become one before."""

    db: str | None
    """The case as named by --db or FACTCHECK_DB; otherwise the nearest one is looked for."""
    author: str | None
    """The name that work is signed with."""
    quiet: bool = False

    def case(self) -> str:
        """Where the case is. Raises NoCase where none is named and none is near."""
        return self.db or str(nearest(CASE_NAME, here()) or _no_case())

    def signer(self) -> str | None:
        """The name to sign with, from the flag or the settings beside the case; none if unknown.

        Never the login name: on a shared laptop it is not the person.
        """
        if self.author:
            return self.author
        for file in self._files():
            name = read(file).get("as")
            if isinstance(name, str) and name.strip():
                return name.strip()
        return None

    def _files(self) -> list[Path]:
        found = [nearest(SETTINGS_NAME, here()), user_settings()]
        place = path_of(self.db) if self.db else nearest(CASE_NAME, here())
        if place is not None:
            found.insert(0, place.parent / SETTINGS_NAME)
        return [file for file in found if file is not None and os.path.isfile(file)]


def here() -> Path:
    """The folder that the user is in. Raises FolderGone."""
    try:
        return Path.cwd()
    except OSError as fault:
        raise FolderGone from fault


def nearest(name: str, start: Path) -> Path | None:
    """The file of this name in a folder or the nearest one above it.

    The search goes no higher than the folders that are only the user's: what others can put in
    the way there (/tmp, a shared disk) must be named to be used.
    """
    for folder in (start, *start.parents):
        if folder != start and not _only_ours(folder):
            return None
        if os.path.isfile(folder / name):
            return folder / name
    return None


def _only_ours(folder: Path) -> bool:
    if sys.platform == "win32":  # where rights are not told by owners and modes
        return True
    try:
        found = folder.stat()
    except OSError:
        return False
    return found.st_uid == os.geteuid() and not found.st_mode & stat.S_IWOTH


def path_of(db: str) -> Path | None:
    """The file that ``--db`` names, by its path or as sqlite:///PATH; none for a server."""
    scheme, mark, rest = db.partition("://")
    if mark and scheme != "sqlite":
        return None
    path = Path(rest.removeprefix("/") if mark else db)
    try:
        return path.expanduser()
    except RuntimeError:  # ~name, and nobody has that name
        return path


def user_settings() -> Path:
    return _user_folder() / SETTINGS_NAME


def keys_folder() -> Path:
    """Where signing keys are kept: FACTCHECK_KEYS, or with the user's settings; in no case."""
    named = os.environ.get("FACTCHECK_KEYS")
    return here() / named if named else _user_folder() / "keys"


def passphrase() -> str | None:
    """The passphrase of the signing key, for scripts: FACTCHECK_PASSPHRASE."""
    return os.environ.get("FACTCHECK_PASSPHRASE") or None


def _user_folder() -> Path:
    from platformdirs import user_config_path

    return user_config_path("factcheck", appauthor=False)


def settings_file(db: str) -> Path:
    """Where ``init`` keeps the signing name: beside a case file, else with the user's settings."""
    place = path_of(db)
    return user_settings() if place is None else (here() / place).parent / SETTINGS_NAME


def read(file: Path) -> Mapping[str, object]:
    """The settings in a file. Raises BrokenSettings, naming the line where there is one."""
    from factcheck.files import NotToml, parse_toml, read_text

    if os.path.exists(file) and not os.path.isfile(file):  # a pipe would never end
        raise BrokenSettings(str(file), "it is no file")
    try:
        return parse_toml(read_text(file))
    except CannotRead as fault:
        raise BrokenSettings(str(file), fault.why) from fault
    except NotToml as fault:
        raise BrokenSettings(str(file), str(fault)) from fault


def remember_signer(file: Path, name: str) -> bool:
    """Write the signing name to a new settings file; one that exists is left as it is."""
    import json

    from factcheck.files import disk_fault, new_text_file

    if os.path.lexists(file):
        return False
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise disk_fault(file, fault) from fault
    with new_text_file(file) as stream:
        stream.write("# Settings of factcheck. Work is signed with this name:\n")
        # JSON's escapes are TOML's, but for DEL, which TOML wants escaped too.
        written = json.dumps(name, ensure_ascii=False).replace("\x7f", "\\u007f")
        stream.write(f"as = {written}\n")
    return True


def debugging() -> bool:
    """Whether a fault of the program itself is to be shown in full."""
    return bool(os.environ.get("FACTCHECK_DEBUG"))


def _no_case() -> str:
    for folder in here().parents:
        if os.path.isfile(folder / CASE_NAME) and not _only_ours(folder):
            raise CaseOfOthers(str(folder / CASE_NAME))
    raise NoCase
