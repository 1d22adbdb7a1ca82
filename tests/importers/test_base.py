"""What all importers share: fields by their headings, and bytes made text line by line."""

import io

import pytest

from factcheck import plugins
from factcheck.domain.drafts import CITATION_FIELDS, CLAIM_FIELDS
from factcheck.errors import BrokenFile
from factcheck.importers.base import ALIASES, COMPUTED, FIELDS, decoded, field_named


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("text", "text"),
        ("Text", "text"),
        (" As of ", "as_of"),
        ("as-of", "as_of"),
        ("AS  OF", "as_of"),
        ("number method", "number_method"),
        ("Statement", "text"),
        ("Claim", "text"),
        ("tag", "tags"),
        ("Cite", "source"),
        ("as_stated", "number"),
        ("Method", "number_method"),
        ("Date", "as_of"),
        ("colour", "colour"),
        ("", ""),
    ],
)
def test_a_heading_names_a_field(column: str, field: str) -> None:
    assert field_named(column) == field


def test_every_field_names_itself_and_no_computed_one_is_a_field() -> None:
    assert [*CLAIM_FIELDS, *CITATION_FIELDS] == list(FIELDS)
    assert [field_named(field) for field in FIELDS] == list(FIELDS)
    assert not COMPUTED & set(FIELDS)
    assert set(ALIASES.values()) <= set(FIELDS)
    assert not set(ALIASES) & set(FIELDS)


def lines(content: bytes) -> list[str]:
    return list(decoded(io.BytesIO(content)))


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", []),
        (b"a\nb", ["a\n", "b"]),
        (b"a\r\nb\r\n", ["a\r\n", "b\r\n"]),
        ("\ufeffёж\n".encode(), ["ёж\n"]),
        ("\ufeff".encode(), [""]),
        ("a\n\ufeffb".encode(), ["a\n", "\ufeffb"]),
        ("x\u2028y\x85z\n".encode(), ["x\u2028y\x85z\n"]),
    ],
)
def test_lines_are_utf_8_with_or_without_a_mark(content: bytes, text: list[str]) -> None:
    assert lines(content) == text


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf_16_is_named(encoding: str) -> None:
    with pytest.raises(BrokenFile, match="UTF-16") as refused:
        lines("text,kind\nраз,event\n".encode(encoding))
    assert refused.value.hint == "Save it as UTF-8 and repeat."


@pytest.mark.parametrize(
    ("content", "line"),
    [(b"\xff", 1), (b"a\nb\n\xe9t\xe9\n", 3), ("a\nпытки\n".encode("cp1251"), 2), (b"a\n\xd0", 2)],
)
def test_what_is_not_utf_8_is_named_by_its_line(content: bytes, line: int) -> None:
    with pytest.raises(BrokenFile, match=f"line {line} is not UTF-8 text"):
        lines(content)


@pytest.mark.parametrize("format", ["csv", "jsonl", "toml", "tsv"])
def test_every_format_is_installed_and_reads(format: str) -> None:
    assert format in plugins.names(plugins.IMPORTERS)
    assert hasattr(plugins.load(plugins.IMPORTERS, format), "rows")
