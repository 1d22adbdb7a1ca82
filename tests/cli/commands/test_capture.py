"""``factcheck source capture``, ``source captures`` and ``capture``: evidence end to end."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from factcheck.database.engine import connect
from factcheck.domain import custody
from factcheck.evidence.extraction import Unreadable, extracted
from factcheck.services import texts
from tests.cli.commands.captured import DIGEST, PAGE, known_location, listed, ok
from tests.cli.conftest import on_terminal, terminals
from tests.evidence.extractors.pdfs import Written, pdf
from tests.support import cases
from tests.support.commandline import Runner
from tests.support.snapshots import rows_of

# --- source capture ---------------------------------------------------------------------------


def test_capturing_says_what_was_kept_read_and_found(known: Runner, page: Path) -> None:
    done = ok(known("source", "capture", "talk", page))
    assert done.stdout == f"{DIGEST}\n"
    said = done.stderr.splitlines()
    assert said[0] == f"page.html: {len(PAGE)} bytes, text/html."
    assert said[1] == "Its text was read: 64 characters."
    assert said[2:] == [
        "Quotes of the source that stand in one of its captures: 1 of 2.",
        "Note: The quote of moved does not: “29 men”.",
    ]


def test_the_same_bytes_again(known: Runner, page: Path) -> None:
    known("source", "capture", "talk", page)
    done = ok(known("source", "capture", "talk", page, "--note", "Still there."))
    assert done.stdout == f"{DIGEST}\n"
    assert (
        "These bytes are in the case already: an entry was added to their chain of custody."
        in done.stderr
    )
    assert [entry["note"] for entry in listed(known)] == [None, "Still there."]


def test_everything_that_is_said_of_a_capture_is_kept(known: Runner, page: Path) -> None:
    options = {
        "method": "saved-page",
        "url": "https://example.org/a",
        "final_url": "https://example.org/b",
        "tool": "Firefox 53",
        "captured_at": "2017-05-18T09:30+03:00",
        "media_type": "text/html; charset=utf-8",
        "note": "До удаления.",
    }
    written = [
        part for name, value in options.items() for part in (f"--{name.replace('_', '-')}", value)
    ]
    made = json.loads(ok(known("source", "capture", "talk", page, *written, "--json")).stdout)
    (capture,) = made["captures"]
    (entry,) = listed(known)
    assert {name: capture[name] for name in entry} == entry
    assert entry | options == entry | {"captured_at": options["captured_at"]}
    assert entry["captured_at"] == "2017-05-18T06:30:00.000Z"
    assert (entry["size"], entry["file_name"]) == (len(PAGE), "page.html")
    assert (capture["known"], capture["reading"]["characters"]) == (False, 64)
    assert [(quote["claim"], quote["check"]) for quote in made["quotes"]] == [
        ("in-touch", "anchored"), ("moved", "missing")
    ]  # fmt: skip


@pytest.mark.parametrize("way", ["file", "pipe", "again"])
def test_others_can_write_while_a_text_is_read(
    way: str, known: Runner, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading takes up to ten seconds: nobody should have to wait so long for the case."""
    written = []

    def slow(*given: Any, **about: Any) -> Any:
        with connect(cases.at(known_location(known))).begin() as other:
            other.exec_driver_sql("UPDATE source SET title = 'A talk, then'")
            written.append(1)
        return extracted(*given, **about)

    if way == "again":
        ok(known("source", "capture", "talk", page))
    monkeypatch.setattr(texts, "extracted", slow)
    monkeypatch.setattr("factcheck.database.engine.BUSY_SECONDS", 0)
    if way == "again":
        ok(known("capture", "extract", DIGEST, "--again"))
    elif way == "file":
        ok(known("source", "capture", "talk", page))
    else:
        ok(known("source", "capture", "talk", "-", input=PAGE.encode()))
    assert written == [1]


def test_a_file_that_changes_while_it_is_captured(
    known: Runner, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text that is kept is that of the bytes that are kept."""
    other = PAGE.replace("75", "57")

    def meddled(*given: Any, **about: Any) -> Any:
        found = extracted(*given, **about)
        page.write_text(other, encoding="utf-8")
        return found

    monkeypatch.setattr(texts, "extracted", meddled)
    digest = ok(known("source", "capture", "talk", page)).stdout.strip()
    assert digest == hashlib.sha256(other.encode()).hexdigest()
    assert "some 57 people" in known("source", "show", "talk", "--text").stdout


def test_from_standard_input(known: Runner) -> None:
    assert ok(known("source", "capture", "talk", "-", input=PAGE.encode())).stdout == f"{DIGEST}\n"
    assert listed(known)[0]["file_name"] is None


def test_several_files_are_kept_together_or_not_at_all(known: Runner, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.txt" for number in range(3)]
    for file in files:
        file.write_text(f"He spoke of {file.stem} people.")
    (tmp_path / "empty.txt").touch()
    before = rows_of(known_location(known))
    said = known("source", "capture", "talk", *files, tmp_path / "empty.txt").refusal()
    assert said == "empty.txt is empty: there is nothing to capture."
    assert rows_of(known_location(known)) == before
    done = ok(known("source", "capture", "talk", *files))
    assert len(done.stdout.split()) == 3
    assert [entry["file_name"] for entry in listed(known)] == ["0.txt", "1.txt", "2.txt"]


@pytest.mark.parametrize("kind", ["folder", "fifo", "missing", "below a file", "empty", "device"])
def test_what_is_no_file_is_refused_and_nothing_kept(
    kind: str, known: Runner, tmp_path: Path
) -> None:
    place = tmp_path / "place"
    match kind:
        case "folder":
            place.mkdir()
        case "fifo":
            os.mkfifo(place)
        case "empty":
            place.touch()
        case "below a file":
            place.touch()
            place /= "page.html"
        case "device":
            place = Path("/dev/zero")
    says = {
        "folder": "it is a folder",
        "fifo": "it is no file, but a pipe",
        "device": "it is no file, but a pipe or a device",
        "empty": "is empty: there is nothing to capture",
    }.get(kind, "it is not there")
    before = rows_of(known_location(known))
    assert says in known("source", "capture", "talk", place).refusal()
    assert rows_of(known_location(known)) == before


@pytest.mark.parametrize(
    ("option", "given", "says"),
    [
        ("--captured-at", "2999-01-01", "Nothing can have been captured at 2999-01-01T00:00Z"),
        ("--url", "example.org/a", "is not the address of a page: it begins with none of http"),
        ("--url", "javascript:alert(1)", "is not the address of a page"),
        ("--final-url", " ", "is not the address of a page: it is empty"),
    ],
)
def test_what_cannot_be_so_is_refused_and_nothing_kept(
    option: str, given: str, says: str, known: Runner, page: Path
) -> None:
    before = rows_of(known_location(known))
    assert says in known("source", "capture", "talk", page, option, given).refusal(2)
    assert rows_of(known_location(known)) == before


def test_a_declared_type_that_is_overruled_is_told(known: Runner, page: Path) -> None:
    declared = ("--media-type", "application/pdf")
    done = ok(known("source", "capture", "talk", page, *declared))
    assert (
        "Note: It was declared as application/pdf; by its bytes or its name it is text/html.\n"
    ) in done.stderr
    (entry,) = json.loads(known("source", "capture", "talk", page, *declared, "--json").stdout)[
        "captures"
    ]
    assert entry["overruled"] == "application/pdf"
    believed = ok(
        known("source", "capture", "talk", page, "--media-type", "text/html; charset=utf-8")
    )
    assert "declared" not in believed.stderr


def test_nothing_from_standard_input(known: Runner) -> None:
    said = known("source", "capture", "talk", "-", input=b"").refusal()
    assert said == "The input is empty: there is nothing to capture."


def test_a_file_that_is_too_large_is_refused(
    known: Runner, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(custody, "LARGEST", len(PAGE) - 1)
    before = rows_of(known_location(known))
    assert "the most that a case takes" in known("source", "capture", "talk", page).refusal()
    assert rows_of(known_location(known)) == before


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--method", "gossip"), 2),
        (("--captured-at", "yesterday"), 2),
        (("--captured-at", "2017-05"), 2),
        (("--media-type", "a page"), 2),
        (("--note", "a\0b"), 1),
    ],
)
def test_what_cannot_be_said_of_a_capture(
    options: tuple[str, ...], code: int, known: Runner, page: Path
) -> None:
    done = known("source", "capture", "talk", page, *options)
    assert (done.stdout, done.exit_code) == ("", code)
    assert listed(known) == []


def test_the_methods_are_in_the_help(run: Runner) -> None:
    text = " ".join(run("source", "capture", "--help").stdout.split())
    assert "saved-page, web-archive, download, screenshot, scan, photograph, recording" in text


@pytest.mark.parametrize(
    ("name", "data", "note"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(50), "no text is read from files of the type image"),
        ("a.html", b"<html></html>", "there is no text in it"),
        ("a", bytes(range(256)), "it is not known what kind of file it is"),
        (
            "a.pdf",
            pdf([[Written("secret", 72, 700)]], encrypt=True),
            "it is protected by a password",
        ),
    ],
    ids=["a picture", "no text", "unknown", "encrypted"],
)
def test_what_cannot_be_read_is_kept_with_a_note(
    name: str, data: bytes, note: str, known: Runner, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    done = ok(known("source", "capture", "talk", name))
    assert f"Note: Its text could not be read: {note}" in done.stderr
    assert "The bytes are kept all the same." in done.stderr
    assert "Quotes" not in done.stderr
    known("capture", "export", done.stdout.strip(), "out")
    assert (tmp_path / "out").read_bytes() == data


def test_a_name_that_is_not_text(known: Runner, tmp_path: Path) -> None:
    name = os.fsdecode(b"\xd0caf\xe9\n.txt")
    (tmp_path / name).write_text("He spoke.")
    done = ok(known("source", "capture", "talk", tmp_path / name))
    assert listed(known)[0]["file_name"] == "\\xd0caf\\xe9\n.txt"
    assert len(done.stderr.splitlines()) == 5


@terminals
def test_progress_is_shown_on_a_terminal_for_large_files(known: Runner, tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(bytes(33 * 1024 * 1024))
    (tmp_path / "small").write_bytes(b"\0\1")
    arguments = ["--db", str(known_location(known)), "--as", "A", "source", "capture", "talk"]
    assert "Reading" not in on_terminal([*arguments, "small"], {})
    assert "100%" in on_terminal([*arguments, "large"], {})


# --- source captures --------------------------------------------------------------------------


def test_the_captures_of_a_source(known: Runner, page: Path) -> None:
    assert "No captures yet" in known("source", "captures", "talk").stderr
    known("source", "capture", "talk", page, "--captured-at", "2017-05-18", "--method", "download")
    heading, row = ok(known("source", "captures", "talk")).stdout.splitlines()
    assert heading.split() == ["CAPTURE", "CAPTURED", "BY", "METHOD", "TYPE", "BYTES", "FILE"]
    assert row.split() == [
        DIGEST[:12], "2017-05-18T00:00Z", "Anna", "Reporter", "download", "text/html",
        str(len(PAGE)), "page.html",
    ]  # fmt: skip
    for form, mark in (("--csv", ","), ("--tsv", "\t")):
        lines = ok(known("source", "captures", "talk", form)).stdout.splitlines()
        assert lines[0].split(mark)[:2] == ["digest", "captured_at"]
        assert lines[1].split(mark)[:2] == [DIGEST, "2017-05-18T00:00:00.000Z"]
    line = ok(known("source", "captures", "talk", "--nl")).stdout
    assert [json.loads(line)] == listed(known)


# --- capture show -----------------------------------------------------------------------------


def test_a_capture_is_shown_with_its_custody_and_its_reading(known: Runner, page: Path) -> None:
    known("source", "add", "copy", "--kind", "webpage", "--title", "A copy")
    known("source", "capture", "talk", page, "--tool", "Firefox \x1b[31m", "--method", "scan")
    known("source", "capture", "copy", page, author="Boris Editor")
    shown = ok(known("capture", "show", DIGEST[:6])).stdout
    assert shown.splitlines()[0] == DIGEST
    for part in (f"{len(PAGE)} bytes", "Scan", "Firefox \\x1b[31m", "Boris Editor", "html 1"):
        assert part in shown
    found = json.loads(ok(known("capture", "show", DIGEST, "--json")).stdout)
    assert (found["digest"], found["size"], found["media_type"]) == (DIGEST, len(PAGE), "text/html")
    assert [(one["source"], one["captured_by"]) for one in found["custody"]] == [
        ("talk", "Anna Reporter"), ("copy", "Boris Editor")
    ]  # fmt: skip
    assert [one["source"] for one in found["readings"]] == ["talk", "copy"]


@pytest.mark.parametrize("command", ["show", "export", "extract"])
def test_an_unknown_capture(command: str, known: Runner, page: Path) -> None:
    known("source", "capture", "talk", page)
    more = {"show": [], "export": ["out"], "extract": ["--again"]}[command]
    for name in ("0000", "zzzz", "ab", DIGEST + "0"):
        said = known("capture", command, name, *more).refusal()
        assert said == f"There is no capture “{name}”."


# --- capture export ---------------------------------------------------------------------------


def test_the_bytes_come_out_as_they_went_in(known: Runner, page: Path, tmp_path: Path) -> None:
    data = os.urandom(3_000_000)
    (tmp_path / "in").write_bytes(data)
    digest = ok(known("source", "capture", "talk", tmp_path / "in")).stdout.strip()
    done = ok(known("capture", "export", digest, "out"))
    assert (done.stdout, "3,000,000 bytes" in done.stderr) == ("out\n", True)
    assert (tmp_path / "out").read_bytes() == data
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o600
    program = [sys.executable, "-m", "factcheck", "--db", str(known_location(known))]
    out = subprocess.run([*program, "capture", "export", digest, "-"], capture_output=True)
    assert (out.stdout, out.stderr, out.returncode) == (data, b"", 0)


def test_nothing_is_overwritten(known: Runner, page: Path, tmp_path: Path) -> None:
    known("source", "capture", "talk", page)
    said = known("capture", "export", DIGEST, page).refusal()
    assert said == f"There is a file at {page} already."
    case = Path(str(known_location(known)))
    assert "already" in known("capture", "export", DIGEST, case).refusal()
    assert "already" in known("capture", "export", DIGEST, f"{case}-wal").refusal()
    assert page.read_text() == PAGE


@terminals
def test_bytes_are_not_shown_on_a_terminal(known: Runner, page: Path) -> None:
    known("source", "capture", "talk", page)
    database = str(known_location(known))
    printed = on_terminal(["--db", database, "capture", "export", DIGEST, "-"], {})
    assert "are not shown on a terminal" in printed
    assert "some 75 people" not in printed


# --- capture extract --------------------------------------------------------------------------


def test_a_text_is_not_read_again_unless_asked(known: Runner, page: Path) -> None:
    known("source", "capture", "talk", page)
    said = known("capture", "extract", DIGEST).refusal()
    assert said == f"The capture {DIGEST[:12]} was read when it was captured."


def test_reading_again_says_that_the_text_is_the_same(known: Runner, page: Path) -> None:
    known("source", "capture", "talk", page)
    done = ok(known("capture", "extract", DIGEST[:8], "--again"))
    assert done.stdout == f"{DIGEST}\n"
    assert "The text is the same as before." in done.stderr
    assert "No quote has moved." in done.stderr
    found = json.loads(known("capture", "show", DIGEST, "--json").stdout)
    assert len(found["readings"]) == 2


def test_reading_again_reports_every_quote_that_moved(
    known: Runner, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known("source", "capture", "talk", page)

    def better(*given: Any, **about: Any) -> Any:
        found = extracted(*given, **about)
        assert not isinstance(found, Unreadable)
        text = found.text.replace("some 75 people", "some people").replace("27 men", "29 men")
        last = found.segments[-1]._replace(end=len(text))
        return found._replace(text=text, version="2", segments=(*found.segments[:-1], last))

    monkeypatch.setattr(texts, "extracted", better)
    done = ok(known("capture", "extract", DIGEST, "--again"))
    assert "The text is another than the one that html 1" in done.stderr
    assert ("Note: The quote of in-touch has moved: para. 2 before, nowhere now: "
            "“some 75 people”.") in done.stderr  # fmt: skip
    assert "The quote of moved has moved: nowhere before, para. 2 now: “29 men”." in done.stderr
    monkeypatch.setattr(texts, "extracted", extracted)
    done = ok(known("capture", "extract", DIGEST, "--again", "--json"))
    (reading,) = json.loads(done.stdout)["readings"]
    assert (reading["source"], reading["same"]) == ("talk", False)
    moved = [tuple(one[name] for name in ("claim", "before", "after", "check"))
             for one in reading["moved"]]  # fmt: skip
    assert moved == [
        ("in-touch", None, "para. 2", "anchored"), ("moved", "para. 2", None, "missing")
    ]  # fmt: skip


def test_a_reading_is_not_lost(known: Runner, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known("source", "capture", "talk", page)
    before = rows_of(known_location(known))
    monkeypatch.setattr(texts, "extracted", lambda *given, **about: Unreadable("it is late"))
    said = known("capture", "extract", DIGEST, "--again").refusal()
    assert said.endswith("was not read anew. Its text could not be read: it is late.")
    assert rows_of(known_location(known)) == before
