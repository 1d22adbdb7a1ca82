"""The program on a real terminal: keys, lines that are edited, signals."""

import os
import re
import select
import subprocess
import sys
import time
from bisect import bisect_left

PATIENCE = 30
"""Seconds until a test gives up waiting; no test waits so long unless it fails."""

PROGRAM = """
import fcntl, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # keys such as Ctrl-C come from the terminal one belongs to
from factcheck.__main__ import main
main()
"""

_SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|[\r\x07]")


def plain(shown: str) -> str:
    """What a person sees of it, with single spaces."""
    return re.sub(" +", " ", _SEQUENCE.sub("", shown))


def _holds(shown: bytes, text: str) -> bool:
    return text in plain(shown.decode(errors="ignore"))


class Terminal:
    """The program on a terminal of its own."""

    def __init__(
        self,
        arguments: list[str],
        columns: int = 80,
        environment: dict[str, str] | None = None,
        *,
        rows: int = 30,
    ) -> None:
        import pty
        import termios

        self._end, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (rows, columns))
        known = {"TERM": "xterm-256color", "FACTCHECK_AS": "Anna Reporter"}
        self._process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, **known, **(environment or {})},
            start_new_session=True,
        )
        os.close(theirs)
        self.seen = ""
        self._ahead = b""
        """What was shown behind what was last waited for."""

    def until(self, text: str) -> str:
        """What is shown from now on, up to this text."""
        last = time.monotonic() + PATIENCE
        shown, self._ahead = self._ahead, b""
        while not _holds(shown, text):
            ready, _, _ = select.select([self._end], [], [], max(last - time.monotonic(), 0))
            assert ready, f"“{text}” is not shown, but: {shown!r}"
            try:
                part = os.read(self._end, 65536)
            except OSError:
                part = b""
            assert part, f"it ended before “{text}”: {shown!r}"
            shown += part
        end = bisect_left(range(len(shown)), True, key=lambda end: _holds(shown[:end], text))
        shown, self._ahead = shown[:end], shown[end:]
        self.seen += shown.decode(errors="ignore")
        return shown.decode(errors="ignore")

    def type(self, text: str) -> None:
        os.write(self._end, text.encode())

    def send(self, number: int) -> None:
        self._process.send_signal(number)

    def ended(self) -> int:
        """Its exit code, once it has ended."""
        last = time.monotonic() + PATIENCE
        while self._process.poll() is None and time.monotonic() < last:
            ready, _, _ = select.select([self._end], [], [], 0.1)
            if ready:
                try:
                    self.seen += os.read(self._end, 65536).decode(errors="ignore")
                except OSError:
                    break
        return self._process.wait(PATIENCE)

    def shows_typing(self) -> bool:
        """Whether the terminal itself shows what is typed."""
        import termios

        return bool(termios.tcgetattr(self._end)[3] & termios.ECHO)

    def until_typing(self, *, shown: bool) -> None:
        """Until the terminal itself shows what is typed, or does not."""
        last = time.monotonic() + PATIENCE
        while self.shows_typing() != shown:
            assert time.monotonic() < last
            time.sleep(0.02)

    def hang_up(self) -> int:
        """Close the terminal's window; the exit code of what ran in it."""
        os.close(self._end)
        self._end = -1
        return self._process.wait(PATIENCE)

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait(PATIENCE)
        if self._end >= 0:
            os.close(self._end)
