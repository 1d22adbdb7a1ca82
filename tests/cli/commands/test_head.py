"""``factcheck head``: one line, to be kept elsewhere."""

import json
import re

from tests.support.commandline import Runner


def test_it_prints_one_line_and_nothing_else(filled: Runner) -> None:
    done = filled("head")
    assert re.fullmatch(r"factcheck-head 1 [1-9]\d* [0-9a-f]{64}\n", done.stdout)
    assert (done.stderr, done.exit_code) == ("", 0)
    assert filled("head").stdout == done.stdout


def test_an_empty_journal_has_a_head_too(case: Runner) -> None:
    assert case("head").stdout == f"factcheck-head 1 0 {64 * '0'}\n"
    assert json.loads(case("head", "--json").stdout) == {"entries": 0, "digest": 64 * "0"}


def test_json_says_the_same(filled: Runner) -> None:
    found = json.loads(filled("head", "--json").stdout)
    assert filled("head").stdout == f"factcheck-head 1 {found['entries']} {found['digest']}\n"


def test_work_makes_another_head(filled: Runner) -> None:
    before = filled("head").stdout
    filled("claim", "edit", "detained", "--place", "Grozny")
    after = filled("head").stdout
    assert int(after.split()[2]) == int(before.split()[2]) + 1
    assert after.split()[3] != before.split()[3]


def test_it_needs_no_name_and_a_case(filled: Runner, run: Runner) -> None:
    assert filled("head", author=None).exit_code == 0
    assert "factcheck init" in run("head").stderr
