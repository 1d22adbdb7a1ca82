"""Choosing a new record's key: the one given, or one made from its words."""

from collections.abc import Container, Sequence

from sqlalchemy.orm import Session

from factcheck.database.queries.keys import holders
from factcheck.domain.keys import checked, suggested
from factcheck.errors import DuplicateKey


def new_key(session: Session, noun: str, given: str | None, words: str) -> str:
    """A free key. Raises BadKey, or DuplicateKey where the one given is taken."""
    if given is not None:
        key = checked(given)
        if taken := holders(session, [key]):
            raise DuplicateKey(noun, key, taken[key])
        return key
    base = suggested(words, noun)
    return KeyMaker().free(session, [base])[0]


class KeyMaker:
    """Makes keys that nobody holds: ``detained``, then ``detained-2``, ``detained-3``, …"""

    REMEMBERED = 50_000

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def free(
        self, session: Session, bases: Sequence[str], reserved: Container[str] = ()
    ) -> list[str]:
        """One free key for each base, in order; given twice, a base yields two keys.

        ``reserved`` are keys about to be used, which the case does not hold yet.
        """
        keys = [self._next(base) for base in bases]
        settled: set[str] = set()
        waiting = list(range(len(keys)))
        while waiting:
            taken = holders(session, {keys[place] for place in waiting})
            again = []
            for place in waiting:
                key = keys[place]
                # “men 2” and the second “men” make the same key: the first in the list has it.
                if key in taken or key in reserved or key in settled:
                    keys[place] = self._next(bases[place])
                    again.append(place)
                else:
                    settled.add(key)
            waiting = again
        return keys

    def _next(self, base: str) -> str:
        if len(self._last) > self.REMEMBERED:
            self._last.clear()
        number = self._last[base] = self._last.get(base, 0) + 1
        return base if number == 1 else f"{base}-{number}"
