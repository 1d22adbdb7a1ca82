"""A source as an editor's text, and back."""

import tomllib

import pytest

from factcheck.cli.sourceform import changes_of, source_form
from factcheck.errors import BadEdit
from factcheck.services.sources import SourceFields

FIELDS = SourceFields(
    kind="interview",
    title="“Talk”",
    author=["Kochetkov, Igor", 'The "Network"'],
    interviewer=[],
    issued="2017",
    relays=("wire",),
)
FORM = source_form("talk", FIELDS)


def changes(text: str) -> SourceFields:
    return changes_of(tomllib.loads(text), FIELDS)


def test_a_text_that_was_not_changed_changes_nothing() -> None:
    assert changes(FORM) == SourceFields()


def test_every_field_can_be_changed() -> None:
    for name in SourceFields._fields:
        assert f"\n{name} = " in FORM or f"\n#{name} = " in FORM
    assert FORM.startswith("# The source talk.\n")


def test_what_was_changed_is_found() -> None:
    text = FORM.replace('["wire"]', '["wire", "page"]').replace('#url = ""', 'url = "https://x"')
    assert changes(text) == SourceFields(relays=["wire", "page"], url="https://x")


def test_what_was_taken_out_is_taken_away() -> None:
    text = FORM.replace('issued = "2017"', "").replace('relays = ["wire"]', "")
    assert changes(text) == SourceFields(issued="", relays=[])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('colour = "red"', "no field “colour”"),
        ('key = "other"', "no field “key”"),
        ("url = 5", "“url” must be text"),
        ('url = ["https://x"]', "“url” must be text"),
        ('interviewer = "Ada"', "“interviewer” must be a list of texts"),
        ("interviewer = [1]", "“interviewer” must be a list of texts"),
    ],
)
def test_a_mistake_is_refused(line: str, told: str) -> None:
    with pytest.raises(BadEdit, match=told):
        changes(f"{FORM}\n{line}\n")


@pytest.mark.parametrize("name", ["author", "interviewer", "relays"])
def test_a_list_without_entries_is_shown_as_a_list(name: str) -> None:
    """Whoever takes the comment sign away and fills it in must not meet an error."""
    form = source_form("talk", SourceFields(kind="report", title="T"))
    assert f"\n#{name} = []\n" in form or f'\n#{name} = [""]\n' in form
