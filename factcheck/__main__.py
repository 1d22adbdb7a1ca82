"""``factcheck`` and ``python -m factcheck``."""

import sys
from io import BytesIO, TextIOWrapper


def main() -> None:
    """Run the command line; text is UTF-8 wherever the program runs."""
    # A closed stream is none at all to Python: what is read there is empty, what is said is lost.
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, TextIOWrapper(BytesIO(), encoding="utf-8"))
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            errors = "surrogateescape" if stream is sys.stdin else "backslashreplace"
            stream.reconfigure(encoding="utf-8", errors=errors)
    from factcheck.cli.main import cli

    cli(prog_name="factcheck")


if __name__ == "__main__":
    main()
