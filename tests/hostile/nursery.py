"""One process that imports the program once, and forks for every attack.

Starting Python and importing everything takes most of a second, and there are hundreds of
attacks. A forked child has its own file descriptors, folder, environment, user, limits and
signals, and runs ``main`` as ``factcheck`` does.
"""

import array
import atexit
import gc
import json
import os
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from io import BufferedReader, BufferedWriter, FileIO, TextIOWrapper
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

from sqlalchemy.orm import configure_mappers

import factcheck
from factcheck import plugins

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 30
"""How long a command may be at work before it has hung."""


def environment(changes: Mapping[str, str | None]) -> dict[str, str]:
    known = {**os.environ, "PYTHONPATH": str(ROOT), **changes}
    return {name: value for name, value in known.items() if value is not None}


@cache
def nursery() -> socket.socket:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    started = subprocess.Popen(
        [sys.executable, "-c", f"from {__name__} import serve; serve({theirs.fileno()})"],
        cwd=ROOT,
        pass_fds=[theirs.fileno()],
        env=environment({}),
    )
    theirs.close()

    def stop() -> None:
        ours.close()
        started.wait(SECONDS)

    atexit.register(stop)
    return ours


def send(line: socket.socket, descriptors: Sequence[int]) -> None:
    rights = array.array("i", descriptors)
    line.sendmsg([b"?"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])


def serve(descriptor: int) -> None:
    """Fork for every request until the tests end."""
    _load()
    line = socket.socket(fileno=descriptor)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who watch
    while True:
        said, descriptors, _, _ = socket.recv_fds(line, 1, 5)
        if not said:
            return
        if os.fork() == 0:
            line.close()
            _watch(descriptors)
        for one in descriptors:
            os.close(one)


def _load() -> None:
    """Import all that a command may need; the children of another user could not read it."""
    for module in walk_packages(factcheck.__path__, "factcheck."):
        if module.name != "factcheck.__main__":
            import_module(module.name)
    for name in (
        "alembic.command",
        "anyascii",
        "difflib",
        "platformdirs.unix",
        "psycopg",
        "sqlalchemy.dialects.postgresql.psycopg",
        "sqlalchemy.dialects.sqlite.pysqlite",
        "sqlite3.dump",
    ):
        import_module(name)
    for group in (plugins.EXPORTERS, plugins.IMPORTERS):
        for name in plugins.names(group):
            plugins.load(group, name)
    configure_mappers()
    gc.collect()
    gc.freeze()


def _watch(descriptors: Sequence[int]) -> None:
    """Run one command in a child, and tell how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    asked, *streams, status = descriptors
    with open(asked, "rb") as file:
        request = json.loads(file.read())
    child = os.fork()
    if child == 0:
        os.close(status)
        _become(request, streams)
    for one in streams:
        os.close(one)
    with socket.socket(fileno=status) as line, suppress(BrokenPipeError):
        line.send(str(child).encode())
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        line.send(str(code).encode())
    os._exit(0)


def _become(request: Mapping[str, Any], streams: Sequence[int]) -> None:
    """The command, as Python would have started it."""
    code = 1
    try:
        for target, one in enumerate(streams):
            os.dup2(one, target)
        os.closerange(3, 256)
        os.environ.clear()
        os.environ.update(request["environment"])
        os.chdir(request["cwd"])
        _limit(request)
        for target, name in enumerate(("stdin", "stdout", "stderr")):
            stream: Any = None
            if target in request["closed"]:
                os.close(target)
            else:
                raw = FileIO(target, "wb" if target else "rb", closefd=False)
                buffer: Any = BufferedWriter(raw) if target else BufferedReader(raw)
                stream = TextIOWrapper(buffer, encoding="utf-8", line_buffering=target == 2)
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)
        sys.argv = ["factcheck", *request["arguments"]]
        code = _main()
    finally:
        os._exit(code)


def _limit(request: Mapping[str, Any]) -> None:
    if request["file_size"] is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (request["file_size"],) * 2)
    if request["busy_seconds"] is not None:
        from factcheck.database import engine

        engine.BUSY_SECONDS = request["busy_seconds"]
    if request["user"] is not None:
        os.setgroups([])
        os.setgid(request["user"])
        os.setuid(request["user"])


def _main() -> int:
    import traceback

    from factcheck.__main__ import main

    code: Any = 0
    try:
        main()
    except SystemExit as ended:
        code = ended.code
    except KeyboardInterrupt:
        traceback.print_exc()
        code = 130
    except BaseException:
        traceback.print_exc()
        code = 1
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError as fault:
            os.write(2, f"Traceback: ignored at the end: {fault}\n".encode())
            code = 120
    return int(code or 0)
