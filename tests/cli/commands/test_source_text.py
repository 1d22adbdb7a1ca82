"""``factcheck source show --text``."""

import json
from pathlib import Path

from tests.cli.commands.captured import DIGEST, known_location, ok
from tests.cli.conftest import on_terminal, terminals
from tests.support.commandline import Runner

SHOWN = """\
title             A talk

para. 1           It was long.

para. 2           He spoke of [some 75 people](in-touch), and of 27 men.

"""


def test_the_text_is_shown_with_its_quotes(known: Runner, page: Path) -> None:
    known("source", "capture", "talk", page)
    done = ok(known("source", "show", "talk", "--text"))
    assert done.stdout == SHOWN
    assert done.stderr.startswith(f"Capture {DIGEST[:12]} of talk, read by html 1")
    found = json.loads(ok(known("source", "show", "talk", "--text", "--json")).stdout)
    (quote,) = found["quotes"]
    assert found["text"][quote["start"] : quote["end"]] == "some 75 people"
    assert found["capture"] == DIGEST


def test_the_text_of_another_capture(known: Runner, page: Path, tmp_path: Path) -> None:
    known("source", "capture", "talk", page)
    (tmp_path / "later.txt").write_text("He spoke no more.\n")
    later = known("source", "capture", "talk", tmp_path / "later.txt").stdout.strip()
    assert "spoke no more" in known("source", "show", "talk", "--text").stdout
    assert known("source", "show", "talk", "--text", "--capture", DIGEST[:5]).stdout == SHOWN
    known("source", "add", "copy", "--kind", "webpage", "--title", "A copy")
    assert "has no captured text" in known("source", "show", "copy", "--text").refusal()
    known("source", "capture", "copy", page)
    said = known("source", "show", "copy", "--text", "--capture", later).refusal()
    assert said == f"The source “copy” has no text in a capture “{later}”."


def test_a_source_without_a_text_says_why(known: Runner, tmp_path: Path) -> None:
    said = known("source", "show", "talk", "--text").refusal()
    assert said == "The source “talk” has no captured text."
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    known("source", "capture", "talk", "a.png")
    said = known("source", "show", "talk", "--text").refusal()
    assert "no text is read from files of the type image/png" in said


@terminals
def test_the_text_goes_through_a_pager_on_a_terminal(known: Runner, page: Path) -> None:
    known("source", "capture", "talk", page)
    arguments = ["--db", str(known_location(known)), "source", "show", "talk", "--text"]
    printed = on_terminal(arguments, {"PAGER": "sed s/^/PAGED:/"})
    assert "PAGED:para. 2           He spoke of [some 75 people](in-touch)" in printed
    assert SHOWN in on_terminal(arguments, {"PAGER": "cat"})
