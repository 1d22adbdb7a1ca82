"""Writing something at the terminal, question by question, then agreeing to the whole of it.

Every answer is kept in the draft, and on disk, at once; so is the line that is being typed.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from factcheck.cli import screen
from factcheck.cli.diagnostics import report
from factcheck.cli.questions import Answer, Question, choices, code_meant, question_meant
from factcheck.cli.unfinished import Typed
from factcheck.errors import FactcheckError

BACK, CANCEL, STOP = "/b", "/c", "/q"


class GivenUp(Exception):
    """The user does not want it after all."""


class Stopped(Exception):
    """The user wants to go on with it another time."""


def is_wanted(heading: str, draft: Typed, questions: Mapping[str, Question]) -> bool:
    """Show what was being typed when the program last ended; whether to go on with it."""
    screen.show(heading, bold=True)
    for name, question in questions.items():
        if value := draft.typing if name == draft.asking else draft.answers.get(name):
            screen.show(f"{question.label}: {value}")
    typed = "?"
    while typed not in ("", "y", "d"):
        typed = screen.ask("Go on with it? [y]es (Enter)  [d]rop it: ").strip().lower()[:1]
    return typed != "d"


class Dialogue:
    """Asks for the fields of one thing. What it is, its subclasses say.

    Everything that asks raises GivenUp or Stopped, and EOFError or KeyboardInterrupt where the
    input ends: the draft is kept then.
    """

    QUESTIONS: ClassVar[Mapping[str, Question]]
    """Every field, in the order in which a summary shows them."""
    ASKED: ClassVar[Sequence[str]]
    """Those that are asked one after another; the others only where somebody edits."""
    THING: ClassVar[str]
    """What is written: “claim”."""
    PRECIOUS: ClassVar[str]
    """The field that is not thrown away without asking again."""
    BRINGS: ClassVar[Mapping[str, Sequence[str]]] = {}
    """What is asked too when a field was edited, where it belongs to the new answer."""

    def __init__(self, draft: Typed, keep: Callable[[], None]) -> None:
        self._draft, self._keep = draft, keep
        self._refused: FactcheckError | None = None
        """Why it was not kept when the user last agreed to it."""

    @property
    def _answers(self) -> dict[str, str]:
        return self._draft.answers

    @property
    def _commands(self) -> str:
        return (
            f"{BACK} goes back a question, {CANCEL} gives the {self.THING} up, "
            f"{STOP} stops and keeps it."
        )

    # --- what subclasses say ----------------------------------------------------------------

    def _applies(self, name: str) -> bool:
        """Whether a field belongs to what was answered so far."""
        return True

    def _listed(self, name: str) -> Sequence[str]:
        """What can be answered, where that is one of a few things."""
        codes = self.QUESTIONS[name].codes
        return choices(codes) if codes else ()

    def _proposal(self, name: str) -> str:
        """What stands in the line to be edited."""
        return ""

    def _read(self, name: str, typed: str) -> Answer | None:
        """An answer as it is meant; none for nothing. Raises a FactcheckError."""
        question = self.QUESTIONS[name]
        if not typed.strip() or typed.strip() == "-":
            return None
        if question.codes is not None:
            return code_meant(question.codes, typed)
        return question.read(typed) if question.read else Answer(typed)

    def _summary(self) -> None:
        """Show what was answered."""
        raise NotImplementedError

    def _finish(self) -> list[str]:
        """Keep it for good; returns what there is to tell about it. Raises a FactcheckError."""
        raise NotImplementedError

    def _refuse(self, fault: FactcheckError) -> None:
        """Tell why it could not be kept."""
        report(fault)

    def _pressed(self, key: str) -> None:
        """A key beside yes, edit and cancel, below the summary."""

    # --- asking -----------------------------------------------------------------------------

    def _ask_all(self) -> None:
        """Ask what was not answered yet, and what a kept draft was left at."""
        screen.hint(self._commands)
        left = self._draft.asking
        at = 0
        while at < len(self.ASKED):
            name = self.ASKED[at]
            known = name in self._answers and name != self._draft.asking
            if known or not self._applies(name) or self._ask(name):
                at += 1
                continue
            earlier = [place for place in range(at) if self._applies(self.ASKED[place])]
            at = earlier[-1] if earlier else 0
            self._draft.asking = self.ASKED[at]
        if left in self.QUESTIONS and left not in self.ASKED:
            self._ask(left)

    def _ask(self, name: str) -> bool:
        """Ask for one field until it is answered; false to go back to the one before."""
        question, again = self.QUESTIONS[name], ""
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
            if command in (BACK, CANCEL):
                self._typing("")
            if command == BACK:
                return False
            if command == CANCEL:
                self._give_up()
            elif command == STOP:
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
        question = self.QUESTIONS[name]
        try:
            answer = self._read(name, typed)
        except FactcheckError as fault:
            self._typing(typed)
            report(fault)
            return False
        if answer is None:
            if question.is_needed:
                screen.show(f"It cannot be left out. {self._commands}")
                return False
            self._answers[name] = ""  # asked, and left out
        else:
            self._answers[name] = answer.value
            if answer.read_as:
                screen.show(f"Read “{answer.value}” as: {answer.read_as}.")
        for other in self.QUESTIONS:
            if not self._applies(other):
                self._answers.pop(other, None)
        self._draft.asking = ""
        self._typing("")
        return True

    def _edit(self, typed: str) -> None:
        """Ask for one field once more; it is named by its label, or the beginning of it."""
        name = question_meant(self.QUESTIONS, typed)
        while name is None:
            screen.show("Which field?")
            screen.spread([question.label for question in self.QUESTIONS.values()])
            typed = screen.ask("Field (Enter for none): ")
            if not typed.strip():
                return
            name = question_meant(self.QUESTIONS, typed)
        self._ask(name)
        for other in self.BRINGS.get(name, ()):
            if self._applies(other):
                self._ask(other)
        self._draft.asking = ""

    def _give_up(self) -> None:
        if self._answers.get(self.PRECIOUS):
            typed = screen.ask("What was typed is thrown away. [y]es  [n]o: ")
            if typed.strip().lower() not in ("y", "yes"):
                return
        raise GivenUp

    # --- agreeing ---------------------------------------------------------------------------

    def _agree(self, offered: Callable[[], str]) -> list[str]:
        """Show the whole until the user agrees to it, and keep it for good."""
        while True:
            self._summary()
            if self._refused is not None:
                self._refuse(self._refused)
            typed = screen.ask(offered()).strip()
            key, _, rest = typed.partition(" ")
            key = key.lower()
            if key in ("y", "yes"):
                try:
                    return self._finish()
                except FactcheckError as fault:
                    self._refused = fault
                    continue
            elif key in ("e", "edit"):
                self._edit(rest)
            elif key in ("c", "cancel", CANCEL):
                self._give_up()
            elif key == STOP:
                raise Stopped
            else:
                self._pressed(key)
            self._refused = None
