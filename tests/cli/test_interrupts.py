"""Ctrl-C where it must not break in."""

import signal
import subprocess
import sys
from threading import Thread

import pytest

from factcheck.cli.interrupts import deaf


def test_an_interrupt_is_let_go_and_the_next_one_is_heard() -> None:
    before = signal.getsignal(signal.SIGINT)
    with deaf():
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_it_ends_with_the_block_however_that_ends() -> None:
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(ZeroDivisionError), deaf():
        raise ZeroDivisionError
    assert signal.getsignal(signal.SIGINT) is before


def test_in_another_thread_nothing_is_done() -> None:
    ended: list[bool] = []

    def work() -> None:
        with deaf():
            ended.append(True)

    thread = Thread(target=work)
    thread.start()
    thread.join()
    assert ended == [True]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_a_program_started_in_the_block_still_hears_it() -> None:
    asked = "import signal; print(signal.getsignal(signal.SIGINT) is signal.SIG_IGN)"
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with deaf():
        done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True)
    signal.signal(signal.SIGINT, before)
    assert done.stdout == "False\n"
