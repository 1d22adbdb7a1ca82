"""A claim as an editor's text, and back."""

import tomllib

import pytest

from factcheck.cli.claimform import changes_of, claim_form
from factcheck.domain.drafts import CITATION_FIELDS, CLAIM_FIELDS
from factcheck.errors import BadEdit

FIELDS = dict.fromkeys(CLAIM_FIELDS) | {
    "key": "raid",
    "text": 'A "raid"\nat night.',
    "kind": "event",
    "tags": "a, b",
}
CITATION = dict.fromkeys(CITATION_FIELDS) | {
    "source": "wire",
    "stance": "supports",
    "quote": "there",
}
CITATIONS = [CITATION, {**CITATION, "source": "talk", "quote": None}]
FORM = claim_form(FIELDS, CITATIONS)


def changes(text: str) -> tuple[dict[str, str | None], list[tuple[int, dict[str, str | None]]]]:
    return changes_of(tomllib.loads(text), FIELDS, CITATIONS)


def test_a_text_that_was_not_changed_changes_nothing() -> None:
    assert changes(FORM) == ({}, [])


def test_every_field_but_the_key_can_be_changed() -> None:
    for name in CLAIM_FIELDS:
        assert (f"\n{name} = " in FORM or f"\n#{name} = " in FORM) == (name != "key")
    for name in CITATION_FIELDS:
        assert f"\n{name} = " in FORM or f"\n#{name} = " in FORM


def test_what_was_changed_is_found() -> None:
    text = FORM.replace('#place = ""', 'place = "Argun"').replace("a, b", "c")
    text = text.replace('quote = "there"', 'quote = "then"')
    assert changes(text) == ({"place": "Argun", "tags": "c"}, [(0, {"quote": "then"})])


def test_what_was_taken_out_is_taken_away() -> None:
    text = FORM.replace('tags = "a, b"', "").replace('quote = "there"', 'quote = ""')
    assert changes(text) == ({"tags": None}, [(0, {"quote": ""})])


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('kind = "event"', "kind = 5", "“kind” must be text"),
        ('kind = "event"', 'kind = ["event"]', "“kind” must be text"),
        ('kind = "event"', 'colour = "red"', "no field “colour”"),
        ('kind = "event"', 'key = "other"', "no field “key”"),
        ('quote = "there"', "page = '7'", "no field “page”"),
        ('quote = "there"', "quote = 5", "“quote” must be text"),
        ('source = "wire"', 'source = "talk"', "the source of a citation was changed"),
        ('source = "wire"', "", "the source of a citation was changed"),
        ("[[citation]]", "[[citation]]\n[[citation]]", "added or taken out"),
    ],
)
def test_a_mistake_is_refused(before: str, after: str, told: str) -> None:
    text = FORM.replace(before, after, 1)
    assert text != FORM
    with pytest.raises(BadEdit, match=told):
        changes(text)


def test_a_citation_that_was_taken_out_is_refused() -> None:
    with pytest.raises(BadEdit, match="added or taken out"):
        changes(FORM.rpartition("[[citation]]")[0])


def test_a_citation_of_another_shape_is_refused() -> None:
    for written in ("wire", ["wire", "talk"], {"source": "wire"}):
        with pytest.raises(BadEdit):
            changes_of({"text": "A", "citation": written}, FIELDS, CITATIONS)
