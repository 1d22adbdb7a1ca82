"""Calling the command line in process, with data and talk kept apart."""

from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner

from factcheck.cli.main import cli
from factcheck.database.engine import Location
from tests.support.cases import AUTHOR


class Result(NamedTuple):
    stdout: str
    stderr: str
    exit_code: int

    def refusal(self, exit_code: int = 1) -> str:
        """The sentence of a refused command. Fails unless that is all it says, but for a hint."""
        assert (self.exit_code, self.stdout) == (exit_code, "")
        sentence, *hint = self.stderr.splitlines()
        assert sentence.startswith("Error: ")
        assert len(hint) <= 1
        return sentence.removeprefix("Error: ")


class Runner:
    """``run("claim", "list", db=location)``: what the command printed, said and returned.

    ``run.on(location)`` is a runner whose commands work on that case.
    """

    def __init__(self, db: Location | Path | str | None = None) -> None:
        self._db = db

    def on(self, db: Location | Path | str) -> "Runner":
        return Runner(db)

    def __call__(
        self,
        *arguments: str | Path,
        input: str | bytes | None = None,
        db: Location | Path | str | None = None,
        author: str | None = AUTHOR,
        env: dict[str, str | None] | None = None,
    ) -> Result:
        """Without ``db``, the command looks for the nearest case; without ``author``, it asks."""
        options = [*_database(self._db if db is None else db)]
        if author is not None:
            options += ["--as", author]
        done = CliRunner().invoke(
            cli,
            [*options, *map(str, arguments)],
            input=input,
            env=env,
            catch_exceptions=False,
            prog_name="factcheck",
        )
        return Result(done.stdout, done.stderr, done.exit_code)


def _database(db: Location | Path | str | None) -> list[str]:
    if db is None:
        return []
    if isinstance(db, Location):
        db = db.path or db.url or ""
    return ["--db", str(db)]
