"""The journal, the keys that it is signed with, and heads kept elsewhere."""

from factcheck.errors.base import UsageError


class NotAHead(UsageError):
    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text.strip()}” is not the head of a journal.",
            "Give the line as “factcheck head” printed it: factcheck-head 1 COUNT DIGEST.",
        )
