"""Names of people and organisations, as CSL-JSON keeps them and as they are written."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Self, TypeAlias

from factcheck.domain.wording import NAME_LIMIT, clean, clean_optional
from factcheck.errors import UnreadableName

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"

ROLES = frozenset(
    "author chair collection-editor compiler composer container-author contributor curator "
    "director editor editor-translator editorial-director executive-producer guest host "
    "illustrator interviewer narrator organizer original-author performer producer recipient "
    "reviewed-author script-writer series-creator translator".split()
)
"""The name variables of CSL 1.0.2, appendix IV."""


_FLAGS = ("comma_suffix", "static_ordering", "parse_names")
_QUOTED = 80
"""Characters of a malformed value that an error quotes."""


class Name(NamedTuple):
    """A name: ``family`` and ``given``, or ``literal`` for one that is not to be taken apart.

    The other fields are those of CSL: “van” in “Vincent van Gogh” is a non-dropping particle,
    “de” in “Jean de La Fontaine” a dropping one; ``static_ordering`` puts the family name first
    everywhere.
    """

    family: str | None = None
    given: str | None = None
    literal: str | None = None
    dropping_particle: str | None = None
    non_dropping_particle: str | None = None
    suffix: str | None = None
    comma_suffix: bool | int | str | None = None
    static_ordering: bool | int | str | None = None
    parse_names: bool | int | str | None = None

    @classmethod
    def from_csl(cls, found: object) -> Self:
        """A CSL name object; what CSL does not know of names is left out. Raises UnreadableName."""
        if not isinstance(found, Mapping):
            raise UnreadableName(str(found)[:_QUOTED], "it is not a CSL name object")
        known = {field: found.get(field.replace("_", "-")) for field in cls._fields}
        for field, value in known.items():
            if not isinstance(value, bool | int | str | None if field in _FLAGS else str | None):
                raise UnreadableName(str(value)[:_QUOTED], "it is not text")
            if isinstance(value, str):
                known[field] = clean_optional("the name", value, NAME_LIMIT)
        if not (known["family"] or known["given"] or known["literal"]):
            raise UnreadableName(str(found)[:_QUOTED], "it has no family, given or literal name")
        return cls(**known)

    @classmethod
    def kept(cls, csl: Mapping[str, Any]) -> Self:
        """What ``to_csl`` gave, from where it was kept: it is not checked again."""
        return cls(**{field.replace("-", "_"): value for field, value in csl.items()})

    def to_csl(self) -> dict[str, Json]:
        """The name as a CSL name object."""
        return {
            field.replace("_", "-"): value
            for field, value in zip(self._fields, self, strict=True)
            if value is not None
        }

    def display(self) -> str:
        """“Given Family”, as in running text."""
        if self.literal:
            return self.literal
        family, given = self._halves()
        name = _joined(family, given) if self.static_ordering else _joined(given, family)
        return _joined(f"{name}," if self.suffix and self.comma_suffix else name, self.suffix)

    def inverted(self) -> str:
        """“Family, Given”, as at the head of a bibliography entry."""
        family, given = self._halves()
        if self.literal or self.static_ordering or not (family and given):
            return self.display()
        return ", ".join(part for part in (family, given, self.suffix) if part)

    @property
    def surname(self) -> str:
        """The name in a note: the family name where there is one."""
        family, given = self._halves()
        return self.literal or family or given

    def _halves(self) -> tuple[str, str]:
        family = _joined(self.non_dropping_particle, self.family)
        return family, _joined(self.given, self.dropping_particle)


Names: TypeAlias = Mapping[str, tuple[Name, ...]]


def read_name(text: str) -> Name:
    """“Family, Given”; a name without a comma is literal: an organisation, or one name only.

    Raises EmptyText, NotText, TextTooLong; UnreadableName for a second comma or an empty half.
    """
    text = clean("the name", text, NAME_LIMIT)
    family, *given = (part.strip() for part in text.split(","))
    if not given:
        return Name(literal=text)
    if len(given) > 1:
        raise UnreadableName(text, "it has more than one comma")
    if not family or not given[0]:
        raise UnreadableName(text, "there is nothing on one side of the comma")
    return Name(family, given[0])


def _joined(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)
