"""What a case asks for before a claim may have a status.

Only ``corroborated`` and ``verified`` ask for more than a reason:

=================  =============================================================================
status             asks for
=================  =============================================================================
corroborated       as many independent origins that support the claim as the policy says, and no
                   independent origin that contests it; what those accused say never counts here
verified           the same, and a quote that supports it, every such quote anchored, a stated
                   standard of proof, and a second reader
=================  =============================================================================

Two kinds of claim are judged otherwise. Of a ``denial`` is checked that it was said: one primary
source that supports it with an anchored quote stands for all that other claims ask of their
sources. A ``characterization`` is a judgement and no fact: it is never ``verified``.

A second reader cannot be asked for before there is a first: a first ``verified`` is kept, and
:mod:`factcheck.domain.standing` shows it as ``in-review``.
"""

from collections.abc import Iterator
from typing import NamedTuple

from factcheck.domain.anchoring import QuoteCheck
from factcheck.domain.chains import told
from factcheck.domain.corroboration import Evidence, disputing, independent
from factcheck.domain.vocabulary import ClaimKind, Status
from factcheck.domain.wording import counted
from factcheck.errors import some


class Policy(NamedTuple):
    """What a case asks for; the defaults hold until somebody sets something else."""

    origins: int = 2
    """Independent origins that must support a claim."""
    anchored: bool = True
    """Whether every supporting quote must be anchored."""
    standard: bool = True
    """Whether ``verified`` needs a standard of proof."""
    second_reader: bool = True
    """Whether ``verified`` needs two people."""


DEFAULT = Policy()
MOST_ORIGINS = 20
"""More than that is no policy, but a slip of the finger."""

_POSITIVE = (Status.CORROBORATED, Status.VERIFIED)


def unmet(
    status: Status, policy: Policy, evidence: Evidence, standard: str | None
) -> tuple[str, ...]:
    """Everything that a status asks for and does not have, each as one plain sentence.

    ``standard`` is the standard of proof that the judgement names.
    """
    if status not in _POSITIVE:
        return ()
    return tuple(_unmet(status, policy, evidence, standard))


def proposed(evidence: Evidence) -> Status | None:
    """The status that the evidence itself suggests: ``disputed``, where it contradicts itself."""
    contested = evidence.supporting and disputing(evidence) and evidence.kind != ClaimKind.DENIAL
    return Status.DISPUTED if contested else None


def _unmet(
    status: Status, policy: Policy, evidence: Evidence, standard: str | None
) -> Iterator[str]:
    verified = status is Status.VERIFIED
    if verified and evidence.kind == ClaimKind.CHARACTERIZATION:
        yield "A characterization can be attributed or disputed, not verified."
        return
    if evidence.kind == ClaimKind.DENIAL:
        yield from _that_it_was_said(policy, evidence)
    else:
        yield from _origins(policy, evidence)
        yield from _disputes(evidence)
        if verified and policy.anchored:
            yield from _quotes(evidence)
    if verified and policy.standard and standard is None:
        yield "It needs a standard of proof."


def _that_it_was_said(policy: Policy, evidence: Evidence) -> Iterator[str]:
    primary = [cited for cited in evidence.supporting if cited.primary]
    if policy.anchored and not any(cited.anchored_quote for cited in primary):
        yield "It needs a primary source that says it, with an anchored quote."
    elif not primary:
        yield "It needs a primary source that says it."


def _origins(policy: Policy, evidence: Evidence) -> Iterator[str]:
    groups = independent(evidence.supporting)
    if len(groups) >= policy.origins:
        return
    wanted = counted(policy.origins, "independent origin")
    has = f"{len(groups)}: {told(evidence.supporting)}" if groups else "none"
    verb = "supports" if policy.origins == 1 else "support"
    yield f"It needs {wanted} that {verb} it, and has {has}."
    unclear = dict.fromkeys(cited.source for cited in evidence.supporting if not cited.origin)
    for source in unclear:
        yield f"{source} relays several works, and its citation does not say which (--via)."


def _disputes(evidence: Evidence) -> Iterator[str]:
    if found := disputing(evidence):
        verb = "contests" if len(found) == 1 else "contest"
        labels = some((origin.label for origin in found), "and")
        yield f"{labels} independently {verb} it: it can be disputed."


def _quotes(evidence: Evidence) -> Iterator[str]:
    quoted = [cited for cited in evidence.supporting if cited.quote]
    if not quoted:
        yield "It needs a quote that supports it."
    for cited in quoted:
        if not cited.anchored_quote:
            check = cited.quote_check or QuoteCheck.NO_CAPTURE.value
            yield f"The quote of {cited.source} must be anchored, and is not: {check}."
