"""The questions that make a claim out of a passage, and how each answer is read."""

from factcheck.cli.questions import CODE_HINT, Answer, Question, read_text
from factcheck.domain.drafts import read_tags
from factcheck.domain.edtf import in_words, read_edtf
from factcheck.domain.quantities import describe, read_quantity
from factcheck.domain.vocabulary import Act, ClaimKind, NumberMethod, Stance
from factcheck.domain.wording import CLAIM_LIMIT, NAME_LIMIT


def _number(typed: str) -> Answer:
    quantity = read_quantity(" ".join(typed.split()))
    return Answer(quantity.as_stated, describe(quantity))


def _date(typed: str) -> Answer:
    date = read_edtf(typed.strip())
    return Answer(date.text, in_words(date))


def _tags(typed: str) -> Answer:
    return Answer(", ".join(read_tags(typed)))


QUESTIONS = {
    "quote": Question(
        "Quote", "The words to quote, or first … last. Enter quotes the whole passage."
    ),
    "text": Question(
        "Claim",
        "One checkable statement, in your own words.",
        read=read_text("the statement", CLAIM_LIMIT),
        is_needed=True,
    ),
    "kind": Question("Kind", "A letter, or the name:", codes=ClaimKind, is_needed=True),
    "act": Question("Act", CODE_HINT, codes=Act),
    "number": Question("Number", "As it was stated: “about 75 people”; - for none.", read=_number),
    "measure": Question("Measure", "What the number counts. Enter for none:"),
    "as_of": Question(
        "As of", "When this held: 2017, 2017-04, 2017-05-18. Enter for none.", read=_date
    ),
    "tags": Question("Tags", "Words to file it under, with commas. Enter for none.", read=_tags),
    "speaker": Question(
        "Speaker", "To whom it is attributed; - for nobody.", read=read_text("the name", NAME_LIMIT)
    ),
    "against": Question("Against", "The party accused.", read=read_text("the name", NAME_LIMIT)),
    "happened": Question("Happened", "When the thing happened: 2017-03.", read=_date),
    "place": Question("Place", "Where it happened.", read=read_text("the place", NAME_LIMIT)),
    "number_method": Question("Counted", CODE_HINT, codes=NumberMethod),
    "stance": Question("Stance", "What the source does to the claim:", codes=Stance),
    "translation": Question(
        "Translation", "The quote in your language.", read=read_text("the translation", CLAIM_LIMIT)
    ),
}
"""Every field, in the order in which a summary shows them."""

ASKED = ("quote", "text", "kind", "act", "number", "measure", "as_of", "tags", "speaker")
"""Those that are asked one after another; the others only where somebody edits."""

OF_CITATION = ("quote", "locator", "translation", "stance")
"""What belongs to the citation; the locator comes with the quote."""
