"""Writing a review of a claim, or a note on it: question by question."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar
from uuid import UUID

from factcheck.cli import screen
from factcheck.cli.claimwork import judged
from factcheck.cli.context import Case
from factcheck.cli.diagnostics import report
from factcheck.cli.dialogue import Dialogue
from factcheck.cli.output import line
from factcheck.cli.questions import Question, read_text
from factcheck.cli.reviewpage import claim_sheet
from factcheck.cli.unfinished import ReviewDraft
from factcheck.domain.standing import RESETS
from factcheck.domain.vocabulary import Credibility, StandardOfProof, Status
from factcheck.domain.wording import FIELD_LIMIT
from factcheck.errors import EvidenceChanged, FactcheckError, PolicyUnmet
from factcheck.services.desk import Page

_PROVED = (Status.CORROBORATED, Status.VERIFIED, Status.REFUTED)
"""The statuses that rest on a standard of proof."""


_OF_REVIEW = {
    "status": Question("Status", "A letter, or the name:", codes=Status, is_needed=True),
    "because": Question(
        "Because",
        "Why; it is kept for good.",
        read=read_text("the reason", FIELD_LIMIT),
        is_needed=True,
    ),
    "standard": Question(
        "Standard",
        "The standard of proof that is met; the beginning of one is enough. Enter for none:",
        codes=StandardOfProof,
    ),
    "credibility": Question(
        "Credibility",
        "From 1 (confirmed) to 5 (improbable); 6: it cannot be judged. Enter for none.",
        codes=Credibility,
    ),
    "override": Question(
        "Override",
        "Why the policy does not matter here; every export shows it. Enter for none.",
        read=read_text("the reason to override", FIELD_LIMIT),
    ),
}

_OF_NOTE = {
    "text": Question(
        "Note",
        "For those who work on the case; no export has it.",
        read=read_text("the note", FIELD_LIMIT),
        is_needed=True,
    )
}


class DeskDialogue(Dialogue):
    """Something that is written about one claim, as its page showed it."""

    def __init__(
        self,
        case: Case,
        author: str,
        draft: ReviewDraft,
        keep: Callable[[], None],
        page: Page,
    ) -> None:
        super().__init__(draft, keep)
        self._case, self._author, self._page = case, author, page
        self._claim, self._id = draft.claim, UUID(draft.id)

    def write(self) -> list[str]:
        """Ask until it is kept for good; returns what there is to tell about it."""
        raise NotImplementedError


class ReviewDialogue(DeskDialogue):
    """One review of one claim, as its page showed it."""

    QUESTIONS = _OF_REVIEW
    ASKED = ("status", "because", "standard", "credibility")
    THING, PRECIOUS = "review", "because"
    BRINGS: ClassVar[Mapping[str, Sequence[str]]] = {"status": ("standard", "credibility")}

    def write(self) -> list[str]:
        self._ask_all()
        return self._agree(self._prompt)

    def _applies(self, name: str) -> bool:
        status = self._answers.get("status", "")
        if name == "standard":
            return status in _PROVED
        return name != "credibility" or (bool(status) and status not in RESETS)

    def _listed(self, name: str) -> Sequence[str]:
        return () if name == "credibility" else super()._listed(name)

    def _prompt(self) -> str:
        unmet = isinstance(self._refused, PolicyUnmet) or self._answers.get("override")
        override = "[o]verride the policy  " if unmet else ""
        return f"[y]es, record it  [e]dit a field  {override}[c]ancel: "

    def _pressed(self, key: str) -> None:
        if key in ("o", "override"):
            self._ask("override")

    def _summary(self) -> None:
        if isinstance(self._refused, EvidenceChanged):
            self._look_again()
        else:
            screen.clear()
        screen.show(f"The review of {self._claim} to record:", bold=True)
        for name, question in self.QUESTIONS.items():
            if value := self._answers.get(name):
                screen.show(f"{question.label}: {value}")

    def _look_again(self) -> None:
        from factcheck.services import desk

        with self._case.reading() as session:
            self._page = desk.page(session, self._claim)
        claim_sheet(self._page).show(0, below=0)
        screen.show()

    def _refuse(self, fault: FactcheckError) -> None:
        """What the policy asks for stands in a list: it can be long."""
        if not isinstance(fault, PolicyUnmet):
            report(fault)
            return
        screen.show()
        screen.show(f"The policy does not allow this status. Of {self._claim} it asks more:")
        for missing in fault.missing:
            screen.show(missing, indent=2)
        if fault.proposed:
            screen.show(f"It can be {fault.proposed}.")

    def _finish(self) -> list[str]:
        from factcheck.services import reviews

        with self._case.writing() as session:
            done = reviews.record(
                session,
                self._author,
                self._claim,
                status=self._answers["status"],
                because=self._answers["because"],
                standard=self._answers.get("standard") or None,
                credibility=self._answers.get("credibility") or None,
                override=self._answers.get("override") or None,
                seen=self._page.backing.evidence.digest,
                id=self._id,
            )
        line(done.claim)
        return [f"Recorded your review of {done.claim}. {judged(done)}"]


class NoteDialogue(DeskDialogue):
    """One note on a claim: a line, and it is kept."""

    QUESTIONS = _OF_NOTE
    ASKED = ("text",)
    THING, PRECIOUS = "note", "text"

    def write(self) -> list[str]:
        while True:
            self._ask_all()
            try:
                return self._finish()
            except FactcheckError as fault:
                report(fault)
                self._draft.asking, self._draft.typing = "text", self._answers.pop("text")

    def _finish(self) -> list[str]:
        from factcheck.services import notes

        with self._case.writing() as session:
            notes.add(session, self._author, self._claim, self._answers["text"], id=self._id)
        return ["The note is kept."]
