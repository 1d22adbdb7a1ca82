"""``factcheck history``: a record's whole life."""

import csv
import io
import json
import re

import pytest

from tests.support.commandline import Runner


@pytest.fixture
def edited(filled: Runner) -> Runner:
    filled("claim", "edit", "detained", "--place", "Grozny", "--tag", "new", author="Boris Editor")
    return filled


def test_the_table_says_each_thing_once(edited: Runner) -> None:
    done = edited("history", "detained")
    assert (done.stderr, done.exit_code) == ("", 0)
    heading, *lines = done.stdout.splitlines()
    assert heading.split() == ["WHEN", "WHO", "WHAT", "CHANGES"]
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\d \d\d:\d\d  Anna Reporter  claim added +key: detained", lines[0]
    )
    begun = [line for line in lines if not line.startswith(" ")]
    assert [re.split(r"  +", line)[1:3] for line in begun] == [
        ["Anna Reporter", "claim added"],
        ["Boris Editor", "claim changed"],
    ]
    changed = lines[lines.index(begun[1]) :]
    assert [re.split(r"  +", line)[-1] for line in changed] == [
        "place: Argun → Grozny",
        "tag removed: detention",
        "tag added: new",
    ]


def test_json_holds_every_entry_with_its_changes(edited: Runner) -> None:
    first, second = json.loads(edited("history", "detained", "--json").stdout)
    assert list(second) == [
        "entry", "at", "author", "author_key", "action", "kind", "record", "changes", "erased",
        "done",
    ]  # fmt: skip
    assert (second["author"], second["author_key"], second["action"], second["done"]) == (
        "Boris Editor", None, "changed", "claim changed",
    )  # fmt: skip
    assert second["record"] == "detained"
    assert second["changes"][0] == {
        "field": "place",
        "done": "changed",
        "before": "Argun",
        "after": "Grozny",
        "told": "place: Argun → Grozny",
    }
    lines = edited("history", "detained", "--nl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == [first, second]


@pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_csv_has_a_line_for_each_change(edited: Runner, form: str, delimiter: str) -> None:
    printed = edited("history", "detained", f"--{form}").stdout
    rows = list(csv.DictReader(io.StringIO(printed), delimiter=delimiter))
    assert list(rows[0]) == ["entry", "at", "author", "done", "record", "change"]
    entries = json.loads(edited("history", "detained", "--json").stdout)
    assert [(int(row["entry"]), row["change"]) for row in rows] == [
        (entry["entry"], change["told"]) for entry in entries for change in entry["changes"]
    ]
    assert all(row["author"] for row in rows)


@pytest.mark.parametrize(
    ("key", "kind"),
    [("interview", "source"), ("police", "party"), ("contacted", "measure"), ("conta", "measure")],
)
def test_every_record_has_a_life(filled: Runner, key: str, kind: str) -> None:
    entries = json.loads(filled("history", key, "--json").stdout)
    assert entries[0]["done"] == f"{kind} added"
    assert {entry["kind"] for entry in entries} == {kind}


def test_the_life_of_a_claim_is_that_of_the_work_on_it(filled: Runner) -> None:
    entries = json.loads(filled("history", "denied", "--json").stdout)
    assert {entry["kind"] for entry in entries} == {
        "claim", "review", "note", "reply", "assignment",
    }  # fmt: skip
    (review,) = [entry["record"] for entry in entries if entry["kind"] == "review"]
    (alone,) = json.loads(filled("history", review, "--json").stdout)
    assert alone["done"] == "review added"


def test_it_needs_no_name(filled: Runner) -> None:
    assert filled("history", "denied", author=None).exit_code == 0


def test_what_is_not_there_or_could_be_several_is_refused(filled: Runner) -> None:
    assert (
        "There is no claim, source, party or measure “nobody”."
        in filled("history", "nobody").refusal()
    )
    assert "more than one record: denied and detained" in filled("history", "de").refusal()
    assert "Did you mean detained" in filled("history", "detianed").stderr


def test_nothing_in_it_acts_on_the_terminal(filled: Runner) -> None:
    filled("claim", "edit", "denied", "--place", "a\x1b[31m\u202eb")
    for form in ([], ["--json"], ["--csv"]):
        printed = filled("history", "denied", *form).stdout
        assert "a" in printed
        assert not {"\x1b", "\u202e"} & set(printed)
