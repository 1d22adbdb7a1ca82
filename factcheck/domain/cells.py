r"""Spreadsheet cells: text that a spreadsheet program must not take for a formula.

A leading apostrophe marks the cell as text (OWASP, "CSV Injection"). Control and direction
characters are written as they are shown everywhere, ``\u202e``; a backslash that could be taken
for the beginning of such a form is written ``\x5c``. ``unguarded`` undoes exactly that, so a
sheet is imported back without loss.
"""

import re

from factcheck.domain.printable import HARMFUL, visible

_STARTS = ("'", "=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_FORMULA = re.compile(r"'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_FORM = r"(x[0-9a-f]{2}|u[0-9a-f]{4}|U000[0-9a-f]{5})"
_BEFORE_FORM = re.compile(rf"\\(?={_FORM})")
_ESCAPED = re.compile(rf"\\{_FORM}")


def guarded(text: str) -> str:
    """The text as a CSV or TSV cell."""
    if text.isprintable() and "\\" not in text and not text.startswith(_STARTS):
        return text
    text = visible(_BEFORE_FORM.sub(r"\\x5c", text))
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """What ``guarded`` was given."""
    if cell[:1] == "'" and _FORMULA.match(cell):
        cell = cell[1:]
    return _ESCAPED.sub(_meant, cell) if "\\" in cell else cell


_PARTING = re.compile('[,"\\n\\r]')


def in_csv(cell: str) -> str:
    """The cell as it stands in CSV (RFC 4180): in quotation marks where it needs them."""
    if "," in cell or '"' in cell or "\n" in cell or "\r" in cell:
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _meant(found: re.Match[str]) -> str:
    character = chr(int(found[1][1:], 16))
    # Forms of other characters are never written: these are words of the text itself.
    return character if character == "\\" or HARMFUL.match(character) else found.group()
