"""The questions that make a claim out of a passage, and how each answer is read."""

from collections.abc import Callable
from typing import NamedTuple

from factcheck.domain.drafts import read_tags
from factcheck.domain.edtf import in_words, read_edtf
from factcheck.domain.quantities import describe, read_quantity
from factcheck.domain.vocabulary import Act, ClaimKind, NumberMethod, Stance, Vocabulary
from factcheck.domain.wording import CLAIM_LIMIT, NAME_LIMIT, clean


class Answer(NamedTuple):
    """An answer as it is kept, and how it was read where that is not the same."""

    value: str
    read_as: str = ""


class Question(NamedTuple):
    """A field of a claim or of its citation."""

    label: str
    hint: str = ""
    codes: type[Vocabulary] | None = None
    read: Callable[[str], Answer] | None = None
    is_needed: bool = False


_LETTERS = {ClaimKind.ASSISTANCE: "s"}
"""Where the first letter is another's."""


def choices(codes: type[Vocabulary]) -> list[str]:
    """What can be answered: ``[n]umber`` for a kind, else the codes, whose beginning is enough."""
    if codes is not ClaimKind:
        return [code.value for code in codes]
    letters = [(code.value, _letter(code)) for code in ClaimKind]
    return [code.replace(letter, f"[{letter}]", 1) for code, letter in letters]


def _letter(kind: ClaimKind) -> str:
    return _LETTERS.get(kind, kind.value[0])


def code_meant(codes: type[Vocabulary], typed: str) -> Answer:
    """The code that was typed, by its letter or by as much of it as no other begins with.

    Raises UnknownCode.
    """
    typed = typed.strip().lower()
    if codes is ClaimKind:
        for kind in ClaimKind:
            if typed == _letter(kind):
                return Answer(kind.value)
    meant = [code.value for code in codes if code.value.startswith(typed)]
    exact = typed in meant or len(meant) != 1
    return Answer(codes.read(typed if exact else meant[0]).value)


def _text(what: str, limit: int) -> Callable[[str], Answer]:
    return lambda typed: Answer(clean(what, " ".join(typed.split()), limit))


def _number(typed: str) -> Answer:
    quantity = read_quantity(" ".join(typed.split()))
    return Answer(quantity.as_stated, describe(quantity))


def _date(typed: str) -> Answer:
    date = read_edtf(typed.strip())
    return Answer(date.text, in_words(date))


def _tags(typed: str) -> Answer:
    return Answer(", ".join(read_tags(typed)))


_CODE_HINT = "The beginning of one of these is enough:"

QUESTIONS = {
    "quote": Question(
        "Quote", "The words to quote, or first … last. Enter quotes the whole passage."
    ),
    "text": Question(
        "Claim",
        "One checkable statement, in your own words.",
        read=_text("the statement", CLAIM_LIMIT),
        is_needed=True,
    ),
    "kind": Question("Kind", "A letter, or the name:", codes=ClaimKind, is_needed=True),
    "act": Question("Act", _CODE_HINT, codes=Act),
    "number": Question("Number", "As it was stated: “about 75 people”; - for none.", read=_number),
    "measure": Question("Measure", "What the number counts. Enter for none:"),
    "as_of": Question(
        "As of", "When this held: 2017, 2017-04, 2017-05-18. Enter for none.", read=_date
    ),
    "tags": Question("Tags", "Words to file it under, with commas. Enter for none.", read=_tags),
    "speaker": Question(
        "Speaker", "To whom it is attributed; - for nobody.", read=_text("the name", NAME_LIMIT)
    ),
    "against": Question("Against", "The party accused.", read=_text("the name", NAME_LIMIT)),
    "happened": Question("Happened", "When the thing happened: 2017-03.", read=_date),
    "place": Question("Place", "Where it happened.", read=_text("the place", NAME_LIMIT)),
    "number_method": Question("Counted", _CODE_HINT, codes=NumberMethod),
    "stance": Question("Stance", "What the source does to the claim:", codes=Stance),
    "translation": Question(
        "Translation", "The quote in your language.", read=_text("the translation", CLAIM_LIMIT)
    ),
}
"""Every field, in the order in which a summary shows them."""

ASKED = ("quote", "text", "kind", "act", "number", "measure", "as_of", "tags", "speaker")
"""Those that are asked one after another; the others only where somebody edits."""

OF_CITATION = ("quote", "locator", "translation", "stance")
"""What belongs to the citation; the locator comes with the quote."""


def question_meant(typed: str) -> str | None:
    """The field whose label, or the beginning of it, was typed; None where it is not clear."""
    typed = " ".join(typed.split()).lower()
    labels = {question.label.lower(): name for name, question in QUESTIONS.items()}
    meant = [label for label in labels if typed and label.startswith(typed)]
    if typed in labels:
        return labels[typed]
    return labels[meant[0]] if len(meant) == 1 else None
