"""The journal, the keys that it is signed with, and heads kept elsewhere."""

from factcheck.errors.base import FactcheckError, UsageError


class NotAHead(UsageError):
    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text.strip()}” is not the head of a journal.",
            "Give the line as “factcheck head” printed it: factcheck-head 1 COUNT DIGEST.",
        )


class ErasedSince(FactcheckError):
    """What a record said once was destroyed, by an erasure that the case records."""

    def __init__(self, noun: str, key: str) -> None:
        super().__init__(
            f"What the {noun} {key} said then was erased since.",
            f"See what is left of it: factcheck history {key}",
        )


class NotKnownYet(FactcheckError):
    def __init__(self, key: str, then: str, logged: str) -> None:
        super().__init__(
            f"{key} was logged on {logged}, and so not known on {then}.",
            f"See its whole life: factcheck history {key}",
        )


class BeforeTheJournal(FactcheckError):
    """Of a record that is older than the case's journal."""

    def __init__(self, key: str, then: str, begun: str) -> None:
        super().__init__(
            f"What was known of {key} on {then} is not told: the journal of this case began later.",
            f"Ask for {begun} or later.",
        )


class NotPastYet(UsageError):
    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text}” is in the future: nobody knows yet what will be known then.",
            "Give a day or a time that is past.",
        )
