"""``factcheck claim show KEY --known-at TIME``: what was known then."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.clocks import NOON, Clock
from tests.support.commandline import Runner


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def edited(case: Runner, clock: Clock) -> Runner:
    """A claim that was logged at noon and edited an hour later."""
    case("claim", "add", "Men were held.", "--kind", "event", "--key", "held", "--place", "Argun")
    clock.pass_by(hours=1)
    case("claim", "edit", "held", "--place", "Grozny")
    case("review", "record", "held", "--status", "disputed", "--because", "Two say otherwise.")
    clock.pass_by(hours=1)
    return case


def test_the_screen_is_that_of_show_with_a_line_before(edited: Runner) -> None:
    now = edited("claim", "show", "held").stdout
    then = edited("claim", "show", "held", "--known-at", "2017-05-18")
    assert (then.stderr, then.exit_code) == ("", 0)
    assert then.stdout == f"As it was known on 2017-05-18:\n\n{now}"
    before = edited("claim", "show", "hel", "--known-at", "2017-05-18T12:30Z").stdout
    assert before.startswith("As it was known on 2017-05-18 12:30:00 UTC:\n\nheld  (event, unver")
    assert "Argun" in before
    assert "Grozny" not in before
    assert "No reviews yet." in before


def test_json_is_the_object_of_show(edited: Runner) -> None:
    now = edited("claim", "show", "held", "--json").stdout
    assert edited("claim", "show", "held", "--json", "--known-at", "2017-05-18").stdout == now
    at = ("--known-at", "2017-05-18T12:30Z")
    before = json.loads(edited("claim", "show", "held", "--json", *at).stdout)
    assert before == {
        **json.loads(now), "place": "Argun", "status": "unverified", "status_because": None,
        "reviews": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("time", "sentence", "code"),
    [
        ("2017-05-17", "held was logged on 2017-05-18 12:00:00 UTC, and so not known on 2017-05-17",
         1),
        ("2017-05-19", "“2017-05-19” is in the future", 2),
        ("last week", "“last week” is not a time", 2),
        ("2017-05", "“2017-05” is not a time: it is not one certain day", 2),
        ("", "“” is not a time", 2),
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_one_sentence(
    edited: Runner, time: str, sentence: str, code: int
) -> None:
    for form in ([], ["--json"]):
        done = edited("claim", "show", "held", "--known-at", time, *form)
        assert done.refusal(code).startswith(sentence)


def test_a_claim_that_is_not_there(edited: Runner) -> None:
    done = edited("claim", "show", "hold", "--known-at", "2017-05-18")
    assert "There is no claim “hold”." in done.refusal()


def test_a_day_may_be_asked_for_while_it_lasts(edited: Runner, clock: Clock) -> None:
    assert clock.moment < datetime(2017, 5, 18, 23, tzinfo=UTC)
    assert edited("claim", "show", "held", "--known-at", "2017-05-18").exit_code == 0
    clock.moment = NOON + timedelta(days=400)
    assert edited("claim", "show", "held", "--known-at", "2017-05-18").exit_code == 0
