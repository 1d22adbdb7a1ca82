"""The demonstration: the Chechnya case, built from its seeds through the same services."""

from pathlib import Path

from sqlalchemy.orm import Session

from factcheck import plugins
from factcheck.database import schema
from factcheck.database.engine import Location
from factcheck.database.session import CaseSession, open_session
from factcheck.errors import FactcheckError, RowsRefused
from factcheck.files import new_text_file
from factcheck.importers.base import Importer
from factcheck.services.factsheets import build
from factcheck.services.importing import Refusal, load
from factcheck.services.selecting import Wanted

AUTHOR = "factcheck demo"
TITLE = "Chechnya, 2017: what public reports said"
SHEETS = {"md": "factsheet.md", "csv": "factsheet.csv", "json": "factsheet.json"}


def build_demo(folder: Path) -> Location:
    """Make ``factcheck.db`` with the case, and its fact sheets, in an existing folder."""
    location = Location(folder / "factcheck.db", None)
    schema.create(location)
    try:
        with open_session(location, write=True, author=AUTHOR) as session:
            for seed in sorted(schema.shipped_folder("seeds").glob("*.toml")):
                load_seed(session, seed)
            session.commit()
        with open_session(location, write=False) as session:
            for format, name in SHEETS.items():
                write_sheet(session, format, folder / name)
    except BaseException:
        for leftover in ("factcheck.db", "factcheck.db-wal", "factcheck.db-shm", *SHEETS.values()):
            (folder / leftover).unlink(missing_ok=True)
        raise
    return location


def load_seed(session: CaseSession, seed: Path) -> None:
    """Import one seed file. Raises FactcheckError where a row of it is refused."""
    refused: list[Refusal] = []
    importer: Importer = plugins.load(plugins.IMPORTERS, "toml")
    with seed.open("rb") as stream:
        load(session, AUTHOR, importer.rows(stream, {}), refuse=refused.append)
    if refused:
        first = refused[0]
        raise FactcheckError(f"{seed.name}, line {first.line}: {first.reason}", RowsRefused(1).hint)


def write_sheet(session: Session, format: str, file: Path) -> None:
    """Write the case's fact sheet in one format; an older file of that name is replaced."""
    exporter = plugins.load(plugins.EXPORTERS, format)
    with new_text_file(file, replace=True) as stream:
        exporter.write(build(session, Wanted(), title=TITLE), stream)
