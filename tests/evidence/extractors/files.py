"""One article in every format, each file made here and now from its title and paragraphs."""

import hashlib
import json
import zipfile
from base64 import b32encode
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from gzip import compress as pack
from html import escape
from io import BytesIO
from typing import NamedTuple

from tests.evidence.extractors.pdfs import pdf, typeset

URL = "https://example.org/news/river"


class Article(NamedTuple):
    """A paragraph that begins with “> ” is a quote, with “- ” an item, with “# ” a heading."""

    title: str
    paragraphs: Sequence[str]


ARTICLE = Article(
    "Ferry workers: “We cannot carry everyone” | The River Post",
    [
        "Anna Petrova, who heads the ferry workers’ union, spoke to The River Post on Tuesday "
        "about the evacuation of the lower town.",
        "“We are in touch with some 48 families who wrote to us last week,” she said. “We have "
        "taken 21 of them across — no one else did.” The co-operation with the port has ended, "
        "and nobody has told the families why it did.",
        "She called it a “failure of duty”:",
        "> First of all, the port closed the gates. Nobody told the families, and nobody told us. "
        "Hundreds and hundreds waited on the bank for two days without bread. People were turned "
        "back at the gates by men in port uniforms, and 9 of them were beaten.",
        "# What the port says",
        "The port’s director denies this. He said that the gates were “never closed”.",
        "- two boats were broken",
        "- one crew was ill",
        "He did not answer further questions.",
    ],
)
NUMBERS = [None, 1, 2, 3, 4, None, 5, 5, 5, 6]
"""What number each block of the article has: the title, then its paragraphs."""


def _bare(paragraph: str) -> str:
    return paragraph[2:] if paragraph[:2] in ("> ", "- ", "# ") else paragraph


def blocks(article: Article = ARTICLE) -> list[str]:
    """The words of the article, block by block, the title first."""
    return [article.title, *map(_bare, article.paragraphs)]


def text(article: Article = ARTICLE) -> bytes:
    paragraphs = [p if p.startswith("- ") else _bare(p) for p in article.paragraphs]
    return "\n\n".join([article.title, *paragraphs]).encode()


def markdown(article: Article = ARTICLE) -> bytes:
    return "\n\n".join(
        [
            f"# {article.title}",
            *(p.replace("# ", "## ", 1) if p.startswith("# ") else p for p in article.paragraphs),
        ]
    ).encode()


def html(article: Article = ARTICLE) -> bytes:
    marks = {
        "> ": "<blockquote><p>{}</p></blockquote>",
        "- ": "<ul><li>{}</li></ul>",
        "# ": "<h2>{}</h2>",
    }
    body = "\n".join(
        marks.get(p[:2], "<p>{}</p>").format(escape(_bare(p))) for p in article.paragraphs
    )
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>Another title</title>"
        "<style>p { color: red }</style></head><body><nav><ul><li><a href='/'>Home</a></li></ul>"
        "Menu of the page</nav>"
        f"<article><h1>{escape(article.title)}</h1>\n{body}</article>"
        "<footer><p>All rights reserved by the paper, as always.</p></footer>"
        "<script>var hidden = 'script';</script></body></html>"
    ).encode()


def pdf_file(article: Article = ARTICLE) -> bytes:
    """On two pages or more, with page numbers; headings in larger letters."""
    paragraphs = [p.replace("# ", "", 1) if p.startswith("# ") else p for p in article.paragraphs]
    return pdf(typeset(article.title, paragraphs, bottom=580))


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            stored = name == "mimetype" or name.startswith("archive/")
            kind = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), data, kind)
    return out.getvalue()


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(article: Article = ARTICLE) -> bytes:
    styles = {"# ": "Heading2", "> ": "Quote"}
    body = [_word(article.title, "Heading1")]
    for p in article.paragraphs:
        body.append(_word(_bare(p), styles.get(p[:2], ""), item=p.startswith("- ")))
    return docx_of("".join(body))


def _word(words: str, style: str, item: bool = False) -> str:
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties += '<w:numPr><w:numId w:val="1"/></w:numPr>' if item else ""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{escape(words)}</w:t></w:r></w:p>"


def docx_of(body: str, **parts: str) -> bytes:
    """A Word document with this body; ``footnotes="…"`` gives a part of that name."""
    styles = "".join(
        f'<w:style w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in {
            "Heading1": "heading 1",
            "Heading2": "heading 2",
            "Quote": "Quote",
        }.items()
    )
    members = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_W}>{styles}</w:styles>",
    }
    for name, content in parts.items():
        members[f"word/{name}.xml"] = f"<w:{name} {_W}>{content}</w:{name}>"
    return zipped(members)


def odt(article: Article = ARTICLE) -> bytes:
    marks = {"- ": "<t:list><t:list-item><t:p>{}</t:p></t:list-item></t:list>",
             "# ": '<t:h t:outline-level="2">{}</t:h>'}  # fmt: skip
    body = "".join(
        marks.get(p[:2], "<t:p>{}</t:p>").format(escape(_bare(p))) for p in article.paragraphs
    )
    names = (
        'xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<o:document-content {names}><o:body><o:text>"
            f'<t:h t:outline-level="1">{escape(article.title)}</t:h>{body}'
            "</o:text></o:body></o:document-content>",
        }
    )


def epub(article: Article = ARTICLE) -> bytes:
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="O/book.opf"/>'
            "</rootfiles></container>",
            "O/book.opf": '<package><manifest><item id="one" href="page%201.xhtml"/></manifest>'
            '<spine><itemref idref="one"/></spine></package>',
            "O/page 1.xhtml": html(article),
        }
    )


def email(article: Article = ARTICLE) -> bytes:
    message = EmailMessage()
    message["Subject"] = article.title
    message["From"] = "Anna <anna@example.org>"
    message["Date"] = "Tue, 01 Jun 2021 10:00:00 +0000"
    message.set_content(text(article._replace(title="")).decode().lstrip() + "\n")
    return message.as_bytes()


def warc(
    pages: Mapping[str, bytes] | None = None, *, gzip: bool = True, declared: str = "text/html"
) -> bytes:
    """A web archive of pages by URL; without any, the article as a page with others beside it."""
    if pages is None:
        pages = {
            "https://example.org/": b"<p>The front page has nothing to say today.</p>",
            URL: html(),
            "https://example.org/other": b"<p>This is another page, about other things.</p>",
        }
    records = [_record(url, data, declared) for url, data in pages.items()]
    return b"".join(map(pack, records) if gzip else records)


def _record(url: str, data: bytes, declared: str) -> bytes:
    """An answer as a server gave it, with both digests."""
    block = f"HTTP/1.1 200 OK\r\nContent-Type: {declared}\r\n\r\n".encode() + data
    fields = {
        "WARC-Type": "response",
        "WARC-Record-ID": "<urn:uuid:12345678-1234-1234-1234-123456789012>",
        "WARC-Date": "2021-06-01T10:00:00Z",
        "WARC-Target-URI": url,
        "WARC-Block-Digest": _digest(block),
        "WARC-Payload-Digest": _digest(data),
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def _digest(data: bytes) -> str:
    return f"sha1:{b32encode(hashlib.sha1(data).digest()).decode()}"


def wacz(archive: bytes | None = None, **changed: bytes) -> bytes:
    """A package of one web archive; ``changed`` replaces members after they were digested."""
    members = {
        "archive/data.warc.gz": warc() if archive is None else archive,
        "pages/pages.jsonl": json.dumps({"format": "json-pages-1.0"}).encode()
        + b"\n"
        + json.dumps({"url": URL}).encode(),
    }
    package = json.dumps(
        {
            "profile": "data-package",
            "resources": [
                {"path": name, "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
                for name, data in members.items()
            ],
        }
    ).encode()
    members["datapackage.json"] = package
    members["datapackage-digest.json"] = json.dumps(
        {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(package).hexdigest()}"}
    ).encode()
    names = {"data": "archive/data.warc.gz", "package": "datapackage.json"}
    return zipped(members | {names[key]: data for key, data in changed.items()})


MAKERS = {
    "txt": text, "md": markdown, "html": html, "pdf": pdf_file, "docx": docx, "odt": odt,
    "epub": epub, "eml": email,
}  # fmt: skip


def made(ending: str, article: Article = ARTICLE) -> bytes:
    """The article as a file with that ending."""
    if ending == "warc.gz":
        return warc({URL: html(article)})
    if ending == "wacz":
        return wacz(warc({URL: html(article)}))
    return MAKERS[ending](article)


ENDINGS = [*MAKERS, "warc.gz", "wacz"]
