"""Quotes on the command line: shown where they stand, refused where they do not."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.commands.test_claim import shown
from tests.support.commandline import Result, Runner

TALK = """A talk

It was long.

He spoke of 27 men who were held in Argun, and thirty who had fled to other towns by then.

Nobody was ever asked. They said so twice: nobody was ever heard.
"""


@pytest.fixture
def talk(case: Runner, tmp_path: Path) -> Runner:
    """A case with a captured source, and a claim."""
    file = tmp_path / "talk.txt"
    file.write_text(TALK)
    url = ("--url", "https://example.org/talk", "--archive-url", "https://archive.org/talk")
    assert case("source", "add", "talk", "--kind", "interview", "--title", "T", *url).exit_code == 0
    assert case("source", "capture", "talk", file).exit_code == 0
    assert case("claim", "add", "A raid.", "--kind", "event", "--key", "raid").exit_code == 0
    return case


def cite(case: Runner, quote: str, *options: str) -> Result:
    return case("claim", "cite", "raid", "talk", "--quote", quote, *options)


def citations(case: Runner) -> list[dict[str, Any]]:
    found = shown(case, "raid")["citations"]
    assert isinstance(found, list)
    return found


def test_the_passage_is_shown_with_the_quote_marked(talk: Runner) -> None:
    done = talk("claim", "add", "27 were held.", "--kind", "number", "--number", "27 men",
                "--key", "held", "--cite", "talk", "--quote", "27 men")  # fmt: skip
    key, place, *passage = done.stdout.splitlines()
    digits = shown(talk, "held")["citations"][0]["capture"][:12]  # type: ignore[index]
    assert (key, place) == ("held", f"  Anchored in para. 2, capture {digits}")
    assert " ".join(" ".join(passage).split()) == (
        "He spoke of [27 men] who were held in Argun, and thirty who had fled to other towns by "
        "then."
    )
    assert "Note:" not in done.stderr
    printed = cite(talk, "thirty", "--json")
    assert json.loads(printed.stdout)["citations"][0]["quote_check"] == "anchored"
    assert printed.stdout.count("\n") == 1


@pytest.mark.parametrize("quote", ["29 men", "He spoke of 29 men who were held in Argun"])
def test_another_number_is_refused_and_the_nearest_passage_shown(talk: Runner, quote: str) -> None:
    for options in ([], ["--accept-differences"]):
        done = cite(talk, quote, *options)
        told = done.refusal()
        assert told.startswith("The quote does not stand in the captured text of “talk”.")
        assert "27 men" in told
        assert "--unanchored" in done.stderr
    assert citations(talk) == []
    logged = cite(talk, quote, "--unanchored")
    assert logged.stdout == "raid\n"
    assert "does not stand in what was captured of talk." in logged.stderr
    assert [found["quote_check"] for found in citations(talk)] == ["missing"]
    text = talk("claim", "show", "raid").stdout
    assert "Quote check: missing; it does not stand in the captured text" in text
    assert "In context" not in text


def test_a_proposal_is_taken_when_it_is_accepted(talk: Runner) -> None:
    quote = "27 men who were held at Argun, and thirty who had fled"
    refused = cite(talk, quote)
    assert "The quote has “at” for “in”." in refused.refusal()
    assert "--accept-differences" in refused.stderr
    done = cite(talk, quote, "--accept-differences")
    assert "Differs in para. 2" in done.stdout
    assert "The quote has “at” for “in”." in done.stdout
    flowing = " ".join(talk("claim", "show", "raid").stdout.split())
    assert f"“{quote}”" in flowing
    assert "[27 men who were held in Argun, and thirty who had fled] to other towns" in flowing
    assert "Quote check: differs; a passage that says the same" in flowing


def test_several_places_are_listed_and_one_is_asked_for(talk: Runner) -> None:
    told = cite(talk, "was ever").refusal()
    assert "stands 2 times" in told
    assert "Nobody [was ever] asked" in told
    assert "--locator" in cite(talk, "was ever").stderr


def test_a_locator_that_names_another_place_is_noted(talk: Runner) -> None:
    done = cite(talk, "27 men", "--locator", "para. 1")
    assert "The passage stands in para. 2, and the locator says “para. 1”." in done.stderr
    assert citations(talk)[0]["locator"] == "para. 1"
    assert "Note" not in cite(talk, "thirty", "--locator", "para. 2").stderr


def test_a_number_that_no_quote_says_is_noted(talk: Runner) -> None:
    note = "No quote that stands in a capture says “{}”."
    done = talk("claim", "edit", "raid", "--number", "30 people")
    assert "No quote" not in done.stderr
    assert note.format("30 people") in cite(talk, "27 men").stderr
    assert "No quote" not in cite(talk, "thirty who had fled").stderr
    done = talk("claim", "edit", "raid", "--number", "29 men")
    assert note.format("29 men") in done.stderr


def test_show_and_list_lead_to_the_passage(talk: Runner) -> None:
    cite(talk, "27 men")
    [found] = citations(talk)
    link = "https://example.org/talk#:~:text=He%20spoke%20of-,27%20men,-who%20were%20held"
    assert (found["locator"], found["quote_check"]) == ("para. 2", "anchored")
    assert (found["link"], found["archive_url"]) == (link, "https://archive.org/talk")
    assert len(found["capture"]) == 64
    text = talk("claim", "show", "raid").stdout
    for told in (
        "  supports  talk, para. 2\n      “27 men”\n",
        "      Quote check: anchored; it stands in the captured text word for word\n",
        "      In context: He spoke of [27 men] who were held in Argun, and",
        f"      Link: {link}\n",
        "      Archived: https://archive.org/talk\n",
        f"      Capture: {found['capture'][:12]}\n",
    ):
        assert told in text
    [listed] = json.loads(talk("claim", "list", "--json").stdout)
    assert listed["citations"] == [found]
    sheet = json.loads(talk("export", "-f", "json").stdout)
    assert sheet["claims"][0]["citations"] == [found]
    [row] = csv.DictReader(io.StringIO(talk("export", "-f", "csv").stdout))
    for name in ("quote_check", "link", "archive_url", "capture"):
        assert row[name] == found[name]
    note = talk("export", "-f", "md").stdout
    assert f"stands word for word in the capture {found['capture'][:12]}. <{link}>." in note


# --- in the editor --------------------------------------------------------------------------


def edited(case: Runner, quote: str, *options: str) -> Result:
    text = (
        'text = "A raid."\nkind = "event"\n[[citation]]\nsource = "talk"\nstance = "supports"\n'
        f'locator = "para. 2"\nquote = "{quote}"\n'
    )
    return case("claim", "edit", "raid", "--from", "-", *options, input=text)


def test_a_quote_that_is_edited_is_checked_again(talk: Runner) -> None:
    cite(talk, "27 men")
    assert edited(talk, "thirty who had fled").exit_code == 0
    assert citations(talk)[0]["quote_check"] == "anchored"
    assert "29 men" not in edited(talk, "29 men").stdout
    assert "does not stand" in edited(talk, "29 men").refusal()
    assert citations(talk)[0]["quote"] == "thirty who had fled"
    done = edited(talk, "29 men", "--unanchored")
    assert "“29 men” does not stand" in done.stderr
    [found] = citations(talk)
    assert (found["quote"], found["quote_check"]) == ("29 men", "missing")
    assert edited(talk, "Nobody was ever asked").exit_code == 0
    assert [found["quote_check"] for found in citations(talk)] == ["anchored"]


# --- imported and counted -------------------------------------------------------------------


def test_imported_quotes_are_found_and_those_that_are_not_are_counted(talk: Runner) -> None:
    sheet = (
        "key,text,kind,source,quote\n"
        "a,One.,event,talk,27 men\nb,Two.,event,talk,29 men\nc,Three.,event,talk,\n"
    )
    done = talk("import", "-f", "csv", "-", input=sheet)
    assert done.stdout == "3 new claims; 3 new citations; 0 rows known already.\n"
    assert "1 new quote does not stand in the captured text of the source." in done.stderr
    again = talk("import", "-f", "csv", "-", input=sheet)
    assert again.stdout == "0 new claims; 0 new citations; 3 rows known already.\n"
    assert "not stand" not in again.stderr
    found = talk("status").stdout
    assert "\nQuotes by check\n  anchored  1\n  missing   1\n" in found
    assert json.loads(talk("status", "--json").stdout)["by_quote_check"] == {
        "anchored": 1,
        "missing": 1,
    }
