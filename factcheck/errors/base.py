"""What every user error is, and how its sentence lists things."""

from collections.abc import Iterable


class FactcheckError(Exception):
    """A refusal or failure that the user is told about in one sentence, without a traceback."""

    exit_code = 1

    def __init__(self, sentence: str, hint: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint


class UsageError(FactcheckError):
    """A value or a combination of options that the program cannot take."""

    exit_code = 2


def listed(items: Iterable[str], joint: str = "or") -> str:
    """``a, b or c``: how a sentence lists the legal values."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"
