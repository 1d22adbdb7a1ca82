"""What a command keeps it keeps whole; and whatever happens then, it is not denied."""

import signal

import pytest
from sqlalchemy.orm import Session

from factcheck.cli import output
from tests.support.commandline import Runner


def test_an_interrupt_while_work_is_kept_comes_too_late(
    case: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is said is what was done: not that it was stopped, with everything in the case."""

    def commit(session: Session) -> None:
        signal.raise_signal(signal.SIGINT)
        kept(session)
        signal.raise_signal(signal.SIGINT)

    kept = Session.commit
    monkeypatch.setattr(Session, "commit", commit)
    assert case("party", "add", "Ada") == ("ada\n", "", 0)
    monkeypatch.undo()
    assert case("party", "list", "--csv").stdout.count("\n") == 2


def test_an_interrupt_before_that_keeps_nothing(
    case: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refresh(connection: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("factcheck.database.search.refresh", refresh)
    done = case("party", "add", "Ada")
    assert (done.stdout, done.exit_code) == ("", 1)
    assert "Nothing was changed." in done.stderr
    monkeypatch.undo()
    assert case("party", "list", "--json").stdout == "[]\n"


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (KeyboardInterrupt(), "The command was interrupted.\nIts work was done by then"),
        (ZeroDivisionError(), "The work was done before, and is kept. Repeat"),
    ],
)
def test_work_that_was_kept_is_not_denied(
    case: Runner, monkeypatch: pytest.MonkeyPatch, fault: BaseException, told: str
) -> None:
    def fail(text: str = "") -> None:
        raise fault

    monkeypatch.setattr(output, "line", fail)
    done = case("party", "add", "Ada")
    assert (done.stdout, done.exit_code) == ("", 1)
    assert told in done.stderr
    assert "Nothing was changed" not in done.stderr
    monkeypatch.undo()
    assert case("party", "list", "--csv").stdout.count("\n") == 2
