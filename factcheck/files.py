"""Writing a file whole or not at all: the one place that does it."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from factcheck.errors import CannotWrite, DiskFull, FileExists


@contextmanager
def new_file(path: Path, *, replace: bool = False) -> Iterator[Path]:
    """A temporary path beside ``path`` that takes its place when the block ends well.

    The file is readable by its owner only, reaches the disk before it gets its name, and is
    removed when the block fails. Raises FileExists, CannotWrite or DiskFull.
    """
    try:
        if path.is_dir():
            raise CannotWrite(str(path), "it is a folder")
        if path.exists() and not (replace and path.is_file()):
            raise FileExists(str(path))
    except OSError as fault:
        raise disk_fault(path, fault) from fault
    part = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}.part")
    try:
        try:
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            yield part
            _sync(part)
            os.replace(part, path)
            _sync(path.parent)
        except OSError as fault:
            raise disk_fault(path, fault) from fault
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


@contextmanager
def new_text_file(path: Path, *, replace: bool = False) -> Iterator[IO[str]]:
    """As ``new_file``, opened for UTF-8 text with bare line feeds."""
    with new_file(path, replace=replace) as part:
        try:
            with part.open("w", encoding="utf-8", newline="") as stream:
                yield stream
        except OSError as fault:
            raise disk_fault(path, fault) from fault


def refuse_case(file: Path, case: Path) -> None:
    """Refuse to write over the case itself, by whatever name, or over what SQLite keeps beside it.

    Raises FileExists.
    """
    own = {f"{case.name}{ending}" for ending in ("", "-wal", "-shm", "-journal")}
    folder, target = case.resolve().parent, file.resolve()
    if target.parent == folder and target.name in own:
        raise FileExists(str(file))
    if file.exists() and case.exists() and file.samefile(case):
        raise FileExists(str(file))


def disk_fault(path: Path, fault: OSError) -> CannotWrite | DiskFull:
    """The user's words for an operating-system error."""
    import errno

    if fault.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull(str(path))
    reasons = {
        errno.ENOENT: "its folder does not exist",
        errno.ENOTDIR: "its folder does not exist",
        errno.EACCES: "there is no permission to",
        errno.EPERM: "there is no permission to",
        errno.EROFS: "the disk is read-only",
        errno.ENAMETOOLONG: "the name is too long",
    }
    return CannotWrite(str(path), reasons.get(fault.errno or 0, fault.strerror or "it failed"))


def _sync(path: Path) -> None:
    # Windows cannot open a folder; renaming is durable there without it.
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
