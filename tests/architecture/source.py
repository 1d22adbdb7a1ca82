"""The program's own source, read as syntax trees."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "factcheck"


class Module(NamedTuple):
    path: str
    """Below ``factcheck``, with forward slashes."""
    text: str
    tree: ast.Module

    @property
    def part(self) -> str:
        """The layer that it belongs to."""
        return self.path.partition("/")[0].removesuffix(".py")


def modules() -> list[Module]:
    """Every module of the package, in order."""
    found = []
    for file in sorted(PACKAGE.rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        found.append(Module(file.relative_to(PACKAGE).as_posix(), text, ast.parse(text)))
    return found


def imports(module: Module) -> Iterator[str]:
    """Full names of the modules that it imports, wherever in it."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module.path}: a relative import"
            yield str(node.module)
            yield from (f"{node.module}.{name.name}" for name in node.names)


def calls(module: Module) -> Iterator[tuple[str, ast.Call]]:
    """Every call, with the name that is called as it is written: ``click.echo``, ``file.open``."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node
