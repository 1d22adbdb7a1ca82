import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.evidence.assembly import (
    NEW,
    Block,
    assemble,
    cleaned,
    reads_like_heading,
    reads_like_title,
)

SENTENCE = "The gates were closed on Tuesday, and nobody was told."


def numbered(*blocks: Block) -> list[tuple[str, int | None]]:
    _, segments = assemble(blocks)
    return [(segment.kind, segment.paragraph) for segment in segments]


def paragraph(text: str) -> Block:
    return Block("paragraph", text)


def test_paragraphs_are_two_line_feeds_apart() -> None:
    text, segments = assemble([Block("title", "One"), paragraph("Two."), paragraph("Three.")])
    assert text == "One\n\nTwo.\n\nThree."
    assert [tuple(segment[:4]) for segment in segments] == [
        (0, 3, "title", None),
        (5, 9, "paragraph", 1),
        (11, 17, "paragraph", 2),
    ]


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        ("Ferry workers: “We cannot carry everyone” | The River Post", "title"),
        ("Who closed the gates?", "title"),
        ("“Nobody told us”", "title"),
        ("Nobody told us.", "paragraph"),
        ("“Nobody told us.”", "paragraph"),
        ("He described it as follows:", "paragraph"),
        ("a" * 301, "paragraph"),
    ],
)
def test_a_title_is_known_by_its_words(first: str, kind: str) -> None:
    assert numbered(paragraph(first), paragraph(SENTENCE))[0][0] == kind


def test_a_text_of_one_paragraph_has_no_title() -> None:
    assert numbered(paragraph("Nobody told us")) == [("paragraph", 1)]


def test_a_marked_title_is_believed() -> None:
    assert numbered(Block("title", "Nobody told us."), paragraph(SENTENCE)) == [
        ("title", None),
        ("paragraph", 1),
    ]


def test_a_second_title_is_a_heading() -> None:
    assert numbered(Block("title", "A"), paragraph(SENTENCE), Block("title", "B")) == [
        ("title", None),
        ("paragraph", 1),
        ("heading", None),
    ]


def test_what_comes_before_a_marked_title_is_not_counted() -> None:
    found = numbered(paragraph("Menu."), Block("title", "A"), paragraph(SENTENCE))
    assert found == [("paragraph", None), ("title", None), ("paragraph", 1)]


def test_a_title_near_the_end_is_none() -> None:
    found = numbered(paragraph(SENTENCE), paragraph(SENTENCE), Block("title", "About us"))
    assert found == [("paragraph", 1), ("paragraph", 2), ("heading", None)]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("What the port says", True),
        ("3 April 2017", True),
        ("By Anna Petrova", True),
        ("Что говорят власти", True),
        ("“Nobody told us”", True),
        ("What does the port say?", False),
        ("He said:", False),
        ("in the lower town", False),
        ("— Nobody told us", False),
        ("Nobody told us.", False),
        ("%d readers like this:", False),
        ("one two three four five six seven eight nine ten eleven twelve thirteen".title(), False),
        ("Two lines\nof words", False),
    ],
)
def test_a_heading_is_known_by_its_words(line: str, heading: bool) -> None:
    assert reads_like_heading(line) is heading


def test_a_heading_needs_text_below_it() -> None:
    below = numbered(Block("title", "A"), paragraph("What he says"), paragraph(SENTENCE))
    assert below[1:] == [("heading", None), ("paragraph", 1)]
    assert numbered(Block("title", "A"), paragraph("What he says"))[1:] == [("paragraph", 1)]


def test_items_belong_to_the_paragraph_before_them() -> None:
    found = numbered(
        Block("title", "A"), Block("item", "x"), paragraph(SENTENCE), Block("item", "y"),
        paragraph(SENTENCE),
    )  # fmt: skip
    assert [number for _, number in found] == [None, None, 1, 1, 2]


def test_a_paragraph_goes_on_overleaf() -> None:
    text, segments = assemble(
        [
            paragraph(SENTENCE),
            Block("paragraph", "It goes", page=1),
            Block("paragraph", "on here.", page=2, joint=" "),
            Block("running", "2", page=2),
            paragraph(SENTENCE),
        ]
    )
    assert "It goes on here.\n\n2\n\n" in text
    assert [segment.paragraph for segment in segments] == [1, 2, 2, None, 3]


def test_what_follows_an_empty_block_begins_what_that_began() -> None:
    text, _ = assemble([paragraph("One."), Block("cell", " "), Block("cell", "two", joint="\t")])
    assert text == "One.\n\ntwo"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  one \t two  ", "one two"),
        ("one \r\n two\rthree", "one\ntwo\nthree"),
        ("e\u0301te\u0301", "été"),
        ("a\x00b\x07c\ud800d\ufffe", "abcd"),
        ("a\u00a0b", "a\u00a0b"),
        ("co\u00adoperation", "co\u00adoperation"),
        ("one\x85two", "one\ntwo"),
    ],
)
def test_text_is_kept_clean(raw: str, clean: str) -> None:
    assert cleaned(raw) == clean


blocks = st.builds(
    Block,
    st.sampled_from(["title", "heading", "paragraph", "item", "cell", "caption", "cue", "running"]),
    st.text(st.characters(codec="utf-16", exclude_categories=())),
    joint=st.sampled_from([NEW, " ", "\t", "\n"]),
    counted=st.booleans(),
)


@given(st.lists(blocks, max_size=8))
def test_every_segment_is_its_part_of_the_text(given_blocks: list[Block]) -> None:
    text, segments = assemble(given_blocks)
    assert unicodedata.is_normalized("NFC", text)
    assert [text[s.start : s.end] for s in segments] == [
        cleaned(block.text) for block in given_blocks if cleaned(block.text)
    ]
    assert all(a.end < b.start for a, b in pairwise(segments))
    assert sum(segment.kind == "title" for segment in segments) <= 1
    numbers = [segment.paragraph for segment in segments if segment.paragraph]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(1, len(set(numbers)) + 1))


@given(st.text())
def test_a_title_is_never_a_long_text(text: str) -> None:
    assert not (reads_like_title(text) and len(text) > 300)
