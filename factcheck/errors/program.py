"""The program's own surroundings: extras, settings, the editor, and faults of its own."""

from factcheck.errors.base import FactcheckError, UsageError


class MissingProgram(FactcheckError):
    def __init__(self, program: str, purpose: str, hint: str) -> None:
        super().__init__(f"{program} is needed to {purpose}, and it is not on this machine.", hint)


class MissingExtra(FactcheckError):
    def __init__(self, purpose: str, extra: str) -> None:
        super().__init__(
            f"What is needed for {purpose} is not installed.",
            f"Install it with: pip install 'factcheck-casefile[{extra}]'",
        )


class BrokenPlugin(FactcheckError):
    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"The format “{name}” could not be loaded: {why}.", "Install factcheck again."
        )


class BrokenSettings(UsageError):
    def __init__(self, file: str, why: str) -> None:
        super().__init__(
            f"The settings in {file} cannot be read: {why}.", "Mend the file, or take it away."
        )


class OwnFault(FactcheckError):
    """A fault of the program itself, for want of a better sentence."""

    def __init__(self, fault: BaseException, kept: bool = False) -> None:
        super().__init__(
            f"factcheck met a fault of its own ({type(fault).__name__}).",
            ("The work was done before, and is kept." if kept else "Nothing was changed.")
            + " Repeat it with FACTCHECK_DEBUG=1 and report what that says.",
        )


class Interrupted(FactcheckError):
    """The user stopped the command; ``kept`` says whether its work was done before."""

    def __init__(self, kept: bool) -> None:
        super().__init__(
            "The command was interrupted.",
            "Its work was done by then and is kept." if kept else "Nothing was changed.",
        )


class EditFailed(FactcheckError):
    """``kept`` is the file that still holds what was written; none where nothing was."""

    def __init__(self, why: str, kept: str | None) -> None:
        super().__init__(
            f"The change was not made: {why}.",
            "Nothing was written, and nothing is lost."
            if kept is None
            else f"What you wrote is kept in {kept}; finish it with --from {kept}.",
        )


class EditorFailed(FactcheckError):
    def __init__(self, why: str) -> None:
        super().__init__(f"{why[:1].upper()}{why[1:]}.", "See what VISUAL and EDITOR say.")


class BadEdit(FactcheckError):
    """A record's edited text that cannot be taken."""

    def __init__(self, why: str, hint: str = "Mend it and save it again.") -> None:
        super().__init__(f"The edited text cannot be taken: {why}.", hint)


class NoEditor(UsageError):
    def __init__(self) -> None:
        super().__init__(
            "There is no terminal to open an editor in.",
            "Name what to change with options, or set EDITOR.",
        )
