"""JSON Lines: flat records, and whole claims as ``claim list --nl`` prints them."""

import io
from typing import Any

import pytest

from factcheck.domain.printable import encode_json
from factcheck.domain.records import as_json
from factcheck.errors import BrokenFile, FactcheckError, UnknownColumns
from factcheck.importers.base import Row
from factcheck.importers.jsonl import JsonLinesImporter
from tests.exporters.sheets import ABUSE, NUMBER


def rows(text: str | bytes, mapping: dict[str, str] | None = None) -> list[Row]:
    content = text.encode() if isinstance(text, str) else text
    return list(JsonLinesImporter().rows(io.BytesIO(content), mapping or {}))


def known(fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def test_a_flat_record_is_a_claim_and_its_citation() -> None:
    (row,) = rows(
        '{"Text":"A raid.","kind":"event","as of":2017,"act":null,'
        '"source":"wire","quote":"there"}\n'
    )
    assert (row.line, row.record) == (1, "claim")
    assert known(row.fields) == {"text": "A raid.", "kind": "event", "as_of": "2017"}
    assert [known(citation) for citation in row.citations] == [{"source": "wire", "quote": "there"}]


def test_a_claim_as_it_is_listed_is_read_back() -> None:
    row, half = rows("".join(encode_json(as_json(claim)) + "\n" for claim in (NUMBER, ABUSE)))
    assert known(row.fields) == {
        "key": "in-touch-75",
        "text": "About 75 people were in touch.",
        "kind": "number",
        "speaker": "Igor Kochetkov",
        "as_of": "2017-04~",
        "tags": "contacts, estimate",
        "number": "some 75 people",
        "number_method": "estimate",
        "measure": "contacted",
    }
    assert [known(citation) for citation in row.citations] == [
        {
            "source": "page",
            "via": "talk",
            "stance": "supports",
            "locator": "para. 2",
            "quote": "some 75 people",
        },
        {
            "source": "talk",
            "stance": "confirms",
            "quote": "около 75 человек",
            "translation": "about 75 people",
        },
    ]
    assert half.fields["number"] == "half of the 30"


def test_numbers_stay_the_digits_that_were_written() -> None:
    (row,) = rows('{"text":"a","kind":"number","number":1.10,"as_of":2017}')
    assert row.fields["number"] == "1.10"
    (row,) = rows('{"text":"a","kind":"number","number":123456789012345678901234567890}')
    assert row.fields["number"] == "123456789012345678901234567890"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('{"text":"a"}\n{"text":"b"}\n', [1, 2]),
        ('{"text":"a"}\r\n{"text":"b"}', [1, 2]),
        ('\ufeff{"text":"a"}\n\n  \n{"text":"b"}\n', [1, 4]),
        ('{"text":"a\u2028b"}\n{"text":"c"}\n', [1, 2]),
        ("", []),
        ("\n\n", []),
    ],
)
def test_a_row_is_named_by_its_line(text: str, lines: list[int]) -> None:
    assert [row.line for row in rows(text)] == lines


def test_a_name_is_mapped_to_a_field_or_left_out() -> None:
    (row,) = rows(
        '{"Aussage":"a","kind":"event","colour":"red"}', {"Aussage": "text", "colour": ""}
    )
    assert row.fields == {"text": "a", "kind": "event"}


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownColumns, match="“colour”") as refused:
        rows('{"text":"a","kind":"event","colour":"red"}')
    assert "number_method" in refused.value.hint
    with pytest.raises(UnknownColumns, match="“page”"):
        rows('{"text":"a","citations":[{"source":"wire","page":"7"}]}')


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"text":"a"}\n{"text":\n', "line 2 is not JSON"),
        ("text,kind\na,event\n", "line 1 is not JSON"),
        ('{"text":"a"} {"text":"b"}', "line 1 is not JSON"),
        ('["a"]', "line 1 is not a JSON object"),
        ('"a"', "line 1 is not a JSON object"),
        ("[" * 100_000, "line 1 is not JSON"),
        ('{"text":true}', "line 1: “text” is true or false"),
        ('{"text":{"a":"b"}}', "line 1: “text” is not text"),
        ('{"text":["a",["b"]]}', "line 1: “text” is not text"),
        ('{"text":"a","citations":["wire"]}', "line 1: a citation is not an object"),
        ('{"text":"a"}'.encode("utf-16"), "UTF-16"),
        (b'{"text":"\xe9"}', "line 1 is not UTF-8"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_a_broken_line_is_refused_in_one_sentence(text: str | bytes, told: str) -> None:
    with pytest.raises(BrokenFile) as refused:
        rows(text)
    assert told in refused.value.sentence
    assert refused.value.hint


@pytest.mark.parametrize(
    "text",
    [
        '{"text":"a","quantity":"75"}',
        '{"text":"a","quantity":[75]}',
        '{"text":"a","citations":{"source":"wire"}}',
        '{"text":"a","citations":"wire"}',
    ],
)
def test_a_part_of_another_shape_is_refused(text: str) -> None:
    with pytest.raises(FactcheckError):
        rows(text)
