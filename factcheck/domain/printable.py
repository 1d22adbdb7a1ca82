"""Showing data without letting it act: control and direction characters become visible.

A terminal obeys escape sequences, and bidirectional controls reorder what a reader sees
(CVE-2021-42574). Both are kept as data and shown as ``\\u202e``.
"""

import json
import re
import unicodedata
from typing import Any

HARMFUL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """The text with every harmful character escaped; line feeds stay."""
    # What Python calls printable holds nothing harmful, and is told far quicker.
    return text if text.isprintable() else HARMFUL.sub(_escape, text)


def unbroken(text: str) -> str:
    """As ``visible``, with line feeds escaped too: data cannot begin a line of its own."""
    return visible(text).replace("\n", "\\n")


def one_line(text: str) -> str:
    """As ``visible``, with every run of white space a single space."""
    return visible(" ".join(text.split()))


def _escape(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def width(text: str) -> int:
    """Columns that the text takes on a terminal (wide East Asian characters take two)."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.combining(character)
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )


def shortened(text: str, columns: int) -> str:
    """One line of at most ``columns`` columns, cut with an ellipsis."""
    line = one_line(text[: 4 * columns] if len(text) > 4 * columns else text)
    if width(line) <= columns and len(text) <= 4 * columns:
        return line
    while width(line) > columns - 1:
        line = line[:-1]
    return line.rstrip() + "…"


# No value holds itself; to make sure of that would take a tenth of the time.
_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))


def encode_json(value: Any) -> str:
    """Compact JSON whose harmful characters are escaped, so that it reads back unchanged."""
    text = _ENCODER.encode(value)
    # JSON escapes the other control characters itself: ASCII need not be looked at one by one.
    harmless = "\x7f" not in text if text.isascii() else text.isprintable()
    return text if harmless else HARMFUL.sub(_json_escape, text)


def _json_escape(found: re.Match[str]) -> str:
    return json.dumps(found.group())[1:-1]
