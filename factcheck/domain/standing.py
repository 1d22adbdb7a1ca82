"""A claim's status: a pure function of its reviews, the case's policy and its evidence.

Reviews are read in the order of their times and ids, never in that of their arrival:

- ``in-review``, ``unverified`` and ``withdrawn`` set aside every review before them. A withdrawn
  claim stays so until one of the other two reopens it.
- Every other status is a verdict. The last one of each reader stands, until a review names it as
  superseded.
- A verdict lapses when the evidence is not what it judged, and does not count when the policy in
  force no longer allows it; an override allows all but the first.
- Verdicts that count and agree give the status; ``verified`` needs two readers where the policy
  says so. Those that disagree leave the claim ``in-review``.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from factcheck.domain.corroboration import Evidence
from factcheck.domain.journal import Document, canonical
from factcheck.domain.policy import Policy, unmet
from factcheck.domain.vocabulary import Status
from factcheck.errors import listed

RESETS = (Status.UNVERIFIED, Status.IN_REVIEW, Status.WITHDRAWN)
"""The statuses that set aside every review before them; all others are verdicts."""


_JUDGED = b"factcheck judged v1\x00"


class Judgement(NamedTuple):
    """A review as far as the status goes."""

    id: str
    status: Status
    reviewer: str
    recorded_at: str
    """Written so that it sorts by time."""
    standard: str | None = None
    judged: bytes | None = None
    """The digest of the evidence that was judged; none on a review that kept none."""
    override: str | None = None
    supersedes: frozenset[str] = frozenset()
    """Ids of earlier reviews that stand no longer."""


class Bearing(StrEnum):
    """What a review has to do with the status now."""

    COUNTS = "counts"
    LAPSED = "lapsed"
    NOT_ALLOWED = "not allowed"
    SET_ASIDE = "set aside"


class Standing(NamedTuple):
    status: Status
    because: str | None
    """Why it is so, where the status does not say it all."""
    bearings: Mapping[str, Bearing]
    """Of every review, by id."""
    first_reader: str | None = None
    """Whose ``verified`` is kept until another person's joins it."""

    @property
    def lapsed(self) -> frozenset[str]:
        """Ids of the reviews that judged other evidence."""
        return frozenset(id for id, one in self.bearings.items() if one is Bearing.LAPSED)


def standing(reviews: Iterable[Judgement], policy: Policy, evidence: Evidence) -> Standing:
    """The status that some reviews give a claim."""
    ordered = in_order(reviews)
    reset, verdicts = _left_standing(ordered)
    bearings = {review.id: Bearing.SET_ASIDE for review in ordered}
    if reset is not None:
        bearings[reset.id] = Bearing.COUNTS
    missing: dict[str, tuple[str, ...]] = {}
    for verdict in verdicts:
        missing[verdict.id] = _missing(verdict, policy, evidence)
        bearings[verdict.id] = _bearing(verdict, evidence, missing[verdict.id])
    counting = [verdict for verdict in verdicts if bearings[verdict.id] is Bearing.COUNTS]
    if counting:
        return _agreed(counting, policy, bearings)
    if verdicts:
        lapsed = [verdict for verdict in verdicts if bearings[verdict.id] is Bearing.LAPSED]
        refused = [(one, missing[one.id]) for one in verdicts if one not in lapsed]
        return Standing(Status.IN_REVIEW, _why_none_counts(lapsed, refused), bearings)
    if reset is None:
        return Standing(Status.UNVERIFIED, None, bearings)
    held = f"{reset.reviewer} is checking it" if reset.status is Status.IN_REVIEW else None
    return Standing(reset.status, held, bearings)


def judged_digest(claim: Document, citations: Iterable[Document]) -> bytes:
    """By which the evidence that a review judged is known again; citations have no order."""
    judged = {**claim, "citations": sorted(citations, key=canonical)}
    return hashlib.sha256(_JUDGED + canonical(judged)).digest()


def in_order(reviews: Iterable[Judgement]) -> list[Judgement]:
    """Each review once, by time and then by id."""
    once = {review.id: review for review in reviews}
    return sorted(once.values(), key=lambda review: (review.recorded_at, review.id))


def same_reader(name: str) -> str:
    """What two spellings of one name have in common: letters, not their case or the blanks."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _left_standing(ordered: list[Judgement]) -> tuple[Judgement | None, list[Judgement]]:
    """The last reset, and the verdicts after it that nothing has replaced, in order."""
    reset: Judgement | None = None
    verdicts: dict[str, Judgement] = {}
    for review in ordered:
        if review.status in RESETS:
            reset = review
            verdicts.clear()
        elif reset is None or reset.status is not Status.WITHDRAWN:
            verdicts = {
                reader: other
                for reader, other in verdicts.items()
                if other.id not in review.supersedes and reader != same_reader(review.reviewer)
            }
            verdicts[same_reader(review.reviewer)] = review
    return reset, list(verdicts.values())


def _missing(verdict: Judgement, policy: Policy, evidence: Evidence) -> tuple[str, ...]:
    if verdict.override is not None:
        return ()
    return unmet(verdict.status, policy, evidence, verdict.standard)


def _bearing(verdict: Judgement, evidence: Evidence, missing: tuple[str, ...]) -> Bearing:
    if verdict.judged is not None and verdict.judged != evidence.digest:
        return Bearing.LAPSED
    return Bearing.NOT_ALLOWED if missing else Bearing.COUNTS


def _agreed(verdicts: list[Judgement], policy: Policy, bearings: Mapping[str, Bearing]) -> Standing:
    """What verdicts that count make of a claim."""
    statuses = {verdict.status for verdict in verdicts}
    if Status.VERIFIED in statuses and statuses <= {Status.VERIFIED, Status.CORROBORATED}:
        verified = [verdict for verdict in verdicts if verdict.status is Status.VERIFIED]
        return _verified(verified, policy, bearings)
    if len(statuses) > 1:
        said = listed((f"{one.reviewer} says {one.status}" for one in verdicts), "and")
        return Standing(Status.IN_REVIEW, f"reviews disagree: {said}", bearings)
    return Standing(verdicts[0].status, _overridden(verdicts), bearings)


def _verified(
    verdicts: list[Judgement], policy: Policy, bearings: Mapping[str, Bearing]
) -> Standing:
    """One reader is enough only where the policy says so or was overridden."""
    overridden, first = _overridden(verdicts), verdicts[0].reviewer
    if len(verdicts) > 1 or overridden:
        return Standing(Status.VERIFIED, overridden, bearings)
    if policy.second_reader:
        return Standing(Status.IN_REVIEW, f"first reader: {first}", bearings, first)
    return Standing(Status.VERIFIED, f"checked by one reader: {first}", bearings)


def _overridden(verdicts: list[Judgement]) -> str | None:
    told = [
        f"{verdict.reviewer} overrode the policy: {verdict.override}"
        for verdict in verdicts
        if verdict.override is not None
    ]
    return "; ".join(told) or None


def _why_none_counts(
    lapsed: list[Judgement], refused: list[tuple[Judgement, tuple[str, ...]]]
) -> str:
    why = []
    if lapsed:
        why.append(f"the evidence changed after {listed(map(_named, lapsed), 'and')}")
    for verdict, missing in refused:
        why.append(f"the policy does not allow {_named(verdict)} now: {' '.join(missing)}")
    return "; ".join(why)


def _named(verdict: Judgement) -> str:
    return f"{verdict.reviewer}'s review of {verdict.recorded_at[:10]}"
