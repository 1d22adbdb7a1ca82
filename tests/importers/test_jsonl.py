"""JSON Lines: flat records, and whole claims as ``claim list --nl`` prints them."""

from typing import Any

import pytest

from factcheck.domain.printable import encode_json
from factcheck.domain.records import as_json
from factcheck.errors import BadMapping, BrokenFile
from factcheck.importers.base import Row
from factcheck.importers.jsonl import JsonLinesImporter
from tests.exporters.sheets import ABUSE, NUMBER
from tests.importers.reading import bad, read, right


def rows(text: str | bytes, mapping: dict[str, str] | None = None) -> list[Row]:
    return right(read(JsonLinesImporter(), text, mapping))


def refused(text: str) -> list[tuple[int, str]]:
    return bad(read(JsonLinesImporter(), text))


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


def test_a_name_is_compared_without_white_space_around_it() -> None:
    (row,) = rows('{" Aussage":"a","kind":"event"}', {"Aussage ": "text"})
    assert row.fields == {"text": "a", "kind": "event"}


@pytest.mark.parametrize("field", ["text", ""])
def test_a_mapped_name_that_no_object_has_is_refused_at_the_end(field: str) -> None:
    mapping = {"there": "place", "nowhere": field}
    with pytest.raises(BadMapping, match=f"“nowhere={field}”.*no such column"):
        read(JsonLinesImporter(), '{"text":"a"}\n{"text":"b","there":"c"}\n', mapping)
    assert len(rows('{"text":"a"}\n{"text":"b","nowhere":null,"there":"c"}\n',
                    {**mapping, "nowhere": "as_of"})) == 2  # fmt: skip


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    (unread,) = read(JsonLinesImporter(), '{"text":"a","kind":"event","colour":"red"}')
    assert not isinstance(unread, Row)
    assert "“colour”" in unread.fault.sentence
    assert "number_method" in unread.fault.hint


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("text,kind", "it is not JSON"),
        ('{"text":', "it is not JSON"),
        ('{"text":"a"} {"text":"b"}', "it is not JSON"),
        ('["a"]', "it is not a JSON object"),
        ('"a"', "it is not a JSON object"),
        ("[" * 100_000, "it is nested too deep"),
        ('{"text":true}', "“text” is true or false"),
        ('{"text":{"a":"b"}}', "“text” is not text"),
        ('{"text":["a",["b"]]}', "“text” is not text"),
        ('{"text":"a","citations":["wire"]}', "a citation is not an object"),
        ('{"text":"a","text":"a"}', "“text” is given twice"),
        ('{"text":"a","citations":[{"quote":"a","source":"b","quote":null}]}', "“quote” is given"),
        ('{"text":"a","claim":"b"}', "two of its names are read as “text”"),
        ('{"number":"3","quantity":{"as_stated":"3"}}', "two of its names are read as “number”"),
        ('{"citations":[{"source":"a","cite":"b"}]}', "two of its names are read as “source”"),
        ('{"text":NaN}', "NaN is not a value of JSON"),
        ('{"place":[-Infinity]}', "-Infinity is not a value of JSON"),
        ('{"quantity":{"colour":"red"}}', "“colour”"),
        ('{"text":"a","citations":[{"source":"wire","page":"7"}]}', "“page”"),
        ('{"text":"a","quantity":"75"}', "“quantity”"),
        ('{"text":"a","quantity":[75]}', "“quantity”"),
        ('{"text":"a","citations":{"source":"wire"}}', "“citations”"),
        ('{"text":"a","citations":"wire"}', "“citations”"),
    ],
    ids=lambda value: value[:40],
)
def test_a_wrong_line_is_refused_in_one_sentence_and_the_others_are_read(
    text: str, told: str
) -> None:
    ((line, sentence),) = refused(f'{{"text":"before"}}\n{text}\n{{"text":"after"}}\n')
    assert line == 2
    assert told in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"text":"a"}'.encode("utf-16"), "UTF-16"),
        (b'{"text":"a"}\n{"text":"\xe9"}', "line 2 is not UTF-8"),
    ],
)
def test_a_broken_file_is_refused_in_one_sentence(text: bytes, told: str) -> None:
    with pytest.raises(BrokenFile, match=told) as refused:
        rows(text)
    assert refused.value.hint
