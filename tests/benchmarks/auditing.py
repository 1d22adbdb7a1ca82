"""How fast a case is audited: records a second, quotes a second, and bytes beside
``hashlib.file_digest``.

``python -m tests.benchmarks.auditing`` prints all three, the last as medians of runs that are taken
in turns. The file of the comparison holds the same bytes as the capture. The records are those of
a case that the importer made; they are counted by seconds of work, beside bare SHA-256 over the
same documents and entries.
"""

import hashlib
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from factcheck.database import documents, schema
from factcheck.database.contents import stretches
from factcheck.database.documents import RECORDS
from factcheck.database.engine import Location
from factcheck.database.models import (
    Anchor,
    Capture,
    Citation,
    Claim,
    Content,
    ContentPart,
    Extraction,
    Source,
)
from factcheck.database.session import open_session
from factcheck.domain.anchoring import select as selectors
from factcheck.domain.folding import fold
from factcheck.domain.journal import SALT, Entry, canonical
from factcheck.evidence.places import Segment, segments_json
from factcheck.services.audit import chain, records
from factcheck.services.audit.base import Audit
from factcheck.services.audit.run import CHECKS, audit
from factcheck.services.captures import PART
from factcheck.services.stamps import now, stamp
from tests.benchmarks.measure import job, seconds
from tests.benchmarks.run import Plan, prepare
from tests.benchmarks.words import Words

CLAIMS = 100_000
"""Of the case whose records are audited."""
CAPTURES = 1_000
QUOTES = 10
"""In each capture."""
PARAGRAPHS = 20
SIZE = 256 * PART
ROUNDS = 5
AUTHOR = "Benchmark"


def page(chance: random.Random, words: Words) -> list[str]:
    """The paragraphs of an article of some 11,000 characters, every fifth with a figure."""
    return [
        f"{chance.randrange(2, 900) if number % 5 == 0 else 'The'} "
        + " ".join(chance.choices(words.english[:5_000], k=chance.randint(40, 80)))
        + "."
        for number in range(PARAGRAPHS)
    ]


def fill(session: Session) -> int:
    """Captures, the text of each and quotes in it; returns the number of characters."""
    chance = random.Random(5)
    words = Words(chance)
    characters = 0
    for number in range(1, CAPTURES + 1):
        paragraphs = page(chance, words)
        text = "\n\n".join(paragraphs)
        characters += len(text)
        add(session, captured(number, text, paragraphs))
        for place, paragraph in enumerate(paragraphs[::2]):
            start = text.index(paragraph)
            cited = (number - 1) * QUOTES + place + 1
            end = start + chance.randint(60, 120)
            add(session, quoted(cited, number, text, start, end, f"para. {2 * place + 1}"))
        session.expunge_all()
    return characters


def add(session: Session, rows: Iterable[object]) -> None:
    for row in rows:
        session.add(row)
        session.flush()


def captured(number: int, text: str, paragraphs: list[str]) -> Iterator[object]:
    data, folding = text.encode(), fold(text)
    digest = hashlib.sha256(data).digest()
    yield Source(
        seq=number, key=f"source-{number}", kind="webpage", title="A page", names={}, other={},
        **stamp(AUTHOR),
    )  # fmt: skip
    yield Content(seq=number, digest=digest, size=len(data), **stamp(AUTHOR))
    yield ContentPart(content_seq=number, number=0, bytes=data)
    yield Capture(
        source_seq=number, content_seq=number, captured_at=now(), media_type="text/plain",
        **stamp(AUTHOR),
    )  # fmt: skip
    segments, at = [], 0
    for count, paragraph in enumerate(paragraphs, 1):
        segments.append(Segment(at, at + len(paragraph), "paragraph", count))
        at += len(paragraph) + 2
    yield Extraction(
        seq=number, source_seq=number, content_seq=number, extractor="text", version="1",
        media_type="text/plain", text=text, text_digest=digest, segments=segments_json(segments),
        folded=folding.text, folding=folding.map.to_bytes(), notes="", **stamp(AUTHOR),
    )  # fmt: skip


def quoted(
    number: int, source: int, text: str, start: int, end: int, locator: str
) -> Iterator[object]:
    while text[end].isalnum() or text[end - 1].isspace():
        end += 1
    quote, position = selectors(text, start, end)
    yield Claim(
        seq=number, key=f"claim-{number}", text=f"He says: {quote.exact}", kind="event",
        status="unverified", logged_digest=number.to_bytes(16), **stamp(AUTHOR),
    )  # fmt: skip
    yield Citation(
        seq=number, claim_seq=number, source_seq=source, stance="supports", locator=locator,
        quote=quote.exact.replace("'", "’"), **stamp(AUTHOR),
    )  # fmt: skip
    yield Anchor(
        citation_seq=number, extraction_seq=source, first=position.start, last=position.end,
        exact=quote.exact, prefix=quote.prefix, suffix=quote.suffix,
    )  # fmt: skip


def report_quotes(folder: Path, say: Callable[[str], object]) -> None:
    location = Location(folder / "quotes.db", None)
    schema.create(location)
    with open_session(location, write=True, author=AUTHOR) as session:
        characters = fill(session)
        session.commit()
    times = []
    for _ in range(ROUNDS):
        with open_session(location, write=False) as session:
            begun = time.perf_counter()
            found = audit(session)
            times.append(time.perf_counter() - begun)
        assert not found.findings, found.findings[:3]
        assert (found.captures, found.quotes) == (CAPTURES, CAPTURES * QUOTES)
    taken = median(times)
    say(f"{found.quotes:,} quotes in {CAPTURES:,} captures of {characters:,} characters\n")
    say(f"the whole audit: {taken:.2f} s, {found.quotes / taken:,.0f} quotes a second ")
    say("(bound: 2,000)\n")


def report_records(folder: Path, say: Callable[[str], object]) -> None:
    plan = Plan(folder, CLAIMS, ROUNDS)
    prepare(plan)
    job("product.imported", case=plan.empty, sheet=plan.sheet)
    times: list[tuple[float, float, float]] = []
    with open_session(Location(Path(plan.empty), None), write=False) as session:
        for _ in range(ROUNDS):
            case = Audit(session, lambda done, total: None)
            taken = {check: seconds(lambda: case.findings.extend(check(case))).cpu  # noqa: B023
                     for check in CHECKS}  # fmt: skip
            assert not case.findings, case.findings[:3]
            vouched = taken[chain.check] + taken[records.check]
            hashed = list(_hashed(session.connection()))
            bare = seconds(lambda: [hashlib.sha256(each).digest() for each in hashed])  # noqa: B023
            times.append((vouched, sum(taken.values()), bare.cpu))
    vouched, whole, bare_cpu = (median(each) for each in zip(*times, strict=True))
    size = sum(map(len, hashed))
    say(f"{case.records:,} records of {CLAIMS:,} claims in {case.entries:,} entries, 0 findings\n")
    say(f"records and journal  {vouched:.2f} s  {case.records / vouched:,.0f} records/s ")
    say("(bound: 20,000)\n")
    say(f"the whole audit      {whole:.2f} s  {case.records / whole:,.0f} records/s\n")
    say(f"bare SHA-256         {bare_cpu:.2f} s  {case.records / bare_cpu:,.0f} records/s, ")
    say(f"of {size:,} bytes\n\n")


def _hashed(connection: Connection) -> Iterator[bytes]:
    """The bytes of which the audit makes digests: of every record, and of every entry."""
    for kind in RECORDS:
        for _, _, document in documents.between(connection, kind, 0, 2**62):
            yield bytes(SALT) + canonical(document)
    for row in connection.exec_driver_sql("SELECT * FROM journal ORDER BY seq"):
        told = (row.parents.hex(),), bytes(16).hex(), row.at, row.action, row.record_kind
        yield canonical(Entry(*told, row.record_id.hex(), row.document.hex())._asdict())


def report_bytes(folder: Path, say: Callable[[str], object]) -> None:
    location, file = Location(folder / "bytes.db", None), folder / "bytes"
    schema.create(location)
    write(location, file)
    times: dict[Callable[[], bytes], list[float]] = {}
    with open_session(location, write=False) as session:
        connection = session.connection()

        def ours() -> bytes:
            digest = hashlib.sha256()
            for _, stretch in stretches(connection, 1, mapped=True):
                digest.update(stretch)
            return digest.digest()

        def library() -> bytes:
            with file.open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").digest()

        assert ours() == library()
        for _ in range(ROUNDS):
            for side in (library, ours):
                begun = time.perf_counter()
                side()
                times.setdefault(side, []).append(time.perf_counter() - begun)
        theirs, taken = median(times[library]), median(times[ours])
    rate = SIZE / PART
    say(f"\n{SIZE:,} bytes in one capture, hashed anew\n")
    say(f"hashlib.file_digest  {theirs:.3f} s  {rate / theirs:6,.0f} MiB/s\n")
    say(f"the audit            {taken:.3f} s  {rate / taken:6,.0f} MiB/s  ")
    say(f"{theirs / taken:.2f} of its speed (bound: 0.85)\n")


def write(location: Location, file: Path) -> None:
    """The same bytes as a capture in parts, and as a file."""
    chance = random.Random(6)
    with open_session(location, write=True, author=AUTHOR) as session, file.open("wb") as stream:
        for number in range(SIZE // PART):
            part = chance.randbytes(PART)
            stream.write(part)
            session.add(ContentPart(content_seq=1, number=number, bytes=part))
            session.flush()
            session.expunge_all()
        session.add(Content(seq=1, digest=bytes(32), size=SIZE, **stamp(AUTHOR)))
        session.commit()


def main() -> None:
    """Print all parts."""
    with TemporaryDirectory() as folder:
        report_records(Path(folder), sys.stdout.write)
        report_quotes(Path(folder), sys.stdout.write)
        report_bytes(Path(folder), sys.stdout.write)


if __name__ == "__main__":
    main()
