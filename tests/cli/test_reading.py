"""Text from an argument or from standard input."""

import io
import sys

import pytest

from factcheck.cli.reading import text_or_stdin
from factcheck.errors import NotText


class Piped:
    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)


@pytest.mark.parametrize("text", ["", "text", " - ", "--", "-x", "a\0"])
def test_an_argument_is_itself(text: str) -> None:
    assert text_or_stdin(text, "the statement") == text


@pytest.mark.parametrize(
    ("content", "text"),
    [(b"", ""), ("ёж\n".encode(), "ёж\n"), ("\ufeffёж".encode(), "ёж"), (b"a\r\nb", "a\r\nb")],
)
def test_a_hyphen_is_standard_input(
    monkeypatch: pytest.MonkeyPatch, content: bytes, text: str
) -> None:
    monkeypatch.setattr(sys, "stdin", Piped(content))
    assert text_or_stdin("-", "the statement") == text


def test_bytes_that_are_no_text_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Piped(b"\xff"))
    with pytest.raises(NotText, match="The statement cannot be kept"):
        text_or_stdin("-", "the statement")
