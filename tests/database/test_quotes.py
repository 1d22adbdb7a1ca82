"""Quote checks as they are computed when claims are read, on both databases."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, text, update
from sqlalchemy.orm import Session

from factcheck.database.engine import Location, connect
from factcheck.database.models import Anchor, Citation, Claim
from factcheck.database.queries import quotes
from factcheck.database.queries.claims import ClaimReader
from factcheck.database.session import open_session
from factcheck.domain.anchoring import (
    TextPositionSelector,
    quote_check,
)
from factcheck.domain.anchoring import (
    select as selectors,
)
from factcheck.domain.records import CitationRecord
from factcheck.services import claims, source_evidence, sources
from factcheck.services.captures import CaptureFields
from factcheck.services.sources import SourceFields
from tests.conftest import BOTH, copied
from tests.support.cases import AUTHOR

URL = "https://example.org/talk"
BEFORE = "Один из них сказал это ещё раз. " * 40
TALK = f"{BEFORE}Of 27 men, who came that night, nobody was heard of again.{' They wept.' * 60}"
QUOTE = "27 men, who came that night"


@pytest.fixture(scope="module", params=BOTH)
def quoted(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Location]:
    """A case with one quote, which stands in the middle of a captured text."""
    with copied(request, tmp_path_factory, "template") as location:
        with open_session(location, write=True, author=AUTHOR) as session:
            cited = SourceFields(kind="interview", title="T", url=URL, archive_url=f"{URL}/1")
            sources.add(session, AUTHOR, "talk", cited)
            stream = BytesIO(TALK.encode())
            told = CaptureFields(file_name="talk.txt")
            source_evidence.take(session, AUTHOR, "talk", stream, told)
            fields = {"key": "men", "text": "27 men came.", "kind": "event"}
            claims.add(session, AUTHOR, fields, {"source": "talk", "quote": QUOTE})
            session.commit()
        yield location


@pytest.fixture
def session(quoted: Location) -> Iterator[Session]:
    """A session on that case; what a test does in it is rolled back."""
    with open_session(quoted, write=True, author=AUTHOR) as session:
        yield session


def cited(session: Session) -> CitationRecord:
    [claim] = ClaimReader(session.connection()).records()
    [citation] = claim.citations
    return citation


def test_a_quote_is_checked_where_it_stands(session: Session) -> None:
    found = cited(session)
    assert (found.quote_check, found.archive_url) == ("anchored", f"{URL}/1")
    assert found.link is not None
    assert "27%20men%2C%20who%20came" in found.link
    assert len(found.capture or "") == 64


@pytest.mark.parametrize(
    "change",
    [
        {"first": Anchor.first + 1},
        {"first": Anchor.first - 1, "last": Anchor.last - 1},
        {"first": 0},
        {"first": -5},
        {"first": -5, "last": -1},
        {"first": 5, "last": 2},
        {"last": Anchor.last + 1},
        {"last": 2_000_000_000},
        {"first": 2_000_000_000, "last": 2_100_000_000},
        {"exact": "29 men, who came that night"},
        {"prefix": ""},
        {"suffix": "x"},
    ],
)
def test_a_place_that_was_altered_is_none(session: Session, change: dict[str, object]) -> None:
    session.connection().execute(update(Anchor).values(change))
    found = cited(session)
    assert (found.quote_check, found.link, found.capture) == ("missing", URL, None)


@pytest.mark.parametrize(
    ("quote", "check"),
    [
        ("27  men, who came that night", "anchored"),
        ("27 men, who arrived that night", "differs"),
        ("29 men, who came that night", "missing"),
        ("27 men, who never came that night", "missing"),
    ],
)
def test_a_quote_that_was_altered_is_checked_as_it_is(
    session: Session, quote: str, check: str
) -> None:
    session.connection().execute(update(Citation).values(quote=quote))
    assert cited(session).quote_check == check


def test_a_quote_without_a_place_is_missing_while_there_is_a_text(session: Session) -> None:
    session.connection().execute(delete(Anchor))
    assert cited(session).quote_check == "missing"
    unread = (
        "INSERT INTO extraction (id, source_seq, content_seq, extractor, version, media_type, "
        "segments, notes, created_at, created_by) SELECT {id}, source_seq, content_seq, 'none', "
        "'', media_type, '[]', 'Unreadable.', created_at, created_by FROM extraction"
    )
    sqlite = session.connection().dialect.name == "sqlite"
    session.execute(text(unread.format(id="randomblob(16)" if sqlite else "gen_random_uuid()")))
    assert cited(session).quote_check == "no capture"
    assert quotes.count_quotes(session.connection()).by_check == {"no capture": 1}


def test_quotes_are_counted_by_the_places_that_are_kept(session: Session) -> None:
    def counted() -> dict[str, int]:
        return quotes.count_quotes(session.connection()).by_check

    assert counted() == {"anchored": 1}
    session.connection().execute(update(Anchor).values(accepted_by=AUTHOR))
    assert counted() == {"differs": 1}
    session.connection().execute(delete(Anchor))
    assert counted() == {"missing": 1}
    session.connection().execute(update(Citation).values(quote=None))
    assert counted() == {}


def test_claims_that_were_withdrawn_have_no_quotes_to_count(session: Session) -> None:
    session.connection().execute(update(Claim).values(status="withdrawn"))
    assert quotes.count_quotes(session.connection()) == ({}, 0, 0)


def test_a_case_without_captures_is_read_without_looking_for_any(location: Location) -> None:
    with Session(connect(location)) as session:
        statement, _ = quotes.citations(session.connection().connection.driver_connection)
    assert "anchor" not in statement
    assert "extraction" not in statement


WORDS = st.lists(
    st.sampled_from(["27", "men", "un", "seventy-", "five", "75", "%", "co-\n", "Ivan", "é", "½"]),
    min_size=1,
    max_size=60,
)


@given(words=WORDS, joint=st.sampled_from(["", " "]), data=st.data())
def test_the_stretch_around_a_passage_tells_as_much_as_the_whole_text(
    words: list[str], joint: str, data: st.DataObject
) -> None:
    whole = joint.join(words)
    start = data.draw(st.integers(0, len(whole) - 1))
    end = data.draw(st.integers(start + 1, len(whole)))
    selector, position = selectors(whole, start, end)
    first = max(start - quotes.REACH, 0)
    window = whole[first : end + quotes.REACH]
    moved = TextPositionSelector(start - first, end - first)
    expected = quote_check(selector.exact, whole, selector, position)
    assert quote_check(selector.exact, window, selector, moved) == expected
