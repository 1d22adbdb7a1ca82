"""Files that are written, imported or exported."""

from collections.abc import Iterable

from factcheck.errors.base import FactcheckError, UsageError, listed, some


class CannotWrite(FactcheckError):
    def __init__(self, place: str, why: str) -> None:
        super().__init__(
            f"{place} cannot be written: {why}.",
            "Nothing was changed. Check the folder and its permissions, or choose another place.",
        )


class CannotRead(FactcheckError):
    def __init__(self, place: str, why: str) -> None:
        super().__init__(f"{place} cannot be read: {why}.", "Check the name and its permissions.")
        self.why = why


class InputClosed(FactcheckError):
    def __init__(self) -> None:
        super().__init__(
            "Standard input is closed, and it was to be read.",
            "Give the text in another way, or connect standard input.",
        )


class CannotPrint(FactcheckError):
    """Standard output takes no more; ``kept`` says whether the work was done before."""

    def __init__(self, why: str, kept: bool) -> None:
        super().__init__(
            f"Standard output cannot be written: {why}.",
            "The work was done and is kept; only what there was to tell of it is lost."
            if kept
            else "Print to another place, or make room, and repeat the command.",
        )


class FileExists(FactcheckError):
    def __init__(self, place: str) -> None:
        super().__init__(
            f"There is a file at {place} already.", "It was left as it is; choose another name."
        )


class UnknownFormat(UsageError):
    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"There is no format “{name}”.", f"Use one of: {', '.join(known)}.")


class FormatNotTold(UsageError):
    def __init__(self, file: str, known: Iterable[str]) -> None:
        super().__init__(
            f"The format of {file} cannot be told from its name.",
            f"Say it with --format: {listed(known)}.",
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
            f"It is not known what to do with {some([f'“{name}”' for name in names], 'and')}.",
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


class UnknownField(FactcheckError):
    def __init__(self, record: str, field: str, known: Iterable[str]) -> None:
        super().__init__(
            f"A {record} has no field “{field}”.", f"Its fields are: {', '.join(known)}."
        )


class RowsRefused(FactcheckError):
    def __init__(self, count: int) -> None:
        rows = "one row was" if count == 1 else f"{count:,} rows were"
        super().__init__(
            f"Nothing was imported, because {rows} refused.", "Mend the file and repeat."
        )


class NothingInside(FactcheckError):
    def __init__(self, what: str) -> None:
        super().__init__(f"{what} holds nothing to import.", "Give a file with a header and rows.")


class NotCsl(FactcheckError):
    """A record of an imported bibliography; ``record`` is its key or its place in the file."""

    def __init__(self, record: str, why: str) -> None:
        super().__init__(
            f"The CSL-JSON record {record} is not taken: {why}.",
            "Mend it where it comes from, or in the file, and repeat.",
        )


class BrokenRow(FactcheckError):
    """A row to import that cannot be read as what it should be; its line is told beside it."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The row cannot be read: {why}.", "Mend it and repeat.")
