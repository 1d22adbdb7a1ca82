import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.evidence.places import (
    KINDS,
    Segment,
    Span,
    contradicts,
    lacking,
    located,
    locator,
    page_and_time,
    restored,
    segments_json,
    stored,
)

ARTICLE = (
    Segment(0, 10, "title", page=1),
    Segment(12, 20, "paragraph", 1, 1),
    Segment(22, 30, "heading", None, 1),
    Segment(32, 40, "paragraph", 2, 1),
    Segment(41, 50, "paragraph", 2, 2),
    Segment(52, 60, "item", 2, 2),
    Segment(62, 70, "paragraph", 3, 2),
    Segment(72, 75, "running", None, 2),
)
TABLES = (
    Segment(0, 3, "cell"),
    Segment(4, 6, "cell"),
    Segment(8, 12, "caption"),
    Segment(14, 16, "cell"),
    Segment(18, 20, "heading"),
    Segment(22, 25, "note"),
)
TALK = (
    Segment(0, 10, "cue", 1, time="00:00:05.000", speaker="Anna"),
    Segment(11, 20, "cue", 1, time="00:01:20.500"),
    Segment(22, 30, "cue", 2, time="01:00:00.000"),
)


@pytest.mark.parametrize(
    ("segments", "start", "end", "said"),
    [
        (ARTICLE, 2, 5, "p. 1, title"),
        (ARTICLE, 12, 20, "p. 1, para. 1"),
        (ARTICLE, 23, 25, "p. 1, heading 1"),
        (ARTICLE, 38, 45, "pp. 1–2, para. 2"),
        (ARTICLE, 53, 54, "p. 2, para. 2"),
        (ARTICLE, 15, 65, "pp. 1–2, paras. 1–3"),
        (ARTICLE, 72, 74, "p. 2"),
        (ARTICLE, 20, 22, None),
        (TABLES, 4, 5, "table 1"),
        (TABLES, 14, 15, "table 2"),
        (TABLES, 9, 10, "caption 1"),
        (TABLES, 22, 23, "note 1"),
        (TALK, 3, 5, "00:00:05"),
        (TALK, 3, 25, "00:00:05–01:00:00"),
    ],
)
def test_a_place_has_a_name(
    segments: tuple[Segment, ...], start: int, end: int, said: str | None
) -> None:
    assert locator(segments, start, end) == said


@pytest.mark.parametrize(
    ("segments", "typed", "span"),
    [
        (ARTICLE, "para. 1", (12, 20)),
        (ARTICLE, "para 2", (32, 60)),
        (ARTICLE, "Paragraph 3", (62, 70)),
        (ARTICLE, "¶ 3", (62, 70)),
        (ARTICLE, "абз. 3", (62, 70)),
        (ARTICLE, "paras. 2–3", (32, 70)),
        (ARTICLE, "paras. 2-3", (32, 70)),
        (ARTICLE, "p. 2", (41, 75)),
        (ARTICLE, "стр. 2", (41, 75)),
        (ARTICLE, "с. 1", (0, 40)),
        (ARTICLE, "pp. 1–2", (0, 75)),
        (ARTICLE, "p. 2, para. 2", (41, 60)),
        (ARTICLE, "p. 2, para. 3", (62, 70)),
        (ARTICLE, "p. 2, para. 1", (41, 60)),
        (ARTICLE, "title", (0, 10)),
        (ARTICLE, "heading 1", (22, 30)),
        (TABLES, "table 1", (0, 6)),
        (TABLES, "table 2", (14, 16)),
        (TALK, "00:01:20", (11, 20)),
        (TALK, "1:30", (11, 20)),
        (TALK, "00:00:05–00:01:20", (0, 20)),
        (TALK, "2:00:00", (22, 30)),
        (TALK, "0:01", (0, 10)),
    ],
)
def test_a_typed_locator_is_found(
    segments: tuple[Segment, ...], typed: str, span: tuple[int, int]
) -> None:
    assert located(segments, typed) == Span(*span)


@pytest.mark.parametrize(
    "typed", ["", "para. 9", "p. 7", "p. 1, para. 9", "somewhere", "para. 1 bis", "heading 2",
              "caption 1", "00:00:01"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(typed: str) -> None:
    assert located(ARTICLE, typed) is None


@pytest.mark.parametrize("segments", [ARTICLE, TABLES, TALK], ids=["article", "tables", "talk"])
def test_every_locator_leads_back(segments: tuple[Segment, ...]) -> None:
    for segment in segments:
        said = locator(segments, segment.start, segment.end)
        assert said is not None
        span = located(segments, said.removeprefix("p. 1, ") if "title" in said else said)
        if segment.kind != "heading" or segment.page is None:
            assert span is not None, said
            assert span.start <= segment.start
            assert segment.end <= span.end


numbers = st.none() | st.integers(1, 10_000)


@st.composite
def maps(draw: st.DrawFn) -> list[Segment]:
    segments = []
    at = 0
    for _ in range(draw(st.integers(0, 8))):
        start = at + draw(st.integers(0, 3))
        at = start + draw(st.integers(0, 500))
        place = draw(st.none() | st.tuples(st.integers(0), st.integers(0)))
        segments.append(
            Segment(
                start, at, draw(st.sampled_from(KINDS)), draw(numbers), draw(numbers),
                draw(st.none() | st.just("00:00:01.000")), draw(st.none() | st.text()), place,
            )
        )  # fmt: skip
    return segments


@given(maps())
def test_what_is_stored_reads_back(segments: list[Segment]) -> None:
    assert list(restored(json.loads(segments_json(segments)))) == segments


def test_the_stored_form_is_short() -> None:
    assert stored(ARTICLE[:3]) == [[0, 10, 0, None, 1], [2, 8, 2, 1, 1], [2, 8, 1, None, 1]]


@pytest.mark.parametrize("row", [[], [0], [0, 1, 99], [0, "1", 0], [0, 1, 0, None, None, 5]])
def test_nothing_else_is_taken_for_a_segment(row: list[object]) -> None:
    with pytest.raises(ValueError, match="not a stored segment"):
        restored([row])


CUES = (
    Segment(0, 9, "cue", None, None, "00:00:01.000"),
    Segment(11, 20, "cue", None, None, "00:01:20.500"),
)
PLAIN = (Segment(0, 9, "paragraph", 1), Segment(11, 20, "paragraph", 2))


@pytest.mark.parametrize(
    ("segments", "typed", "kind"),
    [
        (PLAIN, "p. 7", "pages"),
        (PLAIN, "p. 7, para. 2", "pages"),
        (PLAIN, "title", "title"),
        (PLAIN, "heading 1", "headings"),
        (PLAIN, "table 3", "tables"),
        (PLAIN, "00:01:20", "time codes"),
        (CUES, "para. 1", "paragraphs"),
        (PLAIN, "para. 99", None),
        (PLAIN, "§ 4 of the annex", None),
        (ARTICLE, "p. 99, para. 1", None),
        (ARTICLE, "heading 7", None),
        (CUES, "99:00:00", None),
    ],
)
def test_a_locator_of_a_kind_that_the_text_has_not(
    segments: tuple[Segment, ...], typed: str, kind: str | None
) -> None:
    assert lacking(segments, typed) == kind


@pytest.mark.parametrize(
    ("segments", "typed", "place", "wrong"),
    [
        (PLAIN, "para. 1", (3, 5), False),
        (PLAIN, "para. 2", (3, 5), True),
        (PLAIN, "para. 99", (3, 5), True),
        (PLAIN, "paras. 1–2", (12, 15), False),
        (PLAIN, "para. 2", (5, 15), False),
        (PLAIN, "p. 7", (3, 5), False),
        (PLAIN, "the annex", (3, 5), False),
        (ARTICLE, "p. 2", (42, 45), False),
        (ARTICLE, "p. 1", (42, 45), True),
        (ARTICLE, "p. 99", (42, 45), True),
        (ARTICLE, "p. 2, para. 3", (42, 45), True),
        (ARTICLE, "heading 1", (22, 30), False),
        (ARTICLE, "heading 2", (22, 30), True),
        (CUES, "00:01:20", (11, 15), False),
        (CUES, "00:00:30", (11, 15), True),
    ],
)
def test_a_locator_of_another_place(
    segments: tuple[Segment, ...], typed: str, place: tuple[int, int], wrong: bool
) -> None:
    assert contradicts(segments, typed, *place) is wrong


@pytest.mark.parametrize(
    ("segments", "place", "found"),
    [
        (ARTICLE, (33, 45), (1, None)),
        (ARTICLE, (42, 65), (2, None)),
        (CUES, (5, 15), (None, "00:00:01.000")),
        (PLAIN, (3, 5), (None, None)),
        ((), (3, 5), (None, None)),
    ],
)
def test_where_a_link_leads(
    segments: tuple[Segment, ...], place: tuple[int, int], found: tuple[int | None, str | None]
) -> None:
    assert page_and_time(segments, *place) == found
