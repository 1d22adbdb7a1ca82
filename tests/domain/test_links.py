"""Links to passages, against the grammar that they follow."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.links import to_passage, with_text

PAGE = "https://example.org/talk"
LONG = (
    "I spoke to him on the phone that evening - he was calm, tired & sure - and he told me what "
    "had been done to the others, one after another, until nobody was left to be asked."
)


@pytest.mark.parametrize(
    ("exact", "prefix", "suffix", "directive"),
    [
        (
            "some 75 people turned to us for help then",
            *("before ", " after"),
            "some%2075%20people%20turned%20to%20us%20for%20help%20then",
        ),
        (
            "well-known men, R&D – and all that was said",
            *("before ", " after"),
            "well%2Dknown%20men%2C%20R%26D%20%E2%80%93%20and%20all%20that%20was%20said",
        ),
        ("75 people", "", "", "75%20people"),
        (
            "75 people",
            *("It was long.\n\nHe spoke of some ", ", and more."),
            "spoke%20of%20some-,75%20people,-%2C%20and%20more.",
        ),
        (
            "75 people",
            *("ng one. And then he spoke of some ", " came to the office on the next d"),
            "spoke%20of%20some-,75%20people,-came%20to%20the",
        ),
        (
            "75 people",
            *("ndeed-interminable-and-unbroken-w", "ithout-any-end-of-this-word-in-si"),
            "75%20people",
        ),
        ("75 people", "before\n", "\nafter", "75%20people"),
        (LONG, "before ", " after", "I%20spoke%20to%20him%20on,was%20left%20to%20be%20asked."),
        ("He fell.\n\nNobody helped.", "", "", "He%20fell.,Nobody%20helped."),
        ("пытки", "", "", "%D0%BF%D1%8B%D1%82%D0%BA%D0%B8"),
        ("x" * 500, "", "", "x" * 500),
    ],
)  # fmt: skip
def test_a_passage_of_a_page_is_a_text_directive(
    exact: str, prefix: str, suffix: str, directive: str
) -> None:
    assert to_passage(PAGE, "text/html", exact, prefix, suffix) == f"{PAGE}#:~:text={directive}"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        (PAGE, f"{PAGE}#:~:text=torture%20there"),
        (f"{PAGE}#part-2", f"{PAGE}#part-2:~:text=torture%20there"),
        (f"{PAGE}?a=1#", f"{PAGE}?a=1#:~:text=torture%20there"),
        (f"{PAGE}#part-2:~:text=other", f"{PAGE}#part-2:~:text=torture%20there"),
        (f"{PAGE}#:~:text=other", f"{PAGE}#:~:text=torture%20there"),
        ("file:///home/me/talk.html", "file:///home/me/talk.html"),
        ("doi:10.1/x", "doi:10.1/x"),
    ],
)
def test_a_fragment_that_the_address_has_is_kept(url: str, address: str) -> None:
    assert to_passage(url, "text/html", "torture there") == address


@pytest.mark.parametrize(
    ("url", "media_type", "page", "time", "address"),
    [
        (PAGE, "application/pdf", 7, None, f"{PAGE}#page=7"),
        (PAGE, "application/pdf", None, None, PAGE),
        (f"{PAGE}#page=1&zoom=2", "application/pdf", 7, None, f"{PAGE}#zoom=2&page=7"),
        (f"{PAGE}#chapter", "application/pdf", 7, None, f"{PAGE}#chapter&page=7"),
        (PAGE, "text/vtt", None, "00:01:20.500", f"{PAGE}#t=80"),
        (PAGE, "application/x-subrip", None, "01:00:00.000", f"{PAGE}#t=3600"),
        (f"{PAGE}#t=5", "text/vtt", None, "00:00:00.900", f"{PAGE}#t=0"),
        (PAGE, "application/epub+zip", None, None, PAGE),
        (PAGE, "application/xhtml+xml", None, None, f"{PAGE}#:~:text=75"),
        (PAGE, "text/plain", None, None, f"{PAGE}#:~:text=75"),
    ],
)
def test_other_formats_have_links_of_their_own(
    url: str, media_type: str, page: int | None, time: str | None, address: str
) -> None:
    assert to_passage(url, media_type, "75", page=page, time=time) == address


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300)


def read(directive: str) -> tuple[str | None, str, str | None, str | None]:
    """The terms of a text directive, as section 2 of the specification parses them."""
    terms = directive.split(",")
    prefix = unquote(terms.pop(0)[:-1]) if terms[0].endswith("-") else None
    suffix = unquote(terms.pop()[1:]) if terms[-1].startswith("-") else None
    assert 1 <= len(terms) <= 2
    start, end = unquote(terms[0]), unquote(terms[1]) if len(terms) == 2 else None
    return prefix, start, end, suffix


@given(texts, texts, texts)
def test_a_directive_reads_back_as_words_of_the_passage(
    exact: str, prefix: str, suffix: str
) -> None:
    address = with_text(PAGE, exact, prefix, suffix)
    if not exact.split():
        assert address == PAGE
        return
    page, mark, directive = address.partition("#:~:text=")
    assert (page, mark) == (PAGE, "#:~:text=")
    assert directive.isascii()
    assert "&" not in directive
    before, start, end, after = read(directive)
    words = " ".join(exact.split())
    assert words.startswith(start)
    assert words.endswith(end) if end is not None else words == start
    assert before is None or " ".join(prefix.split()).endswith(before)
    assert after is None or " ".join(suffix.split()).startswith(after)
