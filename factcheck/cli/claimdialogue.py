"""Logging a claim from a passage: question by question, then a summary to agree to."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, NamedTuple

from factcheck.cli import claimquestions, screen
from factcheck.cli.claimquestions import OF_CITATION
from factcheck.cli.context import Case
from factcheck.cli.dialogue import Dialogue
from factcheck.cli.output import line
from factcheck.cli.questions import Answer
from factcheck.cli.unfinished import Draft
from factcheck.domain.number_proposals import proposed_number
from factcheck.domain.picking import Picked, pick
from factcheck.domain.quantities import describe, read_quantity
from factcheck.domain.stating import states_number
from factcheck.domain.vocabulary import ClaimKind
from factcheck.services.interviews import Interview, Passage

_AROUND = 90
"""Characters shown on both sides of the words that were picked."""


class Surroundings(NamedTuple):
    """What the dialogue proposes: read from the case when it begins."""

    speaker: str | None
    measures: Sequence[str]


class ClaimDialogue(Dialogue):
    """One claim from one passage."""

    QUESTIONS, ASKED = claimquestions.QUESTIONS, claimquestions.ASKED
    THING, PRECIOUS = "claim", "text"
    BRINGS: ClassVar[Mapping[str, Sequence[str]]] = {"kind": ("act",)}

    def __init__(
        self,
        case: Case,
        author: str,
        interview: Interview,
        draft: Draft,
        keep: Callable[[], None],
        around: Surroundings,
    ) -> None:
        super().__init__(draft, keep)
        self._case, self._author, self._interview = case, author, interview
        self._around = around
        self._passage: Passage = interview.passages[interview.nearest(draft.start)]

    def log(self, words: str | None = None) -> list[str]:
        """Ask, show, and log the claim; returns what there is to tell about it.

        ``words`` were typed already to pick the quote. Raises GivenUp or Stopped, and EOFError or
        KeyboardInterrupt where the input ends: the draft is kept then.
        """
        if words is not None:
            self._draft.asking = "quote"
            self._take("quote", words)
        self._ask_all()
        return self._agree(lambda: "[y]es, log it  [e]dit a field  [c]ancel: ")

    # --- asking -----------------------------------------------------------------------------

    def _applies(self, name: str) -> bool:
        if name == "act":
            return self._answers.get("kind") == ClaimKind.ABUSE
        if name in ("measure", "number_method"):
            return bool(self._answers.get("number")) and (
                name != "measure" or bool(self._around.measures)
            )
        return True

    def _read(self, name: str, typed: str) -> Answer | None:
        if name == "quote":
            return Answer(self._quote(typed))
        if name == "measure" and typed.strip() not in ("", "-"):
            return Answer(self._measure(typed.strip()))
        return super()._read(name, typed)

    def _quote(self, typed: str) -> str:
        words = self._interview.words(self._passage)
        picked = pick(typed, words)
        quote, locator = self._interview.quotable(self._passage, picked)
        self._answers["locator"] = locator or ""
        if typed.strip():
            _show_picked(words, picked)
        else:
            screen.show("Quotes the whole passage.")
        return quote

    def _measure(self, typed: str) -> str:
        from factcheck.services import measures

        with self._case.reading() as session:
            return measures.show(session, typed).key

    def _listed(self, name: str) -> Sequence[str]:
        return self._around.measures if name == "measure" else super()._listed(name)

    def _proposal(self, name: str) -> str:
        if name == "number" and self._answers.get("kind") == ClaimKind.NUMBER:
            return proposed_number(self._answers.get("quote", "")) or ""
        if name == "speaker":
            return self._around.speaker or ""
        return ""

    # --- agreeing ---------------------------------------------------------------------------

    def _summary(self) -> None:
        cited = ", ".join(filter(None, (self._interview.source, self._answers.get("locator"))))
        screen.clear()
        screen.show("The claim to log:", bold=True)
        for name, question in self.QUESTIONS.items():
            if not (value := self._answers.get(name)):
                continue
            if name == "quote":
                value = f"“{value}” ({cited})"
            elif name == "number" and (read := describe(read_quantity(value))) != value:
                value = f"“{value}”, read as {read}"
            screen.show(f"{question.label}: {value}")
        number = self._answers.get("number")
        if number and not states_number(self._answers["quote"], read_quantity(number)):
            screen.show("Note: the quote does not contain this number.")
        elif not number and self._answers["kind"] == ClaimKind.NUMBER:
            screen.show("Note: no number was given.")

    def _finish(self) -> list[str]:
        from factcheck.services import claims

        fields = {name: text for name, text in self._answers.items() if name not in OF_CITATION}
        citation = {name: text for name, text in self._answers.items() if name in OF_CITATION}
        citation["source"] = self._interview.source
        with self._case.writing() as session:
            change = claims.add(session, self._author, fields, citation)
        line(change.claim.key)
        told = [f"Logged {change.claim.key}."]
        told += [f"New party: {name}." for name in change.new_parties]
        if change.twin is not None:
            told.append(f"{change.twin} says the same: see “factcheck claim cite”.")
        return told


def _show_picked(words: str, picked: Picked) -> None:
    """The picked words, marked, with what stands around them."""
    start, end = max(picked.start - _AROUND, 0), min(picked.end + _AROUND, len(words))
    while start and not words[start - 1].isspace() and start < picked.start:
        start += 1
    while end < len(words) and not words[end].isspace() and end > picked.end:
        end -= 1
    before, after = "… " if start else "", " …" if end < len(words) else ""
    shift = len(before) - start
    text = f"{before}{words[start:end]}{after}"
    screen.show_marked(text, [(picked.start + shift, picked.end + shift)])
