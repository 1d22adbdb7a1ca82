"""A claim or citation as it comes in: text fields read into values, before any look-up.

The same rules serve the command line, the editor and every import, so a row of a spreadsheet is
refused for the same reasons as an option.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from factcheck.domain.edtf import EdtfDate, read_edtf
from factcheck.domain.quantities import Quantity, read_quantity
from factcheck.domain.vocabulary import Act, ClaimKind, NumberMethod, Stance, Vocabulary
from factcheck.domain.wording import CLAIM_LIMIT, NAME_LIMIT, clean, clean_optional
from factcheck.errors import ActWithoutAbuse, MissingField, NothingCounted

Fields = Mapping[str, str | None]
"""Field names (``text``, ``as_of``, ``quote``…) to what was written; empty is nothing."""

CLAIM_FIELDS = (
    "key", "text", "kind", "act", "speaker", "against", "as_of", "happened", "place", "tags",
    "number", "number_method", "measure",
)  # fmt: skip
CITATION_FIELDS = ("source", "stance", "locator", "quote", "translation", "via")


class ClaimDraft(NamedTuple):
    """A claim that was read. Codes are legal, and plain text, as the database takes them."""

    text: str
    kind: str
    act: str | None
    as_of: EdtfDate | None
    happened: EdtfDate | None
    place: str | None
    tags: tuple[str, ...]
    quantity: Quantity | None
    number_method: str | None


class CitationDraft(NamedTuple):
    """A citation that was read."""

    stance: str
    locator: str | None
    quote: str | None
    translation: str | None


def read_claim(fields: Fields) -> ClaimDraft:
    """Read the fields of a claim. Raises the user error of the first field that is wrong."""
    get = fields.get
    text = get("text")
    if text is None:
        raise MissingField("text", "the statement")
    kind_given = get("kind")
    if not kind_given:
        raise MissingField("kind", "the kind of claim")
    kind = _kind(kind_given)
    act = _act(given) if (given := get("act")) else None
    if act is not None and kind != ClaimKind.ABUSE:
        raise ActWithoutAbuse(act, kind)
    number = get("number")
    method = get("number_method")
    quantity = read_quantity(number) if number and number.strip() else None
    if quantity is None and (method or get("measure")):
        raise NothingCounted("number_method" if method else "measure")
    tags = get("tags")
    as_of = get("as_of")
    happened = get("happened")
    return ClaimDraft(
        clean("the statement", text, CLAIM_LIMIT),
        kind,
        act,
        read_edtf(as_of) if as_of and as_of.strip() else None,
        read_edtf(happened) if happened and happened.strip() else None,
        clean_optional("the place", get("place"), NAME_LIMIT),
        read_tags(tags) if tags else (),
        quantity,
        _method(method) if method else None,
    )


def read_citation(fields: Fields) -> CitationDraft:
    """Read the fields of a citation; its stance is ``supports`` where none is given."""
    get = fields.get
    stance = get("stance")
    quote = clean_optional("the quote", get("quote"))
    translation = clean_optional("the translation", get("translation"))
    if translation is not None and quote is None:
        raise MissingField("quote", "the quote that the translation translates")
    return CitationDraft(
        _stance(stance) if stance else SUPPORTS,
        clean_optional("the locator", get("locator"), NAME_LIMIT),
        quote,
        translation,
    )


def read_tags(text: str) -> tuple[str, ...]:
    """Tags written in one field, separated by commas or semicolons; each once, in order."""
    return each_once(text.replace(";", ",").split(","))


def each_once(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags in lower case, each once, in order of first mention."""
    return tuple([tag for tag in dict.fromkeys(map(_tag, tags)) if tag])


@lru_cache(maxsize=1024)
def _tag(text: str) -> str | None:
    tag = clean_optional("the tag", text, NAME_LIMIT)
    return tag.lower() if tag else None


def logged_digest(draft: ClaimDraft, *references: str) -> bytes:
    """Recognises the same claim when it is logged again: 16 bytes of SHA-256.

    ``references`` are the keys of the parties and the measure that the claim names.
    """
    parts = (
        draft.text,
        draft.kind,
        draft.act or "",
        draft.as_of.text if draft.as_of else "",
        draft.happened.text if draft.happened else "",
        draft.place or "",
        draft.quantity.as_stated if draft.quantity else "",
        *references,
    )
    return sha256("\x1f".join(parts).encode()).digest()[:16]


def _reader(vocabulary: type[Vocabulary]) -> Callable[[str], str]:
    """Reads a code once and remembers that it is legal: a spreadsheet has few of them."""

    @lru_cache(maxsize=64)
    def read(code: str) -> str:
        return vocabulary.read(code.strip()).value

    return read


SUPPORTS = Stance.SUPPORTS.value

_kind = _reader(ClaimKind)
_act = _reader(Act)
_stance = _reader(Stance)
_method = _reader(NumberMethod)
