"""Places where writing fails: folders of somebody else, disks without room."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NoMount(Exception):
    """This user may not mount a disk."""


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that every user can reach: pytest's own are closed to all but its user."""
    folder = Path(tempfile.mkdtemp(prefix="factcheck-open-", dir="/tmp"))
    folder.chmod(0o777)
    try:
        yield folder
    finally:
        subprocess.run(["chmod", "-R", "u+rwX", folder], check=True)
        shutil.rmtree(folder)


@contextmanager
def bound_by_permissions(*owned: Path) -> Iterator[None]:
    """Work as the owner of these files and of nothing else: permissions do not bind root."""
    if os.geteuid() != 0:
        yield
        return
    import pwd

    nobody = pwd.getpwnam("nobody").pw_uid
    for path in owned:
        os.chown(path, nobody, -1)
    os.seteuid(nobody)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Path]:
    """``folder`` as a disk of so many bytes. Raises NoMount where that takes more rights."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "factcheck-test", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as fault:
        raise NoMount("mounting a small disk takes root on Linux") from fault
    try:
        yield folder
    finally:
        # A connection that a failed test left open would keep a plain unmounting from it.
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def leave_free(folder: Path, size: int) -> Path:
    """Fill a disk up to so many bytes; removing the returned file makes room again."""
    filler = folder / "filler"
    free = shutil.disk_usage(folder).free
    filler.write_bytes(b"\0" * max(0, free - size))
    return filler
