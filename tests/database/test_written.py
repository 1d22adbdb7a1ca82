"""Documents made of the rows that were just written are those that would be read."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from factcheck.database import documents
from factcheck.database.models import Claim
from factcheck.database.session import CaseSession
from factcheck.importers.base import Row
from factcheck.services import importing, measures, sources
from factcheck.services.claim_writer import ClaimWriter
from factcheck.services.sources import SourceFields
from tests.support.cases import AUTHOR

WHOLE = {
    "key": "whole",
    "text": "About 1,200 «пыток», no more.",
    "kind": "abuse",
    "act": "torture",
    "speaker": "Igor Kochetkov",
    "against": "Полиция",
    "as_of": "2017-05-18",
    "happened": "2017-02/2017-03",
    "place": "Argun",
    "tags": "b, a, ё",
    "number": "1,200.50 people",
    "number_method": "estimate",
    "measure": "contacted",
}
BARE = {"text": "They came.", "kind": "event"}
CITATIONS = (
    {"source": "outlet", "via": "wire", "quote": "«пытки»", "translation": "torture"},
    {"source": "wire", "stance": "disputes", "locator": "p. 3"},
)


def test_both_ways_lead_to_the_same_document(
    session: CaseSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources.add(session, AUTHOR, "wire", SourceFields(kind="report", title="W"))
    sources.add(session, AUTHOR, "outlet", SourceFields(kind="report", title="O", relays=["wire"]))
    measures.add(session, AUTHOR, "contacted", unit="people")
    made: list[documents.Row] = []
    plain = ClaimWriter.documents

    def watched(writer: ClaimWriter) -> Iterator[documents.Row]:
        made.extend(plain(writer))
        return iter(made)

    monkeypatch.setattr(ClaimWriter, "documents", watched)
    rows = [
        Row(1, "claim", WHOLE, CITATIONS),
        Row(2, "claim", BARE, ()),
        Row(3, "claim", {**BARE, "text": "They left."}, CITATIONS[1:]),
    ]
    report = importing.load(session, AUTHOR, rows, refuse=lambda refusal: None)
    assert (report.claims, report.citations) == (3, 3)
    seqs = list(session.scalars(select(Claim.seq).order_by(Claim.seq)))
    read = list(documents.read(session.connection(), "claim", seqs))
    assert [seq for seq, _, _ in made] == seqs
    assert made == read
    assert made[0][2]["citations"][0]["via"] == made[0][2]["citations"][1]["source"]
