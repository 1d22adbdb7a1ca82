"""How the answers are read that make a claim."""

import pytest

from factcheck.cli.claimquestions import ASKED, OF_CITATION, QUESTIONS
from factcheck.cli.questions import choices, code_meant, question_meant
from factcheck.domain.drafts import CITATION_FIELDS, CLAIM_FIELDS
from factcheck.domain.vocabulary import Act, ClaimKind, Stance, Status, Vocabulary
from factcheck.errors import UnknownCode


def test_the_fields_are_those_of_a_claim_and_its_citation() -> None:
    assert set(ASKED) <= set(QUESTIONS)
    assert set(QUESTIONS) - set(OF_CITATION) == set(CLAIM_FIELDS) - {"key"}
    assert set(OF_CITATION) == set(CITATION_FIELDS) - {"source", "via"}


@pytest.mark.parametrize("codes", [ClaimKind, Status])
def test_each_code_has_a_letter_of_its_own(codes: type[Vocabulary]) -> None:
    shown = choices(codes)
    letters = [code[code.index("[") + 1] for code in shown]
    assert len(set(letters)) == len(codes)
    for letter, code in zip(letters, codes, strict=True):
        assert code_meant(codes, letter.upper()).value == code


@pytest.mark.parametrize(
    ("codes", "typed", "meant"),
    [
        (ClaimKind, "abuse", "abuse"),
        (ClaimKind, "ass", "assistance"),
        (Act, "tor", "torture"),
        (Act, "death-t", "death-threats"),
        (Stance, " Supports ", "supports"),
    ],
)
def test_the_beginning_of_a_code_is_enough(codes: type[Vocabulary], typed: str, meant: str) -> None:
    assert code_meant(codes, typed).value == meant


@pytest.mark.parametrize(("codes", "typed"), [(Act, "death"), (Act, "x"), (ClaimKind, "abused")])
def test_what_could_be_several_codes_or_none_is_refused(
    codes: type[Vocabulary], typed: str
) -> None:
    with pytest.raises(UnknownCode):
        code_meant(codes, typed)


@pytest.mark.parametrize(
    ("typed", "name"),
    [("quote", "quote"), ("claim", "text"), ("Cl", "text"), ("as of", "as_of"), ("n", "number"),
     ("a", None), ("t", None), ("", None), ("zz", None)],
)  # fmt: skip
def test_a_field_is_named_by_its_label(typed: str, name: str | None) -> None:
    assert question_meant(QUESTIONS, typed) == name
