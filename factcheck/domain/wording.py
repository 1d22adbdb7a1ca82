"""Text that comes in: what is taken, what is refused, and in which form it is kept."""

import unicodedata

from factcheck.errors import EmptyText, NotText, TextTooLong

CLAIM_LIMIT = 10_000
"""Characters in a statement: longer than that is not one claim."""

FIELD_LIMIT = 100_000
"""Characters in any other field: a quote, a reason, a title."""

NAME_LIMIT = 500

_UNSEEN = ("Cc", "Cf", "Zl", "Zp", "Zs")
"""Unicode's general categories of controls, formats and separators."""

_BLANK = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
    + "".join(map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
)
"""Letters and marks that show nothing: Default_Ignorable_Code_Point of Unicode's
DerivedCoreProperties.txt beside those categories, and the Braille pattern without dots."""


def clean(what: str, raw: str, limit: int = FIELD_LIMIT) -> str:
    """Text as it is kept: NFC, no white space around it, otherwise as given.

    ``what`` names the field in an error ("the statement"). A text of which nothing can be seen
    is empty. NUL and lone surrogates are refused, since no database keeps them; every other
    character is data. Raises EmptyText, NotText or TextTooLong.
    """
    text = raw.strip()
    if not _shows(text):
        raise EmptyText(what)
    return _checked(what, text, limit)


def clean_optional(what: str, raw: str | None, limit: int = FIELD_LIMIT) -> str | None:
    """As ``clean``; nothing, or nothing that can be seen, is nothing."""
    if not raw:
        return None
    text = raw.strip()
    return _checked(what, text, limit) if _shows(text) else None


def _shows(text: str) -> bool:
    """Whether anything in it can be seen; a NUL is no blank, but a thing to refuse."""
    for character in text:  # nearly always the first one answers
        if character == "\0" or "!" <= character <= "~":
            return True
        if unicodedata.category(character) not in _UNSEEN and character not in _BLANK:
            return True
    return False


def _checked(what: str, text: str, limit: int) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        try:
            text.encode()
        except UnicodeEncodeError as fault:
            raise NotText(what, "it holds bytes that are not UTF-8 text") from fault
    if "\0" in text:
        raise NotText(what, "it holds a NUL character")
    if len(text) > limit:
        raise TextTooLong(what, len(text), limit)
    return text


def counted(count: int, one: str, many: str = "") -> str:
    """``1 claim``, ``1,200 claims``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
