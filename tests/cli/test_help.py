"""Every command explains itself."""

import re
from collections.abc import Iterator

import click
import pytest

from factcheck import __version__
from factcheck.cli.main import COMMANDS, cli
from tests.support.commandline import Runner


def commands() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command by its words, the groups among them."""
    waiting: list[tuple[tuple[str, ...], click.Command]] = [((), cli)]
    while waiting:
        words, command = waiting.pop()
        yield words, command
        if isinstance(command, click.Group):
            context = click.Context(command)
            for name in command.list_commands(context):
                found = command.get_command(context, name)
                assert found is not None
                waiting.append(((*words, name), found))


ALL = sorted(commands())
each = pytest.mark.parametrize(
    ("words", "command"), ALL, ids=[" ".join(words) or "factcheck" for words, _ in ALL]
)

CONTRACT = {
    (): "init demo status source capture claim log party measure review policy search export "
    "import history head audit key db",
    ("source",): "add list show edit withdraw capture captures",
    ("capture",): "show export extract",
    ("claim",): "add list show cite edit withdraw note reply",
    ("party",): "add list show edit",
    ("measure",): "add list show edit",
    ("review",): "record next queue assign log",
    ("key",): "new list show trust",
    ("db",): "info upgrade backup",
}


def test_no_command_deletes() -> None:
    """What was wrong is withdrawn, with a reason, and stays."""
    for words, _ in ALL:
        assert not {"delete", "remove", "rm", "erase", "drop", "clear"} & set(words)


JARGON = re.compile(
    r"\b(seq|rowid|uuid|tuple|namedtuple|sqlalchemy|alembic|orm|fts5|tsvector|migration|callback|"
    r"metavar|stdin|stdout|stderr|enum|None|True|False|NoneType|str|kwargs)\b|``|:class:",
)
"""Words of those who made the program, not of those who use it."""


def test_the_commands_are_those_of_the_contract() -> None:
    found = dict(ALL)
    for words, names in CONTRACT.items():
        group = found[words]
        assert isinstance(group, click.Group)
        assert set(group.list_commands(click.Context(group))) == set(names.split())
    assert list(COMMANDS) == CONTRACT[()].split()


@each
def test_help_is_shown_and_says_what_the_command_is_for(
    words: tuple[str, ...], command: click.Command, run: Runner
) -> None:
    for option in ("--help", "-h"):
        done = run(*words, option, author=None)
        assert (done.stderr, done.exit_code) == ("", 0)
    assert done.stdout.startswith(f"Usage: {' '.join(('factcheck', *words))} ")
    assert command.help
    first = command.help.strip().splitlines()[0]
    assert first[0].isupper()
    assert first.rstrip().endswith((".", ",", ":")) or len(command.help.splitlines()) > 1
    assert max(map(len, done.stdout.splitlines())) <= 100
    assert not JARGON.search(done.stdout.replace("STDIN", ""))


@each
def test_every_option_is_explained(words: tuple[str, ...], command: click.Command) -> None:
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not parameter.hidden:
            assert parameter.help, parameter.name
            assert parameter.help[0].isupper() or parameter.help[0] in "[1“"
            assert parameter.help.rstrip().endswith((".", "]", "…", "…]"))


@each
def test_the_line_in_the_list_is_whole(words: tuple[str, ...], command: click.Command) -> None:
    if not words:
        return
    short = command.get_short_help_str(60)
    assert short
    assert not short.endswith("...")
    assert short.endswith(".")


@pytest.mark.parametrize("words", [words for words in CONTRACT if words])
def test_a_bare_group_shows_its_help(words: tuple[str, ...], run: Runner) -> None:
    bare = run(*words, author=None)
    assert bare.stdout + bare.stderr == run(*words, "--help", author=None).stdout
    for name in CONTRACT[words].split():
        assert f"\n  {name} " in bare.stdout + bare.stderr


def test_the_program_alone_shows_its_help(run: Runner) -> None:
    bare = run(author=None)
    assert bare.stdout + bare.stderr == run("--help", author=None).stdout


def test_the_version_is_told(run: Runner) -> None:
    done = run("--version", author=None)
    assert (done.stdout, done.exit_code) == (f"factcheck, version {__version__}\n", 0)


def test_a_mistyped_command_or_option_suggests_the_right_one(run: Runner) -> None:
    for arguments, right in ((["clam", "list"], "claim"), (["claim", "lst"], "list"),
                             (["claim", "list", "--staus", "x"], "--status")):  # fmt: skip
        done = run(*arguments, author=None)
        assert (done.stdout, done.exit_code) == ("", 2)
        assert right in done.stderr


def test_the_legal_codes_are_in_the_help(run: Runner) -> None:
    text = " ".join(run("claim", "add", "--help").stdout.split())
    for codes in (
        "number, abuse, responsibility, targeting, denial, characterization, event, assistance",
        "torture, arrest, detention",
        "supports, confirms, disputes, refutes, qualifies, corrects, mentions",
        "count, estimate",
    ):
        assert codes in text
    text = " ".join(run("review", "record", "--help").stdout.split())
    assert "unverified, in-review, corroborated, verified, disputed, refuted" in text
    assert "reasonable-suspicion, reasonable-grounds, balance-of-probabilities" in text
