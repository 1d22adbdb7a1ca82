"""The passphrase of a signing key: from FACTCHECK_PASSPHRASE, or typed unseen at the terminal."""

from factcheck import settings
from factcheck.cli import screen
from factcheck.errors import EmptyPassphrase, NoPassphrase, PassphrasesDiffer


def to_open(name: str) -> str:
    """The passphrase of a key that is there. Raises NoPassphrase."""
    return settings.passphrase() or _asked(name, f"Passphrase of the key of “{name}”: ")


def to_make(name: str, *, no_input: bool) -> str:
    """The passphrase of a new key, asked twice.

    Raises NoPassphrase, EmptyPassphrase or PassphrasesDiffer.
    """
    if known := settings.passphrase():
        return known
    if no_input:
        raise NoPassphrase(name)
    first = _asked(name, f"Passphrase for the new key of “{name}”: ")
    if not first:
        raise EmptyPassphrase
    if _asked(name, "The same once more: ") != first:
        raise PassphrasesDiffer
    return first


def _asked(name: str, prompt: str) -> str:
    typed = screen.ask_unseen(prompt)
    if typed is None:
        raise NoPassphrase(name)
    return typed
