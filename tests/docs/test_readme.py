"""The README's commands are run as they stand, and must print what it shows.

After a change of wording, ``FACTCHECK_README=write pytest tests/docs`` writes what they print now
into the README, to be read before it is committed.
"""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"

WRITE = os.environ.get("FACTCHECK_README") == "write"

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_DATE = re.compile(
    r"\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?|(?<=known on )\d{4}-\d\d-\d\d|"
    r"\d{4}-\d\d-\d\d(?=  )|(?<=, )\d{4}-\d\d-\d\d(?=:)|(?<=  )\d{4}-\d\d-\d\d$",
    re.M,
)


class Step(NamedTuple):
    command: str
    output: str


def blocks(language: str) -> list[str]:
    return [body for kind, body in _BLOCK.findall(README.read_text("utf-8")) if kind == language]


def steps(block: str) -> list[Step]:
    found = []
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        found.append(Step(command, output))
    return found


def run(command: str, folder: Path) -> str:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("FACTCHECK_")
    }
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    environment["HOME"] = str(folder)
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout


def undated(text: str) -> str:
    """Today's date stands in what is printed, and yesterday's in the README."""
    return _DATE.sub("2017-05-18", text)


def rewritten(folder: Path) -> str:
    def block(found: re.Match[str]) -> str:
        if found.group(1) != "console":
            return found.group()
        printed = [f"$ {step.command}\n{run(step.command, folder)}" for step in steps(found[2])]
        return f"```console\n{''.join(printed)}```"

    return _BLOCK.sub(block, README.read_text("utf-8"))


def test_console_blocks_print_what_they_show(tmp_path: Path) -> None:
    written = rewritten(tmp_path)
    if WRITE:
        README.write_text(written, "utf-8")
        pytest.fail("The README was written anew: read it, then run without FACTCHECK_README.")
    assert undated(written) == undated(README.read_text("utf-8"))


def test_the_readme_shows_no_fault_of_the_program() -> None:
    assert "fault of its own" not in README.read_text("utf-8")


def test_every_step_of_the_guide_is_there() -> None:
    commands = [step.command for block in blocks("console") for step in steps(block)]
    for word in ("init", "source add", "claim add", "review record", "search", "export"):
        assert any(word in command for command in commands), word


def test_two_commands_of_one_line_do_the_set_up() -> None:
    first, second = blocks("sh")
    assert first.count("\n") == second.count("\n") == 1
    assert first.startswith("python3 -m venv ")
    assert second.startswith("python3 -m venv ")
    assert first.rstrip().endswith("factcheck demo")
    assert '".[test]"' in second
    assert second.rstrip().endswith("-m pytest")


def test_ci_reads_its_commands_from_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "README.md" in script
    assert "pip install --quiet -e" not in script  # it would be a second copy of the command
    assert 'eval "$second"' in script
