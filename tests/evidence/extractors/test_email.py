from email.message import EmailMessage

import pytest

from factcheck.evidence.extractors.base import NoText
from factcheck.evidence.extractors.email import EmailExtractor
from tests.evidence.extractors.reading import shown

P = "paragraph"


def message(**fields: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in ({"Subject": "The gates", "From": "Anna <a@e.org>"} | fields).items():
        made[name] = value
    return made


def test_the_head_is_kept_and_not_counted() -> None:
    made = message(To="Ivan <i@e.org>", Date="Tue, 01 Jun 2021 10:00:00 +0000")
    made.set_content("They were shut.\n\nNobody told us.\n")
    assert shown(EmailExtractor(), made.as_bytes()) == [
        ("title", None, "The gates"),
        ("heading", None, "From: Anna <a@e.org>"),
        ("heading", None, "To: Ivan <i@e.org>"),
        ("heading", None, "Date: Tue, 01 Jun 2021 10:00:00 +0000"),
        (P, 1, "They were shut."),
        (P, 2, "Nobody told us."),
    ]


@pytest.mark.parametrize("charset", ["utf-8", "koi8-r", "windows-1251"])
def test_russian_mail(charset: str) -> None:
    made = message(Subject="Ворота")
    made.set_content("Ворота были закрыты.\n", charset=charset, cte="base64")
    assert shown(EmailExtractor(), made.as_bytes())[::2] == [
        ("title", None, "Ворота"),
        (P, 1, "Ворота были закрыты."),
    ]


def test_html_is_read_where_there_is_nothing_plainer() -> None:
    made = message()
    made.set_content("<p>They were <b>shut</b>.</p><p hidden>no</p>", subtype="html")
    assert shown(EmailExtractor(), made.as_bytes())[-1] == (P, 1, "They were shut.")


def test_the_plain_part_is_read_before_the_html() -> None:
    made = message()
    made.set_content("Plain words.\n")
    made.add_alternative("<p>Other words.</p>", subtype="html")
    assert shown(EmailExtractor(), made.as_bytes())[-1] == (P, 1, "Plain words.")


def test_what_is_attached_is_named() -> None:
    from io import BytesIO

    from factcheck.evidence.extractors.base import About

    made = message()
    made.set_content("See there.\n")
    made.add_attachment(b"x", maintype="application", subtype="pdf", filename="list.pdf")
    found = EmailExtractor().read(BytesIO(made.as_bytes()), About("message/rfc822"))
    assert found.notes == ["What is attached was not read: “list.pdf”."]


def test_a_page_that_was_saved_as_one_file() -> None:
    page = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/\r\n"
        b"Subject: Other\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n'
        b"--x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<h1>The gates</h1><p>They were=20shut.</p>\r\n--x\r\nContent-Type: image/png\r\n\r\nx\r\n"
        b"--x--\r\n"
    )
    assert shown(EmailExtractor(), page) == [
        ("title", None, "The gates"),
        (P, 1, "They were shut."),
    ]


def test_too_many_parts() -> None:
    with pytest.raises(NoText, match="more than 1,000 parts"):
        shown(EmailExtractor(), b"Content-Type: text/plain\r\n" * 1_001)
