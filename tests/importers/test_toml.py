"""TOML: a whole case, what is referred to first, and mistakes by their line."""

import pytest

from factcheck.errors import BadMapping, BrokenFile
from factcheck.importers.base import Row
from factcheck.importers.toml import TomlImporter
from tests.importers.reading import bad, read, right


def rows(text: str | bytes, mapping: dict[str, str] | None = None) -> list[Row]:
    return right(read(TomlImporter(), text, mapping))


def test_records_come_before_the_claims_that_name_them() -> None:
    text = """
[[claim]]
text = "A raid."

[[source]]
key = "wire"

[[measure]]
key = "people"

[[party]]
key = "ada"
"""
    found = [(row.record, row.line) for row in rows(text)]
    assert found == [("party", 11), ("measure", 8), ("source", 5), ("claim", 2)]


@pytest.mark.parametrize(
    ("record", "field"), [("party", "speaks_for"), ("measure", "part_of"), ("source", "relays")]
)
def test_what_is_referred_to_comes_first(record: str, field: str) -> None:
    def value(key: str) -> str:
        return f'["{key}"]' if field == "relays" else f'"{key}"'

    text = "".join(
        f'[[{record}]]\nkey = "{key}"\n' + (f"{field} = {value(other)}\n" if other else "")
        for key, other in (("a", "b"), ("b", "c"), ("c", ""), ("d", "elsewhere"))
    )
    keys = [row.fields["key"] for row in rows(text)]
    assert keys.index("c") < keys.index("b") < keys.index("a")
    assert set(keys) == set("abcd")


def test_a_circle_is_left_for_the_service_to_refuse() -> None:
    text = '[[party]]\nkey="a"\nspeaks_for="b"\n[[party]]\nkey="b"\nspeaks_for="a"\n'
    assert [row.fields["key"] for row in rows(text)] == ["a", "b"]


def test_a_claim_holds_its_citations() -> None:
    text = """
[[claim]]
text = '''Two
lines.'''
kind = "number"
number = 75
as_of = 2017-05-18
tags = ["a", "b"]
[[claim.citation]]
source = "wire"
quote = "75"
[[claim.citation]]
source = "talk"
"""
    (row,) = rows(text)
    assert row.fields == {
        "text": "Two\nlines.",
        "kind": "number",
        "number": "75",
        "as_of": "2017-05-18",
        "tags": "a, b",
    }
    assert [citation["source"] for citation in row.citations] == ["wire", "talk"]


def test_lists_stay_lists_where_a_field_takes_several() -> None:
    text = '[[source]]\nkey = "s"\nauthor = "Ada"\nrelays = ["a", "b"]\ninterviewer = []\n'
    (row,) = rows(text)
    assert row.fields == {"key": "s", "author": ["Ada"], "relays": ["a", "b"], "interviewer": []}


@pytest.mark.parametrize(
    "text",
    [
        '\ufeff[[claim]]\r\ntext = "a"\r\n\r\n[[claim]]\r\ntext = "b"\r\n',
        '[[claim]]\ntext = "a"\n\n  [[ claim ]] # the second\ntext = "b"',
    ],
)
def test_a_record_is_named_by_the_line_of_its_heading(text: str) -> None:
    assert [row.line for row in rows(text)] == [1, 4]


def test_a_heading_inside_a_text_is_no_heading() -> None:
    text = "[[claim]]\ntext = '''\n[[claim]]\n'''\n\n[[claim]]\ntext = 'b'\n"
    assert [row.line for row in rows(text)] == [1, 6]


def test_a_name_is_mapped_to_a_field_or_left_out() -> None:
    text = '[[claim]]\nAussage = "a"\ncolour = "red"\n'
    (row,) = rows(text, {"Aussage": "text", "colour": ""})
    assert row.fields == {"text": "a"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[claim]]\ntext = "a\n', "line 2"),
        ("[[claim]]\ntext = a\n", "line 2"),
        ("[[claim]\n", "line 1"),
        ('[[claim]]\ntext = "a"\ntext = "b"\n', "TOML"),
        ('text = "a"\n', "“text” is none of its tables (party, measure, source, claim)"),
        ('[claim]\ntext = "a"\n', "write [[claim]]"),
        ("claim = 5\n", "write [[claim]]"),
        ("[[party]]\nkey = 'p'\n[[claim]]\n[claim.a]\n[party.b]\n[measure]\n", "[[measure]]"),
        ("x = " + "[" * 5_000, "nested too deep"),
        ("x = " + "9" * 5_000, "thousands of digits"),
        ("[[claim]]\nnumber = nan\n", "“nan”, which is no number"),
        ("[[claim]]\nnumber = -inf\n", "“-inf”, which is no number"),
        ('[[claim]]\ntext = "a"\n'.encode("utf-16"), "UTF-16"),
        (b'[[claim]]\ntext = "\xe9"\n', "line 2 is not UTF-8"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_a_mistake_is_refused_in_one_sentence(text: str | bytes, told: str) -> None:
    with pytest.raises(BrokenFile) as refused:
        rows(text)
    assert told in refused.value.sentence
    assert "\n" not in refused.value.sentence


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("claim]]\ntext = true", "“text” is true or false"),
        ('claim]]\ntext = { a = "b" }', "“text” is not text"),
        ('claim]]\ntext = "a"\ncolour = "red"', "“colour”"),
        ('claim]]\ntext = "a"\nclaim = "b"', "two of its names"),
        ("source]]\ntitle = { a = 1 }", "“title” is not text"),
        ("source]]\nkey = ['a']", "“key” must be text"),
        ("party]]\nkey = { a = 1 }", "“key” is not text"),
        ("source]]\nkey = 's'\nrelays = [{ a = 1 }]", "“relays” must be a list of texts"),
        ("source]]\nkey = 's'\nrelays = { a = 1 }", "“relays” must be a list of texts"),
        ("party]]\nkey = 'p'\nspeaks_for = { a = 1 }", "“speaks_for” is not text"),
        ("measure]]\nkey = 'm'\npart_of = ['a']", "“part_of” must be text"),
        ("measure]]\nkey = 'm'\ncumulative = 1", "“cumulative” must be true or false"),
    ],
)
def test_a_wrong_table_is_refused_by_its_line_and_the_others_are_read(
    table: str, told: str
) -> None:
    text = f"[[party]]\nkey = 'ada'\n[[claim]]\ntext = 'a'\n\n[[{table}\n"
    found = read(TomlImporter(), text)
    ((line, sentence),) = bad(found)
    assert line == 6
    assert told in sentence
    assert [row.line for row in found if isinstance(row, Row)] == [1, 3]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("claim = [{text = 'a'}, {text = 'b'}]\n", [1, 1]),
        ("# [\n\nclaim = [\n  {text = 'a'},\n\n  {text = 'b'}, # {\n]\n", [4, 6]),
        ('claim = [{text = """\n[{\n""", citations = [{source = "s"}]},\n{text = "b"}]', [1, 4]),
        ('"claim" = [\n{text = "a ] \\" {"}, {tags = [\n"x"]},\n{text = "b"}]', [2, 2, 4]),
        ("claim = [\n{text = 'a'}]\n[[source]]\nclaim = [\n{}\n]\n", [2]),
        ("[[ 'claim' ]]\ntext = 'a'\n[['claim']]\ntext = 'b'\n", [1, 3]),
    ],
)
def test_a_table_written_inline_is_named_by_its_own_line(text: str, lines: list[int]) -> None:
    found = read(TomlImporter(), text)
    assert [row.line for row in found if isinstance(row, Row) and row.record == "claim"] == lines


def test_a_name_written_in_escapes_leaves_the_first_line() -> None:
    assert [row.line for row in rows('\n"cla\\u0069m" = [{text = "a"}]\n')] == [1]


def test_decimal_numbers_stay_the_digits_that_were_written() -> None:
    (row,) = rows("[[claim]]\ntext = 'a'\nnumber = 1_000.10\n")
    assert row.fields["number"] == "1000.10"


def test_a_mapped_name_that_no_claim_has_is_refused() -> None:
    with pytest.raises(BadMapping, match="no such column"):
        rows("[[source]]\nkey = 's'\nnowhere = 'x'\n[[claim]]\ntext = 'a'\n", {"nowhere": "place"})


@pytest.mark.parametrize("text", ["", "# nothing\n"])
def test_an_empty_file_holds_no_records(text: str) -> None:
    assert rows(text) == []
