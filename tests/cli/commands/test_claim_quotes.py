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
    assert found.pop("newer_capture") is None
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


# --- what the newest capture does not have any more -------------------------------------------


def recaptured(case: Runner, words: str, *options: str) -> Result:
    """The page as it is now, captured anew."""
    return case("source", "capture", "talk", "-", *options, input=words.encode())


NOT_IN_NEWEST = "stands in an older capture, and was not found in the newest, "


def test_a_quote_that_the_newest_capture_does_not_have(talk: Runner) -> None:
    cite(talk, "27 men")
    assert NOT_IN_NEWEST not in talk("source", "captures", "talk").stderr
    done = recaptured(talk, "He spoke of nobody.")
    digest = done.stdout.strip()
    told = f"Note: The quote of raid {NOT_IN_NEWEST}{digest[:12]}: “27 men”.\n"
    assert told in done.stderr
    assert "stand in one of its captures: 1 of 1." in done.stderr
    assert told in talk("source", "captures", "talk").stderr
    assert told in talk("source", "captures", "talk", "--json").stderr
    assert told in talk("source", "show", "talk", "--text").stderr
    [quote] = json.loads(talk("source", "show", "talk", "--text", "--json").stdout)["all_quotes"]
    assert quote["newer_capture"] == digest
    shows = talk("claim", "show", "raid").stdout
    assert f"It stands in an older capture only, not in the newest, {digest[:12]}." in shows
    [found] = citations(talk)
    assert (found["quote_check"], found["newer_capture"]) == ("anchored", digest)
    assert "1 quote that stands in an older capture, not in the newest" in talk("status").stdout
    assert json.loads(talk("status", "--json").stdout)["outdated"] == 1
    assert talk("audit").exit_code == 0, "the page did say so"


def test_the_newest_is_the_one_that_was_got_last(talk: Runner) -> None:
    """An older page, kept after the newer one, changes nothing; the page as it was does."""
    cite(talk, "27 men")
    done = recaptured(talk, "He spoke of nobody.", "--captured-at", "2001-05-18")
    assert NOT_IN_NEWEST not in done.stderr
    assert citations(talk)[0]["newer_capture"] is None
    recaptured(talk, "He spoke of nobody.")
    assert citations(talk)[0]["newer_capture"] is not None
    assert NOT_IN_NEWEST not in recaptured(talk, TALK).stderr
    assert citations(talk)[0]["newer_capture"] is None


def test_a_quote_is_taken_from_an_older_capture_and_that_is_said(talk: Runner) -> None:
    digest = recaptured(talk, "He spoke of nobody.").stdout.strip()
    done = cite(talk, "27 men")
    assert f"Note: The passage {NOT_IN_NEWEST}{digest[:12]}.\n" in done.stderr


def test_a_capture_without_a_text_outdates_nothing(talk: Runner, tmp_path: Path) -> None:
    cite(talk, "27 men")
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    assert NOT_IN_NEWEST not in talk("source", "capture", "talk", tmp_path / "a.png").stderr
    assert citations(talk)[0]["newer_capture"] is None


def test_a_locator_that_named_the_place_follows_the_passage(talk: Runner) -> None:
    cite(talk, "27 men")
    recaptured(talk, f"A correction.\n\nIt is long.\n\n{TALK}")
    assert citations(talk)[0]["locator"] == "para. 4"
    assert talk("audit").exit_code == 0


# --- locators that are typed ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("p. 7", "pages"), ("p. 7, para. 2", "pages"), ("00:01:20", "time codes"),
     ("caption 1", "captions")],
)  # fmt: skip
def test_a_locator_of_a_kind_that_the_text_has_not(typed: str, kind: str, talk: Runner) -> None:
    done = cite(talk, "27 men", "--locator", typed)
    assert citations(talk)[0]["locator"] == typed
    assert (
        f"Note: The captured text has no {kind}: “{typed}” cannot be checked. The passage stands "
        "in para. 2.\n"
    ) in done.stderr


def test_a_locator_that_chooses_nothing_is_not_asked_for_again(talk: Runner) -> None:
    recaptured(talk, "He said 27 men.\n\nThen 27 men.\n\nAnd 27 men, and 27 men.")
    done = cite(talk, "27 men", "--locator", "para. 99")
    assert done.exit_code == 1
    assert (
        "The locator “para. 99” is none of these places: give one of theirs, or quote more words."
    ) in done.stderr
    done = cite(talk, "27 men", "--locator", "para. 3")
    assert "The quote stands 2 times in “talk”, para. 3: para. 3: “" in done.stderr
    assert "Quote more words: the locator does not tell them apart." in done.stderr
    assert "say where it stands with --locator." in cite(talk, "27 men").stderr


def test_of_thousands_of_places_some_are_listed(talk: Runner) -> None:
    recaptured(talk, "He said 27 men.\n\n" * 3_000)
    said = cite(talk, "27 men").refusal()
    assert said.startswith("The quote stands 3,000 times in “talk”: para. 1: “")
    assert said.endswith("; and 2,995 more places.")
    assert said.count("[27 men]") == 5


def test_another_citation_of_the_claim_is_not_told_of_again(talk: Runner) -> None:
    assert (
        "does not stand in what was captured" in cite(talk, "No such words", "--unanchored").stderr
    )
    assert "does not stand in what was captured" not in cite(talk, "27 men").stderr
    assert "does not stand in what was captured" in talk(
        "claim", "edit", "raid", "--place", "Argun"
    ).stderr  # fmt: skip
