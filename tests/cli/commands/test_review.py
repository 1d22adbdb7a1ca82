"""``factcheck review``: judgements are recorded, queued and told."""

import json

import pytest

from tests.support.commandline import Result, Runner


def record(case: Runner, *options: str, input: str | None = None) -> Result:
    return case("review", "record", *options, input=input)


def status(case: Runner, key: str) -> str:
    found: str = json.loads(case("claim", "show", key, "--json").stdout)["status"]
    return found


def test_a_judgement_is_recorded(filled: Runner) -> None:
    done = record(
        filled, "detained", "--status", "verified", "--because", "Two witnesses.",
        "--standard", "balance-of-probabilities", "--credibility", "2",
    )  # fmt: skip
    assert (done.stdout, done.exit_code) == ("detained\n", 0)
    assert "It was unverified and is verified now." in done.stderr
    assert status(filled, "detained") == "verified"


def test_json_prints_the_new_review(filled: Runner) -> None:
    done = record(filled, "det", "--status", "disputed", "--because", "Два рассказа.", "--json")
    found = json.loads(done.stdout)
    assert list(found) == (
        "claim id status because standard credibility reviewer recorded_at".split()
    )
    assert (found["claim"], found["because"]) == ("detained", "Два рассказа.")
    assert found["credibility"] is None


def test_the_reason_is_read_from_standard_input(filled: Runner) -> None:
    record(filled, "denied", "--status", "in-review", "--because", "-", input="Seen.\nTwice.\n")
    logged = json.loads(filled("review", "log", "denied", "--json").stdout)
    assert logged[-1]["because"] == "Seen.\nTwice."


@pytest.mark.parametrize(
    ("options", "told", "code"),
    [
        (["detained", "--status", "verified"], "--because", 2),
        (["detained", "--status", "verified", "--because", ""], "reason is empty", 1),
        (["detained", "--status", "verified", "--because", " \n"], "reason is empty", 1),
        (["detained", "--status", "verified", "--because", "-"], "reason is empty", 1),
        (["detained", "--status", "verified", "--because", "a\0b"], "NUL", 1),
        (["detained", "--because", "x"], "--status", 2),
        (["detained", "--status", "proven", "--because", "x"], "'unverified', 'in-review'", 2),
        (
            ["detained", "--status", "verified", "--because", "x", "--standard", "sure"],
            "'reasonable-suspicion'",
            2,
        ),
        (
            ["detained", "--status", "verified", "--because", "x", "--credibility", "7"],
            "'1', '2', '3'",
            2,
        ),
        (["detianed", "--status", "verified", "--because", "x"], "Did you mean detained", 1),
    ],
)
def test_a_wrong_judgement_is_refused_and_changes_nothing(
    filled: Runner, options: list[str], told: str, code: int
) -> None:
    done = record(filled, *options)
    assert (done.stdout, done.exit_code) == ("", code)
    assert told in done.stderr
    assert status(filled, "detained") == "unverified"
    assert len(json.loads(filled("review", "log", "detained", "--json").stdout)) == 1


def test_nobody_judges_without_a_name(filled: Runner) -> None:
    done = filled(
        "review", "record", "detained", "--status", "verified", "--because", "x", author=None
    )
    assert (done.stdout, done.exit_code) == ("", 2)
    assert "It is not known who is working." in done.stderr


def test_the_queue_lists_what_waits(filled: Runner) -> None:
    filled("claim", "add", "A raid.", "--kind", "event", "--cite", "wire")
    filled("claim", "add", "Another.", "--kind", "event")
    listed = json.loads(filled("review", "queue", "--json").stdout)
    assert [claim["key"] for claim in listed] == ["detained", "another", "raid"]
    assert list(listed[0]) == "key text kind status logged_on citations origins".split()
    limited = json.loads(filled("review", "queue", "--limit", "1", "--json").stdout)
    assert limited == listed[:1]
    for key in ("detained", "another", "raid"):
        record(filled, key, "--status", "verified", "--because", "Seen.")
    done = filled("review", "queue")
    assert (done.stdout, done.stderr) == ("", "Nothing waits for a review.\n")


def test_the_log_tells_the_whole_story(filled: Runner) -> None:
    record(filled, "in-touch-75", "--status", "disputed", "--because", "A third says 60.")
    text = filled("review", "log", "in-touch").stdout
    lines = text.splitlines()
    assert "logged, unverified  Anna Reporter" in lines[0]
    assert "corroborated, reasonable grounds to believe, credibility 2" in lines[1]
    assert lines[2] == "    Two origins agree."
    assert "disputed  Anna Reporter" in lines[3]
    assert lines[4] == "    A third says 60."
    steps = json.loads(filled("review", "log", "in-touch-75", "--json").stdout)
    assert [step["status"] for step in steps] == ["unverified", "corroborated", "disputed"]
    assert list(steps[0]) == "at by status because standard credibility".split()
    wrong = filled("review", "log", "in-tuoch-75")
    assert (wrong.stdout, wrong.exit_code) == ("", 1)
