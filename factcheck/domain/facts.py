"""The guard before a proposal: two passages must state the same facts to be compared at all.

A passage that is close to a quote by its letters can say something else: “29 men” for “27 men”.
What must be equal, in the whole of both passages and in each stretch where their words differ:

- numbers in digits and in words (“thirty” is “30”), with per cent and currency, with what stands
  around them (“at least”), and with the span of time or the people that they count;
- ordinals, months and weekdays, in any case of Russian;
- negations: “not” in all its forms (“didn't”, “cannot”) is one, any other word its own; so are
  beginnings and endings that turn a word round (“legal”, “illegal”; «законно», «незаконно»);
- capitalised words, whatever their case on the other side.

A capital at the start of a sentence does not tell a name from another word, and “Ali” is one
letter from “All”: so every capitalised word counts as a name but those of a closed list (“The”,
«Они»). A misreading in such a word costs a proposal, never its truth.
"""

import re
from typing import NamedTuple

from factcheck.domain.differences import Kind, differences
from factcheck.domain.edges import NEGATING
from factcheck.domain.figure_words import month_or_weekday
from factcheck.domain.figures import figures
from factcheck.domain.folding import fold

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W\d_]+)*")

_NEGATIONS = frozenset(
    "no not cannot never none nobody nothing nowhere neither nor without non hardly scarcely "
    "barely не ни нет нету без безо нельзя никогда никто ничто ничего ничему ничем ничём никого "
    "никому никем нигде никуда ниоткуда никак ничей ничья ничье ничьё ничьи некого некому некем "
    "нечего нечему нечем негде некуда некогда незачем вряд едва".split()
)
_NEGATING = tuple(NEGATING)
_DECLINED = re.compile("никак(?:ой|ая|ое|ие|ого|ому|им|ом|ую|их|ими)")

_COMMON = frozenset(
    "a an the and or but if in on at of to for from by with as is are was were be been it its he "
    "she they we you i his her their our my your him them us this that these those there here "
    "then when while where who whom which what how why after before during since because so such "
    "some any all many most several each every other another also only just more than over under "
    "about around up down out have has had do does did can could would should "
    "в во на и а но с со к ко из от до по для за о об у он она оно они мы вы я ты его ее её их им "
    "ему ей нас вас нам вам наш наши этот эта это эти этих тот та те тех что чтобы как когда где "
    "кто который если так также тоже потом после перед во время при же ли бы был была было были "
    "все всё всех уже еще ещё только".split()
)
"""Words that are no names though a sentence begins with them."""


class Fact(NamedTuple):
    """What a passage states at an offset, in a form that can be compared: ``30``, ``month 4``."""

    start: int
    what: str


def facts(passage: str) -> list[Fact]:
    """The numbers, dates and negations of a passage, in order."""
    found = [Fact(figure.start, figure.fact) for figure in figures(passage)]
    for match in _WORD.finditer(passage):
        written = match.group()
        if what := _negation(written.lower()) or _date(written):
            found.append(Fact(match.start(), what))
    return sorted(found)


def _negation(word: str) -> str:
    if word in _NEGATIONS:
        return "not" if word in ("not", "cannot") else word
    if word[-1] == "t" and word[-3:] in ("n't", "n’t", "nʼt"):
        return "not"
    return word if word[0] == "н" and _DECLINED.fullmatch(word) else ""


def _date(word: str) -> str:
    """The month or weekday; “may” and “march” are verbs."""
    return "" if word in ("may", "march") else month_or_weekday(word.lower().replace("ё", "е"))


def same_facts(quote: str, passage: str) -> bool:
    """Whether nothing in which the two differ is a fact, by the rules at the top of the module.

    Both are read in their folded form, where a number that is broken at a line's end is whole.
    """
    quote, passage = fold(quote).text, fold(passage).text
    ours, theirs = facts(quote), facts(passage)
    if [fact.what for fact in ours] != [fact.what for fact in theirs]:
        return False
    return all(
        _in(ours, change.quoted_at, change.quoted) == _in(theirs, change.passage_at, change.passage)
        and _harmless(change.quoted, change.passage)
        for change in differences(quote, passage)
        if change.kind is not Kind.SAME
    )


def _in(found: list[Fact], at: int, words: str) -> list[str]:
    """The facts that begin in some words of a passage."""
    return [fact.what for fact in found if at <= fact.start < at + len(words)]


def _harmless(quoted: str, passage: str) -> bool:
    """Whether no name is another one, and no word is turned round."""
    ours, theirs = _WORD.findall(quoted), _WORD.findall(passage)
    return (
        _names_stand_in(ours, theirs)
        and _names_stand_in(theirs, ours)
        and not _turned_round(ours, theirs)
        and not _turned_round(theirs, ours)
    )


def _names_stand_in(words: list[str], others: list[str]) -> bool:
    """Whether the names among some words stand, in this order, among the others."""
    left = iter([other.casefold() for other in others])
    return all(
        word.casefold() in left
        for word in words
        if word[0].isupper() and word.casefold() not in _COMMON
    )


def _turned_round(words: list[str], others: list[str]) -> bool:
    """Whether a word is one of the others with a beginning or ending that negates it."""
    lower = [other.casefold() for other in others]
    return any(
        _is_like(root, other)
        for word in map(str.casefold, words)
        if word not in lower
        for root, affix in _roots(word)
        for other in lower
        if not (other.startswith(affix) or other.endswith(affix))
    )


def _roots(word: str) -> list[tuple[str, str]]:
    """The word without each negating beginning or ending that it has, and that affix."""
    if not word.startswith(_NEGATING) and not word.endswith("less"):
        return []
    roots = [(word[len(affix) :], affix) for affix in NEGATING if word.startswith(affix)]
    if word.endswith("less"):
        roots.append((word[:-4], "less"))
    return [(root, affix) for root, affix in roots if len(root) >= 3]


def _is_like(root: str, word: str) -> bool:
    """Whether a word is the root, or was before a letter or two were misread or an ending added.

    Its first letter is the root's: “uhiform” is a misread “uniform” and not its root.
    """
    if root[0] != word[0] or abs(len(root) - len(word)) > 3:
        return False
    shared = 0
    for ours, theirs in zip(root, word, strict=False):
        shared += ours == theirs
    backwards = sum(a == b for a, b in zip(reversed(root), reversed(word), strict=False))
    return 10 * max(shared, backwards) >= max(30, 7 * min(len(root), len(word)))
