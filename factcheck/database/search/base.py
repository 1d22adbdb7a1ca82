"""What both search indexes share: what is looked for, and what is found."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol

from sqlalchemy import ColumnElement, Connection, Select, and_, true
from sqlalchemy.dialects import sqlite

from factcheck.database.search.english import completions
from factcheck.database.search.russian import forms, is_russian
from factcheck.domain.searchquery import Term

RANKED_UP_TO = 5_000
"""Matches. More are not ranked, which would take longer than the reader gains by it."""


class Hit(NamedTuple):
    """A claim that was found, and the passage that shows why."""

    claim_seq: int
    key: str
    status: str
    field: str
    """Where the passage is from: ``text``, ``quotes`` or ``titles``."""
    passage: str
    """As it was written, cut to about 160 characters."""
    marks: tuple[tuple[int, int], ...]
    """The matched words in it, as ranges of characters."""


class Found(NamedTuple):
    hits: tuple[Hit, ...]
    ranked: bool
    """Best first, and the newest of equals; otherwise there are too many: newest first."""
    total: int | None
    """How many claims match; none where there are too many to count quickly."""


class Form(NamedTuple):
    """A folded word to look up in an index, which stems it; or the beginning of its stem."""

    word: str
    prefix: bool = False


Slot = tuple[Form, ...]
"""The forms that may stand at one place of a phrase; the one that was typed comes first."""

Phrase = tuple[Slot, ...]
"""A term made ready: slots to be filled side by side, mostly only one."""


class Line(NamedTuple):
    """What is read of a claim that was found."""

    seq: int
    key: str
    status: str
    text: str


class Picked(NamedTuple):
    """Which of the claims that match are shown."""

    size: int
    """How many match; at most one over ``RANKED_UP_TO``, with which they are not ranked."""
    lines: Sequence[Line]


class Matches(Protocol):
    """The claims that match a query."""

    def pick(self, where: Sequence[ColumnElement[bool]], limit: int | None) -> Picked:
        """The best of those that meet the conditions too, or the newest where they are many."""
        ...

    def all(self) -> Select[int]:
        """Selects the row numbers of all, in no order."""
        ...


class BulkLoad(Protocol):
    """A load of many claims in one transaction, as far as the index has to know of it."""

    def before_change(self, seqs: Collection[int]) -> None:
        """To be called before claims that the case holds already get another citation."""
        ...

    def finish(self) -> None:
        """To be called after the last row, before the commit."""
        ...


def phrase_of(term: Term) -> Phrase:
    """A term in every inflection."""
    *before, last = term.words
    return (*map(_inflected, before), _beginning(last) if term.prefix else _inflected(last))


def filters(
    connection: Connection, seq: str, where: Sequence[ColumnElement[bool]]
) -> tuple[str, dict[str, Any]]:
    """Conditions on the claim table, to end a statement on the index, and the values they name.

    Not a join: a planner that knows no counts might take it for a good idea to walk through
    all claims of a kind and ask the index about every one.
    """
    if not where:
        return "", {}
    dialect = _NAMING if connection.dialect.name == "sqlite" else connection.dialect
    condition = and_(true(), *where).compile(
        dialect=dialect, compile_kwargs={"render_postcompile": True}
    )
    values = {
        name: value.isoformat() if dialect is _NAMING and isinstance(value, date) else value
        for name, value in condition.params.items()
    }
    return f"AND EXISTS (SELECT 1 FROM claim WHERE claim.seq = {seq} AND {condition})", values


_NAMING = sqlite.dialect(paramstyle="named")
"""Writes values by name, so that they can stand anywhere in a statement."""


def _inflected(word: str) -> Slot:
    if not is_russian(word):
        return (Form(word),)
    return tuple(map(Form, forms(word)))


def _beginning(letters: str) -> Slot:
    shielded, completed = completions(letters)
    return (Form(shielded, prefix=True), *map(Form, completed))
