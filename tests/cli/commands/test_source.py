"""``factcheck source``: works that can be cited, and what each of them relays."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.commandline import Result, Runner


def add(case: Runner, key: str, *options: str) -> Result:
    return case("source", "add", key, "--kind", "report", "--title", f"Title of {key}", *options)


def shown(case: Runner, key: str) -> dict[str, Any]:
    done = case("source", "show", key, "--json")
    assert done.exit_code == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


WHOLE = [
    "--kind", "interview", "--title", "“We must rescue all”", "--author", "Kochetkov, Igor",
    "--author", "Russian LGBT Network", "--interviewer", "Reporter, Anna",
    "--publisher", "Legal Dialogue", "--issued", "2017-04", "--accessed", "2017-05-18",
    "--url", "https://example.org/i", "--archive-url", "https://archive.example.org/i",
    "--language", "en", "--reliability", "B", "--voice", "Igor Kochetkov",
]  # fmt: skip


def test_a_whole_source_is_logged(case: Runner) -> None:
    done = case("source", "add", "interview", *WHOLE)
    assert (done.stdout, done.exit_code) == ("interview\n", 0)
    assert "New party: Igor Kochetkov." in done.stderr
    source = shown(case, "interview")
    csl = source.pop("csl")
    assert source == {
        "key": "interview",
        "kind": "interview",
        "title": "“We must rescue all”",
        "authors": ["Igor Kochetkov", "Russian LGBT Network"],
        "issued": "2017-04",
        "url": "https://example.org/i",
        "language": "en",
        "reliability": "B",
        "voice": "Igor Kochetkov",
        "relays": [],
        "origins": ["interview"],
        "citations": 0,
        "withdrawn": None,
    }
    assert csl["author"] == [
        {"family": "Kochetkov", "given": "Igor"},
        {"literal": "Russian LGBT Network"},
    ]
    assert csl["interviewer"] == [{"family": "Reporter", "given": "Anna"}]


def test_json_prints_the_new_source(case: Runner) -> None:
    assert json.loads(add(case, "wire", "--json").stdout)["key"] == "wire"


def test_relays_may_be_several_and_their_origins_are_shown(case: Runner) -> None:
    add(case, "wire")
    add(case, "talk")
    add(case, "page", "--relays", "wire", "--relays", "talk")
    assert sorted(shown(case, "page")["relays"]) == ["talk", "wire"]
    assert "unclear: it relays several" in case("source", "show", "page").stdout
    add(case, "mirror", "--relays", "wire")
    assert shown(case, "mirror")["origins"] == ["wire"]


def test_a_cycle_is_refused_with_the_way_round(case: Runner) -> None:
    add(case, "wire")
    add(case, "ap", "--relays", "wire")
    add(case, "bbc", "--relays", "ap")
    done = case("source", "edit", "wire", "--relays", "bbc")
    assert (done.stdout, done.exit_code) == ("", 1)
    assert "A source cannot relay itself: wire relays bbc relays ap relays wire." in done.stderr
    assert shown(case, "wire")["relays"] == []
    itself = case("source", "edit", "wire", "--relays", "wire")
    assert "wire relays wire" in itself.stderr


@pytest.mark.parametrize(
    ("options", "told", "code"),
    [
        (["--kind", "gossip"], "'article-newspaper'", 2),
        (["--title", ""], "title is empty", 1),
        (["--issued", "last May"], "2017-05-18", 2),
        (["--accessed", "18.5.2017"], "2017-05-18", 2),
        (["--reliability", "Z"], "'A', 'B', 'C'", 2),
        (["--author", "Family,"], "not read as a name", 2),
        (["--relays", "wrie"], "Did you mean wire?", 1),
        (["--voice", "x" * 501], "501 characters", 1),
        (["--title", "a\0b"], "NUL", 1),
    ],
)
def test_a_wrong_source_is_refused_and_nothing_of_it_is_kept(
    filled: Runner, options: list[str], told: str, code: int
) -> None:
    before = filled("source", "list", "--json").stdout, filled("party", "list", "--json").stdout
    done = add(filled, "new", "--voice", "Somebody New", *options)
    assert (done.stdout, done.exit_code) == ("", code)
    assert told in done.stderr
    after = filled("source", "list", "--json").stdout, filled("party", "list", "--json").stdout
    assert after == before


@pytest.mark.parametrize("missing", ["--kind", "--title"])
def test_a_kind_and_a_title_are_needed(case: Runner, missing: str) -> None:
    options = {"--kind": "report", "--title": "T"}
    del options[missing]
    done = case("source", "add", "wire", *(part for pair in options.items() for part in pair))
    assert (done.stdout, done.exit_code) == ("", 2)
    assert missing in done.stderr


def test_a_key_that_is_taken_is_refused(filled: Runner) -> None:
    for key, holder in (("wire", "another one"), ("denied", "a claim"), ("police", "a party")):
        done = add(filled, key)
        assert done.exit_code == 1
        assert f"belongs to {holder} already" in done.stderr


# --- from CSL-JSON --------------------------------------------------------------------------

RECORD = {
    "id": "doe2017",
    "type": "article-newspaper",
    "title": "Сюжет",
    "author": [{"family": "Doe", "given": "Jane"}],
    "issued": {"date-parts": [[2017, 4]]},
    "DOI": "10.1/x",
}


@pytest.mark.parametrize("wrapped", [RECORD, [RECORD]])
def test_a_csl_record_is_taken_from_a_file_or_standard_input(
    case: Runner, tmp_path: Path, wrapped: object
) -> None:
    file = tmp_path / "record.json"
    file.write_text(json.dumps(wrapped), encoding="utf-8-sig")
    assert case("source", "add", "doe", "--csl", file).exit_code == 0
    piped = case(
        "source", "add", "piped", "--csl", "-", "--issued", "2018", input=json.dumps(wrapped)
    )
    assert piped.exit_code == 0, piped.stderr
    assert shown(case, "doe")["issued"] == "2017-04"
    assert shown(case, "piped")["issued"] == "2018"
    csl = shown(case, "doe")["csl"]
    assert (csl["id"], csl["DOI"]) == ("doe", "10.1/x")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("5", "exactly one CSL-JSON record"),
        ("[]", "exactly one CSL-JSON record"),
        ("[{}, {}]", "exactly one CSL-JSON record"),
        ("{}", "CSL-JSON record"),
        ('{"type": "nonsense", "title": "T"}', "CSL-JSON record"),
        (b"\xff\xfe{\0", "not JSON"),
    ],
)
def test_what_is_no_csl_record_is_refused(case: Runner, content: str | bytes, told: str) -> None:
    done = case("source", "add", "doe", "--csl", "-", input=content)
    assert (done.stdout, done.exit_code) == ("", 1)
    assert told in done.stderr


def test_a_csl_file_that_cannot_be_read_is_said(case: Runner, tmp_path: Path) -> None:
    for file in (tmp_path / "nowhere.json", tmp_path):
        done = case("source", "add", "doe", "--csl", file)
        assert (done.stdout, done.exit_code) == ("", 1)
        assert f"{file} cannot be read" in done.stderr


# --- list, show, edit, withdraw -------------------------------------------------------------


def test_sources_are_listed_in_the_order_of_logging(filled: Runner) -> None:
    listed = json.loads(filled("source", "list", "--json").stdout)
    assert [source["key"] for source in listed] == ["interview", "wire", "outlet"]
    assert [source["citations"] for source in listed] == [2, 1, 1]
    assert listed[0] == shown(filled, "interview")


def test_an_empty_list_says_what_to_do(case: Runner) -> None:
    done = case("source", "list")
    assert (done.stdout, done.exit_code) == ("", 0)
    assert "No sources yet." in done.stderr


def test_show_tells_the_source(filled: Runner) -> None:
    flowing = " ".join(filled("source", "show", "interv").stdout.split())
    for told in (
        "interview (interview)",
        "“We have moved 27 people”",
        "Author Igor Kochetkov",
        "Publisher The Daily",
        "Issued 2017-04",
        "URL https://example.org/interview",
        "Language en",
        "Reliability B",
        "Voice Igor Kochetkov",
        "Origin interview",
        "Citations 2",
    ):
        assert told in flowing


@pytest.mark.parametrize("command", ["show", "edit", "withdraw"])
def test_an_unknown_key_suggests_near_ones(filled: Runner, command: str) -> None:
    rest = {"edit": ["--title", "x"], "withdraw": ["--because", "x"]}.get(command, [])
    done = filled("source", command, "intreview", *rest)
    assert (done.stdout, done.exit_code) == ("", 1)
    assert "There is no source “intreview”." in done.stderr
    assert "Did you mean interview?" in done.stderr


def test_edit_changes_what_is_named(filled: Runner) -> None:
    before = shown(filled, "interview")
    done = filled("source", "edit", "interview", "--reliability", "C", "--issued", "2017-05")
    assert (done.stdout, done.exit_code) == ("interview\n", 0)
    after = shown(filled, "interview")
    assert (after["reliability"], after["issued"]) == ("C", "2017-05")
    for name in before.keys() - {"reliability", "issued", "csl"}:
        assert after[name] == before[name]


@pytest.mark.parametrize(
    ("option", "name", "empty"),
    [
        ("--author", "authors", []),
        ("--publisher", "publisher", None),
        ("--issued", "issued", None),
        ("--url", "url", None),
        ("--language", "language", None),
        ("--reliability", "reliability", None),
        ("--voice", "voice", None),
        ("--interviewer", "interviewer", None),
        ("--archive-url", "archive", None),
        ("--accessed", "accessed", None),
    ],
)
def test_an_empty_value_takes_a_field_away(
    filled: Runner, option: str, name: str, empty: object
) -> None:
    done = filled("source", "edit", "interview", option, "")
    assert done.exit_code == 0, done.stderr
    source = shown(filled, "interview")
    csl = source["csl"]
    if name in source:
        assert source[name] == empty
    else:
        assert name not in csl


def test_an_empty_relay_takes_the_relays_away(filled: Runner) -> None:
    assert shown(filled, "outlet")["relays"] == ["wire"]
    assert filled("source", "edit", "outlet", "--relays", "").exit_code == 0
    assert shown(filled, "outlet")["relays"] == []


def test_a_source_is_withdrawn_when_nothing_cites_it(filled: Runner) -> None:
    cited = filled("source", "withdraw", "outlet", "--because", "It was made up.")
    assert (cited.stdout, cited.exit_code) == ("", 1)
    assert "outlet still stands behind in-touch-75." in cited.stderr
    filled("claim", "withdraw", "in-touch-75", "--cite", "outlet", "--because", "Made up.")
    done = filled("source", "withdraw", "outlet", "--because", "It was made up.")
    assert (done.stdout, done.exit_code) == ("outlet\n", 0)
    assert "It was made up." in filled("source", "show", "outlet").stdout
    refused = filled("claim", "cite", "denied", "outlet")
    assert "outlet was withdrawn: It was made up." in refused.stderr


@pytest.mark.parametrize("because", [[], ["--because", " "]])
def test_withdraw_needs_a_reason(filled: Runner, because: list[str]) -> None:
    done = filled("source", "withdraw", "outlet", *because)
    assert done.exit_code in (1, 2)
    assert shown(filled, "outlet")["withdrawn"] is None


def test_nobody_works_without_a_name(filled: Runner) -> None:
    for command in (
        ["source", "add", "new", "--kind", "report", "--title", "T"],
        ["source", "edit", "wire", "--title", "T"],
        ["source", "withdraw", "wire", "--because", "x"],
    ):
        done = filled(*command, author=None)
        assert (done.stdout, done.exit_code) == ("", 2)
        assert "It is not known who is working." in done.stderr
