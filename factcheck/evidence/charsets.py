"""Bytes to text: byte order mark, then valid UTF-8, then what is declared, then letter statistics.

Valid UTF-8 with characters beyond ASCII is believed before a declaration, since text in another
encoding is almost never valid UTF-8, while servers often declare the wrong one. Between the
one-byte encodings of Russian the letters decide: in the right one most are those that Russian and
Ukrainian use most; in a wrong one there are capitals inside words, rare letters, signs, or Cyrillic
and Latin letters in one word.
"""

import codecs
import re
from typing import NamedTuple

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
ONE_BYTE = ("cp1251", "koi8-r", "koi8-u", "cp866", "iso8859-5", "mac-cyrillic", "cp1252")
"""Encodings that are tried for what is not UTF-8; of equals the first is taken."""

ENCODINGS = frozenset(
    "utf-8 utf-16-le utf-16-be utf-16 cp866 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 "
    "iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16 koi8-r koi8-u "
    "mac-roman cp874 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 mac-cyrillic "
    "gbk gb18030 gb2312 big5 euc_jp iso2022_jp shift_jis euc_kr".split()
)
"""What a text may be declared to be in: the WHATWG Encoding Standard's, by Python's names."""

SAMPLE = 100_000
"""Bytes that letter statistics look at."""

BROKEN_SHARE = 10
"""Up to one in so many characters beyond ASCII may be broken in what is still called UTF-8."""


class Decoded(NamedTuple):
    """``bom`` is the length of the byte order mark; ``broken`` counts what was no character."""

    text: str
    charset: str
    bom: int = 0
    broken: int = 0

    @property
    def notes(self) -> list[str]:
        """What the user should know of how the bytes were read."""
        if not self.broken:
            return []
        places = "One place is" if self.broken == 1 else f"{self.broken:,} places are"
        return [f"{places} not valid {self.charset.upper()}; “\ufffd” stands there."]


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of some bytes. Never fails: what is no character becomes U+FFFD and is counted."""
    for bom, charset in BOMS:
        if data.startswith(bom):
            return _read(data[len(bom) :], charset, len(bom))
    if wide := _wide(data):
        return _read(data, wide)
    if data.isascii():
        # Among the encodings of one byte only UTF-7 and ISO-2022 differ, and browsers read neither.
        return Decoded(data.decode("ascii"), "utf-8")
    utf8 = _read(data, "utf-8")
    beyond = len(re.findall(r"[^\x00-\x7f]", utf8.text))
    if utf8.broken * BROKEN_SHARE <= beyond:
        return utf8
    return _read(data, _one_byte(data[:SAMPLE], known(declared)))


def known(charset: str | None) -> str | None:
    """The codec of a declared encoding; None where it names none that a text may have."""
    if not charset:
        return None
    try:
        found = codecs.lookup(charset.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    # What the web calls Latin-1 is Windows-1252.
    name = "cp1252" if found.name in ("iso8859-1", "ascii") else found.name
    return name if name in ENCODINGS else None


def _read(data: bytes, charset: str, bom: int = 0) -> Decoded:
    try:
        return Decoded(data.decode(charset), charset, bom)
    except UnicodeDecodeError:
        text = data.decode(charset, "replace")
        return Decoded(text, charset, bom, text.count("\ufffd"))


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of its spaces and line ends is zero."""
    sample = data[:SAMPLE]
    little = sum(sample[1::2][at] == 0 for at in _blanks(sample[0::2]))
    big = sum(sample[0::2][at] == 0 for at in _blanks(sample[1::2]))
    if max(little, big) * 20 < len(sample) // 2 or little == big:
        return None
    return "utf-16-le" if little > big else "utf-16-be"


def _blanks(half: bytes) -> list[int]:
    return [at for at, byte in enumerate(half[: SAMPLE // 2 - 1]) if byte in b" \n"][:-1]


# --- letter statistics ------------------------------------------------------------------------

_FREQUENT = re.compile("[оеаинтсрвлкмдпуі]", re.IGNORECASE)
_RARE = re.compile("[ъщэфцюжшґ]", re.IGNORECASE)
_WRONG = re.compile(
    "[а-яёіїєґa-z][А-ЯЁІЇЄҐ]"  # a capital inside a word
    "|[A-Za-z][а-яёА-ЯЁ]|[а-яёА-ЯЁ][A-Za-z]"  # two scripts in one word
    "|[\x80-\x9f─-▟¤¦¬±µ¶Ђ-ЏђѓћќљњџѕјѐѝÀ-ÿ]"  # controls, boxes, signs, letters of other languages
    "|[ъьыЪЬЫ](?=[ъьыЪЬЫ])|\ufffd"
)
_LATIN = re.compile("[A-Za-z][À-ÿœŒšŠžŽ]|[À-ÿœŒšŠžŽ][A-Za-z]|[A-Za-z ][’“”–—]|[«“„][A-Za-z]")


def _score(data: bytes, charset: str) -> int:
    """How much the bytes look like a text in an encoding, in hundredths of its characters."""
    text = data.decode(charset, "replace")
    if charset == "cp1252":
        wrong = len(re.findall("[À-ÿ]{3}|[\x80-\x9f\ufffd¢-¦¬±µ¶]", text))
        right = len(_LATIN.findall(text))
    else:
        right = len(_FREQUENT.findall(text))
        wrong = 2 * len(_WRONG.findall(text)) + len(_RARE.findall(text))
    beyond = sum(byte >= 0x80 for byte in data) or 1
    return 100 * (right - wrong) // beyond


CLEARLY = 25
"""Hundredths by which another encoding must be likelier than the declared one."""
ENOUGH = 30
"""Bytes beyond ASCII from which on letter statistics outweigh a declaration."""


def _one_byte(data: bytes, declared: str | None) -> str:
    best = max(ONE_BYTE, key=lambda charset: _score(data, charset))
    if declared is None or declared.startswith("utf"):
        return best
    clearly = _score(data, best) > _score(data, declared) + CLEARLY
    enough = sum(byte >= 0x80 for byte in data) >= ENOUGH
    return best if declared in ONE_BYTE and clearly and enough else declared
