"""Sources as bibliography: names, CSL-JSON records, and a plain entry and note in English.

CSL-JSON is the data format of the Citation Style Language 1.0.2
(https://docs.citationstyles.org, https://github.com/citation-style-language/schema). It has no
variable for two things that a source has here:

- the copy in a web archive goes into ``archive_location`` (“storage location within an archive”);
  on the way back only an http(s) address is taken for one;
- what the source relays goes into ``custom.relays``, ``custom`` being CSL's place for such.

``entry`` and ``short`` are one house style in words, to be used where no CSL style is at hand.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from math import isfinite
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias, TypeVar

from factcheck.domain.edtf import csl_date, from_csl_date, in_words, read_edtf
from factcheck.domain.names import ROLES, Json, Name, Names
from factcheck.domain.vocabulary import SourceKind
from factcheck.domain.wording import NAME_LIMIT, clean_optional
from factcheck.errors import FactcheckError, NotCsl, NotText, UnreadableName, listed

_NOTHING: Mapping[str, Json] = MappingProxyType({})
_QUOTED = 80
"""Characters of a malformed value that an error quotes."""

T = TypeVar("T")
Rest: TypeAlias = dict[str, object]


class Reference(NamedTuple):
    """A source as far as citing it goes. Dates are EDTF text, ``names`` go by CSL role.

    ``other`` holds every CSL variable that has no field here, as it was imported. ``relays`` names
    what the source passes on: keys, or short descriptions.
    """

    key: str
    kind: SourceKind
    title: str
    names: Names = MappingProxyType({})
    publisher: str | None = None
    issued: str | None = None
    accessed: str | None = None
    url: str | None = None
    archive_url: str | None = None
    language: str | None = None
    other: Mapping[str, Json] = _NOTHING
    relays: tuple[str, ...] = ()


def to_csl(ref: Reference) -> dict[str, Json]:
    """The source as a CSL-JSON item (CSL 1.0.2); what is not known is left out."""
    custom = ref.other.get("custom")
    if ref.relays:
        custom = {**(custom if isinstance(custom, Mapping) else {}), "relays": list(ref.relays)}
    ours: dict[str, Json] = {
        **{role: [name.to_csl() for name in names] for role, names in ref.names.items() if names},
        "publisher": ref.publisher,
        "issued": csl_date(read_edtf(ref.issued or "XXXX")),
        "accessed": csl_date(read_edtf(ref.accessed or "XXXX")),
        "URL": ref.url,
        "archive_location": ref.archive_url,
        "language": ref.language,
        "custom": custom,
    }
    return {
        **{"id": ref.key, "type": ref.kind.code, "title": ref.title},
        **ref.other,
        **{variable: value for variable, value in ours.items() if value is not None},
    }


def from_csl(item: Mapping[str, object], key: str | None = None) -> Reference:
    """A CSL-JSON item as a source; ``key`` takes the place of its id (none: an empty key).

    Markup in a title stays in it as text. Dates are taken where they are exact (see
    ``from_csl_date``). Raises NotCsl, naming the item and what is wrong with it.
    """
    given = item.get("id") if key is None else key
    key = "" if given is None else str(given)
    record = key or "without an id"
    rest = {variable: value for variable, value in item.items() if variable != "id"}
    kind, title = _take(record, rest, "type", SourceKind.read), _take(record, rest, "title", _text)
    if not kind or not title:
        raise NotCsl(record, f"it has no {'title' if kind else 'type'}")
    names = {role: _take(record, rest, role, _names) for role in sorted(ROLES & rest.keys())}
    archived = str(rest.get("archive_location")).startswith(("http://", "https://"))
    return Reference(
        key,
        kind,
        title,
        {role: held for role, held in names.items() if held},
        publisher=_take(record, rest, "publisher", _text),
        issued=_take(record, rest, "issued", _date),
        accessed=_take(record, rest, "accessed", _date),
        url=_take(record, rest, "URL", _text),
        archive_url=_take(record, rest, "archive_location", _text) if archived else None,
        language=_take(record, rest, "language", _text),
        relays=_take_relays(rest),
        other={
            variable: value
            for variable in tuple(rest)
            if (value := _take(record, rest, variable, _kept)) is not None
        },
    )


_DONE_BY = {"editor": "Edited by", "translator": "Translated by", "director": "Directed by"}

_NAMED = frozenset(
    SourceKind(code)
    for code in "interview personal_communication speech hearing broadcast motion_picture song "
    "manuscript thesis dataset map graphic post post-weblog".split()
)
"""Kinds that an entry names in words, since nothing else in it would tell."""

_NUMBERS = {"volume": "vol.", "issue": "no.", "number": "no.", "page": "pp."}
_SPOKEN = (SourceKind.INTERVIEW, SourceKind.PERSONAL_COMMUNICATION)
_MOST_NAMES = 6
_SHORT_TITLE = 60


def entry(ref: Reference) -> str:
    """The source as one bibliography entry in English, plain text on one line.

    Who, “title”, what it is and by whom, where and when it appeared, what it relays, where it is.
    Of the roles, authors lead, and interviewers, editors, translators and directors are named;
    others stay in the record. An interview's author is the person interviewed.
    """
    names = ref.names
    places = ", ".join(_appeared_in(ref))
    when = _date_words(ref.issued) or "no date"
    parts = (
        _heads(names.get("author", ())),
        _quoted(ref.title),
        _described(ref),
        *(f"{did} {_people(names[role])}" for role, did in _DONE_BY.items() if names.get(role)),
        f"{places}, {when}" if places else f"{when[0].upper()}{when[1:]}",
        f"Relaying {listed(ref.relays, 'and')}" if ref.relays else "",
    )
    sentences = " ".join(_stopped(part) for part in parts if part)
    return " ".join(f"{sentences} {_found_at(ref)}".split())


def short(ref: Reference) -> str:
    """The source in a note: “Kochetkov, interview, 18 May 2017”.

    Who (the publisher where there is no author), the title shortened, and the date where known.
    An interview or a message of a known day needs no title to tell it from others.
    """
    who = [name.surname for name in ref.names.get("author", ())]
    if len(who) > 2:
        who = [f"{who[0]} and others"]
    by = listed(who, "and") or ref.publisher or _variable(ref, "container-title")
    title = _quoted(_shortened(ref))
    if by and ref.kind in _SPOKEN:
        parts = [by, ref.kind.label.lower(), "" if _is_day(ref.issued) else title]
    else:
        parts = [by, title]
    parts.append(_date_words(ref.issued))
    return " ".join(", ".join(part for part in parts if part).split())


def origin_label(ref: Reference) -> str:
    """The source where it is counted as an origin: “Novaya Gazeta, 1 April 2017”.

    Who published it (its author where nobody did) and when; by ``short`` where that is not known.
    """
    authors = [name.surname for name in ref.names.get("author", ())]
    by = ref.publisher or _variable(ref, "container-title") or listed(authors, "and")
    date = _date_words(ref.issued)
    return f"{by}, {date}" if by and date else short(ref)


def _take(record: str, rest: Rest, variable: str, read: Callable[[Any], T]) -> T | None:
    """Take a variable out of what is left of a record; what is wrong with it names both."""
    value = rest.pop(variable, None)
    if value is None:
        return None
    try:
        _variable_name(variable)
        return read(value)
    except FactcheckError as problem:
        why = problem.sentence.removesuffix(".")
        raise NotCsl(record, f"in {variable}, {why[:1].lower()}{why[1:]}") from problem


def _text(value: object) -> str | None:
    if not isinstance(value, str):
        raise NotText(f"“{str(value)[:_QUOTED]}”", "it is not text")
    return clean_optional("the text", value)


def _date(value: object) -> str | None:
    found = from_csl_date(value)
    return found.text if found else None


def _names(value: object) -> tuple[Name, ...]:
    if not isinstance(value, list):
        raise UnreadableName(str(value)[:_QUOTED], "it is not a list of CSL name objects")
    return tuple(Name.from_csl(name) for name in value)


def _kept(value: object, depth: int = 20) -> Json:
    """Any JSON that is not nested deeper, its text in the form in which all text is kept."""
    if isinstance(value, str):
        return clean_optional("the text", value) or ""
    if depth and isinstance(value, Mapping):
        return {_variable_name(name): _kept(held, depth - 1) for name, held in value.items()}
    if depth and isinstance(value, Sequence):
        return [_kept(held, depth - 1) for held in value]
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float) and isfinite(value):  # Python reads NaN, which is no JSON
        return value
    raise NotText(f"“{str(value)[:_QUOTED]}”", "it is not plain data")


def _variable_name(name: object) -> str:
    return clean_optional("the name of a variable", str(name), NAME_LIMIT) or ""


def _take_relays(rest: Rest) -> tuple[str, ...]:
    """Take ``custom.relays`` out of what is left of a record, and ``custom`` if that was all."""
    custom = rest.get("custom")
    relays = custom.get("relays") if isinstance(custom, Mapping) else None
    if not isinstance(custom, Mapping) or not isinstance(relays, list):
        return ()
    rest["custom"] = {name: value for name, value in custom.items() if name != "relays"} or None
    return tuple(str(relayed) for relayed in relays)


@lru_cache(maxsize=4096)
def _date_words(text: str | None) -> str:
    """EDTF text in words; empty where nothing is known."""
    when = read_edtf(text or "XXXX")
    return "" if when.unknown else in_words(when)


def _is_day(text: str | None) -> bool:
    when = read_edtf(text or "XXXX")
    return when.earliest == when.latest is not None


def _variable(ref: Reference, variable: str) -> str:
    value = ref.other.get(variable)
    return str(value) if isinstance(value, str | int) else ""


def _described(ref: Reference) -> str:
    """What the source is, where its other parts do not tell, and who interviewed."""
    what = _variable(ref, "genre") or (ref.kind.label if ref.kind in _NAMED else "")
    if interviewers := ref.names.get("interviewer"):
        spoken = what if ref.kind is SourceKind.INTERVIEW else "Interview"
        return f"{spoken} by {_people(interviewers)}"
    return what


def _appeared_in(ref: Reference) -> list[str]:
    """Container, authority, publisher and numbers; nobody is named here who is named before."""
    named = {name.literal for role in ("author", "interviewer") for name in ref.names.get(role, ())}
    places = [_variable(ref, "container-title"), _variable(ref, "authority")]
    if ref.publisher and ref.publisher not in (*named, *places):
        places.append(ref.publisher)
    for variable, mark in _NUMBERS.items():
        if number := _variable(ref, variable):
            places.append(f"{'p.' if mark == 'pp.' and number.isdigit() else mark} {number}")
    return [place for place in places if place]


def _found_at(ref: Reference) -> str:
    """The addresses, which no full stop follows, lest it be taken for a part of them."""
    accessed = _date_words(ref.accessed)
    parts = []
    if ref.url:
        parts.append(f"{ref.url} (accessed {accessed})" if accessed else ref.url)
    if ref.archive_url:
        parts.append(f"{'archived' if parts else 'Archived'} at {ref.archive_url}")
    return ", ".join(parts)


def _heads(names: Sequence[Name]) -> str:
    """Authors at the head of an entry: the first one inverted, to be found by the family name."""
    if not names:
        return ""
    heads = [names[0].inverted(), *(name.display() for name in names[1:])]
    if len(heads) > _MOST_NAMES:
        return f"{heads[0]}, and others"
    if "," in heads[0] and len(heads) > 1:
        return f"{', '.join(heads[:-1])}, and {heads[-1]}"
    return listed(heads, "and")


def _people(names: Sequence[Name]) -> str:
    return listed((name.display() for name in names), "and")


def _shortened(ref: Reference) -> str:
    """The title at most a line long, cut between words."""
    title = _variable(ref, "title-short") or ref.title
    if len(title) <= _SHORT_TITLE:
        return title
    cut = (title[:_SHORT_TITLE].rpartition(" ")[0] or title[:_SHORT_TITLE]).rstrip(" “,;:.–—-")
    closing = "]" if cut.startswith("[") else "”" if cut.count("“") > cut.count("”") else ""
    return f"{cut}…{closing}"


def _quoted(title: str) -> str:
    """In quotation marks, those inside it becoming single ones.

    A description in brackets, which stands for a title that is not known, takes none.
    """
    if title.startswith("["):
        return title
    return f"“{title.replace('“', '‘').replace('”', '’')}”"


def _stopped(sentence: str) -> str:
    """With a full stop, unless its last word brings its own mark: “Inc.”, “Who?”."""
    ended = sentence.rstrip("”’\"')»").endswith((".", "?", "!", "…"))
    return sentence if ended else f"{sentence}."
