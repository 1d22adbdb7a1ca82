"""A file is written whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from factcheck.errors import CannotWrite, DiskFull, FileExists
from factcheck.files import disk_fault, new_file, new_text_file


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
        assert refused.value.sentence == f"{place} cannot be written: {why}."
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
        (errno.EIO, "a cannot be written: Input/output error."),
    ],
)
def test_the_words_for_an_operating_systems_error(number: int, told: str) -> None:
    fault = disk_fault(Path("a"), OSError(number, os.strerror(number)))
    assert fault.sentence == told
    assert fault.hint.startswith("Nothing was changed.")
    assert disk_fault(Path("a"), OSError()).sentence == "a cannot be written: it failed."
