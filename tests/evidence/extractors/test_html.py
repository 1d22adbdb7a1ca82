import pytest

from factcheck.evidence.extractors.html import HtmlExtractor, declared
from tests.evidence.extractors import files
from tests.evidence.extractors.reading import Shown, shown

P = "paragraph"


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<p>One <b>bold</b>\n  word.<p>Two.", [(P, 1, "One bold word."), (P, 2, "Two.")]),
        ("<h1>A</h1><div>One.<div>Two.</div>Three.</div>",
         [("title", None, "A"), (P, 1, "One."), (P, 2, "Two."), (P, 3, "Three.")]),
        ("<h1>A</h1><p>One<br>line.", [("title", None, "A"), (P, 1, "One\nline.")]),
        ("<p>One.<ul><li>a<li><p>b</p></ul>", [(P, 1, "One."), ("item", 1, "a"), ("item", 1, "b")]),
        ("<p>One.<blockquote>Two.<p>Three.</blockquote>",
         [(P, 1, "One."), (P, 2, "Two."), (P, 3, "Three.")]),
        ("<p>One.<figure><img alt='seen?'><figcaption>9 men at the gate</figcaption></figure>",
         [(P, 1, "One."), ("caption", None, "9 men at the gate")]),
        ("<p>One.<pre>a\n  b</pre>", [(P, 1, "One."), (P, 2, "a\nb")]),
        ("<p>75&nbsp;people, <span>30</span><span>0</span>", [(P, 1, "75\u00a0people, 300")]),
        ("<details><summary>More about it</summary>Folded up.</details><p>End.",
         [("title", None, "More about it"), (P, 1, "Folded up."), (P, 2, "End.")]),
        ("<svg><title>no</title><text>27 cases in the chart.</text></svg>",
         [(P, 1, "27 cases in the chart.")]),
        ("<p>Press <button>Send</button> here.", [(P, 1, "Press Send here.")]),
        ("<ruby>A<rp>(</rp><rt>b</rt></ruby> word.", [(P, 1, "Ab word.")]),
    ],
)  # fmt: skip
def test_what_a_page_shows(page: str, found: list[Shown]) -> None:
    assert shown(HtmlExtractor(), page) == found


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>if (1 < 2) no</script>", "<style>p { }</style>", "<template><p>no</p></template>",
        "<noscript>no</noscript>", "<p hidden>no</p>", "<div hidden=''><p>no</div>",
        "<div style='color: red; DISPLAY : none'>no<p>no</p></div>",
        "<span style='visibility:hidden'>no</span>", "<dialog>no</dialog>",
        "<iframe>no</iframe>", "<video>no</video>", "<select><option>no</select>",
        "<textarea>no</textarea>", "<!-- no -->", "<input value=no>", "<title>no</title>",
        "<object><p>no</p></object>", "<svg><desc>no</desc></svg>",
    ],
)  # fmt: skip
def test_what_a_page_does_not_show(hidden: str) -> None:
    page = f"<html><body><p>Above it.</p>{hidden}<p>Below it.</p></body></html>"
    assert shown(HtmlExtractor(), page) == [(P, 1, "Above it."), (P, 2, "Below it.")]


@pytest.mark.parametrize(
    "seen",
    ["<p aria-hidden=true>Seen.</p>", "<p style='display: block'>Seen.</p>",
     "<dialog open>Seen.</dialog>", "<p class=hidden>Seen.</p>", "<p style='x-display:none'>Seen."],
)  # fmt: skip
def test_what_a_page_shows_all_the_same(seen: str) -> None:
    assert (P, 2, "Seen.") in shown(HtmlExtractor(), f"<p>Above it.</p>{seen}")


TABLE = "<table><caption>Cases</caption>{}</table><p>Below it.</p>"


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ("<tr><th>Town<th>Dead<tr><td>Argun<td>3", "Cases\n\nTown\tDead\nArgun\t3\n\nBelow it."),
        ("<tr><td><p>Argun</p><td><p>3</p>", "Cases\n\nArgun\t3\n\nBelow it."),
        ("<tr><td><td>3<tr><td>4<td>", "Cases\n\n3\n4\n\nBelow it."),
        ("<tr><td>One.<p>Two.", "Cases\n\nOne.\n\nTwo.\n\nBelow it."),
        ("<tr><td>Menu.<td><h1>A</h1><p>One.<p>Two.",
         "Cases\n\nMenu.\n\nA\n\nOne.\n\nTwo.\n\nBelow it."),
        ("<tr><td>a<td><table><tr><td>b<td>c</table>", "Cases\n\na\n\nb\tc\n\nBelow it."),
    ],
)  # fmt: skip
def test_tables(rows: str, text: str) -> None:
    found = shown(HtmlExtractor(), TABLE.format(rows))
    said = ""
    for _, _, words in found:
        place = text.index(words, len(said))
        assert not text[len(said) : place].strip()
        said = text[: place + len(words)]
    assert said == text
    cells = {kind for kind, _, words in found if words in ("Argun", "3", "b", "c")}
    assert cells <= {"cell"}


def test_cells_are_a_tab_apart() -> None:
    from tests.evidence.extractors.reading import segments_of

    page = TABLE.format("<tr><th>Town<th>Dead<tr><td>Argun<td>3").encode()
    text, _ = segments_of(HtmlExtractor(), page)
    assert text == "Cases\n\nTown\tDead\nArgun\t3\n\nBelow it."


@pytest.mark.parametrize(
    "page",
    [
        "<nav>Menu.</nav><h1>A</h1><p>One.</p><p>Two.</p><footer><p>Rights.</p></footer>",
        "<h1>Site</h1><p>Menu of it.</p><article><h2>A</h2><p>One.<p>Two.</article><p>Rights.</p>",
        "<h1>Site</h1><p>Menu of it.</p><main><h1>A</h1><p>One.<p>Two.</main>",
        "<p>Menu.</p><div role=main><h1>A</h1><p>One.<p>Two.</div><aside>More.</aside>",
        "<p>Menu.</p><h1>A</h1><article><p>One.<p>Two.</article>",
        "<main><p>Menu.</p><article><h1>A</h1><p>One.<p>Two.</article></main>",
        "<div>Menu.</div><h1>A</h1><p>One.</p><p>Two.</p><h2>B</h2>",
    ],
)
def test_paragraphs_are_counted_in_the_article(page: str) -> None:
    found = shown(HtmlExtractor(), page)
    assert ("title", None, "A") in found or ("heading", None, "A") in found
    assert [(n, words) for _, n, words in found if n] == [(1, "One."), (2, "Two.")]


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        (b"<meta charset='windows-1251'>", "windows-1251"),
        (b'<META http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r"),
        (b'<?xml version="1.0" encoding="UTF-16"?>', "UTF-16"),
        (b"<p>charset=none</p>", None),
    ],
)
def test_a_page_declares_its_encoding(head: bytes, charset: str | None) -> None:
    assert declared(head) == charset


def test_the_header_is_believed_before_the_page() -> None:
    page = "<meta charset=windows-1252><p>Ещё.".encode("koi8-r")
    assert shown(HtmlExtractor(), page, charset="koi8-r") == [(P, 1, "Ещё.")]


def test_the_article() -> None:
    found = [f for f in shown(HtmlExtractor(), files.html()) if f[2] in files.blocks()]
    assert [words for _, _, words in found] == files.blocks()
    assert [number for _, number, _ in found] == files.NUMBERS
