"""What every user error is, and how its sentence quotes and lists things."""

import re
from collections.abc import Iterable

_LONG = re.compile(r"“[^”]{200,}|(?<![^\s(])'[^'\n]{200,}|[^\s“”']{200,}")
"""What no sentence of ours holds: a text in quotation marks, or a word, of so many characters."""

_MOST = 2_000
"""Characters of a message that a person will still read."""


def brief(message: str) -> str:
    """The message with the middle of every long text that it quotes left out.

    What was typed may be a whole page. Its beginning and its end tell which text is meant.
    """
    message = _LONG.sub(lambda found: f"{found.group()[:150]}…{found.group()[-40:]}", message)
    return message if len(message) <= _MOST else f"{message[:1500]} … {message[-400:]}"


class FactcheckError(Exception):
    """A refusal or failure that the user is told about in one sentence, without a traceback."""

    exit_code = 1

    def __init__(self, sentence: str, hint: str = "") -> None:
        self.sentence = brief(sentence)
        self.hint = brief(hint)
        super().__init__(self.sentence)


class UsageError(FactcheckError):
    """A value or a combination of options that the program cannot take."""

    exit_code = 2


def listed(items: Iterable[str], joint: str = "or") -> str:
    """``a, b or c``: how a sentence lists the legal values."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


def some(items: Iterable[str], joint: str = "or") -> str:
    """As ``listed``, the first eight of them: ``a, b, … and 12 more``."""
    words = list(items)
    if len(words) <= 9:
        return listed(words, joint)
    return f"{', '.join(words[:8])} and {len(words) - 8:,} more"
