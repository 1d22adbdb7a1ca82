"""``factcheck history``."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from factcheck.cli import output
from factcheck.cli.completion import RECORD
from factcheck.cli.context import Case, pass_case
from factcheck.cli.output import Column

if TYPE_CHECKING:
    from factcheck.services.history import Event

COLUMNS = (
    Column("entry", "", 0),
    Column("at", "WHEN", 16),
    Column("author", "WHO", 40),
    Column("done", "WHAT", 40),
    Column("record", "", 0),
    Column("change", "CHANGES", 200),
)

ERASED = "what changed cannot be told: what it said then was erased"


class Line(NamedTuple):
    """One change of an entry, or an entry without any; not ``first`` where others come before."""

    event: "Event"
    told: str
    first: bool


@click.command("history", short_help="Tell the whole life of a record.")
@click.argument("key", shell_complete=RECORD)
@output.form_options
@pass_case
def command(case: Case, /, key: str, form: str | None) -> None:
    """Tell the whole life of a claim, source, party or measure, first to last.

    Who did what and when, and what was changed, from the journal. The life of a claim is also that
    of its reviews, notes, replies and assignments. The id of a review works too.
    """
    from factcheck.services.history import history

    with case.reading() as session:
        events = history(session, key)
    output.listing(
        form,
        COLUMNS,
        events if form in ("json", "nl") else _lines(events),
        cells=_cells if form else _row,
        as_json=_json,
        empty="Its life began before the journal, and nothing was done to it since.",
    )


def _lines(events: "list[Event]") -> "Iterator[Line]":
    for event in events:
        told = [ERASED] if event.erased else [change.told for change in event.changes]
        for number, one in enumerate(told or [""]):
            yield Line(event, one, number == 0)


def _cells(line: Line) -> tuple[object, ...]:
    event = line.event
    return event.entry, event.at, _author(event), event.done, event.record, line.told


def _row(line: Line) -> tuple[object, ...]:
    """As people read it: what is as in the line above is not said again."""
    entry, at, author, done, record, told = _cells(line)
    if not line.first:
        return "", "", "", "", "", told
    return entry, str(at)[:16].replace("T", " "), author, done, record, told


def _author(event: "Event") -> str:
    return f"{event.author} ({event.author_key})" if event.author_key else event.author


def _json(event: "Event") -> dict[str, Any]:
    return {
        **event._asdict(),
        "done": event.done,
        "changes": [{**change._asdict(), "told": change.told} for change in event.changes],
    }
