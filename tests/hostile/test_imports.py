"""Hostile files to import: each is refused in one sentence, and nothing of it is kept."""

from pathlib import Path
from shutil import copy

import pytest

from factcheck.database.engine import Location
from tests.hostile.attacks import Setting, attack, done, harmless, refused, untouched

HEAD = "text,kind\n"
COLUMNS = ",".join(f"c{number}" for number in range(10_000))
TABLES: dict[str, bytes | str] = {
    "nothing": "",
    "white space": " \n \n",
    "UTF-16": "text,kind\nПытки,event\n".encode("utf-16"),
    "UTF-16 LE without mark": "text,kind\na,event\n".encode("utf-16-le"),
    "UTF-16 BE without mark": "text,kind\na,event\n".encode("utf-16-be"),
    "UTF-16 BE with mark": b"\xfe\xff" + "text,kind\na,event\n".encode("utf-16-be"),
    "UTF-32": "text,kind\na,event\n".encode("utf-32"),
    "Latin-1": "text,kind\nprévu,event\n".encode("latin-1"),
    "a quotation mark inside": HEAD + '"a"b,event\n',
    "a quotation mark never closed": HEAD + '"a,event\n' + "b,event\n" * 50_000,
    "a quotation mark never closed at the end": HEAD + 'a,event\n"b,event\n',
    "too many cells": HEAD + "a,event\nb,event,z\n",
    "too few cells": HEAD + "a,event\nb\n",
    "a cell of 1 MB": HEAD + "x" * 1_000_000 + ",event\n",
    "a quoted cell of 1 MB": HEAD + '"' + "x\n" * 500_000 + '",event\n',
    "NUL in the heading": "te\0xt,kind\na,event\n",
    "a heading twice": "text,kind,text\na,event,b\n",
    "a heading twice by its meaning": "text,kind,statement\na,event,b\n",
    "no heading": "a,event\nb,event\n",
    "CR line ends": "text,kind\ra,event\rb,event\r",
    "mixed line ends": "text,kind\r\na,event\rb,event\r\n",
    "10,000 columns": COLUMNS + "\n" + COLUMNS + "\n",
    "10,000 columns more": f"text,kind,{COLUMNS}\n",
    "a heading of 100 kB": f"text,kind,{'z' * 100_000}\na,event,b\n",
    "a heading that acts": 'text,kind,"\x1b]8;;x\x07\u202e\nError: b"\na,event,b\n',
    "empty headings": ",,\n,,\n",
    "tabs": "text\tkind\na\tevent\n",
}
LINES: dict[str, str] = {
    "a list": "[1]\n",
    "a text": '"a"\n',
    "nested deep": "[" * 100_000,
    "objects nested deep": '{"a":' * 100_000,
    "not JSON": '{"text": "a" ' + "x" * 10_000,
    "NaN": '{"text": NaN, "kind": "event"}',
    "Infinity": '{"text": "a", "kind": "event", "place": -Infinity}',
    "a key twice": '{"text": "a", "text": "b", "kind": "event"}',
    "a field twice": '{"text": "a", "claim": "b", "kind": "event"}',
    "true": '{"text": true, "kind": "event"}',
    "an object": '{"text": {"a": 1}, "kind": "event"}',
    "a citation that is none": '{"text": "a", "kind": "event", "citations": [1]}',
    "citations that are none": '{"text": "a", "kind": "event", "citations": {"a": 1}}',
    "a quantity that is none": '{"text": "a", "kind": "event", "quantity": [1]}',
    "10,000 fields": '{"text": "a", ' + ", ".join(f'"c{n}": 1' for n in range(10_000)) + "}",
    "a field that acts": '{"text": "a", "kind": "event", "\\u001b[31m\\nError: x": 1}',
}
SOURCE = "[[source]]\nkey = 's1'\nkind = 'report'\ntitle = 't'\n"
TOML: dict[str, str] = {
    "no value": "a",
    "a huge number": "x = " + "9" * 5_000,
    "a huge number in a claim": f"[[claim]]\ntext = {'9' * 5_000}\nkind = 'event'",
    "nested deep": "x = " + "[" * 100_000,
    "a number for claims": "claim = 1",
    "one table for claims": "[claim]\ntext = 'a'",
    "an unknown table": "[bogus]\na = 1",
    "an unknown table that acts": '"\\u001b[31m\\nError: x" = 1',
    "a key twice": "[[claim]]\ntext = 'a'\ntext = 'b'\nkind = 'event'",
    "a day that is none": "[[claim]]\ntext = 'a'\nkind = 'event'\nas_of = 2017-02-30",
    "one citation": "[[claim]]\ntext = 'a'\nkind = 'event'\n[claim.citation]\nsource = 'wire'",
    "an empty list of lists": "claim = [[]]",
    "the name true": "[[party]]\nkey = 'p1'\nname = true",
    "the key a list": "[[party]]\nkey = ['a']\nname = 'x'",
    "the key a table": "[[party]]\nkey = {a = 1}\nname = 'x'",
    "speaks for a table": "[[party]]\nkey = 'p1'\nname = 'x'\nspeaks_for = {a = 1}",
    "speaks for true": "[[party]]\nkey = 'p1'\nname = 'x'\nspeaks_for = true",
    "the kind true": "[[party]]\nkey = 'p1'\nname = 'x'\nkind = true",
    "speaks for itself": "[[party]]\nkey = 'p1'\nname = 'x'\nspeaks_for = 'p1'",
    "an unknown field": "[[party]]\nkey = 'p1'\nname = 'x'\nbogus = 1",
    "no key": "[[party]]\nname = 'x'",
    "the author a number": SOURCE + "author = 5",
    "the author true": SOURCE + "author = true",
    "the author a table": SOURCE + "author = [{a = 1}]",
    "relays a number": SOURCE + "relays = 1",
    "relays a list of lists": SOURCE + "relays = [['a']]",
    "relays itself": SOURCE + "relays = ['s1']",
    "relays in a circle": SOURCE + "relays = ['s2']\n" + SOURCE.replace("s1",
    "s2") + "relays = ['s1']",
    "the title true": SOURCE.replace("'t'", "true"),
    "the address true": SOURCE + "url = true",
    "cumulative no": "[[measure]]\nkey = 'm1'\nunit = 'u'\ncumulative = 'no'",
    "cumulative a list": "[[measure]]\nkey = 'm1'\nunit = 'u'\ncumulative = []",
    "the unit true": "[[measure]]\nkey = 'm1'\nunit = true",
    "the definition true": "[[measure]]\nkey = 'm1'\nunit = 'u'\ndefinition = true",
    "part of true": "[[measure]]\nkey = 'm1'\nunit = 'u'\npart_of = true",
    "a key of another": "[[party]]\nkey = 'wire'\nname = 'x'",
    "a key of 100 kB": f"[[party]]\nkey = '{'a' * 100_000}'\nname = 'x'",
}  # fmt: skip
CSL: dict[str, str] = {
    "nothing": "",
    "a list of none": "[]",
    "two": "[{}, {}]",
    "a huge number": "9" * 5_000,
    "a huge number inside": '{"type": "book", "title": "a", "x": ' + "9" * 5_000 + "}",
    "nested deep": "[" * 100_000,
    "no type": '{"title": "a"}',
    "the title an object": '{"type": "book", "title": {"a": 1}}',
    "a surrogate": '{"type": "book", "title": "a", "note": "\\ud800"}',
    "a surrogate for a name": '{"type": "book", "title": "a", "\\ud800": "b"}',
    "NUL": '{"type": "book", "title": "a", "note": "\\u0000"}',
    "NUL in a name": '{"type": "book", "title": "a", "\\u0000": "b"}',
    "NaN": '{"type": "book", "title": "a", "x": NaN}',
    "infinity": '{"type": "book", "title": "a", "x": 1e999}',
    "a date": '{"type": "book", "title": "a", "issued": {"date-parts": [[99999, 99]]}}',
    "an author that is none": '{"type": "book", "title": "a", "author": [5]}',
    "a long type": '{"type": "' + "x" * 100_000 + '", "title": "a"}',
}
JARGON = ("codec", "Errno", "universal-newline", "newline=''", "recursion", "NoneType", "Exception")
"""What Python says to programmers."""


@pytest.fixture(scope="module")
def case(sqlite_filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Location:
    return Location(Path(copy(sqlite_filled, tmp_path_factory.mktemp("imports"))), None)


def turned_away(location: Location, format: str, given: bytes | str, *options: str) -> str:
    """What the import said, that took nothing. Refused rows may be listed before the sentence."""
    data = given if isinstance(given, bytes) else given.encode()
    with untouched(location):
        done = attack("import", "-f", format, "-", *options, db=location, stdin=data)
    said = harmless(done.stderr)
    rows = [line for line in said.splitlines() if line.startswith("Line ")]
    rest = "".join(f"{line}\n" for line in said.splitlines() if line not in rows)
    assert all(len(row) < 1_000 for row in rows)
    refused(done._replace(stderr=rest.encode()), 1, 2)
    assert not [word for word in JARGON if word in said], said[:500]
    return said


@pytest.mark.parametrize("what", TABLES)
def test_a_table(case: Location, what: str) -> None:
    turned_away(case, "csv", TABLES[what])


def test_a_table_in_utf_16_is_called_so(case: Location) -> None:
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        said = turned_away(case, "csv", "text,kind\na,event\n".encode(encoding))
        assert "UTF-16" in said
        assert "UTF-8" in said


@pytest.mark.parametrize("what", LINES)
def test_json_lines(case: Location, what: str) -> None:
    turned_away(case, "jsonl", LINES[what])


@pytest.mark.parametrize("what", TOML)
def test_toml(case: Location, what: str) -> None:
    turned_away(case, "toml", TOML[what])


@pytest.mark.parametrize("what", CSL)
def test_csl(case: Location, what: str) -> None:
    with untouched(case):
        done = attack("source", "add", "s1", "--csl", "-", db=case, stdin=CSL[what].encode())
        said = refused(done, 1, 2)
    assert not [word for word in JARGON if word in said]


@pytest.mark.parametrize("field", ["key", "source", "measure", "via", "speaker", "place", "tags",
    "locator",
                                   "quote", "stance", "act", "as_of", "number",
                                   "kind"])  # fmt: skip
@pytest.mark.parametrize("value", ["\\ud800", "x\\u0000y"])
def test_what_no_database_keeps(populated: Location, field: str, value: str) -> None:
    row = {"text": "a", "kind": "number", "number": "3", "source": "outlet", field: "@"}
    line = str(row).replace("'", '"').replace("@", value)
    turned_away(populated, "jsonl", '{"text": "good", "kind": "event"}\n' + line)


@pytest.mark.parametrize(
    "mapping", ["=", "=text", "text", "text=bogus", "none=text", "text=", "kind=text", "a=b=c",
                "\x1b[31m=text", "a\nError: b=text", "x" * 50_000 + "=text", ""]
)  # fmt: skip
def test_a_wrong_map(case: Location, mapping: str) -> None:
    turned_away(case, "csv", HEAD + "a,event\n", "--map", mapping)


def test_a_column_that_is_not_there_is_missed_in_every_format(case: Location) -> None:
    turned_away(case, "jsonl", '{"text": "a", "kind": "event"}', "--map", "none=place")
    turned_away(case, "toml", "[[claim]]\ntext = 'a'\nkind = 'event'", "--map", "none=place")


def test_a_column_mapped_twice(case: Location) -> None:
    table = "text,kind,where\na,event,b\n"
    turned_away(case, "csv", table, "--map", "where=place", "--map", "where=quote")


def test_one_bad_row_among_good_ones_takes_all_back(populated: Location) -> None:
    rows = [f"Statement {n},event,Speaker {n % 7}" for n in range(300)]
    table = "\n".join(["text,kind,speaker", *rows, "bad,\x1b]8;;http://x\x07nonsense,New"])
    said = turned_away(populated, "csv", table)
    assert said.startswith("Line 302: ")


def test_a_dry_run_of_bad_rows(case: Location) -> None:
    table = HEAD + 'a,"b\x1b[31m\u202e\nWould make: 5 new claims."\nc,event\n'
    with untouched(case):
        outcome = attack("import", "-f", "csv", "-", "--dry-run", db=case, stdin=table.encode())
    assert outcome.code == 1
    lines = harmless(outcome.stdout).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["Line", "Would"]
    harmless(outcome.stderr)


@pytest.mark.parametrize(
    ("format", "given"),
    [
        ("csv", b"\xef\xbb\xbftext,kind\r\na,event\r\n"),
        ("csv", HEAD.encode() + b'"a ""b"", c\nd",event\n'),
        ("csv", HEAD.encode()),
        ("tsv", b"text\tkind\na\tevent\n"),
        ("jsonl", b'\xef\xbb\xbf{"text": "a", "kind": "event", "act": null}\n\n'),
        ("toml", b"\xef\xbb\xbf[[claim]]\r\ntext = 'a'\r\nkind = 'event'\r\n"),
    ],
)
def test_odd_but_right_files(sqlite_location: Location, format: str, given: bytes) -> None:
    done(attack("import", "-f", format, "-", db=sqlite_location, stdin=given))


CLOSED = Setting(closed=(0,))
READS_STDIN = (
    ("import", "-f", "csv", "-"),
    ("claim", "add", "-", "--kind", "event"),
    ("claim", "edit", "denied", "--from", "-"),
    ("claim", "edit", "denied"),
    ("source", "add", "s1", "--csl", "-"),
    ("review", "record", "denied", "--status", "verified", "--because", "-"),
)


@pytest.mark.parametrize("command", READS_STDIN, ids=" ".join)
def test_standard_input_that_is_closed(case: Location, command: tuple[str, ...]) -> None:
    with untouched(case):
        refused(attack(*command, db=case, setting=CLOSED))


@pytest.mark.parametrize("file", [".", "none.csv", "/proc/self/mem", "none/x", "case.db"])
def test_a_file_that_is_none(case: Location, file: str) -> None:
    place = str(case.path) if file == "case.db" else file
    for command in (("import", "-f", "csv", place), ("claim", "edit", "denied", "--from", place),
                    ("source", "add", "s1", "--csl", place)):  # fmt: skip
        with untouched(case):
            said = refused(attack(*command, db=case), 1)
        assert not [word for word in JARGON if word in said]


@pytest.mark.parametrize(
    "given", ["\xff", "text = 1", "x = " + "9" * 5_000, "x = " + "[" * 100_000, "citation = 1",
    "\0",
              "text = '\\u0000'", "\"\\u001b[31m\\nError: x\" = ''"]
)  # fmt: skip
@pytest.mark.parametrize("command", [("claim", "edit", "denied"), ("source", "edit", "wire")],
                         ids=" ".join)  # fmt: skip
def test_an_edited_text_with_a_mistake(
    case: Location, command: tuple[str, ...], given: str
) -> None:
    with untouched(case):
        outcome = attack(*command, "--from", "-", db=case, stdin=given.encode("latin-1"))
        said = refused(outcome, 1, 2)
    assert not [word for word in (*JARGON, "imported") if word in said]
