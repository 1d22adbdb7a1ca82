"""Judgements that are refused."""

from collections.abc import Iterable

from factcheck.errors.base import FactcheckError, some


class PolicyUnmet(FactcheckError):
    """``missing`` is what the policy asks for, each a whole sentence."""

    def __init__(self, claim: str, status: str, missing: Iterable[str], proposed: str = "") -> None:
        self.missing, self.proposed = tuple(missing), proposed
        listed = " ".join(self.missing).rstrip(".")
        super().__init__(
            f"The policy of this case does not allow {claim} to be {status}. {listed}.",
            (f"Record it as {proposed}, add" if proposed else "Add")
            + " what is missing, or say with --override why it does not matter here; "
            "every export will show that.",
        )


class NothingToOverride(FactcheckError):
    def __init__(self, claim: str, status: str) -> None:
        super().__init__(
            f"The policy of this case allows {claim} to be {status}: there is nothing to override.",
            "Leave out --override.",
        )


class StillWithdrawn(FactcheckError):
    def __init__(self, claim: str) -> None:
        super().__init__(
            f"{claim} is withdrawn, and cannot be judged.",
            f"Reopen it first: factcheck review record {claim} --status in-review --because “…”",
        )


class UnknownReview(FactcheckError):
    def __init__(self, claim: str, text: str) -> None:
        super().__init__(
            f"{claim} has no review whose id begins with “{text}”.",
            f"See them with “factcheck review log {claim}”.",
        )


class AmbiguousReview(FactcheckError):
    def __init__(self, claim: str, text: str, ids: Iterable[str]) -> None:
        super().__init__(
            f"Several reviews of {claim} have an id that begins with “{text}”: {some(ids, 'and')}.",
            "Give more of it.",
        )
