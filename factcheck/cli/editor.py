"""Editing a record in the user's editor, as a commented TOML text: nothing typed is lost.

A mistake reopens the same text with the reason above it. Where that is given up, or the editor
fails, the text stays in a file that the error names, and ``--from`` takes it up again.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from factcheck.cli.diagnostics import warn
from factcheck.cli.interrupts import deaf
from factcheck.cli.reading import text_or_stdin
from factcheck.domain.printable import unbroken
from factcheck.errors import BadEdit, EditFailed, EditorFailed, FactcheckError, NoEditor
from factcheck.files import NotToml, disk_fault, new_text_file, parse_toml, read_text

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
    text: str, noun: str, apply: Callable[[Mapping[str, Any]], Result], source: Path | None
) -> Result | None:
    """Let the user edit ``text`` until ``apply`` takes it; none where nothing was changed.

    ``noun`` is what the text describes ("claim"), and names its file. ``source`` is a file to
    take the text from instead of an editor (``-`` for standard input). Raises EditFailed.
    """
    if source is not None:
        return apply(_parsed(_taken_from(source)))
    if not (os.environ.get("VISUAL") or os.environ.get("EDITOR") or sys.stdin.isatty()):
        raise NoEditor
    draft = _Draft(text, noun)
    try:
        result = _edited(draft, apply)
    except FactcheckError as fault:
        raise EditFailed(fault.sentence.rstrip("."), draft.kept()) from fault
    except KeyboardInterrupt as fault:
        raise EditFailed("it was interrupted", draft.kept()) from fault
    except Exception:
        if (kept := draft.kept()) is not None:
            warn(f"What you wrote is kept in {kept}.")
        raise
    draft.discard()
    return result


def _edited(draft: "_Draft", apply: Callable[[Mapping[str, Any]], Result]) -> Result | None:
    mistake: FactcheckError | None = None
    while draft.reopened():
        try:
            return apply(_parsed(draft.text))
        except FactcheckError as fault:
            mistake = fault
            draft.explain(fault)
    if mistake is not None:
        raise mistake  # saved once more as it was: given up
    return None


class _Draft:
    """A text in a file of its own, which stays until what was written there is in the case."""

    def __init__(self, text: str, noun: str) -> None:
        self._original = self.text = text
        try:
            folder = tempfile.mkdtemp(prefix="factcheck-")
        except OSError as fault:
            raise disk_fault(Path("The folder for temporary files"), fault) from fault
        self._file = Path(folder) / f"{noun}.toml"
        try:
            self._write(text)
        except FactcheckError:
            self.discard()
            raise

    def reopened(self) -> bool:
        """Open the editor on it, and read it again: whether it was changed there."""
        before = self.text
        with deaf():  # in an editor, Ctrl-C is for the editor
            _open_editor(self._file)
        lines = read_text(self._file).split("\n")
        self.text = "\n".join(line for line in lines if not line.startswith(_REASON))
        return self.text != before

    def explain(self, mistake: FactcheckError) -> None:
        """Put the reason of a refusal above the text."""
        reasons = [unbroken(part) for part in (mistake.sentence, mistake.hint) if part]
        self._write("".join(f"{_REASON}{part}\n" for part in reasons) + self.text)

    def kept(self) -> str | None:
        """The file, if it holds what the user wrote; otherwise it is taken away."""
        with suppress(OSError, FactcheckError):
            if self.text != self._original and not self._file.exists():
                self._write(self.text)
            if self._file.read_bytes() != self._original.encode():
                return str(self._file)
        self.discard()
        return None

    def discard(self) -> None:
        shutil.rmtree(self._file.parent, ignore_errors=True)  # with what the editor left there

    def _write(self, text: str) -> None:
        # Whole or not at all: where there is no room, what was typed before stays.
        with new_text_file(self._file, replace=True) as stream:
            stream.write(text)


def _open_editor(file: Path) -> None:
    try:
        click.edit(filename=str(file))
    except ValueError as fault:
        raise EditorFailed("EDITOR cannot be read: a quotation mark is left open") from fault
    except click.ClickException as fault:
        failed = "could not be started" if isinstance(fault.__cause__, OSError) else "failed"
        raise EditorFailed(f"the editor {failed}") from fault


def _parsed(text: str) -> Mapping[str, Any]:
    try:
        return parse_toml(text)
    except NotToml as fault:
        raise BadEdit(f"it is not TOML: {fault}") from fault


def _taken_from(source: Path) -> str:
    return text_or_stdin("-", "the edited text") if str(source) == "-" else read_text(source)
