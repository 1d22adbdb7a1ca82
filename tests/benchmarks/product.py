"""factcheck's own side: the commands themselves, run in a process that has imported them."""

import json
from collections.abc import Collection
from contextlib import redirect_stdout
from importlib import import_module
from io import StringIO
from pathlib import Path

import pytest

from factcheck.cli.main import cli
from factcheck.database.recording import Recorder
from factcheck.domain.cells import guarded
from factcheck.domain.printable import encode_json
from tests.benchmarks.cases import AUTHOR
from tests.benchmarks.measure import Stopwatch


def imported(watch: Stopwatch, case: str, sheet: str) -> str:
    """``factcheck import``; returns what it said that it made."""
    import_module("factcheck.services.importing")
    return _command(watch, case, "import", sheet)


def unrecorded(watch: Stopwatch, case: str, sheet: str) -> str:
    """The same without the journal, to see what it costs."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Recorder, "added", _nothing)
        patched.setattr(Recorder, "changing", _nothing)
        return imported(watch, case, sheet)


def _nothing(_: Recorder, kind: str, seqs: Collection[int]) -> None:
    pass


def exported(watch: Stopwatch, case: str, form: str, file: str) -> str:
    """``factcheck export``."""
    import_module("factcheck.services.exporting")
    return _command(watch, case, "export", "--format", form, "--output", file)


def _command(watch: Stopwatch, case: str, *arguments: str) -> str:
    said = StringIO()
    options = ["--quiet", "--db", case, "--as", AUTHOR]
    # Python's start and its imports are not counted here, since the peers' are not.
    with redirect_stdout(said), watch.running():
        code = cli.main([*options, *arguments], standalone_mode=False)
    if code:
        raise RuntimeError(f"factcheck {' '.join(arguments)} ended with {code}")
    return said.getvalue()


def bibliography(_: Stopwatch, case: str, file: str) -> None:
    """Leave a script the bibliography of the export ready, as it is printed."""
    from sqlalchemy.orm import Session

    from factcheck.database.engine import connect, locate
    from factcheck.services.factsheets import build
    from factcheck.services.selecting import Wanted

    with Session(connect(locate(case), write=False)) as session:
        listed = build(session, Wanted()).header.bibliography
    entries = {source.key: guarded(source.entry) for source in listed}
    records = [encode_json(source.csl) for source in listed]
    Path(file).write_text(json.dumps([entries, records]), encoding="utf-8")
