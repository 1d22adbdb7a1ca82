"""The process that reads one capture: limits first, then the extractor, then its answer as JSON.

Started by ``extraction.py`` as ``python -m factcheck.evidence.worker``; not for people. The capture
is lent to it through its standard input and output (``lending.py``), and how to read it comes as
JSON in its only argument. Before it reads it gives up the memory, the files and the network that it
does not need, since the capture may have been made to harm.
"""

import gc
import json
import os
import sys
import time
from typing import Any, BinaryIO

from factcheck.domain.printable import encode_json
from factcheck.errors import FactcheckError
from factcheck.evidence import lending
from factcheck.evidence.extractors.base import About, NoText, extract
from factcheck.evidence.places import stored

FURTHER = 0.45
"""Of the time: the part in which a document of many pages is read on. The rest is for making
paragraphs of its lines, and a text that can be searched of these."""

REFUSED = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork",
           "os.spawn", "os.kill", "os.remove", "os.rename", "os.link", "os.symlink", "shutil.",
           "ftplib.", "http.", "urllib.")  # fmt: skip
"""Audit events of what no extractor does (Python library reference, “Audit events table”)."""


def main() -> None:
    """Read the capture that the argument describes and say what is in it."""
    task = json.loads(sys.argv[1])
    # What a library prints must not get between the lines of the answer.
    asking, getting = os.fdopen(os.dup(1), "wb", 0), os.fdopen(os.dup(0), "rb", 0)
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    _limit(task["memory"], task["seconds"])
    # One document, and then the process ends: looking for garbage costs a third of the time.
    gc.disable()
    sys.addaudithook(_refuse)
    answer = _answer(task, lending.borrowed(task["size"], asking, getting))
    lending.say(asking, encode_json(answer).encode("utf-8", "replace"))


def _answer(task: dict[str, Any], stream: BinaryIO) -> dict[str, Any]:
    try:
        end = time.monotonic() + FURTHER * task["seconds"]
        about = About(*task["about"])._replace(late=lambda: time.monotonic() > end)
        return _read(stream, about)
    except NoText as fault:
        return {"reason": fault.reason, "hint": fault.hint}
    except FactcheckError as fault:
        return {"reason": fault.sentence.rstrip("."), "hint": fault.hint}
    except MemoryError:
        return {"reason": "memory"}
    except RecursionError:
        return {"reason": "it is nested too deep"}
    except Exception as fault:
        # Whatever a library makes of a file that was made to break it, the capture is kept.
        return {"reason": f"it is not sound ({type(fault).__name__})"}


def _read(stream: BinaryIO, about: About) -> dict[str, Any]:
    found = extract(stream, about)
    return found._asdict() | {"segments": stored(found.segments)}


def _limit(memory: int, seconds: int) -> None:
    """Memory in bytes and processor time; no file may grow. Only where the platform has limits."""
    try:
        import resource
    except ModuleNotFoundError:
        return
    for name, most in (
        ("RLIMIT_AS", memory),
        ("RLIMIT_CPU", seconds),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NOFILE", 64),
    ):
        try:
            resource.setrlimit(getattr(resource, name), (most, most))
        except (AttributeError, OSError, ValueError):
            # macOS has no limit on address space, and a stricter one may be set already.
            continue


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(REFUSED):
        raise PermissionError(f"an extractor may not do this: {event}")


if __name__ == "__main__":
    main()
