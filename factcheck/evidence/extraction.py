"""The text of a capture, read in a process of its own with limits, so that no file can do harm.

Reading a document that somebody else made is the most dangerous thing that this program does. So
it happens where a crash, an endless loop or a bomb ends that process and nothing else: within 10
seconds and 512 MB of address space, without network, without writing, without other programs. On
Linux all of this is enforced; macOS has no limit on memory, Windows neither of memory nor of
processor time, and the time limit holds everywhere.

Whatever happens, the result says so: an ``Extraction``, or ``Unreadable`` with the reason.
"""

import json
import os
import signal
import subprocess
import sys
from threading import Event, Timer
from typing import IO, Any, NamedTuple

from factcheck.domain.printable import encode_json
from factcheck.evidence import lending, mediatypes
from factcheck.evidence.extractors.base import About, Extraction
from factcheck.evidence.places import restored

SECONDS = 9
"""Of the processor, from the start of the process on; with what is around it, less than ten."""

PATIENCE = SECONDS
"""Seconds by the clock: a process that waits for something uses no processor."""

MEMORY = 512 * 1024 * 1024

TOO_LONG = f"reading it takes longer than {SECONDS} seconds"
TOO_LARGE = f"reading it takes more than {MEMORY // 1024**2} MB of memory"


class Unreadable(NamedTuple):
    """That a capture's text could not be read. The bytes are evidence all the same."""

    reason: str
    hint: str = ""

    @property
    def note(self) -> str:
        """The whole sentence."""
        return f"Its text could not be read: {self.reason}."


def extracted(
    stream: IO[bytes], *, name: str = "", declared: str | None = None, url: str | None = None
) -> Extraction | Unreadable:
    """The text of a stream from where it stands; never an exception, whatever it holds.

    The stream must be seekable: it is lent to the process, which asks for what it needs. ``name``
    is what the file was called, ``declared`` its Content-Type as it was sent, ``url`` the page that
    is wanted of a web archive.
    """
    begin = stream.tell()
    head = stream.read(mediatypes.HEAD)
    if not head:
        return Unreadable("it is empty")
    kind = mediatypes.media_type(name, head, declared)
    size = stream.seek(0, os.SEEK_END) - begin
    stream.seek(begin)
    return _run(stream, size, About(kind, mediatypes.charset(declared), url))


def _run(stream: IO[bytes], size: int, about: About) -> Extraction | Unreadable:
    task = {"about": about[:3], "size": size, "memory": MEMORY, "seconds": SECONDS}
    # -P: modules of the folder that one happens to be in must not be taken for the libraries.
    command = [sys.executable, "-P", "-m", "factcheck.evidence.worker", encode_json(task)]
    late = Event()
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
    ) as process:

        def end() -> None:
            late.set()
            process.kill()

        timer = Timer(PATIENCE, end)
        timer.start()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            answer = lending.lend(stream, process.stdout, process.stdin)
            code = process.wait()
        finally:
            timer.cancel()
            process.kill()  # it does nothing to one that has ended
    if late.is_set():
        return Unreadable(TOO_LONG)
    return Unreadable(_ended(code)) if code else _result(answer)


def _ended(code: int) -> str:
    """Why a process ended by itself or by a signal."""
    if code in (-getattr(signal, "SIGXCPU", 0), -getattr(signal, "SIGKILL", 0)):
        return TOO_LONG
    return "the program that reads it broke off, for want of memory or because it is broken"


def _result(answer: bytes) -> Extraction | Unreadable:
    try:
        found: dict[str, Any] = json.loads(answer)
        if "reason" in found:
            reason = TOO_LARGE if found["reason"] == "memory" else str(found["reason"])
            return Unreadable(reason, str(found.get("hint", "")))
        return Extraction(
            text=str(found["text"]),
            segments=restored(found["segments"]),
            extractor=str(found["extractor"]),
            version=str(found["version"]),
            media_type=str(found["media_type"]),
            notes=tuple(map(str, found["notes"])),
        )
    except (ValueError, KeyError, TypeError):
        return Unreadable("the program that reads it broke off")
