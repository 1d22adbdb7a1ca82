"""``factcheck search``."""

import click

from factcheck.cli import output
from factcheck.cli.context import Case, pass_case
from factcheck.cli.diagnostics import say
from factcheck.cli.filters import filter_options
from factcheck.cli.output import Column
from factcheck.domain.printable import one_line

COLUMNS = (
    Column("key", "KEY", 80),
    Column("status", "STATUS", 12),
    Column("field", "FOUND IN", 8),
    Column("match", "MATCH", 160),
)
_PLACES = {"text": "claim", "quotes": "quote", "titles": "source"}


@click.command(
    "search",
    short_help="Find claims by their words, quotes and sources.",
    # Any text at all is a query, one that begins with a hyphen too.
    context_settings={"ignore_unknown_options": True},
)
@click.argument("query")
@filter_options
@click.option(
    "--limit",
    type=click.IntRange(0, 1_000_000_000),
    default=20,
    show_default=True,
    help="At most so many.",
)
@output.form_options
@pass_case
def command(
    case: Case,
    /,
    query: str,
    statuses: tuple[str, ...],
    limit: int,
    form: str | None,
    **filters: str | None,
) -> None:
    """Find claims by the words of their statement, quotes and source titles.

    Words in any inflection, English and Russian; "exact phrases"; begin* of a word. All words
    must occur. The best match comes first.
    """
    from factcheck.services.searching import Hit, search, whole
    from factcheck.services.selecting import Wanted

    def cells(found: Hit) -> tuple[object, ...]:
        return (found.key, found.status, _PLACES[found.field], _marked(found.passage, found.marks))

    with case.reading() as session:
        result = search(session, query, Wanted(statuses=statuses, **filters), limit)
        claims = {}
        if form in output.WHOLE_RECORDS:
            claims = {claim.key: claim for claim in whole(session, result.hits)}
    output.listing(
        form,
        COLUMNS,
        result.hits,
        cells=cells,
        as_json=lambda found: {
            **output.claim_json(claims[found.key]),
            "match": {
                "field": _PLACES[found.field],
                "passage": found.passage,
                "marks": found.marks,
            },
        },
        empty="Nothing found.",
    )
    shown = len(result.hits)
    if not result.ranked:
        say(f"Too many matches to rank: these are the newest {shown}. Add a word to narrow them.")
    elif result.total is not None and result.total > shown:
        say(f"The best {shown:,} of {result.total:,}. See more with --limit.")


def _marked(passage: str, marks: tuple[tuple[int, int], ...]) -> str:
    """The passage with its matches in brackets, which read the same without colours."""
    parts, last = [], 0
    for start, end in marks:
        parts += [passage[last:start], "[", passage[start:end], "]"]
        last = end
    return one_line("".join([*parts, passage[last:]]))
