"""The work on claims beside judging them: what is refused of it."""

from factcheck.errors.base import FactcheckError, UsageError


class HeldAlready(FactcheckError):
    def __init__(self, claim: str, holder: str) -> None:
        super().__init__(
            f"{holder} holds {claim} already.", "There is nothing more to do to assign it."
        )


class HeldByNobody(FactcheckError):
    def __init__(self, claim: str) -> None:
        super().__init__(
            f"Nobody holds {claim}.", f"Assign it with “factcheck review assign {claim} NAME”."
        )


class SomebodyAndNobody(UsageError):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"A claim cannot be assigned to “{name}” and to nobody at once.",
            "Give a name, or --nobody.",
        )


class NoTerminal(UsageError):
    """A command that lives on keys, called where nobody can press any."""

    def __init__(self) -> None:
        super().__init__(
            "There is no terminal to review claims on.",
            "List them with “factcheck review queue”, judge them with “factcheck review record”.",
        )


class NotRecordedYet(FactcheckError):
    """Reviewing ended while something was being typed."""

    def __init__(self, claim: str) -> None:
        super().__init__(
            f"What was being typed about {claim} is not recorded yet; nothing of it is lost.",
            "“factcheck review next” offers it again.",
        )


class EvidenceChanged(FactcheckError):
    """A review of a claim that is not any more what its reviewer has seen."""

    def __init__(self, claim: str) -> None:
        super().__init__(
            f"{claim} or its evidence was changed while you were reading it.",
            "Read it again; then say whether you judge it as before.",
        )
