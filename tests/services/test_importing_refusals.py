"""Importing rows: every wrong one is named by its line, with the reason."""

import re
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from factcheck.errors import FactcheckError
from factcheck.importers.base import Row
from factcheck.services import claims, measures, parties, reading, sources
from factcheck.services.importing import ImportReport
from tests.services.conftest import one_database
from tests.services.imports import (
    counts,
    row,
    take,
    take_text,
)

pytestmark = pytest.mark.usefixtures("known")

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
