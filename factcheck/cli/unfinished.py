"""What is kept of work at the terminal: the place that was reached, and what is being typed.

It is kept beside the case file, not in the user's own folder, since a laptop may be seized: where
somebody keeps a case on an encrypted disk or a stick, words of an interview must not stay behind
elsewhere on the machine. A case on a server has no such folder; there it is kept with the user's
settings. The file is readable by its owner only, its name tells nothing, and of what is in the
case it holds nothing: it is emptied of what was kept in the case, or given up.
"""

import hashlib
import json
from abc import ABC, abstractmethod
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

from factcheck import settings
from factcheck.cli.diagnostics import warn
from factcheck.domain.printable import encode_json
from factcheck.errors import CannotRead, FactcheckError
from factcheck.files import disk_fault, new_text_file, read_text


class Typed:
    """Something that is being typed.

    ``answers`` are the fields that were answered; ``typing`` stands in the line that asks for the
    field ``asking``.
    """

    def __init__(self) -> None:
        self.answers: dict[str, str] = {}
        self.asking = ""
        self.typing = ""

    @property
    def is_empty(self) -> bool:
        return not self.answers and not self.typing

    def written(self) -> dict[str, Any]:
        return {"answers": self.answers, "asking": self.asking, "typing": self.typing}

    def restore(self, found: dict[str, Any]) -> None:
        self.answers = {str(k): str(v) for k, v in found["answers"].items()}
        self.asking, self.typing = str(found["asking"]), str(found["typing"])


class Kept(ABC):
    """A file that outlives the program, however it ends. What stands in it, its subclasses say."""

    LOST: str
    """What to tell where it cannot be written."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._failed = False
        self._load()

    @abstractmethod
    def _written(self) -> dict[str, Any]:
        """What is to be kept."""

    @abstractmethod
    def _restore(self, found: dict[str, Any]) -> None:
        """Take what was kept. Raises ValueError, KeyError, TypeError or AttributeError."""

    def keep(self) -> None:
        """Write it out. Where that fails the user is told, once, and work goes on."""
        try:
            self._write(encode_json(self._written()))
        except FactcheckError as fault:
            if not self._failed:
                warn(f"{self.LOST} {fault.sentence}")
            self._failed = True

    def discard(self) -> None:
        """Take the file away: there is nothing left to come back to."""
        with suppress(OSError):
            self.file.unlink(missing_ok=True)

    def _write(self, text: str) -> None:
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise disk_fault(self.file, fault) from fault
        with new_text_file(self.file, replace=True) as stream:
            stream.write(text)

    def _load(self) -> None:
        if not self.file.is_file():
            return
        try:
            self._restore(json.loads(read_text(self.file)))
        except CannotRead as fault:
            raise CannotRead(str(self.file), fault.why) from fault
        except (ValueError, KeyError, TypeError, AttributeError) as fault:
            raise CannotRead(str(self.file), "it is not what factcheck wrote there") from fault


class Draft(Typed):
    """A claim that is being typed; ``start`` is where its passage begins."""

    def __init__(self, start: int) -> None:
        super().__init__()
        self.start = start


class Notebook(Kept):
    """Where the place and the draft are kept while a source is worked through.

    ``text`` is what the offsets count in: those of another text mean nothing in this one.
    """

    LOST = "What you type is not kept until it is logged."

    def __init__(self, file: Path, text: str) -> None:
        self._text = hashlib.sha256(text.encode()).hexdigest()[:16]
        self.at: int | None = None
        """Where the passage begins that was reached; None where nothing is known."""
        self.place: str | None = None
        """The same as a person names it, for a text that has become another."""
        self.draft: Draft | None = None
        super().__init__(file)

    def _written(self) -> dict[str, Any]:
        draft = self.draft
        typed = draft is not None and not draft.is_empty
        return {
            "text": self._text,
            "at": self.at,
            "place": self.place,
            "draft": {"start": draft.start, **draft.written()} if draft and typed else None,
        }

    def _restore(self, found: dict[str, Any]) -> None:
        same = found["text"] == self._text
        self.at = int(found["at"]) if same and found["at"] is not None else None
        self.place = None if found["place"] is None else str(found["place"])
        if (kept := found["draft"]) is not None:
            self.draft = Draft(int(kept["start"]) if same else -1)
            self.draft.restore(kept)


class ReviewDraft(Typed):
    """A review of a claim, or a note on it, that is being typed."""

    def __init__(self, claim: str, thing: str, id: str) -> None:
        super().__init__()
        self.claim = claim
        """The key of the claim."""
        self.thing = thing
        """``review`` or ``note``."""
        self.id = id
        """Of the record that it will become: by it is known whether it was kept after all."""


class ReviewNotebook(Kept):
    """Where the place and the draft are kept of one person who goes through the queue."""

    LOST = "What you type is not kept until it is recorded."

    def __init__(self, file: Path) -> None:
        self.at: str | None = None
        """The key of the claim that was reached; None where nothing is known."""
        self.place = 0
        """Its place in the queue, for a claim that waits no longer."""
        self.draft: ReviewDraft | None = None
        super().__init__(file)

    def _written(self) -> dict[str, Any]:
        draft = self.draft
        kept = None
        if draft is not None and not draft.is_empty:
            place = {"claim": draft.claim, "thing": draft.thing, "id": draft.id}
            kept = {**place, **draft.written()}
        return {"at": self.at, "place": self.place, "draft": kept}

    def _restore(self, found: dict[str, Any]) -> None:
        self.at = None if found["at"] is None else str(found["at"])
        self.place = max(int(found["place"]), 0)
        if (kept := found["draft"]) is not None:
            id = str(UUID(kept["id"]))
            self.draft = ReviewDraft(str(kept["claim"]), str(kept["thing"]), id)
            self.draft.restore(kept)


def file_of(db: str, record: str, author: str, work: str = "log") -> Path:
    """The file of one person's work on one record of a case: logging from a source, reviewing."""
    mark = hashlib.sha256(f"{record}\n{author}".encode()).hexdigest()[:16]
    return settings.settings_file(db).parent / f".factcheck-{work}-{mark}"
