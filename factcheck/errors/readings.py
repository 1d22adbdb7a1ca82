"""A value that cannot be read: a number, a date, a name, a code, a text, a key."""

from collections.abc import Iterable

from factcheck.errors.base import FactcheckError, UsageError


class UnreadableNumber(UsageError):
    """``--number`` was given something that is not a quantity, or not clearly one."""

    FORMS = (
        "75, 1,200, 1.2 million, thirty, about 75 people, some 75, nearly 500, at least three, "
        "more than 100, up to 20, fewer than ten, 27 to 30, between 100 and 200, dozens, hundreds, "
        "half of the 30"
    )

    def __init__(
        self, text: str, why: str = "it is not a number in a form that can be read"
    ) -> None:
        super().__init__(
            f"“{text}” is not read as a quantity: {why}.",
            f"Write it in one of these forms, in English or Russian: {self.FORMS}.",
        )


class UnreadableDate(UsageError):
    """A date that is not EDTF (ISO 8601-2) text."""

    def __init__(self, text: str, why: str = "it is not in a form that can be read") -> None:
        super().__init__(
            f"“{text}” is not read as a date: {why}.",
            "Write 2017, 2017-04, 2017-05-18, 2017-04~ (about), 2017-04? (uncertain), "
            "2017-04-01/2017-04-21, ../2017-05 or XXXX (unknown).",
        )


class UnreadableName(UsageError):
    def __init__(self, text: str, why: str) -> None:
        super().__init__(
            f"“{text}” is not read as a name: {why}.",
            "Write “Family, Given”, or a name without a comma to keep it as it stands.",
        )


class UnknownCode(UsageError):
    """A value outside a vocabulary."""

    def __init__(self, what: str, code: str, legal: Iterable[str]) -> None:
        super().__init__(f"“{code}” is not a {what}.", f"Use one of: {', '.join(legal)}.")


class EmptyText(FactcheckError):
    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what[:1].upper()}{what[1:]} is empty.", "Write it out and repeat the command."
        )


class NotText(FactcheckError):
    def __init__(self, what: str, why: str) -> None:
        super().__init__(
            f"{what[:1].upper()}{what[1:]} cannot be kept: {why}.",
            "Copy it again as plain text.",
        )


class TextTooLong(FactcheckError):
    def __init__(self, what: str, length: int, limit: int) -> None:
        super().__init__(
            f"{what[:1].upper()}{what[1:]} has {length:,} characters; at most {limit:,} are taken.",
            "Shorten it and repeat the command.",
        )


class BadKey(UsageError):
    def __init__(self, key: str) -> None:
        super().__init__(
            f"“{key}” cannot be a key.",
            "Use up to 80 letters, digits, hyphens, dots, underscores; a letter or digit first.",
        )


class MissingField(UsageError):
    def __init__(self, field: str, what: str) -> None:
        super().__init__(
            f"{what[:1].upper()}{what[1:]} is missing.",
            f"Give it with --{field.replace('_', '-')}.",
        )


class ActWithoutAbuse(UsageError):
    def __init__(self, act: str, kind: str) -> None:
        super().__init__(
            f"The act “{act}” belongs to a claim of kind abuse, and this one is of kind {kind}.",
            "Use --kind abuse, or leave out the act.",
        )


class NothingCounted(UsageError):
    def __init__(self, field: str) -> None:
        super().__init__(
            f"There is no number for the {field.replace('_', ' ')} to belong to.",
            "Give the number as it was stated, with --number.",
        )


class NoAuthor(UsageError):
    def __init__(self) -> None:
        super().__init__(
            "It is not known who is working.",
            "Give the name to sign with: --as NAME before the command, or FACTCHECK_AS.",
        )
