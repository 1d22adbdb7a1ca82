"""Questions that are asked at a terminal, and how each answer is read."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from factcheck.domain.vocabulary import ClaimKind, Status, Vocabulary
from factcheck.domain.wording import clean


class Answer(NamedTuple):
    """An answer as it is kept, and how it was read where that is not the same."""

    value: str
    read_as: str = ""


class Question(NamedTuple):
    """A field of what is being written."""

    label: str
    hint: str = ""
    codes: type[Vocabulary] | None = None
    read: Callable[[str], Answer] | None = None
    is_needed: bool = False


CODE_HINT = "The beginning of one of these is enough:"

_LETTERS: Mapping[type[Vocabulary], Mapping[Vocabulary, str]] = {
    ClaimKind: {ClaimKind.ASSISTANCE: "s"},
    Status: {Status.UNVERIFIABLE: "b"},
}
"""Vocabularies whose codes have a letter each: the first, but for those whose first letter is
another's."""


def choices(codes: type[Vocabulary]) -> list[str]:
    """What can be answered: ``[n]umber`` where there are letters, else the codes."""
    if codes not in _LETTERS:
        return [code.value for code in codes]
    letters = [(code.value, _letter(code)) for code in codes]
    return [code.replace(letter, f"[{letter}]", 1) for code, letter in letters]


def _letter(code: Vocabulary) -> str:
    return _LETTERS[type(code)].get(code, code.value[0])


def code_meant(codes: type[Vocabulary], typed: str) -> Answer:
    """The code that was typed, by its letter or by as much of it as no other begins with.

    Raises UnknownCode.
    """
    typed = typed.strip().lower()
    if codes in _LETTERS:
        for code in codes:
            if typed == _letter(code):
                return Answer(code.value)
    meant = [code.value for code in codes if code.value.startswith(typed)]
    exact = typed in meant or len(meant) != 1
    return Answer(codes.read(typed if exact else meant[0]).value)


def read_text(what: str, limit: int) -> Callable[[str], Answer]:
    """Reads one line of text; ``what`` names it in an error."""
    return lambda typed: Answer(clean(what, " ".join(typed.split()), limit))


def question_meant(questions: Mapping[str, Question], typed: str) -> str | None:
    """The field whose label, or the beginning of it, was typed; None where it is not clear."""
    typed = " ".join(typed.split()).lower()
    labels = {question.label.lower(): name for name, question in questions.items()}
    meant = [label for label in labels if typed and label.startswith(typed)]
    if typed in labels:
        return labels[typed]
    return labels[meant[0]] if len(meant) == 1 else None
