"""Sheets to export, and the golden files that say what must come of them.

To accept a change on purpose: ``UPDATE_GOLDEN=1 pytest tests/exporters``, and read the diff.
"""

import io
import os
from decimal import Decimal
from pathlib import Path

from factcheck.domain.factsheet import Answer, FactSheet, Header, SheetMeasure, SheetSource
from factcheck.domain.policy import Policy
from factcheck.domain.records import CitationRecord, ClaimRecord, QuantityRecord, ReviewRecord
from factcheck.domain.replies import ReplyRecord
from factcheck.exporters.base import Exporter

GOLDEN = Path(__file__).parent / "golden"


def written(exporter: Exporter, sheet: FactSheet) -> str:
    stream = io.StringIO()
    exporter.write(sheet, stream)
    return stream.getvalue()


def assert_golden(name: str, text: str) -> None:
    """The text is, byte for byte, what the golden file of this name holds."""
    file = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_bytes(text.encode())
    assert text.encode() == file.read_bytes(), f"{file} differs; see {__file__}"


SOURCES = (
    SheetSource(
        key="page",
        entry="Lowry. “A page *of* quotes”. Relays: Kochetkov, interview. https://example.org/a_b_c",
        short="Lowry, “A page”",
        csl={"id": "page", "type": "webpage", "title": "A page *of* quotes", "language": "en"},
    ),
    SheetSource(
        key="talk",
        entry="Kochetkov, Igor. Interview. Unknown date.",
        short="Kochetkov, interview",
        csl={"id": "talk", "type": "interview", "title": "Беседа"},
    ),
)

MEASURES = (
    SheetMeasure(
        key="contacted",
        unit="people",
        definition="People in contact with the network",
        cumulative=True,
        part_of=None,
    ),
    SheetMeasure(key="fled", unit="people", definition=None, cumulative=False, part_of="contacted"),
)

NUMBER = ClaimRecord(
    key="in-touch-75",
    id="018f0000-0000-7000-8000-000000000001",
    text="About 75 people were in touch.",
    kind="number",
    act=None,
    status="unverified",
    speaker="Igor Kochetkov",
    against=None,
    as_of="2017-04~",
    happened=None,
    place=None,
    tags=("contacts", "estimate"),
    quantity=QuantityRecord(
        as_stated="some 75 people",
        qualifier="about",
        value=Decimal(75),
        minimum=None,
        maximum=None,
        unit="people",
        whole=None,
        measure="contacted",
        method="estimate",
    ),
    citations=(
        CitationRecord(
            source="page",
            via="talk",
            stance="supports",
            locator="para. 2",
            quote="some 75 people",
            translation=None,
            quote_check="anchored",
            link="https://example.org/a_b_c#:~:text=some%2075%20people",
            archive_url="https://archive.example.org/a_b_c",
            capture="0123456789abcdef" * 4,
        ),
        CitationRecord(
            source="talk",
            via=None,
            stance="confirms",
            locator=None,
            quote="около 75 человек",
            translation="about 75 people",
            quote_check="no capture",
        ),
    ),
    reviews=(),
    origins=("talk",),
    speaks_for="Russian LGBT Network",
)

DENIED = Answer("denied", "Alvi *Karimov*", "There are no such people.", "talk", as_of="2017-04")
"""What the police that ``ABUSE`` is against say of it."""

ABUSE = ClaimRecord(
    key="beaten",
    id="018f0000-0000-7000-8000-000000000002",
    text="Half of the 30 were beaten; “they fell”.",
    kind="abuse",
    act="beating",
    status="corroborated",
    speaker="Network",
    against="Police, Argun",
    as_of="XXXX",
    happened="2017-02/2017-03",
    place="Argun",
    tags=(),
    quantity=QuantityRecord(
        as_stated="half of the 30",
        qualifier="exact",
        value=Decimal(15),
        minimum=None,
        maximum=None,
        unit=None,
        whole=Decimal(30),
        measure=None,
        method="count",
    ),
    citations=(CitationRecord("talk", None, "mentions", "p. 1", None, None),),
    reviews=(
        ReviewRecord(
            id="018f0000-0000-7000-8000-000000000011",
            status="in-review",
            because="Begun.",
            standard=None,
            credibility=None,
            reviewer="Ada",
            recorded_at="2017-05-18T09:30:00.000Z",
        ),
        ReviewRecord(
            id="018f0000-0000-7000-8000-000000000012",
            status="corroborated",
            because="Two origins agree",
            standard="reasonable-grounds",
            credibility=2,
            reviewer="Boris Editor",
            recorded_at="2017-05-19T23:59:59.999Z",
            override="The *list* was seen",
        ),
    ),
    origins=(),
    status_because="Boris Editor overrode the policy: The *list* was seen",
    replies=(
        ReplyRecord(
            id="018f0000-0000-7000-8000-000000000021",
            party="Police, *Argun*",
            outcome="no-answer",
            on="2017-04-20",
            text="Were 30 held?",
            recorded_at="2017-05-18T10:00:00.000Z",
            recorded_by="Ada",
        ),
    ),
)

DENIAL = ClaimRecord(
    key="denied",
    id="018f0000-0000-7000-8000-000000000003",
    text="=There are no such people.",
    kind="denial",
    act=None,
    status="disputed",
    speaker=None,
    against=None,
    as_of=None,
    happened=None,
    place=None,
    tags=(),
    quantity=None,
    citations=(),
    reviews=(),
    origins=(),
)


def small_sheet(*claims: ClaimRecord) -> FactSheet:
    """A sheet of three claims, or of these; a new one each time, for its entries are read once."""
    header = Header(
        title="Чечня, 2017: *what* was said",
        counts=(("unverified", 1), ("corroborated", 1), ("disputed", 1)),
        left_out=(("withdrawn", 2),),
        bibliography=SOURCES,
        measures=MEASURES,
        policy=Policy(second_reader=False),
        answers={"Police, Argun": (DENIED,)},
    )
    return FactSheet(header, iter(claims or (NUMBER, ABUSE, DENIAL)))


def empty_sheet() -> FactSheet:
    return FactSheet(Header("Fact sheet", (), (), (), ()), iter(()))
