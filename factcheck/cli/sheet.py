"""A page that may be longer than the screen: it is shown part by part, its head on each."""

from collections.abc import Iterable, Sequence

from factcheck.cli import screen
from factcheck.cli.screen import Span

_LEAST = 5
"""Lines of a part, however little room there is."""


class Sheet:
    """Lines to be shown. ``heading`` and ``place`` stand above every part."""

    def __init__(self, heading: str, place: str = "") -> None:
        self._heading, self._place = heading, place
        self._lines: list[str] = []

    def write(self, text: str = "", *, bold: bool = False, indent: int = 0) -> None:
        self._lines += screen.ready(text, bold=bold, indent=indent)

    def write_marked(self, text: str, marks: Sequence[Span], *, indent: int = 0) -> None:
        self._lines += screen.ready_marked(text, marks, indent=indent)

    def write_lines(self, lines: Iterable[str]) -> None:
        """Lines that were laid out already: their indents stay."""
        for line in lines:
            self.write(line, indent=len(line) - len(line.lstrip(" ")))

    def show(self, part: int, below: int) -> int:
        """Show one part, counted from 0 and round; ``below`` is how many lines must stay free.

        Returns of how many parts it is one.
        """
        head = screen.ready(self._heading, bold=True)
        room = max(screen.rows() - below - len(head) - 2, _LEAST)  # the place, an empty line
        parts = max(-(-len(self._lines) // room), 1)
        part %= parts
        place = [self._place] if self._place else []
        if parts > 1:
            place.append(f"part {part + 1} of {parts}")
        screen.clear()
        screen.show_ready(head)
        if place:
            screen.show(", ".join(place))
        screen.show()
        screen.show_ready(self._lines[part * room : (part + 1) * room])
        return parts
