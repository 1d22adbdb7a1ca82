"""Reading by hand: whole claims with ``sqlite3``, as someone would who wants it quick.

Queries walk the claims side by side in one order, and what belongs together is put together as it
comes: nothing is held but the claim at hand. What is written is as safe as factcheck's: cells that
people wrote are guarded, and characters that act on a terminal are escaped; a source that relays
several adds no origin.

It does less than factcheck in three things. Nothing makes sure that a value which it reads is
whole; the bibliography is handed to it ready; and it knows that the case holds no captured text,
so no quote is looked up. It does more in one: a short list reads all that any source relays,
which is little here, where factcheck looks for what the listed claims need.
"""

import csv
import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import IO, Any

from factcheck.domain.cells import guarded
from factcheck.domain.printable import HARMFUL

CLAIMS = """
    SELECT claim.seq, claim.key, claim.id, claim.text, claim.kind, claim.act, claim.status,
        speaker.name, claim.as_of, claim.place, claim.happened, against.name,
        as_stated, qualifier, value, minimum, maximum, quantity.unit, whole, measure.key, method,
        claim.status_because
    FROM claim
    LEFT JOIN quantity ON quantity.claim_seq = claim.seq
    LEFT JOIN measure ON measure.seq = quantity.measure_seq
    LEFT JOIN party AS speaker ON speaker.seq = claim.speaker_seq
    LEFT JOIN party AS against ON against.seq = claim.against_seq
    WHERE {where} ORDER BY claim.seq {order}
"""
# CROSS JOIN: without it the planner may begin with the table of what belongs to a claim.
CITATIONS = """
    SELECT claim.seq, source.key, via.key, stance, locator, quote, translation, source.url,
        source.archive_url
    FROM claim CROSS JOIN citation ON citation.claim_seq = claim.seq
    JOIN source ON source.seq = citation.source_seq
    LEFT JOIN source AS via ON via.seq = citation.via_seq
    WHERE {where} AND citation.withdrawn_at IS NULL ORDER BY claim.seq {order}, citation.seq
"""
TAGS = """
    SELECT claim.seq, tag FROM claim CROSS JOIN claim_tag ON claim_tag.claim_seq = claim.seq
    WHERE {where} ORDER BY claim.seq {order}, tag
"""
REVIEWS = """
    SELECT claim.seq, review.id, review.status, because, standard, credibility, reviewer,
        recorded_at, override
    FROM claim CROSS JOIN review ON review.claim_seq = claim.seq
    WHERE {where} ORDER BY claim.seq {order}, recorded_at, review.id
"""
REPLIES = """
    SELECT claim.seq, party.name, outcome, reply.happened, reply.text
    FROM claim CROSS JOIN reply ON reply.claim_seq = claim.seq
    JOIN party ON party.seq = reply.party_seq
    WHERE {where} ORDER BY claim.seq {order}, reply.seq
"""
RELAYS = """
    SELECT source.key, relayed.key FROM source_relay
    JOIN source ON source.seq = source_seq JOIN source AS relayed ON relayed.seq = relayed_seq
"""
KINDS = (
    "number", "abuse", "responsibility", "targeting", "denial", "characterization", "event",
    "assistance",
)  # fmt: skip
STATUSES = (
    "unverified", "in-review", "corroborated", "verified", "disputed", "refuted", "unverifiable",
    "withdrawn",
)  # fmt: skip
SUPPORTING = ("supports", "confirms")

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def encode(value: Any) -> str:
    text = _json(value)
    # JSON itself escapes control characters, all but one in ASCII.
    if "\x7f" not in text if text.isascii() else text.isprintable():
        return text
    return HARMFUL.sub(lambda found: json.dumps(found.group())[1:-1], text)


Rows = Sequence[Sequence[Any]]
Whole = tuple[Sequence[Any], list[Rows]]
"""A claim's row, and the rows that belong to it, of each query asked."""


class _Beside:
    """Rows in the order of the claims, handed out to the claim that they belong to."""

    def __init__(self, rows: Iterator[Any]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def of(self, seq: int) -> list[Any]:
        found = []
        while self._next is not None and self._next[0] == seq:
            found.append(self._next)
            self._next = next(self._rows, None)
        return found


def claims(
    db: sqlite3.Connection,
    where: str,
    values: Sequence[Any],
    order: str = "",
    beside: Sequence[str] = (CITATIONS, TAGS, REVIEWS, REPLIES),
) -> Iterator[Whole]:
    def rows(query: str) -> Iterator[Any]:
        return db.execute(query.format(where=where, order=order), values)

    belonging = [_Beside(rows(query)) for query in beside]
    for row in rows(CLAIMS):
        seq = row[0]
        yield row, [kind.of(seq) for kind in belonging]


class Origins:
    """Which sources the citations of a claim go back to."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._relays: dict[str, str | None] = {}
        for source, relayed in db.execute(RELAYS):
            # Nobody knows which, where there are several.
            self._relays[source] = None if source in self._relays else relayed

    def __call__(self, citations: Rows) -> list[str]:
        found: dict[str, None] = {}
        for _, source, via, stance, *_ in citations:
            if stance in SUPPORTING:
                root = via or source
                while root in self._relays:
                    root = self._relays[root]
                if root is not None:
                    found[root] = None
        return list(found)


# --- JSON -----------------------------------------------------------------------------------------


def as_json(claim: Whole, origins: Origins) -> dict[str, Any]:
    row, (citations, tags, reviews, replies) = claim
    (_, key, id, text, kind, act, status, speaker, as_of, place, happened, against, stated,
     *numbers, why) = row  # fmt: skip
    return {
        "key": key,
        "id": uuid(id),
        "text": text,
        "kind": kind,
        "act": act,
        "status": status,
        "speaker": speaker,
        "as_of": as_of,
        "place": place,
        "tags": [tag for _, tag in tags],
        "happened": happened,
        "against": against,
        "quantity": None if stated is None else _quantity(stated, *numbers),
        "citations": [
            {
                "source": source,
                "via": via,
                "stance": stance,
                "locator": locator,
                "quote": quote,
                "translation": translation,
                "quote_check": None if quote is None else "no capture",
                "link": url,
                "archive_url": archive_url,
                "capture": None,
            }
            for _, source, via, stance, locator, quote, translation, url, archive_url in citations
        ],
        "reviews": [
            {
                "id": uuid(id),
                "status": judged,
                "because": because,
                "standard": standard,
                "credibility": credibility,
                "reviewer": reviewer,
                "recorded_at": moment,
                "override": override,
                "lapsed": False,
            }
            for _, id, judged, because, standard, credibility, reviewer, moment, override in reviews
        ],
        "origins": origins(citations),
        "confidentiality": None,
        "status_because": why,
        "replies": [
            {"party": party, "outcome": outcome, "happened": happened, "text": text}
            for _, party, outcome, happened, text in replies
        ],
    }


def _quantity(
    stated: str,
    qualifier: str,
    value: str | None,
    minimum: str | None,
    maximum: str | None,
    unit: str | None,
    whole: str | None,
    measure: str | None,
    method: str | None,
) -> dict[str, Any]:
    return {
        "as_stated": stated,
        "qualifier": qualifier,
        "value": number(value),
        "min": number(minimum),
        "max": number(maximum),
        "unit": unit,
        "of": number(whole),
        "measure": measure,
        "method": method,
    }


def number(digits: str | None) -> int | str | None:
    return int(digits) if digits is not None and digits.isdecimal() else digits


def uuid(id: bytes) -> str:
    digits = id.hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def write_list(
    db: sqlite3.Connection, stream: IO[str], status: str, limit: int | None = None
) -> None:
    """What ``factcheck claim list --status … --limit … --json`` prints."""
    where, values = "claim.status = ?", [status]
    if limit is not None:
        where = (
            "claim.seq IN (SELECT seq FROM claim WHERE status = ? ORDER BY seq DESC"
            f" LIMIT {limit:d})"
        )
    origins = Origins(db)
    stream.write("[")
    joint = "\n"
    for claim in claims(db, where, values, "DESC"):
        stream.write(joint + encode(as_json(claim, origins)))
        joint = ",\n"
    stream.write("\n]\n")


# --- Whole exports --------------------------------------------------------------------------------


def _by_kind(db: sqlite3.Connection, *beside: str) -> Iterator[Whole]:
    for kind in KINDS:
        where = "claim.kind = ? AND claim.status <> 'withdrawn'"
        yield from claims(db, where, [kind], beside=beside)


def write_json(db: sqlite3.Connection, stream: IO[str], sources: Sequence[str]) -> None:
    """``sources`` are the records of the bibliography as JSON, each ready to be written."""
    counts = dict(db.execute("SELECT status, count(*) FROM claim GROUP BY status"))
    counts = {status: counts[status] for status in STATUSES if status in counts}
    left_out = {"withdrawn": counts.pop("withdrawn")} if "withdrawn" in counts else {}
    head = {"format": "factcheck-sheet", "version": 1, "title": "Fact sheet"}
    policy = {"origins": 2, "anchored": True, "standard": True, "second_reader": True}
    said = {**head, "counts": counts, "left_out": left_out, "policy": policy}
    stream.write(encode(said)[:-1])
    stream.write(',"claims":[')
    origins = Origins(db)
    joint = "\n"
    for claim in _by_kind(db, CITATIONS, TAGS, REVIEWS, REPLIES):
        stream.write(joint + encode(as_json(claim, origins)))
        joint = ",\n"
    query = """
        SELECT measure.key, measure.unit, measure.definition, measure.cumulative, whole.key
        FROM measure LEFT JOIN measure AS whole ON whole.seq = measure.part_of_seq
        WHERE measure.seq IN (SELECT measure_seq FROM quantity) ORDER BY measure.key
    """
    measures = [
        encode(
            {
                "key": key,
                "unit": unit,
                "definition": definition,
                "cumulative": bool(cumulative),
                "part_of": whole,
            }
        )
        for key, unit, definition, cumulative, whole in db.execute(query)
    ]
    stream.write('\n],"measures":[\n' + ",\n".join(measures))
    stream.write('\n],"sources":[\n' + ",\n".join(sources) + "\n]}\n")


HEADING = (
    "key", "text", "kind", "act", "status", "speaker", "against", "as_of", "happened", "place",
    "tags", "number", "qualifier", "value", "min", "max", "unit", "of", "measure", "number_method",
    "origins", "status_because", "overrides", "source", "via", "stance", "locator", "quote",
    "translation", "quote_check", "reference", "link", "archive_url", "capture",
)  # fmt: skip


def write_csv(db: sqlite3.Connection, stream: IO[str], entries: dict[str, str]) -> None:
    """``entries`` are the sources' entries in the bibliography, by key."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(HEADING)
    writer.writerows(_cells(db, entries))


def _cells(db: sqlite3.Connection, entries: dict[str, str]) -> Iterator[tuple[Any, ...]]:
    origins = Origins(db)
    # The csv module writes nothing for None.
    for row, (citations, tags, reviews) in _by_kind(db, CITATIONS, TAGS, REVIEWS):
        (_, key, _, text, kind, act, status, speaker, as_of, place, happened, against, stated,
         qualifier, value, minimum, maximum, unit, whole, measure, method, why) = row  # fmt: skip
        overrides = "; ".join([f"{review[6]}: {review[8]}" for review in reviews if review[8]])
        claim = (
            key, guarded(text), kind, act, status, speaker and guarded(speaker),
            against and guarded(against), as_of, happened, place and guarded(place),
            guarded(", ".join([tag for _, tag in tags])), stated and guarded(stated), qualifier,
            value, minimum, maximum, unit and guarded(unit), whole, measure, method,
            " ".join(origins(citations)), why and guarded(why), guarded(overrides),
        )  # fmt: skip
        if not citations:
            yield (*claim, *("",) * 11)
        for _, source, via, stance, locator, quote, translation, url, archive_url in citations:
            checked = None if quote is None else "no capture"
            yield (
                *claim, source, via, stance, locator and guarded(locator),
                quote and guarded(quote), translation and guarded(translation), checked,
                entries[source], url and guarded(url), archive_url and guarded(archive_url), None,
            )  # fmt: skip
