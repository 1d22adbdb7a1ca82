"""Importing, whatever the rows: the same outcome each time, and there and back unchanged."""

import io
from collections.abc import Callable, Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from factcheck.domain.printable import encode_json
from factcheck.domain.records import ClaimRecord, as_json
from factcheck.exporters.csv import CsvExporter
from factcheck.importers.base import Row
from factcheck.services import claims, importing, reading, reviews
from factcheck.services.factsheets import build
from factcheck.services.selecting import Wanted
from tests.services.imports import (
    PASSAGE,
    WHOLE,
    row,
    take,
    take_text,
    whole_case,
)

pytestmark = pytest.mark.usefixtures("known")

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
    lines = {"text": "'=quoted' — «ёлки»", "kind": "event", "place": "-1, +2"}
    claims.add(session, author, {**lines, "key": "lines"}, quoted)
    marks = {
        "text": "A zero\u200bwidth space, a tab\tand \u202e.",
        "kind": "event",
        "place": r"C:\x1b, \u202e",
    }
    claims.add(session, author, {**marks, "key": "marks"}, {"source": "wire", "quote": "a\tb"})
    sums = {"text": "'=SUM(A1) “said” one; two, 'three'.", "kind": "event"}
    claims.add(session, author, {**sums, "key": "sums"}, {"source": "wire", "quote": "+a\nb"})
    half = {"text": "Half.", "kind": "number", "key": "half", "number": "half of the 30"}
    claims.add(session, author, half)
    many = {"text": "Hundreds.", "kind": "number", "key": "many", "number": "hundreds of cases"}
    claims.add(session, author, many)
    reviews.record(
        session,
        author,
        "many",
        status="verified",
        because="Counted.",
        override="We saw it ourselves.",
    )


def exported_csv(session: Session) -> str:
    stream = io.StringIO()
    CsvExporter().write(build(session, Wanted()), stream)
    return stream.getvalue()


def listed_lines(session: Session) -> str:
    listed = reading.listing(session, [], None)
    return "".join(encode_json(as_json(claim)) + "\n" for claim in listed)


def by_key(claims: Iterable[ClaimRecord]) -> dict[str, ClaimRecord]:
    """Without reviews, which stay with the case where they were recorded."""
    bare = {"status": "unverified", "status_because": None, "reviews": ()}
    return {claim.key: claim._replace(**bare) for claim in claims}


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
