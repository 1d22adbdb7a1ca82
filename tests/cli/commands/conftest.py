"""A case that waits for the capture of a source."""

from pathlib import Path

import pytest

from tests.cli.commands.captured import PAGE
from tests.cli.conftest import Prepare
from tests.support.commandline import Runner


@pytest.fixture
def known(case: Runner, prepare: Prepare) -> Runner:
    """A case with a source that two claims quote; one of the quotes is not in ``PAGE``."""

    def commands() -> None:
        case("source", "add", "talk", "--kind", "interview", "--title", "A talk")
        for key, quote in (("in-touch", "some 75 people"), ("moved", "29 men")):
            case("claim", "add", f"Claim {key}.", "--kind", "event", "--key", key,
                 "--cite", "talk", "--quote", quote)  # fmt: skip

    prepare("known", commands)
    return case


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return path
