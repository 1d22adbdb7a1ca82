"""A file is written whole or not at all."""

import errno
import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import CannotRead, CannotWrite, DiskFull, FileExists, brief
from factcheck.files import NotToml, disk_fault, new_file, new_text_file, parse_toml, read_text


def test_a_new_file_is_whole_private_and_alone(tmp_path: Path) -> None:
    file = tmp_path / "new"
    with new_text_file(file) as stream:
        stream.write("ёж\r\nline\n")
        assert not file.exists()
    assert file.read_bytes() == "ёж\r\nline\n".encode()
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "mine"
    file.write_text("mine")
    with pytest.raises(FileExists, match="There is a file at"), new_text_file(file):
        pytest.fail("nothing may be written")
    assert file.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_is_replaced_only_by_a_whole_one(tmp_path: Path) -> None:
    file = tmp_path / "sheet"
    file.write_text("older")
    with pytest.raises(RuntimeError):
        break_off(file, RuntimeError())
    assert file.read_text() == "older"
    with new_text_file(file, replace=True) as stream:
        stream.write("newer")
    assert file.read_text() == "newer"
    assert list(tmp_path.iterdir()) == [file]


def break_off(file: Path, fault: BaseException) -> None:
    with new_text_file(file, replace=True) as stream:
        stream.write("half")
        raise fault


@pytest.mark.parametrize("fault", [RuntimeError(), KeyboardInterrupt(), OSError(errno.EIO, "no")])
def test_a_block_that_fails_leaves_nothing(tmp_path: Path, fault: BaseException) -> None:
    with pytest.raises((type(fault), CannotWrite)):
        break_off(tmp_path / "new", fault)
    assert list(tmp_path.iterdir()) == []


def test_the_file_reaches_the_disk_before_it_gets_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, os.replace

    def synced(handle: int) -> None:
        done.append("sync")
        fsync(handle)

    def renamed(source: Path, target: Path) -> None:
        done.append("rename")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", renamed)
    with new_text_file(tmp_path / "new") as stream:
        stream.write("text")
    assert done[:2] == ["sync", "rename"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_is_said_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    file = tmp_path / "sheet"
    file.write_text("older")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, step, full)
    with pytest.raises(DiskFull, match="no room left"), new_text_file(file, replace=True) as stream:
        stream.write("newer")
    assert file.read_text() == "older"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="Linux has a full device")
def test_a_write_that_finds_the_disk_full_is_said(tmp_path: Path) -> None:
    def fill() -> None:
        with new_file(tmp_path / "sheet"), open("/dev/full", "w") as device:
            device.write("text")

    with pytest.raises(DiskFull):
        fill()
    assert list(tmp_path.iterdir()) == []


def test_places_that_cannot_be_written_are_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place, why in (
        (tmp_path, "it is a folder"),
        (tmp_path / "nowhere" / "new", "its folder does not exist"),
        (tmp_path / "file" / "new", "its folder does not exist"),
        (tmp_path / ("x" * 300), "the name is too long"),
    ):
        with pytest.raises(CannotWrite) as refused, new_text_file(place):
            pytest.fail("nothing may be written")
        assert refused.value.sentence == brief(f"{place} cannot be written: {why}.")
    assert {file.name for file in tmp_path.iterdir()} == {"file"}


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, "There is no room left on the disk for a."),
        (errno.EDQUOT, "There is no room left on the disk for a."),
        (errno.EFBIG, "There is no room left on the disk for a."),
        (errno.ENOENT, "a cannot be written: its folder does not exist."),
        (errno.EACCES, "a cannot be written: there is no permission to."),
        (errno.EPERM, "a cannot be written: there is no permission to."),
        (errno.EROFS, "a cannot be written: the disk is read-only."),
        (errno.EIO, "a cannot be written: the disk reports a fault."),
        (errno.EMFILE, f"a cannot be written: {os.strerror(errno.EMFILE)}."),
    ],
)
def test_the_words_for_an_operating_systems_error(number: int, told: str) -> None:
    fault = disk_fault(Path("a"), OSError(number, os.strerror(number)))
    assert fault.sentence == told
    assert fault.hint.startswith("Nothing was changed.")
    assert disk_fault(Path("a"), OSError()).sentence == "a cannot be written: it failed."


def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    link, real = tmp_path / "link", tmp_path / "far" / "real"
    link.symlink_to(real)
    with new_text_file(link) as stream:  # it leads nowhere yet
        stream.write("first")
    with new_text_file(link, replace=True) as stream:
        stream.write("second")
    assert link.is_symlink()
    assert real.read_text() == "second"
    assert {file.name for file in tmp_path.rglob("*")} == {"far", "link", "real"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of Unix")
def test_what_is_no_file_is_never_replaced(tmp_path: Path) -> None:
    pipe, loop = tmp_path / "pipe", tmp_path / "loop"
    os.mkfifo(pipe)
    loop.symlink_to(loop)
    for place in (pipe, loop):
        with pytest.raises(FileExists), new_text_file(place, replace=True):
            pytest.fail("nothing may be written")
    assert pipe.is_fifo()


@pytest.mark.parametrize("content", ["ёж\r\n", "\ufeffёж\r\n"])
def test_a_text_is_read_as_it_stands(tmp_path: Path, content: str) -> None:
    (tmp_path / "text").write_bytes(content.encode())
    assert read_text(tmp_path / "text") == "ёж\r\n"


def test_a_text_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "latin").write_bytes(b"caf\xe9")
    for place, why in (
        ("none", "it is not there"),
        ("latin/x", "it is not there"),
        (".", "it is a folder"),
        ("latin", "it is not UTF-8 text"),
    ):
        with pytest.raises(CannotRead) as refused:
            read_text(tmp_path / place)
        assert refused.value.why == why
        assert refused.value.sentence == f"{tmp_path / place} cannot be read: {why}."


def test_what_is_toml_is_read() -> None:
    assert parse_toml('a = "ё"\r\n[[b]]\nc = 1\n') == {"a": "ё", "b": [{"c": 1}]}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a = ", "Invalid value"),
        ("a = 1\na = 2\nb = 1", "line 2"),
        ("a = " + "9" * 5_000, "a number of thousands of digits"),
        ("a = " + "[" * 50_000, "nested too deep"),
    ],
    ids=["cut off", "twice", "huge", "deep"],
)
def test_what_is_not_has_a_reason(text: str, why: str) -> None:
    with pytest.raises(NotToml, match=why):
        parse_toml(text)


@given(st.text(st.sampled_from("a=[]{}\"'\n.,#19-T:Z_")))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(NotToml):
        assert isinstance(parse_toml(text), dict)
