"""What an exporter is: a name, and a way to write a fact sheet.

An exporter receives the finished FactSheet and nothing else (no session, no settings), so it
cannot leak what it was never given. A new format is one file, one entry point in the group
``factcheck.exporters`` and one golden file.
"""

from typing import IO, Protocol

from factcheck.domain.factsheet import FactSheet


class Exporter(Protocol):
    def write(self, sheet: FactSheet, stream: IO[str]) -> None:
        """Write the whole sheet to a text stream, reading its entries once."""
        ...
