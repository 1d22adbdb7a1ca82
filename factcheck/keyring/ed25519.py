"""Signing and checking, and private keys as text: the one place that knows the library for it."""

import hashlib
import unicodedata
from base64 import b64encode
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from factcheck.domain.signing import PublicKey, Signer
from factcheck.errors import BrokenKey, EmptyPassphrase, NotEd25519, TextTooLong, WrongPassphrase

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

SALT_BYTES = 16

_LONGEST_PASSPHRASE = 1_000
_COST = 2**16
"""Of scrypt, with blocks of 1 KiB: a guess takes 64 MiB of memory and a fifth of a second. What
PKCS#8 does by itself (2,048 rounds of PBKDF2) lets a seized laptop be tried thousands of times a
second."""
_BLOCK = 8


class PrivateKey(NamedTuple):
    """A new key: its PKCS#8 PEM, and what belongs to it."""

    public: PublicKey
    pem: str
    salt: bytes | None
    """None where no passphrase guards it."""


def new_key(passphrase: str | None) -> PrivateKey:
    """A key that nobody had before, guarded by a passphrase or, for None, by nothing.

    Raises EmptyPassphrase or TextTooLong.
    """
    import secrets

    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    guard: serialization.KeySerializationEncryption = serialization.NoEncryption()
    salt = None
    if passphrase is not None:
        salt = secrets.token_bytes(SALT_BYTES)
        guard = serialization.BestAvailableEncryption(_stretched(passphrase, salt))
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, guard
    ).decode("ascii")
    return PrivateKey(_public(key), pem, salt)


def opened(key: PrivateKey, passphrase: str, name: str, place: str) -> Signer:
    """The key ready to sign as ``name``; ``place`` is where it was, for the errors.

    Raises BrokenKey, NotEd25519, WrongPassphrase, EmptyPassphrase or TextTooLong.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    pem = key.pem.encode()
    try:
        # Without the passphrase: a key that is damaged is told from one that is only closed.
        found = load_pem_private_key(pem, None)
    except TypeError as closed:
        if key.salt is None:
            raise BrokenKey(place, "the salt of its passphrase is missing") from closed
        secret = _stretched(passphrase, key.salt)
        try:
            found = load_pem_private_key(pem, secret)
        except (ValueError, UnsupportedAlgorithm) as fault:
            raise WrongPassphrase(name, place) from fault
    except (ValueError, UnsupportedAlgorithm) as fault:
        raise BrokenKey(place, "the private key in it is damaged") from fault
    if not isinstance(found, Ed25519PrivateKey):
        raise NotEd25519(place)
    if _public(found) != key.public:
        raise BrokenKey(place, "its private and its public key do not belong together")
    return Signer(name, key.public, found.sign)


def verified(public: PublicKey, message: bytes, signature: bytes) -> bool:
    """Whether the signature is that key's, and of exactly this message."""
    from cryptography.exceptions import InvalidSignature

    try:
        _loaded(public.raw).verify(signature, message)
    except (InvalidSignature, ValueError):  # the latter where the key is none
        return False
    return True


@lru_cache(maxsize=64)
def _loaded(raw: bytes) -> "Ed25519PublicKey":
    """The library's own form of a public key: a journal has few, and is checked entry by entry."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    return Ed25519PublicKey.from_public_bytes(raw)


def _public(key: "Ed25519PrivateKey") -> PublicKey:
    return PublicKey(key.public_key().public_bytes_raw())


def _stretched(passphrase: str, salt: bytes) -> bytes:
    """What the PEM is closed with. Raises EmptyPassphrase or TextTooLong."""
    if not passphrase:
        raise EmptyPassphrase
    if len(passphrase) > _LONGEST_PASSPHRASE:
        raise TextTooLong("the passphrase", len(passphrase), _LONGEST_PASSPHRASE)
    # The same letters, however this machine's keyboard composes them; a variable of the
    # environment may hold bytes that are no text.
    typed = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogateescape")
    return b64encode(
        hashlib.scrypt(
            typed, salt=salt, n=_COST, r=_BLOCK, p=1, dklen=32, maxmem=2 * 128 * _BLOCK * _COST
        )
    )
