"""Opening a ZIP archive: the one place that does it, for archives that nobody vouches for.

Nothing is ever written to the disk, and a member is read only by the name that its format gives
it, so names and links cannot lead anywhere. An archive that tries is refused all the same: what
was made to deceive should be looked at by a person.
"""

import stat
import zipfile
import zlib
from typing import IO

from factcheck.evidence.extractors.base import BYTES_LIMIT, NoText

ENTRIES_LIMIT = 10_000
TOTAL_LIMIT = 1024 * 1024 * 1024
"""Bytes that all members may have, unpacked."""
RATIO_LIMIT = 1_000
"""How many times larger than packed a member may be; DEFLATE allows 1,032, text has 3 to 20."""
RATIO_FREE = 1024 * 1024
"""Bytes up to which a member may have any ratio: blank pages compress very well."""


class Archive:
    """A ZIP archive whose members can be read by name. Raises NoText for one that is not sound."""

    def __init__(self, stream: IO[bytes]) -> None:
        try:
            self._zip = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as fault:
            raise NoText("it is a broken archive") from fault
        members = self._zip.infolist()
        if len(members) > ENTRIES_LIMIT:
            raise NoText(f"it is an archive of more than {ENTRIES_LIMIT:,} files")
        if sum(member.file_size for member in members) > TOTAL_LIMIT:
            raise NoText(f"it is an archive of more than {TOTAL_LIMIT // 1024**2:,} MB unpacked")
        self._members: dict[str, zipfile.ZipInfo] = {}
        for member in members:
            _refuse_unsound(member)
            if member.filename in self._members:
                raise NoText(f"it is an archive with two files called “{member.filename}”")
            self._members[member.filename] = member

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def names(self) -> list[str]:
        """All members, in the archive's order."""
        return list(self._members)

    def read(self, name: str, limit: int = BYTES_LIMIT) -> bytes:
        """A member, whole and with its checksum right. Raises NoText."""
        with self.open(name) as member:
            try:
                data = member.read(limit + 1)
            except (zipfile.BadZipFile, zlib.error, EOFError) as fault:
                raise NoText(f"“{name}” in it is damaged") from fault
        if len(data) > limit:
            raise NoText(f"“{name}” in it is larger than {limit // 1024**2} MB unpacked")
        return data

    def open(self, name: str) -> IO[bytes]:
        """A member to read bit by bit. Raises NoText where there is none."""
        if name not in self._members:
            raise NoText(f"“{name}” is missing in it")
        try:
            return self._zip.open(self._members[name])
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as fault:
            raise NoText(f"“{name}” in it cannot be unpacked") from fault


def _refuse_unsound(member: zipfile.ZipInfo) -> None:
    name = member.filename
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0]:
        raise NoText(f"it is an archive with a file that leads out of it: “{name}”")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise NoText(f"it is an archive with a link in it: “{name}”")
    if member.flag_bits & 0x1:
        raise NoText("it is protected by a password", "Capture a copy without one as well.")
    if member.file_size > max(RATIO_FREE, RATIO_LIMIT * member.compress_size):
        raise NoText(f"it is an archive that unpacks to far more than it should: “{name}”")
