"""Reading XML: the one place that does it. No entity is ever expanded and no DTD is ever fetched.

Formats that are read here (OOXML, OpenDocument, the package files of EPUB) need no document type;
a file that declares entities was made to do harm.
"""

from collections.abc import Mapping
from typing import NoReturn, Protocol
from xml.parsers import expat

from factcheck.evidence.extractors.base import NoText

DEPTH_LIMIT = 10_000


class Walk(Protocol):
    """What is told of the elements in turn. Names are local: the namespace is left out."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def data(self, text: str) -> None: ...


def walk(data: bytes, walker: Walk, part: str) -> None:
    """Read an XML document. Raises NoText, naming the ``part``, where it is not one."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEPTH_LIMIT:
            raise NoText(f"“{part}” in it is nested more than {DEPTH_LIMIT:,} deep")
        walker.start(_local(name), {_local(key): text for key, text in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        walker.end(_local(name))

    def refuse(*declared: object) -> NoReturn:
        raise NoText(f"“{part}” in it declares XML entities, as an attack does")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = walker.data
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as fault:
        raise NoText(f"“{part}” in it is not well-formed XML (line {fault.lineno})") from fault


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
