"""Logging a claim from a passage: question by question, then a summary to agree to."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from factcheck.cli import screen
from factcheck.cli.claimquestions import (
    ASKED,
    OF_CITATION,
    QUESTIONS,
    Answer,
    choices,
    code_meant,
    question_meant,
)
from factcheck.cli.context import Case
from factcheck.cli.diagnostics import report
from factcheck.cli.output import line
from factcheck.cli.unfinished import Draft
from factcheck.domain.number_proposals import proposed_number
from factcheck.domain.picking import Picked, pick
from factcheck.domain.quantities import describe, read_quantity
from factcheck.domain.stating import states_number
from factcheck.domain.vocabulary import ClaimKind
from factcheck.errors import FactcheckError
from factcheck.services.interviews import Interview, Passage

_AROUND = 90
"""Characters shown on both sides of the words that were picked."""

_BACK, _CANCEL, _STOP = "/b", "/c", "/q"
_COMMANDS = "/b goes back a question, /c gives the claim up, /q stops and keeps it."


class GivenUp(Exception):
    """The user does not want the claim after all."""


class Stopped(Exception):
    """The user wants to go on with the claim another time."""


class Surroundings(NamedTuple):
    """What the dialogue proposes: read from the case when it begins."""

    speaker: str | None
    measures: Sequence[str]


class ClaimDialogue:
    """One claim from one passage; every answer is kept in the draft, and on disk, at once."""

    def __init__(
        self,
        case: Case,
        author: str,
        interview: Interview,
        draft: Draft,
        keep: Callable[[], None],
        around: Surroundings,
    ) -> None:
        self._case, self._author, self._interview = case, author, interview
        self._draft, self._keep, self._around = draft, keep, around
        self._passage: Passage = interview.passages[interview.nearest(draft.start)]

    @property
    def _answers(self) -> dict[str, str]:
        return self._draft.answers

    def log(self, words: str | None = None) -> list[str]:
        """Ask, show, and log the claim; returns what there is to tell about it.

        ``words`` were typed already to pick the quote. Raises GivenUp or Stopped, and EOFError or
        KeyboardInterrupt where the input ends: the draft is kept then.
        """
        if words is not None:
            self._draft.asking = "quote"
            self._take("quote", words)
        screen.hint(_COMMANDS)
        self._ask_all()
        refused: FactcheckError | None = None
        while True:
            self._summary()
            if refused is not None:
                report(refused)
                refused = None
            typed = screen.ask("[y]es, log it  [e]dit a field  [c]ancel: ").strip()
            key, _, rest = typed.partition(" ")
            if key.lower() in ("y", "yes"):
                try:
                    return self._log()
                except FactcheckError as fault:
                    refused = fault
            elif key.lower() in ("e", "edit"):
                self._edit(rest)
            elif key.lower() in ("c", "cancel", _CANCEL):
                self._give_up()
            elif key.lower() == _STOP:
                raise Stopped

    # --- asking -----------------------------------------------------------------------------

    def _ask_all(self) -> None:
        """Ask what was not answered yet, and what a kept draft was left at."""
        left = self._draft.asking
        at = 0
        while at < len(ASKED):
            name = ASKED[at]
            known = name in self._answers and name != self._draft.asking
            if known or not self._applies(name) or self._ask(name):
                at += 1
                continue
            earlier = [place for place in range(at) if self._applies(ASKED[place])]
            at = earlier[-1] if earlier else 0
            self._draft.asking = ASKED[at]
        if left in QUESTIONS and left not in ASKED:
            self._ask(left)

    def _applies(self, name: str) -> bool:
        if name == "act":
            return self._answers.get("kind") == ClaimKind.ABUSE
        if name in ("measure", "number_method"):
            return bool(self._answers.get("number")) and (
                name != "measure" or bool(self._around.measures)
            )
        return True

    def _ask(self, name: str) -> bool:
        """Ask for one field until it is answered; false to go back to the one before."""
        question, again = QUESTIONS[name], ""
        if self._draft.asking == name:
            again = self._draft.typing
        self._draft.asking = name
        screen.hint(question.hint)
        if listed := self._listed(name):
            screen.spread(listed)
        while True:
            default = self._answers.get(name) or self._proposal(name)
            typed = screen.ask(
                f"{question.label}: ", default=default, again=again, keep=self._typing
            )
            command = typed.strip().lower()
            if command in (_BACK, _CANCEL):
                self._typing("")
            if command == _BACK:
                return False
            if command == _CANCEL:
                self._give_up()
            elif command == _STOP:
                raise Stopped
            elif self._take(name, typed):
                return True
            else:
                again = typed

    def _typing(self, text: str) -> None:
        self._draft.typing = text
        self._keep()

    def _take(self, name: str, typed: str) -> bool:
        """Read an answer and keep it; a mistake is told, and nothing is changed."""
        question = QUESTIONS[name]
        try:
            answer = self._read(name, typed)
        except FactcheckError as fault:
            self._typing(typed)
            report(fault)
            return False
        if answer is None:
            if question.is_needed:
                screen.show(f"It cannot be left out. {_COMMANDS}")
                return False
            self._answers[name] = ""  # asked, and left out
        else:
            self._answers[name] = answer.value
            if answer.read_as:
                screen.show(f"Read “{answer.value}” as: {answer.read_as}.")
        for other in ("act", "measure", "number_method"):
            if not self._applies(other):
                self._answers.pop(other, None)
        self._draft.asking = ""
        self._typing("")
        return True

    def _read(self, name: str, typed: str) -> Answer | None:
        question = QUESTIONS[name]
        if name == "quote":
            return Answer(self._quote(typed))
        if not typed.strip() or typed.strip() == "-":
            return None
        if name == "measure":
            return Answer(self._measure(typed.strip()))
        if question.codes is not None:
            return code_meant(question.codes, typed)
        return question.read(typed) if question.read else Answer(typed)

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
        """What can be answered, where that is one of a few things."""
        if name == "measure":
            return self._around.measures
        codes = QUESTIONS[name].codes
        return choices(codes) if codes else ()

    def _proposal(self, name: str) -> str:
        if name == "number" and self._answers.get("kind") == ClaimKind.NUMBER:
            return proposed_number(self._answers.get("quote", "")) or ""
        if name == "speaker":
            return self._around.speaker or ""
        return ""

    def _edit(self, typed: str) -> None:
        """Ask for one field once more; it is named by its label, or the beginning of it."""
        name = question_meant(typed)
        while name is None:
            screen.show("Which field?")
            screen.spread([question.label for question in QUESTIONS.values()])
            typed = screen.ask("Field (Enter for none): ")
            if not typed.strip():
                return
            name = question_meant(typed)
        self._ask(name)
        if name == "kind" and self._applies("act"):
            self._ask("act")
        self._draft.asking = ""

    def _give_up(self) -> None:
        if self._draft.answers.get("text"):
            typed = screen.ask("What was typed is thrown away. [y]es  [n]o: ")
            if typed.strip().lower() not in ("y", "yes"):
                return
        raise GivenUp

    # --- agreeing ---------------------------------------------------------------------------

    def _summary(self) -> None:
        cited = ", ".join(filter(None, (self._interview.source, self._answers.get("locator"))))
        screen.clear()
        screen.show("The claim to log:", bold=True)
        for name, question in QUESTIONS.items():
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

    def _log(self) -> list[str]:
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
