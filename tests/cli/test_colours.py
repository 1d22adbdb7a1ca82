"""Colours are for terminals, and for people who did not switch them off."""

import re
from pathlib import Path

from tests.cli.conftest import on_terminal, terminals
from tests.support.commandline import Runner


@terminals
def test_colours_are_for_terminals_and_no_color_is_honoured(
    filled: Runner, filled_file: Path
) -> None:
    arguments = ["--db", str(filled_file), "claim", "list"]
    coloured = on_terminal(arguments, {})
    assert "\x1b[32mcorroborated\x1b[0m" in coloured
    plain = on_terminal(arguments, {"NO_COLOR": "1"})
    assert "\x1b" not in plain
    # The same content with and without a terminal, and with and without colours.
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain
    assert plain == filled("claim", "list").stdout


@terminals
def test_errors_and_help_have_no_colour_under_no_color() -> None:
    for arguments in (["claim", "show", "x"], ["claim", "list", "--nothing"], ["--help"]):
        text = on_terminal(["--db", "nowhere.db", *arguments], {"NO_COLOR": "1"})
        assert text
        assert "\x1b" not in text


def test_no_colour_reaches_a_pipe(filled: Runner) -> None:
    for command in (("claim", "list"), ("claim", "show", "denied"), ("status",)):
        assert "\x1b" not in filled(*command).stdout
    assert "\x1b" not in filled("claim", "show", "nothing-like-it").stderr
