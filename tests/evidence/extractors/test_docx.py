from functools import partial

import pytest

from factcheck.evidence.extractors.docx import DocxExtractor
from tests.evidence.extractors import files
from tests.evidence.extractors.reading import Shown, shown

P = "paragraph"


def run(words: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>"


def p(*runs: str, style: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(runs)}</w:p>'


def cell(words: str) -> str:
    return f"<w:tc>{p(run(words))}</w:tc>"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (p(run("One "), run("word.")), [(P, 1, "One word.")]),
        (p(run("A"), style="Heading1") + p(run("One.")), [("title", None, "A"), (P, 1, "One.")]),
        (p(run("One"), "<w:r><w:br/><w:t>line</w:t><w:tab/><w:t>more.</w:t></w:r>"),
         [(P, 1, "One\nline more.")]),
        (p(run("One."), run("hidden", "<w:vanish/>"), run(" Two.", '<w:vanish w:val="0"/>')),
         [(P, 1, "One. Two.")]),
        (p(run("One."), "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>",
           "<w:ins><w:r><w:t> Two.</w:t></w:r></w:ins>"), [(P, 1, "One. Two.")]),
        (p("<w:r><w:instrText>PAGE</w:instrText></w:r>", run("Page 3.")), [(P, 1, "Page 3.")]),
        (p(run("co"), "<w:r><w:noBreakHyphen/></w:r>", run("op.")), [(P, 1, "co\u2011op.")]),
        (f"{p(run('Cases:'))}<w:tbl><w:tr>{cell('Argun')}{cell('3')}</w:tr>"
         f"<w:tr>{cell('Grozny')}{cell('4')}</w:tr></w:tbl>",
         [(P, 1, "Cases:"), ("cell", None, "Argun"), ("cell", None, "3"), ("cell", None, "Grozny"),
          ("cell", None, "4")]),
        (p(run("One "), f"<w:r><w:drawing><w:txbxContent>{p(run('In a box.'))}</w:txbxContent>"
           "</w:drawing></w:r>", run("line.")), [(P, 1, "One line."), (P, 2, "In a box.")]),
        ("<w:p><w:r><Fallback><w:t>twice</w:t></Fallback><w:t>Once.</w:t></w:r></w:p>",
         [(P, 1, "Once.")]),
    ],
)  # fmt: skip
def test_what_word_shows(body: str, found: list[Shown]) -> None:
    assert shown(DocxExtractor(), files.docx_of(body)) == found


def test_notes_come_after_the_text() -> None:
    make = partial(files.docx_of, p(run("One.")) + p(run("Two.")))
    found = shown(DocxExtractor(), make(footnotes=p(run("See there.")), comments=p(run("no"))))
    assert found == [(P, 1, "One."), (P, 2, "Two."), ("note", None, "See there.")]


def test_the_article() -> None:
    found = shown(DocxExtractor(), files.docx())
    assert [words for _, _, words in found] == files.blocks()
    assert [number for _, number, _ in found] == files.NUMBERS
