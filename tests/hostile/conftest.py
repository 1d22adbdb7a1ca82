"""Attacks that are known to succeed still: each is run, and shown as an expected failure.

``known_faults.txt`` names them, one test a line (``*`` at the end stands for every parameter). They
are faults of the program, not of the tests: mend one, and take its line out.
"""

from pathlib import Path

import pytest

KNOWN = Path(__file__).with_name("known_faults.txt")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    lines = KNOWN.read_text("utf-8").splitlines()
    exact = {line for line in lines if not line.endswith("*")}
    beginnings = tuple(line[:-1] for line in lines if line.endswith("*"))
    for item in items:
        if item.nodeid in exact or item.nodeid.startswith(beginnings):
            item.add_marker(pytest.mark.xfail(reason="a known fault, not mended yet"))
