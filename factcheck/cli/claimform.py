"""A claim as the text that an editor opens, and back."""

from collections.abc import Mapping, Sequence
from typing import Any

from factcheck.cli.editor import Field, template, toml_value
from factcheck.domain.drafts import CITATION_FIELDS, CLAIM_FIELDS
from factcheck.domain.vocabulary import Act, ClaimKind, NumberMethod, Stance, Vocabulary
from factcheck.errors import BadEdit

Changes = dict[str, str | None]


def _codes(codes: type[Vocabulary]) -> str:
    return ", ".join(code.value for code in codes)


COMMENTS = {
    "text": "The statement: one checkable thing, in our own words.",
    "kind": f"One of: {_codes(ClaimKind)}.",
    "act": f"For the kind abuse, one of: {_codes(Act)}.",
    "speaker": "To whom it is attributed: the key or name of a party.",
    "against": "The party accused.",
    "as_of": "When the statement held: 2017, 2017-04, 2017-04-01/2017-04-21, XXXX (unknown).",
    "happened": "When the thing happened.",
    "place": "Where it happened.",
    "tags": "Words to file it under, separated by commas.",
    "number": "The number exactly as it was stated: “about 75 people”.",
    "number_method": f"One of: {_codes(NumberMethod)}.",
    "measure": "What the number counts: the key of a measure.",
}
CITATION_COMMENTS = {
    "stance": f"One of: {_codes(Stance)}.",
    "locator": "Where the passage stands: “para. 2”, “p. 7”.",
    "quote": "The passage, word for word.",
    "translation": "The quote in your language.",
    "via": "Which of the works that the source relays it draws on.",
}


def claim_form(fields: Mapping[str, str | None], citations: Sequence[Mapping[str, Any]]) -> str:
    """The text to edit: the claim's fields, then each citation as ``[[citation]]``."""
    lines = [Field(name, fields[name], COMMENTS[name]) for name in CLAIM_FIELDS if name != "key"]
    tables = [_citation_form(citation) for citation in citations]
    return template(f"The claim {fields['key']}.", lines, "".join(tables))


def _citation_form(citation: Mapping[str, Any]) -> str:
    lines = ["", "[[citation]]", f"source = {toml_value(citation['source'])}"]
    for name, comment in CITATION_COMMENTS.items():
        value = citation[name]
        lines.append(f"# {comment}")
        lines.append(f"{name} = {toml_value(value)}" if value else f'#{name} = ""')
    return "\n".join(lines) + "\n"


def changes_of(
    tables: Mapping[str, Any],
    fields: Mapping[str, str | None],
    citations: Sequence[Mapping[str, str | None]],
) -> tuple[Changes, list[tuple[int, Changes]]]:
    """What an edited text changes: fields of the claim, and of its citations by their place.

    A field that was taken out, or commented out, is taken away. Raises BadEdit.
    """
    edited = dict(tables)
    written = edited.pop("citation", [])
    changes = _changed(edited, fields, [name for name in CLAIM_FIELDS if name != "key"])
    if not isinstance(written, list) or len(written) != len(citations):
        raise BadEdit(
            "a citation was added or taken out",
            "Add one with “factcheck claim cite”, take one back with “factcheck claim withdraw”.",
        )
    cited: list[tuple[int, Changes]] = []
    for number, (table, before) in enumerate(zip(written, citations, strict=True)):
        changed = _changed(table, before, CITATION_FIELDS)
        if "source" in changed:
            raise BadEdit(
                "the source of a citation was changed", "Withdraw it and cite the other source."
            )
        if changed:
            cited.append((number, changed))
    return changes, cited


def _changed(
    table: Any, before: Mapping[str, str | None], names: Sequence[str]
) -> dict[str, str | None]:
    if not isinstance(table, Mapping):
        raise BadEdit("a citation is not a table: write [[citation]]")
    for name, value in table.items():
        if name not in names:
            raise BadEdit(f"there is no field “{name}”")
        if not isinstance(value, str):
            raise BadEdit(f"“{name}” must be text in quotation marks")
    return {
        name: table.get(name) for name in names if (table.get(name) or None) != before.get(name)
    }
