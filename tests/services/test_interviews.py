"""A captured source in passages, and what the case quotes of it."""

import io

import pytest
from sqlalchemy.orm import Session

from factcheck.database.models import Capture
from factcheck.domain.picking import Picked, pick
from factcheck.errors import NoText, SourceWithdrawn, UnknownPlace, WordsSeveralTimes
from factcheck.services import captures, claims, interviews, reviews, sources, texts
from factcheck.services.captures import CaptureFields
from factcheck.services.interviews import Interview
from tests.support.cases import AUTHOR

PAGE = """\
The interview

“We are in touch with some 75 people,” he said.

We help 30 of them. The others, others wait.

He spoke for an hour.
"""
TABLE = """\
<!doctype html><html><body><p>Before.</p><ul><li>One</li><li>Two</li></ul>
<table><tr><td>Moved</td><td>27</td></tr><tr><td>Called</td><td>75</td></tr></table>
<p>After.</p></body></html>
"""
CUES = "\n".join(
    f"{n}\n00:00:{n * 2:02},000 --> 00:00:{n * 2 + 2:02},000\n{line}\n"
    for n, line in enumerate(
        ["<v Anna>How many called?", "<v Igor>Some 75 people", "have called us.", "<v Anna>And?"]
    )
)


@pytest.fixture
def case(populated_session: Session) -> Session:
    return populated_session


def capture(session: Session, text: str, name: str = "page.txt", key: str = "interview") -> Capture:
    stream = io.BytesIO(text.encode())
    entry = captures.add(session, AUTHOR, key, stream, CaptureFields(file_name=name)).entry
    texts.read(session, AUTHOR, entry)
    return entry


def opened(session: Session, text: str = PAGE, name: str = "page.txt") -> Interview:
    capture(session, text, name)
    return interviews.read(session, "interview")


def words(interview: Interview) -> list[str]:
    return [interview.words(passage) for passage in interview.passages]


def log(session: Session, quote: str, **fields: str) -> str:
    claim = {"text": f"That {quote}.", "kind": "event", **fields}
    return claims.add(session, AUTHOR, claim, {"source": "interview", "quote": quote}).claim.key


def test_paragraphs_are_read_one_at_a_time(case: Session) -> None:
    interview = opened(case)
    assert words(interview) == [part.strip() for part in PAGE.strip().split("\n\n")]
    assert [interview.locator(found.start, found.end) for found in interview.passages] == [
        "title",
        "para. 1",
        "para. 2",
        "para. 3",
    ]


def test_a_table_is_read_as_one(case: Session) -> None:
    pytest.importorskip("lxml")
    assert words(opened(case, TABLE, "page.html")) == [
        "Before.",
        "One",
        "Two",
        "Moved\t27\nCalled\t75",
        "After.",
    ]


def test_what_one_person_says_is_read_together(case: Session) -> None:
    interview = opened(case, CUES, "talk.srt")
    assert [found.speaker for found in interview.passages][:2] == ["Anna", "Igor"]
    assert "75 people" in words(interview)[1]


def test_the_latest_capture_is_read(case: Session) -> None:
    capture(case, PAGE)
    assert words(opened(case, "Another text.")) == ["Another text."]


def test_a_source_without_a_text_is_refused(case: Session) -> None:
    sources.add(case, AUTHOR, "book", sources.SourceFields(kind="book", title="A book"))
    with pytest.raises(NoText, match=r"“book” has no captured text\.$") as fault:
        interviews.read(case, "book")
    assert "factcheck source capture book FILE" in fault.value.hint
    capture(case, "\x00\x01\x02\x03", "page.bin", key="book")
    with pytest.raises(NoText, match="could not be read"):
        interviews.read(case, "book")


def test_a_withdrawn_source_is_refused(case: Session) -> None:
    sources.add(case, AUTHOR, "gone", sources.SourceFields(kind="book", title="Gone"))
    sources.withdraw(case, AUTHOR, "gone", "It was forged.")
    with pytest.raises(SourceWithdrawn, match="forged"):
        interviews.read(case, "gone")


@pytest.mark.parametrize(
    ("place", "number"), [("para. 1", 1), ("3", 3), ("абз. 2", 2), ("title", 0), ("paras. 2-3", 2)]
)
def test_a_place_is_found(place: str, number: int, case: Session) -> None:
    assert opened(case).at(place) == number


@pytest.mark.parametrize("place", ["para. 9", "p. 2", "nowhere", "", "99", "00:01:20"])
def test_a_place_that_is_not_there_is_refused(place: str, case: Session) -> None:
    with pytest.raises(UnknownPlace, match="There is no place") as fault:
        opened(case).at(place)
    assert "para. 3" in fault.value.hint


def test_the_nearest_passage_is_found(case: Session) -> None:
    interview = opened(case)
    for number, passage in enumerate(interview.passages):
        assert interview.nearest(passage.start) == interview.nearest(passage.end - 1) == number
    assert interview.nearest(10_000) == 3


def test_picked_words_are_quoted_as_they_stand(case: Session) -> None:
    interview = opened(case)
    passage = interview.passages[1]
    picked = pick("WE ARE … people", interview.words(passage))
    assert interview.quotable(passage, picked) == (
        "We are in touch with some 75 people",
        "para. 1",
    )


def test_words_that_stand_twice_in_a_place_are_no_quote(case: Session) -> None:
    interview = opened(case)
    passage = interview.passages[2]
    last = interview.words(passage).rindex("others")
    with pytest.raises(WordsSeveralTimes, match="“others” stands 2 times"):
        interview.quotable(passage, Picked(last, last + len("others")))
    quote, _ = interview.quotable(passage, Picked(last, last + len("others wait")))
    assert quote == "others wait"


def test_what_is_quoted_already_is_known(case: Session) -> None:
    interview = opened(case)
    first, second = log(case, "30 of them"), log(case, "some 75 people")
    gone, taken = log(case, "an hour"), log(case, "He spoke")
    claims.uncite(case, AUTHOR, gone, "interview", None, "Wrong.")
    reviews.withdraw(case, AUTHOR, taken, "Wrong.")
    found = interviews.quoted(case, interview)
    text = interview.text.text
    assert [(text[one.start : one.end], one.claim) for one in found][-2:] == [
        ("some 75 people", second),
        ("30 of them", first),
    ]
    assert {one.claim for one in found} == {"in-touch-75", first, second}


def test_quotes_are_found_in_a_new_text_too(case: Session) -> None:
    capture(case, PAGE)
    key = log(case, "30 of them")
    interview = opened(case, "Something new. “We help 30 of them.”")
    found = [one for one in interviews.quoted(case, interview) if one.claim == key]
    assert [interview.text.text[one.start : one.end] for one in found] == ["30 of them"]


def test_whoever_spoke_last_is_likely_to_speak(case: Session) -> None:
    interview = opened(case)
    assert interviews.speaker(case, interview) == "Igor Kochetkov"  # the voice of the source
    log(case, "some 75 people", speaker="Anna Reporter")
    assert interviews.speaker(case, interview) == "Anna Reporter"
    log(case, "30 of them", speaker="police")
    assert interviews.speaker(case, interview) == "Полиция Чечни"


def test_a_claim_that_was_logged_after_all_is_known(case: Session) -> None:
    interview = opened(case)
    key = log(case, "30 of them")
    assert interviews.logged_as(case, interview, " That 30 of them. ", "30 of them") == key
    assert interviews.logged_as(case, interview, "That 30 of them.", "an hour") is None
    assert interviews.logged_as(case, interview, "Another", "30 of them") is None
