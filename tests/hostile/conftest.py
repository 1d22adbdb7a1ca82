"""What the attacks share."""

from pathlib import Path
from shutil import copy

import pytest

from factcheck.database.engine import Location


@pytest.fixture(scope="module")
def case(sqlite_filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Location:
    """One case for all attacks of a module that must not change it."""
    return Location(Path(copy(sqlite_filled, tmp_path_factory.mktemp("case"))), None)
