import pytest

from factcheck.evidence.extractors.odt import OdtExtractor
from tests.evidence.extractors import files
from tests.evidence.extractors.reading import Shown, shown

P = "paragraph"


def odt_of(body: str, styles: str = "") -> bytes:
    names = " ".join(
        f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for key, name in {"o": "office", "t": "text", "b": "table", "s": "style"}.items()
    )
    return files.zipped(
        {"mimetype": "application/vnd.oasis.opendocument.text",
         "content.xml": f"<o:document-content {names}>{styles}<o:body><o:text>{body}</o:text>"
                        "</o:body></o:document-content>"}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<t:p>One <t:span>word</t:span>,<t:s t:c='2'/>two<t:line-break/>lines.</t:p>",
         [(P, 1, "One word, two\nlines.")]),
        ("<t:h t:outline-level='1'>A</t:h><t:h t:outline-level='2'>B</t:h><t:p>One.</t:p>",
         [("title", None, "A"), ("heading", None, "B"), (P, 1, "One.")]),
        ("<t:p>One.</t:p><t:list><t:list-item><t:p>a</t:p></t:list-item></t:list><t:p>Two.</t:p>",
         [(P, 1, "One."), ("item", 1, "a"), (P, 2, "Two.")]),
        ("<t:p>One<t:note><t:note-citation>1</t:note-citation><t:note-body><t:p>See there.</t:p>"
         "</t:note-body></t:note> word.</t:p><t:p>Two.</t:p>",
         [(P, 1, "One word."), (P, 2, "Two."), ("note", None, "See there.")]),
        ("<t:tracked-changes><t:p>gone</t:p></t:tracked-changes><t:p>One.<o:annotation><t:p>no"
         "</t:p></o:annotation></t:p>", [(P, 1, "One.")]),
        ("<t:p>Cases:</t:p><b:table><b:table-row><b:table-cell><t:p>Argun</t:p></b:table-cell>"
         "<b:table-cell><t:p>3</t:p></b:table-cell></b:table-row></b:table>",
         [(P, 1, "Cases:"), ("cell", None, "Argun"), ("cell", None, "3")]),
    ],
)  # fmt: skip
def test_what_a_text_shows(body: str, found: list[Shown]) -> None:
    assert shown(OdtExtractor(), odt_of(body)) == found


def test_a_title_by_its_style() -> None:
    styles = '<s:style s:name="P1" s:parent-style-name="Title"/>'
    body = '<t:p t:style-name="P1">It is so.</t:p><t:p>One.</t:p>'
    assert shown(OdtExtractor(), odt_of(body, styles)) == [
        ("title", None, "It is so."),
        (P, 1, "One."),
    ]


def test_the_article() -> None:
    found = shown(OdtExtractor(), files.odt())
    assert [words for _, _, words in found] == files.blocks()
    assert [number for _, number, _ in found] == files.NUMBERS
