"""``factcheck`` and ``python -m factcheck``."""

import gc
import sys

# Commands are short, and importing or reading a case makes many objects and no garbage cycles to
# speak of: looking for cycles as often as Python does by default costs a tenth of the time.
COLLECT_AFTER = 50_000


def main() -> None:
    """Run the command line; text is UTF-8 wherever the program runs."""
    gc.set_threshold(COLLECT_AFTER, 20, 20)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            errors = "surrogateescape" if stream is sys.stdin else "backslashreplace"
            stream.reconfigure(encoding="utf-8", errors=errors)
    from factcheck.cli.main import cli

    cli(prog_name="factcheck")


if __name__ == "__main__":
    main()
