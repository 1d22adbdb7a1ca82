"""Single keys, pressed at a terminal without Enter.

What was typed ahead is not thrown away, and no more is taken than one key: what follows it stays
for whatever asks next, be it a key or a line.
"""

import os
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

_ENDS = ("", "\x04", "\x00")
"""The end of the input: Ctrl-D, which is a NUL where it was typed ahead."""

_AT_ONCE = 0.05
"""Seconds in which all of one key has come: far less than between two keys of a person."""


def pressed() -> str:
    """The next key, as what it types; of an arrow and the like that is several characters.

    Raises EOFError at the end of the input, and where the terminal has gone.
    """
    if not sys.stdin.isatty():
        key = sys.stdin.read(1)
    elif os.name == "nt":
        key = click.getchar()
    else:
        key = _from_terminal(sys.stdin.fileno())
    if key in _ENDS:
        raise EOFError
    return key


def _from_terminal(place: int) -> str:
    import termios

    try:
        with _unbuffered(place):
            key = os.read(place, 1)
            while key and _has_more(key) and select.select([place], [], [], _AT_ONCE)[0]:
                key += os.read(place, 1)
    except (OSError, termios.error) as gone:
        raise EOFError from gone
    return key.decode(errors="replace")


def _has_more(key: bytes) -> bool:
    """Whether more bytes can belong to the key: to a character, or to what a function key sends."""
    if key[:1] == b"\x1b":
        return len(key) < 3 or not 0x40 <= key[-1] <= 0x7E
    return len(key) < 1 + (key[0] >= 0xC0) + (key[0] >= 0xE0) + (key[0] >= 0xF0)


@contextmanager
def _unbuffered(place: int) -> Iterator[None]:
    """The terminal hands over each key at once, and shows none of them."""
    import termios

    before = termios.tcgetattr(place)
    ours = termios.tcgetattr(place)
    ours[3] &= ~(termios.ICANON | termios.ECHO)
    ours[6][termios.VMIN], ours[6][termios.VTIME] = 1, 0
    termios.tcsetattr(place, termios.TCSADRAIN, ours)
    try:
        yield
    finally:
        termios.tcsetattr(place, termios.TCSADRAIN, before)
