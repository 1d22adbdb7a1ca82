"""Taking text from an argument or from standard input."""

import sys

from factcheck.errors import NotText


def text_or_stdin(argument: str, what: str) -> str:
    """The argument; for ``-`` all of standard input. Raises NotText for bytes that are no text."""
    if argument != "-":
        return argument
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        return sys.stdin.read()
    try:
        return str(stream.read().decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        raise NotText(what, "it is not UTF-8 text") from fault
