"""Reading citations, each with the check of its quote: what is computed is never stored.

A quote is checked against the stretch of the captured text that it is said to stand in; the text
itself is not loaded. A case without captured texts is read as if there were no such thing.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from factcheck.domain.records import CitationRecord
from factcheck.errors import DamagedValue

REACH = 64
"""Characters on each side of a passage that its check depends on (``domain.edges``)."""

_COUNTS_AS_READ = """readable.text IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM extraction AS later
            WHERE later.source_seq = readable.source_seq
            AND later.content_seq = readable.content_seq AND later.seq > readable.seq
        )"""
"""Of several readings of some bytes for a source the latest counts."""

READABLE = f"""EXISTS (
        SELECT 1 FROM extraction AS readable
        WHERE readable.source_seq = citation.source_seq AND {_COUNTS_AS_READ}
    )"""
"""Whether the source of a citation has a captured text."""

_NEWEST = f"""
    SELECT capture.content_seq FROM capture
    WHERE capture.source_seq = {{source}} AND EXISTS (
        SELECT 1 FROM extraction AS readable
        WHERE readable.source_seq = capture.source_seq
        AND readable.content_seq = capture.content_seq AND {_COUNTS_AS_READ}
    )
    ORDER BY capture.captured_at DESC, capture.seq DESC LIMIT 1
"""
"""The content of a source's newest capture that could be read: by the time when it was got."""

# {which} and {order} are the claim reader's. CROSS JOIN makes SQLite begin with the claims.

_STATEMENT = """
    SELECT claim.seq, source.key, via.key, citation.stance, citation.locator, citation.quote,
        citation.translation, {columns}
    FROM claim CROSS JOIN citation
    JOIN source ON source.seq = citation.source_seq
    LEFT JOIN source AS via ON via.seq = citation.via_seq
    {joins}
    WHERE citation.claim_seq = claim.seq AND citation.withdrawn_at IS NULL AND {{which}}
    ORDER BY claim.seq {{order}}, citation.seq
"""
_UNCHECKED = _STATEMENT.format(
    columns="""CASE WHEN citation.quote IS NULL THEN NULL ELSE 'no capture' END,
        source.url, source.archive_url, NULL""",
    joins="",
)
_CHECKED = _STATEMENT.format(
    columns=f"""source.url, source.archive_url,
        CASE WHEN citation.quote IS NOT NULL AND anchor.citation_seq IS NULL THEN {READABLE} END,
        anchor.first, anchor.last, anchor.exact, anchor.prefix, anchor.suffix, anchor.page,
        anchor.time, extraction.media_type, content.digest,
        CASE WHEN 0 <= anchor.first AND anchor.first < anchor.last AND anchor.last < 1000000000
            THEN substr(
                extraction.text,
                CASE WHEN anchor.first > {REACH} THEN anchor.first - {REACH} + 1 ELSE 1 END,
                anchor.last - anchor.first + {2 * REACH}
            )
        END""",
    joins="""LEFT JOIN anchor ON anchor.citation_seq = citation.seq
    LEFT JOIN extraction ON extraction.seq = anchor.extraction_seq
    LEFT JOIN content ON content.seq = extraction.content_seq""",
)


_COUNTS = """
    SELECT count(*), count(citation.locator), {counts}
    FROM citation {joins}
    WHERE citation.withdrawn_at IS NULL AND citation.quote IS NOT NULL
    AND citation.claim_seq IN (SELECT seq FROM claim WHERE status <> 'withdrawn')
"""
_OLDER = f"""
    SELECT older.seq FROM extraction AS older
    WHERE older.content_seq <> ({_NEWEST.format(source="older.source_seq")})
"""
_NO_TEXTS = _COUNTS.format(counts="0, 0, 0, 0", joins="")
_BY_PLACE = _COUNTS.format(
    counts=f"""count(anchor.citation_seq), count(anchor.accepted_by),
        count(CASE WHEN anchor.citation_seq IS NULL AND {READABLE} THEN 1 END),
        count(CASE WHEN anchor.extraction_seq IN ({_OLDER}) THEN 1 END)""",
    joins="LEFT JOIN anchor ON anchor.citation_seq = citation.seq",
)


class Citations(NamedTuple):
    """The statement that reads the citations of claims, and what makes records of its rows."""

    statement: str
    read: Callable[[Any], CitationRecord]


def citations(driver: Any) -> Citations:
    """How the citations of this case are read."""
    if _has_texts(driver):
        return Citations(_CHECKED, _checked)
    return Citations(_UNCHECKED, _unchecked)


class QuoteCounts(NamedTuple):
    """The quotes of the claims that stand."""

    by_check: dict[str, int]
    """By quote check, as their places were kept; none is zero."""
    unplaced: int
    """Quotes without a locator."""
    older: int
    """Quotes that have their place in another capture than the newest."""


def count_quotes(connection: Connection) -> QuoteCounts:
    """Count quotes without looking into any text."""
    driver: Any = connection.connection.driver_connection
    statement = _BY_PLACE if _has_texts(driver) else _NO_TEXTS
    quotes, located, placed, differ, missing, older = driver.execute(statement).fetchone()
    counts = {
        "anchored": placed - differ,
        "differs": differ,
        "missing": missing,
        "no capture": quotes - placed - missing,
    }
    by_check = {check: count for check, count in counts.items() if count}
    return QuoteCounts(by_check, quotes - located, older)


class KeptQuote(NamedTuple):
    """A quote, its check by the place that was kept for it, and the captures that it is in."""

    citation_seq: int
    claim: str
    quote: str
    check: str
    capture: str | None
    """SHA-256 of the capture in which it has its place."""
    newer: str | None
    """SHA-256 of its source's newest captured text, where its place is in an older one."""


_KEPT = f"""
    SELECT citation.seq, claim.key, citation.quote, anchor.citation_seq IS NOT NULL,
        anchor.accepted_by IS NOT NULL, content.digest, newest.digest
    FROM citation
    JOIN claim ON claim.seq = citation.claim_seq
    LEFT JOIN anchor ON anchor.citation_seq = citation.seq
    LEFT JOIN extraction ON extraction.seq = anchor.extraction_seq
    LEFT JOIN content ON content.seq = extraction.content_seq
    LEFT JOIN content AS newest
        ON newest.seq = ({_NEWEST.format(source="citation.source_seq")})
    WHERE citation.quote IS NOT NULL AND citation.withdrawn_at IS NULL
    AND citation.{{column}} = :seq
    ORDER BY citation.seq
"""


def of_source(connection: Connection, source_seq: int) -> list[KeptQuote]:
    """The quotes of a source, in the order in which they were cited."""
    return _kept(connection, "source_seq", source_seq)


def of_claim(connection: Connection, claim_seq: int) -> list[KeptQuote]:
    """The quotes of a claim, in the order in which they were cited."""
    return _kept(connection, "claim_seq", claim_seq)


def _kept(connection: Connection, column: str, seq: int) -> list[KeptQuote]:
    rows = connection.execute(text(_KEPT.format(column=column)), {"seq": seq})
    return [_kept_quote(*row) for row in rows]


def _kept_quote(
    seq: int,
    claim: str,
    quote: str,
    placed: bool,
    accepted: bool,
    digest: bytes | None,
    newest: bytes | None,
) -> KeptQuote:
    if placed:
        check = "differs" if accepted else "anchored"
    else:
        check = "missing" if newest else "no capture"
    is_older = placed and newest is not None and newest != digest
    return KeptQuote(
        seq,
        claim,
        quote,
        check,
        digest.hex() if digest else None,
        newest.hex() if newest and is_older else None,
    )


def _has_texts(driver: Any) -> bool:
    return driver.execute("SELECT 1 FROM extraction LIMIT 1").fetchone() is not None


_new = tuple.__new__
"""Makes a record of its fields: half as dear as calling it."""


def _unchecked(row: Any) -> CitationRecord:
    return _new(CitationRecord, row[1:])


def _checked(row: Any) -> CitationRecord:
    url, archive_url, readable, first, *anchor = row[7:]
    quote = row[5]
    check, link, capture = None, url, None
    if quote is not None and first is None:
        check = "missing" if readable else "no capture"
    elif quote is not None:
        try:
            check, link, capture = _standing(quote, url, first, *anchor)
        except (TypeError, ValueError) as fault:
            raise DamagedValue("the place of a quote") from fault
    return _new(CitationRecord, (*row[1:7], check, link, archive_url, capture))


def _standing(
    quote: str,
    url: str | None,
    first: int,
    last: int,
    exact: str,
    prefix: str,
    suffix: str,
    page: int | None,
    time: str | None,
    media_type: str,
    digest: bytes,
    window: str | None,
) -> tuple[str, str | None, str | None]:
    """The check of a quote that has a place, the link to it, and the capture that it stands in."""
    # Not at the top: a case without captures never needs them.
    from factcheck.domain.anchoring import (
        QuoteCheck,
        TextPositionSelector,
        TextQuoteSelector,
        quote_check,
    )
    from factcheck.domain.links import to_passage

    before = max(first - REACH, 0)
    position = TextPositionSelector(first - before, last - before)
    check = quote_check(quote, window or "", TextQuoteSelector(exact, prefix, suffix), position)
    if check is QuoteCheck.MISSING:
        return check.value, url, None
    link = url and to_passage(url, media_type, exact, prefix, suffix, page=page, time=time)
    return check.value, link, digest.hex()
