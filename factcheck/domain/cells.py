"""Spreadsheet cells: text that a spreadsheet program must not take for a formula.

A leading apostrophe marks the cell as text (OWASP, "CSV Injection"). ``unguarded`` takes exactly
that apostrophe off again, so a sheet can be imported back without loss.
"""

import re

from factcheck.domain.printable import visible

_STARTS = ("'", "=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_FORMULA = re.compile(r"'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def guarded(text: str) -> str:
    """The text as a CSV or TSV cell."""
    if text.isprintable() and not text.startswith(_STARTS):
        return text
    text = visible(text)
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """What ``guarded`` was given, up to escaped characters."""
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell
