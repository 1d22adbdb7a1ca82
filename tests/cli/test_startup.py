"""What nobody asked for is not loaded: help, version and completion are quick."""

import json
import os
import subprocess
import sys

WALK = """
import io, json, sys
from contextlib import redirect_stderr, redirect_stdout

HEAVY = ("sqlalchemy", "alembic", "pymorphy3", "psycopg", "anyascii", "cryptography")

def loaded():
    return sorted({name.partition(".")[0] for name in sys.modules} & set(HEAVY))

found = {}

def call(label, arguments, **environment):
    import os
    os.environ.update(environment)
    printed, told = io.TextIOWrapper(io.BytesIO()), io.TextIOWrapper(io.BytesIO())
    with redirect_stdout(printed), redirect_stderr(told):
        try:
            cli(arguments, prog_name="factcheck")
        except SystemExit as end:
            code = end.code or 0
    for name in environment:
        del os.environ[name]
    printed.flush(), told.flush()
    found[label] = [loaded(), code, bool(printed.buffer.getvalue() + told.buffer.getvalue())]

from factcheck.cli.main import cli
found["import"] = [loaded(), 0, True]

import click
call("--version", ["--version"])

def walk(command, words):
    call(" ".join(words) + " --help", [*words, "--help"])
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            walk(command.get_command(context, name), [*words, name])

walk(cli, [])

complete = {"_FACTCHECK_COMPLETE": "bash_complete"}
for words in ("factcheck ", "factcheck cl", "factcheck --db case.db claim show ",
              "factcheck --db case.db claim list --status ",
              "factcheck --db case.db claim add x --cite "):
    place = len(words.split()) - (not words.endswith(" "))
    call("complete " + words, [], COMP_WORDS=words, COMP_CWORD=str(place), **complete)
for shell in ("bash", "zsh", "fish"):
    call("source " + shell, [], _FACTCHECK_COMPLETE=shell + "_source")
for arguments in (["nothing"], ["claim", "list", "--nothing"], ["claim", "add"], ["claim"]):
    call("wrong " + " ".join(arguments), arguments)

print(json.dumps(found))
"""


def walked(*arguments: str) -> dict[str, tuple[list[str], int, bool]]:
    done = subprocess.run(
        [sys.executable, *arguments, "-c", WALK], capture_output=True, text=True, env=os.environ
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, tuple[list[str], int, bool]] = json.loads(done.stdout)
    return found


def test_help_version_and_completion_load_neither_database_nor_dictionary() -> None:
    found = walked()
    assert len(found) > 40
    for label, (loaded, code, printed) in found.items():
        assert loaded == [], label
        assert printed or label.startswith("complete"), label
        assert code in ((2,) if label.startswith("wrong") else (0, 1)), label


def test_what_is_slow_to_import_waits_until_it_is_needed() -> None:
    """Names for the modules that cost most, and that neither help nor a version needs."""
    code = (
        "import sys; from factcheck.cli.main import cli\n"
        "try: cli(['--version'], prog_name='factcheck')\n"
        "except SystemExit: print(*sorted(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    for module in (
        "sqlite3", "tomllib", "dataclasses", "asyncio", "unittest", "difflib", "decimal",
        "importlib.metadata", "csv", "factcheck.cli.commands.claim", "factcheck.domain.quantities",
    ):  # fmt: skip
        assert module not in loaded, module


def test_keys_are_listed_and_shown_without_what_signs() -> None:
    code = (
        "import sys; from factcheck.cli.main import cli\n"
        "def call(*arguments):\n"
        "    try: cli(['--as', 'Ada', *arguments], prog_name='factcheck')\n"
        "    except SystemExit as end: assert not end.code\n"
        "call('key', 'list'); call('key', 'show')\n"
        "print(*sorted({'cryptography', 'sqlalchemy'} & set(sys.modules)))"
    )
    subprocess.run(
        [sys.executable, "-m", "factcheck", "--as", "Ada", "key", "new", "--no-passphrase"],
        check=True,
        capture_output=True,
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "factcheck-key ed25519" in done.stdout
    assert done.stdout.splitlines()[-1] == ""


def test_a_plain_list_loads_neither_alembic_nor_pymorphy3() -> None:
    code = (
        "import sys; from factcheck.cli.main import cli\n"
        "def call(*arguments):\n"
        "    try: cli(arguments, prog_name='factcheck')\n"
        "    except SystemExit as end: assert not end.code\n"
        "call('--as', 'Ada', '--db', sys.argv[1], 'claim', 'add', 'A raid.', '--kind', 'event')\n"
        "call('--db', sys.argv[1], 'claim', 'list')\n"
        "call('--db', sys.argv[1], 'claim', 'show', 'raid')\n"
        "call('--db', sys.argv[1], 'search', 'raid')\n"
        "print(*sorted({'alembic', 'pymorphy3', 'psycopg'} & set(sys.modules)))"
    )
    subprocess.run(
        [sys.executable, "-m", "factcheck", "--db", "case.db", "--as", "Ada", "init"],
        check=True,
        capture_output=True,
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "case.db"], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == ""
