"""The demonstration is built through the services, whole or not at all."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from factcheck import plugins
from factcheck.database.engine import Location, connect
from factcheck.errors import CaseExists, FactcheckError
from factcheck.services import cases as services
from factcheck.services.demonstrating import SHEETS, build_demo, load_seed


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_the_demo_is_a_case_with_its_sheets_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    location = build_demo(folder)
    assert location == Location(folder / "factcheck.db", None)
    assert names(folder) - {"factcheck.db-wal", "factcheck.db-shm"} == {
        "factcheck.db",
        *SHEETS.values(),
    }
    with Session(connect(location, write=False)) as session:
        found = services.overview(session)
    assert found.claims > 20
    assert set(found.by_status) == {"unverified"}
    assert found.uncited == found.unnumbered == 0


def test_a_case_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "factcheck.db").write_text("mine")
    with pytest.raises(CaseExists):
        build_demo(tmp_path)
    assert (tmp_path / "factcheck.db").read_text() == "mine"
    assert not (tmp_path / "factsheet.md").exists()


def test_a_demo_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    load = plugins.load

    def failing(group: str, name: str) -> Any:
        if name == "json":
            raise RuntimeError("broken off")
        return load(group, name)

    monkeypatch.setattr(plugins, "load", failing)
    with pytest.raises(RuntimeError):
        build_demo(folder)
    assert names(folder) == set()


def test_a_seed_with_a_wrong_row_is_named_with_its_line(session: Session, tmp_path: Path) -> None:
    seed = tmp_path / "seed.toml"
    seed.write_text('[[party]]\nkey = "ada"\nname = "Ada"\n\n[[claim]]\ntext = "A raid."\n')
    with pytest.raises(FactcheckError, match=r"seed\.toml, line 5: The kind of claim is missing"):
        load_seed(session, seed)
