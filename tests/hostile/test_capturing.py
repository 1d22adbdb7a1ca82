"""Captures that are large, cut short, or made to harm: what is acknowledged is kept whole.

How large, and how often one is killed, is said in ``tests.support.amounts``.
"""

import os
import pwd
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from shutil import copy

import pytest

from factcheck.database.engine import Location, connect
from factcheck.database.session import open_session
from factcheck.services import captures
from tests.conftest import TOLD
from tests.hostile.attacks import PROGRAM, Setting, attack, begin, command, done, refused
from tests.hostile.nursery import environment
from tests.hostile.test_crashes import keys, sound
from tests.support import cases
from tests.support.amounts import CAPTURE_MB, KILLS
from tests.support.disks import NoMount, leave_free, open_folder, small_disk
from tests.support.snapshots import rows_of

MEMORY = 200
"""Megabytes that the program may take, whatever the size of a capture."""

PEAK = """
import os, subprocess, sys
started = subprocess.Popen(sys.argv[1:])
_, status, used = os.wait4(started.pid, 0)
unit = 1024 ** 2 if sys.platform == "darwin" else 1024
sys.stderr.write(f"\\n{used.ru_maxrss // unit}")
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""Run a program and say at last how many megabytes it took. A process of its own does this: the
peak of a process is never less than that of the one which starts it."""


def peak(*arguments: str | Path, db: Location, stdin: Path, stdout: Path | None = None) -> int:
    """The most megabytes that a command took, which must succeed.

    ``stdin`` comes through a pipe, as “cat FILE |” makes it: nobody can tell how much is to come.
    """
    measured = [sys.executable, "-c", PEAK, *PROGRAM, *map(os.fsdecode, command(*arguments, db=db))]
    with (
        (stdout or Path(os.devnull)).open("wb") as out,
        subprocess.Popen(["cat", stdin], stdout=subprocess.PIPE) as given,
    ):
        ended = subprocess.run(
            measured,
            stdin=given.stdout,
            stdout=out,
            stderr=subprocess.PIPE,
            env=environment({}),
            check=True,
        )
    return int(ended.stderr.decode().rpartition("\n")[2])


def noise(path: Path, megabytes: int) -> Path:
    """A file that cannot be packed smaller, and of which no two megabytes are the same."""
    block = random.Random(megabytes).randbytes(1024 * 1024 - 8)
    with path.open("wb") as file:
        for number in range(megabytes):
            file.write(number.to_bytes(8) + block)
    return path


def talk(location: Location) -> Location:
    done(attack("source", "add", "talk", "--kind", "report", "--title", "A talk", db=location))
    return location


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell the peak of a process")
@pytest.mark.parametrize("given", ["a file", "standard input"])
def test_memory_is_flat_however_large_a_capture_is(
    given: str, location: Location, tmp_path: Path
) -> None:
    talk(location)
    large, small = noise(tmp_path / "large", CAPTURE_MB), noise(tmp_path / "small", 2)
    used = []
    for file in (small, large):
        name = file if given == "a file" else "-"
        used.append(peak("source", "capture", "talk", name, db=location, stdin=file))
        with open_session(location, write=False) as session:
            digest = captures.listing(session, "talk")[-1].digest
        out = file.with_suffix(".out")
        if given == "a file":
            used.append(peak("capture", "export", digest, out, db=location, stdin=small))
        else:
            used.append(
                peak("capture", "export", digest, "-", db=location, stdin=small, stdout=out)
            )
        subprocess.run(["cmp", file, out], check=True)
        out.unlink()
    assert max(used) <= MEMORY, used
    assert max(used[2] - used[0], used[3] - used[1]) <= 32, used


# --- what is cut short ------------------------------------------------------------------------


def test_killed_while_capturing_and_citing(
    location: Location, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """Nothing that was acknowledged is lost, and nothing is left half-written."""
    chance = random.Random(3)
    files = tmp_path / "temporary"
    files.mkdir()
    setting = Setting(env={"TMPDIR": str(files)})
    page = "A talk\n\n" + "\n\n".join(f"He spoke of case {n} of them." for n in range(KILLS))
    done(attack("source", "add", "talk", "--kind", "report", "--title", "x", db=location))
    done(attack("source", "capture", "talk", "-", db=location, stdin=page.encode()))
    start = time.monotonic()
    done(attack("source", "capture", "talk", "-", db=location, stdin=chance.randbytes(3_000_000)))
    whole = time.monotonic() - start
    digests, claims, killed = set[str](), set[str](), 0
    for number in range(KILLS // 2):
        # Some of several parts, some with a text that is read.
        data = chance.randbytes(3_000_000) if number % 2 else f"Page {number}.".encode()
        quote = f"He spoke of case {number} of them"
        running = [
            begin("source", "capture", "talk", "-", db=location, stdin=data, setting=setting),
            begin("claim", "add", f"Claim {number}.", "--kind", "event", "--key", f"c{number}",
                  "--cite", "talk", "--quote", quote, db=location, setting=setting),
        ]  # fmt: skip
        chance.shuffle(running)
        for one in running:
            time.sleep(chance.uniform(0, 1.2 * whole))
            one.send(signal.SIGKILL)
        for one in running:
            outcome = one.wait()
            killed += outcome.code == -signal.SIGKILL
            for line in outcome.out.splitlines()[:1]:
                (digests if len(line) == 64 else claims).add(line)
    sound(location)
    kept = whole_captures(location)
    assert digests <= kept
    assert claims <= keys(location)
    assert whole_citations(location) == keys(location)
    assert os.listdir(files) == []
    record_property(
        TOLD,
        f"{killed} processes killed on {'SQLite' if location.path else 'PostgreSQL'}: "
        f"{len(digests)} captures and {len(claims)} quotes acknowledged, none lost; "
        f"{len(kept)} captures whole, none half-written",
    )
    done(attack("source", "capture", "talk", "-", db=location, stdin=b"After."))


def whole_captures(location: Location) -> set[str]:
    """The SHA-256 of every capture. Fails where one is not whole, or not read."""
    with open_session(location, write=False) as session:
        found = {}
        with Path(os.devnull).open("wb") as nowhere:
            for entry in captures.listing(session, "talk"):
                captures.to_stream(session, entry.digest, nowhere)
                parts = captures.parts(session, captures.find(session, entry.digest).seq)
                found[entry.digest] = entry.size
                assert sum(map(len, parts)) == entry.size
    with connect(location, write=False).begin() as connection:
        for question in (
            "SELECT count(*) FROM content_part WHERE content_seq NOT IN (SELECT seq FROM content)",
            "SELECT count(*) FROM content WHERE seq NOT IN (SELECT content_seq FROM content_part)",
            "SELECT count(*) FROM content WHERE seq NOT IN (SELECT content_seq FROM capture)",
            "SELECT count(*) FROM capture WHERE content_seq NOT IN "
            "(SELECT content_seq FROM extraction)",
        ):
            assert connection.exec_driver_sql(question).scalar_one() == 0, question
    return set(found)


def whole_citations(location: Location) -> set[str]:
    """The claims whose quote was kept together with them, and with its place."""
    query = (
        "SELECT claim.key FROM claim JOIN citation ON citation.claim_seq = claim.seq "
        "JOIN anchor ON anchor.citation_seq = citation.seq WHERE citation.quote IS NOT NULL"
    )
    with connect(location, write=False).begin() as connection:
        return set(connection.exec_driver_sql(query).scalars())


@pytest.mark.parametrize("part", [0.2, 0.5, 0.8, 1, 1.1])
def test_an_interrupted_capture_keeps_nothing_and_says_so(
    part: float, location: Location, tmp_path: Path
) -> None:
    talk(location)
    file, like_it = noise(tmp_path / "large", 24), noise(tmp_path / "like it", 23)
    start = time.monotonic()
    done(attack("source", "capture", "talk", like_it, db=location))
    whole = time.monotonic() - start
    before = rows_of(location)
    running = begin("source", "capture", "talk", file, db=location)
    time.sleep(part * whole)
    running.send(signal.SIGINT)
    outcome = running.wait()
    assert b"Traceback" not in outcome.stderr, outcome.err
    if outcome.code == 0 or b"is kept" in outcome.stderr:
        assert len(whole_captures(location)) == 2
    else:
        refused(outcome, 1, says="Nothing was changed")
        assert rows_of(location) == before
    sound(location)


def test_a_full_disk(sqlite_filled: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    file = noise(tmp_path / "large", 2)
    try:
        with small_disk(disk, 12 * 1024 * 1024):
            location = cases.at(copy(sqlite_filled, disk / "case.db"))
            before = rows_of(location)
            filler = leave_free(disk, 1024 * 1024)
            outcome = attack("source", "capture", "interview", file, db=location)
            refused(outcome, 1, says="no room left")
            filler.unlink()
            assert rows_of(location) == before
            digest = done(attack("source", "capture", "interview", file, db=location)).strip()
            filler = leave_free(disk, 1024 * 1024)
            out = attack("capture", "export", digest, disk / "out", db=location)
            refused(out, 1, says="no room left")
            assert not {name for name in os.listdir(disk) if "out" in name}
            (disk / "temporary").mkdir()
            here = Setting(env={"TMPDIR": str(disk / "temporary")})
            filler.unlink()
            leave_free(disk, 100_000)
            text = b"words of the page " * 10_000
            outcome = attack(
                "source", "capture", "interview", "-", db=location, stdin=text, setting=here
            )
            refused(outcome, 1, says="no room left")
    except NoMount as fault:
        pytest.skip(f"No small disk to fill: {fault}; run the tests as root on Linux.")


# --- what is refused, and what is odd ---------------------------------------------------------


@pytest.mark.parametrize("kind", ["folder", "fifo", "socket", "closed", "loop"])
def test_what_cannot_be_captured(kind: str, sqlite_location: Location, tmp_path: Path) -> None:
    talk(sqlite_location)
    place, setting = tmp_path / "place", Setting()
    match kind:
        case "folder":
            place.mkdir()
        case "fifo":
            os.mkfifo(place)
        case "loop":
            place.symlink_to(place)
        case "socket":
            with socket.socket(socket.AF_UNIX) as bound:
                bound.bind(str(place))
        case _:
            place, setting = Path("-"), Setting(closed=[0])
    before = rows_of(sqlite_location)
    running = begin("source", "capture", "talk", place, db=sqlite_location, setting=setting)
    refused(running.wait(), 1)
    assert rows_of(sqlite_location) == before


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_file_that_may_not_be_read(sqlite_filled: Path) -> None:
    with open_folder() as folder:
        location = cases.at(copy(sqlite_filled, folder / "case.db"))
        (folder / "case.db").chmod(0o666)
        (folder / "page").write_text("words")
        (folder / "page").chmod(0)
        before = rows_of(location)
        nobody = Setting(cwd=str(folder), user=pwd.getpwnam("nobody").pw_uid)
        command = ("source", "capture", "interview", folder / "page")
        outcome = attack(*command, db=location, setting=nobody)
        refused(outcome, 1, says="page cannot be read: there is no permission to")
        assert rows_of(location) == before


def test_bytes_go_on_where_standard_input_stands(sqlite_location: Location, tmp_path: Path) -> None:
    talk(sqlite_location)
    (tmp_path / "page").write_bytes(b"header\nHe spoke.")
    with (tmp_path / "page").open("rb", buffering=0) as file:
        file.seek(7)
        digest = done(
            attack("source", "capture", "talk", "-", db=sqlite_location, stdin=file.fileno())
        )
    (tmp_path / "out").unlink(missing_ok=True)
    done(attack("capture", "export", digest.strip(), "out", db=sqlite_location))
    assert (tmp_path / "out").read_bytes() == b"He spoke."


def test_nothing_of_a_capture_acts_on_the_terminal(
    sqlite_location: Location, tmp_path: Path
) -> None:
    talk(sqlite_location)
    evil = "\x1b[31m\u202eevil\x9b\r\u2028\U000e0041"
    page = tmp_path / f"{evil}.html"
    page.write_text(f"<html><body><p>He spoke {evil} words.</p><p>And more.</p></body></html>")
    options = [part for name in ("tool", "note") for part in (f"--{name}", evil)]
    for name in ("--url", "--final-url", "--captured-at", "--media-type"):
        refused(attack("source", "capture", "talk", page, name, evil, db=sqlite_location), 2)
    digest = done(attack("source", "capture", "talk", page, *options, db=sqlite_location)).strip()
    for shown in (
        ("source", "captures", "talk"),
        ("source", "captures", "talk", "--json"),
        ("capture", "show", digest),
        ("capture", "show", digest, "--json"),
        ("source", "show", "talk", "--text"),
        ("source", "show", "talk", "--text", "--json"),
        ("capture", "extract", digest, "--again"),
    ):
        done(attack(*shown, db=sqlite_location))
