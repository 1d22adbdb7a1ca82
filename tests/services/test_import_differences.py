"""An import adds and never edits: a row that says something else of what is known is refused."""

import io
from typing import Any

import pytest
from sqlalchemy.orm import Session

from factcheck.errors import BrokenFile
from factcheck.importers.base import Row
from factcheck.importers.csv import CsvImporter
from factcheck.services import claims, importing, measures, parties, sources
from factcheck.services.importing import ImportReport, Refusal
from factcheck.services.sources import SourceFields
from tests.services.imports import PASSAGE, WHOLE, row, take, whole_case

BARE = {field: WHOLE[field] for field in ("key", "text", "kind")}


def claim(line: int, *cited: dict[str, str], **fields: str) -> Row:
    return Row(line, "claim", {**BARE, **fields}, cited)


@pytest.mark.usefixtures("held", "chunk")
@pytest.mark.parametrize(
    ("fields", "others"),
    [
        ({"number": "76 people"}, "number"),
        ({"number": "at least 75 people"}, "number"),
        ({"as_of": "2017-05-19"}, "as_of"),
        ({"happened": "2017-02/2017-04"}, "happened"),
        ({"place": "Grozny"}, "place"),
        ({"kind": "event"}, "kind"),
        ({"act": "killing"}, "act"),
        ({"speaker": "Somebody Else"}, "speaker"),
        ({"against": "Somebody Else"}, "against"),
        ({"number": "at least 75.5 people", "measure": "fled"}, "measure"),
        ({"number": "at least 75.5 people", "number_method": "count"}, "number_method"),
        ({"tags": "custody"}, "tags"),
        ({"tags": "custody, raids, argun"}, "tags"),
        ({"place": "Grozny", "tags": "x"}, "place and tags"),
    ],
    ids=str,
)
def test_a_field_that_a_known_claim_has_otherwise(
    case: Session, author: str, fields: dict[str, str], others: str
) -> None:
    measures.add(case, author, "fled", unit="people")
    before = whole_case(case)
    done = take(case, [claim(2), claim(3, PASSAGE, **fields)])
    assert [refusal.line for refusal in done.refused] == [3]
    assert (
        done.refused[0].reason
        == f"The claim “held-75” is in the case already, and differs in {others}."
    )
    assert done.report == ImportReport(0, 0, 1, done.report.others, 1)
    assert whole_case(case) == before


@pytest.mark.usefixtures("held", "chunk")
def test_what_a_row_leaves_out_or_says_in_another_way_is_no_difference(case: Session) -> None:
    rows = [
        claim(2, PASSAGE),
        claim(3, place=" Argun ", tags="raids; custody", speaker="igor-kochetkov"),
        claim(4, {"source": "outlet", "stance": "confirms", "locator": "para. 2",
                  "quote": "не менее 75"}),
        Row(5, "claim", WHOLE, [PASSAGE]),
    ]  # fmt: skip
    before = whole_case(case)
    assert take(case, rows) == (ImportReport(0, 0, 4, 0, 0), [])
    assert whole_case(case) == before


@pytest.mark.usefixtures("chunk")
def test_rows_of_one_file_that_contradict_one_another(case: Session) -> None:
    rows = [row(2, key="raid"), row(3, key="raid", place="Argun"), row(4, key="raid", tags="x")]
    done = take(case, rows)
    assert [(refusal.line, refusal.reason.split("in ")[-1]) for refusal in done.refused] == [
        (3, "place."),
        (4, "tags."),
    ]


def test_the_rows_that_were_logged_stay_known_after_an_edit(case: Session, author: str) -> None:
    rows = [row(2, key="raid", place="Argun", as_of="2017")]
    take(case, rows)
    claims.edit(case, author, "raid", {"place": "Grozny", "as_of": "2018"})
    assert take(case, rows) == (ImportReport(0, 0, 1, 0, 0), [])
    # What is neither as it was logged nor as it stands is refused.
    done = take(case, [row(2, key="raid", place="Gudermes", as_of="2017")])
    assert "as_of and place" in done.refused[0].reason


# --- citations ------------------------------------------------------------------------------


@pytest.mark.usefixtures("held", "chunk")
@pytest.mark.parametrize(
    ("change", "others"),
    [
        ({"translation": "no fewer than 75"}, "translation"),
        ({"via": "interview"}, "via"),
        ({"via": "interview", "translation": "75"}, "translation and via"),
    ],
    ids=str,
)
def test_a_passage_that_stands_otherwise(
    case: Session, change: dict[str, str], others: str
) -> None:
    done = take(case, [claim(2, PASSAGE), claim(3, {**PASSAGE, **change})])
    assert [(refusal.line, refusal.reason) for refusal in done.refused] == [
        (3, f"This citation is in the case already, and differs in {others}.")
    ]
    assert done.report.citations == 0


@pytest.mark.usefixtures("held")
def test_a_passage_that_was_taken_back_is_not_compared(case: Session, author: str) -> None:
    claims.uncite(case, author, "held-75", "outlet", None, "Misread.")
    done = take(case, [claim(2, {**PASSAGE, "translation": "75"})])
    assert done == (ImportReport(0, 0, 1, 0, 0), [])


# --- parties, measures, sources -------------------------------------------------------------

KNOWN: list[tuple[str, dict[str, Any]]] = [
    ("party", {"key": "ada", "name": "Ada", "kind": "person", "speaks_for": "network"}),
    ("measure", {"key": "fled", "unit": "people", "definition": "Who left.", "cumulative": True}),
    ("source", {"key": "post", "kind": "post", "title": "A post", "author": ["Lovelace, Ada"],
                "issued": "2017-05", "relays": ["wire"], "voice": "ada"}),
]  # fmt: skip


@pytest.fixture
def recorded(case: Session, author: str) -> Session:
    parties.add(case, author, "Network", key="network")
    rows = [Row(line, record, fields) for line, (record, fields) in enumerate(KNOWN)]
    assert take(case, rows) == (ImportReport(0, 0, 0, 3, 0), [])
    return case


@pytest.mark.parametrize(
    ("place", "change", "others"),
    [
        (0, {"kind": "organisation"}, "kind"),
        (0, {"speaks_for": ""}, "speaks_for"),
        (1, {"cumulative": False}, "cumulative"),
        (1, {"definition": "Who stayed."}, "definition"),
        (2, {"author": ["Lovelace, Eva"]}, "author"),
        (2, {"issued": "2017-06", "relays": []}, "issued and relays"),
        (2, {"voice": "Eva"}, "voice"),
        (2, {"publisher": "Press"}, "publisher"),
    ],
    ids=str,
)
def test_a_record_that_stands_otherwise(
    recorded: Session, place: int, change: dict[str, object], others: str
) -> None:
    def held() -> list[object]:
        listed = (parties.listing, measures.listing, sources.listing)
        return [list(listing(recorded)) for listing in listed]

    record, fields = KNOWN[place]
    before = held()
    done = take(recorded, [Row(4, record, {**fields, **change})])
    reason = f"The {record} “{fields['key']}” is in the case already, and differs in {others}."
    assert [(refusal.line, refusal.reason) for refusal in done.refused] == [(4, reason)]
    assert done.report.others == 0
    assert held() == before


def test_a_record_that_is_known_so_may_leave_out_and_write_otherwise(recorded: Session) -> None:
    rows = [
        Row(2, "party", {"key": "ada", "name": " Ada ", "speaks_for": "Network"}),
        Row(3, "measure", {"key": "fled", "unit": "people"}),
        Row(4, "source", {"key": "post", "kind": "post", "title": "A post "}),
        Row(5, "source", {**KNOWN[2][1], "author": ["Lovelace,  Ada"], "voice": "Ada"}),
    ]
    assert take(recorded, rows) == (ImportReport(0, 0, 0, 0, 0), [])


# --- every row is told ----------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 3, 5_000])
def test_every_refusal_is_told_by_line_up_to_where_the_file_breaks_off(
    case: Session, author: str, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(importing, "CHUNK", size)
    text = (
        "key,text,kind\n"
        "raid,A raid.,event\n"
        "raid,Another raid.,event\n"
        "more,More.,event,\n"
        "wire,Known.,event\n"
        "less,Less.,rumour\n"
        '"open,event\n'
    )
    told: list[Refusal] = []
    rows = CsvImporter().rows(io.BytesIO(text.encode()), {})
    with pytest.raises(BrokenFile, match="opened and never closed"):
        importing.load(case, author, rows, refuse=told.append)
    assert [refusal.line for refusal in told] == [3, 4, 5, 6]


def test_sources_are_looked_up_at_once(case: Session, author: str) -> None:
    sources.add(case, author, "gone", SourceFields(kind="report", title="Gone"))
    sources.withdraw(case, author, "gone", "Forged.")
    cited = ["wire", "outlet", "gone", "out", "nothing-like-it", "a\0b", "\ud800"]
    rows = [row(line, source, text=f"Raid {line}") for line, source in enumerate(cited, start=2)]
    done = take(case, rows)
    assert [refusal.line for refusal in done.refused] == [4, 6, 7, 8]
    (raid, *_) = whole_case(case)
    assert raid.origins == ("wire",)
    assert done.report.citations == 3
