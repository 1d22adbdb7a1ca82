"""What stands behind a claim, as ``claim show`` prints it."""

from collections.abc import Iterator, Sequence

from factcheck.cli import output
from factcheck.domain.chains import Branch, told, tree
from factcheck.domain.corroboration import Evidence, unvoiced
from factcheck.domain.factsheet import Answer
from factcheck.domain.wording import counted
from factcheck.services.backing import Asks, Backing, Exaggeration


def print_origins(evidence: Evidence) -> None:
    """How many citations and origins there are, and each chain from its root."""
    roots = dict.fromkeys(cited.origin for cited in evidence.supporting if cited.origin)
    named = f": {told(evidence.supporting)}" if roots else ""
    behind = f"{counted(len(evidence.citations), 'citation')}, {counted(len(roots), 'origin')}"
    output.line(behind + named)
    for root in tree(evidence.citations):
        for line in _branch(root, "  ", ""):
            output.line(line)


def _branch(branch: Branch, before: str, joint: str) -> Iterator[str]:
    told_of = [", ".join(branch.stances)] if branch.stances else []
    if branch.origin is not None:
        voice = branch.origin.voice
        told_of.append(f"voice: {voice.name}" if voice else "voice not known")
    yield f"{before}{joint}{branch.key}  {'; '.join(told_of)}".rstrip()
    below = before + {"": "", "├─ ": "│  ", "└─ ": "   "}[joint]
    for place, relay in enumerate(branch.branches, start=1):
        last = place == len(branch.branches)
        yield from _branch(relay, below, "└─ " if last else "├─ ")


def print_backing(backing: Backing) -> None:
    """What is to be asked, what does not fit, what those accused say, what the policy asks."""
    remarks = [*_questions(backing.evidence), *map(_exaggeration, backing.exaggerations)]
    if remarks:
        output.line()
    for remark in remarks:
        _paragraph(remark)
    _answers(backing.answers)
    _asks(backing.asks, backing.proposed)


def _questions(evidence: Evidence) -> Iterator[str]:
    keys = {cited.origin: cited.path[-1] for cited in evidence.citations if cited.origin}
    for origin in unvoiced(evidence.citations):
        key = keys[origin]
        yield f"Who speaks in {key}? factcheck source edit {key} --voice NAME"
    for source in dict.fromkeys(one.source for one in evidence.citations if one.origin is None):
        yield (
            f"Which of the works that it relays does {source} draw on here? It adds no origin "
            "until it is cited with --via."
        )


def _exaggeration(found: Exaggeration) -> str:
    return (
        f"{found.relay} says more than its origin: “{found.says}”, where {found.origin} says "
        f"“{found.where}” ({found.claim})."
    )


def _answers(answers: Sequence[Answer]) -> None:
    if not answers:
        return
    output.line()
    output.line("What those accused say")
    for answer in answers:
        place = ", ".join(part for part in (answer.claim, answer.source) if part)
        _paragraph(f"{answer.speaker}: {answer.text or 'they contest it'} ({place})")


def _asks(asks: Sequence[Asks], proposed: str | None) -> None:
    if proposed:
        output.line()
        output.line(f"Its sources contradict one another: it can be {proposed}.")
    if not asks:
        return
    output.line()
    output.line("The policy still asks")
    for ask in asks:
        output.line(f"  to be {ask.status}")
        for sentence in ask.missing:
            for line in output.wrapped(sentence, 72):
                output.line(f"      {line}")


def _paragraph(text: str) -> None:
    for number, line in enumerate(output.wrapped(text, 74)):
        output.line(f"{'    ' if number else '  '}{line}")
