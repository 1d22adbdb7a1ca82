"""A captured text as a person reads it."""

from hypothesis import given
from hypothesis import strategies as st

from factcheck.cli.capturedtext import COLUMNS, reading_lines
from factcheck.domain.folding import fold
from factcheck.domain.printable import width
from factcheck.evidence.places import Segment
from factcheck.services.source_evidence import Mark, MarkedText
from factcheck.services.texts import CapturedText


def shown(text: str, segments: list[Segment], *marks: Mark) -> str:
    captured = CapturedText(1, "0" * 64, "", "text 1", text, tuple(segments), fold(text), ())
    return "\n".join(reading_lines(MarkedText("interview", captured, marks)))


def test_places_stand_in_the_margin_and_quotes_in_brackets() -> None:
    text = "A talk\n\nHe spoke of 27 men.\n\nNo more."
    segments = [
        Segment(0, 6, "title"),
        Segment(8, 27, "paragraph", 1),
        Segment(29, 37, "paragraph", 2),
    ]
    assert shown(text, segments, Mark(20, 26, "out")) == (
        "title             A talk\n\n"
        "para. 1           He spoke of [27 men](out).\n\n"
        "para. 2           No more.\n"
    )


def test_pages_stand_above() -> None:
    text = "One.\n\nTwo.\n\nThree."
    segments = [
        Segment(0, 4, "paragraph", 1, 1),
        Segment(6, 10, "paragraph", 2, 1),
        Segment(12, 18, "paragraph", 3, 2),
    ]
    assert shown(text, segments) == (
        "──── page 1 ────\n\npara. 1           One.\n\npara. 2           Two.\n\n"
        "──── page 2 ────\n\npara. 3           Three.\n"
    )


def test_time_codes_and_speakers() -> None:
    text = "One.\n\nTwo.\n\nThree."
    segments = [
        Segment(0, 4, "cue", None, None, "00:00:01.000", "Igor Kochetkov, chairman"),
        Segment(6, 10, "cue", None, None, "00:00:05.500", "Igor Kochetkov, chairman"),
        Segment(12, 18, "cue", None, None, "01:00:09.000", "Anna"),
    ]
    assert shown(text, segments) == (
        "00:00:01          One.\nIgor Kochetkov,…\n\n"
        "00:00:05          Two.\n\n"
        "01:00:09          Three.\nAnna\n"
    )


def test_a_row_of_a_table_stands_in_one_line() -> None:
    text = "Month\tMen\nApril\t27"
    cells = [(0, 5), (6, 9), (10, 15), (16, 18)]
    segments = [Segment(start, end, "cell") for start, end in cells]
    assert shown(text, segments, Mark(16, 18, "out")) == (
        "table 1           Month Men\n\ntable 1           April [27](out)\n"
    )


def test_quotes_that_overlap_stand_in_one_pair_of_brackets_and_below() -> None:
    text = "one two three\n\nfour five"
    segments = [Segment(0, 13, "paragraph", 1), Segment(15, 24, "paragraph", 2)]
    marks = [Mark(0, 7, "a"), Mark(0, 3, "b"), Mark(4, 19, "c")]
    assert shown(text, segments, *marks) == (
        "para. 1           [one two three\n\n"
        "para. 2           four](a, b, c) five\n"
        "                  a: “one two”\n"
        "                  b: “one”\n"
        "                  c: “two three four”\n"
    )


def test_quotes_side_by_side_and_of_the_same_words_need_no_telling() -> None:
    text = "one two three"
    marks = [Mark(0, 3, "a"), Mark(0, 3, "b"), Mark(0, 3, "a"), Mark(3, 7, "c")]
    assert shown(text, [Segment(0, 13, "paragraph", 1)], *marks) == (
        "para. 1           [one](a, b)[ two](c) three\n"
    )


def test_long_quotes_are_wrapped_below() -> None:
    text = " ".join(["word"] * 30)
    marks = [Mark(0, 149, "a"), Mark(5, 9, "b")]
    *_, first, second, third, last = shown(
        text, [Segment(0, 149, "paragraph", 1)], *marks
    ).splitlines()
    assert first.startswith("                  a: “word word")
    assert second.startswith("                    word")
    assert last == "                  b: “word”"
    assert third.endswith("word”")


def test_text_cannot_act_on_the_terminal_or_forge_a_line() -> None:
    text = "\x1b[31mred\u202e\nError: all is well"
    printed = shown(text, [Segment(0, len(text), "paragraph", 1, None, None, "\x07Anna")])
    assert printed == ("para. 1           \\x1b[31mred\\u202e Error: all is well\n\\x07Anna\n")


@given(
    st.lists(st.text("ab \u4e2d[]", min_size=1, max_size=200), min_size=1, max_size=5), st.data()
)
def test_no_word_is_lost_whatever_is_marked(paragraphs: list[str], data: st.DataObject) -> None:
    text = "\n\n".join(paragraphs)
    segments, at = [], 0
    for number, paragraph in enumerate(paragraphs, 1):
        segments.append(Segment(at, at + len(paragraph), "paragraph", number))
        at += len(paragraph) + 2
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    pairs = data.draw(st.lists(ends, max_size=4))
    marks = [Mark(min(pair), max(pair), "k") for pair in pairs if pair[0] != pair[1]]
    printed = shown(text, segments, *sorted(marks))
    below = (f"{' ' * 18}k: “", " " * 20)
    lines = [line for line in printed.splitlines() if not line.startswith(below)]
    bare = "".join(line[18:] for line in lines).replace("](k)", "")
    for sign in " []":
        bare, text = bare.replace(sign, ""), text.replace(sign, "")
    assert bare == text.replace("\n", "")
    assert all(width(line) <= 2 * COLUMNS for line in printed.splitlines() if " " in line[18:])
