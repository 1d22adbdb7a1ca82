"""Blocks from marked-up text as its elements open and close: HTML, OOXML and OpenDocument alike.

Tables are decided when they end. One of a single column, with a heading or another table in it, or
with a cell of more than two paragraphs, only arranges the page: what is in it is read as if there
were no table. Any other holds data: every cell is one segment, cells are a tab apart, rows a line
feed.
"""

from collections.abc import Iterable

from factcheck.evidence.assembly import Block

CELL_PARAGRAPHS = 2


class _Table:
    def __init__(self) -> None:
        self.rows: list[list[list[Block]]] = []

    def cell(self) -> list[Block]:
        if not self.rows:
            self.rows.append([])
        self.rows[-1].append([])
        return self.rows[-1][-1]

    def blocks(self) -> list[Block]:
        if self._arranges():
            return [block for row in self.rows for cell in row for block in cell]
        found: list[Block] = []
        for row in self.rows:
            joint = "\n" if found else "\n\n"
            for cell in row:
                text = " ".join(block.text for block in cell)
                counted = all(block.counted for block in cell)
                if text.strip():
                    found.append(Block("cell", text, joint=joint, counted=counted))
                    joint = "\t"
        return found

    def _arranges(self) -> bool:
        cells = [cell for row in self.rows for cell in row]
        return (
            max(map(len, self.rows), default=0) < 2
            or any(len(cell) > CELL_PARAGRAPHS for cell in cells)
            or any(b.kind in ("cell", "heading", "title") for cell in cells for b in cell)
        )


class Builder:
    """Gathers text into blocks. The kind of a block is that of the innermost part around it."""

    def __init__(self) -> None:
        self._out: list[Block] = []
        self._text: list[str] = []
        self._tables: list[tuple[_Table, list[Block]]] = []
        self._aside: list[tuple[list[str], list[Block], str]] = []
        self._last: list[Block] = []
        self.kind = "paragraph"
        self.counted = True

    def write(self, text: str) -> None:
        """Text of the block that is open."""
        self._text.append(text)

    def cut(self) -> None:
        """The block that is open ends, and another begins."""
        text = "".join(self._text)
        self._text.clear()
        if text.strip():
            self._out.append(Block(self.kind, text, counted=self.counted))

    def add(self, blocks: Iterable[Block]) -> None:
        """Blocks that were made elsewhere, in this place."""
        self.cut()
        self._out.extend(blocks)

    def place(self) -> int:
        """How many blocks the document has so far, but for those of a table that is open."""
        return len(self._tables[0][1] if self._tables else self._out)

    def blocks(self) -> list[Block]:
        """All blocks; tables that never ended end here."""
        self.cut()
        while self._tables:
            self.end_table()
        return [*self._out, *self._last]

    # --- what stands inside a paragraph and is read after the text ---

    def set_aside(self, kind: str) -> None:
        """A note or a text box begins inside a paragraph, which goes on when it ends."""
        self._aside.append((self._text, self._out, self.kind))
        self._text, self._out, self.kind = [], [], kind

    def take_up(self) -> None:
        """The note or text box ends; it comes after all other blocks."""
        if self._aside:
            self.cut()
            self._last += self._out
            self._text, self._out, self.kind = self._aside.pop()

    # --- tables ---

    def start_table(self) -> None:
        self.cut()
        self._tables.append((_Table(), self._out))

    def start_row(self) -> None:
        self.cut()
        if self._tables:
            self._tables[-1][0].rows.append([])

    def start_cell(self) -> None:
        self.cut()
        if self._tables:
            self._out = self._tables[-1][0].cell()

    def end_cell(self) -> None:
        self.cut()
        if self._tables:
            # What stands in no cell, as the caption does, goes before the table.
            self._out = self._tables[-1][1]

    def end_table(self) -> None:
        self.cut()
        if self._tables:
            table, self._out = self._tables.pop()
            self._out.extend(table.blocks())
