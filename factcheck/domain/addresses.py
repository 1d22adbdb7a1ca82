"""Addresses on the Internet, as far as they say where captured bytes came from."""

import unicodedata
from urllib.parse import urlsplit

from factcheck.domain.wording import clean
from factcheck.errors import UnreadableAddress

SCHEMES = ("http", "https", "ftp", "ftps")
"""What bytes can be got by: others name no place on a server, or act (``javascript:``)."""


def read_address(given: str | None) -> str | None:
    """A whole address, as given; none where none was. Raises UnreadableAddress."""
    if given is None:
        return None
    if not given.strip():
        raise UnreadableAddress(given, "it is empty")
    address = clean("the address", given)
    if any(unicodedata.category(sign)[0] in "CZ" for sign in address):
        raise UnreadableAddress(given, "there is a space or a control character in it")
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError as fault:
        raise UnreadableAddress(given, "its host cannot be one") from fault
    if parts.scheme not in SCHEMES:
        raise UnreadableAddress(given, f"it begins with none of {', '.join(SCHEMES)}")
    if not host:
        raise UnreadableAddress(given, "it names no host")
    return address
