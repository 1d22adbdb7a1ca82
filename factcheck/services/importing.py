"""Importing: every row is validated, known ones are recognised, and all of it lands or nothing.

Rows are worked on a chunk at a time: read, looked up with one query a table, inserted. Memory
stays the same however long the file is. The caller commits, or rolls back where rows were refused.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from factcheck.database import bulk
from factcheck.database.models import Citation, Claim, Measure, Party, Source, table_of
from factcheck.database.queries.keys import holders
from factcheck.domain.drafts import Fields, logged_digest, read_citation, read_claim
from factcheck.domain.keys import checked, suggested
from factcheck.errors import DuplicateKey, FactcheckError, KeyStandsForAnother
from factcheck.importers.base import Row
from factcheck.services.claim_writer import CitedPassage, ClaimWriter, Draft
from factcheck.services.import_references import NOBODY, References
from factcheck.services.naming import KeyMaker

CHUNK = 2_000
"""Rows worked on at a time."""


class Refusal(NamedTuple):
    line: int
    reason: str
    hint: str


class ImportReport(NamedTuple):
    claims: int
    """New claims."""
    citations: int
    """New citations."""
    known: int
    """Rows whose claim the case held already."""
    others: int
    """New sources, parties and measures."""
    refused: int


class Held(NamedTuple):
    """A claim that the case, or an earlier row of this chunk, holds already."""

    place: int
    """Its row number; for a row of this chunk, where it stands in the list of new ones."""
    is_new: bool
    digest: bytes
    text: str


def load(
    session: Session,
    author: str,
    rows: Iterable[Row],
    *,
    refuse: Callable[[Refusal], None],
    progress: Callable[[int], None] = lambda count: None,
) -> ImportReport:
    """Import rows into the case; ``refuse`` hears of each one that is refused, in order."""
    return _Loader(session, author, refuse).load(rows, progress)


class _Loader:
    def __init__(self, session: Session, author: str, refuse: Callable[[Refusal], None]) -> None:
        self._session = session
        self._connection = session.connection()
        self._report = refuse
        self._references = References(session, author)
        self._writer = ClaimWriter(self._connection, author)
        self._keys = KeyMaker()
        self._claims = self._citations = self._known = self._refused = 0

    def load(self, rows: Iterable[Row], progress: Callable[[int], None]) -> ImportReport:
        for chunk in _chunks(rows):
            drafts = [draft for row in chunk if (draft := self._read(row)) is not None]
            self._store(drafts)
            progress(len(chunk))
        if not self._refused:  # otherwise the caller takes it all back
            self._writer.finish()
        made = self._references.made
        return ImportReport(self._claims, self._citations, self._known, made, self._refused)

    def _refuse(self, line: int, refusal: FactcheckError) -> None:
        self._refused += 1
        self._report(Refusal(line, refusal.sentence, refusal.hint))

    def _read(self, row: Row) -> Draft | None:
        try:
            if row.record == "claim":
                return self._draft(row)
            self._references.add(row)
        except FactcheckError as refusal:
            self._refuse(row.line, refusal)
        return None

    def _draft(self, row: Row) -> Draft:
        get, references = row.fields.get, self._references
        claim = read_claim(row.fields)
        speaker = references.party(given) if (given := get("speaker")) else NOBODY
        against = references.party(given) if (given := get("against")) else NOBODY
        measure = references.measure(given) if (given := get("measure")) else NOBODY
        return Draft(
            row.line,
            checked(given) if (given := get("key")) else None,
            claim,
            tuple([self._passage(citation) for citation in row.citations]),
            speaker.seq,
            against.seq,
            measure.seq,
            logged_digest(claim, speaker.key, against.key, measure.key),
        )

    def _passage(self, fields: Fields) -> CitedPassage:
        source = self._references.source(fields.get("source"))
        via = fields.get("via")
        via_seq = self._references.relayed(source, via) if via else None
        return CitedPassage(read_citation(fields), source.seq, via_seq)

    def _store(self, drafts: Sequence[Draft]) -> None:
        """Insert what is new in a chunk of drafts."""
        held = self._held(drafts)
        new: list[Draft] = []
        placed: list[tuple[Held, Draft]] = []
        for draft in drafts:
            claim = held.get(draft.key or draft.digest)
            if claim is None:
                claim = Held(len(new), True, draft.digest, draft.claim.text)
                new.append(draft)
                if draft.key:
                    held[draft.key] = claim
                # The first of several that say the same is the one that words alone mean.
                held.setdefault(draft.digest, claim)
            elif claim.digest != draft.digest and claim.text != draft.claim.text:
                self._refuse(draft.line, KeyStandsForAnother(draft.key or ""))
                continue
            else:
                self._known += 1
            placed.append((claim, draft))
        seqs = self._writer.claims(self._named(new))
        self._claims += len(new)
        self._cite([(seqs[at.place] if at.is_new else at.place, at.is_new, d) for at, d in placed])

    def _held(self, drafts: Sequence[Draft]) -> dict[str | bytes, Held]:
        """The claims that the case holds already: by key, and the first one by digest."""
        held: dict[str | bytes, Held] = {}
        columns = ("key", "logged_digest", "seq", "text")
        keys = {draft.key for draft in drafts if draft.key}
        digests = {draft.digest for draft in drafts}
        for key, digest, seq, text in self._claims_with(columns, "key", keys):
            held[key] = Held(seq, False, digest, text)
        for _, digest, seq, text in self._claims_with(columns, "logged_digest", digests):
            first = held.get(digest)
            if first is None or seq < first.place:
                held[digest] = Held(seq, False, digest, text)
        return held

    def _claims_with(
        self, columns: Sequence[str], column: str, values: Collection[object]
    ) -> Iterator[Any]:
        return bulk.rows_with(self._connection, table_of(Claim), columns, column, values)

    def _named(self, new: Sequence[Draft]) -> list[tuple[str, Draft]]:
        """New claims with their keys: the one given, or one made from the words."""
        given = {draft.key: draft.line for draft in new if draft.key}
        taken = holders(self._session, given, Measure, Party, Source)
        for key, noun in taken.items():
            self._refuse(given[key], DuplicateKey("claim", key, noun))
        nameless = [suggested(draft.claim.text, "claim") for draft in new if not draft.key]
        made = iter(self._keys.free(self._session, nameless, given))
        return [(draft.key or next(made), draft) for draft in new]

    def _cite(self, placed: Sequence[tuple[int, bool, Draft]]) -> None:
        """Insert the citations that their claims do not have yet."""
        known = {seq for seq, is_new, draft in placed if not is_new and draft.citations}
        standing = self._standing(known)
        passages: list[tuple[int, CitedPassage]] = []
        for seq, _, draft in placed:
            for passage in draft.citations:
                identity = (seq, *passage.identity)
                if identity not in standing:
                    standing.add(identity)
                    passages.append((seq, passage))
        self._writer.citations(passages, of_known=known)
        self._citations += len(passages)

    def _standing(self, claims: set[int]) -> set[tuple[object, ...]]:
        """What the known claims cite; a withdrawn citation does not come back by an import."""
        columns = ("claim_seq", "source_seq", "stance", "locator", "quote")
        rows = bulk.rows_with(self._connection, table_of(Citation), columns, "claim_seq", claims)
        return {tuple(row) for row in rows}


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    remaining = iter(rows)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk
