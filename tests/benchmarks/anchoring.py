"""Quotes and the passages they come from: what is found, what is not, and in what time.

``python -m tests.benchmarks.anchoring`` prints both. The mistakes are counted on generated passages
beside a plain fuzzy search; the times are medians beside ``str.find`` and rapidfuzz, taken in turns
in one run on a text of 1,000,000 characters.

A quote is found only when it is known that it stands nowhere else: a place that is one of several
is not its place. So the whole text has to be looked through, and the peer is ``str.find`` from
place to place to the end of the text. One that stops at the first place sees, on average, half of
the text; its time is printed too, without a bound: to look at the other half in the same time one
would have to be faster than ``str.find``, or keep an index of each text many times its size.
"""

import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from random import Random
from statistics import median
from typing import NamedTuple

from rapidfuzz.fuzz import partial_ratio_alignment

from factcheck.domain.anchoring import Place, find_quote
from factcheck.domain.facts import same_facts
from factcheck.domain.folding import Folding, OffsetMap, fold
from factcheck.evidence.proposals import propose
from tests.benchmarks.passages import Case, cases, retyped
from tests.benchmarks.words import Words

CASES = 4_000
CHARACTERS = 1_000_000
QUOTES = 60
ROUNDS = 5
SLACK = 3
"""Characters by which an end of a proposal may be off."""
PLAIN_CUTOFF = 80.0
"""Likeness, of 100, from which a plain fuzzy search would take a passage for the quote."""


# --- Mistakes -------------------------------------------------------------------------------


def outcome(case: Case) -> str:
    """``found``, ``proposed`` or ``nothing``, with ``wrong`` before it if it is not the place."""
    folding = fold(case.text)
    found = find_quote(case.quote, case.text, folding)
    if found:
        right = isinstance(found, Place) and (found.start, found.end) == case.place
        return "found" if right else "wrong found"
    proposal = propose(case.quote, case.text, folding)
    if proposal is None:
        return "nothing"
    return "proposed" if _is_near(case.place, proposal.start, proposal.end) else "wrong proposed"


def plain_outcome(case: Case) -> str:
    """The same by a plain fuzzy search, which asks for letters only."""
    found = partial_ratio_alignment(case.quote, case.text, score_cutoff=PLAIN_CUTOFF)
    if not found:
        return "nothing"
    middle = (found.dest_start + found.dest_end) / 2
    right = case.place is not None and case.place[0] <= middle <= case.place[1]
    return "found" if right else "wrong found"


def _is_near(place: tuple[int, int] | None, start: int, end: int) -> bool:
    return place is not None and abs(place[0] - start) <= SLACK and abs(place[1] - end) <= SLACK


def tally(made: list[Case], judge: Callable[[Case], str]) -> Counter[tuple[str, str]]:
    """How often each kind of case ended in each way."""
    return Counter((case.kind, judge(case)) for case in made)


# --- Times ----------------------------------------------------------------------------------


class Sought(NamedTuple):
    """A quote, what it became, and where it stands in the long text."""

    quote: str
    place: tuple[int, int]


def long_text(chance: Random) -> str:
    """Sentences of common and rare words."""
    words = Words(chance)
    parts: list[str] = []
    length = 0
    while length < CHARACTERS:
        sentence = " ".join(chance.choices(words.english[:5_000], k=chance.randint(8, 24)))
        parts.append(sentence + chance.choice((".", ".", ";", ",")))
        length += len(sentence) + 2
    return " ".join(parts)[:CHARACTERS]


def sought(chance: Random, text: str) -> Sought:
    """About 100 characters from anywhere in the text, in whole words."""
    start = text.index(" ", chance.randrange(len(text) - 400)) + 1
    end = text.index(" ", start + 95)
    return Sought(text[start:end], (start, end))


def edited(chance: Random, quote: str) -> str:
    """The quote with 5 to 12 letters replaced, dropped or put in, none of which makes a fact."""
    while True:
        letters = list(quote)
        for at in chance.sample(range(len(letters)), chance.randint(5, 12)):
            letter = chance.choice("abcdefghiklmnoprstu")
            letters[at] = chance.choice(("", letter, letter, letters[at] + letter))
        changed = "".join(letters)
        if same_facts(quote, changed):
            return changed


def milliseconds(*sides: Callable[[], object]) -> list[float]:
    """The median time of each side, taken in turns."""
    times: list[list[float]] = [[] for _ in sides]
    for _ in range(ROUNDS):
        for side, taken in zip(sides, times, strict=True):
            begun = time.perf_counter()
            side()
            taken.append(1000 * (time.perf_counter() - begun))
    return [median(taken) for taken in times]


def time_finding(chance: Random, text: str, folding: Folding, typed: bool) -> list[float]:
    """Medians: the first place by ``str.find``, every place by it, and ``find_quote``."""
    rows = []
    for _ in range(QUOTES):
        quote, place = sought(chance, text)
        if typed:
            quote = retyped(chance, quote)
        folded = fold(quote).text
        found = find_quote(quote, text, folding)
        assert isinstance(found, Place), (quote, found)
        assert (found.start, found.end) == place
        rows.append(
            milliseconds(
                partial(folding.text.find, folded),
                partial(folding.text.count, folded),
                partial(find_quote, quote, text, folding),
            )
        )
    return [median(column) for column in zip(*rows, strict=True)]


def time_proposing(
    chance: Random, text: str, folding: Folding, absent: bool
) -> tuple[int, list[float]]:
    """How often the answer was right, and medians: one alignment, and ``propose``."""
    right, rows = 0, []
    for _ in range(QUOTES):
        quote, place = sought(chance, text)
        quote = quote[::-1] if absent else edited(chance, quote)
        proposal = propose(quote, text, folding)
        if proposal is None:
            right += absent
        elif not absent:
            right += _is_near(place, proposal.start, proposal.end)
        rows.append(
            milliseconds(
                partial(partial_ratio_alignment, quote, folding.text),
                partial(propose, quote, text, folding),
            )
        )
    return right, [median(column) for column in zip(*rows, strict=True)]


# --- The report -----------------------------------------------------------------------------


def report_mistakes(say: Callable[[str], object]) -> None:
    made = cases(CASES)
    ours, plain = tally(made, outcome), tally(made, plain_outcome)
    many = Counter(case.kind for case in made)
    right, missed = ours["noisy", "proposed"], ours["noisy", "nothing"]
    wrong = sum(count for (_, end), count in ours.items() if end == "wrong proposed")
    anchors = sum(count for (_, end), count in ours.items() if end == "wrong found")
    say(f"{CASES:,} quotes in English and Russian, each in a text with near-duplicates\n")
    say(f"wrong anchors called anchored  {anchors} (bound: 0)\n")
    for kind in ("exact", "typographic"):
        say(f"{kind + ' found':<30} {ours[kind, 'found']:,} of {many[kind]:,} (bound: all)\n")
    say(f"proposals right                {right:,} of {right + wrong:,}, that is ")
    say(f"{100 * right / (right + wrong):.2f} % (bound: 99 %)\n")
    say(f"noisy, nothing proposed        {missed:,} of {many['noisy']:,}\n")
    say(f"absent, nothing proposed       {ours['absent', 'nothing']:,} of {many['absent']:,}\n")
    for kind in ("noisy", "absent"):
        mistaken = plain[kind, "wrong found"]
        say(
            f"{'plain fuzzy search, ' + kind:<30} wrong in {mistaken:,} of {many[kind]:,}, that is "
        )
        say(f"{100 * mistaken / many[kind]:.0f} %\n")


def report_times(say: Callable[[str], object]) -> None:
    chance = Random(7)
    text = long_text(chance)
    begun = time.perf_counter()
    folding = fold(text)
    say(f"\nfolding 1,000,000 characters, once a capture: {time.perf_counter() - begun:.3f} s\n")
    stored = folding.map.to_bytes()
    (loading,) = milliseconds(lambda: OffsetMap.from_bytes(stored))
    say(f"its map: {len(stored):,} bytes, read in {loading:.3f} ms\n")
    say("medians in ms                          library    ours   ratio\n")
    for name, typed in (("exact", False), ("typographic", True)):
        first, every, ours = time_finding(chance, text, folding, typed)
        say(
            f"{name + ', every place by str.find':<38} {every:7.3f} {ours:7.3f} {ours / every:7.2f}"
        )
        say(f"  (bound: 2)\n{'  the first place only':<38} {first:7.3f} {ours:7.3f}")
        say(f" {ours / first:7.2f}\n")
    for name, absent in (("5 to 12 edits", False), ("absent", True)):
        right, (library, ours) = time_proposing(chance, text, folding, absent)
        say(f"{name + ', one rapidfuzz alignment':<38} {library:7.3f} {ours:7.3f}")
        say(f" {ours / library:7.2f}  (bound: 1.3); right: {right} of {QUOTES}\n")


def main() -> None:
    """Print both parts."""
    report_mistakes(sys.stdout.write)
    report_times(sys.stdout.write)


if __name__ == "__main__":
    main()
