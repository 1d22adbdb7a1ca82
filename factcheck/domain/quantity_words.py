"""The words around a number that say how it is meant: “at least”, “or so”, “between”, «до».

The tables of :mod:`factcheck.domain.quantities`, in English and Russian. All words are folded: in
lower case, with «е» for «ё».
"""

from factcheck.domain.vocabulary import Qualifier

_BEFORE = {
    Qualifier.EXACT: "exactly|precisely|only|just|a total of|ровно|точно|всего|лишь|только"
    "|в общей сложности",
    Qualifier.ABOUT: "about|around|some|approximately|approx|approx.|roughly|circa|c.|ca|ca.|~|≈"
    "|nearly|almost|close to|estimated|an estimated|in the region of|on the order of"
    "|около|ок.|примерно|приблизительно|ориентировочно|порядка|почти|где-то",
    Qualifier.AT_LEAST: "at least|no fewer than|no less than|not less than|not fewer than"
    "|a minimum of|minimum|≥|>=|не менее|не меньше|не менее чем|не меньше чем|как минимум"
    "|минимум|по меньшей мере|по крайней мере",
    Qualifier.MORE_THAN: "more than|over|above|upwards of|in excess of|just over|well over"
    "|a little over|slightly more than|>|более|более чем|больше|больше чем|свыше|чуть более"
    "|чуть больше",
    Qualifier.AT_MOST: "at most|up to|no more than|not more than|a maximum of|maximum|≤|<="
    "|до|не более|не больше|не более чем|не больше чем|максимум",
    Qualifier.FEWER_THAN: "fewer than|less than|under|below|just under|well under|<"
    "|менее|меньше|менее чем|меньше чем|чуть менее|чуть меньше",
}
_AFTER = {
    Qualifier.ABOUT: "or so|or thereabouts|approximately|примерно|приблизительно",
    Qualifier.AT_LEAST: "+|or more|or over|at least|и более|и больше|или более|или больше|минимум"
    "|как минимум|не менее",
    Qualifier.MORE_THAN: "с лишним|с небольшим",
    Qualifier.AT_MOST: "or fewer|or less|or under|at most|и менее|и меньше|или менее|или меньше"
    "|максимум|не более",
}


def _phrases(table: dict[Qualifier, str]) -> dict[str, Qualifier]:
    """The phrases of a table, the longest first, so that “not more than” is tried before “not”."""
    pairs = ((phrase, code) for code, phrases in table.items() for phrase in phrases.split("|"))
    return dict(sorted(pairs, key=lambda pair: -pair[0].count(" ")))


SUFFIXES = _phrases(_AFTER)
"""What may stand behind a number: “or more”."""

PREFIXES: dict[str, list[tuple[list[str], Qualifier]]] = {}
"""What may stand before a number: under its first word, each phrase with what it means."""

for _phrase, _qualifier in _phrases(_BEFORE).items():
    PREFIXES.setdefault(_phrase.split()[0], []).append((_phrase.split(), _qualifier))

RANGES = {
    "": ("-", "to"),
    "between": ("-", "and"),
    "from": ("-", "to"),
    "от": ("-", "до"),
    "между": ("-", "и"),
}
"""What opens a range, and what may then stand between its ends."""

JOINTS = frozenset(("-", "to", "and", "до", "и", "or", "или"))
"""Every word or sign that can stand between two numbers."""

DETERMINERS = frozenset("the these those all эти этих те тех все всех".split())
"""What may open a phrase, or a whole, without a change of its meaning: “the 30”."""

PRONOUNS = frozenset("them these those whom us них нас которых".split())
"""What stands for a noun that is not named: “30 of them”."""

PEOPLE = (["people"], ["persons"], ["человек"], ["человека"])
"""The units that may stand before their whole: “10 people of the 30”."""
