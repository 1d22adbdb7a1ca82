"""Editing a record in the user's editor, as a commented TOML text: nothing typed is lost.

A mistake reopens the same text with the reason above it. Where that is given up, or the editor
fails, the text stays in a file that the error names, and ``--from`` takes it up again.
"""

import os
import sys
import tempfile
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from factcheck.errors import BrokenFile, CannotRead, EditFailed, FactcheckError, NoEditor

Result = TypeVar("Result")

_REASON = "#! "


class Field(NamedTuple):
    """One line of the template: a field, its value now, and what to write there."""

    name: str
    value: str | Sequence[str] | None
    comment: str


def template(title: str, fields: Sequence[Field], tables: str = "") -> str:
    """The text that the editor opens: every field, those without a value commented out."""
    lines = [
        f"# {title}",
        "# Change what is wrong, save and close. Nothing changed is nothing done.",
        "",
    ]
    for field in fields:
        lines.append(f"# {field.comment}")
        if field.value:
            lines.append(f"{field.name} = {toml_value(field.value)}")
        else:
            empty = "" if field.value is None else field.value
            lines.append(f"#{field.name} = {toml_value(empty)}")
        lines.append("")
    return "\n".join(lines) + tables


def toml_value(value: str | Sequence[str]) -> str:
    """A string or list of strings as TOML."""
    import json

    if not isinstance(value, str):
        return f"[{', '.join(toml_value(item) for item in value)}]"
    # JSON's escapes are TOML's, but for DEL, which TOML wants escaped too.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def edit(
    text: str, name: str, apply: Callable[[Mapping[str, Any]], Result], source: Path | None
) -> Result | None:
    """Let the user edit ``text`` until ``apply`` takes it; none where nothing was changed.

    ``source`` is a file to take the text from instead of an editor (``-`` for standard input).
    """
    if source is not None:
        return apply(_parsed(_read(source)))
    if not (os.environ.get("VISUAL") or os.environ.get("EDITOR") or sys.stdin.isatty()):
        raise NoEditor
    file = Path(tempfile.mkdtemp(prefix="factcheck-")) / f"{name}.toml"
    file.write_text(text, encoding="utf-8")
    result = _edited(file, text, apply)
    file.unlink()
    file.parent.rmdir()
    return result


def _edited(
    file: Path, original: str, apply: Callable[[Mapping[str, Any]], Result]
) -> Result | None:
    offered = original
    reason = ""
    while True:
        try:
            click.edit(filename=str(file))
            written = file.read_text(encoding="utf-8")
        except (click.ClickException, OSError, UnicodeDecodeError) as fault:
            why = fault.message if isinstance(fault, click.ClickException) else str(fault)
            raise EditFailed(why.rstrip("."), str(file)) from fault
        if written == offered:
            if not reason:
                return None
            raise EditFailed(reason.rstrip("."), str(file))
        try:
            return apply(_parsed(written))
        except FactcheckError as fault:
            reason = fault.sentence
            offered = _with_reason(written, fault)
            file.write_text(offered, encoding="utf-8")


def _with_reason(text: str, fault: FactcheckError) -> str:
    kept = "".join(line for line in text.splitlines(True) if not line.startswith(_REASON))
    reasons = [part for part in (fault.sentence, fault.hint) if part]
    return "".join(f"{_REASON}{part}\n" for part in reasons) + kept


def _parsed(text: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise BrokenFile(
            f"the text is not TOML: {fault}", "Mend the line and save again."
        ) from fault


def _read(source: Path) -> str:
    if str(source) == "-":
        return sys.stdin.read()
    try:
        return source.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise CannotRead(str(source), str(fault)) from fault
