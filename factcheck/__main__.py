"""``factcheck`` and ``python -m factcheck``."""

import sys


def main() -> None:
    """Run the command line; text is UTF-8 wherever the program runs."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            errors = "surrogateescape" if stream is sys.stdin else "backslashreplace"
            stream.reconfigure(encoding="utf-8", errors=errors)
    from factcheck.cli.main import cli

    cli(prog_name="factcheck")


if __name__ == "__main__":
    main()
