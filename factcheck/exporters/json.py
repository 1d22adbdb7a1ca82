"""JSON: the sheet as data, one claim a line, so that two exports can be compared line by line."""

from collections.abc import Iterable
from typing import IO, Any

from factcheck.domain.factsheet import FactSheet
from factcheck.domain.printable import encode_json
from factcheck.domain.records import as_json

FORMAT = "factcheck-sheet"
VERSION = 1


class JsonExporter:
    def write(self, sheet: FactSheet, stream: IO[str]) -> None:
        header = sheet.header
        head = {
            "format": FORMAT,
            "version": VERSION,
            "title": header.title,
            "counts": dict(header.counts),
            "left_out": dict(header.left_out),
            "policy": header.policy._asdict(),
        }
        stream.write(encode_json(head)[:-1])
        _write_array("claims", map(as_json, sheet.entries), stream)
        _write_array("measures", (measure._asdict() for measure in header.measures), stream)
        _write_array("sources", (source.csl for source in header.bibliography), stream)
        stream.write("}\n")


def _write_array(name: str, values: Iterable[Any], stream: IO[str]) -> None:
    stream.write(f',"{name}":[')
    joint = "\n"
    for value in values:
        stream.write(joint + encode_json(value))
        joint = ",\n"
    stream.write("\n]")
