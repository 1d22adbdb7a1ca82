"""``factcheck log``: working through a captured source, driven from a pipe."""

import json
from pathlib import Path
from typing import Any

import pytest

from factcheck.cli.main import cli
from factcheck.domain.printable import HARMFUL
from tests.cli.conftest import Prepare
from tests.support.commandline import Result, Runner

PAGE = """\
The interview

He spoke of \x1b[31mred\u202e things.

“We are in touch with some 75 people,” he said. “We help 30 of them, 30 of us.”

Police beat them.

The end.
"""


@pytest.fixture
def interview(case: Runner, prepare: Prepare, tmp_path: Path) -> Runner:
    """A case with a captured interview, and a measure."""
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")

    def commands() -> None:
        talk = ("talk", "--kind", "interview", "--title", "A talk", "--voice", "Igor K.")
        case("source", "add", *talk)
        case("measure", "add", "contacted", "--unit", "people")
        assert case("source", "capture", "talk", "page.txt").exit_code == 0

    prepare("interview", commands)
    return case


def log(case: Runner, *typed: str, place: str | None = None) -> Result:
    start = [] if place is None else ["--from", place]
    return case("log", "talk", *start, input="".join(f"{line}\n" for line in typed))


def claims(case: Runner) -> Any:
    return json.loads(case("claim", "list", "--json").stdout)


def notes(tmp_path: Path) -> list[Path]:
    return list(tmp_path.glob(".factcheck-log-*"))


def pages(done: Result) -> list[str]:
    """The lines that say where each page stands."""
    return [line for line in done.stderr.splitlines() if ", passage " in line]


NUMBER = ("About 75 people are in touch.", "n", "", "conta", "2017-05", "Contacts; help", "")
"""Answers: the claim, its kind, the number proposed, measure, date, tags, the speaker proposed."""

EVENT = ("It happened.", "e", "", "", "", "")


# --- logging ----------------------------------------------------------------------------------


def test_a_claim_is_logged_from_the_words_that_were_picked(interview: Runner) -> None:
    done = log(interview, "l", "some … people", *NUMBER, "y", "q", place="para. 2")
    assert done.exit_code == 0
    (claim,) = claims(interview)
    assert done.stdout == f"{claim['key']}\n"
    assert {name: claim[name] for name in ("text", "kind", "as_of", "speaker", "tags")} == {
        "text": "About 75 people are in touch.",
        "kind": "number",
        "as_of": "2017-05",
        "speaker": "Igor K.",
        "tags": ["contacts", "help"],
    }
    quantity, (citation,) = claim["quantity"], claim["citations"]
    assert (quantity["as_stated"], quantity["measure"]) == ("some 75 people", "contacted")
    assert {name: citation[name] for name in ("source", "quote", "locator", "quote_check")} == {
        "source": "talk",
        "quote": "some 75 people",
        "locator": "para. 2",
        "quote_check": "anchored",
    }
    assert "in touch with [[some 75 people]],” he said." in done.stderr
    assert "Read “some 75 people” as: about 75 people." in done.stderr
    assert "Read “2017-05” as: May 2017." in done.stderr
    assert f"Logged {claim['key']}." in done.stderr
    assert "Logged 1 claim. Stopped at para. 2, passage 3 of 5." in done.stderr


def test_the_whole_passage_can_be_quoted(interview: Runner) -> None:
    done = log(interview, "l", "", *EVENT, "y", "q", place="3")
    assert done.exit_code == 0
    assert claims(interview)[0]["citations"][0]["quote"] == "Police beat them."


def test_several_claims_from_one_passage(interview: Runner) -> None:
    done = log(
        interview, "l some 75 people", *NUMBER, "y", "log we help … them", "Help is given.", "s",
        "", "", "", "Anna", "y", "q", place="2",
    )  # fmt: skip
    assert len(done.stdout.splitlines()) == 2
    newest, first = claims(interview)
    assert [newest["citations"][0]["quote"], newest["speaker"]] == ["We help 30 of them", "Anna"]
    assert "New party: Anna." in done.stderr
    assert f"Quoted already by {first['key']}, {newest['key']}." in done.stderr
    assert "Logged 2 claims." in done.stderr


def test_the_act_is_asked_for_abuse_only(interview: Runner) -> None:
    log(interview, "l", "", "They were beaten.", "abuse", "bea", "", "", "", "-", "y", "q",
        place="3")  # fmt: skip
    (claim,) = claims(interview)
    assert (claim["kind"], claim["act"], claim["speaker"]) == ("abuse", "beating", None)
    assert "Act:" not in log(interview, "l", "", *EVENT, "y", "q").stderr


def test_a_mistake_asks_again_with_the_reason(interview: Runner) -> None:
    done = log(
        interview, "l", "eighty people", "people", "", "", "75 people.", "maybe", "number",
        "75 or 80 or so of them", "75 people", "evacuated", "", "last May", "2017", "", "", "y",
        "q", place="2",
    )  # fmt: skip
    assert done.exit_code == 0
    for told in (
        "Error: “eighty people” does not stand in this passage.",
        "It cannot be left out.",
        "Error: “maybe” is not a kind of claim.",
        "Error: “75 or 80 or so of them” is not read as a quantity",
        "Error: There is no measure “evacuated”.",
        "Error: “last May” is not read as a date",
    ):
        assert told in done.stderr
    (claim,) = claims(interview)
    assert claim["citations"][0]["quote"] == "people"
    assert claim["quantity"]["as_stated"] == "75 people"


def test_words_that_stand_there_twice_are_refused_at_once(interview: Runner) -> None:
    done = log(interview, "l 30 of", "30 of us", *EVENT, "y", "q", place="2")
    assert "Error: “30 of” stands 2 times in this passage." in done.stderr
    assert claims(interview)[0]["citations"][0]["quote"] == "30 of us"


def test_a_number_that_the_quote_does_not_contain_is_noted(interview: Runner) -> None:
    done = log(interview, "l some 75 people", "C.", "n", "30", "", "", "", "", "c", "y", "q",
               place="2")  # fmt: skip
    assert "Note: the quote does not contain this number." in done.stderr
    done = log(interview, "l", "", "C.", "n", "-", "", "", "", "c", "y", "q", place="3")
    assert "Note: no number was given." in done.stderr


def test_going_back_a_question(interview: Runner) -> None:
    log(interview, "l", "", "A typo.", "/b", "No typo.", "e", "", "", "", "", "y", "q", place="3")
    assert claims(interview)[0]["text"] == "No typo."


def test_every_field_can_be_edited(interview: Runner) -> None:
    log(
        interview, "l", "", *EVENT, "e claim", "They were beaten.", "e", "nonsense", "kind", "a",
        "bea", "e against", "Police", "e happened", "2017-03", "e place", "Argun", "e number",
        "30 men", "e counted", "est", "e stance", "conf", "e translation", "Их били.", "e quote",
        "Police", "e", "", "y", "q", place="3",
    )  # fmt: skip
    (claim,) = claims(interview)
    (citation,) = claim["citations"]
    told = [claim[name] for name in ("text", "kind", "act", "against", "happened", "place")]
    assert told == ["They were beaten.", "abuse", "beating", "Police", "2017-03", "Argun"]
    assert (claim["quantity"]["value"], claim["quantity"]["method"]) == (30, "estimate")
    told = [citation[name] for name in ("stance", "translation", "quote")]
    assert told == ["confirms", "Их били.", "Police"]


def test_what_belongs_to_a_field_goes_with_it(interview: Runner) -> None:
    log(interview, "l some 75 people", *NUMBER, "e counted", "count", "e number", "-", "y", "q",
        place="2")  # fmt: skip
    assert claims(interview)[0]["quantity"] is None
    log(interview, "l", "", "Beaten.", "a", "bea", "", "", "", "", "e kind", "e", "y", "q",
        place="3")  # fmt: skip
    assert (claims(interview)[0]["kind"], claims(interview)[0]["act"]) == ("event", None)


def test_a_claim_can_be_given_up(interview: Runner, tmp_path: Path) -> None:
    done = log(interview, "l", "/c", "l", "", "Text.", "/c", "no", "e", "", "", "", "", "c", "y",
               "q", place="3")  # fmt: skip
    assert (done.stdout, done.exit_code) == ("", 0)
    assert done.stderr.count("Nothing was logged.") == 2
    assert claims(interview) == []
    assert "Text." not in notes(tmp_path)[0].read_text()


def test_a_refusal_of_the_case_changes_nothing_typed(interview: Runner) -> None:
    interview("party", "add", "Same Name", "--key", "one")
    interview("party", "add", "Same Name", "--key", "two")
    done = log(interview, "l", "", "C.", "e", "", "", "", "Same Name", "y", "e speaker", "one",
               "y", "q", place="3")  # fmt: skip
    assert "Error: “Same Name” is the name of several parties" in done.stderr
    assert [claim["text"] for claim in claims(interview)] == ["C."]


def test_a_claim_in_the_same_words_is_told(interview: Runner) -> None:
    log(interview, "l", "", *EVENT, "y", "q", place="3")
    (first,) = claims(interview)
    done = log(interview, "l the", *EVENT, "y", "q", place="4")
    assert f"{first['key']} says the same" in done.stderr


# --- reading ----------------------------------------------------------------------------------


def test_moving_through_the_text(interview: Runner) -> None:
    done = log(interview, "", "n", "next", "N", "n", "b", "back", "g 1", "g", "title", "b", "q")
    assert [line.split(",")[0] for line in pages(done)[:-1]] == [
        "title", "para. 1", "para. 2", "para. 3", "para. 4", "para. 4", "para. 3", "para. 2",
        "para. 1", "title", "title",
    ]  # fmt: skip
    assert "This is the last passage; q stops." not in done.stderr.split("para. 4", 1)[0]
    assert done.stderr.count("This is the first passage.") == 1


def test_going_where_nothing_is(interview: Runner) -> None:
    done = log(interview, "g 9", "q")
    assert "There is no place “9” in the captured text of “talk”." in done.stderr
    assert done.exit_code == 0


def test_skipping(interview: Runner) -> None:
    done = log(interview, "s POLICE  beat", "s nothing", "b", "l", "", *EVENT, "y", "g title",
               "s", "", "s", "", "s", "", "s", "", "q")  # fmt: skip
    assert [line.split(",")[0] for line in pages(done)[1:-1]] == [
        "para. 3", "para. 3", "para. 2", "para. 2", "title", "para. 1", "para. 3", "para. 4",
        "para. 4",
    ]  # fmt: skip
    assert "“nothing” does not stand further on." in done.stderr
    assert done.stderr.count("Everything is quoted further on.") == 1


def test_an_unknown_key_and_the_help(interview: Runner) -> None:
    done = log(interview, "zzz", "?", "q")
    assert "“zzz” is no key here; ? tells about them." in done.stderr
    assert "l  log a claim from this passage" in done.stderr


def test_what_was_captured_cannot_act_on_the_terminal(interview: Runner) -> None:
    done = log(interview, "l things", "A \x1b[2J text.", "e", "", "", "", "", "y", "q", place="1")
    assert not HARMFUL.search(done.stderr)
    assert "red\\u202e [[things]]." in done.stderr
    assert done.exit_code == 0


@pytest.mark.parametrize("columns", ["60", "200"])
def test_every_line_fits(columns: str, interview: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    done = log(interview, "?", "l", "some 75 people", *NUMBER, "y", "q", place="2")
    shown = done.stderr.rpartition("Logged 1 claim. Stopped")[0].splitlines()
    assert shown
    assert max(map(len, shown)) <= min(int(columns), 79)


# --- stopping and going on --------------------------------------------------------------------


def test_it_goes_on_where_it_stopped(interview: Runner, tmp_path: Path) -> None:
    log(interview, "n", "n", "q")
    (file,) = notes(tmp_path)
    assert file.stat().st_mode & 0o777 == 0o600
    assert pages(log(interview, "q"))[0] == "para. 2, passage 3 of 5"
    assert pages(log(interview, "q", place="para. 1"))[0] == "para. 1, passage 2 of 5"
    assert pages(log(interview))[0] == "para. 1, passage 2 of 5"
    log(interview, "b", "q")
    assert notes(tmp_path) == []


def test_each_person_has_a_place(interview: Runner) -> None:
    log(interview, "n", "n", "q")
    assert pages(interview("log", "talk", input="q\n", author="Boris"))[0].startswith("title")


def test_the_place_is_found_in_a_new_capture(interview: Runner, tmp_path: Path) -> None:
    log(interview, "n", "n", "l", "/q")
    (tmp_path / "page.txt").write_text(f"Preface\n\n{PAGE}".replace("30 of us", "all"))
    interview("source", "capture", "talk", "page.txt")
    assert pages(log(interview, "q"))[0].startswith("para. 2, ")


@pytest.mark.parametrize("count", range(1, 10))
def test_wherever_the_input_ends_nothing_is_lost(count: int, interview: Runner) -> None:
    answers = ("l", "some 75 people", *NUMBER)
    done = log(interview, *answers[:count], place="2")
    assert done.exit_code == (1 if count > 1 else 0)
    if count > 1:
        assert "Error: The claim that was being typed is not logged yet" in done.stderr
        assert "“factcheck log talk” offers it again." in done.stderr
        resumed = log(interview, "y", *answers[count:], "y", "q")
        assert "The last time, a claim was being typed here:" in resumed.stderr
        assert "Quote: some 75 people" in resumed.stderr
        (claim,) = claims(interview)
        assert claim["quantity"]["as_stated"] == "some 75 people"
        assert claim["tags"] == ["contacts", "help"]
        assert "The last time" not in log(interview, "q").stderr


def test_stopping_on_purpose_keeps_what_was_typed(interview: Runner, tmp_path: Path) -> None:
    done = log(interview, "l", "", "A claim of mine.", "/q", place="title")
    assert done.exit_code == 0
    assert "The claim that was being typed is kept." in done.stderr
    done = log(interview, "what?", "d", "q")
    assert "Claim: A claim of mine." in done.stderr
    assert notes(tmp_path) == []


def test_words_that_were_not_found_are_kept_too(interview: Runner) -> None:
    log(interview, "l not there", place="2")
    assert "Quote: not there" in log(interview, "d", "q").stderr


def test_a_quote_is_picked_anew_in_a_text_that_changed(interview: Runner, tmp_path: Path) -> None:
    log(interview, "l", "some 75 people", "A claim.", place="2")
    (tmp_path / "page.txt").write_text(PAGE.replace("some 75", "some 57"))
    interview("source", "capture", "talk", "page.txt")
    done = log(interview, "y", "some 57 people", "e", "", "", "", "", "y", "q")
    assert done.exit_code == 0
    (claim,) = claims(interview)
    assert (claim["text"], claim["citations"][0]["quote"]) == ("A claim.", "some 57 people")


def test_a_claim_that_was_logged_before_the_end_is_not_offered(
    interview: Runner, tmp_path: Path
) -> None:
    """The program may die between keeping the claim and forgetting the draft."""
    log(interview, "l", "", *EVENT, place="3")
    (file,) = notes(tmp_path)
    left = file.read_bytes()
    log(interview, "y", "y", "q")
    file.write_bytes(left)
    done = log(interview, "q")
    (claim,) = claims(interview)
    assert f"What you typed last was logged as {claim['key']}." in done.stderr


# --- refusals ---------------------------------------------------------------------------------


def test_a_source_that_was_not_captured_is_refused(case: Runner) -> None:
    case("source", "add", "talk", "--kind", "interview", "--title", "A talk")
    done = log(case)
    assert done.refusal() == "The source “talk” has no captured text."
    assert "factcheck source capture talk FILE" in done.stderr


def test_an_unknown_source_or_place_is_refused(interview: Runner) -> None:
    assert interview("log", "walk").refusal() == "There is no source “walk”."
    told = log(interview, place="para. 9").refusal()
    assert told == "There is no place “para. 9” in the captured text of “talk”."


def test_nobody_logs_without_a_name(interview: Runner) -> None:
    assert "who is working" in interview("log", "talk", author=None).refusal(2)


def test_it_is_quiet_where_that_is_asked(interview: Runner) -> None:
    done = interview("--quiet", "log", "talk", input="q\n")
    assert "Stopped at" not in done.stderr
    assert "passage 1 of 5" in done.stderr


def test_it_stands_beside_claim_in_the_help() -> None:
    import click

    names = cli.list_commands(click.Context(cli))
    assert names.index("log") == names.index("claim") + 1
