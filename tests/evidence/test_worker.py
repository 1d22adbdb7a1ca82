import subprocess
import sys

import pytest

GUARDED = """
import sys
from factcheck.evidence.worker import _limit, _refuse
_limit(512 * 1024 * 1024, 9)
sys.addaudithook(_refuse)
try:
    {attempt}
except (PermissionError, OSError) as fault:
    print("refused")
"""


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.socket()",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.remove('/nonexistent')",
    ],
)
def test_the_process_can_do_nothing_but_read(attempt: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", GUARDED.format(attempt=attempt)], capture_output=True, text=True
    )
    assert done.stdout == "refused\n", done.stderr


def test_the_process_loads_no_database() -> None:
    program = "import sys, factcheck.evidence.worker; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    loaded = set(done.stdout.split())
    assert "factcheck.evidence.worker" in loaded
    assert loaded.isdisjoint({"sqlalchemy", "alembic", "click", "lxml", "pypdfium2", "warcio"})
