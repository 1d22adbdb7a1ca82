"""Data on standard output: the same content in every form, and nothing in it that acts."""

import csv
import io
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from shutil import copy

import pytest

from factcheck.cli import output
from factcheck.cli.output import Column
from factcheck.database.engine import Location
from factcheck.domain.cells import unguarded
from factcheck.domain.printable import width
from tests.cli.test_help import commands
from tests.support.commandline import Runner

# The log is printed as a story unless a form is asked for: see test_review.py.
LISTINGS = {
    "claim list": ("claim", "list"),
    "source list": ("source", "list"),
    "source captures": ("source", "captures", "interview"),
    "party list": ("party", "list"),
    "measure list": ("measure", "list"),
    "review queue": ("review", "queue"),
    "review log": ("review", "log", "in-touch-75"),
    "search": ("search", "people"),
}
listings = pytest.mark.parametrize("listing", LISTINGS.values(), ids=LISTINGS)


def table(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))


def test_every_listing_is_tested_here_and_has_every_form() -> None:
    forms = {"json", "nl", "csv", "tsv"}
    listings = set()
    for words, command in commands():
        flags = {option.removeprefix("--") for p in command.params for option in p.opts}
        if "nl" in flags:
            assert forms <= flags, words
            listings.add(" ".join(words))
        assert "nl" in flags or not {"csv", "tsv"} & flags, words
        if words and words != ("log",) and words[-1] in ("list", "queue", "log", "search"):
            assert forms <= flags, words
    # The audit lists faults, of which these cases have none; a history has a line a change, and
    # keys are in no case: their own tests look at their forms.
    assert listings == LISTINGS.keys() | {"audit", "history", "key list"}


# --- forms ----------------------------------------------------------------------------------


@listings
def test_every_form_of_a_listing_has_the_same_content(
    filled: Runner, listing: Sequence[str]
) -> None:
    array = filled(*listing, "--json")
    records = json.loads(array.stdout)
    assert array.exit_code == 0
    assert records
    lines = filled(*listing, "--nl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == records
    # The array, too, has one record a line.
    assert [line.removesuffix(",") for line in array.stdout.splitlines()[1:-1]] == lines
    cells = table(filled(*listing, "--csv").stdout)
    assert table(filled(*listing, "--tsv").stdout, "\t") == cells
    heading, rows = cells[0], cells[1:]
    assert len(rows) == len(records)
    for row, record in zip(rows, records, strict=True):
        for name, cell in zip(heading, row, strict=True):
            assert matches(cell, record, name), (name, cell, record)


def matches(cell: str, record: dict[str, object], name: str) -> bool:
    """Whether a cell says what the record of that name does."""
    if name == "number":
        quantity = record["quantity"]
        return cell == (quantity["as_stated"] if isinstance(quantity, dict) else "")
    if name in ("match", "field"):
        match = record["match"]
        assert isinstance(match, dict)
        shown = " ".join(str(match["passage"]).split())
        return (
            cell == match["field"]
            if name == "field"
            else cell.replace("[", "").replace("]", "") == shown
        )
    value = record[name]
    if isinstance(value, list):
        texts = [item for item in value if isinstance(item, str)]
        return cell in (str(len(value)), "; ".join(texts), ", ".join(texts))
    if isinstance(value, bool):
        return cell == ("yes" if value else "no")
    return unguarded(cell) == ("" if value is None else str(value))


@pytest.mark.parametrize(
    "listing",
    [words for words in LISTINGS.values() if words[:2] != ("review", "log")],
    ids=" ".join,
)
def test_a_table_has_a_heading_and_a_line_a_record(filled: Runner, listing: Sequence[str]) -> None:
    text = filled(*listing).stdout
    records = json.loads(filled(*listing, "--json").stdout)
    lines = text.splitlines()
    assert len(lines) == len(records) + 1
    assert lines[0] == lines[0].upper()
    names = [record.get("key") or record["digest"][:12] for record in records]
    assert [line.split()[0] for line in lines[1:]] == names
    assert max(map(width, lines)) <= 200
    assert not any(line.endswith(" ") for line in lines)


@listings
@pytest.mark.parametrize("form", ["--json", "--nl", "--csv", "--tsv"])
def test_text_is_not_turned_into_ascii(filled: Runner, listing: Sequence[str], form: str) -> None:
    text = filled(*listing, form).stdout
    assert "\\u04" not in text
    if listing[0] == "source":
        assert "Кочетков" in text


@pytest.mark.parametrize(
    "command",
    [
        ("claim", "add", "New.", "--kind", "event"),
        ("source", "add", "new", "--kind", "report", "--title", "New"),
        ("party", "add", "New"),
        ("measure", "add", "new", "--unit", "people"),
        ("review", "record", "denied", "--status", "disputed", "--because", "Two say so."),
        ("claim", "cite", "denied", "interview"),
        ("claim", "show", "denied"),
        ("source", "show", "wire"),
        ("party", "show", "network"),
        ("measure", "show", "contacted"),
        ("status",),
        ("db", "info"),
    ],
    ids=" ".join,
)
def test_one_record_is_one_json_object_on_one_line(filled: Runner, command: Sequence[str]) -> None:
    done = filled(*command, "--json")
    assert done.exit_code == 0, done.stderr
    assert isinstance(json.loads(done.stdout), dict)
    assert done.stdout.count("\n") == 1


def test_the_last_form_that_is_asked_for_is_printed(filled: Runner) -> None:
    assert filled("party", "list", "--json", "--csv").stdout == (
        filled("party", "list", "--csv").stdout
    )


@pytest.mark.parametrize("form", ["json", "nl", "csv", "tsv"])
def test_a_listing_is_printed_as_it_comes(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A million records need no more memory than one: none is read before the last is printed."""
    printed: list[int] = []

    def records() -> Iterable[int]:
        for number in range(3):
            sys.stdout.flush()
            printed.append(capsys.readouterr().out.count("record"))
            yield number

    output.listing(
        form,
        [Column("name", "NAME")],
        records(),
        cells=lambda number: [f"record {number}"],
        as_json=lambda number: f"record {number}",
        empty="",
    )
    assert printed[0] == 0
    assert sum(printed) >= 1


@pytest.mark.parametrize(
    ("cell", "shown"),
    [(None, ""), (True, "yes"), (False, "no"), (0, "0"), ("", ""), ("=1", "'=1")],
)
def test_a_cell_is_text(cell: object, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    output.listing(
        "csv",
        [Column("a", "A"), Column("b", "B")],
        [cell],
        cells=lambda value: [value, "x"],
        as_json=str,
        empty="",
    )
    assert capsys.readouterr().out == f"a,b\n{shown},x\n"


# --- nothing acts ---------------------------------------------------------------------------

HOSTILE = (
    "\x1b[31m\x1b]0;t\x07\x9b1m\x7f\r\x08\u202e\u2066\u200f\u061c\ufeff\u2028\U000e0041=E\n\tF"
)
HARMFUL = {
    chr(code)
    for code in range(sys.maxunicode + 1)
    if unicodedata.category(chr(code)) == "Cc"
    or unicodedata.bidirectional(chr(code)) in "LRE RLE LRO RLO PDF LRI RLI FSI PDI".split()
} | set("\u061c\u200e\u200f\u2028\u2029\ufeff")


@pytest.fixture(scope="module")
def hostile_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with hostile text in every field that takes text, to be copied."""
    text = HOSTILE
    file = tmp_path_factory.mktemp("hostile") / "case.db"
    case = Runner(file)
    assert case("init", "--no-input", author="Ada").exit_code == 0

    def work(*command: str) -> None:
        done = case(*command, author=f"Anna{text}")
        assert done.exit_code == 0, done.stderr

    work("party", "add", f"Network{text}", "--key", "network")
    work("party", "add", f"Igor{text}", "--key", "igor", "--speaks-for", "network")
    work("measure", "add", "contacted", "--unit", f"people{text}", "--definition", f"d{text}")
    work("measure", "add", "fled", "--unit", "people", "--part-of", "contacted")
    work(
        "source", "add", "talk", "--kind", "interview", "--title", f"Title{text}",
        "--author", f"Family{text}, Given{text}", "--interviewer", f"Literal{text}",
        "--publisher", f"Publisher{text}", "--url", f"https://x/{text}",
        "--archive-url", f"https://a/{text}", "--language", f"en{text}", "--voice", f"Igor{text}",
    )  # fmt: skip
    work("source", "add", "page", "--kind", "webpage", "--title", f"T{text}", "--relays", "talk")
    work(
        "claim", "add", f"A claim{text} of people.", "--key", "in-touch-75", "--kind", "number",
        "--speaker", f"Igor{text}", "--against", f"Police{text}", "--place", f"Argun{text}",
        "--tag", f"tag{text}", "--number", "75", "--measure", "contacted", "--cite", "page",
        "--via", "talk", "--quote", f"people{text}", "--translation", f"tr{text}",
        "--locator", f"p. 1{text}",
    )  # fmt: skip
    work("claim", "add", f"A claim{text} of people.", "--kind", "event", "--cite", "talk")
    work("review", "record", "in-touch", "--status", "in-review", "--because", f"So{text}")
    work("claim", "withdraw", "claim", "--cite", "talk", "--because", f"w{text}")
    work("source", "edit", "talk", "--relays", "")
    work("source", "add", "interview", "--kind", "interview", "--title", "T")
    (page := file.with_name("page.html")).write_text(
        f"<p>He spoke{text} of {'many ' * 900}.", "utf-8"
    )
    work(
        "source", "capture", "interview", str(page), "--tool", f"t{text}", "--note", f"n{text}",
    )  # fmt: skip
    return file


@pytest.fixture
def hostile(hostile_file: Path, tmp_path: Path) -> Runner:
    return Runner(Path(copy(hostile_file, tmp_path / "case.db")))


def assert_harmless(text: str, but: str = "") -> None:
    found = HARMFUL & set(text) - set(but)
    assert not found, [hex(ord(character)) for character in found]


SHOWN = [
    *LISTINGS.values(),
    ("claim", "show", "in-touch-75"),
    ("source", "show", "talk"),
    ("source", "show", "page"),
    ("source", "show", "interview", "--text"),
    ("party", "show", "igor"),
    ("measure", "show", "contacted"),
    ("status",),
    ("db", "info"),
    ("export",),
    ("export", "-f", "json"),
]


@pytest.mark.parametrize("command", SHOWN, ids=" ".join)
def test_no_control_or_direction_character_from_the_case_is_printed(
    hostile: Runner, command: Sequence[str]
) -> None:
    done = hostile(*command)
    assert done.exit_code == 0, done.stderr
    assert_harmless(done.stdout + done.stderr, "\n")


@listings
def test_no_form_of_a_listing_carries_one(hostile: Runner, listing: Sequence[str]) -> None:
    for form in ("--json", "--nl"):
        assert_harmless(hostile(*listing, form).stdout, "\n")
    # A quoted cell keeps its lines and tabs: that is data, and a table reads it back.
    for form, delimiter in (("--csv", ","), ("--tsv", "\t")):
        text = hostile(*listing, form).stdout
        assert_harmless(text, "\n\t")
        assert len({len(row) for row in table(text, delimiter)}) == 1


def test_what_is_shown_is_kept_as_it_was_given(hostile: Runner) -> None:
    claim = json.loads(hostile("claim", "show", "in-touch-75", "--json").stdout)
    assert claim["text"] == f"A claim{HOSTILE} of people."
    assert claim["place"] == f"Argun{HOSTILE}"
    assert claim["citations"][0]["quote"] == f"people{HOSTILE}"


def test_a_field_cannot_make_a_line_of_its_own(hostile: Runner) -> None:
    """Text of the case could otherwise pass for what the program says of it."""
    hostile("claim", "cite", "in-touch-75", "talk", "--locator", "p. 1\n  supports  forged, p. 2")
    hostile("party", "add", "Forged\n  Key  forged", "--key", "forger")
    for command in (("claim", "show", "in-touch-75"), ("party", "show", "forger")):
        for line in hostile(*command).stdout.splitlines():
            assert not re.match(r"\s*(supports  forged|Key  forged)", line)


@pytest.mark.parametrize(
    "arguments",
    [
        ("claim", "show", f"key{HOSTILE}"),
        ("claim", "list", f"--opt{HOSTILE}"),
        ("claim", "list", "--kind", f"kind{HOSTILE}"),
        (f"command{HOSTILE}",),
        ("claim", f"command{HOSTILE}"),
        ("claim", "add", "x", "--kind", "event", "--number", f"number{HOSTILE}"),
        ("claim", "add", "x", "--kind", "event", "--as-of", f"date{HOSTILE}"),
        ("claim", "add", "x", "--kind", "event", "--key", f"key{HOSTILE}"),
        ("claim", "list", "--limit", f"five{HOSTILE}"),
        ("import", f"file{HOSTILE}.csv"),
        ("import", f"file{HOSTILE}"),
        ("import", "-", "-f", f"format{HOSTILE}"),
        ("export", "-o", f"nowhere{HOSTILE}/file"),
        ("--db", f"nowhere{HOSTILE}.db", "status"),
        ("--db", f"scheme{HOSTILE}://x", "status"),
        ("search", f"x{HOSTILE}", "--source", f"s{HOSTILE}"),
    ],
    ids=lambda arguments: ascii(arguments[0])[:20],
)
def test_what_was_typed_is_not_repeated_raw(case: Runner, arguments: Sequence[str]) -> None:
    done = case(*arguments)
    assert done.exit_code in (1, 2)
    assert_harmless(done.stdout + done.stderr, "\n")


def test_talk_is_harmless_too(case: Runner) -> None:
    done = case(
        "claim", "add", "x", "--kind", "event", "--speaker", f"S{HOSTILE}", "--key", "k",
        author=f"A{HOSTILE}",
    )  # fmt: skip
    assert "New party: S" in done.stderr
    assert_harmless(done.stderr, "\n")
    assert len(done.stderr.splitlines()) == 2


SAME_ON_BOTH = [
    *(listing for listing in LISTINGS.values() if listing[0] != "search"),  # ranked by each its way
    ("claim", "show", "in-touch-75"),
    ("claim", "show", "in-touch-75", "--json"),
    ("source", "show", "outlet", "--json"),
    ("status",),
]


def test_both_databases_print_the_same(populated: Location, filled: Runner, run: Runner) -> None:
    def masked(text: str) -> str:
        text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", text)
        return re.sub(r"\d{4}-\d\d-\d\d(T[\d:.]+Z| \d\d:\d\d)?", "DAY", text)

    for command in SAME_ON_BOTH:
        assert masked(run(*command, db=populated).stdout) == masked(filled(*command).stdout)
