"""A passage with about a sentence around it, as a reader needs it to judge the passage."""

import re
from typing import NamedTuple

WIDEST = 240
"""Characters on each side that are shown at most."""

_LEAST = 30
"""Characters on each side below which one more sentence is shown, in the same paragraph."""

_BETWEEN = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+")
"""From the end of a sentence to the beginning of the next."""


class Context(NamedTuple):
    """A passage and what stands before and behind it in its paragraph."""

    before: str
    passage: str
    after: str

    @property
    def marked(self) -> str:
        """All on one line, the passage in brackets: “They said [some 75 people] came.”"""
        return " ".join(f"{self.before}[{self.passage}]{self.after}".split())


def around(text: str, start: int, end: int) -> Context:
    """The passage ``text[start:end]`` in its context.

    ``text`` may be part of a longer one: :data:`WIDEST` and one more on each side are enough.
    """
    return Context(_before(text, start), text[start:end], _after(text, end))


def _before(text: str, start: int) -> str:
    block = text[max(start - WIDEST, 0) : start].rpartition("\n")[2]
    begins = [found.end() for found in _BETWEEN.finditer(block)]
    if chosen := [begin for begin in begins if len(block) - begin >= _LEAST]:
        return block[chosen[-1] :]
    if len(block) == WIDEST and start > WIDEST:
        return "…" + block.partition(" ")[2]
    return block


def _after(text: str, end: int) -> str:
    block = text[end : end + WIDEST].partition("\n")[0]
    for found in _BETWEEN.finditer(block):
        if found.start() >= _LEAST:
            return block[: found.end()].rstrip()
    if len(block) == WIDEST and end + WIDEST < len(text):
        return block.rpartition(" ")[0] + "…"
    return block
