"""Text that comes in: what is taken, what is refused, and in which form it is kept."""

import unicodedata

from factcheck.errors import EmptyText, NotText, TextTooLong

CLAIM_LIMIT = 10_000
"""Characters in a statement: longer than that is not one claim."""

FIELD_LIMIT = 100_000
"""Characters in any other field: a quote, a reason, a title."""

NAME_LIMIT = 500


def clean(what: str, raw: str, limit: int = FIELD_LIMIT) -> str:
    """Text as it is kept: NFC, no white space around it, otherwise as given.

    ``what`` names the field in an error ("the statement"). NUL and lone surrogates are refused,
    since no database keeps them; every other character is data. Raises EmptyText, NotText or
    TextTooLong.
    """
    text = raw.strip()
    if not text:
        raise EmptyText(what)
    if not text.isascii():
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise NotText(what, "it holds bytes that are not UTF-8 text")
    if "\0" in text:
        raise NotText(what, "it holds a NUL character")
    if len(text) > limit:
        raise TextTooLong(what, len(text), limit)
    return text


def clean_optional(what: str, raw: str | None, limit: int = FIELD_LIMIT) -> str | None:
    """As ``clean``; nothing, or only white space, is nothing."""
    return clean(what, raw, limit) if raw is not None and raw.strip() else None


def counted(count: int, one: str, many: str = "") -> str:
    """``1 claim``, ``1,200 claims``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
