"""What stands behind a claim, in lines: for ``claim show`` and for the desk."""

from collections.abc import Iterator, Sequence

from factcheck.cli.output import wrapped
from factcheck.domain.chains import Branch, told, tree
from factcheck.domain.corroboration import Evidence, unvoiced
from factcheck.domain.factsheet import Answer
from factcheck.domain.wording import counted
from factcheck.services.backing import Asks, Backing, Exaggeration


def origin_lines(evidence: Evidence) -> Iterator[str]:
    """How many citations and origins there are, and each chain from its root."""
    roots = dict.fromkeys(cited.origin for cited in evidence.supporting if cited.origin)
    named = f": {told(evidence.supporting)}" if roots else ""
    behind = f"{counted(len(evidence.citations), 'citation')}, {counted(len(roots), 'origin')}"
    yield behind + named
    for root in tree(evidence.citations):
        yield from _branch(root, "  ", "")


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


def remark_lines(backing: Backing) -> Iterator[str]:
    """What is to be asked, what does not fit, and what those accused say."""
    remarks = [*_questions(backing.evidence), *map(_exaggeration, backing.exaggerations)]
    if remarks:
        yield ""
    for remark in remarks:
        yield from _paragraph(remark)
    yield from _answers(backing.answers)


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


def _answers(answers: Sequence[Answer]) -> Iterator[str]:
    if not answers:
        return
    yield ""
    yield "What those accused say"
    for answer in answers:
        place = ", ".join(part for part in (answer.claim, answer.source) if part)
        yield from _paragraph(f"{answer.speaker}: {answer.text or 'they contest it'} ({place})")


def asking_lines(asks: Sequence[Asks], proposed: str | None) -> Iterator[str]:
    """What the policy still asks for, and the status that the evidence suggests."""
    if proposed:
        yield ""
        yield f"Its sources contradict one another: it can be {proposed}."
    if not asks:
        return
    yield ""
    yield "The policy still asks"
    for ask in asks:
        yield f"  to be {ask.status}"
        for sentence in ask.missing:
            yield from (f"      {line}" for line in wrapped(sentence, 72))


def _paragraph(text: str) -> Iterator[str]:
    for number, line in enumerate(wrapped(text, 74)):
        yield f"{'    ' if number else '  '}{line}"
