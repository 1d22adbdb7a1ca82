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
    return _checked(what, text, limit)


def clean_optional(what: str, raw: str | None, limit: int = FIELD_LIMIT) -> str | None:
    """As ``clean``; nothing, or only white space, is nothing."""
    if not raw:
        return None
    text = raw.strip()
    return _checked(what, text, limit) if text else None


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
