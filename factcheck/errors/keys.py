"""Signing keys: made, opened, passed on and trusted."""

from factcheck.errors.base import FactcheckError


class NoKey(FactcheckError):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"No key of “{name}” is known on this machine.",
            "Make one with “factcheck key new”, or take a colleague's with “factcheck key trust”.",
        )


class KeyElsewhere(FactcheckError):
    """Unsigned work under a name whose work in this case is signed."""

    def __init__(self, name: str, fingerprint: str) -> None:
        super().__init__(
            f"What “{name}” does in this case is signed, and the key is not on this machine: "
            f"{fingerprint}.",
            "Nothing was changed. Copy the key's file here, make one with “factcheck key new”, "
            "or work under your own name with --as.",
        )


class KeyExists(FactcheckError):
    def __init__(self, name: str, fingerprint: str) -> None:
        super().__init__(
            f"“{name}” has a key on this machine already: {fingerprint}.",
            "It was left as it is. With --replace a new one is made and used from then on.",
        )


class BrokenKey(FactcheckError):
    """A key file that cannot be read as one."""

    def __init__(self, place: str, why: str) -> None:
        super().__init__(
            f"The key file {place} cannot be used: {why}.",
            "Nothing was changed. Get the file from a backup, or move it out of that folder.",
        )


class NotEd25519(FactcheckError):
    def __init__(self, place: str) -> None:
        super().__init__(
            f"The key in {place} is not an Ed25519 key.",
            "Nothing was changed. Move the file away, and make a key with “factcheck key new”.",
        )


class KeyOpenToOthers(FactcheckError):
    def __init__(self, place: str, command: str) -> None:
        super().__init__(
            f"{place} is open to others on this machine, so the keys there are not safe.",
            f"Nothing was changed. Close it with: {command}",
        )


class NoPassphrase(FactcheckError):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"The key of “{name}” needs a passphrase, and there is no terminal to ask for it.",
            "Nothing was changed. Set FACTCHECK_PASSPHRASE, or work at a terminal.",
        )


class EmptyPassphrase(FactcheckError):
    def __init__(self) -> None:
        super().__init__(
            "The passphrase is empty.",
            "No key was made. Type one, or make a key without one with --no-passphrase.",
        )


class PassphrasesDiffer(FactcheckError):
    def __init__(self) -> None:
        super().__init__(
            "The two passphrases are not the same.", "No key was made. Repeat the command."
        )


class WrongPassphrase(FactcheckError):
    def __init__(self, name: str, place: str) -> None:
        super().__init__(
            f"The passphrase does not open the key of “{name}”.",
            f"Nothing was changed. If it is the right one, {place} is damaged: get it from a "
            "backup.",
        )


class NotAPublicKey(FactcheckError):
    """Of the text no more is repeated than tells which it is: it may be a private key."""

    def __init__(self, text: str, why: str) -> None:
        first = text.strip().partition("\n")[0]
        shown = first if len(first) <= 60 else f"{first[:50]}…"
        super().__init__(
            f"“{shown}” is not a public key: {why}.",
            "Ask for the line that “factcheck key show” prints.",
        )


class KeyOfAnother(FactcheckError):
    def __init__(self, name: str, said: str) -> None:
        super().__init__(
            f"The key is said to be that of “{said}”, not of “{name}”.",
            "Nothing was changed. Trust it under the name that it was made with.",
        )


class TrustsAnother(FactcheckError):
    def __init__(self, name: str, trusted: str, given: str) -> None:
        super().__init__(
            f"Another key of “{name}” is trusted: {trusted}. The one given is {given}.",
            "Nothing was changed. Ask them in person; with --also both are trusted, with "
            "--replace only the new one.",
        )


class BrokenTrust(FactcheckError):
    """The file of trusted keys cannot be read."""

    def __init__(self, place: str, why: str) -> None:
        super().__init__(
            f"The trusted keys in {place} cannot be read: {why}.",
            "Nothing was changed. Mend the file: one line of “factcheck key show” for each key.",
        )
