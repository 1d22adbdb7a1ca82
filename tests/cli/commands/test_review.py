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
        "--override", "Both were heard.",
    )  # fmt: skip
    assert (done.stdout, done.exit_code) == ("detained\n", 0)
    told = "It was unverified and is verified now: Anna Reporter overrode the policy: Both were"
    assert f"{told} heard.\n" in done.stderr
    assert status(filled, "detained") == "verified"


def test_what_the_policy_does_not_allow_is_refused_with_all_that_is_missing(filled: Runner) -> None:
    done = record(filled, "detained", "--status", "verified", "--because", "Two witnesses.")
    assert (done.stdout, done.exit_code) == ("", 1)
    for told in (
        "The policy of this case does not allow detained to be verified.",
        "It needs 2 independent origins that support it, and has none.",
        "It needs a quote that supports it.",
        "It needs a standard of proof.",
        "--override",
    ):
        assert told in " ".join(done.stderr.split())
    assert status(filled, "detained") == "unverified"


def test_the_first_of_two_readers_is_told_what_is_missing(filled: Runner) -> None:
    filled("policy", "--no-anchored")
    judged = ("in-touch-75", "--status", "verified", "--because", "Counted.")
    judged = (*judged, "--standard", "reasonable-grounds")
    done = record(filled, *judged)
    assert done.stderr == (
        "It was corroborated and is in-review now: first reader: Anna Reporter; "
        "another person's review makes it verified.\n"
    )
    done = filled("review", "record", *judged, author="Boris Editor")
    assert done.stderr == "It was in-review and is verified now.\n"
    claim = json.loads(filled("claim", "show", "in-touch-75", "--json").stdout)
    assert (claim["status"], claim["status_because"]) == ("verified", None)


def test_a_review_supersedes_another_by_the_beginning_of_its_id(filled: Runner) -> None:
    first = json.loads(filled("claim", "show", "in-touch-75", "--json").stdout)["reviews"][0]["id"]
    given = ("in-touch-75", "--status", "refuted", "--because", "Seen.", "--supersedes", first[:30])
    done = filled("review", "record", *given, author="Boris Editor")
    assert done.stderr == "It was corroborated and is refuted now.\n"
    wrong = record(filled, *given[:-1], "no-such-id")
    assert wrong.exit_code == 1
    assert "has no review whose id begins with “no-such-id”" in wrong.stderr


def test_json_prints_the_new_review(filled: Runner) -> None:
    done = record(filled, "det", "--status", "disputed", "--because", "Два рассказа.", "--json")
    found = json.loads(done.stdout)
    assert list(found) == (
        "claim id status because standard credibility reviewer recorded_at override lapsed".split()
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
    assert list(listed[0]) == ("key text kind status logged_on citations origins held_by".split())
    limited = json.loads(filled("review", "queue", "--limit", "1", "--json").stdout)
    assert limited == listed[:1]
    for key in ("detained", "another", "raid"):
        record(filled, key, "--status", "refuted", "--because", "Seen.")
    done = filled("review", "queue")
    assert (done.stdout, done.stderr) == ("", "Nothing waits for a review.\n")


def test_the_log_tells_ids_overrides_and_what_each_review_is_worth(filled: Runner) -> None:
    override = "Both were heard."
    record(filled, "detained", "--status", "corroborated", "--because", "So.", "--override",
           override)  # fmt: skip
    filled("claim", "edit", "detained", "--place", "Grozny")
    lines = filled("review", "log", "detained").stdout.splitlines()
    id = json.loads(filled("review", "log", "detained", "--json").stdout)[1]["id"]
    assert lines[1].endswith(f"corroborated  Anna Reporter  {id} (lapsed)")
    assert lines[2:] == ["    So.", f"    Override of the policy: {override}"]


def test_an_edit_tells_that_a_claim_must_be_judged_anew(filled: Runner) -> None:
    done = filled("claim", "edit", "in-touch-75", "--place", "Grozny")
    told = "It is in-review now: the evidence changed after Anna Reporter's review of "
    assert told in done.stderr
    assert status(filled, "in-touch-75") == "in-review"
    text = " ".join(filled("claim", "show", "in-touch-75").stdout.split())
    assert "Because the evidence changed after Anna Reporter's review of" in text
    assert "(lapsed: the evidence is another now)" in text


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
    assert list(steps[0]) == (
        "at by status because standard credibility id override bearing".split()
    )
    wrong = filled("review", "log", "in-tuoch-75")
    assert (wrong.stdout, wrong.exit_code) == ("", 1)
