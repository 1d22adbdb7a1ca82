"""A quantity in English, in one form for every way to state it."""

from decimal import Decimal
from typing import Protocol

from factcheck.domain.vocabulary import Qualifier


class Described(Protocol):
    """What :func:`describe` looks at, in a quantity just read or in the record of a kept one."""

    @property
    def qualifier(self) -> str: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def minimum(self) -> Decimal | None: ...
    @property
    def maximum(self) -> Decimal | None: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def whole(self) -> Decimal | None: ...


def describe(quantity: Described) -> str:
    """One English phrase that shows how the quantity was read: ``at least 3``, ``15 of 30``."""
    qualifier = Qualifier.read(quantity.qualifier)
    numbers = (quantity.value, quantity.minimum, quantity.maximum)
    phrase = _PHRASES[qualifier].format(*(f"{n:,f}" for n in numbers if n is not None))
    if qualifier is Qualifier.MAGNITUDE and quantity.minimum in _PLURALS:
        phrase += f" ({_PLURALS[quantity.minimum]})"
    if quantity.whole is not None:
        phrase += f" of {quantity.whole:,f}"
    return f"{phrase} {quantity.unit}".replace(" %", "%") if quantity.unit else phrase


_PHRASES = {
    Qualifier.EXACT: "{}",
    Qualifier.ABOUT: "about {}",
    Qualifier.AT_LEAST: "at least {}",
    Qualifier.MORE_THAN: "more than {}",
    Qualifier.AT_MOST: "at most {}",
    Qualifier.FEWER_THAN: "fewer than {}",
    Qualifier.BETWEEN: "{} to {}",
    Qualifier.MAGNITUDE: "at least {}",
}
_PLURALS = {Decimal(20): "tens", Decimal(24): "dozens", Decimal(200): "hundreds"} | {
    Decimal(2 * many * 1000**power): of + plural
    for power, plural in enumerate(("thousands", "millions", "billions", "trillions"), 1)
    for many, of in ((1, ""), (10, "tens of "), (100, "hundreds of "))
}
