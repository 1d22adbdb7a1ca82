"""``factcheck import``: all rows or none, and every wrong one is told."""

import json
from pathlib import Path

import pytest

from factcheck.database.engine import Location
from tests.cli.conftest import on_terminal, terminals
from tests.support.commandline import Result, Runner

HEADING = "key,text,kind,source,quote\n"
GOOD = HEADING + 'raid,"A raid.\nAt night.",event,wire,"at night"\nfled,They fled.,event,,\n'
BAD = GOOD + "worse,Worse.,rumour,,\nlost,Lost.,event,nowhere,\nfine,Fine.,event,,\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "rows.csv"


def take(case: Runner, file: Path, content: str | bytes, *options: str) -> Result:
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return case("import", file, *options)


def state(case: Runner) -> tuple[str, ...]:
    return tuple(
        case(noun, "list", "--json").stdout for noun in ("claim", "source", "party", "measure")
    )


def keys(case: Runner) -> list[str]:
    return [claim["key"] for claim in json.loads(case("claim", "list", "--json").stdout)][::-1]


KNOWN = ["in-touch-75", "detained", "denied"]


def test_a_table_is_taken_in_once(filled: Runner, file: Path) -> None:
    done = take(filled, file, GOOD)
    assert (done.stdout, done.stderr, done.exit_code) == (
        "2 new claims; 1 new citation; 0 rows known already.\n",
        "",
        0,
    )
    assert keys(filled) == [*KNOWN, "raid", "fled"]
    raid = json.loads(filled("claim", "show", "raid", "--json").stdout)
    assert raid["text"] == "A raid.\nAt night."
    before = state(filled)
    again = take(filled, file, GOOD)
    assert again.stdout == "0 new claims; 0 new citations; 2 rows known already.\n"
    assert state(filled) == before
    assert [claim["key"] for claim in json.loads(filled("search", "night", "--json").stdout)] == [
        "raid"
    ]


def test_one_wrong_row_keeps_all_out_and_every_wrong_row_is_told(
    filled: Runner, file: Path
) -> None:
    before = state(filled)
    done = take(filled, file, BAD.replace("fled,They", "fled,Somebody New,event,,\nfled2,They"))
    assert (done.stdout, done.exit_code) == ("", 1)
    told = done.stderr.splitlines()
    assert told[0].startswith("Line 6: “rumour” is not a kind of claim.")
    assert told[1].startswith("Line 7: There is no source “nowhere”.")
    assert told[2] == "Error: Nothing was imported, because 2 rows were refused."
    assert state(filled) == before


def test_a_dry_run_shows_what_would_be_made_and_changes_nothing(filled: Runner, file: Path) -> None:
    before = state(filled)
    done = take(filled, file, GOOD.replace("fled,They", "fled,They"), "--dry-run")
    assert done.stdout == "Would make: 2 new claims; 1 new citation; 0 rows known already.\n"
    assert (done.stderr, done.exit_code) == ("Nothing was changed.\n", 0)
    assert state(filled) == before


def test_a_dry_run_tells_every_row_that_would_be_refused_as_data(
    filled: Runner, file: Path
) -> None:
    before = state(filled)
    done = take(filled, file, BAD, "--dry-run")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("Line 5: “rumour” is not a kind of claim. Use one of: number,")
    assert lines[1].startswith("Line 6: There is no source “nowhere”.")
    assert lines[2].startswith("Would make: 3 new claims; 1 new citation")
    assert done.exit_code == 1
    assert state(filled) == before


def test_a_party_that_rows_name_is_made_and_told(filled: Runner, file: Path) -> None:
    done = take(
        filled, file, "text,kind,speaker\nOne.,event,Somebody New\nTwo.,event,Somebody New\n"
    )
    assert "1 new source, party or measure." in done.stdout
    assert "somebody-new" in filled("party", "list", "--csv").stdout


@terminals
def test_a_terminal_shows_how_far_it_is_and_gets_the_same_data(
    filled: Runner, file: Path, tmp_path: Path
) -> None:
    file.write_text(GOOD)
    arguments = ["--db", str(tmp_path / "case.db"), "--as", "Ada", "import", str(file)]
    shown = on_terminal(arguments, {})
    assert "Importing" in shown
    assert "100%" in shown
    assert shown.endswith("2 new claims; 1 new citation; 0 rows known already.\n")


def test_standard_input_is_read(filled: Runner) -> None:
    done = filled("import", "-", "-f", "csv", input=GOOD)
    assert done.exit_code == 0, done.stderr
    line = '{"text":"Three.","kind":"event","citations":[{"source":"wire"}]}\n'
    assert filled("import", "-f", "jsonl", "-", input="\ufeff" + line).exit_code == 0
    table = '[[claim]]\ntext = "Four."\nkind = "event"\n'
    assert filled("import", "-f", "toml", "-", input=table.encode()).exit_code == 0
    tabs = "text\tkind\nFive.\tevent\n"
    assert filled("import", "-", "--format", "tsv", input=tabs).exit_code == 0
    assert keys(filled) == [*KNOWN, "raid", "fled", "three", "four", "five"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "text,kind\nOne.,event\n"),
        ("a.CSV", "text,kind\nOne.,event\n"),
        ("a.tsv", "text\tkind\nOne.\tevent\n"),
        ("a.tab", "text\tkind\nOne.\tevent\n"),
        ("a.jsonl", '{"text":"One.","kind":"event"}\n'),
        ("a.ndjson", '{"text":"One.","kind":"event"}\n'),
        ("a.toml", '[[claim]]\ntext = "One."\nkind = "event"\n'),
    ],
)
def test_the_name_tells_the_format(case: Runner, tmp_path: Path, name: str, content: str) -> None:
    assert take(case, tmp_path / name, content).exit_code == 0
    assert keys(case) == ["one"]


def test_a_format_that_the_name_does_not_tell_is_asked_for(case: Runner, tmp_path: Path) -> None:
    for done in (
        take(case, tmp_path / "rows.txt", GOOD),
        take(case, tmp_path / "rows", GOOD),
        case("import", "-", input=GOOD),
    ):
        assert (done.stdout, done.exit_code) == ("", 2)
        assert "--format: csv, tsv, jsonl or toml" in done.stderr
    unknown = take(case, tmp_path / "rows.csv", GOOD, "-f", "xlsx")
    assert unknown.exit_code == 2
    assert "csv, jsonl, toml, tsv" in unknown.stderr


def test_columns_are_mapped_or_left_out(filled: Runner, file: Path) -> None:
    text = "Aussage,Art,Farbe,Quelle\nEine Razzia.,event,rot,wire\n"
    options = ["--map", "Aussage=text", "--map", "Art=kind", "--map", "Farbe="]
    done = take(filled, file, text, *options, "--map", "Quelle=source", "--dry-run")
    assert done.stdout.startswith("Would make: 1 new claim; 1 new citation")
    unknown = take(filled, file, text, *options)
    assert unknown.exit_code == 1
    assert "what to do with “Quelle”" in unknown.stderr
    assert "--map “Quelle=”" in unknown.stderr


@pytest.mark.parametrize(
    ("mapping", "told"),
    [
        ("text", "no column before an equals sign"),
        ("=text", "no column before an equals sign"),
        ("text=colour", "there is no field “colour”"),
        ("nowhere=text", "the file has no such column"),
        ("quote=text", "two columns"),
    ],
)
def test_a_wrong_mapping_is_refused(filled: Runner, file: Path, mapping: str, told: str) -> None:
    done = take(filled, file, GOOD, "--map", mapping)
    assert (done.stdout, done.exit_code) == ("", 2)
    assert told in done.stderr
    assert keys(filled) == KNOWN


BROKEN: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "holds nothing to import"),
    "wrong quoting": (GOOD + '"open,event\n', "opened and never closed"),
    "quote inside": (GOOD + 'a,"b" c,event,,\n', "quotation mark stands inside a cell"),
    "mixed widths": (GOOD + "a,b\n", "has 2 cells and the heading has 5"),
    "UTF-16": (GOOD.encode("utf-16"), "UTF-16"),
    "another encoding": ((HEADING + "a,пытки,event,,\n").encode("cp1251"), "not UTF-8"),
    "1 MB field": (HEADING + f"a,{'x' * 1_000_000},event,,\n", "over 131,072 characters"),
    "NUL": (HEADING + "a,b\0c,event,,\n", "NUL"),
    "NUL in a key": (HEADING + "a\0,b,event,,\n", "cannot be a key"),
    "NUL in a source": (HEADING + "a,b,event,wi\0re,\n", "source"),
    "long statement": (HEADING + f"a,{'x' * 10_001},event,,\n", "10,001 characters"),
    "no text": ("kind,place\nevent,Argun\n", "no column for text"),
    "binary": (bytes(range(256)) * 8, "no text at all"),
    "unknown column": ("text,kind,colour\na,event,red\n", "“colour”"),
}


@pytest.mark.parametrize("content", BROKEN, ids=str)
def test_a_broken_table_is_refused_in_one_sentence_and_nothing_is_kept(
    filled: Runner, file: Path, content: str
) -> None:
    data, told = BROKEN[content]
    before = state(filled)
    for options in ([], ["--dry-run"]):
        done = take(filled, file, data, *options)
        assert done.exit_code == 1
        assert told in done.stderr + done.stdout
        assert "Traceback" not in done.stderr
        assert "fault of its own" not in done.stderr
        assert max(map(len, (done.stderr + done.stdout).splitlines())) < 400
    assert state(filled) == before


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('[[claim]]\ntext = "a\n', "line 2"),
        ("[[claim]]\ntext = 'a'\n[[claim]]\nkind = 'event'\n", "Line 1: The kind of claim"),
        ("[[clam]]\ntext = 'a'\n", "“clam” is none of its tables"),
        ("[[claim]]\ntext = 'a'\nkind = 'event'\n[[claim.citation]]\nsauce = 'wire'\n", "sauce"),
        ("[[source]]\nkey = 's'\nkind = 'gossip'\ntitle = 'T'\n", "Line 1: “gossip” is not"),
        ("[[party]]\nkey = 'p'\nname = true\n", "ine 1"),
        ("[[measure]]\nkey = 'm'\nunit = 'people'\ncumulative = 'yes'\n", "ine 1"),
    ],
)
def test_a_toml_with_a_mistake_is_refused_by_its_line(
    filled: Runner, tmp_path: Path, content: str, told: str
) -> None:
    before = state(filled)
    done = take(filled, tmp_path / "case.toml", content)
    assert (done.stdout, done.exit_code) == ("", 1)
    assert told in done.stderr
    assert "fault of its own" not in done.stderr
    assert state(filled) == before


def test_a_heading_alone_makes_nothing(filled: Runner, file: Path) -> None:
    done = take(filled, file, HEADING)
    assert done.stdout == "0 new claims; 0 new citations; 0 rows known already.\n"
    assert keys(filled) == KNOWN


def test_a_file_that_cannot_be_read_is_said(case: Runner, tmp_path: Path) -> None:
    folder = tmp_path / "folder.csv"
    folder.mkdir()
    for file in (tmp_path / "nowhere.csv", folder):
        done = case("import", file)
        assert (done.stdout, done.exit_code) == ("", 1)
        assert f"{file} cannot be read" in done.stderr


def test_nobody_imports_without_a_name(filled: Runner, file: Path) -> None:
    file.write_text(GOOD)
    done = filled("import", file, author=None)
    assert (done.stdout, done.exit_code) == ("", 2)


def test_refusals_show_hostile_text_escaped(filled: Runner, file: Path) -> None:
    done = take(filled, file, HEADING + 'a,b,"\x1b[31m\u202erum\nour",,\n')
    assert "\x1b" not in done.stderr
    assert "\u202e" not in done.stderr
    assert "\\x1b[31m\\u202erum our" in done.stderr


@pytest.mark.parametrize("format", ["csv", "jsonl"])
def test_what_is_exported_comes_in_again(
    case: Runner, filled: Runner, tmp_path: Path, format: str
) -> None:
    written = {
        "csv": filled("export", "-f", "csv").stdout,
        "jsonl": filled("claim", "list", "--nl").stdout,
    }[format]
    for key in ("contacted", "evacuated"):
        case("measure", "add", key, "--unit", "people")
    for source in ("interview", "wire"):
        case("source", "add", source, "--kind", "report", "--title", source)
    case("source", "add", "outlet", "--kind", "webpage", "--title", "Outlet", "--relays", "wire")
    done = take(case, tmp_path / f"claims.{format}", written)
    assert done.exit_code == 0, done.stderr

    def claims(from_: Runner) -> dict[str, object]:
        listed = json.loads(from_("claim", "list", "--json").stdout)
        left_out = ("id", "status", "reviews")
        return {c["key"]: {n: c[n] for n in c if n not in left_out} for c in listed}

    assert claims(case) == claims(filled)


def test_both_databases_take_in_a_table(location: Location, file: Path, run: Runner) -> None:
    case = run.on(location)
    case("source", "add", "wire", "--kind", "report", "--title", "Wire")
    assert take(case, file, GOOD).exit_code == 0
    refused = take(case, file, BAD)
    assert refused.exit_code == 1
    assert keys(case) == ["raid", "fled"]
    again = take(case, file, GOOD)
    assert again.stdout == "0 new claims; 0 new citations; 2 rows known already.\n"
