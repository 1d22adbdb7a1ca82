import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.evidence.charsets import decode, known

RUSSIAN = [
    "Мужчин задерживали дома и на работе, били и не давали им еды.",
    "Да, их били.",
    "Свидетели боятся говорить",
    "Полицейские в форме забирали людей ночью. Родственникам ничего не сообщали.",
    "ЗАЯВЛЕНИЕ РОССИЙСКОЙ СЕТИ О ПРЕСЛЕДОВАНИИ",
    "Сеть LGBT помогла 30 из 75 человек: some left Russia, другие остались.",
]


@pytest.mark.parametrize("charset", ["cp1251", "koi8-r", "cp866", "iso8859-5", "utf-8"])
@pytest.mark.parametrize("text", RUSSIAN)
def test_russian_is_told_by_its_letters(text: str, charset: str) -> None:
    assert decode(text.encode(charset)).text == text


@pytest.mark.parametrize(
    "text",
    ["Les détenus ont été frappés à plusieurs reprises", "Männer wurden geschlagen; über 75",
     "El señor dijo: «mañana»", "It’s over", "They said “no” – twice"],
)  # fmt: skip
def test_western_letters_are_no_cyrillic(text: str) -> None:
    assert decode(text.encode("cp1252")).text == text


@pytest.mark.parametrize(
    ("mark", "charset"),
    [(b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"),
     (b"\xff\xfe\0\0", "utf-32-le")],
)  # fmt: skip
def test_a_byte_order_mark_decides(mark: bytes, charset: str) -> None:
    found = decode(mark + RUSSIAN[0].encode(charset), "koi8-r")
    assert found == (RUSSIAN[0], charset, len(mark), 0)


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["plain words in two bytes", RUSSIAN[0], RUSSIAN[3]])
def test_utf_16_is_told_without_a_mark(text: str, charset: str) -> None:
    assert decode(text.encode(charset)).text == text


def test_valid_utf_8_is_believed_before_what_is_declared() -> None:
    assert decode(RUSSIAN[0].encode(), "windows-1251").charset == "utf-8"


def test_a_declaration_is_believed_where_nothing_speaks_against_it() -> None:
    assert decode("naïve".encode("mac-roman"), "macintosh").text == "naïve"


def test_a_declaration_is_not_believed_against_the_letters() -> None:
    assert decode(RUSSIAN[0].encode("koi8-r"), "windows-1251").text == RUSSIAN[0]


def test_broken_utf_8_is_read_and_counted() -> None:
    data = RUSSIAN[0].encode() + b"\xff\xfe" + RUSSIAN[3].encode()
    found = decode(data)
    assert found.text == f"{RUSSIAN[0]}\ufffd\ufffd{RUSSIAN[3]}"
    assert found.notes == ["2 places are not valid UTF-8; “\ufffd” stands there."]


@pytest.mark.parametrize(
    ("declared", "codec"),
    [("Windows-1251", "cp1251"), ("KOI8-R", "koi8-r"), (' "utf8" ', "utf-8"), ("latin1", "cp1252"),
     ("us-ascii", "cp1252"), ("rot13", None), ("hex", None), ("no\0such", None), ("", None),
     (None, None)],
)  # fmt: skip
def test_only_real_encodings_are_known(declared: str | None, codec: str | None) -> None:
    assert known(declared) == codec


@given(st.binary(), st.none() | st.sampled_from(["utf-8", "koi8-r", "utf-16", "idna", "x"]))
def test_any_bytes_become_text(data: bytes, declared: str | None) -> None:
    found = decode(data, declared)
    assert isinstance(found.text, str)
    if not found.broken:
        assert found.text.encode(found.charset) == data[found.bom :]


@given(st.text(st.characters(codec="utf-8")))
def test_utf_8_is_read_back(text: str) -> None:
    assert decode(b"\xef\xbb\xbf" + text.encode()).text == text
