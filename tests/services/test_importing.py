"""Importing rows: all that is right and new lands once, and every wrong row is named."""

import io
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from factcheck.database.models import Base, Claim, Party
from factcheck.domain.printable import encode_json
from factcheck.domain.records import ClaimRecord, as_json
from factcheck.errors import FactcheckError
from factcheck.exporters.csv import CsvExporter
from factcheck.importers.base import Importer, Row
from factcheck.importers.csv import CsvImporter
from factcheck.importers.jsonl import JsonLinesImporter
from factcheck.importers.toml import TomlImporter
from factcheck.services import claims, importing, measures, parties, reading, reviews, sources
from factcheck.services.factsheets import build
from factcheck.services.importing import ImportReport, Refusal
from factcheck.services.searching import search
from factcheck.services.selecting import Wanted
from factcheck.services.sources import SourceFields
from tests.services.conftest import one_database
from tests.support import cases

IMPORTERS: dict[str, Importer] = {
    "csv": CsvImporter(),
    "jsonl": JsonLinesImporter(),
    "toml": TomlImporter(),
}


class Imported(NamedTuple):
    report: ImportReport
    refused: list[Refusal]


def take(session: Session, rows: Iterable[Row], author: str = cases.AUTHOR) -> Imported:
    refused: list[Refusal] = []
    report = importing.load(session, author, rows, refuse=refused.append)
    return Imported(report, refused)


def take_text(session: Session, text: str, format: str = "csv") -> Imported:
    return take(session, IMPORTERS[format].rows(io.BytesIO(text.encode()), {}))


def row(line: int, *cited: Mapping[str, Any] | str, **fields: Any) -> Row:
    """A claim of kind event, unless told otherwise, that cites these sources."""
    citations = [{"source": source} if isinstance(source, str) else source for source in cited]
    return Row(line, "claim", {"text": "A raid.", "kind": "event", **fields}, citations)


def whole_case(session: Session) -> list[ClaimRecord]:
    """Every claim in the order of logging, without ids, which differ from case to case."""
    listed = reversed(list(reading.listing(session, [], None)))
    return [claim._replace(id="") for claim in listed]


def counts(session: Session) -> dict[str, int]:
    return {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }


@pytest.fixture(autouse=True)
def known(session: Session, author: str) -> None:
    """A measure and three sources, one of which relays the two others."""
    measures.add(session, author, "tortured", unit="people")
    for key in ("wire", "interview"):
        sources.add(session, author, key, SourceFields(kind="report", title=key))
    both = SourceFields(kind="webpage", title="Outlet", relays=["wire", "interview"])
    sources.add(session, author, "outlet", both)


@pytest.fixture(params=[1, 2, 5_000])
def chunk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """However many rows are worked on at a time, the outcome is the same."""
    size: int = request.param
    monkeypatch.setattr(importing, "CHUNK", size)
    return size


# --- what lands -----------------------------------------------------------------------------

WHOLE = {
    "key": "held-75",
    "text": "At least 75 of the 100 were tortured in Argun.",
    "kind": "abuse",
    "act": "torture",
    "speaker": "Igor Kochetkov",
    "against": "Police",
    "as_of": "2017-05-18",
    "happened": "2017-02/2017-03",
    "place": "Argun",
    "tags": "custody, raids",
    "number": "at least 75.5 people",
    "number_method": "estimate",
    "measure": "tortured",
}
PASSAGE = {
    "source": "outlet",
    "via": "wire",
    "stance": "confirms",
    "locator": "para. 2",
    "quote": "не менее 75",
    "translation": "at least 75",
}


def test_an_imported_claim_is_what_logging_it_makes(session: Session, author: str) -> None:
    done = take(session, [Row(2, "claim", WHOLE, [PASSAGE])])
    assert done == (ImportReport(claims=1, citations=1, known=0, others=2, refused=0), [])
    imported = reading.show(session, "held-75")
    logged = claims.add(session, author, {**WHOLE, "key": "logged"}, PASSAGE)
    assert logged.twin == "held-75"
    assert logged.new_parties == ()
    assert imported == logged.claim._replace(key="held-75", id=imported.id)


def test_an_imported_row_says_who_logged_it_and_when(session: Session, author: str) -> None:
    claims.add(session, author, {"text": "Before.", "kind": "event", "key": "before"})
    take(session, [row(2, key="raid")], author="Boris Editor")
    (before, raid) = session.scalars(select(Claim).order_by(Claim.seq))
    assert raid.created_by == "Boris Editor"
    assert raid.created_at >= before.created_at
    assert raid.id.version == 7
    assert raid.id > before.id


def test_an_imported_claim_is_found_by_its_words(session: Session) -> None:
    take(session, [row(2, {"source": "wire", "quote": "пытки"}, text="They were abducted.")])
    session.commit()  # fills the index
    for query in ("abduct", "пыток", "wire"):
        assert search(session, query, Wanted(), None).total == 1


def test_an_imported_claim_can_be_reviewed_and_edited(session: Session, author: str) -> None:
    take(session, [row(2, key="raid")])
    reviews.record(session, author, "raid", status="verified", because="Seen.")
    assert claims.edit(session, author, "raid", {"text": "Two raids."}).claim.status == "verified"
    assert claims.add(session, author, {"text": "New.", "kind": "event"}).claim.key == "new"


@pytest.mark.usefixtures("chunk")
def test_rows_land_in_their_order(session: Session) -> None:
    rows = [row(line, text=f"Raid {line}.", key=f"r{line}") for line in range(2, 9)]
    assert take(session, rows).report == ImportReport(7, 0, 0, 0, 0)
    assert [claim.key for claim in whole_case(session)] == [f"r{line}" for line in range(2, 9)]


@pytest.mark.usefixtures("chunk")
def test_keys_are_made_where_none_is_given_and_do_not_clash(session: Session, author: str) -> None:
    parties.add(session, author, "raid", key="raid-5")
    texts = ["Raid!", "Raid.", "Raid?", "Raid"]
    rows = [row(2, text="Another.", key="raid-2")]
    rows += [row(line, text=text) for line, text in enumerate(texts, start=3)]
    assert take(session, rows).report.claims == 5
    keys = [claim.key for claim in whole_case(session)]
    assert len(set(keys)) == 5
    assert "raid-5" not in keys
    assert all(key.startswith("raid") for key in keys)


def test_a_key_that_a_later_row_is_given_is_not_made_for_an_earlier_one(session: Session) -> None:
    rows = [row(2), row(3, text="A raid!"), row(4, text="Another.", key="raid-2")]
    assert take(session, rows).refused == []
    assert [claim.key for claim in whole_case(session)] == ["raid", "raid-3", "raid-2"]


def test_a_party_is_made_once_for_all_rows(session: Session) -> None:
    rows = [row(line, text=f"Raid {line}", speaker="Ada", against="Police") for line in (2, 3, 4)]
    assert take(session, rows).report == ImportReport(3, 0, 0, 2, 0)
    assert session.scalar(select(func.count()).select_from(Party)) == 2


@pytest.mark.usefixtures("chunk")
def test_a_row_a_citation_for_one_claim_is_one_claim(session: Session) -> None:
    rows = [
        row(2, "wire", key="raid"),
        row(3, "interview", key="raid"),
        row(4, "wire", key="raid"),
        row(5, {"source": "wire", "stance": "disputes"}, key="raid"),
        row(6, {"source": "wire", "locator": "p. 1"}, key="raid"),
    ]
    assert take(session, rows) == (ImportReport(1, 4, 4, 0, 0), [])
    (claim,) = whole_case(session)
    assert [citation.source for citation in claim.citations] == [
        "wire",
        "interview",
        "wire",
        "wire",
    ]
    assert claim.origins == ("wire", "interview")


# --- what is there already ------------------------------------------------------------------


@pytest.mark.usefixtures("chunk")
@pytest.mark.parametrize("key", [{"key": "raid"}, {}], ids=["with a key", "without"])
def test_importing_again_adds_nothing(session: Session, key: dict[str, str]) -> None:
    rows = [row(2, "wire", **key), row(3, "wire", "interview", text="Another.")]
    take(session, rows)
    before, held = whole_case(session), counts(session)
    assert take(session, rows) == (ImportReport(0, 0, 2, 0, 0), [])
    assert take(session, rows[::-1]) == (ImportReport(0, 0, 2, 0, 0), [])
    assert (whole_case(session), counts(session)) == (before, held)


def test_fields_written_in_another_order_are_the_same_claim(session: Session) -> None:
    take_text(session, "key,text,kind,place,source,quote\nraid,A raid.,event,Argun,wire,there\n")
    again = take_text(
        session, "quote,source,place,kind,text,key\nthere,wire,Argun,event,A raid.,raid\n"
    )
    assert again == (ImportReport(0, 0, 1, 0, 0), [])
    other = take_text(
        session,
        '{"citations":[{"quote":"there","source":"wire"}],"place":"Argun","kind":"event",'
        '"text":"A raid.","key":"raid"}\n',
        "jsonl",
    )
    assert other == (ImportReport(0, 0, 1, 0, 0), [])


@pytest.mark.parametrize("key", [{"key": "raid"}, {}], ids=["with a key", "without"])
@pytest.mark.parametrize(
    "change",
    [{"text": "Two raids."}, {"place": "Grozny"}, {"kind": "targeting"}, {"number": "two raids"}],
)
def test_a_claim_that_was_edited_since_is_known_and_stays_edited(
    session: Session, author: str, key: dict[str, str], change: dict[str, str]
) -> None:
    rows = [row(2, "wire", **key)]
    take(session, rows)
    (made,) = whole_case(session)
    edited = claims.edit(session, author, made.key, change).claim
    assert take(session, rows) == (ImportReport(0, 0, 1, 0, 0), [])
    assert whole_case(session) == [edited._replace(id="")]


def test_a_second_citation_for_a_known_claim_is_added_once(session: Session) -> None:
    take(session, [row(2, "wire", key="raid")])
    more = [row(2, "wire", "interview", key="raid"), row(3, "interview", key="raid")]
    assert take(session, more) == (ImportReport(0, 1, 2, 0, 0), [])
    assert take(session, more) == (ImportReport(0, 0, 2, 0, 0), [])
    (claim,) = whole_case(session)
    assert [citation.source for citation in claim.citations] == ["wire", "interview"]


def test_a_citation_of_a_known_claim_is_found_by_its_words(session: Session) -> None:
    take(session, [row(2, key="raid")])
    session.commit()
    take(session, [row(2, {"source": "wire", "quote": "zebra"}, key="raid")])
    session.commit()
    assert search(session, "zebra", Wanted(), None).total == 1


def test_a_citation_that_was_taken_back_does_not_come_back(session: Session, author: str) -> None:
    rows = [row(2, "wire", "interview", key="raid")]
    take(session, rows)
    claims.uncite(session, author, "raid", "wire", None, "Misread.")
    assert take(session, rows) == (ImportReport(0, 0, 1, 0, 0), [])
    (claim,) = whole_case(session)
    assert [citation.source for citation in claim.citations] == ["interview"]


def test_a_known_claim_keeps_its_status(session: Session, author: str) -> None:
    rows = [row(2, "wire", key="raid")]
    take(session, rows)
    reviews.record(session, author, "raid", status="disputed", because="Two accounts.")
    take(session, [*rows, row(3, "interview", key="raid")])
    (claim,) = whole_case(session)
    assert (claim.status, len(claim.reviews)) == ("disputed", 1)


@pytest.mark.usefixtures("chunk")
def test_a_claim_without_a_key_is_the_one_of_the_same_words(session: Session) -> None:
    rows = [row(2, key="raid"), row(3, "wire")]
    assert take(session, rows).report == ImportReport(1, 1, 1, 0, 0)
    assert [claim.key for claim in whole_case(session)] == ["raid"]


# --- what is refused ------------------------------------------------------------------------


@one_database
@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (row(7, text=""), "statement is empty"),
        (row(7, text=None), "statement is missing"),
        (row(7, text="a\0b"), "NUL"),
        (row(7, text="\ud800"), "not UTF-8"),
        (row(7, text="x" * 10_001), "10,001 characters"),
        (row(7, kind=None), "kind of claim is missing"),
        (row(7, kind="rumour"), "“rumour” is not a kind of claim"),
        (row(7, act="torture"), "kind abuse"),
        (row(7, kind="abuse", act="insult"), "“insult” is not a type of act"),
        (row(7, as_of="May"), "not read as a date"),
        (row(7, happened="31.12.2017"), "not read as a date"),
        (row(7, number="lots"), "not read as a quantity"),
        (row(7, number="5", number_method="guess"), "“guess” is not a number method"),
        (row(7, measure="tortured"), "no number"),
        (row(7, number="5", measure="nothing-like-it"), "no measure “nothing-like-it”"),
        (row(7, key="two words"), "cannot be a key"),
        (row(7, key="wire"), "belongs to a source already"),
        (row(7, key="tortured"), "belongs to a measure already"),
        (row(7, speaker="a\0b"), "NUL"),
        (row(7, speaker="\ud800"), "not UTF-8"),
        (row(7, "nothing-like-it"), "no source “nothing-like-it”"),
        (row(7, "a\0b"), "source"),
        (row(7, "\ud800"), "source"),
        (row(7, {"quote": "there"}), "source that the passage stands in is missing"),
        (row(7, {"source": "wire", "stance": "agrees"}), "“agrees” is not a stance"),
        (row(7, {"source": "wire", "translation": "there"}), "quote"),
        (row(7, {"source": "wire", "via": "interview"}), "wire does not relay interview"),
        (row(7, {"source": "outlet", "via": "nothing-like-it"}), "does not relay"),
        (row(7, number="5", measure="a\0b"), "measure"),
        (row(7, number="5", measure="\ud800"), "measure"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_row_is_refused_by_line_and_reason(session: Session, wrong: Row, told: str) -> None:
    done = take(session, [row(5, key="right"), wrong, row(9, key="right-too", text="Other.")])
    assert [refusal.line for refusal in done.refused] == [7]
    assert told in done.refused[0].reason
    assert done.report.refused == 1


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "%", "nothing-like-it"])
def test_what_no_database_can_hold_is_refused_by_both(session: Session, text: str) -> None:
    wrong = [
        row(2, text),
        row(3, number="5", measure=text),
        row(4, {"source": "outlet", "via": text}),
    ]
    done = take(session, wrong)
    assert [refusal.line for refusal in done.refused] == [2, 3, 4]


def test_unknown_vocabulary_is_refused_with_the_legal_values(session: Session) -> None:
    done = take(session, [row(2, kind="rumour"), row(3, {"source": "wire", "stance": "agrees"})])
    hints = [refusal.hint for refusal in done.refused]
    assert "number, abuse, responsibility" in hints[0]
    assert "supports, confirms, disputes" in hints[1]


@pytest.mark.usefixtures("chunk")
def test_every_wrong_row_is_told_in_order(session: Session) -> None:
    rows = [row(line, key=f"r{line}", kind="rumour" if line % 2 else "event", text=f"Raid {line}")
            for line in range(2, 9)]  # fmt: skip
    done = take(session, rows)
    assert [refusal.line for refusal in done.refused] == [3, 5, 7]
    assert done.report.refused == 3


def test_a_withdrawn_source_cannot_be_cited(session: Session, author: str) -> None:
    sources.withdraw(session, author, "interview", "Never given.")
    done = take(session, [row(2, "interview")])
    assert "interview was withdrawn" in done.refused[0].reason


@pytest.mark.usefixtures("chunk")
def test_a_key_that_stands_for_another_claim_is_refused(session: Session, author: str) -> None:
    claims.add(session, author, {"text": "Known.", "kind": "event", "key": "known"})
    rows = [
        row(2, key="known", text="Something else."),
        row(3, key="raid"),
        row(4, key="raid", text="Something else."),
    ]
    done = take(session, rows)
    assert [(refusal.line, "stands for another" in refusal.reason) for refusal in done.refused] == [
        (2, True),
        (4, True),
    ]


# --- records of other kinds -----------------------------------------------------------------

CASE = """
[[party]]
key = "igor"
name = "Igor Kochetkov"
kind = "person"
speaks_for = "network"

[[party]]
key = "network"
name = "Russian LGBT Network"

[[source]]
key = "page"
kind = "webpage"
title = "A page"
author = ["Kochetkov, Igor", "Russian LGBT Network"]
relays = ["talk", "wire"]
voice = "igor"

[[source]]
key = "talk"
kind = "interview"
title = "A talk"
author = "Kochetkov, Igor"
issued = 2017-05-18

[[measure]]
key = "evacuated"
unit = "people"
part_of = "contacted"

[[measure]]
key = "contacted"
unit = "people"
cumulative = true

[[claim]]
key = "in-touch"
text = "About 75 people were in touch."
kind = "number"
speaker = "igor"
tags = ["contacts", "network"]
number = 75
measure = "contacted"
[[claim.citation]]
source = "page"
via = "talk"
quote = "75"
[[claim.citation]]
source = "wire"
"""


def test_a_toml_file_holds_a_whole_case_in_any_order(session: Session) -> None:
    done = take_text(session, CASE, "toml")
    assert done == (ImportReport(claims=1, citations=2, known=0, others=6, refused=0), [])
    assert parties.show(session, "igor").speaks_for == "network"
    assert measures.show(session, "evacuated").part_of == "contacted"
    assert measures.show(session, "contacted").cumulative is True
    page = sources.show(session, "page")
    assert set(page.relays) == {"talk", "wire"}
    assert page.authors == ("Igor Kochetkov", "Russian LGBT Network")
    assert sources.show(session, "talk").issued == "2017-05-18"
    claim = reading.show(session, "in-touch")
    assert claim.speaker == "Igor Kochetkov"
    assert claim.tags == ("contacts", "network")
    assert claim.origins == ("talk", "wire")
    assert claim.quantity is not None
    assert (claim.quantity.value, claim.quantity.measure) == (Decimal(75), "contacted")


def test_a_whole_case_imported_again_adds_nothing(session: Session) -> None:
    take_text(session, CASE, "toml")
    before = counts(session)
    assert take_text(session, CASE, "toml") == (ImportReport(0, 0, 1, 0, 0), [])
    assert counts(session) == before


@one_database
@pytest.mark.parametrize(
    ("record", "fields", "told"),
    [
        ("party", {"name": "Ada"}, "key of the party is missing"),
        ("party", {"key": "ada"}, "name of the party ada is missing"),
        ("party", {"key": "ada", "name": "Ada", "age": "40"}, "no field “age”"),
        ("party", {"key": "ada", "name": "Ada", "kind": "robot"}, "not a kind of party"),
        ("party", {"key": "ada", "name": "Ada", "speaks_for": "Nobody"}, "no party “Nobody”"),
        ("party", {"key": "wire", "name": "Wire"}, "belongs to a source already"),
        ("party", {"key": "two words", "name": "Ada"}, "cannot be a key"),
        ("measure", {"key": "m"}, "unit of the measure m is missing"),
        ("measure", {"key": "tortured", "unit": "cases"}, "stands for another record"),
        ("source", {"key": "s", "title": "T"}, "kind of the source s is missing"),
        ("source", {"key": "s", "kind": "report"}, "title of the source s is missing"),
        ("source", {"key": "s", "kind": "gossip", "title": "T"}, "not a kind of source"),
        ("source", {"key": "s", "kind": "report", "title": "T", "relays": ["no"]}, "no source"),
        ("source", {"key": "wire", "kind": "report", "title": "Other"}, "stands for another"),
    ],
)
def test_a_wrong_record_is_refused_by_line_and_reason(
    session: Session, record: str, fields: dict[str, Any], told: str
) -> None:
    done = take(session, [Row(4, record, fields)])
    assert [refusal.line for refusal in done.refused] == [4]
    assert told in done.refused[0].reason


@one_database
@pytest.mark.parametrize(
    "text",
    [
        "[[party]]\nkey = 'ada'\nname = true\n",
        "[[party]]\nkey = true\nname = 'Ada'\n",
        "[[party]]\nkey = 'ada'\nname = 'Ada'\nkind = true\n",
        "[[party]]\nkey = 'ada'\nname = 'Ada'\nspeaks_for = true\n",
        "[[measure]]\nkey = 'm'\nunit = 'people'\ncumulative = 'yes'\n",
        "[[measure]]\nkey = 'm'\nunit = 'people'\ncumulative = 1\n",
        "[[measure]]\nkey = 'm'\nunit = true\n",
        "[[source]]\nkey = 's'\nkind = 'report'\ntitle = true\n",
        "[[source]]\nkey = 's'\nkind = 'report'\ntitle = 'T'\nissued = true\n",
        "[[source]]\nkey = 's'\nkind = 'report'\ntitle = 'T'\nauthor = true\n",
        "[[source]]\nkey = 's'\nkind = 'report'\ntitle = 'T'\nauthor = [true]\n",
        "[[source]]\nkey = 's'\nkind = 'report'\ntitle = 'T'\nrelays = true\n",
        "[[source]]\nkey = 's'\nkind = 'report'\ntitle = ['T']\nurl = ['a', 'b', 1]\n",
    ],
)
def test_a_value_of_another_kind_is_refused_by_its_line(session: Session, text: str) -> None:
    lines: list[int] = []
    try:
        lines += [refusal.line for refusal in take_text(session, text, "toml").refused]
    except FactcheckError as refused:
        lines += map(int, re.findall(r"line (\d+)", refused.sentence))
    assert lines == [1]


# --- whatever the rows ----------------------------------------------------------------------

texts = st.sampled_from(["A raid.", "Another raid.", "A third one."])
passages = st.fixed_dictionaries(
    {"source": st.sampled_from(["wire", "interview"])},
    optional={"quote": st.sampled_from(["there", "then"])},
)
any_rows = st.lists(
    st.builds(
        lambda text, key, cited: row(0, *cited, text=text, **({"key": key} if key else {})),
        texts,
        st.sampled_from(["", "a", "b"]),
        st.lists(passages, max_size=2),
    ),
    max_size=6,
).map(lambda rows: [one._replace(line=line) for line, one in enumerate(rows, start=2)])


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=any_rows)
def test_neither_the_size_of_a_chunk_nor_importing_again_changes_the_outcome(
    session: Session, monkeypatch: pytest.MonkeyPatch, rows: list[Row]
) -> None:
    outcomes = []
    for size in (1, 5_000):
        monkeypatch.setattr(importing, "CHUNK", size)
        with session.begin_nested() as example:
            done = take(session, rows)
            case = whole_case(session)
            again = take(session, rows)
            assert (again.report.claims, again.report.citations) == (0, 0)
            assert again.report.refused == done.report.refused
            assert whole_case(session) == case
            outcomes.append((done, case))
            example.rollback()
    assert outcomes[0] == outcomes[1]


# --- there and back -------------------------------------------------------------------------


def make_rich(session: Session, author: str) -> None:
    """Every field filled, text that a table or a spreadsheet could take for its own, and claims
    with no citation and with two."""
    claims.add(session, author, WHOLE, PASSAGE)
    claims.cite(session, author, "held-75", {"source": "interview", "stance": "qualifies"})
    claims.add(session, author, {"text": "=1+1", "kind": "denial", "key": "formula"})
    quoted = {"source": "wire", "quote": 'He said: "no",\nthen\n\n"yes".', "locator": "@2"}
    lines = {"text": "'=quoted' — «ёлки»\tand a tab", "kind": "event", "place": "-1, +2"}
    claims.add(session, author, {**lines, "key": "lines"}, quoted)
    half = {"text": "Half.", "kind": "number", "key": "half", "number": "half of the 30"}
    claims.add(session, author, half)
    many = {"text": "Hundreds.", "kind": "number", "key": "many", "number": "hundreds of cases"}
    claims.add(session, author, many)
    reviews.record(session, author, "many", status="verified", because="Counted.")


def exported_csv(session: Session) -> str:
    stream = io.StringIO()
    CsvExporter().write(build(session, Wanted()), stream)
    return stream.getvalue()


def listed_lines(session: Session) -> str:
    listed = reading.listing(session, [], None)
    return "".join(encode_json(as_json(claim)) + "\n" for claim in listed)


def by_key(claims: Iterable[ClaimRecord]) -> dict[str, ClaimRecord]:
    """Without reviews, which stay with the case where they were recorded."""
    return {claim.key: claim._replace(status="unverified", reviews=()) for claim in claims}


WAYS = [
    pytest.param(exported_csv, "csv", id="export as CSV"),
    pytest.param(listed_lines, "jsonl", id="claim list --nl"),
]


@pytest.mark.parametrize(("written", "format"), WAYS)
def test_what_was_written_imports_into_an_empty_case_as_the_same_claims(
    session: Session, author: str, written: Callable[[Session], str], format: str
) -> None:
    with session.begin_nested() as elsewhere:
        make_rich(session, author)
        text, expected = written(session), whole_case(session)
        elsewhere.rollback()
    assert whole_case(session) == []
    assert take_text(session, text, format).refused == []
    assert by_key(whole_case(session)) == by_key(expected)
    again = take_text(session, text, format).report
    assert (again.claims, again.citations, again.refused) == (0, 0, 0)


@pytest.mark.parametrize(("written", "format"), WAYS)
def test_what_was_written_adds_nothing_to_its_own_case(
    session: Session, author: str, written: Callable[[Session], str], format: str
) -> None:
    make_rich(session, author)
    claims.edit(session, author, "lines", {"text": "Reworded.", "place": ""})
    claims.edit(session, author, "half", {"number": "half of the 40"})
    text, before = written(session), whole_case(session)
    done = take_text(session, text, format)
    assert done.refused == []
    assert (done.report.claims, done.report.citations) == (0, 0)
    assert whole_case(session) == before
