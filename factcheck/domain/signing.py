"""Who signs: public keys as people pass them on, and what a signature is made over.

Keys are Ed25519 (RFC 8032). Nothing is signed or checked here: that takes arithmetic which the
standard library does not have, and is done in ``factcheck/keyring/``.
"""

import hashlib
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Set
from typing import NamedTuple

from factcheck.domain.wording import NAME_LIMIT, clean_optional
from factcheck.errors import NotAPublicKey, NotText, TextTooLong

_MARK = ("factcheck-key", "ed25519")
"""The first two words of a public key's line."""

_BYTES = 32
_PRIME = 2**255 - 19
_D = -121665 * pow(121666, -1, _PRIME) % _PRIME
"""The curve is -x² + y² = 1 + d·x²·y² over the integers modulo the prime."""


class PublicKey(NamedTuple):
    """What anybody may know of a key: it checks signatures, and makes none."""

    raw: bytes
    """32 bytes."""

    @property
    def encoded(self) -> str:
        """Base64, as it stands in a line."""
        return b64encode(self.raw).decode("ascii")

    @property
    def fingerprint(self) -> str:
        """What two people compare aloud: the SHA-256 of the key in 16 groups of four digits."""
        digits = hashlib.sha256(self.raw).hexdigest()
        return " ".join(digits[place : place + 4] for place in range(0, len(digits), 4))

    @property
    def short(self) -> str:
        """The first two groups of the fingerprint: it tells a few keys apart, and proves nothing.

        Anybody can make a key that begins alike.
        """
        return self.fingerprint[:9]

    def line(self, name: str) -> str:
        """The key and whose it is in one line, to be mailed; ``read_line`` reads it."""
        return " ".join([*_MARK, self.encoded, *name.split()])


class NamedKey(NamedTuple):
    """A public key, and whose it is said to be."""

    public: PublicKey
    name: str
    """Empty where that is not said."""


class Signer(NamedTuple):
    """A key that was opened: it signs what its author does."""

    name: str
    public: PublicKey
    sign: Callable[[bytes], bytes]
    """The signature of a message, 64 bytes."""


class Trust(NamedTuple):
    """What a machine knows of people's keys, by their folded names."""

    keys: Mapping[str, Set[PublicKey]] = {}
    """The user's own, and those of colleagues."""
    colleagues: Set[str] = frozenset()
    """Whose keys the user took there: their work is expected to be signed."""


NOBODY = Trust()


def entry_message(digest: bytes) -> bytes:
    """What is signed for an entry of the journal.

    The words before the digest keep such a signature from being taken for that of anything else.
    """
    return b"factcheck entry signature v1\x00" + digest


def read_public_key(encoded: str) -> PublicKey:
    """The key that was written in Base64. Raises NotAPublicKey."""
    try:
        raw = b64decode(encoded, validate=True)
    except ValueError as fault:
        raise NotAPublicKey(encoded, "it is not Base64") from fault
    return checked_public_key(raw)


def checked_public_key(raw: bytes) -> PublicKey:
    """These bytes as a key that somebody can have. Raises NotAPublicKey."""
    key = PublicKey(raw)
    if len(raw) != _BYTES:
        raise NotAPublicKey(key.encoded, f"it has {len(raw):,} bytes and not {_BYTES}")
    if not _is_of_use(raw):
        raise NotAPublicKey(key.encoded, "no Ed25519 key has these bytes")
    return key


def read_line(text: str) -> NamedKey:
    """The line that ``PublicKey.line`` wrote, with or without the name. Raises NotAPublicKey."""
    words = text.split()
    if tuple(words[:2]) != _MARK or len(words) < 3:
        raise NotAPublicKey(text, "it does not read “factcheck-key ed25519 …”")
    if "\n" in text.strip():
        raise NotAPublicKey(text, "it has more than one line")
    try:
        name = clean_optional("the name", " ".join(words[3:]), NAME_LIMIT)
    except (NotText, TextTooLong) as fault:
        raise NotAPublicKey(text, "the name in it is none that a person can have") from fault
    return NamedKey(read_public_key(words[2]), name or "")


def author_label(name: str, public: PublicKey | None) -> str:
    """An author as people tell several of one name apart: ``Anna Reporter (3f2a 91c0)``."""
    return name if public is None else f"{name} ({public.short})"


def same_name(one: str, other: str) -> bool:
    """Whether two names are one person's to a reader: case and blanks tell nobody apart."""
    return folded_name(one) == folded_name(other)


def folded_name(name: str) -> str:
    """A name as it is compared."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _is_of_use(raw: bytes) -> bool:
    """Whether the bytes are a point of the curve, and none of the few whose signatures anybody
    can forge: those that, doubled three times, are the neutral element.
    """
    y = int.from_bytes(raw, "little") & (1 << 255) - 1
    if y >= _PRIME or pow(_x_squared(y), (_PRIME - 1) // 2, _PRIME) == _PRIME - 1:
        return False
    for _ in range(3):
        y = _doubled(y)
    return y != 1


def _x_squared(y: int) -> int:
    return (y * y - 1) * pow(_D * y * y + 1, -1, _PRIME) % _PRIME


def _doubled(y: int) -> int:
    """The y of twice the point: the formula of addition needs no more of x than its square."""
    x_squared, y_squared = _x_squared(y), y * y % _PRIME
    return (y_squared + x_squared) * pow(1 - _D * x_squared * y_squared, -1, _PRIME) % _PRIME
