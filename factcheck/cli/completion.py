"""Shell completion of keys, and options whose values come from a vocabulary.

A completing shell waits for every key stroke, so keys are read from the case file with the
standard library alone; a case on a server offers none.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from factcheck.domain.printable import one_line, shortened
from factcheck.domain.vocabulary import Vocabulary
from factcheck.errors import FactcheckError
from factcheck.settings import Settings, path_of

_OFFERED = 50

Command = TypeVar("Command", bound=Callable[..., Any])

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


class Code(click.Choice[str]):
    """A value from a vocabulary; the help lists the legal ones in a sentence of their own."""

    def __init__(self, codes: type[Vocabulary]) -> None:
        super().__init__([code.value for code in codes])

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        # An empty value takes the field away when a record is edited.
        return "" if value == "" else super().convert(value, param, ctx)

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str:
        return f"Choose from: {', '.join(map(str, self.choices))}."

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        return (param.name or "code").rstrip("_").removesuffix("es").upper().replace("_", "-")


def code_option(
    *names: str, codes: type[Vocabulary], help: str, **attributes: Any
) -> Callable[[Command], Command]:
    """An option whose value comes from a vocabulary."""
    legal = ", ".join(code.value for code in codes)
    return click.option(*names, type=Code(codes), help=f"{help} One of: {legal}.", **attributes)


def _keys(*tables: tuple[str, str]) -> Completer:
    """Completes the keys of tables; with each comes the column that says what its records are."""

    def complete(
        context: click.Context, parameter: click.Parameter, typed: str
    ) -> list[CompletionItem]:
        # While completing, no command has run and made a Case: only the options are known.
        db = context.find_root().params.get("db") or os.environ.get("FACTCHECK_DB")
        try:
            place = Settings(db, None).case()
        except FactcheckError:
            return []
        path = path_of(place)
        rows = [row for table, label in tables if path for row in _read(path, table, label, typed)]
        return [CompletionItem(one_line(key), help=shortened(text, 60)) for key, text in rows]

    return complete


def formats(group: str) -> Completer:
    """Completes the names of exporters or importers."""

    def complete(
        context: click.Context, parameter: click.Parameter, typed: str
    ) -> list[CompletionItem]:
        from factcheck import plugins

        return [CompletionItem(name) for name in plugins.names(group) if name.startswith(typed)]

    return complete


def _read(path: Path, table: str, label: str, typed: str) -> list[tuple[str, str]]:
    import sqlite3
    from contextlib import closing

    query = f"SELECT key, {label} FROM {table} WHERE key >= ? AND key < ? ORDER BY key LIMIT ?"
    try:
        with closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=0.2)
        ) as case:
            return list(case.execute(query, (typed, typed + "\U0010ffff", _OFFERED)))
    except (sqlite3.Error, UnicodeError):  # no case, or nothing that could be a key
        return []


_TABLES = {"claim": "text", "source": "title", "party": "name", "measure": "unit"}

CLAIM, SOURCE, PARTY, MEASURE = (_keys(table) for table in _TABLES.items())
RECORD = _keys(*_TABLES.items())
