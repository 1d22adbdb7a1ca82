"""A newsroom's spreadsheet of N claims, the same on every machine, and what it refers to.

A claim is a sentence of 12 to 30 words whose frequencies follow Zipf's law; one in twenty is in
Russian. Every claim names a person; exactly every second one holds ``COMMON_WORD``. Six in ten
carry a number, as people state numbers. Two in five have a second citation: another row with the
same claim, mostly the next one, sometimes thousands of rows below.

No cell begins like a formula or holds a control character: those cost a table look-up in an
export, and tests of their own are elsewhere.
"""

import csv
import marshal
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from pathlib import Path
from random import Random
from typing import NamedTuple

from factcheck.domain.drafts import read_claim
from factcheck.domain.edtf import EdtfDate
from factcheck.domain.quantities import Quantity
from factcheck.domain.vocabulary import Act, ClaimKind
from tests.benchmarks import words
from tests.benchmarks.words import COMMON_WORD
from tests.benchmarks.names import Names

SEED = 20170401
SOURCES = 2_000
PARTIES = 50
MEASURES = 5
LATER = 7_000
"""How many rows below its claim a second citation that is not the next row stands."""

COLUMNS = (
    "text", "kind", "act", "speaker", "against", "as_of", "happened", "place", "tags", "number",
    "number_method", "measure", "source", "via", "stance", "locator", "quote", "translation",
)  # fmt: skip
