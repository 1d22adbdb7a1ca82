"""One choke point each for terminal output, CSV cells, files, the clock: raw calls elsewhere are
banned. An exception is one file and one call, with its reason; one that is gone must go here."""

import ast
import io
import tokenize

from tests.architecture.source import PACKAGE, ROOT, calls, modules

MODULES = modules()


def found(banned: set[str]) -> set[tuple[str, str]]:
    """File and call of every call whose written name, or its last part, is banned."""
    return {
        (module.path, name if name in banned else name.rpartition(".")[2])
        for module in MODULES
        for name, _ in calls(module)
        if name in banned or name.rpartition(".")[2] in {b for b in banned if "." not in b}
    }


def test_only_two_modules_print() -> None:
    printing = {
        "print", "echo", "secho", "echo_via_pager", "sys.stdout.write", "sys.stderr.write",
        "progressbar", "pause", "confirm",
    }  # fmt: skip
    assert (
        found(printing)
        - {
            ("cli/output.py", "echo"),
            ("cli/diagnostics.py", "echo"),
            ("cli/screen.py", "echo"),  # the pages of “factcheck log”, for a person
            ("cli/diagnostics.py", "progressbar"),  # on a terminal's standard error only
            ("cli/output.py", "echo_via_pager"),  # on a terminal only
        }
        == set()
    )


def test_only_two_commands_talk_with_the_user() -> None:
    assert found({"prompt", "click.edit", "getchar", "input", "getpass"}) == {
        ("cli/commands/init.py", "prompt"),
        ("cli/editor.py", "click.edit"),
        ("cli/keys.py", "getchar"),  # a single key, on Windows
        ("cli/screen.py", "input"),  # a line that can be edited while it is typed
        ("cli/screen.py", "getpass"),  # a passphrase, which is not shown
    }


def test_only_two_modules_write_tables() -> None:
    assert found({"csv.writer", "csv.DictWriter", "writer", "DictWriter", "in_csv"}) == {
        ("exporters/csv.py", "in_csv"),
        ("cli/output.py", "csv.writer"),
    }


def test_only_one_module_writes_json() -> None:
    """What is printed must pass ``encode_json``; the others do not print."""
    assert found({"json.dumps", "json.dump", "JSONEncoder"}) == {
        ("domain/printable.py", "json.dumps"),
        ("domain/printable.py", "JSONEncoder"),
        ("cli/editor.py", "json.dumps"),  # a TOML string, whose escapes are JSON's
        ("settings.py", "json.dumps"),  # likewise
        ("domain/journal.py", "JSONEncoder"),  # what is hashed
        ("database/engine.py", "json.dumps"),  # a column
        ("database/search/sqlite.py", "json.dumps"),  # a parameter of a query
        ("database/bulk.py", "json.dumps"),  # likewise
    }


def opens_for_writing(call: ast.Call) -> bool:
    modes = [*call.args[:2], *(word.value for word in call.keywords if word.arg == "mode")]
    return any(
        isinstance(mode, ast.Constant)
        and isinstance(mode.value, str)
        and len(mode.value) <= 3
        and set(mode.value) & set("wax+")
        for mode in modes
    )


WRITING = set(
    "write_text write_bytes os.open os.replace os.rename os.link os.symlink rename symlink_to "
    "hardlink_to touch mkstemp mkdtemp NamedTemporaryFile TemporaryFile TemporaryDirectory "
    "sqlite3.connect copyfile copy2 copytree move".split()
)

WRITERS = {
    ("files.py", "os.open"),
    ("files.py", "os.replace"),
    ("files.py", "open for writing"),
    # A new case must be private from its first moment, and must not take an existing file's place.
    ("database/engine.py", "os.open"),
    ("evidence/worker.py", "os.open"),  # the null device
    # SQLite opens its files itself: the case, a copy of it, the case read for completion.
    ("database/engine.py", "sqlite3.connect"),
    ("services/keeping.py", "sqlite3.connect"),
    ("cli/completion.py", "sqlite3.connect"),
    # In memory.
    ("database/search/english.py", "sqlite3.connect"),
    # What is being edited must be where the editor finds it, and stay there when it fails.
    ("cli/editor.py", "mkdtemp"),
    # A demo that leaves nothing behind.
    ("cli/commands/demo.py", "TemporaryDirectory"),
}


def test_only_one_module_writes_files() -> None:
    opened = {
        (module.path, "open for writing")
        for module in MODULES
        for name, call in calls(module)
        if name.rpartition(".")[2] == "open" and name != "os.open" and opens_for_writing(call)
    }
    assert found(WRITING) | opened == WRITERS


def test_only_six_modules_look_at_the_clock() -> None:
    clocks = {"datetime.now", "datetime.utcnow", "date.today", "time.time", "time.time_ns",
              "time.monotonic", "time.perf_counter", "time.sleep", "utcnow", "today"}  # fmt: skip
    assert found(clocks) == {
        ("database/engine.py", "time.monotonic"),  # how long a writer waits for its turn
        ("database/engine.py", "time.sleep"),
        ("services/stamps.py", "datetime.now"),
        ("database/recording.py", "datetime.now"),  # when entries are made
        ("services/keeping.py", "datetime.now"),  # the name of a backup
        ("database/identifiers.py", "time.time_ns"),
        ("evidence/worker.py", "time.monotonic"),  # whether there is time to read on
    }


def test_one_module_starts_another_program() -> None:
    starting = {"subprocess.run", "subprocess.Popen", "subprocess.call", "os.system", "os.popen",
                "os.execv", "check_output", "check_call"}  # fmt: skip
    assert found(starting) == {
        ("services/keeping.py", "subprocess.run"),  # pg_dump
        ("evidence/extraction.py", "subprocess.Popen"),  # the reader of captures
    }


def test_nothing_is_run_that_was_read() -> None:
    assert found({"eval", "exec", "pickle.loads", "pickle.load", "__import__"}) == set()
    for module in MODULES:
        for name, call in calls(module):
            assert name not in ("eval", "exec", "compile"), (module.path, ast.unparse(call))
            assert not any(word.arg == "shell" for word in call.keywords), module.path


def test_numbers_are_never_floats() -> None:
    """Amounts are Decimal. A float may be a measure of something else: seconds, bytes, likeness."""
    assert found({"float"}) == set()
    written = [
        f"{module.path}: {node.value}"
        for module in MODULES
        if module.part in ("domain", "importers", "exporters")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]
    assert written == []


def test_no_file_is_longer_than_a_person_reads() -> None:
    assert [module.path for module in MODULES if len(module.text.splitlines()) > 400] == []


def test_no_check_is_switched_off() -> None:
    marks = ("type: ignore", "noqa", "pragma: no cover", "ruff:", "mypy:")
    off = [
        f"{module.path}:{token.start[0]} {token.string}"
        for module in MODULES
        for token in tokenize.generate_tokens(io.StringIO(module.text).readline)
        if token.type == tokenize.COMMENT and any(mark in token.string for mark in marks)
    ]
    assert off == []


def test_no_work_is_left_in_a_comment() -> None:
    marks = ("TODO", "FIXME", "XXX:", "HACK")
    assert [m.path for m in MODULES if any(mark in m.text for mark in marks)] == []


# --- docstrings -----------------------------------------------------------------------------

TELLING = {"add", "show", "overview", "info", "stamp"}
"""Names of functions that, with their module's and their parameters', tell all."""


def test_every_module_says_what_it_is_for() -> None:
    silent = [m.path for m in MODULES if m.text.strip() and not ast.get_docstring(m.tree)]
    assert silent == []


def test_every_public_function_says_what_its_name_does_not() -> None:
    silent = [
        f"{module.path}: {node.name}"
        for module in MODULES
        if module.part in ("services", "domain")
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and node.name not in TELLING
        and not ast.get_docstring(node)
    ]
    assert silent == []


def test_the_code_is_where_it_is_looked_for() -> None:
    assert (PACKAGE / "__init__.py").is_file()
    assert len(MODULES) > 70
    assert (ROOT / "migrations" / "env.py").is_file()
