import pytest

from factcheck.evidence.extractors.markdown import MarkdownExtractor, inline
from tests.evidence.extractors.reading import Shown, segments_of, shown

P = "paragraph"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# A *title* #\nWords.", [("title", None, "A title"), (P, 1, "Words.")]),
        ("A title\n===\n\nWords.\n\nPart\n---\nMore.",
         [("title", None, "A title"), (P, 1, "Words."), ("heading", None, "Part"),
          (P, 2, "More.")]),
        ("One.\n\n> Two\n> lines.\n>\n> Three.\n\nFour.",
         [(P, 1, "One."), (P, 2, "Two\nlines."), (P, 3, "Three."), (P, 4, "Four.")]),
        ("One:\n> Two.", [(P, 1, "One:"), (P, 2, "Two.")]),
        ("One:\n\n1. boat\n2. gate\n   shut\n\n* ferry",
         [(P, 1, "One:"), ("item", 1, "boat"), ("item", 1, "gate\nshut"), ("item", 1, "ferry")]),
        ("One.\n\n| Town | Dead |\n|------|-----:|\n| Arg\\|un | 3 |\n|  | 4 |",
         [(P, 1, "One."), ("cell", None, "Town"), ("cell", None, "Dead"), ("cell", None, "Arg|un"),
          ("cell", None, "3"), ("cell", None, "4")]),
        ("One.\n\n```python\n# no heading\n```\n\nTwo.",
         [(P, 1, "One."), (P, 2, "# no heading"), (P, 3, "Two.")]),
        ("---\ntitle: Nothing\n---\nWords are here.", [(P, 1, "Words are here.")]),
        ("One.\n\n***\n\nTwo.", [(P, 1, "One."), (P, 2, "Two.")]),
        ("One.\n\n<div class='x'>\nhidden\n</div>\n\nTwo.\n\n[1]: https://example.org\n",
         [(P, 1, "One."), (P, 2, "Two.")]),
        ("#hashtag is no heading.", [(P, 1, "#hashtag is no heading.")]),
    ],
)  # fmt: skip
def test_blocks_of_markdown(text: str, found: list[Shown]) -> None:
    assert shown(MarkdownExtractor(), text) == found


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("**27** *men* and _they_", "27 men and they"),
        ("***all*** of ~~them~~ __here__", "all of them here"),
        ("a [link](https://e.org/a_(b) 'title') and [ref][1]", "a link and ref"),
        ("an ![image of 9 men](x.png) here", "an  here"),
        ("`*code*` and ``a ` b``", "*code* and a ` b"),
        (r"27 \* 3 and \[1\]", "27 * 3 and [1]"),
        ("<https://e.org> or <a@e.org>", "https://e.org or a@e.org"),
        ("H<sub>2</sub>O &amp; &#8220;x&#8221;", "H2O & “x”"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("**about *75* people**", "about 75 people"),
        ("[brackets] stay", "[brackets] stay"),
    ],
)
def test_marks_are_taken_off(written: str, read: str) -> None:
    assert inline(written) == read


def test_paragraphs_have_their_bytes() -> None:
    data = b"# A title\n\nSome **words** here.\n"
    _, segments = segments_of(MarkdownExtractor(), data)
    assert [data[slice(*s.bytes)] for s in segments if s.bytes] == [
        b"# A title",
        b"Some **words** here.",
    ]


@pytest.mark.parametrize("mark", ["*", "[", "`", "_a", "<", "![", "~~"])
def test_marks_without_end_stay(mark: str) -> None:
    """Long enough that an expression which tries all ways would never end."""
    assert set(inline(mark * 20_000)) <= set(mark)
