"""The case file or server: not there, not a case, of another schema, locked, full, damaged."""

from factcheck.errors.base import FactcheckError, UsageError


class NoCase(FactcheckError):
    def __init__(self, place: str | None = None) -> None:
        super().__init__(
            f"There is no case file at {place}."
            if place
            else "There is no factcheck.db in this folder or in one above it.",
            "Make one with “factcheck init”, or name another with --db PATH.",
        )


class CaseOfOthers(FactcheckError):
    """A case was found by looking around, where others can put what they like."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"There is a case at {place}, in a folder that is not only yours.",
            f"If you trust it, name it: --db {place}.",
        )


class FolderGone(FactcheckError):
    def __init__(self) -> None:
        super().__init__(
            "The folder that you are in is gone, or may not be looked at.",
            "Go to another folder and repeat the command.",
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


class DamagedValue(FactcheckError):
    """A value that only this program writes, and cannot read; ``what`` it should be."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"The case is damaged: {what} that it holds cannot be read.",
            "Work on a copy, and go back to your last backup.",
        )
