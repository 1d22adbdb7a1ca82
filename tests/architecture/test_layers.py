"""Each layer imports only from those below it, and nothing is outside the layers."""

import subprocess
import sys
import tomllib
from pathlib import Path

from tests.architecture.source import PACKAGE, ROOT, Module, calls, imports, modules

LAYERS = [
    "__main__",
    "cli",
    "services",
    "exporters | importers | database | evidence",
    "keyring | plugins | settings",
    "files",
    "domain",
    "errors",
]
"""Of the design, section 3, as far as it is built."""

MODULES = modules()


def test_the_contract_is_that_of_the_design() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    linter = settings["tool"]["importlinter"]
    assert linter["root_package"] == "factcheck"
    (contract,) = (found for found in linter["contracts"] if found["type"] == "layers")
    assert contract["containers"] == ["factcheck"]
    assert contract["layers"] == LAYERS
    assert contract["exhaustive"] is True
    assert not any("ignore_imports" in found for found in linter["contracts"])


def test_the_contracts_are_kept() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [program, "--no-logo", "--no-cache", "--config", ROOT / "pyproject.toml"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


def test_every_part_of_the_program_is_in_a_layer() -> None:
    parts = {name for layer in LAYERS for name in layer.split(" | ")}
    assert {module.part for module in MODULES} - {"__init__"} == parts


def test_every_module_is_named_by_its_subject() -> None:
    vague = {"utils", "util", "common", "misc", "helpers", "tools", "stuff"}
    for path in PACKAGE.rglob("*"):
        assert path.stem not in vague, path


def outside(module: Module) -> set[str]:
    """What it imports from neither the standard library nor the program itself."""
    names = {name.partition(".")[0] for name in imports(module)}
    return names - sys.stdlib_module_names - {"factcheck"}


ALLOWED = {
    "cli": {"click"},
    "database": {"sqlalchemy", "alembic", "pymorphy3"},
    "services": {"sqlalchemy"},
    "settings": {"platformdirs"},
    "keyring": {"cryptography"},
    "domain": set[str](),
    "exporters": set[str](),
    "importers": set[str](),
    "evidence": {"lxml", "pypdfium2", "rapidfuzz", "warcio"},
}
EXCEPTIONS = {"domain/keys.py": {"anyascii"}, "cli/main.py": {"click", "sqlalchemy"},
              "cli/context.py": {"click", "sqlalchemy"}}  # fmt: skip
"""``keys`` writes a Russian key in Latin letters; the two others name types of SQLAlchemy's."""


def test_each_part_knows_only_its_own_libraries() -> None:
    others = {
        module.path: strange
        for module in MODULES
        if (
            strange := outside(module)
            - EXCEPTIONS.get(module.path, set())
            - ALLOWED.get(module.part, set())
        )
    }
    assert others == {}


NETWORK = (
    "socket ssl http urllib.request requests httpx aiohttp urllib3 ftplib smtplib poplib imaplib "
    "telnetlib xmlrpc socketserver asyncio webbrowser"
).split()


def test_nothing_talks_to_the_network() -> None:
    """A case is about people who must not be found: the program calls nobody."""
    talking = [
        f"{module.path}: {name}"
        for module in MODULES
        for name in imports(module)
        if any(name == banned or name.startswith(f"{banned}.") for banned in NETWORK)
    ]
    assert talking == []


PURE = set(
    "__future__ array ast base64 bisect calendar collections contextlib datetime decimal difflib "
    "enum fractions functools hashlib heapq itertools json math numbers operator re string "
    "textwrap types typing unicodedata uuid".split()
)
"""Modules of the standard library that neither read nor write nor look at a clock."""


def test_the_domain_is_pure() -> None:
    domain = [module for module in MODULES if module.part == "domain"]
    assert len(domain) > 10
    impure = {
        f"{module.path}: {name}"
        for module in domain
        for name in imports(module)
        if not name.startswith(("factcheck.domain", "factcheck.errors", "anyascii"))
        and name.partition(".")[0] not in PURE
        and not name.startswith("urllib.parse")
    }
    impure |= {
        f"{module.path}: {name}"
        for module in domain
        for name, _ in calls(module)
        if name.rpartition(".")[2] in {"now", "utcnow", "today", "open", "input", "print"}
    }
    assert impure == set()
