"""The work that was done on a claim, in lines: for ``claim show`` and for the desk."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from factcheck.cli.output import wrapped
from factcheck.domain.records import ReviewRecord
from factcheck.domain.replies import ReplyRecord, told
from factcheck.domain.vocabulary import StandardOfProof
from factcheck.domain.wording import counted

if TYPE_CHECKING:
    from factcheck.services.notes import NoteRecord
    from factcheck.services.reviews import Recorded


def standing(status: str, held_by: str | None) -> str:
    """The status, and who holds the claim: “in-review, held by Boris”."""
    return f"{status}, held by {held_by}" if held_by else status


def judged(done: "Recorded") -> str:
    """What a judgement did to the claim."""
    changed = f"It was {done.before} and is {done.after} now"
    if done.before == done.after:
        changed = f"It was {done.before} and still is"
    because = f": {done.because.rstrip('.')}" if done.because else ""
    waits = "; another person's review makes it verified" if done.first_reader else ""
    return f"{changed}{because}{waits}."


def review_lines(reviews: Sequence[ReviewRecord]) -> Iterator[str]:
    if not reviews:
        yield "No reviews yet."
        return
    yield counted(len(reviews), "review")
    for review in reviews:
        met = f", {StandardOfProof.read(review.standard).label.lower()}" if review.standard else ""
        grade = f", credibility {review.credibility}" if review.credibility else ""
        lapsed = "  (lapsed: the evidence is another now)" if review.lapsed else ""
        what = f"{review.recorded_at[:10]}  {review.status}{met}{grade}  {review.reviewer}"
        yield f"  {what}{lapsed}"
        yield from _indented(review.because)
        if review.override:
            yield from _indented(f"Override of the policy: {review.override}")


def reply_lines(replies: Sequence[ReplyRecord]) -> Iterator[str]:
    if not replies:
        return
    yield ""
    yield "Right of reply"
    for reply in replies:
        first, *further = wrapped(f"{told(reply)} ({reply.recorded_by})", 74)
        yield f"  {first}"
        yield from (f"    {line}" for line in further)


def note_lines(notes: "Sequence[NoteRecord]") -> Iterator[str]:
    if not notes:
        return
    yield ""
    yield counted(len(notes), "note")
    for note in notes:
        yield f"  {note.created_at[:10]}  {note.created_by}"
        for paragraph in note.text.splitlines():
            yield from _indented(paragraph)


def _indented(text: str) -> Iterator[str]:
    yield from (f"      {line}" for line in wrapped(text, 72))
