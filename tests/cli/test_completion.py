"""Completion offers commands, options, keys and codes, and never breaks a command line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from factcheck.cli.completion import Code, code_option
from factcheck.cli.main import cli
from factcheck.domain.vocabulary import ClaimKind, Status
from tests.support.commandline import Runner


def complete(monkeypatch: pytest.MonkeyPatch, words: str) -> list[str]:
    """What bash would offer for the last of these words, which is empty after a space."""
    from click.shell_completion import BashComplete

    monkeypatch.setenv("COMP_WORDS", words)
    count = len(words.split())
    monkeypatch.setenv("COMP_CWORD", str(count if words.endswith(" ") else count - 1))
    offered = BashComplete(cli, {}, "factcheck", "_FACTCHECK_COMPLETE").complete()
    return [line.partition(",")[2] for line in offered.splitlines()]


@pytest.fixture
def near(filled_file: Path, tmp_path: Path) -> None:
    """The small case is the nearest one."""
    (tmp_path / "factcheck.db").write_bytes(filled_file.read_bytes())


@pytest.mark.usefixtures("near")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("factcheck cl", ["claim"]),
        ("factcheck claim sh", ["show"]),
        ("factcheck claim show ", ["denied", "detained", "in-touch-75"]),
        ("factcheck claim show de", ["denied", "detained"]),
        ("factcheck claim show x", []),
        ("factcheck claim edit in", ["in-touch-75"]),
        ("factcheck claim cite denied ", ["interview", "outlet", "wire"]),
        ("factcheck claim withdraw den", ["denied"]),
        ("factcheck claim withdraw denied --cite w", ["wire"]),
        ("factcheck claim list --source o", ["outlet"]),
        ("factcheck claim list --speaker ", ["igor-kochetkov", "network", "police"]),
        ("factcheck claim list --measure ", ["contacted", "evacuated"]),
        ("factcheck claim list --kind a", ["abuse", "assistance"]),
        ("factcheck claim add x --cite i", ["interview"]),
        ("factcheck claim add x --via i", ["interview"]),
        ("factcheck claim add x --against p", ["police"]),
        ("factcheck claim add x --act det", ["detention"]),
        ("factcheck claim add x --stance c", ["confirms", "corrects"]),
        ("factcheck claim add x --number-method ", ["count", "estimate"]),
        ("factcheck source show ", ["interview", "outlet", "wire"]),
        ("factcheck source edit w", ["wire"]),
        ("factcheck source add x --relays ", ["interview", "outlet", "wire"]),
        ("factcheck source add x --kind inter", ["interview"]),
        ("factcheck party show ", ["igor-kochetkov", "network", "police"]),
        ("factcheck party add x --speaks-for n", ["network"]),
        ("factcheck measure show e", ["evacuated"]),
        ("factcheck measure add x --part-of c", ["contacted"]),
        ("factcheck review record in", ["in-touch-75"]),
        ("factcheck review record denied --standard r", ["reasonable-suspicion",
                                                         "reasonable-grounds"]),
        ("factcheck review log den", ["denied"]),
        ("factcheck export --measure c", ["contacted"]),
        ("factcheck search x --speaker ig", ["igor-kochetkov"]),
    ],
)  # fmt: skip
def test_what_is_offered(monkeypatch: pytest.MonkeyPatch, words: str, offered: list[str]) -> None:
    assert sorted(complete(monkeypatch, words)) == sorted(offered)


@pytest.mark.usefixtures("near")
@pytest.mark.parametrize("command", ["claim list", "search x", "export", "review record denied"])
def test_statuses_are_offered(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    offered = complete(monkeypatch, f"factcheck {command} --status ")
    assert offered == [status.value for status in Status]
    assert complete(monkeypatch, f"factcheck {command} --status in-") == ["in-review"]


def test_the_case_is_the_one_that_is_named(
    monkeypatch: pytest.MonkeyPatch, filled_file: Path
) -> None:
    words = f"factcheck --db {filled_file} claim show den"
    assert complete(monkeypatch, words) == ["denied"]
    assert complete(monkeypatch, "factcheck claim show den") == []
    monkeypatch.setenv("FACTCHECK_DB", str(filled_file))
    assert complete(monkeypatch, "factcheck claim show den") == ["denied"]


@pytest.mark.parametrize(
    "place", ["nowhere.db", ".", "notes.txt", "postgresql://nowhere/x", "a://b"]
)
def test_a_case_that_cannot_be_read_offers_nothing_and_breaks_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, place: str
) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    assert complete(monkeypatch, f"factcheck --db {place} claim show ") == []
    assert {file.name for file in tmp_path.iterdir()} == {"notes.txt"}


def test_a_case_that_is_being_written_is_still_read(
    monkeypatch: pytest.MonkeyPatch, filled: Runner, tmp_path: Path
) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(tmp_path / "case.db", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        words = f"factcheck --db {tmp_path / 'case.db'} claim show den"
        assert complete(monkeypatch, words) == ["denied"]


def test_no_more_is_offered_than_a_person_reads(
    monkeypatch: pytest.MonkeyPatch, case: Runner, tmp_path: Path
) -> None:
    rows = "".join(f"k{number},Claim {number}.,event\n" for number in range(80))
    case("import", "-", "-f", "csv", input="key,text,kind\n" + rows)
    words = f"factcheck --db {tmp_path / 'case.db'} claim show "
    assert len(complete(monkeypatch, words)) == 50
    assert complete(monkeypatch, words + "k79") == ["k79"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_program_completes_in_every_shell(filled_file: Path, shell: str) -> None:
    words = "factcheck claim show den"
    done = subprocess.run(
        [sys.executable, "-c", "from factcheck.__main__ import main; main()"],
        env={
            **os.environ,
            "_FACTCHECK_COMPLETE": f"{shell}_complete",
            "COMP_WORDS": words if shell != "fish" else "factcheck claim show ",
            "COMP_CWORD": "3" if shell != "fish" else "den",
            "FACTCHECK_DB": str(filled_file),
        },
        capture_output=True,
        text=True,
    )
    assert "denied" in done.stdout
    assert "detained" not in done.stdout
    assert done.stderr == ""


def test_hostile_text_beside_a_key_is_harmless(
    monkeypatch: pytest.MonkeyPatch, case: Runner, tmp_path: Path
) -> None:
    """Shells that show what a key stands for print it on the terminal."""
    from click.shell_completion import ZshComplete

    case("claim", "add", "\x1b[31mred\n\u202eraid", "--kind", "event", "--key", "raid")
    monkeypatch.setenv("FACTCHECK_DB", str(tmp_path / "case.db"))
    monkeypatch.setenv("COMP_WORDS", "factcheck claim show ")
    monkeypatch.setenv("COMP_CWORD", "3")
    printed = ZshComplete(cli, {}, "factcheck", "_FACTCHECK_COMPLETE").complete()
    assert "raid" in printed
    for harmful in "\x1b\u202e":
        assert harmful not in printed
    assert len(printed.splitlines()) == 3


def test_an_option_of_a_vocabulary_lists_it_and_takes_its_codes_only() -> None:
    import click

    @click.command()
    @code_option("--kind", codes=ClaimKind, help="What sort.")
    def command(kind: str | None) -> None:
        click.echo(repr(kind))

    (option,) = command.params
    assert isinstance(option, click.Option)
    assert option.help is not None
    assert option.help.startswith("What sort. One of: number, abuse,")
    assert isinstance(option.type, Code)
    assert option.make_metavar(click.Context(command)) == "KIND"
