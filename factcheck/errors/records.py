"""Records: not found, not unique, or refused because of what they refer to."""

from collections.abc import Iterable

from factcheck.errors.base import FactcheckError, UsageError, some


class UnknownKey(FactcheckError):
    def __init__(self, noun: str, key: str, near: Iterable[str] = ()) -> None:
        close = list(near)
        super().__init__(
            f"There is no {noun} “{key}”.",
            f"Did you mean {some(close)}?"
            if close
            else f"See them all with “factcheck {noun} list”.",
        )


class UnknownRecord(FactcheckError):
    """No record of any kind."""

    def __init__(self, key: str, near: Iterable[str] = ()) -> None:
        close = list(near)
        super().__init__(
            f"There is no claim, source, party or measure “{key}”.",
            f"Did you mean {some(close)}?" if close else "See their keys with “list” and “search”.",
        )


class AmbiguousKey(FactcheckError):
    def __init__(self, noun: str, key: str, matches: Iterable[str]) -> None:
        super().__init__(
            f"“{key}” could be more than one {noun}: {some(matches, 'and')}.",
            "Write enough of the key to tell them apart.",
        )


class DuplicateKey(FactcheckError):
    def __init__(self, noun: str, key: str, holder: str) -> None:
        held = "another one" if holder == noun else f"a {holder}"
        super().__init__(
            f"The key “{key}” belongs to {held} already.",
            "Choose another key for this " + noun + ".",
        )


class KeyStandsForAnother(FactcheckError):
    def __init__(self, key: str) -> None:
        super().__init__(
            f"The key “{key}” stands for another record already.",
            "Give this one a key of its own, or change the other with “edit”.",
        )


class AmbiguousName(FactcheckError):
    def __init__(self, name: str, keys: Iterable[str]) -> None:
        super().__init__(
            f"“{name}” is the name of several parties: {some(keys, 'and')}.",
            "Name the one that is meant by its key.",
        )


class RelayCycle(FactcheckError):
    def __init__(self, path: Iterable[str]) -> None:
        super().__init__(
            f"A source cannot relay itself: {' relays '.join(path)}.",
            "Find out which of them said it first, and let the others relay that one.",
        )


class PartOfItself(FactcheckError):
    def __init__(self, noun: str, path: Iterable[str], verb: str) -> None:
        super().__init__(
            f"A {noun} cannot {verb} itself: {f' {verb} '.join(path)}.", "Name another one."
        )


class NotRelayed(FactcheckError):
    def __init__(self, source: str, via: str, relays: Iterable[str]) -> None:
        known = list(relays)
        super().__init__(
            f"{source} does not relay {via}.",
            f"It relays {some(known, 'and')}."
            if known
            else f"Say so first: factcheck source edit {source} --relays {via}",
        )


class NothingToChange(UsageError):
    def __init__(self, noun: str, key: str) -> None:
        super().__init__(
            f"Nothing was said about what to change in the {noun} {key}.",
            "Name it with options, or leave them all out to edit in your editor.",
        )


class AlreadyWithdrawn(FactcheckError):
    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is withdrawn already.", "There is nothing more to do.")


class StillCited(FactcheckError):
    def __init__(self, source: str, claims: Iterable[str], more: bool) -> None:
        shown = [*claims, "others"] if more else list(claims)
        super().__init__(
            f"{source} still stands behind {some(shown, 'and')}.",
            f"Withdraw those first: factcheck claim withdraw KEY --cite {source} --because …",
        )


class SourceWithdrawn(FactcheckError):
    def __init__(self, source: str, because: str) -> None:
        super().__init__(
            f"{source} was withdrawn: {because}", "Cite another source, or add this one anew."
        )


class NotCited(FactcheckError):
    def __init__(self, claim: str, source: str) -> None:
        super().__init__(
            f"{claim} does not cite {source}.",
            f"See its citations with “factcheck claim show {claim}”.",
        )


class SeveralCitations(FactcheckError):
    def __init__(self, claim: str, source: str) -> None:
        super().__init__(
            f"{claim} cites {source} more than once.", "Say which with --quote and its words."
        )


class DuplicateCitation(FactcheckError):
    def __init__(self, claim: str, source: str) -> None:
        super().__init__(
            f"{claim} cites this passage of {source} already.",
            "One passage counts once; nothing was added.",
        )


class KnownOtherwise(FactcheckError):
    """A row that says something else of a record than the case; ``what`` names the record."""

    def __init__(self, what: str, fields: Iterable[str]) -> None:
        super().__init__(
            f"{what} is in the case already, and differs in {some(fields, 'and')}.",
            "An import changes nothing: correct the case with “edit”, or the row.",
        )
