"""Where a row says something else of a known claim: an import adds, and changes nothing.

A claim is known by its key. What a row leaves out is no difference; nor is what was edited in the
case since a row was logged, as far as the digest of the claim as it was logged can tell.
"""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Connection

from factcheck.database import bulk
from factcheck.database.models import Claim, ClaimTag, Quantity, table_of
from factcheck.services.claim_writer import Draft


class Stated(NamedTuple):
    """A claim but for its words; parties and measures by row number."""

    kind: str
    act: str | None
    as_of: str | None
    happened: str | None
    place: str | None
    speaker: int | None
    against: int | None
    number: str | None
    measure: int | None
    number_method: str | None
    tags: frozenset[str]


_NOT_DIGESTED = ("number_method", "tags")
"""Fields that ``logged_digest`` leaves out."""

_CLAIM = ("seq", "kind", "act", "as_of", "happened", "place", "speaker_seq", "against_seq")
_QUANTITY = ("claim_seq", "as_stated", "measure_seq", "method")
_NO_QUANTITY = (None, None, None)


def differences(draft: Draft, before: Stated, *, logged_so: bool) -> list[str]:
    """The fields that a row gives and the claim of its key does not have so.

    ``logged_so`` where the claim was logged with the row's own digest.
    """
    given = zip(Stated._fields, stated_by_row(draft), before, strict=True)
    return [
        field
        for field, value, known in given
        if value and value != known and (field in _NOT_DIGESTED or not logged_so)
    ]


def stated_by_row(draft: Draft) -> Stated:
    """What a row says of its claim."""
    claim = draft.claim
    return Stated(
        claim.kind,
        claim.act,
        claim.as_of.text if claim.as_of else None,
        claim.happened.text if claim.happened else None,
        claim.place,
        draft.speaker_seq,
        draft.against_seq,
        claim.quantity.as_stated if claim.quantity else None,
        draft.measure_seq,
        claim.number_method,
        frozenset(claim.tags),
    )


def stated_by_case(connection: Connection, seqs: Collection[int]) -> dict[int, Stated]:
    """What the case holds of some claims now, by row number."""
    claims = bulk.rows_with(connection, table_of(Claim), _CLAIM, "seq", seqs)
    quantities = {
        seq: rest
        for seq, *rest in bulk.rows_with(
            connection, table_of(Quantity), _QUANTITY, "claim_seq", seqs
        )
    }
    tags: dict[int, set[str]] = {}
    columns = ("claim_seq", "tag")
    for seq, tag in bulk.rows_with(connection, table_of(ClaimTag), columns, "claim_seq", seqs):
        tags.setdefault(seq, set()).add(tag)
    return {
        seq: Stated._make([*rest, *quantities.get(seq, _NO_QUANTITY), frozenset(tags.get(seq, ()))])
        for seq, *rest in claims
    }
