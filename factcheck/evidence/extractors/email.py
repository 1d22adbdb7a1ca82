"""E-mail messages and web pages saved as one (MHTML): subject, correspondents, date and words.

The plain part is read where there is one, else the HTML; of an MHTML page the page itself. What is
attached is not read: capture it as a file of its own. Message format: RFC 5322; MHTML: RFC 2557.
"""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from typing import IO

from factcheck.evidence.assembly import Block
from factcheck.evidence.charsets import Decoded, decode
from factcheck.evidence.extractors.base import About, NoText, Reading, whole
from factcheck.evidence.extractors.html import declared, page_blocks
from factcheck.evidence.extractors.text import Line, lines, text_blocks

FIELDS = ("From", "To", "Cc", "Date")
"""Fields that are kept in the text, in this order, above the words."""

PARTS_LIMIT = 1_000


class EmailExtractor:
    name = "email"
    version = "1"
    purpose = "e-mail messages"
    libraries: tuple[str, ...] = ()

    def read(self, stream: IO[bytes], about: About) -> Reading:
        data = whole(stream)
        if data.lower().count(b"content-type:") > PARTS_LIMIT:
            raise NoText(f"it is a message of more than {PARTS_LIMIT:,} parts")
        message = message_from_bytes(data, policy=policy.default)
        if not message.keys():
            raise NoText("it is not an e-mail message")
        page = message.get_content_type() == "multipart/related"
        body = message.get_body(("html",) if page else ("plain", "html"))
        if body is None:
            raise NoText("there is no text in the message")
        found = _decoded(body)
        is_html = body.get_content_type() == "text/html"
        words = page_blocks(found.text) if is_html else text_blocks(_lines(found))
        blocks = words if page else [*_head(message), *words]
        return Reading(blocks, [*found.notes, *_attached(message, page)])


def _lines(found: Decoded) -> list[Line]:
    """Lines without their bytes, which are those of the decoded part, not of the file."""
    return [line._replace(bytes=None) for line in lines(found)]


def _head(message: EmailMessage) -> list[Block]:
    """The subject as the title, and the fields beside it: not paragraphs of what was written."""
    blocks = [Block("title", str(message.get("Subject", "")))]
    for field in FIELDS:
        if value := message.get(field):
            blocks.append(Block("heading", f"{field}: {value}"))
    return blocks


def _decoded(body: MIMEPart) -> Decoded:
    data = body.get_payload(decode=True)
    raw = data if isinstance(data, bytes) else b""
    charset = body.get_content_charset()
    if body.get_content_type() == "text/html" and charset is None:
        charset = declared(raw)
    return decode(raw, charset)


def _attached(message: EmailMessage, page: bool) -> list[str]:
    names = [] if page else [part.get_filename() or "" for part in message.iter_attachments()]
    listed = ", ".join(re.sub(r"\s+", " ", f"“{name}”") for name in names if name)
    return [f"What is attached was not read: {listed}."] if listed else []
