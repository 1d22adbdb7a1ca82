"""The folder of keys: one file for each key of one's own, and one of colleagues' keys.

A key file is readable by its owner only, and tells in its first lines, before the PEM, what can
be known of the key without its passphrase::

    factcheck-key ed25519 BASE64 NAME
    Made 2017-05-18T10:00:00.000Z
    Salt BASE64
    -----BEGIN ENCRYPTED PRIVATE KEY-----

The file ``trusted`` has one public key's line for each. No file is ever written over but that one.
"""

import os
import shlex
import stat
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from factcheck.domain.keys import suggested
from factcheck.domain.moments import moment_text, read_moment
from factcheck.domain.signing import (
    NamedKey,
    PublicKey,
    Signer,
    Trust,
    folded_name,
    read_line,
    same_name,
)
from factcheck.errors import (
    BrokenKey,
    BrokenTrust,
    CannotRead,
    CannotWrite,
    KeyExists,
    KeyOpenToOthers,
    NotAPublicKey,
    TrustsAnother,
    UnreadableMoment,
)
from factcheck.files import disk_fault, new_text_file, read_fault, read_text
from factcheck.keyring import ed25519

TRUSTED = "trusted"

LARGEST_KEY = 16 * 1024
LARGEST_TRUST = 16 * 1024 * 1024
"""Bytes of a key file, and of the file of trusted keys: nothing honest is larger."""

_ENDING = ".key"
_PEM = "-----BEGIN "


class OwnKey(NamedTuple):
    """A key file, as far as it can be read without the passphrase."""

    name: str
    made_at: datetime
    place: Path
    private: ed25519.PrivateKey

    @property
    def public(self) -> PublicKey:
        return self.private.public

    @property
    def needs_passphrase(self) -> bool:
        return self.private.salt is not None

    def signer(self, name: str, passphrase: str) -> Signer:
        """The key opened, to sign as ``name``. Raises WrongPassphrase, BrokenKey, NotEd25519."""
        return ed25519.opened(self.private, passphrase, name, str(self.place))


class Keyring(NamedTuple):
    """The keys in a folder. A folder that is not there holds none."""

    folder: Path

    def own(self) -> list[OwnKey]:
        """Every key of one's own, by name, the newest first.

        Raises BrokenKey, KeyOpenToOthers or CannotRead.
        """
        keys = [_own_key(place) for place in self._key_files()]
        newest_first = sorted(keys, key=lambda key: (key.made_at, key.public), reverse=True)
        return sorted(newest_first, key=lambda key: folded_name(key.name))

    def key_of(self, name: str) -> OwnKey | None:
        """The key that ``name`` signs with on this machine: the newest. Raises as ``own``."""
        return next((key for key in self.own() if same_name(key.name, name)), None)

    def make(
        self, name: str, made_at: datetime, passphrase: str | None, *, replace: bool = False
    ) -> OwnKey:
        """A new key of ``name``, used from now on; none of older ones is touched.

        Raises KeyExists where there is one and it is not to be replaced; and as ``own`` and
        ``ed25519.new_key``; CannotWrite or DiskFull.
        """
        self.require_room(name, replace=replace)
        older = self.key_of(name)
        if older is not None:  # a clock that was put back must not make the new one the older
            made_at = max(made_at, older.made_at + timedelta(milliseconds=1))
        private = ed25519.new_key(passphrase)
        self._make_folder()
        place = self.folder / f"{suggested(name, 'key')}-{_hex(private.public)}{_ENDING}"
        key = OwnKey(name, made_at, place, private)
        with new_text_file(place) as stream:
            stream.write(_as_text(key))
        return key

    def require_room(self, name: str, *, replace: bool) -> None:
        """Raises KeyExists where ``name`` has a key that is not to be replaced."""
        if not replace and (older := self.key_of(name)) is not None:
            raise KeyExists(name, older.public.fingerprint)

    def trusted(self) -> list[NamedKey]:
        """The keys of colleagues, in the order in which they were taken.

        Raises BrokenTrust, KeyOpenToOthers or CannotRead.
        """
        place = self.folder / TRUSTED
        if not self._is_there() or not os.path.lexists(place):
            return []
        _require_file(place, LARGEST_TRUST, _WRITABLE, BrokenTrust)
        try:
            return list(_trusted(place, read_text(place)))
        except CannotRead as fault:
            raise BrokenTrust(str(place), fault.why) from fault

    def trust(
        self, name: str, public: PublicKey, *, also: bool = False, replace: bool = False
    ) -> bool:
        """Keep a colleague's key; whether it was not kept before.

        Another key of that name stays with ``also``, goes with ``replace``, and otherwise raises
        TrustsAnother. Raises as ``trusted``; CannotWrite or DiskFull.
        """
        known = self.trusted()
        theirs = [key for key in known if same_name(key.name, name)]
        others = [key for key in theirs if key.public != public]
        if others and not (also or replace):
            raise TrustsAnother(name, others[-1].public.fingerprint, public.fingerprint)
        is_new = len(others) == len(theirs)
        kept = [key for key in known if not (replace and key in others)]
        if is_new:
            kept.append(NamedKey(public, name))
        if kept != known:
            self._make_folder()
            with new_text_file(self.folder / TRUSTED, replace=True) as stream:
                stream.writelines(f"{key.public.line(key.name)}\n" for key in kept)
        return is_new

    def known(self) -> Trust:
        """All public keys here, for the audit. Raises as ``own`` and ``trusted``."""
        found: dict[str, set[PublicKey]] = {}
        colleagues = self.trusted()
        for public, name in [*(NamedKey(key.public, key.name) for key in self.own()), *colleagues]:
            found.setdefault(folded_name(name), set()).add(public)
        return Trust(found, {folded_name(key.name) for key in colleagues})

    def _is_there(self) -> bool:
        try:
            if not os.path.lexists(self.folder):
                return False
            found = self.folder.stat()
        except OSError as fault:
            raise read_fault(str(self.folder), fault) from fault
        if not stat.S_ISDIR(found.st_mode):
            raise CannotRead(str(self.folder), "it is not a folder")
        _require_mode(self.folder, found.st_mode, _WRITABLE, "700")
        return True

    def _key_files(self) -> list[Path]:
        if not self._is_there():
            return []
        try:
            names = sorted(os.listdir(self.folder))
        except OSError as fault:
            raise read_fault(str(self.folder), fault) from fault
        # What begins with a dot is half written.
        return [
            self.folder / name
            for name in names
            if name.endswith(_ENDING) and not name.startswith(".")
        ]

    def _make_folder(self) -> None:
        if self._is_there():
            return
        try:
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            self.folder.mkdir(mode=0o700)
        except FileExistsError as fault:  # a folder above it is a file
            raise CannotWrite(str(self.folder), "its folder does not exist") from fault
        except OSError as fault:
            raise disk_fault(self.folder, fault) from fault


# --- a key file -----------------------------------------------------------------------------


def _as_text(key: OwnKey) -> str:
    from base64 import b64encode

    lines = [key.public.line(key.name), f"Made {moment_text(key.made_at)}"]
    if key.private.salt is not None:
        lines.append(f"Salt {b64encode(key.private.salt).decode('ascii')}")
    return "\n".join([*lines, key.private.pem])


def _own_key(place: Path) -> OwnKey:
    _require_file(place, LARGEST_KEY, _REACHABLE, BrokenKey)
    try:
        text = read_text(place)
    except CannotRead as fault:
        raise BrokenKey(str(place), fault.why) from fault
    head, mark, rest = text.partition(_PEM)
    first, *lines = head.split("\n")
    fields = dict(line.partition(" ")[::2] for line in lines if line)
    try:
        public, name = read_line(first)
        made_at = read_moment(fields["Made"])
        salt = _salt(fields["Salt"]) if "Salt" in fields else None
    except (NotAPublicKey, KeyError, ValueError, UnreadableMoment) as fault:
        raise BrokenKey(str(place), "it is not one of factcheck's") from fault
    if not mark or not name:
        raise BrokenKey(str(place), "a part of it is missing")
    return OwnKey(name, made_at, place, ed25519.PrivateKey(public, mark + rest, salt))


def _salt(encoded: str) -> bytes:
    from base64 import b64decode

    salt = b64decode(encoded, validate=True)
    if len(salt) != ed25519.SALT_BYTES:
        raise ValueError("the salt has another length")
    return salt


def _hex(public: PublicKey) -> str:
    return public.fingerprint.replace(" ", "")[:16]


# --- trusted keys ---------------------------------------------------------------------------


def _trusted(place: Path, text: str) -> Iterator[NamedKey]:
    lines: Sequence[str] = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            key = read_line(line)
        except NotAPublicKey as fault:
            raise BrokenTrust(str(place), f"line {number:,} is not a public key") from fault
        if not key.name:
            raise BrokenTrust(str(place), f"line {number:,} does not say whose key it is")
        yield key


# --- what may be read -----------------------------------------------------------------------

_WRITABLE = stat.S_IWGRP | stat.S_IWOTH
_REACHABLE = stat.S_IRWXG | stat.S_IRWXO


def _require_file(
    place: Path, largest: int, forbidden: int, broken: type[BrokenKey | BrokenTrust]
) -> None:
    """Raises ``broken`` for what is no file of that size, and KeyOpenToOthers."""
    try:
        found = place.stat()
    except OSError as fault:
        raise broken(str(place), read_fault(str(place), fault).why) from fault
    if not stat.S_ISREG(found.st_mode):  # asked before it is opened: a pipe would never end
        raise broken(str(place), "it is not a file")
    if found.st_size > largest:
        raise broken(str(place), f"it has {found.st_size:,} bytes, more than such a file can have")
    _require_mode(place, found.st_mode, forbidden, "600")


def _require_mode(place: Path, mode: int, forbidden: int, right: str) -> None:
    if sys.platform != "win32" and mode & forbidden:  # where rights are told by modes
        raise KeyOpenToOthers(str(place), f"chmod {right} {shlex.quote(str(place))}")
