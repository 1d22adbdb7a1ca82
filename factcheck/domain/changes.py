"""What changed between two documents of a record, as people say it.

The documents name other records by their keys and names, not by ids. What is computed from other
fields, and what an entry of the journal says itself (who did it, and when), is not told again.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from factcheck.domain.journal import Document
from factcheck.domain.names import Name


class Change(NamedTuple):
    """One field that is other than before."""

    field: str
    """As people call it: ``place``, ``citation of page``."""
    done: str
    """``set`` in a record that is new; ``changed`` in one that is not. Of what a record can have
    several of: ``added``, ``removed`` or ``withdrawn``."""
    before: str | None
    after: str | None

    @property
    def told(self) -> str:
        """``place: — → Grozny``; ``tag added: Argun``."""
        if self.done == "set":
            return f"{self.field}: {self.after}"
        if self.done == "changed":
            return f"{self.field}: {self.before or NOTHING} → {self.after or NOTHING}"
        what = self.after if self.done != "removed" else self.before
        return f"{self.field} {self.done}: {what}"


NOTHING = "—"

_UNTOLD = frozenset(
    "id logged_digest judged as_of_earliest as_of_latest happened_earliest happened_latest "
    "issued_earliest issued_latest withdrawn_at withdrawn_by text_digest segments folded folding "
    "public_key".split()
)
"""Fields of a record that say nothing to people, or nothing new."""

_BY_HAND = frozenset("created_at created_by recorded_at".split())
"""What an entry says itself, unless the record is older than the journal."""

_QUOTED = frozenset(
    "text title because quote translation definition number note override withdrawn_because".split()
)

_CALLED = {
    "as_stated": "number",
    "archive_url": "archived at",
    "because": "reason",
    "created_at": "logged on",
    "created_by": "logged by",
    "happened": "happened",
    "minimum": "at least",
    "maximum": "at most",
    "recorded_at": "recorded on",
    "url": "address",
    "whole": "of",
    "withdrawn_because": "withdrawn",
}
"""What fields are called, where it is not the name of their column."""

_ORDER = (
    "key name title status reviewer text kind act speaker against as_of happened place number "
    "measure method because standard credibility party outcome unit definition cumulative part_of "
    "speaks_for voice publisher issued accessed url archive_url language reliability".split()
)
"""In which order people ask; what is not here comes after."""

_PARTS = ("quantity", "tags", "relays", "citations", "names", "other")

_READ_FROM_THE_NUMBER = ("qualifier", "value", "minimum", "maximum", "unit", "whole")


def changes(before: Document | None, after: Document, *, adopted: bool = False) -> list[Change]:
    """All that is other than before; ``before`` is none where the record is new.

    ``adopted`` says that it was there before the journal: then it is told who made it, and when.
    """
    hidden = _UNTOLD if adopted else _UNTOLD | _BY_HAND
    found = list(_fields(_flat(before or {}, hidden), _flat(after, hidden), before is None))
    for field, noun in (("tags", "tag"), ("relays", "relayed work")):
        found += _members(noun, (before or {}).get(field, ()), after.get(field, ()))
    found += _citations((before or {}).get("citations", ()), after.get("citations", ()))
    return found


def _fields(before: Mapping[str, str], after: Mapping[str, str], new: bool) -> Iterator[Change]:
    for field in sorted({*before, *after}, key=_place):
        old, now = before.get(field), after.get(field)
        if old != now:
            yield Change(_name(field), "set" if new else "changed", old, now)


def _place(field: str) -> tuple[int, str]:
    return (_ORDER.index(field) if field in _ORDER else len(_ORDER), field)


def _name(field: str) -> str:
    return _CALLED.get(field, field.replace("_", " "))


def _flat(document: Document, hidden: frozenset[str]) -> dict[str, str]:
    """The fields that hold one thing each, as text."""
    flat = {
        field: _text(field, value)
        for field, value in document.items()
        if field not in hidden and field not in _PARTS
    }
    flat |= _number(document.get("quantity", {}))
    for role, names in _json(document, "names").items():
        flat[role] = "; ".join(Name.kept(name).inverted() for name in names)
    for variable, value in _json(document, "other").items():
        flat[variable] = value if isinstance(value, str) else _written(value)
    return flat


def _number(quantity: Document) -> dict[str, str]:
    """A number as it was stated; what was read from that follows from it."""
    stated = quantity.get("as_stated")
    return {
        "number" if field == "as_stated" else field: _text(
            "number" if field == "as_stated" else field, value
        )
        for field, value in quantity.items()
        if stated is None or field not in _READ_FROM_THE_NUMBER
    }


def _json(document: Document, field: str) -> dict[str, Any]:
    return dict(json.loads(document[field])) if field in document else {}


def _written(value: Any) -> str:
    """A value that is no text, in one form whatever order its parts came in."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_written(value[name])}" for name in sorted(value))
    if isinstance(value, list | tuple):
        return "; ".join(map(_written, value))
    return str(value)


def _text(field: str, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"“{value}”" if field in _QUOTED else str(value)


def _members(noun: str, before: Any, after: Any) -> Iterator[Change]:
    for one in before:
        if one not in after:
            yield Change(noun, "removed", one, None)
    for one in after:
        if one not in before:
            yield Change(noun, "added", None, one)


# --- citations ------------------------------------------------------------------------------------


def _citations(before: Any, after: Any) -> Iterator[Change]:
    known = {citation["id"]: citation for citation in before}
    left = {citation["id"] for citation in after}
    for citation in before:
        if citation["id"] not in left:
            yield Change(_cited(citation), "removed", _passage(citation), None)
    for citation in after:
        if (old := known.get(citation["id"])) is None:
            yield Change(_cited(citation), "added", None, _passage(citation))
            old = citation if "withdrawn_at" not in citation else {**citation, "withdrawn_at": None}
        yield from _of_citation(old, citation)


def _cited(citation: Document) -> str:
    return f"citation of {citation['source']}"


def _of_citation(before: Document, after: Document) -> Iterator[Change]:
    if before.get("withdrawn_at") != after.get("withdrawn_at"):
        yield Change(_cited(after), "withdrawn", None, after.get("withdrawn_because"))
    for field in ("source", "via", "stance", "locator", "quote", "translation"):
        old, now = (
            None if field not in said else _text(field, said[field]) for said in (before, after)
        )
        if old != now:
            yield Change(f"{_cited(after)}, {field}", "changed", old, now)
    old, now = _anchor(before), _anchor(after)
    if old != now:
        yield Change(f"{_cited(after)}, place in the capture", "changed", old, now)


def _passage(citation: Document) -> str:
    """What a citation says: its passage, where that stands, how it bears on the claim."""
    said = [f"“{citation['quote']}”"] if "quote" in citation else []
    if "locator" in citation:
        said.append(citation["locator"])
    if "via" in citation:
        said.append(f"via {citation['via']}")
    if not said or citation["stance"] != "supports":
        said.append(citation["stance"])
    if "anchor_exact" in citation:
        said.append("anchored" if "anchor_accepted_by" not in citation else "differences accepted")
    return ", ".join(said)


def _anchor(citation: Document) -> str | None:
    """Where a quote stands in what was captured."""
    if "anchor_exact" not in citation:
        return None
    place = f"characters {citation['anchor_first']} to {citation['anchor_last']}"
    accepted = citation.get("anchor_accepted_by")
    differs = f", differences accepted by {accepted}" if accepted else ""
    reading = citation.get("anchor_extraction")
    return f"“{citation['anchor_exact']}”, {place} of {reading}{differs}"
