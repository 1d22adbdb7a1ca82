"""The Markdown sheet: literal output, and text from the case that never acts as markup."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factcheck.domain.anchoring import QuoteCheck
from factcheck.domain.factsheet import FactSheet
from factcheck.domain.printable import one_line
from factcheck.domain.records import ClaimRecord
from factcheck.exporters.markdown import CHECKS, MarkdownExporter, escaped
from tests.exporters.sheets import (
    ABUSE,
    DENIAL,
    NUMBER,
    SOURCES,
    assert_golden,
    empty_sheet,
    small_sheet,
    written,
)

markdown_it = pytest.importorskip(
    "markdown_it", reason="Rendering needs markdown-it-py, which comes with import-linter."
)

EXPORTER = MarkdownExporter()


def test_a_sheet_is_written_as_it_always_was() -> None:
    assert_golden("small.md", written(EXPORTER, small_sheet()))


def test_a_sheet_without_claims_says_so() -> None:
    text = written(EXPORTER, empty_sheet())
    assert text.startswith("# Fact sheet\n\nNo claim is shown.\n")
    assert "## Sources" not in text


def claim_text(claim: ClaimRecord) -> str:
    text = written(EXPORTER, small_sheet(claim))
    return text[text.index("\n### ") :].partition("\n## ")[0]


@pytest.mark.parametrize(
    ("status", "speaker", "standing"),
    [
        ("unverified", "Ada", "Attributed to Ada, not independently verified."),
        ("unverified", None, "Not independently verified."),
        (
            "unverified",
            "Igor Kochetkov",
            "Attributed to Igor Kochetkov (Russian LGBT Network), not independently verified.",
        ),
        ("in-review", "Ada", "Under review; attributed to Ada."),
        ("corroborated", "Ada", "Corroborated by independent sources; attributed to Ada."),
        ("verified", "Ada", "Verified; attributed to Ada."),
        ("disputed", None, "Disputed."),
        ("refuted", "Ada", "Refuted; attributed to Ada."),
        ("unverifiable", "Ada", "Cannot be verified; attributed to Ada."),
        ("withdrawn", "Ada", "Withdrawn; attributed to Ada."),
    ],
)
def test_the_status_stands_in_words_beside_the_attribution(
    status: str, speaker: str | None, standing: str
) -> None:
    principal = "Russian LGBT Network" if speaker == "Igor Kochetkov" else None
    text = claim_text(DENIAL._replace(status=status, speaker=speaker, speaks_for=principal))
    assert f"\n**{standing}**\n" in text


def test_every_fact_of_a_claim_is_told() -> None:
    text = claim_text(ABUSE)
    for line in (
        "Act: beating.",
        "Against: Police, Argun.",
        "As of: unknown date.",
        "Happened: February to March 2017.",
        "Place: Argun.",
        "Checked by Boris Editor, 2017-05-19 (reasonable grounds to believe): Two origins agree. "
        "The policy was overridden: The \\*list\\* was seen.",
        "Origin: none; no source cited here says it.",
    ):
        assert f"- {line}\n" in text
    assert "Begun" not in text


BORIS = ABUSE.reviews[-1]._replace(override=None)
ADA = BORIS._replace(id="a", reviewer="Ada", because="So it is", status="verified")


def test_what_is_under_review_says_why() -> None:
    claim = ABUSE._replace(status="in-review", status_because="first reader: A_da_", reviews=(ADA,))
    assert "- Status: first reader: A_da\\_.\n" in claim_text(claim)


def test_one_reader_is_told_where_the_case_asks_for_no_second() -> None:
    claim = ABUSE._replace(
        status="verified", status_because="checked by one reader: Ada", reviews=(ADA,)
    )
    assert "- Status: checked by one reader: Ada.\n" in claim_text(claim)
    text = written(EXPORTER, small_sheet())
    assert "checked by one reader, unless two are named." in text
    assert "one reader" not in written(EXPORTER, empty_sheet())


def test_of_a_verified_claim_both_readers_are_named() -> None:
    both = (ADA, BORIS._replace(status="verified"))
    text = claim_text(ABUSE._replace(status="verified", status_because=None, reviews=both))
    assert "- Checked by Ada, 2017-05-19" in text
    assert "- Checked by Boris Editor, 2017-05-19" in text


def test_every_override_is_shown_and_a_lapsed_review_is_called_so() -> None:
    early = ADA._replace(override="No time")
    text = claim_text(ABUSE._replace(reviews=(early, BORIS._replace(lapsed=True))))
    assert "So it is. The policy was overridden: No time.\n" in text
    assert "Two origins agree. (The evidence is another now.)\n" in text


def test_what_those_accused_say_stands_beside_the_claim_and_not_beside_their_denial() -> None:
    told = "- Those accused answer, through Alvi \\*Karimov\\*: There are no such people. ("
    assert told in claim_text(ABUSE)
    assert told not in claim_text(NUMBER)
    assert told not in claim_text(DENIAL._replace(against=ABUSE.against))


def test_a_source_of_unclear_origin_is_not_told_as_none() -> None:
    assert "- Origin: unclear.\n" in claim_text(NUMBER._replace(origins=()))
    assert NUMBER.citations[0].stance == "supports"


def test_a_number_is_told_as_it_was_stated_and_as_it_was_read() -> None:
    assert "about 75 people; stated as “some 75 people”; estimate" in claim_text(NUMBER)
    assert "15 of 30; stated as “half of the 30”; count" in claim_text(ABUSE)


def test_notes_are_numbered_through_the_sheet_and_each_has_its_text() -> None:
    text = written(EXPORTER, small_sheet(NUMBER, ABUSE, NUMBER._replace(kind="event")))
    called = re.findall(r"(?<!\n)\[\^(\d+)\]", text)
    defined = re.findall(r"\n\[\^(\d+)\]: ", text)
    assert called == defined == ["1", "2", "3", "4", "5"]
    assert "[^1]: Lowry, “A page”, para. 2, after Kochetkov, interview. The quote" in text


@pytest.mark.parametrize(
    ("check", "told"),
    [
        ("anchored", "The quote stands word for word in the capture 0123456789ab."),
        ("differs", "The quote stands in other words in the capture 0123456789ab."),
        ("missing", "The quote was not found in what was captured."),
        ("no capture", "The quote was not checked against a capture."),
        (None, ""),
    ],
)
def test_a_note_tells_the_check_of_its_quote(check: str | None, told: str) -> None:
    cited = NUMBER.citations[0]._replace(quote_check=check, link=None, archive_url=None)
    note = claim_text(NUMBER._replace(citations=(cited,))).split("[^1]: ")[1]
    assert note == f"Lowry, “A page”, para. 2, after Kochetkov, interview. {told}".strip() + "\n"


def test_every_check_can_be_told() -> None:
    assert {check.value for check in QuoteCheck} == CHECKS.keys()


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://example.org/a#:~:text=b%20c,d", "<https://example.org/a#:~:text=b%20c,d>."),
        ("HTTP://example.org/a b", "<HTTP://example.org/a%20b>."),
        ("https://example.org/><b>", "<https://example.org/%3E%3Cb%3E>."),
        ("https://example.org/о", "<https://example.org/%D0%BE>."),
        ("javascript:alert(1)", " javascript:alert(1)."),
        ("mailto:a_b@example.org", " mailto:a_b@example.org."),
        ("doi:10.1/[x]", " doi:10.1/\\[x]."),
    ],
)
def test_an_address_of_the_web_is_a_link_and_no_other(url: str, told: str) -> None:
    cited = NUMBER.citations[0]._replace(link=url, archive_url=None)
    assert claim_text(NUMBER._replace(citations=(cited,))).endswith(f"{told}\n")


def test_a_claim_without_a_source_says_so() -> None:
    assert "- No source is cited.\n" in claim_text(DENIAL)


def test_each_kind_has_one_heading() -> None:
    text = written(EXPORTER, small_sheet(NUMBER, NUMBER, ABUSE, DENIAL))
    headings = re.findall(r"\n## (.*)", text)
    assert headings[:3] == ["Numbers", "Acts of abuse", "Responses"]


# --- nothing acts ---------------------------------------------------------------------------

ACTIVE = [
    "*emphasis*",
    "**strong**",
    "_emphasis_",
    "__strong__",
    "___both___",
    "__init__",
    "_a_b_",
    "(_a_)",
    "“_x_”",
    "~~struck~~",
    "~struck~",
    "~~~~x~~~~",
    "`code`",
    "```\nfence\n```",
    "~~~\nfence\n~~~",
    "[text](https://evil.example)",
    "![image](https://evil.example/x.png)",
    "[text][page]",
    "[^1]",
    "[^1]: another note",
    "[page]: https://evil.example",
    "<https://evil.example>",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- comment -->",
    "&lt;b&gt; &amp; &#60; &#x3c;",
    "# heading",
    "heading #",
    "C #",
    "a ### ",
    "heading\n===",
    "heading\n---",
    "- item",
    "+ item",
    "* item",
    "1. item",
    "1) item",
    "12345678. item",
    "> quotation",
    "---",
    "***",
    "___",
    "| a | b |\n|---|---|\n| c | d |",
    "a\\",
    "a\\*b",
    "two  \nlines",
    "para\n\npara",
    "\tcode",
    "    code",
    "\u202eevil",
    "\x1b[31mred",
    "line\u2028separator",
    "}{.class #id}",
    "a_b_c snake_case",
    "5 * 3 * 2",
    "2 < 3 > 1",
    "AT&T; R&D",
    "",
    "\\",
    "!",
    "![",
    "](",
    "`",
    "``",
]


def rendered(markdown: str) -> tuple[list[str], str]:
    """Block and inline token types, and the text that a reader sees."""
    parser = markdown_it.MarkdownIt("commonmark").enable(["strikethrough", "table"])
    kinds: list[str] = []
    seen: list[str] = []
    for token in parser.parse(markdown):
        kinds.append(token.type)
        for inline in token.children or ():
            kinds.append(inline.type)
            seen.append(inline.content)
    return kinds, "".join(seen)


ITEM = (
    "bullet_list_open list_item_open paragraph_open inline paragraph_close list_item_close "
    "bullet_list_close"
).split()
BLOCKS = [
    ("### {}", "{}", ["heading_open", "inline", "heading_close"]),
    ("- {}", "{}", ITEM),
    ("- Place: {}.", "Place: {}.", ITEM),
    (
        "**{}.**",
        "{}.",
        ["paragraph_open", "inline", "strong_open", "strong_close", "paragraph_close"],
    ),
]
"""Where text stands in a sheet, what a reader sees there, and what a program makes of it."""


def assert_inert(text: str) -> None:
    shown = one_line(text)
    for block, seen, expected in BLOCKS if shown else ():
        kinds, read = rendered(block.format(escaped(text)))
        assert read == seen.format(shown)
        assert [kind for kind in kinds if not kind.startswith("text")] == expected
    assert not re.search(r"(?<!\\)(?:\\\\)*~", escaped(text)), "GitHub takes one tilde too"


@pytest.mark.parametrize("text", ACTIVE)
def test_text_that_looks_like_markup_is_only_shown(text: str) -> None:
    assert_inert(text)


markup = st.lists(
    st.sampled_from([*"*_~`[]()<>#+-=!|\\&;:.\"'1ax \n\t", "__", "http://x", "é", "Ж", "\x1b"]),
    max_size=12,
).map("".join)


@given(markup)
@example("__init__")
@example("x #")
def test_whatever_the_text_it_is_shown_as_it_stands(text: str) -> None:
    assert_inert(text)


def hostile_sheet(text: str) -> FactSheet:
    """A sheet with this text in every field that takes text."""
    quantity = NUMBER.quantity
    assert quantity is not None
    citation = NUMBER.citations[0]._replace(
        locator=text,
        quote=text,
        translation=text,
        link=text,
        archive_url=f"https://example.org/{text}",
    )
    claim = ABUSE._replace(
        text=text,
        speaker=text,
        against=text,
        place=text,
        tags=(text,),
        quantity=quantity._replace(as_stated=text, unit=text, measure=text),
        citations=(citation,),
        reviews=(ABUSE.reviews[1]._replace(because=text, reviewer=text),),
        speaks_for=text,
    )
    header, _ = small_sheet()
    sources = tuple(source._replace(entry=text, short=text) for source in SOURCES)
    measures = tuple(measure._replace(key=text, definition=text) for measure in header.measures)
    header = header._replace(title=text, bibliography=sources, measures=measures)
    return FactSheet(header, iter((claim,)))


ALLOWED = re.compile(
    r"(heading|paragraph|bullet_list|list_item|strong|link)_(open|close)|inline|text|text_special"
)


@pytest.mark.parametrize("text", [text for text in ACTIVE if text.strip()])
def test_no_field_of_a_sheet_acts(text: str) -> None:
    sheet = written(EXPORTER, hostile_sheet(text))
    calm = written(EXPORTER, hostile_sheet("calm"))
    assert re.findall(r"[^\n -~]", sheet) == [
        c for c in re.findall(r"[^\n -~]", sheet) if c.isprintable()
    ]
    # The same lines of the same kinds, whatever stands in them.
    assert len(sheet.splitlines()) == len(calm.splitlines())
    kinds, _ = rendered(sheet)
    calm_kinds, _ = rendered(calm)
    assert not [kind for kind in kinds if not ALLOWED.fullmatch(kind)]
    assert [k for k in kinds if k.endswith("_open")] == [
        k for k in calm_kinds if k.endswith("_open")
    ]
