"""From the sheet to rows: what both plain scripts, for SQLite and for PostgreSQL, do first."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from tests.benchmarks.corpus import computed
from tests.benchmarks.measure import Stopwatch

COLUMNS = {
    "claim": (
        "seq, id, key, text, kind, act, status, speaker_seq, against_seq, place, as_of,"
        " as_of_earliest, as_of_latest, happened, happened_earliest, happened_latest,"
        " logged_digest, created_at, created_by"
    ),
    "quantity": (
        "claim_seq, as_stated, qualifier, value, minimum, maximum, unit, whole, method, measure_seq"
    ),
    "claim_tag": "claim_seq, tag",
    "citation": (
        "seq, id, claim_seq, source_seq, via_seq, stance, locator, quote, translation, created_at,"
        " created_by"
    ),
}
REFERRED = {
    "party": "SELECT name, seq FROM party",
    "measure": "SELECT key, seq FROM measure",
    "source": "SELECT key, seq FROM source",
}

_FIRST_ID = 0x0195_0000_0000_7000_8000 << 48
_MOMENT, _AUTHOR = "2017-05-18T09:30:00.000Z", "Plain script"

Batch = dict[str, list[tuple[Any, ...]]]
"""Rows by table, in the order in which they can be inserted; ids are numbers, in order."""


class Referred(NamedTuple):
    """Row numbers of what the sheet names."""

    party: Mapping[str, int]
    measure: Mapping[str, int]
    source: Mapping[str, int]


def batches(watch: Stopwatch, sheet: str, referred: Referred) -> Iterator[Batch]:
    beside = computed(Path(sheet).with_name("computed.bin"))
    citations = 0
    with open(sheet, encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream)
        next(reader)
        while True:
            with watch.stopped():
                ready = next(beside, None)
            if ready is None:
                return
            yield _batch(islice(reader, len(ready)), ready, referred, citations)
            citations += len(ready)


def _batch(
    sheet: Iterator[list[str]],
    ready: Sequence[tuple[int, Any]],
    referred: Referred,
    at: int,
) -> Batch:
    claims: list[tuple[Any, ...]] = []
    quantities: list[tuple[Any, ...]] = []
    tagged: list[tuple[Any, ...]] = []
    citations: list[tuple[Any, ...]] = []
    party, measure, source = (table.get for table in referred)
    for row, (number, new) in zip(sheet, ready, strict=True):
        (
            *_, text, kind, act, speaker, against, as_of, happened, place, tags, _, method,
            measured, cited, via, stance, locator, quote, translation,
        ) = row  # fmt: skip
        if new is not None:
            key, digest, held, happening, quantity = new
            claims.append(
                (
                    number, _id(number), key, text, kind, act or None, "unverified",
                    party(speaker), party(against), place or None, as_of or None, *held,
                    happened or None, *happening, digest, _MOMENT, _AUTHOR,
                )
            )  # fmt: skip
            if quantity is not None:
                quantities.append((number, *quantity, method or None, measure(measured)))
            if tags:
                tagged += [(number, tag) for tag in tags.split(", ")]
        at += 1
        citations.append(
            (
                at, _id(at), number, source(cited), source(via), stance or "supports",
                locator or None, quote or None, translation or None, _MOMENT, _AUTHOR,
            )
        )  # fmt: skip
    return {"claim": claims, "quantity": quantities, "claim_tag": tagged, "citation": citations}


def _id(number: int) -> bytes:
    """Each once and in order, as factcheck's own are; made in no time."""
    return (_FIRST_ID + number).to_bytes(16, "big")
