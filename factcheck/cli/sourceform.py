"""A source as the text that an editor opens, and back."""

from collections.abc import Mapping
from typing import Any

from factcheck.cli.editor import Field, template
from factcheck.domain.vocabulary import Reliability
from factcheck.errors import BadEdit
from factcheck.services.sources import SourceFields

COMMENTS = {
    "kind": "A CSL type: interview, report, article-newspaper, webpage, broadcast, hearing, …",
    "title": "Its title, or what it is.",
    "author": "“Family, Given”; without a comma an organisation.",
    "interviewer": "Who asked.",
    "publisher": "Who published it.",
    "issued": "When it appeared: 2017, 2017-04, 2017-05-18, XXXX (unknown).",
    "accessed": "When you saw it.",
    "url": "Where it is on the web.",
    "archive_url": "Where it is archived.",
    "language": "Its language: en, ru, uk.",
    "reliability": f"One of: {', '.join(f'{grade.value} {grade.label}' for grade in Reliability)}.",
    "voice": "Who speaks in it, where it relays nothing: the key or name of a party.",
    "relays": "Keys of the sources that it passes on.",
}
_LISTS = ("author", "interviewer", "relays")


def source_form(key: str, fields: SourceFields) -> str:
    empty: dict[str, list[str]] = {name: [] for name in _LISTS}
    values = {name: value or empty.get(name) for name, value in fields._asdict().items()}
    lines = [Field(name, values[name], comment) for name, comment in COMMENTS.items()]
    return template(f"The source {key}.", lines)


def changes_of(tables: Mapping[str, Any], before: SourceFields) -> SourceFields:
    """What an edited text changes; a field that was taken out is taken away. Raises BadEdit."""
    for name, value in tables.items():
        if name not in COMMENTS:
            raise BadEdit(f"there is no field “{name}”")
        if not _fits(name, value):
            wanted = "a list of texts" if name in _LISTS else "text in quotation marks"
            raise BadEdit(f"“{name}” must be {wanted}")
    changed: dict[str, Any] = {}
    for name, old in before._asdict().items():
        empty: Any = [] if name in _LISTS else ""
        new = tables.get(name, empty)
        if (list(new) if name in _LISTS else new) != (
            list(old or []) if name in _LISTS else old or ""
        ):
            changed[name] = new
    return SourceFields(**changed)


def _fits(name: str, value: Any) -> bool:
    if name in _LISTS:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    return isinstance(value, str)
