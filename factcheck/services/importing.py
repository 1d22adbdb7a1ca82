"""Importing: every row is validated, known ones are recognised, and all of it lands or nothing.

Rows are worked on a chunk at a time: read, looked up with one query a table, inserted. Memory
stays the same however long the file is. The caller commits, or rolls back where rows were refused.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import func, select

from factcheck.database import bulk
from factcheck.database.models import Citation, Claim, Measure, Party, Source, table_of
from factcheck.database.queries.keys import holders
from factcheck.database.session import CaseSession
from factcheck.domain.drafts import Fields, logged_digest, read_citation, read_claim
from factcheck.domain.keys import checked, suggested
from factcheck.errors import DuplicateKey, FactcheckError, KeyStandsForAnother, KnownOtherwise
from factcheck.importers.base import BadRow, Row
from factcheck.services import anchors
from factcheck.services.claim_writer import CitedPassage, ClaimWriter, Draft
from factcheck.services.import_differences import Stated, differences, stated_by_case, stated_by_row
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
    unanchored: int = 0
    """New quotes that do not stand in the captured text of their source."""


class Held(NamedTuple):
    """A claim that the case, or an earlier row of this chunk, holds already."""

    place: int
    """Its row number; for a row of this chunk, where it stands in the list of new ones."""
    is_new: bool
    digest: bytes
    text: str


Beside = tuple[str | None, int | None]
"""What a citation holds beside its identity: the translation, and the row of what it draws on."""


def load(
    session: CaseSession,
    author: str,
    rows: Iterable[Row | BadRow],
    *,
    refuse: Callable[[Refusal], None],
    progress: Callable[[int], None] = lambda count: None,
) -> ImportReport:
    """Import rows into the case; ``refuse`` hears of each one that is refused, in order.

    Where the file breaks off, what was read of it is told first; then the fault is raised.
    """
    return _Loader(session, author, refuse).load(rows, progress)


class _Loader:
    def __init__(
        self, session: CaseSession, author: str, refuse: Callable[[Refusal], None]
    ) -> None:
        self._session = session
        self._author = author
        self._connection = session.connection()
        self._report = refuse
        self._references = References(session, author)
        self._writer = ClaimWriter(self._connection, author)
        self._recorder = session.recorder
        self._keys = KeyMaker()
        self._claims = self._citations = self._known = self._refused = 0
        self._captured = anchors.captured_sources(session)
        self._quoted: set[int] = set()
        """Captured sources that are newly quoted."""
        self._before = session.scalar(select(func.max(Citation.seq))) or 0
        self._last: tuple[Fields, Draft] | None = None
        """The claim that was read last: a second citation of it stands mostly in the next row."""
        self._waiting: list[Refusal] = []
        """Refusals of this chunk: each step finds its own, and they are told by line."""

    def load(self, rows: Iterable[Row | BadRow], progress: Callable[[int], None]) -> ImportReport:
        for chunk in _chunks(rows):
            self._references.prepare(row for row in chunk if isinstance(row, Row))
            drafts = [draft for row in chunk if (draft := self._read(row)) is not None]
            self._store(drafts)
            self._session.lighten()
            self._tell_refusals()
            progress(len(chunk))
        unanchored = 0
        if not self._refused:  # otherwise the caller takes it all back
            self._writer.finish()
            unanchored = self._settle()
        made = self._references.made
        return ImportReport(
            self._claims, self._citations, self._known, made, self._refused, unanchored
        )

    def _settle(self) -> int:
        """Find the new quotes in the captured texts; returns how many do not stand there."""
        for seq in sorted(self._quoted):
            source = self._session.get_one(Source, seq)
            anchors.settle(self._session, self._author, source, after=self._before)
        return anchors.count_missing(self._session, self._quoted, self._before)

    def _refuse(self, line: int, refusal: FactcheckError) -> None:
        self._waiting.append(Refusal(line, refusal.sentence, refusal.hint))

    def _tell_refusals(self) -> None:
        for refusal in sorted(self._waiting, key=lambda refusal: refusal.line):
            self._report(refusal)
        self._refused += len(self._waiting)
        self._waiting.clear()

    def _read(self, row: Row | BadRow) -> Draft | None:
        try:
            if isinstance(row, BadRow):
                raise row.fault
            if row.record == "claim":
                return self._draft(row)
            self._references.add(row)
        except FactcheckError as refusal:
            self._refuse(row.line, refusal)
        return None

    def _draft(self, row: Row) -> Draft:
        if self._last is not None and self._last[0] == row.fields:
            citations = self._passages(row)
            return self._last[1]._replace(line=row.line, citations=citations)
        get, references = row.fields.get, self._references
        claim = read_claim(row.fields)
        speaker = references.party(given) if (given := get("speaker")) else NOBODY
        against = references.party(given) if (given := get("against")) else NOBODY
        measure = references.measure(given) if (given := get("measure")) else NOBODY
        draft = Draft(
            row.line,
            checked(given) if (given := get("key")) else None,
            claim,
            self._passages(row),
            speaker.seq,
            against.seq,
            measure.seq,
            logged_digest(claim, speaker.key, against.key, measure.key),
        )
        self._last = (row.fields, draft)
        return draft

    def _passages(self, row: Row) -> tuple[CitedPassage, ...]:
        return tuple([self._passage(citation) for citation in row.citations])

    def _passage(self, fields: Fields) -> CitedPassage:
        source = self._references.source(fields.get("source"))
        via = fields.get("via")
        via_seq = self._references.relayed(source, via) if via else None
        return CitedPassage(read_citation(fields), source.seq, via_seq)

    def _store(self, drafts: Sequence[Draft]) -> None:
        """Insert what is new in a chunk of drafts."""
        held = self._held(drafts)
        keyed = [at.place for name, at in held.items() if isinstance(name, str)]
        stated = stated_by_case(self._connection, keyed)
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
            elif refusal := _contradiction(draft, claim, new, stated):
                self._refuse(draft.line, refusal)
                continue
            else:
                self._known += 1
            placed.append((claim, draft))
        seqs = self._writer.claims(self._named(new))
        self._claims += len(new)
        self._cite([(seqs[at.place] if at.is_new else at.place, at.is_new, d) for at, d in placed])
        self._recorder.added("claim", self._writer.documents())

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
                    standing[identity] = (passage.draft.translation, passage.via_seq)
                    passages.append((seq, passage))
                elif changed := _changed(passage, standing[identity]):
                    self._refuse(draft.line, KnownOtherwise("This citation", changed))
        self._recorder.changing("claim", {seq for seq, _ in passages} & known)
        self._writer.citations(passages, of_known=known)
        if self._captured:
            quoting = [
                (seq, passage.source_seq)
                for seq, passage in passages
                if passage.draft.quote and passage.source_seq in self._captured
            ]
            self._quoted.update(source for _, source in quoting)
            # The places of their quotes are part of them, and are found at the end.
            self._recorder.unfinished("claim", (seq for seq, _ in quoting if seq not in known))
        self._citations += len(passages)

    def _standing(self, claims: set[int]) -> dict[tuple[object, ...], Beside | None]:
        """What the known claims cite; a withdrawn citation does not come back by an import."""
        columns = (
            "claim_seq", "source_seq", "stance", "locator", "quote",
            "translation", "via_seq", "withdrawn_because",
        )  # fmt: skip
        rows = bulk.rows_with(self._connection, table_of(Citation), columns, "claim_seq", claims)
        return {
            tuple(identity): None if withdrawn else (translation, via)
            for *identity, translation, via, withdrawn in rows
        }


def _contradiction(
    draft: Draft, claim: Held, new: Sequence[Draft], stated: Mapping[int, Stated]
) -> FactcheckError | None:
    """Why a row cannot be the claim that is known by its key."""
    logged_so = claim.digest == draft.digest
    if not logged_so and claim.text != draft.claim.text:
        return KeyStandsForAnother(draft.key or "")
    if draft.key is None:
        return None
    before = stated_by_row(new[claim.place]) if claim.is_new else stated[claim.place]
    changed = differences(draft, before, logged_so=logged_so)
    return KnownOtherwise(f"The claim “{draft.key}”", changed) if changed else None


def _changed(passage: CitedPassage, before: Beside | None) -> list[str]:
    """What a row says otherwise of a citation that stands; of one taken back, nothing."""
    if before is None:
        return []
    given = (passage.draft.translation, passage.via_seq)
    return [
        field
        for field, value, known in zip(("translation", "via"), given, before, strict=True)
        if value and value != known
    ]


def _chunks(rows: Iterable[Row | BadRow]) -> Iterator[list[Row | BadRow]]:
    chunk: list[Row | BadRow] = []
    try:
        for row in rows:
            chunk.append(row)
            if len(chunk) == CHUNK:
                yield chunk
                chunk = []
    except FactcheckError:  # the file breaks off
        yield chunk
        raise
    if chunk:
        yield chunk
