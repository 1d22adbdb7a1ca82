"""Whether a source that passes a figure on says more than the one that it has it from."""

from decimal import Decimal

from factcheck.domain.quantity_description import Described
from factcheck.domain.vocabulary import Qualifier

_STRENGTH = {
    Qualifier.ABOUT: 0,
    Qualifier.EXACT: 1,
    Qualifier.BETWEEN: 1,
    Qualifier.AT_LEAST: 2,
    Qualifier.MAGNITUDE: 2,
    Qualifier.MORE_THAN: 3,
}
"""How much a word claims of one and the same number; the two that set no least number are not
here."""


def says_more(relay: Described, origin: Described) -> bool:
    """Whether a relay's figure claims more than its origin's.

    It does with a higher least number (that of “hundreds” is 200), with the same one in a stronger
    word, and with the same one and a higher greatest number. A share in per cent says neither more
    nor less than a count.
    """
    if _in_percent(relay) != _in_percent(origin):
        return False
    ours, theirs = _least(relay), _least(origin)
    if ours != theirs:
        return ours > theirs
    highest, allowed = _greatest(relay), _greatest(origin)
    return highest is not None and allowed is not None and highest > allowed


def _in_percent(quantity: Described) -> bool:
    return quantity.whole is None and (quantity.unit or "").startswith("%")


def _least(quantity: Described) -> tuple[Decimal, int]:
    """The least number that is claimed, and how strongly; less than any where none is."""
    bound = quantity.value if quantity.minimum is None else quantity.minimum
    if bound is None:
        return Decimal("-Infinity"), 0
    return bound, _STRENGTH[Qualifier.read(quantity.qualifier)]


def _greatest(quantity: Described) -> tuple[Decimal, bool] | None:
    """The greatest number that is allowed, and whether it is itself; None where there is none."""
    qualifier = Qualifier.read(quantity.qualifier)
    bound = quantity.value if qualifier is Qualifier.EXACT else quantity.maximum
    return None if bound is None else (bound, qualifier is not Qualifier.FEWER_THAN)
