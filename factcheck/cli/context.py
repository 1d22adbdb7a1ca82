"""The case that a command works on: opened once, its schema checked, committed once.

SQLAlchemy is imported here inside functions only: help, version and completion never load it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from factcheck.cli.interrupts import deaf
from factcheck.errors import NoAuthor

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.database.engine import Location
    from factcheck.database.session import CaseSession
    from factcheck.domain.signing import Signer
    from factcheck.keyring.folder import Keyring
    from factcheck.settings import Settings


class Case:
    """What a command is given to reach the case."""

    def __init__(self, settings: "Settings") -> None:
        self.settings = settings
        self.kept = False
        """Whether the command has done lasting work: a failure after that must not deny it."""
        self._signer: Signer | None = None
        self._asked = False

    @property
    def location(self) -> "Location":
        from factcheck.database.engine import locate

        return locate(self.settings.case())

    @property
    def author(self) -> str:
        """The name that work is signed with. Raises NoAuthor."""
        from factcheck.domain.wording import NAME_LIMIT, clean

        if (name := self.settings.signer()) is None:
            raise NoAuthor
        return clean("the name to sign with", name, NAME_LIMIT)

    def signer(self) -> "Signer | None":
        """The author's key, opened; none where no name is known or it has no key here.

        Asks for its passphrase, where it has one: once in a command, so call it before the user
        begins to type. Raises NoPassphrase, WrongPassphrase, BrokenKey, NotEd25519,
        KeyOpenToOthers or CannotRead.
        """
        if not self._asked:
            self._signer = self._open_key()
            self._asked = True
        return self._signer

    def _open_key(self) -> "Signer | None":
        from factcheck.cli import passphrases

        if self.settings.signer() is None:
            return None
        author = self.author
        if (key := keyring().key_of(author)) is None:
            return None
        return key.signer(author, passphrases.to_open(author) if key.needs_passphrase else "")

    @contextmanager
    def reading(self) -> "Iterator[Session]":
        """A session that changes nothing."""
        from factcheck.database.session import open_session

        with open_session(self.location, write=False) as session:
            yield session

    @contextmanager
    def writing(self, *, keep: bool = True) -> "Iterator[CaseSession]":
        """A session whose work is committed when the block ends, or none of it is.

        The author's key is opened before, so that nobody waits for a passphrase to be typed. An
        interrupt while it is committed comes too late, and is let go: the command is about to
        end, and must say truly what it did.
        """
        from factcheck.database.session import open_session

        location = self.location
        author = self.author if self.settings.signer() else None
        signer = self.signer() if keep else None
        session = open_session(location, write=True, author=author, signer=signer)
        try:
            yield session
            if keep:
                session.settle()
                with deaf():
                    session.commit()
                    self.kept = True
        finally:
            with deaf():
                session.close()


def keyring() -> "Keyring":
    """The keys of this machine."""
    from factcheck import settings
    from factcheck.keyring.folder import Keyring

    return Keyring(settings.keys_folder())


pass_case = click.make_pass_decorator(Case)
