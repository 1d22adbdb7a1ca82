"""``factcheck key``: keys are made, shown, listed and trusted."""

import json
import os
import stat
from pathlib import Path

import pytest

from factcheck.domain.signing import read_public_key
from factcheck.keyring.ed25519 import new_key, verified
from factcheck.keyring.folder import Keyring
from tests.support.cases import AUTHOR
from tests.support.commandline import Result, Runner

BORIS, EVE = (
    read_public_key(key)
    for key in (
        "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",  # of RFC 8032
        "PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=",
    )
)
LINE = BORIS.line("Boris Editor")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "keys"
    monkeypatch.setenv("FACTCHECK_KEYS", str(place))
    return place


@pytest.fixture
def plain(run: Runner) -> Result:
    """The author's key, without a passphrase."""
    return run("key", "new", "--no-passphrase")


def held(folder: Path) -> dict[str, bytes]:
    """Every file in the folder of keys."""
    found = folder.iterdir() if folder.exists() else ()
    return {file.name: file.read_bytes() for file in found}


def listed(run: Runner) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("key", "list", "--json").stdout)
    return found


# --- new --------------------------------------------------------------------------------------


def test_a_key_is_made_and_its_public_line_printed(run: Runner, folder: Path) -> None:
    done = run("key", "new", env={"FACTCHECK_PASSPHRASE": "secret"})
    assert done.exit_code == 0
    words = done.stdout.split()
    assert words[:2] == ["factcheck-key", "ed25519"]
    assert " ".join(words[3:]) == AUTHOR
    (file,) = folder.iterdir()
    assert (stat.S_IMODE(file.stat().st_mode), stat.S_IMODE(folder.stat().st_mode)) == (
        0o600,
        0o700,
    )
    assert str(file) in done.stderr
    assert "Fingerprint: " in done.stderr
    assert "Note" not in done.stderr
    assert "secret" not in done.stdout + done.stderr + file.read_text()


def test_the_key_that_was_made_signs_with_its_passphrase(run: Runner, folder: Path) -> None:
    run("key", "new", "--name", "Zoë", env={"FACTCHECK_PASSPHRASE": "secret"})
    key = Keyring(folder).key_of("Zoë")
    assert key is not None
    signer = key.signer("Zoë", "secret")
    assert verified(signer.public, b"x", signer.sign(b"x"))


def test_a_key_without_a_passphrase_is_warned_of(plain: Result) -> None:
    assert "Note: No passphrase guards it" in plain.stderr
    assert plain.exit_code == 0


def test_json_prints_the_new_key(run: Runner) -> None:
    made = json.loads(run("key", "new", "--no-passphrase", "--json").stdout)
    assert list(made) == "name whose fingerprint public_key made_at in_use".split()
    assert (made["name"], made["whose"], made["in_use"]) == (AUTHOR, "own", True)
    assert listed(run) == [made]


def test_the_folder_is_with_the_user_s_settings_unless_named(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FACTCHECK_KEYS")
    run("key", "new", "--no-passphrase")
    (file,) = tmp_path.rglob("*.key")
    assert file.parent.name == "keys"
    assert file.parent.parent.name == "factcheck"


@pytest.mark.parametrize(
    ("options", "variable", "told"),
    [
        ([], None, "there is no terminal to ask for it"),
        (["--no-input"], None, "there is no terminal to ask for it"),
        ([], "", "there is no terminal to ask for it"),
        ([], "x" * 1001, "The passphrase has 1,001 characters"),
        (["--name", ""], "x", "name is empty"),
        (["--name", "x" * 501], "x", "at most 500"),
    ],
)
def test_what_is_wrong_makes_no_key(
    run: Runner, folder: Path, options: list[str], variable: str | None, told: str
) -> None:
    done = run("key", "new", *options, env={"FACTCHECK_PASSPHRASE": variable}, input="pass\npass\n")
    assert told in done.refusal()
    assert not folder.exists()


def test_nobody_makes_a_key_without_a_name(run: Runner, folder: Path) -> None:
    assert "who is working" in run("key", "new", "--no-passphrase", author=None).refusal(2)
    assert not folder.exists()


def test_a_second_key_is_refused_unless_asked_for(run: Runner, folder: Path, plain: Result) -> None:
    before = held(folder)
    assert "has a key on this machine already" in run("key", "new", "--no-passphrase").refusal()
    assert held(folder) == before
    done = run("key", "new", "--no-passphrase", "--replace")
    assert done.exit_code == 0
    assert held(folder).items() > before.items()
    assert run("key", "show").stdout == done.stdout
    assert [key["in_use"] for key in listed(run)] == [True, False]


# --- list and show ------------------------------------------------------------------------------


def test_keys_are_listed_own_ones_first(run: Runner, plain: Result) -> None:
    assert run("key", "trust", "Boris Editor", LINE).exit_code == 0
    own, colleague = listed(run)
    assert (own["whose"], colleague["whose"]) == ("own", "colleague")
    assert colleague == {
        "name": "Boris Editor",
        "whose": "colleague",
        "fingerprint": BORIS.fingerprint,
        "public_key": BORIS.encoded,
        "made_at": None,
        "in_use": True,
    }
    table = run("key", "list").stdout
    assert BORIS.fingerprint[:20] in table
    assert max(map(len, table.splitlines())) < 80
    assert run("key", "list", "--csv").stdout.count(BORIS.fingerprint) == 1


def test_no_keys_is_said(run: Runner) -> None:
    assert run("key", "list") == ("", "No keys yet. Make one with “factcheck key new”.\n", 0)


def test_a_public_key_is_shown_in_one_line(run: Runner, plain: Result) -> None:
    run("key", "trust", "Boris Editor", LINE)
    assert run("key", "show").stdout == plain.stdout
    done = run("key", "show", "boris  editor")
    assert (done.stdout, done.stderr) == (f"{LINE}\n", f"Fingerprint: {BORIS.fingerprint}\n")
    assert json.loads(run("key", "show", "Boris Editor", "--json").stdout)["whose"] == "colleague"
    assert run("key", "show", "Eve").refusal() == "No key of “Eve” is known on this machine."


# --- trust --------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["one argument", "words", "file", "input", "no name"])
def test_a_colleague_s_key_is_taken_in_whatever_form(
    run: Runner, tmp_path: Path, form: str
) -> None:
    mailed = tmp_path / "boris.txt"
    mailed.write_text(f"\ufeff{LINE}\r\n", encoding="utf-8")
    given = {
        "one argument": [LINE],
        "words": LINE.split(),
        "file": [str(mailed)],
        "input": ["-"],
        "no name": [BORIS.line("")],
    }[form]
    done = run("key", "trust", "Boris Editor", *given, input=f"{LINE}\n")
    assert done == (
        f"{BORIS.fingerprint}\n", "The key of “Boris Editor” is trusted now.\n", 0
    )  # fmt: skip
    assert "is trusted already" in run("key", "trust", "Boris Editor", LINE).stderr
    assert len(listed(run)) == 1


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("", "is not a public key"),
        ("nonsense", "does not read “factcheck-key ed25519 …”"),
        ("nowhere.txt", "is not a public key"),
        ("factcheck-key ed25519 xx", "is not a public key"),
        (EVE.line("Eve"), "said to be that of “Eve”, not of “Boris Editor”"),
        (".", "it is a folder"),
        ("large", "far too long"),
        ("bytes", "is not a public key"),
        ("pipe", "pipe cannot be read: it is no file"),
        ("two", "is not a public key"),
        ("own.key", "it has more than one line"),
        ("-", "is not a public key"),
        ("private.key", "is not a public key"),
    ],
)
def test_what_is_no_key_is_not_trusted(
    run: Runner, tmp_path: Path, folder: Path, given: str, told: str
) -> None:
    (tmp_path / "large").write_bytes(b"x" * 100_000)
    (tmp_path / "bytes").write_bytes(b"\xff\x00\x1b[2J")
    (tmp_path / "two").write_text(f"Here it is:\n{LINE}\n")
    (tmp_path / "private.key").write_text(new_key(None).pem)
    (tmp_path / "own.key").write_text(f"{LINE}\n{new_key(None).pem}")
    os.mkfifo(tmp_path / "pipe")
    done = run("key", "trust", "Boris Editor", given, input="")
    assert told in done.refusal()
    assert "MC4CAQAwBQYDK2Vw" not in done.stderr  # how every such private key begins
    assert not folder.exists()


def test_another_key_of_a_trusted_name_is_refused(run: Runner, folder: Path) -> None:
    run("key", "trust", "Boris Editor", LINE)
    before = held(folder)
    refused = run("key", "trust", "boris editor", EVE.line("Boris Editor")).refusal()
    assert BORIS.fingerprint in refused
    assert EVE.fingerprint in refused
    assert held(folder) == before
    assert run("key", "trust", "Boris Editor", EVE.line(""), "--also").exit_code == 0
    assert len(listed(run)) == 2
    assert run("key", "trust", "Boris Editor", EVE.line(""), "--replace").exit_code == 0
    assert [key["public_key"] for key in listed(run)] == [EVE.encoded]


def test_a_name_cannot_act_on_the_terminal_or_forge_a_line(run: Runner, folder: Path) -> None:
    name = "Eve\x1b[2J\u202e\nfactcheck-key ed25519 x Boris"
    assert run("key", "trust", name, EVE.line(name)).exit_code == 0
    assert (folder / "trusted").read_text().count("\n") == 1
    for command in (["list"], ["show", name], ["list", "--json"]):
        done = run("key", *command)
        assert done.exit_code == 0
        assert "\x1b" not in done.stdout + done.stderr
        assert "\u202e" not in done.stdout + done.stderr


# --- folders and files that are not right -------------------------------------------------------


def test_a_broken_or_open_key_stops_every_use(run: Runner, folder: Path, plain: Result) -> None:
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    file.chmod(0o644)
    for command in (["list"], ["show"], ["new", "--no-passphrase", "--replace"]):
        done = run("key", *command)
        assert "is open to others" in done.refusal()
        assert f"chmod 600 {file}" in done.stderr
    file.chmod(0o600)
    file.write_bytes(whole[:50])
    for command in (["list"], ["show"], ["new", "--no-passphrase", "--replace"]):
        assert f"The key file {file} cannot be used" in run("key", *command).refusal()
    assert held(folder) == {file.name: whole[:50]}


def test_a_folder_of_keys_that_is_none_is_told(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("mine")
    for place in ("file", "file/keys", "x" * 300):
        monkeypatch.setenv("FACTCHECK_KEYS", place)
        run("key", "new", "--no-passphrase").refusal()
        run("key", "trust", "Boris Editor", LINE).refusal()
    assert sorted(os.listdir(tmp_path)) == ["file"]
    assert (tmp_path / "file").read_text() == "mine"
