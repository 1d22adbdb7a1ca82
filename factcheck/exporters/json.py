"""JSON: the sheet as data, one claim a line, so that two exports can be compared line by line."""

from typing import IO

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
        }
        stream.write(encode_json(head)[:-1] + ',"claims":[')
        joint = "\n"
        for claim in sheet.entries:
            stream.write(joint + encode_json(as_json(claim)))
            joint = ",\n"
        stream.write('\n],"sources":[')
        joint = "\n"
        for source in header.bibliography:
            stream.write(joint + encode_json(source.csl))
            joint = ",\n"
        stream.write("\n]}\n")
