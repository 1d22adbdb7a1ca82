"""Writing many claims at once, as tuples; the commit fills the search index."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table

from factcheck.database import bulk, documents, search
from factcheck.database.identifiers import new_ids
from factcheck.database.models import Citation, Claim, ClaimTag, Quantity, table_of
from factcheck.database.types import moment_text
from factcheck.database.written import Rows, Written
from factcheck.domain.drafts import CitationDraft, ClaimDraft
from factcheck.domain.edtf import EdtfDate
from factcheck.domain.quantities import Quantity as ReadQuantity
from factcheck.domain.vocabulary import Status
from factcheck.services.stamps import now

CLAIM_COLUMNS = (
    "seq", "id", "key", "text", "kind", "act", "status", "speaker_seq", "against_seq", "place",
    "as_of", "as_of_earliest", "as_of_latest", "happened", "happened_earliest", "happened_latest",
    "logged_digest", "created_at", "created_by",
)  # fmt: skip
QUANTITY_COLUMNS = (
    "claim_seq", "as_stated", "qualifier", "value", "minimum", "maximum", "unit", "whole",
    "method", "measure_seq",
)  # fmt: skip
CITATION_COLUMNS = (
    "seq", "id", "claim_seq", "source_seq", "via_seq", "stance", "locator", "quote", "translation",
    "created_at", "created_by",
)  # fmt: skip

FOUND_BY = ("ix_claim_logged_digest", "ix_citation_claim_seq")
"""Indexes by which an import finds what the case holds."""

_UNVERIFIED = Status.UNVERIFIED.value
_NO_DATE = (None, None, None)


class CitedPassage(NamedTuple):
    """A citation that was read, with the rows of its source and of what it draws on."""

    draft: CitationDraft
    source_seq: int
    via_seq: int | None

    @property
    def identity(self) -> tuple[int, str, str | None, str | None]:
        """What makes two citations of one claim the same."""
        draft = self.draft
        return (self.source_seq, draft.stance, draft.locator, draft.quote)


class Draft(NamedTuple):
    """A claim that was read, with the rows that it refers to."""

    line: int
    key: str | None
    claim: ClaimDraft
    citations: tuple[CitedPassage, ...]
    speaker_seq: int | None
    against_seq: int | None
    measure_seq: int | None
    digest: bytes


class ClaimWriter:
    """Inserts drafts inside the caller's transaction, with other writers kept away."""

    def __init__(self, connection: Connection, author: str) -> None:
        self._connection = connection
        self._author = author
        self._moment = moment_text(now())
        self._tables: dict[str, Table] = {
            model.__tablename__: table_of(model) for model in (Claim, ClaimTag, Quantity, Citation)
        }
        bulk.lock(connection, self._tables["claim"], self._tables["citation"])
        bulk.widen_cache(connection)
        self._indexes = bulk.LateIndexes(connection, self._tables.values(), FOUND_BY)
        self._index = search.bulk_load(connection)
        self._written = Written(connection)
        self._new: dict[str, Rows] = {}
        """What was inserted last, by table."""

    def finish(self) -> None:
        """To be called after the last claim."""
        self._indexes.build()
        self._index.finish()

    def claims(self, keyed: Sequence[tuple[str, Draft]]) -> list[int]:
        """Insert new claims under their keys; returns their row numbers."""
        seqs = bulk.reserve(self._connection, self._tables["claim"], len(keyed))
        rows = zip(seqs, new_ids(len(keyed)), keyed, strict=True)
        author, moment = self._author, self._moment
        self._insert(
            "claim",
            CLAIM_COLUMNS,
            [_claim_row(seq, id, key, draft, moment, author) for seq, id, (key, draft) in rows],
        )
        drafts = list(zip(seqs, (draft for _, draft in keyed), strict=True))
        self._insert(
            "quantity",
            QUANTITY_COLUMNS,
            [
                _quantity_row(seq, draft.claim.quantity, draft)
                for seq, draft in drafts
                if draft.claim.quantity is not None
            ],
        )
        self._insert(
            "claim_tag",
            ("claim_seq", "tag"),
            [(seq, tag) for seq, draft in drafts for tag in draft.claim.tags],
        )
        return seqs

    def citations(
        self, passages: Sequence[tuple[int, CitedPassage]], *, of_known: Collection[int]
    ) -> None:
        """Insert citations, each with its claim's row number.

        ``of_known`` are those of their claims that stood in the case before.
        """
        self._index.before_change(of_known)
        seqs = bulk.reserve(self._connection, self._tables["citation"], len(passages))
        self._indexes.grown_to(seqs[-1] if seqs else 0)
        ids = new_ids(len(passages))
        author, moment = self._author, self._moment
        self._insert(
            "citation",
            CITATION_COLUMNS,
            [
                (
                    seq,
                    id,
                    claim,
                    passage.source_seq,
                    passage.via_seq,
                    passage.draft.stance,
                    passage.draft.locator,
                    passage.draft.quote,
                    passage.draft.translation,
                    moment,
                    author,
                )
                for seq, id, (claim, passage) in zip(seqs, ids, passages, strict=True)
            ],
        )

    def _insert(self, table: str, columns: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
        bulk.insert_rows(self._connection, self._tables[table], columns, rows)
        self._new[table] = Rows(columns, rows)

    def documents(self) -> Iterator[documents.Row]:
        """The documents of the claims that were inserted last, with their citations."""
        return self._written.documents("claim", self._new)


def _claim_row(
    seq: int, id: bytes, key: str, draft: Draft, moment: str, author: str
) -> tuple[Any, ...]:
    claim = draft.claim
    return (
        seq,
        id,
        key,
        claim.text,
        claim.kind,
        claim.act,
        _UNVERIFIED,
        draft.speaker_seq,
        draft.against_seq,
        claim.place,
        *(_NO_DATE if claim.as_of is None else _date(claim.as_of)),
        *(_NO_DATE if claim.happened is None else _date(claim.happened)),
        draft.digest,
        moment,
        author,
    )


def _quantity_row(seq: int, quantity: ReadQuantity, draft: Draft) -> tuple[Any, ...]:
    return (
        seq,
        quantity.as_stated,
        str(quantity.qualifier),
        _digits(quantity.value),
        _digits(quantity.minimum),
        _digits(quantity.maximum),
        quantity.unit,
        _digits(quantity.whole),
        draft.claim.number_method,
        draft.measure_seq,
    )


def _digits(number: object) -> str | None:
    return None if number is None else format(number, "f")


def _date(date: EdtfDate) -> tuple[str, str | None, str | None]:
    earliest, latest = date.earliest, date.latest
    return (
        date.text,
        earliest.isoformat() if earliest else None,
        latest.isoformat() if latest else None,
    )
