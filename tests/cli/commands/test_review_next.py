"""``factcheck review next``: the desk, its keys pressed one after another."""

import json
import sqlite3
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from factcheck.cli import screen
from factcheck.cli.unfinished import ReviewNotebook
from factcheck.database import engine
from factcheck.domain.printable import HARMFUL
from tests.support.commandline import Result, Runner

PAGE = "The case\n\nIt began. They held 75 people in May. It went on.\n\nThe end.\n"
ANNA, BORIS = "Anna Reporter", "Boris Editor"
DISPUTED = ("r", "d\n", "Two accounts differ.\n", "3\n", "y\n")


@pytest.fixture
def queue(case: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """A case with three claims that wait, least supported first: ``beaten`` and ``taken`` cite
    nothing, ``held`` quotes a captured talk. The terminal is a pretence: keys come from input."""
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    case("source", "add", "talk", "--kind", "interview", "--title", "A talk", "--voice", "Igor K.",
         "--url", "https://example.org/talk",
         "--archive-url", "https://archive.example.org/talk")  # fmt: skip
    case("source", "add", "outlet", "--kind", "webpage", "--title", "Outlet", "--relays", "talk")
    case("source", "capture", "talk", "page.txt")
    case("claim", "add", "75 people were held.", "--key", "held", "--kind", "number", "--number",
         "75 people", "--against", "Police", "--cite", "talk", "--quote", "75 people")  # fmt: skip
    case("claim", "add", "They were \x1b[31mbeaten.", "--key", "beaten", "--kind", "event")
    case("claim", "add", "They were taken.", "--key", "taken", "--kind", "event")
    monkeypatch.setattr(screen, "on_terminal", lambda: True)
    monkeypatch.setenv("TERM", "dumb")
    return case


def walk(case: Runner, *typed: str, author: str | None = ANNA, mine: bool = False) -> Result:
    """The desk, and what is typed at it: single keys, and lines that end with a line feed."""
    words = ["review", "next", *(["--mine"] if mine else [])]
    return case(*words, input="".join(typed), author=author)


def shown(case: Runner, key: str) -> Any:
    return json.loads(case("claim", "show", key, "--json").stdout)


def pages(done: Result) -> list[str]:
    """The claims whose pages were shown, one after another."""
    lines = done.stderr.splitlines()
    return [
        before.split()[0]
        for before, line in pairwise(lines)
        if line.startswith("claim ") and line.endswith(" in the queue")
    ]


def kept(folder: Path) -> list[Path]:
    return list(folder.glob(".factcheck-review-*"))


# --- going through the queue --------------------------------------------------------------------


def test_the_whole_queue_is_gone_through(queue: Runner, tmp_path: Path) -> None:
    done = walk(queue, "s", *DISPUTED, "r", "c\n", "Seen.\n", "\n", "\n", "y\n", "o\n",
                "The list was seen.\n", "y\n")  # fmt: skip
    assert done.exit_code == 0
    assert pages(done) == ["beaten", "taken", "held"]
    assert done.stdout == "taken\nheld\n"
    assert "Recorded 2 reviews. That was the last claim in the queue." in done.stderr
    (review,) = shown(queue, "taken")["reviews"]
    told = [review[name] for name in ("status", "because", "credibility", "standard", "reviewer")]
    assert told == ["disputed", "Two accounts differ.", 3, None, ANNA]
    assert shown(queue, "held")["reviews"][0]["override"] == "The list was seen."
    assert kept(tmp_path) == []
    assert pages(walk(queue)) == ["beaten"]


def test_a_page_shows_all_that_is_known(queue: Runner) -> None:
    queue("claim", "add", "They were not held.", "--kind", "denial", "--speaker", "Police",
          "--key", "denied", "--cite", "talk")  # fmt: skip
    queue("claim", "cite", "held", "outlet", "--quote", "about 75", "--unanchored")
    queue("claim", "note", "held", "Ask the court.")
    queue("claim", "reply", "held", "--party", "Police", "--outcome", "declined")
    queue("review", "record", "held", "--status", "in-review", "--because", "Begun.", author=BORIS)
    queue("review", "assign", "held", BORIS)
    done = walk(queue, "s", "s", "q")
    page = " ".join(done.stderr.rpartition("held  (number")[2].split())
    for told in (
        "in-review, held by Boris Editor) claim 3 of 4 in the queue 75 people were held.",
        "Number: “75 people”",
        "Against Police",
        "In-review: Boris Editor is checking it",
        "1. supports talk, para. 1 (anchored)",
        "It began. They held [[75 people]] in May.",
        "2. supports outlet (no capture) “about 75”",
        "2 citations, 1 origin: ",
        "talk supports; voice: Igor K. └─ outlet supports",
        "What those accused say Police: They were not held. (denied, talk)",
        "The policy still asks to be corroborated It needs 2 independent origins",
        "1 review",
        "in-review Boris Editor Begun.",
        "Right of reply Police declined to answer. (Anna Reporter)",
        "1 note",
        "Ask the court.",
    ):
        assert told in page, told


def test_back_and_help_and_keys_that_mean_nothing(queue: Runner) -> None:
    done = walk(queue, "b", "s", "b", "x", "?", "h", "\n", "Q")
    assert pages(done) == ["beaten", "beaten", "taken", *["beaten"] * 5]
    assert "This is the first claim." in done.stderr
    assert "“x” is no key here; ? tells about them." in done.stderr
    assert done.stderr.count("o  open the source: what was captured of it") == 2
    assert done.exit_code == 0


def test_what_another_person_has_judged_meanwhile_is_passed_by(
    queue: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressed = iter("sq")

    def key() -> str:
        queue("review", "record", "taken", "--status", "refuted", "--because", "x", author=BORIS)
        return next(pressed)

    monkeypatch.setattr(screen, "key", key)
    assert pages(walk(queue)) == ["beaten", "held"]


def test_only_what_is_mine(queue: Runner) -> None:
    assert walk(queue, mine=True).stderr == (
        "Nothing that waits for a review is assigned to you.\n"
    )
    queue("review", "assign", "held", BORIS)
    assert pages(walk(queue, "s", mine=True, author="boris editor")) == ["held"]


def test_nothing_waits(case: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "on_terminal", lambda: True)
    done = walk(case)
    assert (done.stdout, done.stderr, done.exit_code) == ("", "Nothing waits for a review.\n", 0)


# --- notes and sources --------------------------------------------------------------------------


def test_a_note_is_kept(queue: Runner) -> None:
    done = walk(queue, "n", "Ask the court.\n", "n", "\n", "/c\n", "q")
    assert "The note is kept." in done.stderr
    assert "It cannot be left out." in done.stderr
    assert done.stderr.count("Nothing was recorded.") == 1
    (note,) = shown(queue, "beaten")["notes"]
    assert (note["text"], note["created_by"]) == ("Ask the court.", ANNA)
    assert pages(done) == ["beaten"] * 3


def test_the_source_is_opened_at_the_passage(queue: Runner) -> None:
    done = walk(queue, "o", "s", "s", "o", "x", "q")
    assert "No source is cited." in done.stderr
    opened = done.stderr.rpartition("talk, para. 1\n")[2]
    assert "They held [75 people](held) in May." in " ".join(opened.split())
    assert "Link:\nhttps://example.org/talk#:~:text=" in opened
    assert "Archived: https://archive.example.org/talk" in opened
    assert "Any key goes back to the claim." in opened


def test_one_of_several_sources_is_opened(queue: Runner) -> None:
    queue("claim", "cite", "held", "outlet", "--quote", "about 75")
    done = walk(queue, "s", "s", "o", "3\n", "o", "²\n", "o", "2\n", "x", "q")
    assert "Which of its citations, 1 to 2?" in done.stderr
    assert "There is no citation “3” here." in done.stderr
    assert "There is no citation “²” here." in done.stderr
    opened = done.stderr.rpartition("No text was captured of it.")[2]
    assert "The quote has no place in it: “about 75”" in opened


# --- recording ----------------------------------------------------------------------------------


def test_a_refusal_lists_what_is_missing_and_keeps_what_was_typed(queue: Runner) -> None:
    done = walk(queue, "s", "s", "r", "v\n", "Two witnesses.\n", "\n", "2\n", "y\n", "o\n",
                "Both were heard.\n", "y\n")  # fmt: skip
    refusal = done.stderr.partition("Of held it asks more:")[2]
    for missing in (
        "It needs 2 independent origins that support it, and has 1: ",
        "It needs a standard of proof.",
    ):
        assert missing in " ".join(refusal.split())
    before, after = done.stderr.split("Of held it asks more:")
    assert "[o]verride" not in before
    assert "[o]verride the policy" in after
    assert "Because: Two witnesses." in after
    (review,) = shown(queue, "held")["reviews"]
    assert (review["status"], review["because"]) == ("verified", "Two witnesses.")
    assert review["override"] == "Both were heard."


def test_a_refused_status_can_be_changed(queue: Runner) -> None:
    walk(queue, "r", "v\n", "Seen.\n", "\n", "\n", "y\n", "e status\n", "refuted\n", "reas\n",
         "reasonable-grounds\n", "2\n", "y\n", "q")  # fmt: skip
    (review,) = shown(queue, "beaten")["reviews"]
    told = [review[name] for name in ("status", "standard", "credibility")]
    assert told == ["refuted", "reasonable-grounds", 2]


def test_what_is_asked_depends_on_the_status(queue: Runner) -> None:
    done = walk(queue, "r", "i\n", "Begun.\n", "y\n", "q")
    assert not {"Standard: ", "Credibility: "} & set(done.stderr.splitlines())
    assert shown(queue, "beaten")["status"] == "in-review"
    done = walk(queue, "b", "r", "unverifia\n", "Nobody knows.\n", "6\n", "y\n", "q")
    assert "Standard:" not in done.stderr
    assert shown(queue, "beaten")["reviews"][1]["credibility"] == 6


def test_mistakes_are_told_and_asked_again(queue: Runner) -> None:
    done = walk(queue, "r", "\n", "unverif\n", "maybe\n", "d\n", "\n", " \n", "Two.\n", "9\n",
                "3\n", "y\n", "q")  # fmt: skip
    assert done.stderr.count("It cannot be left out.") == 3
    assert "Error: “unverif” is not a status." in done.stderr
    assert "Error: “maybe” is not a status." in done.stderr
    assert "Error: “9” is not a credibility grade." in done.stderr
    assert shown(queue, "beaten")["reviews"][0]["because"] == "Two."


def test_a_review_can_be_given_up(queue: Runner, tmp_path: Path) -> None:
    done = walk(queue, "r", "d\n", "Not so.\n", "/c\n", "no\n", "3\n", "c\n", "y\n", "s", "q")
    assert (done.stdout, done.exit_code) == ("", 0)
    assert "Nothing was recorded." in done.stderr
    assert shown(queue, "beaten")["reviews"] == []
    assert "Not so." not in kept(tmp_path)[0].read_text()


def test_a_claim_that_changed_while_it_was_read_is_shown_again(
    queue: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = screen.ask

    def meanwhile(prompt: str, **given: Any) -> str:
        if prompt.startswith("Because"):
            queue("claim", "edit", "beaten", "--text", "They were beaten badly.", author=BORIS)
        return ask(prompt, **given)

    monkeypatch.setattr(screen, "ask", meanwhile)
    done = walk(queue, *DISPUTED, "y\n", "q")
    before, after = done.stderr.split("was changed while you were reading it.")
    assert before.count("They were beaten badly.") == 1
    assert "Because: Two accounts differ." in after or "Because: Two accounts differ." in before
    assert done.stdout == "beaten\n"
    (review,) = shown(queue, "beaten")["reviews"]
    assert (review["status"], review["lapsed"]) == ("disputed", False)


def test_another_writer_holds_the_case(
    queue: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)
    ask = screen.ask
    with closing(sqlite3.connect(tmp_path / "case.db", isolation_level=None)) as other:

        def meanwhile(prompt: str, **given: Any) -> str:
            if prompt.startswith("[y]es, record it"):
                other.execute("ROLLBACK" if other.in_transaction else "BEGIN IMMEDIATE")
            return ask(prompt, **given)

        monkeypatch.setattr(screen, "ask", meanwhile)
        done = walk(queue, *DISPUTED, "y\n", "q")
    before, after = done.stderr.split("is being changed by another program")
    assert "Because: Two accounts differ." in before
    assert "Recorded your review of beaten." in after
    assert done.stdout == "beaten\n"
    assert len(shown(queue, "beaten")["reviews"]) == 1


# --- stopping and going on ----------------------------------------------------------------------


def test_it_goes_on_where_it_stopped(queue: Runner, tmp_path: Path) -> None:
    done = walk(queue, "s", "q")
    assert "Stopped at taken, claim 2 of 3 in the queue." in done.stderr
    (file,) = kept(tmp_path)
    assert file.stat().st_mode & 0o777 == 0o600
    assert pages(walk(queue, author="anna  REPORTER")) == ["taken"]
    assert pages(walk(queue, author=BORIS)) == ["beaten"]
    queue("review", "record", "taken", "--status", "refuted", "--because", "x", author=BORIS)
    assert pages(walk(queue, "b", "q")) == ["held", "beaten"]
    assert [file.name for file in kept(tmp_path)] != [file.name]


@pytest.mark.parametrize("count", range(1, len(DISPUTED)))
def test_wherever_the_input_ends_nothing_is_lost(count: int, queue: Runner) -> None:
    done = walk(queue, *DISPUTED[:count])
    assert done.exit_code == (1 if count > 1 else 0)
    assert done.stdout == ""
    if count > 1:
        assert "Error: What was being typed about beaten is not recorded yet" in done.stderr
        assert "“factcheck review next” offers it again." in done.stderr
        resumed = walk(queue, "\n", *DISPUTED[count:], "q")
        assert "The last time, a review was being typed here:" in resumed.stderr
        assert "Status: disputed" in resumed.stderr
        assert resumed.stdout == "beaten\n"
        assert shown(queue, "beaten")["reviews"][0]["because"] == "Two accounts differ."
        assert "The last time" not in walk(queue, "q").stderr


def test_stopping_on_purpose_keeps_what_was_typed(queue: Runner, tmp_path: Path) -> None:
    done = walk(queue, "n", "/q\n")
    assert (done.exit_code, "What was being typed is kept." in done.stderr) == (0, True)
    done = walk(queue, "r", "d\n", "Half a reason\n", "/q\n")
    assert done.exit_code == 0
    done = walk(queue, "what?\n", "d\n", "q")
    assert "Because: Half a reason" in done.stderr
    assert kept(tmp_path) == []
    assert shown(queue, "beaten")["reviews"] == []


def test_what_is_typed_of_a_claim_that_waits_no_longer_is_offered(queue: Runner) -> None:
    walk(queue, "r", "d\n", "Half a reason\n")
    queue("review", "record", "beaten", "--status", "refuted", "--because", "x", author=BORIS)
    done = walk(queue, "\n", "3\n", "y\n", "q")
    assert done.stdout == "beaten\n"
    assert pages(done) == ["taken"]
    assert shown(queue, "beaten")["status"] == "in-review"


@pytest.mark.parametrize(
    ("typed", "thing"), [(DISPUTED, "review"), (("n", "Ask the court.\n"), "note")]
)
def test_what_was_kept_before_the_end_is_not_offered(
    typed: tuple[str, ...], thing: str, queue: Runner, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """The program may die between keeping something and forgetting the draft."""
    keep, last = ReviewNotebook.keep, bytearray()

    def copied(notebook: ReviewNotebook) -> None:
        keep(notebook)
        if notebook.draft is not None and not notebook.draft.is_empty:
            last[:] = notebook.file.read_bytes()

    monkeypatch.setattr(ReviewNotebook, "keep", copied)
    walk(queue, *typed, "s", "q")
    (file,) = kept(tmp_path)
    file.write_bytes(bytes(last))
    done = walk(queue, "q")
    assert f"The {thing} of beaten that you typed last was kept." in done.stderr
    found = shown(queue, "beaten")
    assert len(found["reviews"]) + len(found["notes"]) == 1


def test_text_that_was_typed_for_a_claim_that_is_not_there_is_kept(
    queue: Runner, tmp_path: Path
) -> None:
    walk(queue, "r", "d\n", "Half a reason\n")
    (file,) = kept(tmp_path)
    file.write_text(file.read_text().replace('"claim":"beaten"', '"claim":"beheld"'))
    done = walk(queue, "y\n")
    assert "There is no claim “beheld”." in done.stderr
    assert "Because: Half a reason" in done.stderr
    assert "Half a reason" in file.read_text()
    assert pages(walk(queue, "d\n", "q")) == ["beaten"]
    assert "Half a reason" not in "".join(file.read_text() for file in kept(tmp_path))


def test_a_damaged_file_is_told_and_left(queue: Runner, tmp_path: Path) -> None:
    walk(queue, "s", "q")
    (file,) = kept(tmp_path)
    file.write_text('{"at":"x"}')
    assert "cannot be read" in walk(queue, "q").refusal()
    assert file.read_text() == '{"at":"x"}'


# --- refusals -----------------------------------------------------------------------------------


def test_without_a_terminal_it_is_refused_in_a_sentence(case: Runner) -> None:
    done = walk(case, "q")
    assert done.refusal(2) == "There is no terminal to review claims on."
    assert "factcheck review queue" in done.stderr


def test_nobody_reviews_without_a_name(queue: Runner) -> None:
    assert walk(queue, "q", author=None).refusal(2) == "It is not known who is working."
    assert walk(queue, "q", author=" ").refusal() == "The name to sign with is empty."


def test_what_is_in_the_case_cannot_act_on_the_terminal(queue: Runner) -> None:
    queue("claim", "note", "beaten", "Note \x1b]8;;http://evil\x07 \u202e.")
    queue("claim", "reply", "beaten", "--party", "P\x9b2J", "--outcome", "answered", "--text",
          "\x1b[2J")  # fmt: skip
    queue("review", "assign", "beaten", "Boris \x1b[1m")
    done = walk(queue, "r", "d\n", "\x1b[5m Because.\n", "3\n", "y\n", "b", "q")
    assert not HARMFUL.search(done.stderr)
    assert "They were \\x1b[31mbeaten." in done.stderr


@pytest.mark.parametrize("columns", ["60", "200"])
def test_every_line_fits(columns: str, queue: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    queue("claim", "note", "held", "word " * 60)
    done = walk(queue, "?", "s", "s", "o", "x", "q")
    shown = done.stderr.rpartition("Recorded 0 reviews.")[0].splitlines()
    assert shown
    assert max(map(len, shown)) <= min(int(columns), 79)
