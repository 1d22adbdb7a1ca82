"""Hostile places: what is not a case, what may not be read or written, disks without room."""

import os
import pwd
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copy

import pytest

from factcheck.database.engine import Location, connect
from tests.hostile.attacks import Setting, attack, begin, done, named, refused, untouched
from tests.support import cases
from tests.support.disks import open_folder
from tests.support.servers import Server

COMMANDS = (
    ("claim", "list"),
    ("claim", "add", "x", "--kind", "event"),
    ("search", "people"),
    ("export",),
    ("db", "info"),
    ("db", "upgrade"),
    ("db", "backup", "kept.db"),
)
LIST, ADD = COMMANDS[:2]
HANGS = 5
"""Seconds after which a command that should say something at once has hung."""


@pytest.fixture
def case(sqlite_filled: Path, tmp_path: Path) -> Location:
    return Location(Path(copy(sqlite_filled, tmp_path / "case.db")), None)


# --- what is not a case -----------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS, ids=named)
def test_another_program_s_database_is_refused_and_never_touched(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE t (a)")
    before = other.read_bytes()
    refused(attack(*command, db=other), 1, says="other.db is not a case file")
    assert other.read_bytes() == before
    assert os.listdir(tmp_path) == ["other.db"]


@pytest.mark.parametrize("command", [LIST, ADD, ("db", "upgrade")], ids=named)
def test_an_empty_file_stays_empty(tmp_path: Path, command: tuple[str, ...]) -> None:
    empty = tmp_path / "empty.db"
    empty.touch()
    refused(attack(*command, db=empty), 1, says="not a case file")
    assert empty.read_bytes() == b""


@pytest.mark.parametrize("command", [LIST, ADD, ("init", "--no-input")], ids=named)
@pytest.mark.parametrize(
    "kind", ["folder", "text", "fifo", "null", "zero", "full", "missing", "below a file", "loop"]
)
def test_what_is_no_case(tmp_path: Path, kind: str, command: tuple[str, ...]) -> None:
    place = tmp_path / "place"
    match kind:
        case "folder":
            place.mkdir()
        case "text":
            place.write_text("Notes.\n", encoding="utf-8")
        case "fifo":
            os.mkfifo(place)
        case "below a file":
            place.touch()
            place /= "case.db"
        case "loop":
            place.symlink_to(place)
        case "missing":
            place /= "case.db"
        case device:
            place = Path("/dev", device)
    before = set(os.listdir(tmp_path))
    refused(begin(*command, db=place).wait(HANGS), 1)
    assert set(os.listdir(tmp_path)) == before


@pytest.mark.parametrize(
    "place",
    [
        "~nobody-at-all/case.db",
        "x" * 300,
        "x" * 5000,
        "none\nError: all is well.db",
        "none\x1b[31m\u202e.db",
        b"none\xff.db",
        "mysql://user:secret@host/name",
        "sqlite://",
        "://",
        "postgresql://[::1/name",
        "postgresql://host:port/name",
        "postgresql://user:pass@word:secret@127.0.0.1:1/name",
        "postgresql://user:secret@127.0.0.1:1/name",
        "postgresql://127.0.0.1:1/name?password=secret",
        "postgresql://127.0.0.1:1/name?foo=secret",
        "postgresql://user:secret@127.0.0.1:99999/name",
        "postgresql:///name?host=/nonexistent",
        "postgresql://user@127.0.0.1:1/\x1b[31m",
        "postgresql://a\x1b]8;;b/name",
    ],
    ids=repr,
)
@pytest.mark.parametrize("command", [LIST, ("init", "--no-input")], ids=named)
def test_a_place_that_cannot_be(place: str | bytes, command: tuple[str, ...]) -> None:
    outcome = attack(*command, db=place)
    if outcome.code == 0 and command[0] == "init":
        done(outcome)  # an odd name is a name
        return
    assert "secret" not in refused(outcome)


def test_a_password_is_never_shown(server: Server) -> None:
    from tests.support.servers import GUARDED

    for wrong in (server.url("none", GUARDED, "wrong-secret"), f"{server.url('none', GUARDED)}"
                  "&password=wrong-secret"):  # fmt: skip
        for command in (LIST, ("db", "backup", "x"), ("init", "--no-input")):
            assert "wrong-secret" not in refused(attack(*command, db=wrong), 1)


# --- where to write ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["case.db", "./case.db", "link.db", "hard.db"])
@pytest.mark.parametrize("format", ["md", "json"])
def test_an_export_never_replaces_the_case(case: Location, name: str, format: str) -> None:
    assert case.path is not None
    (case.path.parent / "link.db").symlink_to(case.path)
    os.link(case.path, case.path.parent / "hard.db")
    with untouched(case):
        refused(attack("export", "-f", format, "-o", name, db=case), 1)


@pytest.mark.parametrize("suffix", ["-wal", "-shm", "-journal"])
@pytest.mark.parametrize("command", [("export", "-o"), ("db", "backup")], ids=named)
def test_nothing_takes_the_name_of_the_database_s_own_files(
    case: Location, command: tuple[str, ...], suffix: str
) -> None:
    with untouched(case):
        refused(attack(*command, f"{case.path}{suffix}", db=case), 1)


def test_an_export_into_a_pipe_or_device_writes_there_or_is_refused(
    case: Location, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    outcome = attack("export", "-o", "pipe", db=case)
    os.close(reader)
    assert stat.S_ISFIFO(os.stat("pipe").st_mode)
    if outcome.code:
        refused(outcome, 1)


@pytest.mark.skipif(os.geteuid() != 0, reason="making a device takes root: run the tests as root")
def test_an_export_never_replaces_a_device(case: Location, tmp_path: Path) -> None:
    os.mknod(tmp_path / "null", 0o666 | stat.S_IFCHR, os.makedev(1, 3))
    attack("export", "-o", "null", db=case)
    assert stat.S_ISCHR(os.stat("null").st_mode)


def test_an_export_over_a_link_keeps_the_link(case: Location, tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("old", encoding="utf-8")
    (tmp_path / "link.md").symlink_to("real.md")
    done(attack("export", "-o", "link.md", db=case))
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize(
    "place", [".", "..", "", "none/x.md", "case.db/x.md", "x" * 300, "a/" * 3000]
)
@pytest.mark.parametrize("command", [("export", "-o"), ("db", "backup")], ids=named)
def test_where_nothing_can_be_written(case: Location, command: tuple[str, ...], place: str) -> None:
    with untouched(case):
        refused(attack(*command, place, db=case), 1)
    assert os.listdir(".") == ["case.db"]


# --- no permission ----------------------------------------------------------------------------

NOBODY = pwd.getpwnam("nobody").pw_uid


@pytest.fixture
def shared(sqlite_filled: Path) -> Iterator[Path]:
    """A folder that all may read and nobody but its owner may change, with a closed one in it."""
    if os.geteuid() != 0:
        pytest.skip("Becoming another user takes root: run the tests as root.")
    with open_folder() as folder:
        for place in ("readonly", "closed", "own"):
            (folder / place).mkdir()
            Path(copy(sqlite_filled, folder / place / "case.db")).chmod(0o644)
        (folder / "readonly").chmod(0o755)
        (folder / "closed").chmod(0o700)
        for own in ("own", "own/case.db"):
            os.chown(folder / own, NOBODY, NOBODY)
        yield folder


def nobody(folder: Path, **env: str) -> Setting:
    return Setting(user=NOBODY, cwd=str(folder), env={"HOME": str(folder / "own"), **env})


@pytest.mark.parametrize("command", [*COMMANDS, ("init", "--no-input")], ids=named)
def test_a_case_in_a_closed_folder(shared: Path, command: tuple[str, ...]) -> None:
    refused(attack(*command, db="closed/case.db", setting=nobody(shared)), 1)


@pytest.mark.parametrize("command", [ADD, ("import", "-f", "csv", "-")], ids=named)
def test_a_case_in_a_read_only_folder(shared: Path, command: tuple[str, ...]) -> None:
    location = cases.at(shared / "readonly" / "case.db")
    with untouched(location):
        outcome = attack(
            *command, db=location, setting=nobody(shared), stdin=b"text,kind\nx,event\n"
        )
        refused(outcome, 1, says="read-only")


@pytest.mark.parametrize("command", [LIST, ("search", "people"), ("export",)], ids=named)
def test_reading_a_case_in_a_read_only_folder(shared: Path, command: tuple[str, ...]) -> None:
    case = shared / "readonly" / "case.db"
    assert done(attack(*command, db=case, setting=nobody(shared)))
    assert os.listdir(case.parent) == ["case.db"]


def test_reading_a_case_that_its_owner_has_open(shared: Path) -> None:
    """What was committed a moment ago is not in the file itself yet."""
    location = cases.at(shared / "readonly" / "case.db")
    with connect(location).begin() as connection:
        connection.exec_driver_sql("UPDATE claim SET place = 'Tsotsi-Yurt' WHERE key = 'denied'")
        connection.commit()
        outcome = attack("claim", "show", "denied", db=location, setting=nobody(shared))
    if outcome.code:
        refused(outcome, 1)
    else:
        assert "Tsotsi-Yurt" in done(outcome)


def test_a_read_only_case_file(shared: Path) -> None:
    location = cases.at(shared / "own" / "case.db")
    (shared / "own" / "case.db").chmod(0o444)
    with untouched(location):
        refused(attack(*ADD, db=location, setting=nobody(shared)), 1, says="read-only")


@pytest.mark.parametrize("place", ["closed/x", "readonly/x", "/proc/x", "/dev/null/x"])
@pytest.mark.parametrize("command", [("export", "-o"), ("db", "backup"), ("demo",)], ids=named)
def test_where_nobody_may_write(shared: Path, command: tuple[str, ...], place: str) -> None:
    refused(attack(*command, place, db="own/case.db", setting=nobody(shared)), 1)


def test_settings_that_may_not_be_read(shared: Path) -> None:
    add = attack(*ADD, author=None, db="own/case.db", setting=nobody(shared, HOME="/root"))
    assert "written" not in refused(add)


def test_a_working_folder_that_may_not_be_read(shared: Path) -> None:
    closed = Setting(user=NOBODY, cwd=str(shared / "closed"))
    refused(attack(*LIST, author=None, setting=closed), 1)


@pytest.mark.parametrize("file", ["closed/x.csv", "closed", "none.csv", "/proc/self/mem", "pipe/x"])
def test_a_file_that_cannot_be_read(shared: Path, file: str) -> None:
    for command in (("import", "-f", "csv", file), ("claim", "edit", "denied", "--from", file),
                    ("source", "add", "new", "--csl", file)):  # fmt: skip
        text = refused(attack(*command, db="own/case.db", setting=nobody(shared)))
        assert "Errno" not in text
