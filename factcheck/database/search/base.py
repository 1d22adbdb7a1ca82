"""What both search indexes share: what is looked for, and what is found."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple, Protocol

from sqlalchemy import CTE, ColumnElement, Select, exists, func, select

from factcheck.database.models import Claim, table_of
from factcheck.database.search.english import completions
from factcheck.database.search.russian import forms, is_russian
from factcheck.domain.records import ClaimRecord
from factcheck.domain.searchquery import Term

RANKED_UP_TO = 5_000
"""Matches. More are not ranked, which would take longer than the reader gains by it."""


class Hit(NamedTuple):
    """A claim that was found, and the passage that shows why."""

    claim_seq: int
    claim: ClaimRecord
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


class Matches(Protocol):
    """Statements that select the row numbers of the claims that match a query."""

    def best_first(
        self, where: Sequence[ColumnElement[bool]], limit: int | None
    ) -> Select[int, int | None]:
        """How many match, at most one over ``RANKED_UP_TO``, and the row number of each.

        Where none match, or too many to rank, there is one row without a row number.
        """
        ...

    def newest_first(
        self, where: Sequence[ColumnElement[bool]], limit: int | None
    ) -> Select[int]: ...

    def all(self) -> Select[int]:
        """In no order."""
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
    seq: ColumnElement[int], where: Sequence[ColumnElement[bool]]
) -> list[ColumnElement[bool]]:
    """Conditions on the claim table, for a statement on the index.

    Not a join: a planner that knows no counts might take it for a good idea to walk through
    all claims of a kind and ask the index about every one.
    """
    claim = table_of(Claim)
    return [exists().where(claim.c.seq == seq, *where)] if where else []


def ranked(matching: CTE, *order: ColumnElement[Any]) -> Select[int, int | None]:
    """Counts what matches and ranks it, finding it only once. See ``Matches.best_first``."""
    size = select(func.count().label("size")).select_from(matching).subquery("sized")
    few = size.c.size <= RANKED_UP_TO
    return (
        select(size.c.size, matching.c.seq)
        .select_from(size.outerjoin(matching, few))
        .order_by(*order, matching.c.seq.desc())
    )


def _inflected(word: str) -> Slot:
    if not is_russian(word):
        return (Form(word),)
    return tuple(map(Form, forms(word)))


def _beginning(letters: str) -> Slot:
    shielded, completed = completions(letters)
    return (Form(shielded, prefix=True), *map(Form, completed))
