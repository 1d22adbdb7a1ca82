"""Talk goes to standard error, and can be silenced but for what must not be missed."""

import click
import pytest
from click.testing import CliRunner

from factcheck.cli import diagnostics
from factcheck.errors import FactcheckError


@click.command()
@click.option("--quiet", is_flag=True)
def talk(quiet: bool) -> None:
    diagnostics.say("said \x1b[31m")
    diagnostics.warn("warned \u202e")
    diagnostics.report(FactcheckError("Reported \x07.", "Hint \x9b."))


def test_what_is_said_warned_and_reported() -> None:
    done = CliRunner().invoke(talk)
    assert done.stdout == ""
    assert done.stderr == (
        "said \\x1b[31m\nNote: warned \\u202e\nError: Reported \\x07.\nHint \\x9b.\n"
    )


def test_quiet_silences_what_is_only_said() -> None:
    done = CliRunner().invoke(talk, ["--quiet"])
    assert done.stderr.splitlines()[0] == "Note: warned \\u202e"


def test_talk_needs_no_command(capsys: pytest.CaptureFixture[str]) -> None:
    diagnostics.say("said")
    assert capsys.readouterr() == ("", "said\n")
