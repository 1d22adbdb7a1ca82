"""A person at a terminal: a page to read, and one line typed at a time.

The page is talk and goes to standard error; so do the questions, but where a line can be edited,
which the terminal does on standard output. Every text passes ``domain.printable`` here. Without
a terminal nothing is cleared or coloured, and lines are read from standard input: whoever drives
the program from a pipe, or has it read aloud, gets the same words.
"""

import os
import re
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from types import FrameType

import click

from factcheck.cli import keys, streams
from factcheck.domain.printable import unbroken, visible, width

WIDEST = 78
"""Columns of a page: longer lines are hard to read."""

Span = tuple[int, int]

_WORD = re.compile(r"\S+")
_ROW = re.compile(r"[^\n]+")
_EVERY = 0.2
"""Seconds between two looks at a line that is being typed: where the program is killed, or its
terminal closed, what was typed since the last is lost."""


def columns() -> int:
    """How wide a page is."""
    return max(min(_size().columns - 1, WIDEST), 20)


def rows() -> int:
    """How many lines a person sees at once; without a terminal there is no end to them."""
    return _size().lines if sys.stderr.isatty() else sys.maxsize


def _size() -> os.terminal_size:
    """Of the terminal that pages go to: standard output may be a file."""
    with suppress(OSError, ValueError):
        size = os.get_terminal_size(sys.stderr.fileno())
        if size.columns and "COLUMNS" not in os.environ:
            return size
    return shutil.get_terminal_size()


def clear() -> None:
    """Begin a new page: an empty screen, or an empty line where it cannot be emptied."""
    if on_terminal() and os.environ.get("TERM", "dumb") != "dumb":
        _echo("\x1b[H\x1b[2J", newline=False, color=True)  # which is no colour
    else:
        _echo("")


def on_terminal() -> bool:
    """Whether a person reads the page and presses keys."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def show(text: str = "", *, bold: bool = False, indent: int = 0) -> None:
    """Text on the page, wrapped; a line feed in it begins a line."""
    show_ready(ready(text, bold=bold, indent=indent))


def show_ready(lines: Iterable[str]) -> None:
    """Lines as ``ready`` and ``ready_marked`` make them."""
    for line in lines:
        _echo(line)


def ready(text: str = "", *, bold: bool = False, indent: int = 0) -> list[str]:
    """Text as the lines that ``show`` shows."""
    lines = [f"{' ' * indent}{line}".rstrip() for line in wrapped(text, indent=indent)]
    return [click.style(line, bold=True) for line in lines] if bold and _coloured() else lines


def hint(text: str) -> None:
    """What can be answered: less than what is read, and above the line that is typed."""
    for line in wrapped(text):
        _echo(click.style(line, dim=True) if _coloured() else line)


def show_marked(text: str, marks: Sequence[Span]) -> int:
    """Text with some of its words marked; returns its lines."""
    lines = ready_marked(text, marks)
    show_ready(lines)
    return len(lines)


def ready_marked(text: str, marks: Sequence[Span], *, indent: int = 0) -> list[str]:
    """Text with some of its words marked, as lines to show.

    Where there are colours the words are underlined, and in ``[[ ]]`` where there are none.
    """
    pieces = _marked(text, marks) if _coloured() else [(_bracketed(text, marks), False)]
    return [
        " " * indent + "".join(_underlined(part) if mark else part for part, mark in line)
        for line in _laid_out(pieces, columns() - indent)
    ]


def wrapped(text: str, *, indent: int = 0) -> list[str]:
    """Text as lines that fit the page, or what an indent leaves of it, whatever it is made of."""
    lines = _laid_out([(text, False)], columns() - indent)
    return ["".join(part for part, _ in line) for line in lines] or [""]


def spread(items: Sequence[str]) -> None:
    """Short items side by side, in as many lines as they take."""
    line = ""
    for item in items:
        if line and width(line) + 2 + width(item) > columns():
            _echo(unbroken(line))
            line = ""
        line = f"{line}  {item}" if line else item
    _echo(unbroken(line))


# --- layout ---------------------------------------------------------------------------------

Piece = tuple[str, bool]
"""Text, and whether it is marked."""


def _coloured() -> bool:
    context = click.get_current_context(silent=True)
    refused = context is not None and context.color is False
    return sys.stderr.isatty() and not refused and os.environ.get("TERM", "dumb") != "dumb"


def _underlined(text: str) -> str:
    return click.style(text, underline=True, bold=True)


def _bracketed(text: str, marks: Sequence[Span]) -> str:
    return "".join(f"[[{part}]]" if mark else part for part, mark in _marked(text, marks))


def _marked(text: str, marks: Sequence[Span]) -> list[Piece]:
    """The text in pieces, marked and not; marks that touch or overlap are one."""
    pieces, at = list[Piece](), 0
    for start, end in _joined(marks, len(text)):
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [piece for piece in (*pieces, (text[at:], False)) if piece[0]]


def _joined(marks: Sequence[Span], length: int) -> list[Span]:
    found: list[Span] = []
    for start, end in sorted((max(start, 0), min(end, length)) for start, end in marks):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _laid_out(pieces: Sequence[Piece], room: int) -> list[list[Piece]]:
    """Lines of at most so many columns, broken at blanks; a longer word is broken within."""
    text = "".join(part for part, _ in pieces)
    lines = []
    for start, end in _lines(text, max(room, 1)):
        line, at = list[Piece](), 0
        for part, mark in pieces:
            low, high = max(start, at), min(end, at + len(part))
            if low < high:
                line.append((_plain(text[low:high]), mark))
            at += len(part)
        lines.append(line)
    return lines


def _lines(text: str, room: int) -> Iterator[Span]:
    for row in _ROW.finditer(text):
        start, last = -1, 0
        for word in _WORD.finditer(text, *row.span()):
            for begin, end in _within(text, word.span(), room):
                if start >= 0 and _wide(text[start:end]) > room:
                    yield start, last
                    start = -1
                start, last = (begin if start < 0 else start), end
        if start >= 0:
            yield start, last


def _within(text: str, word: Span, room: int) -> Iterator[Span]:
    """A word in parts that fit a line."""
    start, end = word
    while _wide(text[start:end]) > room:
        stop, taken = start, 0
        while stop < end and (taken := taken + _wide(text[stop])) <= room:
            stop += 1
        yield start, max(stop, start + 1)
        start = max(stop, start + 1)
    if start < end:
        yield start, end


def _wide(text: str) -> int:
    return width(_plain(text))


def _plain(text: str) -> str:
    return visible(re.sub(r"\s", " ", text))


def _echo(line: str, *, newline: bool = True, color: bool | None = None) -> None:
    try:
        click.echo(line, err=True, nl=newline, color=color)
    except OSError:  # the terminal was closed; what is typed there is kept all the same
        streams.flushed("stderr")


# --- typing ---------------------------------------------------------------------------------

Keep = Callable[[str], None]


def ask(prompt: str, *, default: str = "", again: str = "", keep: Keep | None = None) -> str:
    """One line that the user types. Raises EOFError at its end, and KeyboardInterrupt.

    ``default`` is taken by Enter. Where the terminal can edit a line, it stands there to be
    edited, and so does ``again``, what was typed before and not taken. ``keep`` is called with
    what stands in the line, several times a second and when a signal ends the program.
    """
    prompt = visible(prompt)
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or not _can_edit():
        return _line_read(prompt, default)
    try:
        with _offered(again or default), _watched(keep):
            line = input(prompt)
    except (EOFError, KeyboardInterrupt):
        _echo("")  # what comes next begins a line of its own
        raise
    except SystemError as fault:
        # Two signals at once: Python has called the handler of the second with the exception of
        # the first, which has kept the line, on its way.
        if isinstance(fault.__cause__, KeyboardInterrupt):
            raise KeyboardInterrupt from fault
        raise
    if not sys.stdin.isatty():  # it was closed: what stood in the line is not an answer
        if keep is not None:
            keep(line)
        raise EOFError
    return line


def ask_unseen(prompt: str) -> str | None:
    """One line that is not shown while it is typed; None without a terminal, or at its end.

    Raises KeyboardInterrupt.
    """
    import getpass

    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    try:
        return getpass.getpass(visible(prompt), stream=sys.stderr)
    except EOFError:
        _echo("")
        return None


def key() -> str:
    """One key that is pressed, as what it types; empty for Enter and the space bar.

    A key that types nothing, such as an arrow, is several characters. Raises EOFError at the end
    of the input, and KeyboardInterrupt.
    """
    with _handling(dict.fromkeys(_ends(), _interrupt)):
        return keys.pressed().strip()


def _line_read(prompt: str, default: str) -> str:
    _echo(f"{prompt}[{_plain(default)}] " if default else prompt, newline=False)
    line = sys.stdin.readline()
    if not sys.stdin.isatty():
        _echo(_plain(line))  # what was asked and answered can be read afterwards
    if not line:
        raise EOFError
    return line.rstrip("\r\n") or default


def _can_edit() -> bool:
    if os.name == "nt":  # where lines are edited by the console itself
        return False
    try:
        import readline
    except ImportError:  # some builds of Python have none
        return False
    readline.set_auto_history(False)  # keys that were pressed are no history
    return True


@contextmanager
def _offered(text: str) -> Iterator[None]:
    """The next line to be edited has this text in it."""
    import readline

    if text:
        readline.add_history(text)
    readline.set_startup_hook(lambda: readline.insert_text(text))
    try:
        yield
    finally:
        readline.set_startup_hook(None)


@contextmanager
def _watched(keep: Keep | None) -> Iterator[None]:
    """What stands in the line is kept, while the program waits for the rest of it."""
    if keep is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    import readline

    kept = ""

    def look(number: int, frame: FrameType | None) -> None:
        nonlocal kept
        line = readline.get_line_buffer()
        if line != kept and (line or sys.stdin.isatty()):
            keep(line)
            kept = line

    def end(number: int, frame: FrameType | None) -> None:
        look(number, frame)
        if sys.stdin.isatty():  # where it was closed, the line is about to end by itself
            _interrupt(number, frame)

    with _handling({**dict.fromkeys(_ends(), end), signal.SIGALRM: look}):
        signal.setitimer(signal.ITIMER_REAL, _EVERY, _EVERY)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)


def _ends() -> list[int]:
    """The signals that end a program; not every system has them all."""
    names = ("SIGINT", "SIGTERM", "SIGHUP")
    return [getattr(signal, name) for name in names if hasattr(signal, name)]


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@contextmanager
def _handling(handlers: Mapping[int, Callable[[int, FrameType | None], None]]) -> Iterator[None]:
    """While the block runs, these signals are handled so; only the main thread may say it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
