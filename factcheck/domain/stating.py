"""Whether a quote contains the number of the claim that it is cited for."""

from itertools import pairwise

from factcheck.domain.figures import figures
from factcheck.domain.folding import fold
from factcheck.domain.quantities import Quantity
from factcheck.domain.quantity_words import JOINTS
from factcheck.domain.vocabulary import Qualifier


def states_number(quote: str, quantity: Quantity) -> bool:
    """Whether a quote contains a quantity's number in any written form.

    “thirty” states 30, «1,2 тыс.» states 1,200, “hundreds and hundreds” states hundreds; both ends
    of a range must be there, and 40 is not stated by “40%”. A quote that writes the number as
    the quantity was written states it too: “half of the 30”. How the number is qualified is not
    asked here.
    """
    written = _values(fold(quote).text)
    ends = {
        end
        for end in (quantity.value, quantity.minimum, quantity.maximum, quantity.whole)
        if end is not None
    }
    sign = {Qualifier.MAGNITUDE: "+"}.get(quantity.qualifier, "")
    if quantity.whole is None and (quantity.unit or "").startswith("%"):
        sign = "%"
    stated = {f"{end.normalize():f}{sign}" for end in ends}
    as_written = _values(fold(quantity.as_stated).text)
    return any(wanted and wanted <= written for wanted in (stated, as_written))


def _values(text: str) -> set[str]:
    """The counts of a text; “2 to 3 million” holds two million too."""
    found = [figure for figure in figures(text) if figure.counts]
    values = {figure.value for figure in found}
    for first, second in pairwise(found):
        between = text[first.end : second.start].strip().lower()
        if first.value.isdecimal() and second.scale > 1 and between in JOINTS:
            values.add(str(int(first.value) * second.scale))
    return values
