"""The type checker and the linter are content: strict, and with nothing switched off."""

import subprocess
import sys
import tomllib

import pytest

from tests.architecture.source import ROOT


def check(*command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_types_are_right() -> None:
    check("mypy", "--strict", "--no-error-summary")


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]], ids=lambda part: part[0])
def test_the_style_is_right(command: list[str]) -> None:
    check("ruff", *command, ".")


def test_the_checks_are_strict() -> None:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    assert tools["mypy"]["strict"] is True
    assert tools["mypy"]["packages"] == ["factcheck"]
    assert "overrides" not in tools["mypy"]
    assert "exclude" not in tools["ruff"]
    assert tools["ruff"]["lint"].get("per-file-ignores", {}).keys() <= {
        "factcheck/errors/__init__.py"  # where every error is gathered
    }
    assert tools["pytest"]["ini_options"]["filterwarnings"] == ["error"]
