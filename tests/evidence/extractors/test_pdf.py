from io import BytesIO

import pytest

from factcheck.evidence.extractors.base import About, NoText
from factcheck.evidence.extractors.pdf import PdfExtractor
from factcheck.evidence.extractors.pdflines import Line, Page, blocks
from factcheck.evidence.places import located, locator
from tests.evidence.extractors import files
from tests.evidence.extractors.pdfs import Written, pdf, typeset
from tests.evidence.extractors.reading import segments_of, shown

PARAGRAPHS = [
    "The gates were closed on Tuesday. Nobody told the families, and nobody told the crews. Some "
    "of them waited on the bank for two days without bread, and others went back to the town.",
    "The director denied it.",
    "He said that the gates were “never closed”, and that the ferries had carried everyone who "
    "came in time. He did not say how many had come, or how many of them were carried across.",
    "> We stood there for two days. They turned us back with sticks, and nine of us were beaten "
    "so badly that they could not walk. Nobody wrote down our names. Nobody came to ask.",
    "Работники порта сообщили, что ворота были закрыты во вторник, и что никому об этом не "
    "сказали. Их было около 75 человек, и 30 из них уже уехали из города.",
    "He did not answer further questions, and the port’s office was closed for the whole week.",
]
TITLE = "Ferry workers could not carry everyone"


def bare(paragraph: str) -> str:
    return paragraph.removeprefix("> ")


@pytest.mark.parametrize("bottom", [90, 500, 560, 600, 630, 660, 688, 700, 715])
@pytest.mark.parametrize("style", ["spaced", "indented", "narrow", "large"])
def test_paragraphs_are_found_however_they_are_set(style: str, bottom: int) -> None:
    pages = {
        "spaced": typeset(TITLE, PARAGRAPHS, bottom=bottom),
        "indented": typeset(TITLE, PARAGRAPHS, bottom=bottom, indent=20, gap=0),
        "narrow": typeset(TITLE, PARAGRAPHS, bottom=bottom, columns=45),
        "large": typeset(TITLE, PARAGRAPHS, bottom=bottom, title_size=30),
    }[style]
    text, segments = segments_of(PdfExtractor(), pdf(pages))
    found: dict[int, list[str]] = {}
    for segment in segments:
        if segment.paragraph:
            words = text[segment.start : segment.end]
            found.setdefault(segment.paragraph, []).append(words)
    assert [" ".join(parts) for parts in found.values()] == [bare(p) for p in PARAGRAPHS]
    titles = [text[s.start : s.end] for s in segments if s.kind == "title"]
    assert titles == [TITLE]


def test_a_paragraph_goes_on_overleaf() -> None:
    text, segments = segments_of(PdfExtractor(), files.pdf_file())
    quote = "Nobody told the families, and nobody told us."
    start = text.index(quote)
    assert locator(segments, start, start + len(quote)) == "pp. 1–2, para. 4"
    span = located(segments, "p. 2, para. 5")
    assert span is not None
    assert text[span.start : span.end].startswith("The port’s director denies this.")


def test_page_numbers_and_headers_are_no_part_of_a_paragraph() -> None:
    pages = typeset("", PARAGRAPHS, bottom=690)
    for page in pages:
        page.insert(0, Written("The River Post, 1 June 2021", 72, 810, 9))
    found = shown(PdfExtractor(), pdf(pages))
    running = [words for kind, _, words in found if kind == "running"]
    assert running.count("The River Post, 1 June 2021") == len(pages) > 2
    assert {str(n) for n in range(1, len(pages) + 1)} <= set(running)
    assert max(number or 0 for _, number, _ in found) == len(PARAGRAPHS)


def test_two_columns() -> None:
    first = typeset("", PARAGRAPHS[:2], columns=38, footer=False)[0]
    second = [
        line._replace(x=line.x + 260)
        for line in typeset("", [PARAGRAPHS[2]], columns=38, footer=False)[0]
    ]
    words = [words for _, _, words in shown(PdfExtractor(), pdf([[*first, *second]]))]
    assert words == PARAGRAPHS[:3]


def broken(first: str, second: str, elsewhere: str = "") -> str:
    """How a word is read that stands at the end of one line and the beginning of the next."""
    lines = [
        Line(f"There were men who told us about the {first}\ufffe{second} that day.",
             72, 400, 700, 686, 11),
        Line(f"They told us again. {elsewhere}", 72, 400, 672, 672, 11),
    ]  # fmt: skip
    (block,) = blocks([Page(lines, 842)])
    return block.text.split("about the ")[1].split(" that day")[0]


@pytest.mark.parametrize(
    ("first", "second", "elsewhere", "word"),
    [
        ("deten", "tions", "", "detentions"),
        ("govern", "ment", "", "government"),
        ("задержа", "ния", "", "задержания"),
        ("anti", "gay", "", "anti-gay"),
        ("uniform", "clad", "", "uniform-clad"),
        ("кто", "нибудь", "", "кто-нибудь"),
        ("co", "operation", "Our cooperation ended.", "cooperation"),
        ("co", "operation", "", "co-operation"),
        ("check", "point", "The check-point was shut.", "check-point"),
        ("police", "station", "The police left the station.", "police-station"),
        ("Anglo", "Saxon", "", "Anglo-Saxon"),
        ("2016", "17", "", "2016-17"),
    ],
)
def test_hyphens_at_the_end_of_a_line(first: str, second: str, elsewhere: str, word: str) -> None:
    assert broken(first, second, elsewhere) == word


def test_a_word_is_broken_between_two_lines() -> None:
    page = [
        Written("The police carried out mass deten-", 72, 700),
        Written("tions of men in the lower town.", 72, 686),
    ]
    assert shown(PdfExtractor(), pdf([page])) == [
        ("paragraph", 1, "The police carried out mass detentions of men in the lower town.")
    ]


def test_a_word_is_broken_between_two_pages() -> None:
    pages = [
        [Written("They spoke about it for long. The police carried out mass deten-", 72, 90)],
        [Written("tions of men in the lower town.", 72, 770)],
    ]
    text, segments = segments_of(PdfExtractor(), pdf(pages))
    assert "mass detentions of men" in text
    assert [segment.page for segment in segments] == [1, 2]
    assert [segment.paragraph for segment in segments] == [1, 1]


def test_letters_beyond_the_first_plane() -> None:
    page = [Written("A face \U0001f600 and words.", 72, 700), Written("Short.", 72, 600)]
    assert shown(PdfExtractor(), pdf([page])) == [
        ("paragraph", 1, "A face \U0001f600 and words."),
        ("paragraph", 2, "Short."),
    ]


def test_list_items_and_empty_pages() -> None:
    page = [Written("Two things were broken on that day:", 72, 700),
            Written("• the boat", 90, 686), Written("• the gate", 90, 672)]  # fmt: skip
    assert shown(PdfExtractor(), pdf([[], page])) == [
        ("paragraph", 1, "Two things were broken on that day:"),
        ("item", 1, "the boat"),
        ("item", 1, "the gate"),
    ]


SHORT = [[Written(f"This is page {number}.", 72, 700)] for number in (1, 2, 3)]


def test_pages_for_which_there_was_no_time_are_told() -> None:
    found = PdfExtractor().read(BytesIO(pdf(SHORT)), About("", late=lambda: True))
    assert [block.text for block in found.blocks] == ["This is page 1."]
    assert found.notes == [
        "Page 1 of 3 was read, the others not: they are too many to read at once. Capture the "
        "part that you quote as well."
    ]


def test_pages_for_which_there_was_no_room_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factcheck.evidence.extractors.pdf.TEXT_LIMIT", 40)
    found = PdfExtractor().read(BytesIO(pdf(SHORT)), About(""))
    assert [block.text for block in found.blocks] == ["This is page 1.", "This is page 2."]
    assert found.notes[0].startswith("Pages 1 to 2 of 3 were read, the others not: ")


def test_pages_without_text_say_nothing_of_those_that_were_not_read() -> None:
    with pytest.raises(NoText, match="its first page is a picture without text"):
        PdfExtractor().read(BytesIO(pdf([[], *SHORT])), About("", late=lambda: True))
