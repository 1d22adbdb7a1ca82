"""Editing in $EDITOR: a mistake reopens the same text, and nothing typed is lost."""

import json
import re
import sys
import tomllib
from pathlib import Path

import pytest

from factcheck.cli.editor import Field, template, toml_value
from tests.cli.conftest import Editor
from tests.support.commandline import Runner


def shown(case: Runner, noun: str, key: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(case(noun, "show", key, "--json").stdout)
    return found


def openings(opened: Path) -> list[Path]:
    return [Path(line) for line in opened.read_text().splitlines()] if opened.exists() else []


def kept_file(told: str) -> Path:
    """The file that an error names as holding what was written."""
    found = re.search(r"What you wrote is kept in (\S+); finish it with --from \1\.", told)
    assert found, told
    return Path(found[1])


# --- done -----------------------------------------------------------------------------------


def test_a_claim_is_changed_and_the_file_is_gone(filled: Runner, editor: Editor) -> None:
    opened = editor("text.replace('tortured', 'beaten').replace('Argun\"', 'Grozny\"')")
    before = shown(filled, "claim", "detained")
    done = filled("claim", "edit", "detained")
    assert (done.stdout, done.stderr, done.exit_code) == ("detained\n", "", 0)
    after = shown(filled, "claim", "detained")
    assert after["text"] == str(before["text"]).replace("tortured", "beaten")
    assert after["place"] == "Grozny"
    for name in before.keys() - {"text", "place"}:
        assert after[name] == before[name]
    (file,) = openings(opened)
    assert not file.parent.exists()


def test_the_text_is_private_commented_and_toml(
    filled: Runner, editor: Editor, tmp_path: Path
) -> None:
    seen = tmp_path / "seen"
    editor(f"pathlib.Path({str(seen)!r}).write_text("
           "text + '\\n# mode ' + oct(file.stat().st_mode) + oct(file.parent.stat().st_mode)) "
           "and text")  # fmt: skip
    filled("claim", "edit", "in-touch-75")
    text = seen.read_text()
    assert text.endswith("0o40700"), "nobody else may read the folder"
    tables = tomllib.loads(text)
    assert tables["number"] == "some 75 people"
    assert tables["speaker"] == "igor-kochetkov"
    assert tables["tags"] == "contacts, network"
    assert [citation["source"] for citation in tables["citation"]] == ["interview", "outlet"]
    assert "# One of: number, abuse," in text
    assert '#place = ""' in text
    assert text.startswith("# The claim in-touch-75.\n")


def test_a_source_is_changed(filled: Runner, editor: Editor) -> None:
    editor("text.replace('[\"Kochetkov, Igor\"]', '[\"Doe, Jane\", \"UN\"]')"
           ".replace('language = \"en\"', '')")  # fmt: skip
    done = filled("source", "edit", "interview")
    assert (done.stdout, done.exit_code) == ("interview\n", 0), done.stderr
    after = shown(filled, "source", "interview")
    assert after["authors"] == ["Jane Doe", "UN"]
    assert after["language"] is None
    assert after["reliability"] == "B"


def test_a_field_that_was_commented_is_filled_and_one_that_was_taken_out_is_gone(
    filled: Runner, editor: Editor
) -> None:
    editor("text.replace('#as_of = \"\"', 'as_of = \"2017\"').replace('place = ', '#place = ')")
    assert filled("claim", "edit", "detained").exit_code == 0
    after = shown(filled, "claim", "detained")
    assert (after["as_of"], after["place"]) == ("2017", None)


def test_a_citation_is_corrected(filled: Runner, editor: Editor) -> None:
    editor(
        "text.replace('para. 2', 'para. 3')"
        ".replace('stance = \"confirms\"', 'stance = \"mentions\"')"
    )
    assert filled("claim", "edit", "in-touch-75").exit_code == 0
    after = shown(filled, "claim", "in-touch-75")
    citations = after["citations"]
    assert isinstance(citations, list)
    assert citations[0]["locator"] == "para. 3"
    assert citations[1]["stance"] == "mentions"
    assert after["origins"] == ["interview"]


def test_json_prints_the_changed_record(filled: Runner, editor: Editor) -> None:
    editor("text.replace('Argun', 'Grozny')")
    done = filled("claim", "edit", "detained", "--json")
    assert json.loads(done.stdout)["place"] == "Grozny"


@pytest.mark.parametrize(("noun", "key"), [("claim", "detained"), ("source", "interview")])
@pytest.mark.parametrize("step", ["text", "text + '\\n# a remark\\n'"])
def test_nothing_changed_is_nothing_done(
    filled: Runner, editor: Editor, noun: str, key: str, step: str
) -> None:
    before = filled(noun, "show", key, "--json").stdout
    opened = editor(step)
    done = filled(noun, "edit", key)
    assert done.exit_code == 0
    assert filled(noun, "show", key, "--json").stdout == before
    if step == "text":
        assert (done.stdout, done.stderr) == ("", "Nothing changed.\n")
    assert not any(file.exists() for file in openings(opened))


# --- mistakes -------------------------------------------------------------------------------

MISTAKES = {
    "not TOML": ("text.replace('kind = \"abuse\"', 'kind = abuse')", "it is not TOML"),
    "wrong code": ("text.replace('kind = \"abuse\"', 'kind = \"rumour\"')", "not a kind of claim"),
    "unknown field": ("text + '\\ncolour = \"red\"\\n'", "no field “colour”"),
    "not text": ("text.replace('kind = \"abuse\"', 'kind = 5')", "must be text in quotation marks"),
    "empty text": ("text.replace('text = \"', 'text = \"\" #')", "statement"),
    "unknown source": ("text.replace('source = \"interview\"', 'source = \"wire\"')", "the source"),
    "citation taken out": ("text.partition('[[citation]]')[0]", "citation was added or taken out"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_reopens_the_same_text_with_the_reason_and_can_be_mended(
    filled: Runner, editor: Editor, tmp_path: Path, mistake: str
) -> None:
    step, reason = MISTAKES[mistake]
    seen = tmp_path / "second"
    wrong = f"({step}).replace('Argun', 'Grozny')"
    if mistake in ("unknown field", "citation taken out"):
        wrong = f"(lambda text: {step})(text.replace('Argun', 'Grozny'))"
    # Mended by hand: the original again, with the change that was meant.
    original = tmp_path / "first"
    opened = editor(
        f"pathlib.Path({str(original)!r}).write_text(text) and {wrong}",
        f"pathlib.Path({str(seen)!r}).write_text(text) and "
        f"pathlib.Path({str(original)!r}).read_text().replace('Argun', 'Grozny')",
    )
    done = filled("claim", "edit", "detained")
    assert (done.stdout, done.exit_code) == ("detained\n", 0), done.stderr
    assert shown(filled, "claim", "detained")["place"] == "Grozny"
    second = seen.read_text()
    assert reason in second.splitlines()[0]
    assert second.startswith("#! ")
    # What was typed is there, to the letter, below the reason.
    typed = "".join(line for line in second.splitlines(True) if not line.startswith("#! "))
    text = original.read_text()
    assert typed == eval(wrong, {"text": text})
    first, again = openings(opened)
    assert first == again
    assert not first.exists()


def test_only_the_last_reason_stands_above_the_text(
    filled: Runner, editor: Editor, tmp_path: Path
) -> None:
    seen = tmp_path / "third"
    editor(
        "text.replace('kind = \"abuse\"', 'kind = \"rumour\"')",
        "text.replace('kind = \"rumour\"', 'kind = 5')",
        f"pathlib.Path({str(seen)!r}).write_text(text) and "
        "text.replace('kind = 5', 'kind = \"abuse\"')",
    )
    assert filled("claim", "edit", "detained").exit_code == 0
    third = seen.read_text()
    assert "must be text in quotation marks" in third
    assert "not a kind of claim" not in third


def test_a_mistake_that_is_left_is_given_up_and_the_text_is_kept(
    filled: Runner, editor: Editor
) -> None:
    before = shown(filled, "claim", "detained")
    opened = editor("text.replace('Argun', 'Grozny').replace('\"abuse\"', '\"rumour\"')")
    done = filled("claim", "edit", "detained")
    assert (done.stdout, done.exit_code) == ("", 1)
    assert "The change was not made: “rumour” is not a kind of claim." in done.stderr
    assert len(openings(opened)) == 2
    kept = kept_file(done.stderr)
    assert 'place = "Grozny"' in kept.read_text()
    assert shown(filled, "claim", "detained") == before
    # A mistake still there is still refused, and nothing is lost.
    again = filled("claim", "edit", "detained", "--from", kept)
    assert again.exit_code == 2
    assert kept.exists()
    kept.write_text(kept.read_text().replace("rumour", "abuse"))
    mended = filled("claim", "edit", "detained", "--from", kept)
    assert (mended.stdout, mended.exit_code) == ("detained\n", 0)
    assert shown(filled, "claim", "detained")["place"] == "Grozny"


def test_a_source_that_is_given_up_is_kept_too(filled: Runner, editor: Editor) -> None:
    editor("text.replace('relays = [\"wire\"]', 'relays = [\"outlet\"]')")
    done = filled("source", "edit", "outlet")
    assert (done.stdout, done.exit_code) == ("", 1)
    assert "outlet relays outlet" in done.stderr
    kept = kept_file(done.stderr)
    kept.write_text(kept.read_text().replace('"outlet"]', '"interview"]'))
    assert filled("source", "edit", "outlet", "--from", kept).exit_code == 0
    assert shown(filled, "source", "outlet")["relays"] == ["interview"]


def test_an_editor_that_fails_loses_nothing(filled: Runner, editor: Editor) -> None:
    editor("text.replace('Argun', 'Grozny')", fails=True)
    done = filled("claim", "edit", "detained")
    assert (done.stdout, done.exit_code) == ("", 1)
    kept = kept_file(done.stderr)
    assert 'place = "Grozny"' in kept.read_text()
    assert shown(filled, "claim", "detained")["place"] == "Argun"
    assert filled("claim", "edit", "detained", "--from", kept).exit_code == 0
    assert shown(filled, "claim", "detained")["place"] == "Grozny"


def test_an_editor_that_is_not_there_is_said(
    filled: Runner, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "no-such-editor-anywhere")
    done = filled("claim", "edit", "detained")
    assert (done.stdout, done.exit_code) == ("", 1)
    assert "The change was not made: The editor could not be started." in done.stderr
    assert "kept in" not in done.stderr, "nothing was written"
    assert list(scratch.iterdir()) == []


def test_a_text_that_is_not_utf_8_is_kept(filled: Runner, editor: Editor) -> None:
    editor("file.write_bytes(b'text = \"\\xe9\"') and sys.exit(0)")
    done = filled("claim", "edit", "detained")
    assert (done.stdout, done.exit_code) == ("", 1)
    assert "fault of its own" not in done.stderr
    assert kept_file(done.stderr).read_bytes() == b'text = "\xe9"'


def test_a_text_that_was_deleted_is_said(filled: Runner, editor: Editor) -> None:
    editor("file.unlink() or sys.exit(0)")
    before = shown(filled, "claim", "detained")
    done = filled("claim", "edit", "detained")
    assert (done.stdout, done.exit_code) == ("", 1)
    assert "fault of its own" not in done.stderr
    assert shown(filled, "claim", "detained") == before


def test_a_text_that_was_emptied_is_refused_and_told(filled: Runner, editor: Editor) -> None:
    editor("''")
    before = shown(filled, "claim", "detained")
    done = filled("claim", "edit", "detained")
    assert done.exit_code == 1
    assert shown(filled, "claim", "detained") == before


def test_what_another_changed_meanwhile_is_not_undone(
    filled: Runner, editor: Editor, tmp_path: Path
) -> None:
    """Only what was changed in the editor is written, not the whole text as it was opened."""
    command = [sys.executable, "-m", "factcheck", "--db", str(tmp_path / "case.db"), "--as", "Eve"]
    meanwhile = [*command, "claim", "edit", "detained", "--as-of", "2017"]
    editor(f"__import__('subprocess').run({meanwhile}) and text.replace('Argun', 'Grozny')")
    done = filled("claim", "edit", "detained")
    assert done.exit_code == 0, done.stderr
    after = shown(filled, "claim", "detained")
    assert (after["as_of"], after["place"]) == ("2017", "Grozny")


def test_the_case_is_not_locked_while_the_editor_is_open(
    filled: Runner, editor: Editor, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "factcheck", "--db", str(tmp_path / "case.db"), "--as", "Eve"]
    log = tmp_path / "code"
    editor(
        f"pathlib.Path({str(log)!r}).write_text(str(__import__('subprocess').run("
        f"{[*command, 'party', 'add', 'Eve']}).returncode)) and text"
    )
    filled("claim", "edit", "detained")
    assert log.read_text() == "0"


# --- the text -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        "plain",
        'with "quotes" and \\ backslash',
        "two\nlines\twith a tab",
        "ёж — «кавычки»",
        "\x00\x01\x1b\x7f",
        "\u202e\u2028\ufeff",
        "'''",
        '"""',
        ["a", 'b"', "\x7f"],
        [],
    ],
)
def test_any_value_is_written_as_toml(value: str | list[str]) -> None:
    assert tomllib.loads(f"a = {toml_value(value)}") == {"a": value}


def test_the_template_comments_out_what_has_no_value() -> None:
    text = template(
        "The thing.",
        [Field("one", "1", "The first."), Field("two", None, "The second."), Field("l", [], "L.")],
    )
    assert tomllib.loads(text) == {"one": "1"}
    assert '# The first.\none = "1"\n' in text
    assert '# The second.\n#two = ""\n' in text
    assert tomllib.loads(text.replace("#two", "two")) == {"one": "1", "two": ""}
