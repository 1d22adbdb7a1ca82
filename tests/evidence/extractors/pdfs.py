"""PDF files written by hand: lines of text at given places, in a font that needs no embedding."""

import textwrap
from collections.abc import Iterable, Sequence
from typing import NamedTuple

WIDTH = 0.5
"""Of every character, in ems: the font declares it so, and lines can be measured by counting."""
LEFT, TOP, SIZE, PITCH = 72, 770, 11, 14


class Written(NamedTuple):
    text: str
    x: float
    y: float
    size: float = SIZE


def pdf(pages: Sequence[Iterable[Written]], *, encrypt: bool = False) -> bytes:
    """A document; with ``encrypt`` one that says it needs a password."""
    count = len(pages)
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {count}/Kids[{' '.join(f'{6 + 2 * n} 0 R' for n in range(count))}]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/Plain/Encoding/Identity-H/DescendantFonts[4 0 R]"
        "/ToUnicode 5 0 R>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/Plain/CIDSystemInfo<</Registry(Adobe)"
        f"/Ordering(Identity)/Supplement 0>>/DW {int(WIDTH * 1000)}>>",
        _stream(_TO_UNICODE),
    ]
    for number, lines in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {7 + 2 * number} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>"
        )
        objects.append(_stream("\n".join(map(_shown, lines))))
    return _file(objects, encrypt)


def _shown(line: Written) -> str:
    codes = line.text.encode("utf-16-be").hex()
    return f"BT /F {line.size} Tf {line.x} {line.y} Td <{codes}> Tj ET"


_TO_UNICODE = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Plain def "
    "1 begincodespacerange <0000> <FFFF> endcodespacerange 100 beginbfrange\n"
    + "\n".join(f"<{high:02x}00> <{high:02x}FF> <{high:02x}00>" for high in range(0x26))
    + "\nendbfrange endcmap end end"
).replace("100 beginbfrange", "38 beginbfrange")


def _stream(text: str) -> str:
    return f"<</Length {len(text)}>>stream\n{text}\nendstream"


def _file(objects: list[str], encrypt: bool) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("ascii")
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{place:010} 00000 n \n" for place in places).encode()
    lock = (
        f"/Encrypt<</Filter/Standard/V 1/R 2/O<{'41' * 32}>/U<{'42' * 32}>/P -4>>"
        f"/ID[<{'43' * 16}><{'43' * 16}>]"
        if encrypt
        else ""
    )
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R{lock}>>\n".encode()
    return bytes(out + f"startxref\n{table}\n%%EOF\n".encode())


def typeset(
    title: str,
    paragraphs: Sequence[str],
    *,
    columns: int = 70,
    indent: float = 0,
    gap: float = 8,
    bottom: float = 90,
    footer: bool = True,
    title_size: float = 18,
) -> list[list[Written]]:
    """An article on as many pages as it takes; a paragraph that begins with “> ” is set in."""
    pages: list[list[Written]] = [[]]
    y = float(TOP)

    def put(text: str, x: float, size: float = SIZE) -> None:
        nonlocal y
        if y < bottom:
            pages.append([])
            y = TOP
        pages[-1].append(Written(text, x, y, size))
        y -= PITCH * size / SIZE

    if title:
        for line in textwrap.wrap(title, int(columns * SIZE / title_size)):
            put(line, LEFT, title_size)
        y -= gap + 6
    for paragraph in paragraphs:
        quoted = paragraph.startswith("> ")
        left, width = (LEFT + 30, columns - 10) if quoted else (LEFT, columns)
        first = " " * (int(indent / (WIDTH * SIZE)) if indent else 0)
        for number, line in enumerate(
            textwrap.wrap(paragraph.removeprefix("> "), width, initial_indent=first)
        ):
            put(line.strip(), left + (indent if number == 0 else 0))
        y -= gap
    if footer:
        for number, page in enumerate(pages, start=1):
            page.append(Written(f"{number}", 290, 40, 9))
    return pages
