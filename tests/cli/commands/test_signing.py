"""Work is signed where its author has a key; whose it is can be told, and checked."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from factcheck.cli.context import Case
from factcheck.database import schema
from factcheck.database.engine import connect
from factcheck.keyring.folder import Keyring
from factcheck.services import parties
from factcheck.settings import Settings
from tests.cli.commands.test_log_terminal import Terminal
from tests.cli.conftest import terminals
from tests.support.cases import AUTHOR, at
from tests.support.commandline import Runner
from tests.support.tampering import unguarded

ADD = ("party", "add", "Ada", "--key", "ada")
SECRET: dict[str, str | None] = {"FACTCHECK_PASSPHRASE": "secret"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "keys"
    monkeypatch.setenv("FACTCHECK_KEYS", str(place))
    return place


@pytest.fixture
def guarded(case: Runner) -> Runner:
    """A case whose author has a key with a passphrase."""
    assert case("key", "new", env=SECRET).exit_code == 0
    return case


@pytest.fixture
def signing(case: Runner) -> Runner:
    """A case whose author has a key without one."""
    assert case("key", "new", "--no-passphrase").exit_code == 0
    return case


def signatures(place: Path) -> list[bool]:
    """Of every entry, whether it is signed."""
    with closing(sqlite3.connect(place / "case.db")) as case:
        rows = case.execute("SELECT signature IS NOT NULL FROM journal ORDER BY seq")
        return [bool(signed) for (signed,) in rows]


def alter(place: Path, statement: str) -> None:
    with closing(sqlite3.connect(place / "case.db")) as case, unguarded(case):
        case.execute(statement)
        case.commit()


def faults(case: Runner) -> set[tuple[str, str]]:
    """Rule and place of all that the audit finds."""
    return {
        (finding["rule"], finding["place"])
        for finding in json.loads(case("audit", "--json").stdout)
    }


# --- signing ------------------------------------------------------------------------------------


def test_work_is_signed_from_the_first_key_on(case: Runner, tmp_path: Path) -> None:
    case(*ADD)
    case("key", "new", "--no-passphrase")
    case("party", "add", "Berta")
    assert signatures(tmp_path) == [False, False, True, True]
    assert faults(case) == set()


def test_every_kind_of_work_is_signed(signing: Runner, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("In touch with some 75 people.\n")
    (tmp_path / "claims.csv").write_text("text,kind\nA raid.,event\nAnother.,event\n")
    for command in (
        ["source", "add", "page", "--kind", "webpage", "--title", "A page"],
        ["source", "capture", "page", "page.txt"],
        ["claim", "add", "75.", "--kind", "event", "--key", "k", "--cite", "page",
         "--quote", "some 75 people"],
        ["claim", "edit", "k", "--place", "Grozny"],
        ["review", "record", "k", "--status", "in-review", "--because", "Asked."],
        ["measure", "add", "people", "--unit", "people"],
        ["party", "add", "Ada"],
        ["import", "claims.csv"],
        ["claim", "withdraw", "k", "--because", "Twice."],
    ):  # fmt: skip
        done = signing(*command)
        assert done.exit_code == 0, done.stderr
    assert len(signatures(tmp_path)) > 10
    assert all(signatures(tmp_path))
    assert faults(signing) == set()


def test_records_of_before_the_journal_are_signed_by_who_upgrades(
    signing: Runner, tmp_path: Path
) -> None:
    with connect(at(tmp_path / "case.db")).begin() as connection:
        schema.step_back(connection, "0003")
        connection.exec_driver_sql(
            "INSERT INTO party (id, key, name, created_at, created_by) VALUES "
            "(randomblob(16), 'ada', 'Ada', '2017-05-18T10:00:00.000Z', 'Anna Reporter')"
        )
    done = signing("db", "upgrade")
    assert done.exit_code == 0, done.stderr
    assert signatures(tmp_path) == [True, True]
    assert faults(signing) == set()


# --- the passphrase -----------------------------------------------------------------------------


def test_only_what_changes_the_case_needs_the_passphrase(guarded: Runner, tmp_path: Path) -> None:
    assert guarded(*ADD, env=SECRET).exit_code == 0
    (tmp_path / "claims.csv").write_text("text,kind\nA raid.,event\n")
    for command in (["party", "list"], ["party", "show", "ada"], ["claim", "list"], ["status"],
                    ["audit"], ["head"], ["search", "ada"], ["export"],
                    ["key", "list"], ["key", "show"], ["db", "info"],
                    ["import", "claims.csv", "--dry-run"]):  # fmt: skip
        done = guarded(*command)
        assert done.exit_code == 0, (command, done.stderr)
        assert "passphrase" not in done.stderr


@pytest.mark.parametrize(
    ("passphrase", "told"),
    [
        (None, "needs a passphrase, and there is no terminal to ask for it."),
        ("", "needs a passphrase, and there is no terminal to ask for it."),
        ("wrong", "The passphrase does not open the key of “Anna Reporter”."),
        ("x" * 2000, "The passphrase has 2,000 characters"),
    ],
)
def test_without_the_passphrase_nothing_is_changed(
    guarded: Runner, tmp_path: Path, passphrase: str | None, told: str
) -> None:
    before = (tmp_path / "case.db").read_bytes()
    assert told in guarded(*ADD, env={"FACTCHECK_PASSPHRASE": passphrase}).refusal()
    assert (tmp_path / "case.db").read_bytes() == before


def test_who_is_about_to_type_is_asked_first(
    guarded: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page.txt").write_text("In touch with some 75 people.\n")
    for command in (
        ["source", "add", "page", "--kind", "webpage", "--title", "A page"],
        ["source", "capture", "page", "page.txt"],
        ["claim", "add", "75.", "--kind", "event", "--key", "k"],
    ):
        assert guarded(*command, env=SECRET).exit_code == 0
    monkeypatch.setenv("EDITOR", "false")  # which would fail in its own words
    for command in (["log", "page"], ["claim", "edit", "k"], ["source", "edit", "page"]):
        told = guarded(*command, input="s\n").refusal()
        assert told.startswith("The key of “Anna Reporter” needs a passphrase"), command


def test_a_command_opens_the_key_once(guarded: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_PASSPHRASE", "secret")
    case = Case(Settings("case.db", AUTHOR))
    for number in range(2):
        with case.writing() as session:
            parties.add(session, AUTHOR, f"Ada {number}", kind="person")
        monkeypatch.delenv("FACTCHECK_PASSPHRASE", raising=False)
    assert signatures(Path.cwd()) == [True, True, True]


@pytest.mark.parametrize("damage", ["cut", "open", "folder"])
def test_a_key_that_cannot_be_used_stops_the_work(
    signing: Runner, tmp_path: Path, folder: Path, damage: str
) -> None:
    """It is not done unsigned instead."""
    (file,) = folder.iterdir()
    match damage:
        case "cut":
            file.write_bytes(file.read_bytes()[:180])
        case "open":
            file.chmod(0o644)
        case "folder":
            file.unlink()
            file.mkdir(mode=0o700)
    before = (tmp_path / "case.db").read_bytes()
    assert file.name in signing(*ADD).refusal()
    assert (tmp_path / "case.db").read_bytes() == before


def test_a_colleague_works_with_a_key_of_their_own_or_none(signing: Runner, tmp_path: Path) -> None:
    signing(*ADD)
    assert signing("party", "add", "Berta", author="Boris Editor").exit_code == 0
    assert signatures(tmp_path) == [True, True, False, False]
    assert faults(signing) == set()


def test_a_name_that_signs_does_not_work_unsigned(
    signing: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signing(*ADD)
    before = signing("party", "list").stdout, signing("head").stdout
    monkeypatch.setenv("FACTCHECK_KEYS", str(tmp_path / "others"))
    told = signing("party", "add", "Berta", author="anna reporter").refusal()
    assert told.startswith("What “anna reporter” does in this case is signed")
    assert (signing("party", "list").stdout, signing("head").stdout) == before


# --- the passphrase at a terminal ---------------------------------------------------------------

QUESTION = f"Passphrase of the key of “{AUTHOR}”: "


@pytest.fixture
def terminal(guarded: Runner, folder: Path) -> Iterator[Terminal]:
    opened = Terminal(
        ["--db", "case.db", *ADD], 100, {"FACTCHECK_AS": AUTHOR, "FACTCHECK_KEYS": str(folder)}
    )
    yield opened
    opened.close()


@terminals
def test_the_passphrase_is_asked_once_and_not_shown(terminal: Terminal, tmp_path: Path) -> None:
    terminal.until(QUESTION)
    terminal.type("secret\n")
    assert terminal.ended() == 0
    assert terminal.seen.count("Passphrase") == 1
    assert "secret" not in terminal.seen
    assert signatures(tmp_path) == [True, True]


@terminals
@pytest.mark.parametrize("answer", ["wrong\n", "\n", "\x04", "\x03"], ids=repr)
def test_another_answer_changes_nothing(terminal: Terminal, tmp_path: Path, answer: str) -> None:
    terminal.until(QUESTION)
    terminal.type(answer)
    assert terminal.ended() == 1
    assert "Error: " in terminal.seen
    assert "Traceback" not in terminal.seen
    assert signatures(tmp_path) == []


@terminals
def test_others_work_while_a_passphrase_is_typed(
    terminal: Terminal, guarded: Runner, tmp_path: Path
) -> None:
    terminal.until(QUESTION)
    assert guarded("party", "add", "Carl", author="Boris Editor").exit_code == 0
    terminal.type("secret\n")
    assert terminal.ended() == 0
    assert signatures(tmp_path) == [False, False, True, True]


# --- the audit ----------------------------------------------------------------------------------


def test_a_signature_that_was_altered_is_found(signing: Runner, tmp_path: Path) -> None:
    signing(*ADD)
    alter(tmp_path, "UPDATE journal SET signature = zeroblob(64) WHERE seq = 2")
    assert faults(signing) == {("signature", f"entry 2 of {AUTHOR}")}
    assert signing("audit").exit_code == 3


def test_a_history_signed_with_another_key_is_found_where_the_right_one_is_trusted(
    signing: Runner, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signing(*ADD)
    line = signing("key", "show").stdout
    assert faults(signing) == set()
    other = folder.rename(tmp_path / "others")
    assert signing("key", "new", "--no-passphrase").exit_code == 0  # somebody else's machine
    assert {rule for rule, _ in faults(signing)} == {"key"}
    monkeypatch.setenv("FACTCHECK_KEYS", str(tmp_path / "third"))  # a colleague's
    assert faults(signing) == set()
    assert signing("key", "trust", AUTHOR, line).exit_code == 0
    assert faults(signing) == set()
    (forger,) = Keyring(folder).own()
    assert signing("key", "trust", AUTHOR, forger.public.line(AUTHOR), "--replace").exit_code == 0
    (fault,) = faults(signing)
    (right,) = Keyring(other).own()
    assert fault == ("key", f"author {AUTHOR} ({right.public.short})")


def test_the_audit_is_not_made_without_the_trust_that_it_is_asked_for(
    signing: Runner, folder: Path
) -> None:
    signing(*ADD)
    (folder / "trusted").write_text("half a li")
    assert "trusted cannot be read: line 1 is not a public key" in signing("audit").refusal()
