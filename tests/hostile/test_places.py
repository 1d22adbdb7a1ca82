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

from factcheck.database import schema
from factcheck.database.engine import APPLICATION_ID, Location
from tests.hostile.test_process import Outcome, Setting, attack, begin, done, refused, untouched
from tests.support import cases
from tests.support.disks import NoMount, leave_free, open_folder, small_disk
from tests.support.servers import Server
from tests.support.snapshots import rows_of

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

READERS = (("claim", "list", "--json"), ("claim", "show", "denied"), ("search", "people"),
           ("export", "-f", "json"), ("source", "list"), ("review", "log",
           "in-touch-75"))  # fmt: skip


def named(command: tuple[str, ...]) -> str:
    return " ".join(command)


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


# --- damaged cases ----------------------------------------------------------------------------


@pytest.mark.parametrize("kept", [1, 15, 16, 17, 100, 4096, 5000, 50_000, -4096, -1])
def test_a_case_cut_short(case: Location, kept: int) -> None:
    assert case.path is not None
    data = case.path.read_bytes()[:kept]
    case.path.write_bytes(data)
    for command in (LIST, ADD, ("db", "backup", "kept.db")):
        outcome = attack(*command, db=case)
        if outcome.code:
            refused(outcome, 1)
    if kept in (1, 15):
        assert case.path.read_bytes() == data


@pytest.mark.parametrize("seed", range(8))
def test_a_case_with_damaged_pages(case: Location, seed: int) -> None:
    import random

    assert case.path is not None
    chance, data = random.Random(seed), bytearray(case.path.read_bytes())
    for _ in range(60):
        data[chance.randrange(100, len(data))] = chance.randrange(256)
    case.path.write_bytes(data)
    for command in (*READERS[::2], ADD):
        outcome = attack(*command, db=case)
        if outcome.code:
            refused(outcome._replace(stdout=b""), 1)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE claim SET id = x'00' WHERE key = 'denied'",
        "UPDATE claim SET created_at = 'zz' WHERE key = 'denied'",
        "UPDATE claim SET as_of = 'zz'",
        "UPDATE claim SET text = CAST(x'ff' AS TEXT) WHERE key = 'denied'",
        "UPDATE quantity SET value = 'many'",
        "UPDATE source SET names = '{{'",
        "UPDATE claim SET kind = 'zz'",
        "UPDATE claim SET key = char(27) || '[31m' WHERE key = 'denied'",
    ],
)
def test_a_case_with_damaged_values(case: Location, damage: str) -> None:
    with closing(sqlite3.connect(str(case.path))) as connection:
        connection.execute(damage)
        connection.commit()
    for command in READERS:
        outcome = attack(*command, db=case)
        if outcome.code:
            refused(outcome._replace(stdout=b""), 1, 2)
        else:
            done(outcome)


@pytest.mark.parametrize("version", [2, 1, -5, 3, 2**31 - 1])
def test_a_file_with_the_marks_of_a_case_and_nothing_else(tmp_path: Path, version: int) -> None:
    path = tmp_path / "fake.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("CREATE TABLE claim (a)")
        connection.commit()
    for command in COMMANDS[:-2]:
        refused(attack(*command, db=path), 1)
    if version != 2:
        refused(attack("db", "upgrade", db=path), 1)


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
    outcome = attack(*command, db=shared / "readonly" / "case.db", setting=nobody(shared))
    if outcome.code:
        refused(outcome, 1, says="read-only")


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


# --- no room ----------------------------------------------------------------------------------

ROWS = "text,kind\n" + "".join(f"Statement {n} {'x' * 200}.,event\n" for n in range(3000))
GROWING = {
    "add": ("claim", "add", "-", "--kind", "event"),
    "import": ("import", "-f", "csv", "-"),
    "export": ("export", "-f", "json", "-o", "sheet.json"),
    "backup": ("db", "backup", "kept.db"),
    "upgrade": ("db", "upgrade"),
}


def attempt(what: str, location: Location, setting: Setting) -> Outcome:
    given = ROWS.encode() if what == "import" else b"x" * 9_000
    return attack(*GROWING[what], db=location, stdin=given, setting=setting)


def visible_in(folder: Path) -> set[str]:
    return set(os.listdir(folder)) - {"case.db-wal", "case.db-shm"}


def older(path: Path) -> Location:
    return cases.make(Location(path, None), "0001")


@pytest.mark.parametrize("what", GROWING)
def test_a_full_disk(what: str, sqlite_filled: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    try:
        with small_disk(disk, 3 * 1024 * 1024):
            path = disk / "case.db"
            location = older(path) if what == "upgrade" else cases.at(copy(sqlite_filled, path))
            before, names = rows_of(location), visible_in(disk)
            filler = leave_free(disk, 0)
            outcome = attempt(what, location, Setting(cwd=str(disk)))
            filler.unlink()
            assert visible_in(disk) == names
            assert rows_of(location) == before
            refused(outcome, 1, says="no room left")
            done(attempt(what, location, Setting(cwd=str(disk))))
            assert whole(location)
    except NoMount as fault:
        pytest.skip(f"No small disk to fill: {fault}; run the tests as root on Linux.")


@pytest.mark.parametrize("what", GROWING)
def test_a_limit_on_the_size_of_files(what: str, case: Location, tmp_path: Path) -> None:
    if what == "upgrade":
        case = older(tmp_path / "older.db")
    before = rows_of(case)
    limit = 500 if what == "export" else 9_000
    refused(attempt(what, case, Setting(file_size=limit)), 1)
    assert rows_of(case) == before
    assert not [
        name for name in os.listdir(tmp_path) if name.endswith((".part", "kept.db", "json"))
    ]
    assert whole(case)


def whole(location: Location) -> bool:
    with closing(sqlite3.connect(str(location.path))) as connection:
        if connection.execute("PRAGMA user_version").fetchone() == (schema.HEAD,):
            connection.execute("INSERT INTO claim_search (claim_search) VALUES ('integrity-check')")
        return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))
