"""Data that attacks the terminal: in every field, shown by every command."""

import re
from pathlib import Path

import pytest

from factcheck.database import schema
from factcheck.database.engine import Location
from tests.hostile.attacks import HARMFUL, Outcome, Setting, attack, harmless

FORGED = "Error: forged"
HOSTILE = (
    "\x1b[31m\x1b]8;;http://evil\x07link\x1b]8;;\x1b\\\x9b2J\x90q\x9c\u202eevil\u2066x\u2069\u200b\u200e"
    f"\U000e0041\u061c\r\x08\x7f\x0b\x0c\x85\ufeff\u2028\u2029Z\n{FORGED}\tTAB"
)
"""CSI, OSC 8, C1, directions, zero width, tags, line ends, and a line that looks like our own."""

ADDING = (
    ("source", "add", "s1", "--kind", "report", "--title", "T?", "--author", "F?, G?",
    "--interviewer",
     "I?", "--publisher", "P?", "--url", "U?", "--archive-url", "A?", "--language", "L?",
     "--voice", "V?"),
    ("source", "add", "s2", "--kind", "report", "--title", "W?"),
    ("source", "withdraw", "s2", "--because", "B?"),
    ("measure", "add", "m1", "--unit", "U?", "--definition", "D?"),
    ("claim", "add", "C? evil", "--kind", "event", "--key", "c1", "--place", "P?", "--tag", "G?",
     "--speaker", "S?", "--against", "A?", "--cite", "s1", "--quote", "Q?", "--translation", "T?",
     "--locator", "L?"),
    ("claim", "add", "C? evil", "--kind", "event", "--place", "P?", "--speaker", "S?",
    "--against", "A?"),
    ("claim", "add", "N?", "--kind", "number", "--key", "c2", "--number", "5 people",
    "--measure", "m1"),
    ("review", "record", "c1", "--status", "disputed", "--because", "B?"),
    ("claim", "withdraw", "c2", "--because", "B?"),
    ("party", "add", "X?", "--key", "p1", "--speaks-for", "S?"),
    ("party", "edit", "p1", "--name", "Y?"),
    ("claim", "edit", "c1", "--speaker", "E?"),
    ("claim", "note", "c1", "N?"),
    ("claim", "reply", "c1", "--party", "R?", "--outcome", "answered", "--text", "T?"),
    ("review", "assign", "c1", "H?"),
)  # fmt: skip
SHOWING = (
    ("status",), ("db", "info"), ("claim", "list"), ("claim", "list", "--json"), ("claim",
    "list", "--nl"),
    ("claim", "show", "c1"), ("claim", "show", "c1", "--json"), ("claim", "show", "c2"),
    ("source", "list"), ("source", "list", "--json"), ("source", "show", "s1"), ("source",
    "show", "s2"),
    ("source", "show", "s1", "--json"), ("party", "list"), ("party", "show", "p1"), ("party",
    "show", "V?"),
    ("party", "list", "--json"), ("measure", "list"), ("measure", "show", "m1"),
    ("measure", "show", "m1", "--json"), ("review", "queue"), ("review", "log", "c1"),
    ("review", "log", "c1", "--json"), ("search", "evil"), ("search", "evil",
    "--json"), ("export",),
    ("export", "-f", "json"), ("export", "--title", "T?"), ("import", "-f", "csv", "-",
    "--dry-run"),
)  # fmt: skip
TABLES = (
    ("claim", "list"), ("source", "list"), ("party", "list"), ("measure", "list"), ("review",
    "queue"),
    ("review", "log", "c1"), ("search", "evil"),
)  # fmt: skip
REFUSED = (
    ("claim", "show", "?"), ("source", "show", "?"), ("party", "show", "?"), ("measure", "show",
    "?"),
    ("claim", "cite", "c1", "s2"), ("claim", "list", "--speaker", "?"), ("claim", "list",
    "--source", "?"),
    ("claim", "list", "--kind", "?"), ("claim", "list", "--as-of", "?"), ("claim", "list",
    "--limit", "?"),
    ("claim", "list", "--?"), ("claim", "list", "?"), ("claim", "?"), ("?",), ("--?",), ("-?",),
    ("--quiet?",), ("export", "-f", "?"), ("export", "-o", "none/?"), ("import", "?"),
    ("import", "-f", "csv", "?"), ("import", "-f", "?", "-"), ("import", "-f", "csv", "-",
    "--map", "?=text"),
    ("import", "-f", "csv", "-", "--map", "text=?"), ("db", "backup", "none/?"), 
    ("claim", "add", "x", "--kind", "number", "--number", "?"),
    ("claim", "add", "x", "--kind", "event", "--key", "?"),
    ("claim", "add", "x", "--kind", "event", "--cite", "?"),
    ("claim", "withdraw", "c1", "--because", "x", "--cite", "?"), ("claim", "edit", "c1",
    "--from", "none/?"),
    ("source", "add", "s9", "--kind", "?"), ("source", "add", "s9", "--kind", "report",
    "--title", "x",
     "--relays", "?"), ("source", "add", "s9", "--kind", "report", "--title", "x", "--author",
     ",?"),
    ("source", "add", "s9", "--csl", "none/?"), ("review", "record", "c1", "--because", "x",
    "--status", "?"),
    ("review", "log", "?"), ("review", "assign", "?"), ("claim", "note", "?", "x"),
    ("claim", "note", "c1", "--?"), ("claim", "reply", "?", "--party", "x", "--outcome", "asked"),
    ("claim", "reply", "c1", "--party", "x", "--outcome", "?"),
    ("claim", "reply", "c1", "--party", "x", "--outcome", "asked", "--on", "?"),
    ("review", "next"),
)  # fmt: skip


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> tuple[Location, list[Outcome]]:
    """A case whose every text is an attack, and what was said while it was made."""
    location = Location(tmp_path_factory.mktemp("terminal") / "case.db", None)
    schema.create(location)
    said = [attack(*aimed(command), db=location, author=f"A{HOSTILE}") for command in ADDING]
    return location, said


@pytest.fixture(scope="module")
def case(added: tuple[Location, list[Outcome]]) -> Location:
    return added[0]


def aimed(command: tuple[str, ...]) -> list[str]:
    return [part.replace("?", HOSTILE) for part in command]


def peaceful(outcome: Outcome) -> None:
    """Nothing acts on the terminal, and no line pretends to be the program's own."""
    for output in (outcome.stdout, outcome.stderr):
        text = harmless(output)
        assert not re.search(rf"(?m)^{FORGED}", text), text[:600]
    assert b"Traceback" not in outcome.stderr
    assert b"fault of its own" not in outcome.stderr


def named(command: tuple[str, ...]) -> str:
    return " ".join(command)


@pytest.mark.parametrize("number", range(len(ADDING)), ids=lambda n: named(ADDING[n][:2]))
def test_what_is_said_of_new_records(added: tuple[Location, list[Outcome]], number: int) -> None:
    said = added[1][number]
    assert said.code == 0, said.err
    peaceful(said)


@pytest.mark.parametrize("command", SHOWING, ids=named)
def test_what_is_shown(case: Location, command: tuple[str, ...]) -> None:
    table = f'text,kind\n"{HOSTILE}","x{HOSTILE}"\n'.encode()
    outcome = attack(*aimed(command), db=case, stdin=table)
    if command[0] != "import":
        assert outcome.code == 0, outcome.err
    peaceful(outcome)


@pytest.mark.parametrize("form", ["--csv", "--tsv"])
@pytest.mark.parametrize("command", TABLES, ids=named)
def test_what_is_shown_as_a_table(case: Location, command: tuple[str, ...], form: str) -> None:
    """Line feeds and tabs stay in cells, quoted: they are data for another program."""
    outcome = attack(*aimed(command), form, db=case)
    assert outcome.code == 0
    assert outcome.out.count('"') % 2 == 0
    assert not HARMFUL.search(outcome.out.replace("\t", ""))


def test_an_export_as_a_table(case: Location) -> None:
    outcome = attack("export", "-f", "csv", db=case)
    assert outcome.code == 0
    assert not HARMFUL.search(outcome.out.replace("\t", ""))


@pytest.mark.parametrize("command", REFUSED, ids=named)
def test_what_is_refused(case: Location, command: tuple[str, ...]) -> None:
    outcome = attack(*aimed(command), db=case, stdin=b"text,kind\na,event\n")
    assert outcome.code in (1, 2)
    peaceful(outcome)


@pytest.mark.parametrize("place", ["?", "none/?", "postgresql://a?/b", "?://", "~?/x"])
@pytest.mark.parametrize("command", [("claim", "list"), ("db", "backup", "x")], ids=named)
def test_a_place_that_acts(tmp_path: Path, place: str, command: tuple[str, ...]) -> None:
    outcome = attack(*command, db=place.replace("?", HOSTILE.replace("/", "")))
    assert outcome.code in (1, 2)
    peaceful(outcome)


def test_a_name_to_sign_with_that_acts(tmp_path: Path) -> None:
    place = tmp_path / HOSTILE.replace("/", "") / "case.db"
    place.parent.mkdir()
    peaceful(attack("init", "--no-input", db=place, author=f"A{HOSTILE}"))
    peaceful(attack("init", db=tmp_path / "2.db", author=None, stdin=f"A{HOSTILE}\n".encode()))
    peaceful(attack("db", "info", db=place))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize("noun", ["claim", "source", "party", "measure"])
def test_completion(case: Location, shell: str, noun: str) -> None:
    """What a shell offers is printed on the terminal too."""
    words = f"factcheck {noun} show "
    env = {
        "_FACTCHECK_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": "" if shell == "fish" else "3",
        "FACTCHECK_DB": str(case.path),
    }
    outcome = attack(author=None, setting=Setting(env=env))
    assert outcome.code == 0
    assert outcome.stderr == b""
    separator = "\t" if shell == "fish" else "\0"
    text = outcome.out.replace(separator, " ")
    assert not HARMFUL.search(text), text[:300]
    kinds = {line.split(",")[0] for line in text.splitlines()} if shell != "zsh" else {"plain"}
    assert kinds == {"plain"}
    if shell == "zsh":
        lines = text.splitlines()
        assert len(lines) % 3 == 0
        assert set(lines[::3]) == {"plain"}


@pytest.mark.parametrize(
    "typed", ["\udcff", "\x1b[31m", "'; DROP TABLE claim; --", "%", "x" * 50_000]
)
def test_completion_of_anything(case: Location, typed: str) -> None:
    env = {
        "_FACTCHECK_COMPLETE": "bash_complete",
        "COMP_WORDS": f"factcheck claim show {typed}",
        "COMP_CWORD": "3",
        "FACTCHECK_DB": str(case.path),
    }
    outcome = attack(author=None, setting=Setting(env=env))
    assert (outcome.code, outcome.stderr) == (0, b"")
