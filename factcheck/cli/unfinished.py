"""What is kept of reading a source: the place that was reached, and the claim being typed.

It is kept beside the case file, not in the user's own folder, since a laptop may be seized: where
somebody keeps a case on an encrypted disk or a stick, words of an interview must not stay behind
elsewhere on the machine. A case on a server has no such folder; there it is kept with the user's
settings. The file is readable by its owner only, its name tells nothing, and of what is in the
case it holds nothing: it is emptied of a claim that was logged or given up.
"""

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from factcheck import settings
from factcheck.cli.diagnostics import warn
from factcheck.domain.printable import encode_json
from factcheck.errors import CannotRead, FactcheckError
from factcheck.files import disk_fault, new_text_file, read_text


class Draft:
    """A claim that is being typed.

    ``answers`` are the fields that were answered, ``start`` is where its passage begins;
    ``typing`` stands in the line that asks for the field ``asking``.
    """

    def __init__(self, start: int) -> None:
        self.start = start
        self.answers: dict[str, str] = {}
        self.asking = ""
        self.typing = ""

    @property
    def is_empty(self) -> bool:
        return not self.answers and not self.typing


class Notebook:
    """Where the place and the draft are kept while a source is worked through.

    ``text`` is what the offsets count in: those of another text mean nothing in this one.
    """

    def __init__(self, file: Path, text: str) -> None:
        self.file = file
        self._text = hashlib.sha256(text.encode()).hexdigest()[:16]
        self._failed = False
        self.at: int | None = None
        """Where the passage begins that was reached; None where nothing is known."""
        self.place: str | None = None
        """The same as a person names it, for a text that has become another."""
        self.draft: Draft | None = None
        self._load()

    def keep(self) -> None:
        """Write it out. Where that fails the user is told, once, and work goes on."""
        draft = self.draft
        written = {
            "text": self._text,
            "at": self.at,
            "place": self.place,
            "draft": None
            if draft is None or draft.is_empty
            else {
                "start": draft.start,
                "answers": draft.answers,
                "asking": draft.asking,
                "typing": draft.typing,
            },
        }
        try:
            self._write(encode_json(written))
        except FactcheckError as fault:
            if not self._failed:
                warn(f"What you type is not kept until it is logged. {fault.sentence}")
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
            found: dict[str, Any] = json.loads(read_text(self.file))
            same = found["text"] == self._text
            self.at = int(found["at"]) if same and found["at"] is not None else None
            self.place = None if found["place"] is None else str(found["place"])
            if (kept := found["draft"]) is not None:
                self.draft = Draft(int(kept["start"]) if same else -1)
                self.draft.answers = {str(k): str(v) for k, v in kept["answers"].items()}
                self.draft.asking, self.draft.typing = str(kept["asking"]), str(kept["typing"])
        except CannotRead as fault:
            raise CannotRead(str(self.file), fault.why) from fault
        except (ValueError, KeyError, TypeError, AttributeError) as fault:
            raise CannotRead(str(self.file), "it is not what factcheck wrote there") from fault


def file_of(db: str, source_id: str, author: str) -> Path:
    """The file of one person's work on one source of a case."""
    mark = hashlib.sha256(f"{source_id}\n{author}".encode()).hexdigest()[:16]
    return settings.settings_file(db).parent / f".factcheck-log-{mark}"
