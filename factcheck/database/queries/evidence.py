"""What stands behind claims, as the rules of judging look at it (``domain.corroboration``)."""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from factcheck.database import documents
from factcheck.database.models import Party, Source, SourceRelay
from factcheck.database.queries import quotes
from factcheck.database.queries.references import reference
from factcheck.domain.bibliography import origin_label
from factcheck.domain.corroboration import Cited, Evidence, Origin, Voice, chain, principal
from factcheck.domain.records import CitationRecord
from factcheck.domain.standing import judged_digest
from factcheck.domain.vocabulary import Stance
from factcheck.errors import DamagedValue

_JUDGED = ("text", "kind", "act", "speaker", "against", "as_of", "happened", "place", "quantity")
"""Of a claim's document; its tags, and what was done with it, are not judged."""
_JUDGED_OF_CITATIONS = ("source", "via", "stance", "locator", "quote", "translation")


class _Source(NamedTuple):
    key: str
    origin: Origin
    """What it is where it is the root."""


class EvidenceReader:
    """Reads the evidence of claims; what it learns of sources and parties it keeps.

    Records are known by their ids here, as 32 hexadecimal digits: what is judged must be the same
    in every copy of the case.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._sources: dict[str, _Source] = {}
        self._relays: dict[str, list[str]] = {}
        self._parties: dict[str, Voice] = {}
        self._speaks_for: dict[str, str] = {}

    def of(self, seqs: Sequence[int]) -> dict[int, Evidence]:
        """The evidence of some claims by row number; a few thousand at most.

        Raises DamagedValue.
        """
        connection = self._session.connection()
        claims = [(seq, found) for seq, _, found in documents.read(connection, "claim", seqs)]
        self._learn_sources({source for _, found in claims for source in _cited(found)})
        self._learn_parties({found["against"] for _, found in claims if "against" in found})
        checked = self._citations(seqs)
        try:
            return {seq: self._evidence(claim, checked.get(seq, ())) for seq, claim in claims}
        except KeyError as fault:  # a row that another refers to is gone
            raise DamagedValue("a reference") from fault

    def _evidence(self, claim: dict[str, Any], checked: Sequence[CitationRecord]) -> Evidence:
        standing = [one for one in claim.get("citations", ()) if "withdrawn_at" not in one]
        citations, judged = [], []
        for document, record in zip(standing, checked, strict=True):
            cited = self._cited(document, record)
            citations.append(cited)
            judged.append(_judged(document, cited))
        accused = self._principal(claim["against"]).id if "against" in claim else None
        document = {field: claim[field] for field in _JUDGED if field in claim}
        digest = judged_digest(document, judged)
        return Evidence(claim["kind"], tuple(citations), accused, digest)

    def _cited(self, document: dict[str, Any], record: CitationRecord) -> Cited:
        source = document["source"]
        path = chain(document.get("via", source), self._relays)
        if path[0] != source:
            path = (source, *path)
        known = not self._relays[path[-1]]
        return Cited(
            self._sources[source].key,
            Stance.read(record.stance),
            self._sources[path[-1]].origin if known else None,
            known and len(path) == 1,
            record.quote,
            record.quote_check,
            tuple(self._sources[one].key for one in path),
        )

    def _citations(self, seqs: Sequence[int]) -> dict[int, list[CitationRecord]]:
        """The standing citations of claims, each with the check of its quote, in order."""
        connection = self._session.connection()
        driver: Any = connection.connection.driver_connection
        sqlite = connection.dialect.name == "sqlite"
        which = f"claim.seq {'IN (SELECT value FROM json_each(?))' if sqlite else '= ANY(%s)'}"
        values = (str(list(seqs)) if sqlite else list(seqs),)
        statement, read = quotes.citations(driver)
        rows = driver.execute(statement.format(which=which, order="ASC"), values)
        return {seq: list(map(read, group)) for seq, group in groupby(rows, key=itemgetter(0))}

    # --- sources and parties ----------------------------------------------------------------------

    def _learn_sources(self, ids: set[str]) -> None:
        """These sources, and all that they relay."""
        wanted = [UUID(id) for id in ids - self._sources.keys()]
        if not wanted:
            return
        behind = select(Source.seq).where(Source.id.in_(wanted)).cte("behind", recursive=True)
        behind = behind.union(
            select(SourceRelay.relayed_seq).join(behind, SourceRelay.source_seq == behind.c.seq)
        )
        found = self._session.scalars(
            select(Source).where(Source.seq.in_(select(behind.c.seq)))
        ).all()
        voices = self._voices([source.voice_seq for source in found if source.voice_seq])
        for source in found:
            voice = voices.get(source.voice_seq or 0)
            origin = Origin(source.id.hex, origin_label(reference(source)), voice)
            self._sources[source.id.hex] = _Source(source.key, origin)
        id_of = {source.seq: source.id.hex for source in found}
        self._relays |= {source: [] for source in id_of.values()}
        links = select(SourceRelay.source_seq, SourceRelay.relayed_seq).where(
            SourceRelay.source_seq.in_(select(behind.c.seq))
        )
        for relaying, relayed in self._session.execute(links):
            self._relays[id_of[relaying]].append(id_of[relayed])

    def _voices(self, seqs: Collection[int]) -> dict[int, Voice]:
        """By the row number of a party, whose voice it speaks with."""
        query = select(Party.seq, Party.id).where(Party.seq.in_(seqs))
        ids = {seq: id.hex for seq, id in self._session.execute(query)} if seqs else {}
        self._learn_parties(set(ids.values()))
        return {seq: self._principal(id) for seq, id in ids.items()}

    def _learn_parties(self, ids: set[str]) -> None:
        """These parties, and all on whose behalf they speak."""
        wanted = [UUID(id) for id in ids - self._parties.keys()]
        if not wanted:
            return
        chain = (
            select(Party.seq, Party.speaks_for_seq)
            .where(Party.id.in_(wanted))
            .cte("chain", recursive=True)
        )
        chain = chain.union(
            select(Party.seq, Party.speaks_for_seq).join(chain, Party.seq == chain.c.speaks_for_seq)
        )
        spoken_for = aliased(Party)
        query = (
            select(Party.id, Party.name, spoken_for.id)
            .outerjoin(spoken_for, spoken_for.seq == Party.speaks_for_seq)
            .where(Party.seq.in_(select(chain.c.seq)))
        )
        for id, name, other in self._session.execute(query):
            self._parties[id.hex] = Voice(id.hex, name)
            if other is not None:
                self._speaks_for[id.hex] = other.hex

    def _principal(self, party: str) -> Voice:
        return self._parties[principal(party, self._speaks_for)]


def _cited(claim: dict[str, Any]) -> Iterator[str]:
    """Ids of the sources that a claim's document names."""
    for citation in claim.get("citations", ()):
        yield citation["source"]
        if "via" in citation:
            yield citation["via"]


def _judged(document: dict[str, Any], cited: Cited) -> dict[str, Any]:
    """A citation as far as it is judged: what it says, whether it stands, and whose voice it is."""
    judged = {field: document[field] for field in _JUDGED_OF_CITATIONS if field in document}
    if cited.quote_check is not None:
        judged["quote_check"] = cited.quote_check
    if cited.origin is not None:
        judged["origin"] = cited.origin.id
        if cited.origin.voice is not None:
            judged["voice"] = cited.origin.voice.id
    return judged
