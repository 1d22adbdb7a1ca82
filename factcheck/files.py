"""Writing a file whole or not at all, reading its text, and the words for what goes wrong there."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from factcheck.errors import CannotRead, CannotWrite, DiskFull, FileExists


@contextmanager
def new_file(path: Path, *, replace: bool = False) -> Iterator[Path]:
    """A temporary path beside ``path`` that takes its place when the block ends well.

    The file is readable by its owner only, reaches the disk before it gets its name, and is
    removed when the block fails. A link stays one: the file that it leads to is written.
    Raises FileExists, CannotWrite or DiskFull.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.is_dir():
            raise CannotWrite(str(path), "it is a folder")
        if os.path.lexists(target) and not (replace and target.is_file()):
            raise FileExists(str(path))
    except OSError as fault:
        raise disk_fault(path, fault) from fault
    part = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.part")
    try:
        try:
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            yield part
            _sync(part)
            os.replace(part, target)
            _sync(target.parent)
        except OSError as fault:
            raise disk_fault(path, fault) from fault
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


@contextmanager
def new_binary_file(path: Path) -> Iterator[IO[bytes]]:
    """As ``new_file``, opened for bytes."""
    with new_file(path) as part:
        try:
            with part.open("wb") as stream:
                yield stream
        except OSError as fault:
            raise disk_fault(path, fault) from fault


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
    folder, target = os.path.dirname(os.path.realpath(case)), Path(os.path.realpath(file))
    if str(target.parent) == folder and target.name in own:
        raise FileExists(str(file))
    with suppress(OSError):  # what cannot be looked at is refused where it is written
        if file.samefile(case):
            raise FileExists(str(file))


def read_text(path: Path) -> str:
    """All of a UTF-8 text, with or without a byte order mark. Raises CannotRead."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise CannotRead(str(path), "it is not UTF-8 text") from fault
    except OSError as fault:
        raise read_fault(str(path), fault) from fault


class NotToml(ValueError):
    """Its text says why, as the end of a sentence."""


def parse_toml(text: str) -> dict[str, Any]:
    """The tables of a TOML text that a person wrote. Raises NotToml."""
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise NotToml(str(fault)) from fault
    except ValueError as fault:  # Python reads no integer of more than 4,300 digits
        raise NotToml("it holds a number of thousands of digits") from fault
    except RecursionError as fault:
        raise NotToml("it is nested too deep") from fault


def read_fault(place: str, fault: OSError) -> CannotRead:
    """The user's words for what the operating system says when something is read."""
    import errno

    reasons = {
        errno.ENOENT: "it is not there",
        errno.ENOTDIR: "it is not there",
        errno.EISDIR: "it is a folder",
    }
    return CannotRead(place, reasons.get(fault.errno or 0) or reason(fault))


def disk_fault(path: Path, fault: OSError) -> CannotWrite | DiskFull:
    """The user's words for what the operating system says when something is written."""
    import errno

    if fault.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull(str(path))
    reasons = {
        errno.ENOENT: "its folder does not exist",
        errno.ENOTDIR: "its folder does not exist",
        errno.EROFS: "the disk is read-only",
    }
    return CannotWrite(str(path), reasons.get(fault.errno or 0) or reason(fault))


def reason(fault: OSError) -> str:
    """Why the operating system did not do it, as the end of a sentence."""
    import errno

    reasons = {
        errno.EACCES: "there is no permission to",
        errno.EPERM: "there is no permission to",
        errno.ENAMETOOLONG: "the name is too long",
        errno.ELOOP: "it is a link that leads back to itself",
        errno.ENOSPC: "there is no room left",
        errno.EIO: "the disk reports a fault",
    }
    # For the others: the words of the system itself.
    return reasons.get(fault.errno or 0) or (fault.strerror or "it failed")


def _sync(path: Path) -> None:
    # Windows cannot open a folder; renaming is durable there without it.
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
