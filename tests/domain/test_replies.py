"""The right of reply in words."""

import pytest

from factcheck.domain.replies import ReplyOutcome, ReplyRecord, told

PARTY = "Ramzan Kadyrov"


@pytest.mark.parametrize(
    ("outcome", "on", "text", "sentence"),
    [
        ("no-answer", "2017-04-20", None, "Asked Ramzan Kadyrov on 2017-04-20: no answer."),
        ("asked", "2017-04", None, "Asked Ramzan Kadyrov (April 2017)."),
        ("asked", None, "Who was held?", "Asked Ramzan Kadyrov: “Who was held?”"),
        ("answered", "2017-04-20", "No", "Ramzan Kadyrov answered on 2017-04-20: “No”."),
        ("answered", None, None, "Ramzan Kadyrov answered."),
        ("declined", "XXXX", None, "Ramzan Kadyrov declined to answer (unknown date)."),
        ("declined", "2017-04-20~", "Later.",
         "Ramzan Kadyrov declined to answer (about 20 April 2017): “Later.”"),
        ("no-answer", None, "Why?", "Asked Ramzan Kadyrov: no answer. The question: “Why?”"),
    ],
)  # fmt: skip
def test_a_reply_is_told_in_a_sentence(
    outcome: str, on: str | None, text: str | None, sentence: str
) -> None:
    assert told(ReplyRecord("r", PARTY, outcome, on, text, "2017-05-18", "Ada")) == sentence


def test_the_outcomes_are_those_of_the_contract() -> None:
    assert [
        outcome.value for outcome in ReplyOutcome
    ] == "asked answered declined no-answer".split()
    for outcome in ReplyOutcome:
        assert outcome.label
        assert outcome.definition.endswith(".")


@pytest.mark.parametrize("outcome", ReplyOutcome)
def test_every_outcome_can_be_told(outcome: ReplyOutcome) -> None:
    assert PARTY in told(ReplyRecord("r", PARTY, outcome, None, None, "2017-05-18", "Ada"))
