"""What can go wrong for a user, one small class each.

Every class owns its sentence, the hint that says what to do next, and the exit code, so
that no caller words a failure of its own. The faces print them in one place
(``cli/diagnostics.py``). Exit codes: 1 refused or failed, 2 wrong usage.
"""

from collections.abc import Iterable


class FactcheckError(Exception):
    """A refusal or failure that the user is told about in one sentence, without a traceback."""

    exit_code = 1

    def __init__(self, sentence: str, hint: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint


class UsageError(FactcheckError):
    """A value or a combination of options that the program cannot take."""

    exit_code = 2


def listed(items: Iterable[str], joint: str = "or") -> str:
    """``a, b or c``: how a sentence lists the legal values."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


class UnreadableNumber(UsageError):
    """``--number`` was given something that is not a quantity, or not clearly one."""

    FORMS = (
        "75, 1,200, 1.2 million, thirty, about 75 people, some 75, nearly 500, at least three, "
        "more than 100, up to 20, fewer than ten, 27 to 30, between 100 and 200, dozens, hundreds, "
        "half of the 30"
    )

    def __init__(
        self, text: str, why: str = "it is not a number in a form that can be read"
    ) -> None:
        super().__init__(
            f"“{text}” is not read as a quantity: {why}.",
            f"Write it in one of these forms, in English or Russian: {self.FORMS}.",
        )


class UnreadableDate(UsageError):
    """A date that is not EDTF (ISO 8601-2) text."""

    def __init__(self, text: str, why: str = "it is not in a form that can be read") -> None:
        super().__init__(
            f"“{text}” is not read as a date: {why}.",
            "Write 2017, 2017-04, 2017-05-18, 2017-04~ (about), 2017-04? (uncertain), "
            "2017-04-01/2017-04-21, ../2017-05 or XXXX (unknown).",
        )


class UnknownCode(UsageError):
    """A value outside a vocabulary."""

    def __init__(self, what: str, code: str, legal: Iterable[str]) -> None:
        super().__init__(f"“{code}” is not a {what}.", f"Use one of: {', '.join(legal)}.")


# --- the case file -------------------------------------------------------------------------


class NoCase(FactcheckError):
    def __init__(self, place: str | None = None) -> None:
        super().__init__(
            f"There is no case file at {place}."
            if place
            else "There is no factcheck.db in this folder or in one above it.",
            "Make one with “factcheck init”, or name another with --db PATH.",
        )


class NotACase(FactcheckError):
    def __init__(self, place: str, why: str) -> None:
        super().__init__(
            f"{place} is not a case file: {why}.",
            "Name the case with --db PATH, or make a new one with “factcheck init”.",
        )


class CaseExists(FactcheckError):
    def __init__(self, place: str) -> None:
        super().__init__(
            f"There is a case at {place} already.",
            "Use it as it is, or name another place with --db PATH.",
        )


class UnknownDatabase(UsageError):
    def __init__(self, url: str) -> None:
        super().__init__(
            f"“{url}” names a kind of database that factcheck does not use.",
            "Give a path to a file, or postgresql://USER@HOST/NAME.",
        )


class SchemaOlder(FactcheckError):
    def __init__(self, place: str, found: int, needed: int) -> None:
        super().__init__(
            f"{place} was made by an older factcheck (schema {found}; this one needs {needed}).",
            "Bring it up to date with “factcheck db upgrade”, which makes a backup first.",
        )


class SchemaNewer(FactcheckError):
    def __init__(self, place: str, found: int, known: int) -> None:
        super().__init__(
            f"{place} was made by a newer factcheck (schema {found}; this one knows {known}).",
            "Install the newer factcheck; this one would damage the case, so it touched nothing.",
        )


class CaseLocked(FactcheckError):
    def __init__(self, place: str) -> None:
        super().__init__(
            f"{place} is being changed by another program, and it did not finish in time.",
            "Nothing was changed. Wait a moment and repeat the command.",
        )


class DiskFull(FactcheckError):
    def __init__(self, place: str) -> None:
        super().__init__(
            f"There is no room left on the disk for {place}.",
            "Nothing was changed. Make room and repeat the command.",
        )


class CannotWrite(FactcheckError):
    def __init__(self, place: str, why: str) -> None:
        super().__init__(
            f"{place} cannot be written: {why}.",
            "Nothing was changed. Check the folder and its permissions, or choose another place.",
        )


class CannotRead(FactcheckError):
    def __init__(self, place: str, why: str) -> None:
        super().__init__(f"{place} cannot be read: {why}.", "Check the name and its permissions.")


class FileExists(FactcheckError):
    def __init__(self, place: str) -> None:
        super().__init__(
            f"There is a file at {place} already.", "It was left as it is; choose another name."
        )


class DamagedCase(FactcheckError):
    def __init__(self, place: str) -> None:
        super().__init__(
            f"{place} is damaged: the database cannot be read in full.",
            "Work on a copy, and go back to your last backup.",
        )


class ServerRefused(FactcheckError):
    def __init__(self, place: str, why: str) -> None:
        super().__init__(
            f"The database at {place} refused: {why}.",
            "Check the address, the name of the database, the user and the password.",
        )


class DatabaseFailed(FactcheckError):
    def __init__(self, place: str, why: str) -> None:
        super().__init__(
            f"The database at {place} could not do this: {why}.",
            "Nothing was changed. If it happens again, report it with this sentence.",
        )


class MissingProgram(FactcheckError):
    def __init__(self, program: str, purpose: str, hint: str) -> None:
        super().__init__(f"{program} is needed to {purpose}, and it is not on this machine.", hint)


class MissingExtra(FactcheckError):
    def __init__(self, purpose: str, extra: str) -> None:
        super().__init__(
            f"What is needed for {purpose} is not installed.",
            f"Install it with: pip install 'factcheck-casefile[{extra}]'",
        )


# --- what is put in ------------------------------------------------------------------------


class EmptyText(FactcheckError):
    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what[:1].upper()}{what[1:]} is empty.", "Write it out and repeat the command."
        )


class NotText(FactcheckError):
    def __init__(self, what: str, why: str) -> None:
        super().__init__(
            f"{what[:1].upper()}{what[1:]} cannot be kept: {why}.",
            "Copy it again as plain text.",
        )


class TextTooLong(FactcheckError):
    def __init__(self, what: str, length: int, limit: int) -> None:
        super().__init__(
            f"{what[:1].upper()}{what[1:]} has {length:,} characters; at most {limit:,} are taken.",
            "State one checkable thing; log the rest as claims of their own.",
        )


class BadKey(UsageError):
    def __init__(self, key: str) -> None:
        super().__init__(
            f"“{key}” cannot be a key.",
            "Use up to 80 letters, digits, hyphens, dots and underscores, the first a letter or digit.",
        )


class UnknownKey(FactcheckError):
    def __init__(self, noun: str, key: str, near: Iterable[str] = ()) -> None:
        close = list(near)
        super().__init__(
            f"There is no {noun} “{key}”.",
            f"Did you mean {listed(close)}?"
            if close
            else f"See them all with “factcheck {noun} list”.",
        )


class AmbiguousKey(FactcheckError):
    def __init__(self, noun: str, key: str, matches: Iterable[str]) -> None:
        super().__init__(
            f"“{key}” could be more than one {noun}: {listed(matches, 'and')}.",
            "Write enough of the key to tell them apart.",
        )


class DuplicateKey(FactcheckError):
    def __init__(self, noun: str, key: str, holder: str) -> None:
        held = "another one" if holder == noun else f"a {holder}"
        super().__init__(
            f"The key “{key}” belongs to {held} already.",
            "Choose another key for this " + noun + ".",
        )


class NoAuthor(UsageError):
    def __init__(self) -> None:
        super().__init__(
            "It is not known who is working.",
            "Give the name to sign with: --as NAME before the command, or FACTCHECK_AS.",
        )


class RelayCycle(FactcheckError):
    def __init__(self, path: Iterable[str]) -> None:
        super().__init__(
            f"A source cannot relay itself: {' relays '.join(path)}.",
            "Find out which of them said it first, and let the others relay that one.",
        )


class NotRelayed(FactcheckError):
    def __init__(self, source: str, via: str, relays: Iterable[str]) -> None:
        known = list(relays)
        super().__init__(
            f"{source} does not relay {via}.",
            f"It relays {listed(known, 'and')}."
            if known
            else f"Say so first: factcheck source edit {source} --relays {via}",
        )


class MissingField(UsageError):
    def __init__(self, field: str, what: str) -> None:
        super().__init__(
            f"{what[:1].upper()}{what[1:]} is missing.",
            f"Give it with --{field.replace('_', '-')}.",
        )


class ActWithoutAbuse(UsageError):
    def __init__(self, act: str, kind: str) -> None:
        super().__init__(
            f"The act “{act}” belongs to a claim of kind abuse, and this one is of kind {kind}.",
            "Use --kind abuse, or leave out the act.",
        )


class NothingCounted(UsageError):
    def __init__(self, field: str) -> None:
        super().__init__(
            f"There is no number for the {field.replace('_', ' ')} to belong to.",
            "Give the number as it was stated, with --number.",
        )


class AmbiguousName(FactcheckError):
    def __init__(self, name: str, keys: Iterable[str]) -> None:
        super().__init__(
            f"“{name}” is the name of several parties: {listed(keys, 'and')}.",
            "Name the one that is meant by its key.",
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
            f"{source} still stands behind {listed(shown, 'and')}.",
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


class PartOfItself(FactcheckError):
    def __init__(self, noun: str, path: Iterable[str], verb: str) -> None:
        super().__init__(
            f"A {noun} cannot {verb} itself: {f' {verb} '.join(path)}.", "Name another one."
        )


# --- formats and files ---------------------------------------------------------------------


class UnknownFormat(UsageError):
    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"There is no format “{name}”.", f"Use one of: {', '.join(known)}.")


class FormatNotTold(UsageError):
    def __init__(self, file: str, known: Iterable[str]) -> None:
        super().__init__(
            f"The format of {file} cannot be told from its name.",
            f"Say it with --format: {listed(known)}.",
        )


class BrokenPlugin(FactcheckError):
    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"The format “{name}” could not be loaded: {why}.", "Install factcheck again."
        )


class BrokenFile(FactcheckError):
    """A file to import that cannot be read as what it should be."""

    def __init__(
        self, why: str, hint: str = "Nothing was imported. Mend the file and repeat."
    ) -> None:
        super().__init__(f"The file cannot be imported: {why}.", hint)


class UnknownColumns(FactcheckError):
    def __init__(self, columns: Iterable[str], known: Iterable[str]) -> None:
        names = list(columns)
        super().__init__(
            f"It is not known what to do with {listed([f'“{name}”' for name in names], 'and')}.",
            f"Say which field it is with --map “COLUMN=FIELD”, or leave it out with "
            f"--map “{names[0]}=”. The fields are: {', '.join(known)}.",
        )


class NoTextColumn(FactcheckError):
    def __init__(self, missing: Iterable[str]) -> None:
        super().__init__(
            f"The file has no column for {listed(missing, 'and')}.",
            "Say which column it is with --map “COLUMN=FIELD”.",
        )


class BadMapping(UsageError):
    def __init__(self, given: str, why: str) -> None:
        super().__init__(f"“{given}” does not map a column: {why}.", "Write --map “COLUMN=FIELD”.")


class RowsRefused(FactcheckError):
    def __init__(self, count: int) -> None:
        rows = "One row was" if count == 1 else f"{count:,} rows were"
        super().__init__(f"{rows} refused, so nothing was imported.", "Mend the file and repeat.")


class NothingInside(FactcheckError):
    def __init__(self, what: str) -> None:
        super().__init__(f"{what} holds nothing to import.", "Give a file with a header and rows.")


class UnreadableName(UsageError):
    def __init__(self, text: str, why: str) -> None:
        super().__init__(
            f"“{text}” is not read as a name: {why}.",
            "Write “Family, Given”, or a name without a comma to keep it as it stands.",
        )


class NotCsl(FactcheckError):
    """A record of an imported bibliography; ``record`` is its key or its place in the file."""

    def __init__(self, record: str, why: str) -> None:
        super().__init__(
            f"The CSL-JSON record {record} is not taken: {why}.",
            "Mend it where it comes from, or in the file, and repeat.",
        )


class UnknownField(FactcheckError):
    def __init__(self, record: str, field: str, known: Iterable[str]) -> None:
        super().__init__(
            f"A {record} has no field “{field}”.", f"Its fields are: {', '.join(known)}."
        )


class KeyStandsForAnother(FactcheckError):
    def __init__(self, key: str) -> None:
        super().__init__(
            f"The key “{key}” stands for another record already.",
            "Give this one a key of its own, or change the other with “edit”.",
        )


class BrokenSettings(UsageError):
    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"The settings in {file} cannot be read: {why}.", "Mend the file.")


class OwnFault(FactcheckError):
    """A fault of the program itself, for want of a better sentence."""

    def __init__(self, fault: BaseException) -> None:
        super().__init__(
            f"factcheck met a fault of its own ({type(fault).__name__}).",
            "Nothing was changed. Repeat it with FACTCHECK_DEBUG=1 and report what that says.",
        )


class EditFailed(FactcheckError):
    def __init__(self, why: str, kept: str) -> None:
        super().__init__(
            f"The change was not made: {why}.",
            f"What you wrote is kept in {kept}; finish it with --from {kept}.",
        )


class NoEditor(UsageError):
    def __init__(self) -> None:
        super().__init__(
            "There is no terminal to open an editor in.",
            "Name what to change with options, or set EDITOR.",
        )
