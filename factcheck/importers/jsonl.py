"""JSON Lines: a record a line; what ``factcheck claim list --nl`` writes can be read back."""

import json
from collections.abc import Iterator, Mapping
from typing import IO, Any, NoReturn

from factcheck.errors import BrokenRow, FactcheckError
from factcheck.importers.base import BadRow, Row, decoded
from factcheck.importers.objects import ClaimObjects


class JsonLinesImporter:
    def rows(self, stream: IO[bytes], mapping: Mapping[str, str]) -> Iterator[Row | BadRow]:
        claims = ClaimObjects(mapping)
        for line, text in enumerate(decoded(stream), start=1):
            if text.strip():
                try:
                    yield claims.row(line, _object(text))
                except FactcheckError as fault:
                    yield BadRow(line, fault)
        claims.refuse_missed()


def _object(text: str) -> dict[str, Any]:
    try:
        found = _DECODER.decode(text)
    except json.JSONDecodeError as fault:
        raise BrokenRow(f"it is not JSON ({fault.msg})") from fault
    except RecursionError as fault:
        raise BrokenRow("it is nested too deep") from fault
    if not isinstance(found, dict):
        raise BrokenRow("it is not a JSON object")
    return found


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object's members. JSON lets a name stand twice, and Python would keep the last."""
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in found if names.count(name) > 1)
        raise BrokenRow(f"“{twice}” is given twice")
    return found


def _refuse_constant(name: str) -> NoReturn:
    """NaN and the infinities, which Python reads though JSON does not have them."""
    raise BrokenRow(f"{name} is not a value of JSON")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_each_once,
    # Numbers stay the digits that were written.
    parse_float=str,
    parse_int=str,
    parse_constant=_refuse_constant,
)
