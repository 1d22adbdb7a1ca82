"""Words for the scenarios of judging: sources of the Chechnya case, and who reads them."""

from collections.abc import Iterable
from hashlib import sha256

from factcheck.domain.corroboration import Cited, Evidence, Origin, Voice
from factcheck.domain.standing import Judgement
from factcheck.domain.vocabulary import Stance, Status

NETWORK = Voice("network", "Russian LGBT Network")
AUTHORITIES = Voice("authorities", "Chechen authorities")

CURRENT_TIME = Origin("current-time", "Current Time, 18 May 2017", NETWORK)
RFERL = Origin("rferl", "RFE/RL, 3 April 2018", NETWORK)
STATEMENT = Origin("statement", "Russian LGBT Network, 17 April 2017", NETWORK)
NOVAYA = Origin("novaya", "Novaya Gazeta, 1 April 2017", Voice("novaya", "Novaya Gazeta"))
UNKNOWN = Origin("leaflet", "a leaflet")
ANOTHER_UNKNOWN = Origin("letter", "a letter")
DENIAL = Origin("karimov", "Karimov, April 2017", AUTHORITIES)
TRIBUNAL = Origin("court", "a court, 2018", Voice("court", "A court"))

STANDARD = "reasonable-grounds"


def cited(
    origin: Origin | None,
    by: str | None = None,
    stance: Stance = Stance.SUPPORTS,
    quote: str | None = "some 75 people",
    check: str | None = "anchored",
) -> Cited:
    """A citation: of the origin itself or, with ``by``, of a source that relays it."""
    source = by or (origin.id if origin else "digest")
    primary = by is None and origin is not None
    return Cited(source, stance, origin, primary, quote, check if quote else None)


def against(origin: Origin, by: str | None = None) -> Cited:
    return cited(origin, by, Stance.DISPUTES)


def evidence(*citations: Cited, kind: str = "number", accused: str | None = None) -> Evidence:
    """What stands behind a claim; its digest is of all the rest."""
    bare = Evidence(kind, citations, accused)
    return bare._replace(digest=sha256(repr(bare).encode()).digest())


TWO = evidence(cited(CURRENT_TIME), cited(NOVAYA))
"""Two independent origins, with anchored quotes."""


def review(
    minute: int,
    reviewer: str,
    status: str,
    judged: Evidence | None = TWO,
    *,
    id: str = "",
    standard: str | None = STANDARD,
    override: str | None = None,
    supersedes: Iterable[str] = (),
) -> Judgement:
    """A review at so many minutes past noon of 18 May 2017; ``judged`` None kept no digest."""
    return Judgement(
        id or f"{reviewer}-{minute}",
        Status(status),
        reviewer,
        f"2017-05-18T12:{minute:02}:00.000Z",
        standard,
        judged.digest if judged else None,
        override,
        frozenset(supersedes),
    )
