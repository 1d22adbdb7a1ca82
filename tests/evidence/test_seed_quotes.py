"""Every phrase that the seeds quote from the interview stands in it, however it is saved.

The interview itself is not part of the project: the developers keep a copy beside the checkout.
"""

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from factcheck.domain.anchoring import Place, QuoteCheck, find_quote, quote_check, select
from factcheck.domain.folding import fold
from factcheck.evidence.extraction import extracted
from factcheck.evidence.extractors.base import Extraction
from factcheck.evidence.places import located, locator
from tests.evidence.extractors import files

ROOT = Path(__file__).parents[2]
COPY = Path(
    os.environ.get("FACTCHECK_INTERVIEW")
    or ROOT.parent / "shared" / "sources" / "kochetkov-interview.txt"
)

pytestmark = pytest.mark.skipif(
    not COPY.exists(),
    reason=f"no copy of the interview at {COPY}; name one with FACTCHECK_INTERVIEW",
)


def quoted() -> Iterator[tuple[str, str]]:
    """The phrases that the seeds quote from the interview's page, and their paragraphs."""
    seeds = tomllib.loads((ROOT / "seeds" / "interview.toml").read_text(encoding="utf-8"))
    for claim in seeds["claim"]:
        for citation in claim["citation"]:
            yield citation["quote"], citation["locator"]


def saved(ending: str) -> bytes:
    """The interview in another format."""
    if ending == "txt":
        return COPY.read_bytes()
    title, *paragraphs = COPY.read_text(encoding="utf-8").strip().split("\n\n")
    return files.made(ending, files.Article(title, paragraphs))


@pytest.mark.parametrize("ending", ["txt", "html", "pdf", "docx", "warc.gz", "wacz"])
def test_every_phrase_is_anchored_at_its_paragraph(ending: str) -> None:
    with TemporaryFile() as stream:
        stream.write(saved(ending))
        stream.seek(0)
        found = extracted(stream, name=f"interview.{ending}", url=files.URL)
    assert isinstance(found, Extraction), found
    folding = fold(found.text)
    phrases = list(quoted())
    assert len(phrases) > 15
    for quote, paragraph in phrases:
        within = located(found.segments, paragraph)
        place = find_quote(quote, found.text, folding, within=within)
        assert isinstance(place, Place), quote
        selector, position = select(found.text, place.start, place.end)
        assert quote_check(quote, found.text, selector, position) is QuoteCheck.ANCHORED
        named = locator(found.segments, place.start, place.end)
        assert named is not None
        assert named.rpartition(", ")[2] == paragraph, quote
