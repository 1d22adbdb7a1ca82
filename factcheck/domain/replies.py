"""The right of reply: what a party was asked about a claim, and what came of it."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from factcheck.domain.edtf import in_words, read_edtf
from factcheck.domain.vocabulary import Vocabulary

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class ReplyOutcome(Vocabulary, what="reply outcome"):
    """What came of asking a party about a claim."""

    ASKED = "asked", "Asked", "The question was put; no answer is due yet."
    ANSWERED = "answered", "Answered", "The party answered."
    DECLINED = "declined", "Declined", "The party said that it would not answer."
    NO_ANSWER = "no-answer", "No answer", "No answer came in the time given."


class ReplyRecord(NamedTuple):
    """A step in asking a party about a claim."""

    id: str
    party: str
    """The party's name."""
    outcome: str
    on: str | None
    """When (EDTF)."""
    text: str | None
    """What was asked, or answered."""
    recorded_at: str
    recorded_by: str


_TOLD: Mapping[str, str] = {
    ReplyOutcome.ASKED: "Asked {party}{on}",
    ReplyOutcome.ANSWERED: "{party} answered{on}",
    ReplyOutcome.DECLINED: "{party} declined to answer{on}",
    ReplyOutcome.NO_ANSWER: "Asked {party}{on}: no answer",
}


def told(reply: ReplyRecord) -> str:
    """A reply as a sentence: “Asked Ramzan Kadyrov on 2017-04-20: no answer.”"""
    sentence = _TOLD[ReplyOutcome.read(reply.outcome)].format(
        party=reply.party, on=_on(reply.on) if reply.on else ""
    )
    if not reply.text:
        return f"{sentence}."
    joint = ". The question: " if reply.outcome == ReplyOutcome.NO_ANSWER else ": "
    stop = "" if reply.text.endswith((".", "?", "!", "…")) else "."
    return f"{sentence}{joint}“{reply.text}”{stop}"


def _on(date: str) -> str:
    if _DAY.fullmatch(date):
        return f" on {date}"
    return f" ({in_words(read_edtf(date))})"
