import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.evidence.extractors.text import TextExtractor
from tests.evidence.extractors import files
from tests.evidence.extractors.reading import Shown, segments_of, shown

LONG = "This line was never wrapped, so that it is much longer than any line of a wrapped text is."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Only words.", [("paragraph", 1, "Only words.")]),
        (
            "A title\n\nOne line\nand another.\r\n \t\r\nTwo.",
            [("title", None, "A title"), ("paragraph", 1, "One line\nand another."),
             ("paragraph", 2, "Two.")],
        ),
        (
            f"{LONG} {LONG}\nShort.\n{LONG}",
            [("paragraph", 1, f"{LONG} {LONG}"), ("paragraph", 2, "Short."),
             ("paragraph", 3, LONG)],
        ),
        (
            "   One is set in\nand goes on.\n   Two is set in\nas well.",
            [("paragraph", 1, "One is set in\nand goes on."),
             ("paragraph", 2, "Two is set in\nas well.")],
        ),
        (
            "Two things broke:\n- the boat\n  of the port\n- the gate\n\nThat is all.",
            [("paragraph", 1, "Two things broke:"), ("item", 1, "the boat\nof the port"),
             ("item", 1, "the gate"), ("paragraph", 2, "That is all.")],
        ),
        ("Why?\n\n• one boat\n\n• one gate",
         [("title", None, "Why?"), ("item", None, "one boat"), ("item", None, "one gate")]),
        ("On the\n3. of April it rained.", [("paragraph", 1, "On the\n3. of April it rained.")]),
        ("1. Nobody came.\n\nYes.",
         [("paragraph", 1, "1. Nobody came."), ("paragraph", 2, "Yes.")]),
        ("— Who?\n\n— They.", [("title", None, "— Who?"), ("paragraph", 1, "— They.")]),
    ],
)  # fmt: skip
def test_paragraphs_of_a_text(text: str, found: list[Shown]) -> None:
    assert shown(TextExtractor(), text) == found


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_every_paragraph_has_its_bytes(charset: str) -> None:
    words = "Заголовок\r\n\r\nПервый абзац стоит здесь.\n\n  Второй абзац\nв две строки."
    data = words.encode(charset)
    text, segments = segments_of(TextExtractor(), data)
    for segment in segments:
        assert segment.bytes is not None
        first, after = segment.bytes
        codec = "utf-16-le" if charset == "utf-16" else charset
        assert data[first:after].decode(codec).strip() == text[segment.start : segment.end]
    assert len(segments) == 3


def test_no_bytes_are_told_where_some_are_no_characters() -> None:
    _, segments = segments_of(TextExtractor(), "Да, их били ночью.".encode() + b"\xff Nobody came.")
    assert [segment.bytes for segment in segments] == [None]


def test_the_article() -> None:
    found = shown(TextExtractor(), files.text())
    assert [words for _, _, words in found] == files.blocks()
    assert [number for _, number, _ in found] == files.NUMBERS


@given(st.text())
def test_no_word_is_lost(text: str) -> None:
    kept, _ = segments_of(TextExtractor(), b"\xef\xbb\xbf" + text.encode("utf-8", "replace"))
    letters = [c for c in text if c.isascii() and c.isalpha()]
    assert [c for c in kept if c.isascii() and c.isalpha()] == letters or "(" in text or ")" in text
