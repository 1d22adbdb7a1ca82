"""A page that the tests capture, and how they look at what became of it."""

import hashlib
import json
from typing import Any

from tests.support.commandline import Result, Runner

PAGE = (
    "<html><head><title>A talk</title></head><body><h1>A talk</h1>"
    "<p>It was long.</p><p>He spoke of some 75 people, and of 27 men.</p></body></html>"
)
DIGEST = hashlib.sha256(PAGE.encode()).hexdigest()


def ok(done: Result) -> Result:
    assert done.exit_code == 0, done.stderr
    return done


def listed(case: Runner, key: str = "talk") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(ok(case("source", "captures", key, "--json")).stdout)
    return found


def known_location(case: Runner) -> Any:
    return case._db
