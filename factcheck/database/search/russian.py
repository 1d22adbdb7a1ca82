"""Which Russian words count as one: the forms of all words that a form can belong to.

The indexes keep Cyrillic words as they are, and a query's word is expanded into its forms. This
finds what stemming misses (пыток, детей), and what is in the index need never change when the
dictionary does.
"""

import re
from functools import cache
from importlib import import_module
from typing import Any

from factcheck.domain.searchquery import fold

_CYRILLIC = re.compile("[\u0400-\u052f]")


def is_russian(word: str) -> bool:
    """Whether there is a Cyrillic letter in it. Other languages' words expand to little else."""
    return _CYRILLIC.search(word) is not None


def forms(word: str) -> tuple[str, ...]:
    """All forms of all words of which this can be a form, folded; the word itself comes first.

    A word that the dictionary lacks, as most names, is inflected like those that end alike.
    """
    found = {word: None}
    for parse in _analyzer().parse(word):
        for form in parse.lexeme:
            folded = fold(form.word)
            if folded.isalnum():  # not one that a hyphen makes into two words of the index
                found[folded] = None
    return tuple(found)


@cache
def _analyzer() -> Any:
    # Only when needed: it takes 0.15 s. It has no type hints.
    return import_module("pymorphy3").MorphAnalyzer(lang="ru")
