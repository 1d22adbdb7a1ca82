"""What was typed in an editor outlives whatever goes wrong there."""

import re
from pathlib import Path

import pytest

from factcheck.errors import DiskFull
from tests.cli.conftest import Editor
from tests.cli.test_editor import kept_file, openings
from tests.support.commandline import Runner


@pytest.mark.parametrize("again", ["text", "text + ''", "text.partition('#! ')[0] or typed(text)"])
def test_a_mistake_saved_again_and_again_is_given_up(
    filled: Runner, editor: Editor, again: str
) -> None:
    """Also by an editor that takes the reason out."""
    typed = "(lambda text: ''.join(l for l in text.splitlines(True) if not l.startswith('#! ')))"
    step = again.replace("typed", typed)
    opened = editor("text.replace('\"abuse\"', '\"rumour\"')", *[step] * 5)
    done = filled("claim", "edit", "detained")
    assert done.exit_code == 1
    assert len(openings(opened)) == 2
    assert 'kind = "rumour"' in kept_file(done.stderr).read_text()


def test_what_was_typed_before_the_file_was_removed_is_kept(filled: Runner, editor: Editor) -> None:
    editor("text.replace('Argun', 'Grozny').replace('\"abuse\"', '\"rumour\"')",
           "file.unlink() or sys.exit(0)")  # fmt: skip
    done = filled("claim", "edit", "detained")
    assert done.exit_code == 1
    assert "it is not there" in done.stderr
    assert 'place = "Grozny"' in kept_file(done.stderr).read_text()


def test_what_was_typed_is_named_even_where_the_program_is_at_fault(
    filled: Runner, editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from factcheck.services import claims

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(claims, "edit", fail)
    editor("text.replace('Argun', 'Grozny')")
    done = filled("claim", "edit", "detained")
    assert done.exit_code == 1
    found = re.search(r"What you wrote is kept in (\S+)\.\n", done.stderr)
    assert found
    assert 'place = "Grozny"' in Path(found[1]).read_text()


def test_an_interrupted_editor_loses_nothing(
    filled: Runner, editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from factcheck.services import claims

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(claims, "edit", interrupted)
    editor("text.replace('Argun', 'Grozny')")
    done = filled("claim", "edit", "detained")
    assert "The change was not made: it was interrupted." in done.stderr
    assert 'place = "Grozny"' in kept_file(done.stderr).read_text()


def test_what_was_typed_is_kept_where_the_reason_finds_no_room(
    filled: Runner, editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: object, mistake: object) -> None:
        raise DiskFull("the text")

    monkeypatch.setattr("factcheck.cli.editor._Draft.explain", full)
    editor("text.replace('Argun', 'Grozny').replace('\"abuse\"', '\"rumour\"')")
    done = filled("claim", "edit", "detained")
    assert "no room left" in done.stderr
    assert 'place = "Grozny"' in kept_file(done.stderr).read_text()


def test_what_the_editor_leaves_beside_the_text_is_no_matter(
    filled: Runner, editor: Editor, scratch: Path
) -> None:
    editor("pathlib.Path(f'{file}~').touch() or text.replace('Argun', 'Grozny')")
    assert filled("claim", "edit", "detained").exit_code == 0
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("noun", ["claim", "source"])
def test_the_file_is_named_by_what_it_describes(filled: Runner, editor: Editor, noun: str) -> None:
    opened = editor("text")
    filled(noun, "edit", {"claim": "detained", "source": "wire"}[noun])
    assert [file.name for file in openings(opened)] == [f"{noun}.toml"]
